"""A pull request that adds a drafted manifest: made once, on a branch of its own, never again when it was closed."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from openness.github.errors import ApiError
from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.github.client import GitHubClient

BRANCH = "openness/manifest"
PATH = "openness.yml"
TITLE = "Say what is released here: add openness.yml"
_BODY = (
    "This repository releases a model and has no manifest. `openness init` drafted one from what is here: behind each "
    "guess stands where it comes from.\n\n"
    "Check each guess, answer the questions in the comments, and delete both. Close this if a manifest is not wanted "
    "here; it is not proposed again.\n"
)


class Proposed(NamedTuple):
    """What became of a proposal: its address, or why there is none. `failed` says that it could not be made."""

    url: str
    why: str = ""
    failed: bool = False


def known_proposal(client: GitHubClient, name: str) -> str | None:
    """The address of an earlier proposal, open or closed; None when there was none. Raises ApiError."""
    owner = name.partition("/")[0]
    listed = client.get(f"/repos/{name}/pulls", state="all", head=f"{owner}:{BRANCH}", per_page=100)
    for one in listed if isinstance(listed, list) else ():
        head = one.get("head") if isinstance(one, dict) else None
        if isinstance(head, dict) and head.get("ref") == BRANCH:
            return str(one.get("html_url") or "")
    return None


def propose(client: GitHubClient, name: str, branch: str, commit: str, text: str) -> Proposed:
    """Make a branch at the commit with the manifest, and a pull request of it to `branch`. Raises ApiError."""
    try:
        client.post(f"/repos/{name}/git/refs", {"ref": f"refs/heads/{BRANCH}", "sha": commit})
    except ApiError as error:
        if error.kind != "invalid":
            raise
        # The branch is there, without a pull request: somebody's, or what an earlier run left half done.
        return Proposed("", f"the branch {BRANCH} is there already; delete it to have a manifest proposed", failed=True)
    content = base64.b64encode(text.encode()).decode()
    change = {"message": "Add a drafted openness.yml", "content": content, "branch": BRANCH}
    client.put(f"/repos/{name}/contents/{PATH}", change)
    request = {"title": TITLE, "head": BRANCH, "base": branch, "body": _BODY, "maintainer_can_modify": True}
    made = client.post(f"/repos/{name}/pulls", request)
    url = made.get("html_url") if isinstance(made, dict) else None
    return Proposed(url if isinstance(url, str) and url.startswith(("https://", "http://")) else "")
