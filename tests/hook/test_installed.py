"""The hooks as pre-commit installs them from a clone: good changes are committed, bad ones are not.

pre-commit makes the environment and builds the package there as for every user. What the package needs comes from the
environment of the tests, so that no package index is asked.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from typing import TYPE_CHECKING

import pytest

from miniatures import CASES, files_of
from support import ROOT, GitRepository, write_files

if TYPE_CHECKING:
    from pathlib import Path

    Result = subprocess.CompletedProcess[str]

HONEST = files_of(CASES / "manifest-missing" / "bad-weights-on-a-hub")
SHIPPED = ("pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "NOTICE", ".pre-commit-hooks.yaml")
MANIFEST = """openness: 1
model: {name: TinyLM-1B, producer: Example Lab}
license: Apache-2.0
components:
  weights: {status: released, location: "hf:example-lab/TinyLM-1B"}
"""
CONFIGURATION = """repos:
  - repo: {url}
    rev: {revision}
    hooks:
      - id: openness-manifest
      - id: openness
"""


@pytest.fixture(scope="session")
def hook_repository(tmp_path_factory: pytest.TempPathFactory) -> GitRepository:
    """What a clone of this project holds, as far as an installation needs it."""
    if shutil.which("git") is None:
        pytest.skip("git is not installed")
    place = tmp_path_factory.mktemp("openness-clone")
    for name in SHIPPED:
        shutil.copy(ROOT / name, place / name)
    for name in ("src", "schemas", "scripts", "docs", "examples"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    repository = GitRepository(place)
    repository.commit("the project")
    repository.git("tag", "v1.0.0")
    return repository


@pytest.fixture(scope="session")
def pre_commit_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache of pre-commit for all tests: the environment is made once."""
    return tmp_path_factory.mktemp("pre-commit-home")


class User:
    """Somebody with a model repository and the hooks in it."""

    def __init__(self, repository: GitRepository, home: Path) -> None:
        self.repository = repository
        self.root = repository.root
        self._environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "PIP_", "VIRTUAL_ENV"))
        } | {
            "PRE_COMMIT_HOME": str(home),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_AUTHOR_NAME": "A. Maintainer",
            "GIT_AUTHOR_EMAIL": "maintainer@example.org",
            "GIT_COMMITTER_NAME": "A. Maintainer",
            "GIT_COMMITTER_EMAIL": "maintainer@example.org",
            # Built and run with what the tests have installed; pip asks nobody for anything.
            "PIP_NO_INDEX": "1",
            "PIP_NO_DEPS": "1",
            "PIP_NO_BUILD_ISOLATION": "0",
            "PYTHONPATH": sysconfig.get_path("purelib"),
        }

    def run(self, *command: str) -> Result:
        return subprocess.run(
            command,
            cwd=self.root,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            text=True,
            encoding="utf-8",
        )

    def pre_commit(self, *arguments: str) -> Result:
        return self.run(sys.executable, "-m", "pre_commit", *arguments)

    def commit(self, files: dict[str, bytes | str]) -> Result:
        """Write, add and commit, with the hooks."""
        write_files(self.root, files)
        self.repository.git("add", *files)
        return self.run("git", "commit", "-m", "a change")

    def log(self) -> int:
        """The number of commits."""
        return int(self.repository.git("rev-list", "--count", "HEAD"))


@pytest.fixture
def user(tmp_path: Path, hook_repository: GitRepository, pre_commit_home: Path) -> User:
    url = hook_repository.root.as_uri()
    configuration = CONFIGURATION.format(url=url, revision="v1.0.0")
    user = User(
        GitRepository(tmp_path / "tinylm", {**HONEST, ".pre-commit-config.yaml": configuration}), pre_commit_home
    )
    done = user.pre_commit("install", "--install-hooks")
    assert done.returncode == 0, done.stdout + done.stderr
    return user


def test_what_is_installed_is_the_clone_and_not_this_checkout(user: User, pre_commit_home: Path) -> None:
    (program,) = (
        *pre_commit_home.glob("*/py_env-*/bin/openness"),
        *pre_commit_home.glob("*/py_env-*/Scripts/openness.exe"),
    )
    where = user.run(str(program.parent / "python"), "-c", "import openness; print(openness.__file__)").stdout
    assert str(pre_commit_home) in where


def test_good_changes_are_committed(user: User) -> None:
    done = user.commit({"openness.yml": MANIFEST, "NEWS.md": "TinyLM-1B has open weights.\n"})
    assert (done.returncode, user.log()) == (0, 2), done.stdout + done.stderr
    assert done.stderr.count("Passed") == 2


def test_a_change_that_says_nothing_starts_no_hook(user: User) -> None:
    done = user.commit({"train.py": "print('training')\n"})
    assert (done.returncode, user.log()) == (0, 2), done.stdout + done.stderr
    assert done.stderr.count("Skipped") == 2


def test_a_broken_manifest_is_not_committed(user: User) -> None:
    done = user.commit({"openness.yml": MANIFEST.replace("weights:", "weigths:")})
    assert (done.returncode, user.log()) == (1, 1)
    assert "openness.yml:5:3: error: `weigths` is no known component; did you mean `weights`? (OM103)" in done.stderr


def test_words_that_the_license_contradicts_are_not_committed(user: User) -> None:
    bad = files_of(CASES / "open-source-claim-unsupported" / "bad-restricted-weights")
    done = user.commit(bad)
    assert (done.returncode, user.log()) == (1, 1)
    assert "OM401" in done.stderr
    assert "openness manifest" in done.stderr


def test_a_bad_word_that_is_not_staged_stops_nothing(user: User) -> None:
    write_files(user.root, {"openness.yml": MANIFEST})
    user.repository.git("add", "openness.yml")
    write_files(user.root, {"openness.yml": MANIFEST.replace("weights:", "weigths:")})
    done = user.run("git", "commit", "-m", "the staged state")
    assert (done.returncode, user.log()) == (0, 2), done.stdout + done.stderr
    assert "weigths" in (user.root / "openness.yml").read_text(encoding="utf-8")


def test_a_repository_without_a_model_is_green(user: User) -> None:
    for entry in user.root.iterdir():
        if entry.name not in (".git", ".pre-commit-config.yaml"):
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    user.repository.git("add", "--all")
    done = user.commit({"README.md": "# wrap\n\nWraps lines of text.\n"})
    assert (done.returncode, user.log()) == (0, 2), done.stdout + done.stderr


def test_many_manifests_are_all_looked_at(user: User) -> None:
    broken = MANIFEST.replace("weights:", "weigths:")
    done = user.commit({f"models/m{number}/openness.yml": broken for number in range(60)})
    assert done.returncode == 1
    assert done.stderr.count("did you mean `weights`? (OM103)") == 60
