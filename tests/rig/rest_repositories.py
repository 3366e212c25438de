"""Operations on repositories, their files and their Git objects."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from rig.bodies import API, WEB, commit, example, file_entry, git_commit, repository_body
from rig.objects import Entry, GitObjects
from rig.patches import diff
from rig.serving import Call, Page, Raw, Refusal, not_found, operation
from rig.state import node_id

if TYPE_CHECKING:
    from rig.state import Repository

_INLINE = 1_000_000
_LARGEST = 100_000_000


@operation("repos/get")
def repository(call: Call) -> tuple[int, Any]:
    one = call.repository()
    return 200, repository_body(one, call.state.owner(one.owner))


@operation("repos/get-all-topics")
def topics(call: Call) -> tuple[int, Any]:
    return 200, {"names": call.repository().topics}


@operation("repos/custom-properties-for-repos-get-repository-values")
def properties(call: Call) -> tuple[int, Any]:
    return 200, [{"property_name": name, "value": value} for name, value in call.repository().properties.items()]


@operation("repos/get-content")
def content(call: Call) -> tuple[int, Any]:
    return _content(call, call.values["path"].strip("/"))


@operation("repos/get-readme")
def readme(call: Call) -> tuple[int, Any]:
    one = call.repository()
    found = one.resolve(f"{call.query.get('ref', 'HEAD')}:")
    names = [entry.name for entry in one.objects.tree(found[1])] if found else []
    name = next((name for name in names if name.lower().startswith("readme")), None)
    if name is None:
        raise not_found()
    return _content(call, name)


def _content(call: Call, path: str) -> tuple[int, Any]:
    one = call.repository()
    reference = call.query.get("ref", "HEAD")
    if one.resolve(reference) is None:
        raise Refusal(404, f"No commit found for the ref {reference}")
    found = one.resolve(f"{reference}:{path}")
    if found is None:
        raise not_found()
    kind, oid = found
    if kind == "tree":
        prefix = f"{path}/" if path else ""
        return 200, [_listed_entry(one, entry, prefix) for entry in one.objects.tree(oid)]
    size = one.objects.size(oid)
    if "raw" in call.accept and size <= _LARGEST:
        return 200, Raw(200, one.objects.blob(oid), (("Content-Type", "application/vnd.github.raw; charset=utf-8"),))
    if size > _LARGEST:
        raise Refusal(403, "This API returns blobs up to 100 MB in size. The requested blob is too large.")
    inline = size <= _INLINE
    body = _entry_body(one, path, oid, size, "file")
    body["content"] = base64.encodebytes(one.objects.blob(oid)).decode() if inline else ""
    return 200, body | {"encoding": "base64" if inline else "none"}


def _listed_entry(one: Repository, entry: Entry, prefix: str) -> dict[str, Any]:
    kind = {"tree": "dir", "commit": "submodule"}.get(entry.kind, "symlink" if entry.mode == "120000" else "file")
    return _entry_body(one, prefix + entry.name, entry.oid, entry.size, kind)


def _entry_body(one: Repository, path: str, oid: str, size: int, kind: str) -> dict[str, Any]:
    place = f"{API}/repos/{one.full_name}/contents/{path}"
    page = f"{WEB}/{one.full_name}/blob/{one.default_branch}/{path}"
    git = f"{API}/repos/{one.full_name}/git/{'trees' if kind == 'dir' else 'blobs'}/{oid}"
    download = f"{WEB}/{one.full_name}/raw/{one.default_branch}/{path}" if kind == "file" else None
    return {
        "type": kind,
        "name": path.rsplit("/", 1)[-1],
        "path": path,
        "sha": oid,
        "size": size,
        "url": place,
        "html_url": page,
        "git_url": git,
        "download_url": download,
        "_links": {"self": place, "git": git, "html": page},
    }


@operation("git/get-tree")
def tree(call: Call) -> tuple[int, Any]:
    one = call.repository()
    found = one.resolve(call.values["tree_sha"])
    if found is None or found[0] == "blob":
        raise not_found()
    oid = one.objects.commit(found[1]).tree if found[0] == "commit" else found[1]
    listed: list[dict[str, Any]] = []
    _walk(one, oid, "", "recursive" in call.query, listed)
    place = f"{API}/repos/{one.full_name}/git/trees/{oid}"
    return 200, {"sha": oid, "url": place, "tree": listed, "truncated": False}


def _walk(one: Repository, oid: str, prefix: str, deep: bool, listed: list[dict[str, Any]]) -> None:
    for entry in one.objects.tree(oid):
        place = f"{API}/repos/{one.full_name}/git/{entry.kind}s/{entry.oid}"
        line = {"path": prefix + entry.name, "mode": entry.mode, "type": entry.kind, "sha": entry.oid, "url": place}
        listed.append({**line, "size": entry.size} if entry.kind == "blob" else line)
        if deep and entry.kind == "tree":
            _walk(one, entry.oid, f"{prefix}{entry.name}/", deep, listed)


@operation("git/get-blob")
def blob(call: Call) -> tuple[int, Any]:
    one, oid = call.repository(), call.values["file_sha"]
    found = one.objects.resolve(oid)
    if found is None or found[0] != "blob":
        raise not_found()
    if "raw" in call.accept:
        return 200, Raw(200, one.objects.blob(oid), (("Content-Type", "application/vnd.github.raw"),))
    text = base64.encodebytes(one.objects.blob(oid)).decode()
    place = f"{API}/repos/{one.full_name}/git/blobs/{oid}"
    size = one.objects.size(oid)
    known = {"sha": oid, "node_id": node_id("B", oid), "size": size, "url": place}
    return 200, {**known, "content": text, "encoding": "base64"}


@operation("git/get-commit")
def plain_commit(call: Call) -> tuple[int, Any]:
    one = call.repository()
    return 200, git_commit(one, one.objects.commit(_commit_id(one, call.values["commit_sha"])))


@operation("git/get-ref")
def reference(call: Call) -> tuple[int, Any]:
    one = call.repository()
    found = one.objects.resolve(f"refs/{call.values['ref']}")
    if found is None:
        raise not_found()
    return 200, _reference(one, f"refs/{call.values['ref']}", found[1])


@operation("git/list-matching-refs")
def references(call: Call) -> tuple[int, Any]:
    one, start = call.repository(), call.values["ref"]
    known = {f"heads/{name}": oid for name, oid in one.objects.branches().items()}
    known |= {f"tags/{name}": oid for name, oid in one.objects.tags().items()}
    return 200, Page([_reference(one, f"refs/{n}", oid) for n, oid in sorted(known.items()) if n.startswith(start)])


def _reference(one: Repository, name: str, oid: str) -> dict[str, Any]:
    place = f"{API}/repos/{one.full_name}/git"
    target = {"type": "commit", "sha": oid, "url": f"{place}/commits/{oid}"}
    return {"ref": name, "node_id": node_id("REF", name), "url": f"{place}/{name}", "object": target}


@operation("repos/get-commit")
def one_commit(call: Call) -> tuple[int, Any]:
    one = call.repository()
    found = one.objects.commit(_commit_id(one, call.values["ref"]))
    files: list[dict[str, Any]] = []
    if isinstance(one.objects, GitObjects) and found.parents:
        files = [file_entry(one, file, found.oid) for file in diff(one.objects, found.parents[0], found.oid)]
    return 200, commit(one, found, files)


@operation("repos/list-commits")
def commits(call: Call) -> tuple[int, Any]:
    one = call.repository()
    listed: list[Any] = []
    oid = _commit_id(one, call.query.get("sha", "HEAD"))
    while oid and len(listed) < 250:
        found = one.objects.commit(oid)
        listed.append(commit(one, found))
        oid = found.parents[0] if found.parents else ""
    return 200, Page(listed)


@operation("repos/compare-commits")
def comparison(call: Call) -> tuple[int, Any]:
    one = call.repository()
    before, after = call.values["base"], call.values["head"]
    objects = one.objects
    if not isinstance(objects, GitObjects):
        raise not_found()
    base, head = _commit_id(one, before), _commit_id(one, after)
    merge_base = (objects.git("merge-base", base, head) or b"").decode().strip()
    if not merge_base:
        raise Refusal(404, f"No common ancestor between {before} and {after}.")
    ahead = (objects.git("rev-list", "--reverse", f"{base}..{head}") or b"").decode().split()
    behind = (objects.git("rev-list", f"{head}..{base}") or b"").decode().split()
    body = example("commit-comparison", one)
    status = "diverged" if ahead and behind else "ahead" if ahead else "behind" if behind else "identical"
    return 200, body | {
        "base_commit": commit(one, objects.commit(base)),
        "merge_base_commit": commit(one, objects.commit(merge_base)),
        "status": status,
        "ahead_by": len(ahead),
        "behind_by": len(behind),
        "total_commits": len(ahead),
        "commits": [commit(one, objects.commit(oid)) for oid in ahead[:250]],
        "files": [file_entry(one, file, head) for file in diff(objects, merge_base, head)],
    }


@operation("repos/list-branches")
def branches(call: Call) -> tuple[int, Any]:
    one = call.repository()
    place = f"{API}/repos/{one.full_name}/commits"
    return 200, Page(
        [
            {"name": name, "commit": {"sha": oid, "url": f"{place}/{oid}"}, "protected": False}
            for name, oid in sorted(one.objects.branches().items())
        ]
    )


@operation("repos/get-branch")
def branch(call: Call) -> tuple[int, Any]:
    one, name = call.repository(), call.values["branch"]
    oid = one.objects.branches().get(name)
    if oid is None:
        raise Refusal(404, "Branch not found")
    body = example("branch-get", one)
    return 200, body | {"name": name, "commit": commit(one, one.objects.commit(oid)), "protected": False}


def _commit_id(one: Repository, name: str) -> str:
    found = one.resolve(name)
    if found is None or found[0] != "commit":
        raise Refusal(422, f"No commit found for SHA: {name}") if len(name) == 40 else not_found()
    return found[1]
