"""`openness org act --open-pull-requests`: a drafted manifest, proposed once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from openness.cli import main
from openness.exits import Exit
from org_support import HONEST, PLAIN
from support import GitRepository

if TYPE_CHECKING:
    from pathlib import Path

    from rig.github_server import GitHubServer
    from rig.state import Pull


@pytest.fixture
def wren(github_server: GitHubServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> GitRepository:
    """A model without a manifest, in a Git repository on the server; a tool stands beside it."""
    origin = GitRepository(tmp_path / "origin", HONEST)
    github_server.add_repository("acme", "wren", origin.root)
    github_server.add_repository("acme", "tools", files=PLAIN)
    github_server.add_token("t-propose", contents="write", pull_requests="write", issues="write")
    for name, value in {**github_server.environment(), "GITHUB_TOKEN": "t-propose"}.items():
        monkeypatch.setenv(name, value)
    return origin


@pytest.fixture
def report(wren: GitRepository, tmp_path: Path) -> str:
    place = tmp_path / "report.json"
    scan = ["org", "scan", "acme", "-q", "--no-cache", "--format", "json", "-o", str(place)]
    assert main(scan) == Exit.CLEAN
    return str(place)


def act(report: str, *arguments: str) -> int:
    return main(["org", "act", report, "--issues", "never", "--open-pull-requests", *arguments])


def pulls(server: GitHubServer) -> list[Pull]:
    one = server.state.repository("acme/wren")
    assert one is not None
    return list(one.pulls.values())


def test_nothing_is_proposed_without_apply(
    github_server: GitHubServer, report: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert act(report) == Exit.CLEAN
    said = capsys.readouterr().out
    assert "acme/wren: would propose a drafted openness.yml" in said
    assert "acme/tools" not in said
    assert pulls(github_server) == []


def test_a_manifest_that_is_valid_is_proposed_once(
    github_server: GitHubServer, wren: GitRepository, report: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert act(report, "--apply") == Exit.CLEAN
    (pull,) = pulls(github_server)
    assert (pull.head, pull.base) == ("openness/manifest", "main")
    wren.git("checkout", "--quiet", "openness/manifest")
    capsys.readouterr()
    assert main(["check", str(wren.root), "--format", "json"]) == Exit.CLEAN
    checked = json.loads(capsys.readouterr().out)
    assert checked["manifest"] == {"path": "openness.yml", "format": "openness", "valid": True}
    assert act(report, "--apply") == Exit.CLEAN
    assert len(pulls(github_server)) == 1


def test_a_proposal_that_somebody_closed_is_not_made_again(github_server: GitHubServer, report: str) -> None:
    act(report, "--apply")
    pulls(github_server)[0].issue.state = "closed"
    assert act(report, "--apply") == Exit.CLEAN
    assert len(pulls(github_server)) == 1


def test_a_manifest_that_came_since_is_not_proposed_over(
    github_server: GitHubServer, wren: GitRepository, report: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (wren.root / "openness.yml").write_text("openness: 1\n", encoding="utf-8")
    wren.commit("a manifest")
    assert act(report, "--apply") == Exit.CLEAN
    assert "has a manifest by now" in capsys.readouterr().out
    assert pulls(github_server) == []


def test_a_token_without_the_right_is_told_what_it_needs(
    github_server: GitHubServer, report: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "t-read")
    assert act(report, "--apply") == Exit.INCOMPLETE
    assert "acme/wren: no manifest could be proposed: GitHub answered 403" in capsys.readouterr().out
