"""What a test puts on the server before, or while, the code under test talks to it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from rig.objects import MemoryObjects, objects_of
from rig.state import Artifact, Asset, Comment, Issue, Organization, Pull, Release, Repository, State

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class Seeding:
    """The ways to fill a server's state."""

    def __init__(self, state: State) -> None:
        self.state = state

    def add_organization(self, login: str, **facts: Any) -> Organization:
        """An organization; owners of repositories that were not added are made one by themselves."""
        made = self.state.owner(login)
        for name, value in facts.items():
            setattr(made, name, value)
        return made

    def add_user(self, login: str) -> Organization:
        """A person's account."""
        made = self.state.owner(login, "User")
        made.kind = "User"
        return made

    def add_repository(
        self,
        owner: str,
        name: str,
        directory: Path | None = None,
        *,
        files: Mapping[str, bytes | str] | None = None,
        **facts: Any,
    ) -> Repository:
        """A repository that holds a directory (its Git history where it has one) or these files; without both, empty.

        `facts` are fields of `Repository`: private, archived, fork, template, topics, properties, license, …
        """
        branch = str(facts.get("default_branch", "main"))
        if directory is not None:
            objects = objects_of(directory, branch)
        else:
            given = (files or {}).items()
            data = {path: text.encode() if isinstance(text, str) else text for path, text in given}
            objects = MemoryObjects(data, branch)
        self.state.owner(owner)
        made = Repository(self.state.number(), owner, name, objects, **facts)
        self.state.repositories[made.full_name.lower()] = made
        return made

    def add_pull_request(
        self,
        repository: str,
        *,
        head: str,
        base: str = "main",
        title: str = "A change",
        body: str = "",
        login: str = "contributor",
        fork: str | None = None,
        number: int | None = None,
        draft: bool = False,
        labels: Iterable[str] = (),
        files: list[dict[str, Any]] | None = None,
    ) -> Pull:
        """A pull request from a branch or commit; its head moves as the branch does.

        `fork` names the head's repository where it is another one; `""` is a fork that was deleted since. The commits
        are looked up in the repository of that name if it was added, else in the repository itself. `files` stands in
        for what Git says of the change.
        """
        one = self.state.repository(repository)
        assert one is not None, f"{repository} was not added"
        number = number or max([0, *one.issues]) + 1
        now = self.state.now()
        issue = Issue(number, title, body, login, now, now, labels=list(labels))
        elsewhere = self.state.repository(fork) if fork else None
        if fork:
            self.state.owner(fork.split("/")[0], "User")
        made = Pull(
            issue=issue,
            head=head,
            base=base,
            repository=one,
            head_repository=one.full_name if fork is None else fork or None,
            head_objects=elsewhere.objects if elsewhere else one.objects,
            draft=draft,
            files=files,
        )
        one.issues[number], one.pulls[number] = issue, made
        return made

    def add_issue(self, repository: str, title: str, body: str = "", login: str = "somebody", **facts: Any) -> Issue:
        """An issue that somebody opened."""
        one = self.state.repository(repository)
        assert one is not None, f"{repository} was not added"
        now = self.state.now()
        made = Issue(max([0, *one.issues]) + 1, title, body, login, now, now, **facts)
        one.issues[made.number] = made
        return made

    def add_comment(self, repository: str, number: int, body: str, login: str = "somebody") -> Comment:
        """A comment that somebody wrote under an issue or pull request."""
        one = self.state.repository(repository)
        assert one is not None, f"{repository} was not added"
        now = self.state.now()
        made = Comment(self.state.number(), number, login, body, now, now)
        one.comments[made.id] = made
        return made

    def add_release(
        self,
        repository: str,
        tag: str,
        *,
        name: str | None = None,
        body: str = "",
        draft: bool = False,
        prerelease: bool = False,
        immutable: bool = False,
        target: str = "main",
        assets: Mapping[str, bytes] | None = None,
        digests: bool = True,
    ) -> Release:
        """A release with assets by name; without `digests` they are as old as those that GitHub gave none."""
        one = self.state.repository(repository)
        assert one is not None, f"{repository} was not added"
        held = []
        for file, content in (assets or {}).items():
            digest = "sha256:" + hashlib.sha256(content).hexdigest() if digests else None
            held.append(Asset(self.state.number(), file, len(content), digest, content))
        number, now = self.state.number(), self.state.now()
        made = Release(number, tag, name or tag, body, draft, prerelease, immutable, target, now, held)
        one.releases[made.id] = made
        if isinstance(one.objects, MemoryObjects):
            one.objects.tag(tag)
        return made

    def add_run(self, repository: str, artifacts: Mapping[str, bytes] | None = None, **facts: Any) -> int:
        """The number of a workflow run with artifacts (zip files) by name."""
        one = self.state.repository(repository)
        assert one is not None, f"{repository} was not added"
        number = self.state.number()
        one.runs[number] = {"id": number, **facts}
        for name, content in (artifacts or {}).items():
            made = Artifact(self.state.number(), number, name, content)
            one.artifacts[made.id] = made
        return number

    def comments(self, repository: str, number: int) -> list[Comment]:
        """The comments under an issue or pull request, as they are now."""
        one = self.state.repository(repository)
        assert one is not None, f"{repository} was not added"
        return [comment for comment in one.comments.values() if comment.number == number]

    def download(self, path: str) -> bytes | None:
        """The content that an address outside the API leads to."""
        parts = path.strip("/").split("/")
        if parts[0] == "_artifacts" and len(parts) == 4:
            one = self.state.repository(f"{parts[1]}/{parts[2]}")
            found = one.artifacts.get(int(parts[3])) if one and parts[3].isdigit() else None
            return found.content if found else None
        if len(parts) >= 6 and parts[2:4] == ["releases", "download"]:
            one = self.state.repository("/".join(parts[:2]))
            tag, name = "/".join(parts[4:-1]), parts[-1]
            for release in one.releases.values() if one else ():
                for asset in release.assets if release.tag == tag else ():
                    if asset.name == name:
                        return asset.content
        return None
