"""The stage for whole workflows: skipped where act is not installed."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from rig.github_server import GitHubServer
    from rig.stage import Stage


@pytest.fixture(scope="session")
def shipped_action(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the Action as a release has it."""
    from rig import act  # noqa: PLC0415 - only tests that need it load it

    if act.program() is None:
        pytest.skip("act is not installed: scripts/setup dev")
    for name in ("git", "bash"):
        if shutil.which(name) is None:
            pytest.skip(f"{name} is not installed")
    return act.shipped(tmp_path_factory.mktemp("action"))


@pytest.fixture
def stage(
    github_server: GitHubServer, tmp_path: Path, shipped_action: Path
) -> Callable[[Mapping[str, bytes | str]], Stage]:
    """A function that puts a repository of these files on the server as acme/tern."""
    from rig.stage import Stage  # noqa: PLC0415 - only tests that need it load it

    return lambda files: Stage(github_server, tmp_path, shipped_action, files)
