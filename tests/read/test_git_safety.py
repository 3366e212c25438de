"""A repository that tries to make Git run something, or that Git does not trust."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from openness.errors import UnreadableError, UsageError
from openness.read import git as git_module
from openness.read.commit import CommitTree
from openness.read.git import Git, GitError, environment
from openness.read.open import open_tree
from openness.read.repository import Repository
from openness.read.worktree import WorktreeTree
from support import GitRepository, write_files

if TYPE_CHECKING:
    from pathlib import Path

REFUSED = r"another user.* git config --global --add safe\.directory"


def test_nothing_that_the_repository_configures_is_run(tmp_path: Path) -> None:
    repository = GitRepository(tmp_path / "model", {"a.txt": "x", ".gitattributes": "* filter=evil diff=evil\n"})
    ran = tmp_path / "ran"
    program = write_files(tmp_path, {"evil": f"#!/bin/sh\ntouch {ran}\n"}) / "evil"
    program.chmod(0o755)
    for setting in (
        "core.fsmonitor",
        "core.pager",
        "core.editor",
        "core.sshCommand",
        "core.askPass",
        "diff.external",
        "diff.evil.textconv",
        "diff.evil.command",
        "filter.evil.clean",
        "filter.evil.smudge",
        "filter.evil.process",
        "pager.ls-files",
        "pager.ls-tree",
        "pager.cat-file",
        "alias.ls-files",
        "credential.helper",
    ):
        repository.git("config", setting, f"!{program}" if setting == "alias.ls-files" else str(program))
    for hook in ("post-index-change", "post-checkout", "reference-transaction", "fsmonitor-watchman"):
        write_files(repository.root, {f".git/hooks/{hook}": program.read_bytes()})
        (repository.root / ".git/hooks" / hook).chmod(0o755)
    (repository.root / "a.txt").write_text("changed")

    for tree in (WorktreeTree(repository.root), CommitTree(repository.root, "HEAD")):
        assert Repository(tree).text("a.txt") in ("x", "changed")
    assert not ran.exists()


@pytest.mark.parametrize("remote", ["ext::sh -c touch% {ran}", "file://{root}/absent", "ssh://-oProxyCommand=evil/x"])
def test_a_missing_object_is_never_asked_of_a_remote(tmp_path: Path, remote: str) -> None:
    repository = GitRepository(tmp_path / "model", {"a.txt": "x"})
    ran = tmp_path / "ran"
    program = write_files(tmp_path, {"evil": f"#!/bin/sh\ntouch {ran}\n"}) / "evil"
    program.chmod(0o755)
    blob = repository.git("rev-parse", "HEAD:a.txt")
    (repository.root / ".git/objects" / blob[:2] / blob[2:]).unlink()
    for name, value in {
        "core.repositoryformatversion": "1",
        "extensions.partialClone": "origin",
        "remote.origin.promisor": "true",
        "remote.origin.url": remote.format(ran=ran, root=tmp_path),
        "remote.origin.uploadpack": str(program),
        "protocol.ext.allow": "always",
        "core.sshCommand": str(program),
    }.items():
        repository.git("config", name, value)
    tree = CommitTree(repository.root, "HEAD")
    with pytest.raises(UnreadableError):
        tree.read("a.txt")
    assert not ran.exists()


def test_the_index_is_left_as_it_is(tmp_path: Path) -> None:
    repository = GitRepository(tmp_path, {"a.txt": "x"})
    index = repository.root / ".git/index"
    os.utime(repository.root / "a.txt", (0, 0))
    before = index.stat().st_mtime_ns, index.read_bytes()
    WorktreeTree(tmp_path).entries()
    assert (index.stat().st_mtime_ns, index.read_bytes()) == before


def test_the_environment_cannot_point_git_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    GitRepository(tmp_path / "model", {"a.txt": "x"})
    other = GitRepository(tmp_path / "other", {"b.txt": "x"})
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"):
        monkeypatch.setenv(name, str(other.root / ".git"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    assert [entry.path for entry in WorktreeTree(tmp_path / "model").entries()] == ["a.txt"]
    assert [entry.path for entry in CommitTree(tmp_path / "model", "HEAD").entries()] == ["a.txt"]
    assert environment()["GIT_CONFIG_GLOBAL"] == os.devnull
    assert "GIT_DIR" not in environment()


def test_a_repository_of_another_user_is_refused_with_what_to_do(tmp_path: Path) -> None:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        pytest.skip("only root can give a directory to another user")
    GitRepository(tmp_path, {"a.txt": "x"})
    os.chown(tmp_path, 65534, 65534)
    os.chown(tmp_path / ".git", 65534, 65534)
    with pytest.raises(UsageError, match=REFUSED) as raised:
        open_tree(tmp_path)
    assert "\n" not in str(raised.value)
    with pytest.raises(UsageError, match=REFUSED):
        CommitTree(tmp_path, "HEAD")


def test_a_git_that_never_answers_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"bin/git": "#!/bin/sh\nexec sleep 60\n"})
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(git_module, "TIMEOUT", 0.05)
    with pytest.raises(GitError, match="no answer"):
        Git(tmp_path).ask("version")
