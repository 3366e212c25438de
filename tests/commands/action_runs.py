"""Runs of the Action in this process: a repository with a history, a pull request on the test server, an event."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from openness.cli import main
from rig import events
from support import ROOT, GitRepository, write_files

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from rig.events import Event
    from rig.github_server import GitHubServer
    from rig.state import Pull

REPOSITORY = "acme/tern"
LICENSE = (ROOT / "LICENSE").read_text(encoding="utf-8")
HONEST = "# Tern-1B\n\nTern-1B is an open-weights language model.\n\nWeights: https://huggingface.co/acme/tern-1b\n"
CLAIMING = HONEST.replace("open-weights", "open-source")
CONFIG = '{"architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 64}\n'
MODEL = {"README.md": HONEST, "LICENSE": LICENSE, "config.json": CONFIG}


class Outcome(NamedTuple):
    """How a step ended and what it left."""

    code: int
    log: list[str]
    outputs: dict[str, str]
    summary: str

    def said(self, level: str) -> list[str]:
        """The annotations of a level, or the lines of its debug log."""
        return [line.partition("::")[2].partition("::")[2] for line in self.log if line.startswith(f"::{level}")]


class ActionRuns:
    """A checkout and a server, and the step run on them as often as a test likes."""

    def __init__(self, server: GitHubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
        self.server = server
        self.place = tmp_path
        self.git = GitRepository(tmp_path / "checkout")
        self._patch, self._capsys = monkeypatch, capsys
        self._count = 0

    def commit(self, files: Mapping[str, bytes | str], *, gone: tuple[str, ...] = ()) -> str:
        """The name of a commit with these files written and those removed."""
        for path in gone:
            (self.git.root / path).unlink()
        write_files(self.git.root, files)
        return self.git.commit("a change")

    def pull_request(self, before: Mapping[str, bytes | str], after: Mapping[str, bytes | str], **facts: Any) -> Pull:
        """A pull request from the branch `change`, checked out, to `main`."""
        self.commit(before)
        self.git.git("switch", "--quiet", "--create", "change")
        self.commit(after)
        self.server.add_repository("acme", "tern", self.git.root)
        return self.server.add_pull_request(REPOSITORY, head="change", title="Change a word", **facts)

    def run(self, event: Event, command: str = "action", token: str = "t-write", **inputs: str) -> Outcome:
        """One step: `inputs` are those of the Action, with underscores for hyphens."""
        self._count += 1
        folder = self.place / f"run{self._count}"
        folder.mkdir()
        (folder / "event.json").write_text(json.dumps(event.payload), encoding="utf-8")
        environment = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": event.name,
            "GITHUB_EVENT_PATH": str(folder / "event.json"),
            "GITHUB_WORKSPACE": str(self.git.root),
            "GITHUB_OUTPUT": str(folder / "output"),
            "GITHUB_STEP_SUMMARY": str(folder / "summary.md"),
            "GITHUB_SHA": event.environment.get("GITHUB_SHA") or self._sha(event),
            "GITHUB_REF": "refs/pull/1/merge" if event.name == "pull_request" else "refs/heads/main",
            "GITHUB_RUN_ID": "77",
            "RUNNER_TEMP": str(folder),
            "OPENNESS_TOKEN": token,
            **self.server.environment(),
            **event.environment,
            **{f"OPENNESS_{name.upper()}": value for name, value in inputs.items()},
        }
        with self._patch.context() as patch:
            for name in ("GITHUB_TOKEN", "GH_TOKEN"):
                patch.delenv(name, raising=False)
            for name, value in environment.items():
                patch.setenv(name, value)
            patch.setattr("time.sleep", lambda _seconds: None)
            self._capsys.readouterr()
            code = main([command])
        printed = self._capsys.readouterr()
        assert printed.err == ""
        return Outcome(code, printed.out.splitlines(), _outputs(folder), _text(folder / "summary.md"))

    def _sha(self, event: Event) -> str:
        """The commit of the run: for a pull request the merge that GitHub makes of it."""
        if event.name != "pull_request":
            return self.git.git("rev-parse", "HEAD")
        return self.git.git("commit-tree", "HEAD^{tree}", "-p", "main", "-p", "HEAD", "-m", "merge")

    def opened(self, pull: Pull, **inputs: str) -> Outcome:
        """The step on `pull_request`."""
        return self.run(events.pull_request(self.server, pull), **inputs)

    def bodies(self, number: int = 1) -> list[str]:
        """The comments under a pull request, as they are now."""
        return [one.body for one in self.server.comments(REPOSITORY, number)]


def _outputs(folder: Path) -> dict[str, str]:
    return dict(line.partition("=")[::2] for line in _text(folder / "output").splitlines())


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


@pytest.fixture
def runs(
    github_server: GitHubServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> ActionRuns:
    """The Action, ready to be run."""
    return ActionRuns(github_server, tmp_path, monkeypatch, capsys)
