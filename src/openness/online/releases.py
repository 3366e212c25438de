"""Releases and repositories on GitHub, asked over its REST API (docs.github.com/rest, version 2022-11-28)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from openness.evidence.remote import Place, Release, RemoteFile
from openness.net.client import Request
from openness.online.plain import fields, items, number, sha256, text

if TYPE_CHECKING:
    from openness.net.answer import Answer
    from openness.net.client import HttpClient
    from openness.online.settings import Settings

MOST_ASSETS = 1000
MOST_PATHS = 100_000
_PAGES = 3
_HEADERS = (("Accept", "application/vnd.github+json"), ("X-GitHub-Api-Version", "2022-11-28"))


class GitHubReader:
    """Reads of one run; nothing is ever written."""

    def __init__(self, client: HttpClient, settings: Settings) -> None:
        self._client = client
        self._root = settings.github_api
        self._token = f"Bearer {settings.github_token}" if settings.github_token else None

    def release(self, repository: str, tag: str) -> Release:
        """The release with a tag (`latest`: the newest published one), a draft where the token may see it."""
        place = "latest" if tag == "latest" else f"tags/{quote(tag, safe='')}"
        answer = self._ask(f"repos/{repository}/releases/{place}")
        body = fields(answer.json()) if answer.outcome == "ok" else {}
        if answer.outcome == "dead":
            draft, asked = self._draft(repository, tag) if tag != "latest" and self._token else ({}, answer)
            if not draft:
                return self._no_release(repository, tag, asked)
            body = draft
        elif answer.outcome != "ok" or not text(body.get("tag_name")):
            return Release(tag, "unknown", answer.why or "the answer is not what GitHub says")
        return self._read(repository, body)

    def repository(self, location: str) -> Place:
        """Whether a repository, named `gh:owner/name`, is there for everybody."""
        name = location.removeprefix("gh:")
        answer = self._ask(f"repos/{name}")
        if answer.outcome == "dead":
            return Place(location, "dead", "GitHub shows no such repository")
        body = fields(answer.json())
        full = text(body.get("full_name"), 200)
        if answer.outcome != "ok" or not full:
            return Place(location, "unknown", answer.why or "the answer is not what GitHub says")
        if body.get("private") is True:
            return Place(location, "not-public", "the repository is private")
        return Place(location, "there", moved=f"gh:{full}" if full.lower() != name.lower() else "")

    def is_fork(self, name: str) -> bool | None:
        """Whether a repository is a fork; None when GitHub does not say."""
        answer = self._ask(f"repos/{name}")
        said = fields(answer.json()).get("fork") if answer.outcome == "ok" else None
        return said if isinstance(said, bool) else None

    def _ask(self, path: str) -> Answer:
        return self._client.ask(Request(f"{self._root}/{path}", headers=_HEADERS, token=self._token, trusted=True))

    def _draft(self, repository: str, tag: str) -> tuple[dict[str, object], Answer]:
        """A draft by its tag: GitHub shows drafts in the list only, to those who may write."""
        answer = self._ask(f"repos/{repository}/releases?per_page=100")
        for page in range(1, _PAGES + 1):
            if page > 1:
                answer = self._ask(f"repos/{repository}/releases?per_page=100&page={page}")
            listed = list(items(answer.json(), 100)) if answer.outcome == "ok" else []
            for one in listed:
                if one.get("tag_name") == tag:
                    return one, answer
            if len(listed) < 100:
                break
        return {}, answer

    def _no_release(self, repository: str, tag: str, asked: Answer) -> Release:
        """Whether the release is missing, or its repository is not to be seen."""
        if asked.outcome not in ("ok", "dead"):
            return Release(tag, "unknown", asked.why)
        if asked.outcome == "dead" and self._ask(f"repos/{repository}").outcome != "ok":
            return Release(tag, "unknown", f"GitHub does not show {repository}")
        return Release(tag, "dead", "GitHub shows no such release")

    def _read(self, repository: str, body: dict[str, object]) -> Release:
        tag = text(body.get("tag_name"), 250)
        draft = body.get("draft") is True
        immutable = body.get("immutable")
        return Release(
            tag,
            "there",
            draft=draft,
            prerelease=body.get("prerelease") is True,
            immutable=immutable if isinstance(immutable, bool) else None,
            assets=tuple(_assets(body)),
            tree=self._tree(repository, tag, text(body.get("target_commitish"), 250) if draft else ""),
        )

    def _tree(self, repository: str, tag: str, target: str) -> tuple[str, ...] | None:
        """Paths of the tag; those of the branch that a draft will tag, where the tag does not exist yet."""
        for revision in dict.fromkeys((tag, target)):
            if not revision:
                continue
            answer = self._ask(f"repos/{repository}/git/trees/{quote(revision, safe='')}?recursive=1")
            body = fields(answer.json())
            if answer.outcome == "ok" and body.get("truncated") is not True:
                listed = items(body.get("tree"), MOST_PATHS)
                return tuple(path for one in listed if (path := text(one.get("path"), 500)))
        return None


def _assets(body: dict[str, object]) -> list[RemoteFile]:
    found = []
    for one in items(body.get("assets"), MOST_ASSETS):
        name = text(one.get("name"))
        if name:
            state = text(one.get("state"), 20) or "uploaded"
            found.append(RemoteFile(name, number(one.get("size")), sha256(one.get("digest")), state))
    return sorted(found)
