"""`openness hub scan` against a hub on this machine."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import pytest

from openness.cli import main
from openness.exits import Exit
from openness.org.schema import problems
from org_support import HONEST, POINTER
from rig.scripted import ScriptedServer, reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Scan = Callable[..., tuple[int, dict[str, Any]]]

CARD = "---\nlicense: cc-by-nc-4.0\n---\n# Tern-7B\n\nTern-7B is a fully open-source language model.\n"
TERN = {"README.md": CARD, "model.safetensors": POINTER, "config.json": '{"model_type": "tern"}'}
DATA = {"README.md": "---\nlicense: mit\n---\n# Songs\n\nRecordings of terns.\n"}


def commit(name: str) -> str:
    return hashlib.sha1(name.encode()).hexdigest()


def as_json(body: object, **headers: str) -> bytes:
    return reply(200, json.dumps(body).encode(), {"Content-Type": "application/json", **headers})


def sibling(path: str, text: str) -> dict[str, Any]:
    if text.startswith("version https://git-lfs"):
        return {
            "rfilename": path,
            "size": 2_000_000_000,
            "blobId": commit(text),
            "lfs": {"sha256": "ab" * 32, "size": 2_000_000_000},
        }
    return {"rfilename": path, "size": len(text), "blobId": commit(text)}


def entry(name: str, **facts: Any) -> dict[str, Any]:
    return {
        "id": f"acme/{name}",
        "sha": commit(name),
        "private": False,
        "gated": False,
        "likes": 3,
        "tags": [],
        **facts,
    }


def put(script: dict[str, Any], name: str, files: dict[str, str], sort: str = "models") -> None:
    """Lay a repository out on the hub."""
    prefix = "" if sort == "models" else "datasets/"
    listed = [sibling(path, text) for path, text in files.items()]
    script[f"/api/{sort}/acme/{name}/revision/{commit(name)}?blobs=true"] = [
        as_json({**entry(name), "siblings": listed})
    ]
    for path, text in files.items():
        script[f"/{prefix}acme/{name}/raw/{commit(name)}/{path}"] = [reply(200, text.encode())]


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedServer]:
    script: dict[str, Any] = {}
    put(script, "tern", TERN)
    put(script, "wren", HONEST)
    put(script, "songs", DATA, "datasets")
    refused = {"X-Error-Code": "GatedRepo", "X-Error-Message": "Access to model acme/owl is restricted"}
    script[f"/api/models/acme/owl/revision/{commit('owl')}?blobs=true"] = [
        as_json({"siblings": [sibling("README.md", "x" * 99)]})
    ]
    script[f"/acme/owl/raw/{commit('owl')}/README.md"] = [reply(403, b"{}", refused)]
    with ScriptedServer(script) as server:
        more = f'<{server.url}/api/models?author=acme&cursor=abc>; rel="next"'
        script["/api/models?author=acme&limit=1000&full=true"] = [
            as_json([entry("tern"), entry("owl", gated="manual")], Link=more)
        ]
        script["/api/models?author=acme&limit=1000&full=true&cursor=abc"] = [
            as_json([entry("wren"), entry("gone", disabled=True), {"id": "other/x", "sha": commit("x")}, "nonsense"])
        ]
        script["/api/datasets?author=acme&limit=1000&full=true"] = [as_json([entry("songs")])]
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        monkeypatch.setenv("HF_TOKEN", "hf_x")
        yield server


@pytest.fixture
def scan(tmp_path: Path) -> Scan:
    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        out = tmp_path / "report.json"
        out.unlink(missing_ok=True)
        cache = ("--cache", str(tmp_path / "cache.sqlite"))
        code = main(["hub", "scan", "acme", "-q", *cache, "--format", "json", "-o", str(out), *arguments])
        return code, json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}

    return run


def test_models_and_data_sets_are_judged_and_gated_ones_are_unknown(hub: ScriptedServer, scan: Scan) -> None:
    code, report = scan()
    assert (code, problems(report)) == (Exit.CLEAN, [])
    rows = {row["name"]: row for row in report["repositories"]}
    assert {name: (row["kind"], row["status"]) for name, row in rows.items()} == {
        "acme/owl": ("model", "unknown"),
        "acme/songs": ("dataset", "judged"),
        "acme/tern": ("model", "judged"),
        "acme/wren": ("model", "judged"),
    }
    assert rows["acme/tern"]["level"]["observed"] == "weights-available"
    assert rows["acme/tern"]["counts"]["error"] >= 1
    assert rows["acme/wren"]["level"]["observed"] == "open-weights"
    assert "gated" in rows["acme/owl"]["why"]
    assert [(one["name"], one["reason"]) for one in report["skipped"]] == [("acme/gone", "disabled")]


def test_weights_are_known_by_their_digest_and_never_asked_for(hub: ScriptedServer, scan: Scan) -> None:
    scan()
    assert not [one.path for one in hub.journal if "model.safetensors" in one.path]


def test_the_second_scan_only_asks_for_the_lists_and_what_is_unknown(hub: ScriptedServer, scan: Scan) -> None:
    scan()
    before = len(hub.journal)
    _, report = scan()
    paths = [one.path for one in hub.journal[before:]]
    assert len([path for path in paths if "author=" in path]) == 3
    assert [path for path in paths if "author=" not in path and "/owl/" not in path] == []
    assert report["parts"][0]["usage"]["unchanged"] == 3


def test_the_token_is_sent_with_every_request_to_the_hub(hub: ScriptedServer, scan: Scan) -> None:
    scan()
    assert {one.headers.get("authorization") for one in hub.journal} == {"Bearer hf_x"}


def test_a_hub_that_asks_for_fewer_requests_ends_the_scan_with_what_is_known(
    hub: ScriptedServer, scan: Scan, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.script[f"/api/models/acme/tern/revision/{commit('tern')}?blobs=true"] = [
        reply(429, b"", {"Retry-After": "999"})
    ]
    code, report = scan()
    assert (code, report["complete"]) == (Exit.INCOMPLETE, False)
    rows = {row["name"]: row["status"] for row in report["repositories"]}
    assert rows["acme/tern"] == "unknown"
    assert "run the same command again" in capsys.readouterr().err


def test_an_organization_that_the_hub_does_not_know_is_a_usage_error(
    hub: ScriptedServer, capsys: pytest.CaptureFixture[str]
) -> None:
    for sort in ("models", "datasets"):
        hub.script[f"/api/{sort}?author=nobody&limit=1000&full=true"] = [as_json([])]
    assert main(["hub", "scan", "nobody", "-q", "--no-cache"]) == Exit.USAGE
    assert "shows no model or data set of 'nobody'" in capsys.readouterr().err


@pytest.mark.parametrize("path", ["../../etc/passwd", "/etc/passwd", "a//b", "a/../../b", "", 7, None])
def test_a_path_that_no_repository_holds_is_not_taken(hub: ScriptedServer, scan: Scan, path: object) -> None:
    place = f"/api/models/acme/wren/revision/{commit('wren')}?blobs=true"
    listed = [sibling(name, text) for name, text in HONEST.items()]
    hub.script[place] = [as_json({"siblings": [*listed, {"rfilename": path, "size": 5, "blobId": commit("p")}]})]
    _, report = scan()
    assert {row["name"]: row["status"] for row in report["repositories"]}["acme/wren"] == "judged"
    assert not [one for one in hub.journal if "passwd" in one.path]
