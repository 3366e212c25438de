"""Operations on releases, their assets, the artifacts of workflow runs, and the rate limit."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from rig.bodies import API, asset, example, release
from rig.serving import READ_ONLY, Call, Page, Raw, Refusal, not_found, operation
from rig.state import node_id

if TYPE_CHECKING:
    from rig.state import Release, Repository


def _shown(call: Call) -> list[Release]:
    """The releases that the token sees, the newest first; drafts are for those who may write."""
    one = call.repository()
    writer = call.token.may("contents", "write")
    return [item for item in reversed(one.releases.values()) if writer or not item.draft]


@operation("repos/list-releases")
def releases(call: Call) -> tuple[int, Any]:
    one = call.repository()
    return 200, Page([release(one, item) for item in _shown(call)])


@operation("repos/get-latest-release")
def latest(call: Call) -> tuple[int, Any]:
    found = next((item for item in _shown(call) if not (item.draft or item.prerelease)), None)
    return _answer(call, found)


@operation("repos/get-release-by-tag")
def by_tag(call: Call) -> tuple[int, Any]:
    wanted = call.values["tag"]
    return _answer(call, next((item for item in _shown(call) if item.tag == wanted and not item.draft), None))


@operation("repos/get-release")
def by_id(call: Call) -> tuple[int, Any]:
    return _answer(call, _release(call))


def _answer(call: Call, found: Release | None) -> tuple[int, Any]:
    if found is None:
        raise not_found()
    return 200, release(call.repository(), found)


def _release(call: Call) -> Release:
    number = call.integer("release_id")
    found = next((item for item in _shown(call) if item.id == number), None)
    if found is None:
        raise not_found()
    return found


@operation("repos/list-release-assets")
def assets(call: Call) -> tuple[int, Any]:
    one, found = call.repository(), _release(call)
    return 200, Page([asset(one, found, item) for item in found.assets])


@operation("repos/get-release-asset")
def one_asset(call: Call) -> tuple[int, Any]:
    one, number = call.repository(), call.integer("asset_id")
    for found in _shown(call):
        for item in found.assets:
            if item.id == number:
                if "octet-stream" in call.accept:
                    return 200, Raw(200, item.content, (("Content-Type", "application/octet-stream"),))
                return 200, asset(one, found, item)
    raise not_found()


def _may_read_actions(call: Call) -> Repository:
    one = call.repository()
    if not call.token.may("actions", "read"):
        raise Refusal(403, READ_ONLY)
    return one


@operation("actions/get-workflow-run")
def run(call: Call) -> tuple[int, Any]:
    one = _may_read_actions(call)
    known = one.runs.get(call.integer("run_id"))
    if known is None:
        raise not_found()
    body = example("workflow-run", one)
    return 200, body | known


@operation("actions/list-workflow-run-artifacts")
def artifacts(call: Call) -> tuple[int, Any]:
    one, number = _may_read_actions(call), call.integer("run_id")
    name = call.query.get("name")
    found = [item for item in one.artifacts.values() if item.run == number and name in (None, item.name)]
    listed = []
    for item in found:
        place = f"{API}/repos/{one.full_name}/actions/artifacts/{item.id}"
        listed.append(
            {
                **example("artifact", one),
                "id": item.id,
                "node_id": node_id("A", item.id),
                "name": item.name,
                "size_in_bytes": len(item.content),
                "digest": "sha256:" + hashlib.sha256(item.content).hexdigest(),
                "url": place,
                "archive_download_url": f"{place}/zip",
            }
        )
    return 200, Page(listed, "artifacts")


@operation("actions/download-artifact")
def download(call: Call) -> tuple[int, Any]:
    one = _may_read_actions(call)
    item = one.artifacts.get(call.integer("artifact_id"))
    if item is None or call.values["archive_format"] != "zip":
        raise not_found()
    return 302, Raw(302, b"", (("Location", f"{API}/_artifacts/{one.full_name}/{item.id}"),))
