"""A repository on the test server, with its Git history, pull requests and checkouts, for whole workflows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rig import act
from rig.events import pull_request
from support import ROOT, GitRepository, write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rig.act import Run
    from rig.events import Event
    from rig.github_server import GitHubServer
    from rig.state import Pull

EXAMPLES = ROOT / "examples" / "workflows"
FULL_NAME = "acme/tern"


class Stage:
    """`acme/tern`, as it is on the server (`origin`), and runs of workflows in checkouts of it."""

    def __init__(self, server: GitHubServer, place: Path, action: Path, files: Mapping[str, bytes | str]) -> None:
        self.server = server
        self.place = place
        self.action = action
        self.origin = GitRepository(place / "origin", files)
        self.repository = server.add_repository("acme", "tern", self.origin.root)
        for name in ("t-write", "t-read", "t-none"):
            # The token of a workflow is for its own repository.
            server.tokens[name] = server.tokens[name]._replace(repositories=frozenset({FULL_NAME}))
        self.artifacts = place / "artifacts"
        self._runs = 0

    def branch(self, name: str, files: Mapping[str, bytes | str], start: str = "main") -> str:
        """The commit of a new or known branch with these files changed."""
        known = self.origin.git("branch", "--list", name)
        self.origin.git("switch", "--quiet", *(() if known else ("--create",)), name, *(() if known else (start,)))
        write_files(self.origin.root, files)
        commit = self.origin.commit(f"change {', '.join(files)}")
        self.origin.git("switch", "--quiet", "main")
        return commit

    def merge(self, pull: Pull) -> str:
        """The commit that GitHub makes of a pull request and its base, and runs `pull_request` workflows on."""
        base, head = pull.base_sha, pull.head_sha
        tree = self.origin.git("merge-tree", "--write-tree", base, head).split()[0]
        commit = self.origin.git("commit-tree", tree, "-p", base, "-p", head, "-m", f"Merge {head} into {base}")
        self.origin.git("update-ref", f"refs/pull/{pull.number}/merge", commit)
        return commit

    def checkout(self, commit: str, reference: str, depth: int = 1) -> Path:
        """A folder as actions/checkout leaves it: shallow, detached, with the remote's name for the commit."""
        self._runs += 1
        target = GitRepository(self.place / f"checkout-{self._runs}")
        local = reference.replace("refs/heads/", "refs/remotes/origin/").replace("refs/pull/", "refs/remotes/pull/")
        target.git("remote", "add", "origin", f"file://{self.origin.root}")
        target.git("fetch", "--quiet", "--no-tags", f"--depth={depth}", "origin", f"+{commit}:{local}")
        target.git("checkout", "--quiet", "--force", "--detach", commit)
        return target.root

    def run(
        self,
        workflow: Path | str,
        event: Event,
        commit: str,
        reference: str,
        *,
        token: str = "t-write",
        depth: int = 1,
        secrets: Mapping[str, str] | None = None,
    ) -> Run:
        """Run a workflow (a file, or the name of an example) on a commit that the event speaks of."""
        path = EXAMPLES / f"{workflow}.yml" if isinstance(workflow, str) else workflow
        checkout = self.checkout(commit, reference, depth)
        known = event._replace(environment={**event.environment, "GITHUB_SHA": commit, "GITHUB_REF": reference})
        return act.run_workflow(
            checkout,
            path,
            known,
            self.server,
            action=self.action,
            scratch=self.place / f"run-{self._runs}",
            token=token,
            artifacts=self.artifacts,
            secrets=secrets,
        )

    def run_pull_request(
        self,
        workflow: Path | str,
        pull: Pull,
        action: str = "opened",
        *,
        token: str = "t-write",
        depth: int = 2,
        secrets: Mapping[str, str] | None = None,
    ) -> Run:
        """Run a workflow on the merge commit of a pull request as it is now."""
        event = pull_request(self.server, pull, action)
        reference = f"refs/pull/{pull.number}/merge"
        return self.run(workflow, event, self.merge(pull), reference, token=token, depth=depth, secrets=secrets)
