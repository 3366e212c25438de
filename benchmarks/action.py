"""Seconds and API requests of whole Action runs under act, on the small model of the tests or on repositories given.

    python benchmarks/action.py [DIRECTORY…]

Each directory's files become one commit of a repository on the test server; the pull request changes its README.
Installing is left out of the sum: the packages are those of this environment.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from rig import act, events  # noqa: E402
from rig.github_server import GitHubServer  # noqa: E402
from rig.models import HONEST, LIBRARY, LOUDER, MODEL  # noqa: E402
from rig.stage import Stage  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rig.act import Run
    from rig.state import Pull

_LARGEST = 2_000_000
"""Bytes; larger files are left out of the commit that is made of a directory."""


class Row(NamedTuple):
    """One run."""

    what: str
    seconds: float
    requests: int
    conclusion: str


def scenarios(stage: Callable[[Mapping[str, bytes | str]], Stage]) -> list[Row]:
    """Every kind of run on the small model."""
    rows = []

    def note(what: str, tern: Stage, run: Run) -> None:
        rows.append(Row(what, run.seconds, len(tern.server.journal), run.conclusion))
        _forget(tern)

    slugs = stage(LIBRARY)
    slugs.branch("change", {"slugs.py": "x = 2\n"})
    note("no model", slugs, slugs.run_pull_request("pull-request", pull(slugs, "change")))
    tern = stage(MODEL)
    tern.branch("typo", {"README.md": HONEST.replace("Download", "Get")})
    note("quiet pull request", tern, tern.run_pull_request("pull-request", pull(tern, "typo")))
    tern.branch("louder", {"README.md": LOUDER})
    loud = pull(tern, "louder")
    note("pull request opened", tern, tern.run_pull_request("pull-request", loud))
    tern.branch("louder", {"more.md": "More.\n"})
    note("pushed again", tern, tern.run_pull_request("pull-request", loud, "synchronize"))
    tern.branch("louder", {"README.md": HONEST})
    note("fixed", tern, tern.run_pull_request("pull-request", loud, "synchronize"))
    tern.branch("fork", {"README.md": LOUDER})
    fork = tern.server.add_pull_request("acme/tern", head="fork", fork="visitor/tern", login="visitor")
    note("fork, first half", tern, tern.run_pull_request("forks", fork, token="t-read"))  # noqa: S106
    main = tern.origin.git("rev-parse", "main")
    told = events.workflow_run(tern.server, fork, 7)
    note("fork, second half", tern, tern.run("forks-tell", told, main, "refs/heads/main"))
    tern.origin.git("tag", "v1")
    release = tern.server.add_release("acme/tern", "v1", body="Weights under Apache-2.0.")
    note(
        "release",
        tern,
        tern.run("release", events.release(tern.server, tern.repository, release), main, "refs/tags/v1"),
    )
    return rows


def _forget(stage: Stage) -> None:
    """Start counting anew; what GitHub's schemas disagree with ends the benchmark."""
    problems = stage.server.problems()
    if problems:
        sys.exit("\n".join(problems))
    stage.server.journal.clear()


def pull(stage: Stage, head: str) -> Pull:
    """A pull request from a branch."""
    return stage.server.add_pull_request("acme/tern", head=head)


def files_of(directory: Path) -> dict[str, bytes | str]:
    """The files of a directory that are small enough to commit."""
    found: dict[str, bytes | str] = {}
    for folder, folders, names in os.walk(directory):
        folders[:] = [name for name in folders if name != ".git"]
        for name in names:
            path = Path(folder) / name
            if path.is_file() and not path.is_symlink() and path.stat().st_size <= _LARGEST:
                found[path.relative_to(directory).as_posix()] = path.read_bytes()
    return found


def of_directory(directory: Path, stage: Callable[[Mapping[str, bytes | str]], Stage]) -> Row:
    """A pull request that adds a sentence to the README of a real repository."""
    files = files_of(directory)
    tern = stage(files)
    readme = next((name for name in files if name.lower() == "readme.md"), "README.md")
    before = files.get(readme, b"")
    text = before if isinstance(before, bytes) else before.encode()
    tern.branch("change", {readme: text + b"\nThe model is fully open source.\n"})
    run = tern.run_pull_request("pull-request", pull(tern, "change"))
    row = Row(f"{directory.name} ({len(files)} files)", run.seconds, len(tern.server.journal), run.conclusion)
    _forget(tern)
    return row


def main(arguments: list[str]) -> None:
    """Print a table."""
    place = Path(tempfile.mkdtemp(prefix="openness-benchmark-"))
    number = iter(range(1_000_000))
    action = act.shipped(place / "action")
    try:
        with GitHubServer() as server:

            def stage(files: Mapping[str, bytes | str]) -> Stage:
                return Stage(server, place / str(next(number)), action, files)

            rows = [of_directory(Path(name), stage) for name in arguments] if arguments else scenarios(stage)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    for row in rows:
        print(f"{row.what:42} {row.seconds:6.1f} s {row.requests:3} requests  {row.conclusion}")
    median = statistics.median(row.seconds for row in rows)
    print(f"median {median:.1f} s")


if __name__ == "__main__":
    main(sys.argv[1:])
