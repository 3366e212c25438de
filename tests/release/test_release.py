"""`scripts/release` on a copy of its own: what it shows, what it does, and when it refuses."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from support import ROOT, GitRepository

if TYPE_CHECKING:
    from pathlib import Path

    Result = subprocess.CompletedProcess[str]

BASH = shutil.which("bash") or ""
PAGES = ("README.md", "docs/hook.md", "docs/ci.md")
TAKEN = ("scripts/release", "scripts/release_steps.py", "scripts/major_tag", *PAGES)
CHANGES = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A command.\n\n## [0.9.0] - 2026-01-02\n\n- The first.\n"

pytestmark = pytest.mark.skipif(not BASH or os.name == "nt", reason="needs bash, as maintainers have it")


class Project(GitRepository):
    """A clone of the project, as far as a release touches it, at version 0.9.0."""

    def script(self, name: str, *arguments: str) -> Result:
        """Run one of the scripts here, with no settings of Git but the test's."""
        identity = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        return subprocess.run(
            [BASH, str(self.root / "scripts" / name), *arguments],
            cwd=self.root,
            env={**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull, "PYTHON": sys.executable},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            text=True,
        )

    def release(self, *arguments: str) -> Result:
        return self.script("release", *arguments)

    def read(self, path: str) -> str:
        return (self.root / path).read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    own = {path: (ROOT / path).read_bytes() for path in TAKEN}
    made = {"src/openness/__init__.py": '"""A tool."""\n\n__version__ = "0.9.0"\n', "CHANGELOG.md": CHANGES}
    return Project(tmp_path / "clone", {**own, **made})


def test_a_dry_run_shows_everything_and_changes_nothing(project: Project) -> None:
    done = project.release("1.0.0", "--date", "2026-12-01")
    assert (done.returncode, done.stderr) == (0, "")
    assert '-__version__ = "0.9.0"\n+__version__ = "1.0.0"' in done.stdout
    assert "+## [1.0.0] - 2026-12-01" in done.stdout
    assert "+    rev: v1.0.0" in done.stdout
    assert "scripts/release 1.0.0 --apply" in done.stdout
    assert (project.git("status", "--porcelain"), project.git("tag")) == ("", "")


def test_a_release_is_one_commit_and_one_tag_and_pushes_nothing(project: Project) -> None:
    done = project.release("minor", "--apply", "--date", "2026-12-01")
    assert done.returncode == 0, done.stderr
    assert "git push --atomic origin main v0.10.0" in done.stdout
    assert (project.git("status", "--porcelain"), project.git("tag")) == ("", "v0.10.0")
    assert project.git("log", "-1", "--format=%s") == "Release 0.10.0"
    assert project.git("cat-file", "-t", "v0.10.0") == "tag"
    changed = project.git("diff", "--name-only", "HEAD~1").splitlines()
    assert changed == sorted(["CHANGELOG.md", "src/openness/__init__.py", *PAGES])
    assert "## [Unreleased]\n\n## [0.10.0] - 2026-12-01\n\n### Added\n" in project.read("CHANGELOG.md")
    assert project.release("--verify", "v0.10.0").returncode == 0
    assert project.release("--notes", "v0.10.0").stdout == "### Added\n\n- A command.\n"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("0.9.0",), "0.9.0 is not later than 0.9.0"),
        (("0.8.9",), "0.8.9 is not later than 0.9.0"),
        (("1.0",), "'1.0' is not a version such as 1.2.3"),
        (("1.0.0rc1",), "'1.0.0rc1' is not a version"),
        (("1.0.0\n",), "is not a version"),
        (("--verify", "v0.9.1"), "v0.9.1 is not the tag of 0.9.0"),
        (("--verify", "0.9.0"), "'0.9.0' is not the tag of a release, such as v1.2.3"),
        (("--notes", "v0.8.0"), "CHANGELOG.md has no dated section for 0.8.0"),
    ],
)
def test_it_refuses_with_one_line_of_why(project: Project, arguments: tuple[str, ...], why: str) -> None:
    done = project.release(*arguments)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("scripts/release: ")
    assert done.stderr.count("\n") == 1
    assert why in done.stderr


def test_it_refuses_where_something_is_not_committed(project: Project) -> None:
    (project.root / "new.txt").write_text("new\n", encoding="utf-8")
    assert "not committed" in project.release("1.0.0", "--apply").stderr
    assert project.git("tag") == ""


def test_it_refuses_on_another_branch_a_used_tag_and_an_empty_changelog(project: Project) -> None:
    project.git("tag", "v1.0.0")
    assert "versions are never used twice" in project.release("1.0.0").stderr
    (project.root / "CHANGELOG.md").write_text(CHANGES.replace("- A command.\n", ""), encoding="utf-8")
    project.commit("nothing to tell")
    assert "says nothing under `## [Unreleased]`" in project.release("1.0.1").stderr
    project.git("checkout", "--quiet", "-b", "side")
    assert "releases are made on main, this is side" in project.release("1.0.1").stderr


def test_the_changelog_and_the_hook_page_of_this_project_fit(tmp_path: Path) -> None:
    taken = (*TAKEN, "CHANGELOG.md", "src/openness/__init__.py")
    real = Project(tmp_path / "real", {path: (ROOT / path).read_bytes() for path in taken})
    done = real.release("major")
    assert done.returncode == 0, done.stderr
    assert len(re.findall(r"^\+\+\+ ", done.stdout, re.MULTILINE)) == 5


@pytest.fixture
def remote(project: Project, tmp_path: Path) -> GitRepository:
    """Where the project is pushed to."""
    bare = GitRepository(tmp_path / "remote")
    project.git("remote", "add", "origin", bare.root.as_uri())
    return bare


def test_the_major_tag_moves_forward_only(project: Project, remote: GitRepository) -> None:
    commits = {}
    for tag in ("v1.9.0", "v1.10.0", "v2.0.0"):
        commits[tag] = project.commit(tag)
        project.git("tag", "--annotate", tag, "--message", tag)
        project.git("push", "--quiet", "origin", tag)
        assert project.script("major_tag", tag).stdout == f"{tag[:2]} is {tag} now\n"
    assert remote.git("rev-parse", "v1", "v2").split() == [commits["v1.10.0"], commits["v2.0.0"]]
    late = project.script("major_tag", "v1.9.0")
    assert (late.returncode, late.stdout) == (0, "")
    assert "v1 stays where it is: v1.10.0" in late.stderr
    assert remote.git("rev-parse", "v1") == commits["v1.10.0"]


@pytest.mark.parametrize("tag", ["v0.1.0", "1.2.3", "v1", "v1.2.3-rc1", "v1.2.3;id", ""])
def test_a_tag_without_a_major_version_moves_nothing(project: Project, remote: GitRepository, tag: str) -> None:
    done = project.script("major_tag", tag)
    assert (done.returncode, done.stdout) == (2, "")
    assert remote.git("tag") == ""
