"""Operations that change the Git repository: a branch, a commit of one file, a pull request."""

from __future__ import annotations

import base64
import subprocess
from typing import Any

from rig.bodies import API, pull
from rig.objects import GitObjects
from rig.serving import Call, Refusal, invalid, operation
from rig.state import Issue, Pull, Repository, node_id


def _objects(one: Repository) -> GitObjects:
    assert isinstance(one.objects, GitObjects), "only a repository with a Git history can be written to"
    return one.objects


@operation("git/create-ref")
def create_reference(call: Call) -> tuple[int, Any]:
    one = call.writable("contents")
    name, oid = call.body["ref"], call.body["sha"]
    objects = _objects(one)
    if objects.resolve(name) is not None:
        raise Refusal(422, "Reference already exists")
    if objects.git("update-ref", name, oid) is None:
        raise Refusal(422, "Object does not exist")
    place = f"{API}/repos/{one.full_name}/git"
    target = {"type": "commit", "sha": oid, "url": f"{place}/commits/{oid}"}
    return 201, {"ref": name, "node_id": node_id("REF", name), "url": f"{place}/{name}", "object": target}


@operation("repos/create-or-update-file-contents")
def write_file(call: Call) -> tuple[int, Any]:
    one = call.writable("contents")
    objects = _objects(one)
    path, branch = call.values["path"].strip("/"), call.body.get("branch", one.default_branch)
    head = objects.resolve(f"refs/heads/{branch}")
    if head is None:
        raise Refusal(404, f"Branch {branch} not found")
    if objects.resolve(f"{head[1]}:{path}") is not None and "sha" not in call.body:
        raise Refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.')
    assert "/" not in path, "files in folders are not written here"
    data = base64.b64decode(call.body["content"])
    blob = _piped(objects, data, "hash-object", "-w", "--stdin")
    listing = objects.git("ls-tree", "-z", head[1]) or b""
    lines = [line for line in listing.split(b"\0") if line and line.split(b"\t", 1)[1] != path.encode()]
    lines.append(f"100644 blob {blob}\t{path}".encode())
    tree = _piped(objects, b"\0".join(lines) + b"\0", "mktree", "-z")
    people = ("-c", "user.name=bot", "-c", "user.email=bot@example.org")
    commit = _piped(objects, call.body["message"].encode(), *people, "commit-tree", tree, "-p", head[1])
    objects.git("update-ref", f"refs/heads/{branch}", commit)
    place = f"{API}/repos/{one.full_name}"
    content = {
        "name": path,
        "path": path,
        "sha": blob,
        "size": len(data),
        "type": "file",
        "url": f"{place}/contents/{path}",
    }
    return 201, {"content": content, "commit": {"sha": commit, "message": call.body["message"]}}


@operation("pulls/create")
def create_pull(call: Call) -> tuple[int, Any]:
    one = call.writable("pull-requests")
    head, base = call.body["head"].rpartition(":")[2], call.body["base"]
    objects = _objects(one)
    if objects.resolve(f"refs/heads/{head}") is None:
        raise invalid("PullRequest", "head", "invalid")
    if any(item.head == head and item.base == base and item.issue.state == "open" for item in one.pulls.values()):
        message = f"A pull request already exists for {one.owner}:{head}."
        raise invalid("PullRequest", "base", "custom", message)
    now = call.state.now()
    number = max([0, *one.issues]) + 1
    issue = Issue(number, str(call.body["title"]), str(call.body.get("body") or ""), call.token.login, now, now)
    made = Pull(issue, head, base, one, one.full_name, objects)
    one.issues[number], one.pulls[number] = issue, made
    return 201, pull(one, made, call.state.owner(one.owner))


def _piped(objects: GitObjects, data: bytes, *arguments: str) -> str:
    """What Git prints about what it is given."""
    command = ["git", "-C", str(objects.directory), "-c", "safe.directory=*", *arguments]
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode().strip()
