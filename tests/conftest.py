"""Fixtures that several areas use."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from support import ROOT, GitRepository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from rig.github_server import GitHubServer


# Continuous integration judges a change: it sees the same examples in every run, and people search for new ones.
settings.register_profile("ci", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("ci")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Programs started by tests keep what they keep in a folder of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENNESS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The labeled corpus beside the project, which not every copy of the project has."""
    place = ROOT.parent / "shared" / "corpus"
    if not place.is_dir():
        pytest.skip("the labeled corpus is not beside this copy of the project")
    return place


@pytest.fixture
def git_repository(tmp_path: Path) -> Callable[[Mapping[str, bytes | str]], GitRepository]:
    """A function that makes a Git repository with one commit of the files given."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    return lambda files: GitRepository(tmp_path / "repository", files)


@pytest.fixture
def github_server() -> Iterator[GitHubServer]:
    """A GitHub on this machine; the test fails where GitHub's own schemas disagree with what was asked or answered."""
    from rig.github_server import GitHubServer  # noqa: PLC0415 - only tests that need it load it

    with GitHubServer() as server:
        yield server
    assert server.problems() == []
