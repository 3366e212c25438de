"""What `--base PARENT` says of every commit in a repository's history that touches a README or a license file.

    python benchmarks/history.py [--most N] [--seconds S] [--only-changes] [NAME=]GIT_DIRECTORY…

Needs full clones (bare ones will do); nothing is checked out. For each commit: what is new, mended and changed, with
the lines where new findings are. The last line of a repository counts commits, crashes and seconds.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
import time
import traceback
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from openness.commands.judging import compared
from openness.comparison.compare import Base
from openness.errors import OpennessError
from openness.read.commit import CommitTree
from openness.read.git import Git
from openness.read.repository import Repository
from openness.report.change import changes
from openness.report.judged import Judged, judge_repository

if TYPE_CHECKING:
    from collections.abc import Sequence


MATTERS = re.compile(r"(?:^|/)(?:readme|[^/]*licen[sc]e|copying|openness\.yml|mof\.yml)[^/]*$", re.IGNORECASE)
TODAY = date(2026, 6, 1)


class Named(CommitTree):
    """A commit of a repository that goes by another name than its folder."""

    def __init__(self, path: Path, revision: str, name: str) -> None:
        super().__init__(path, revision)
        self._name = name


class Tally(NamedTuple):
    """Counts over one history."""

    commits: int = 0
    crashes: int = 0
    with_new: int = 0
    with_mended: int = 0


def main() -> int:
    """Walk the histories given; 1 when anything crashed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--most", type=int, default=200, help="commits of each repository, those of license files first"
    )
    parser.add_argument("--seconds", type=float, default=120.0, help="time for each repository")
    parser.add_argument("--only-changes", action="store_true", help="print only commits that change something")
    parser.add_argument("repository", nargs="+")
    options = parser.parse_args()
    crashes = 0
    for given in options.repository:
        name, _, place = given.rpartition("=")
        path = Path(place)
        started = time.perf_counter()
        tally = walk(path, name or path.name.removesuffix(".git"), options)
        seconds = time.perf_counter() - started
        print(f"## {name or path}: {tally._asdict()} in {seconds:.1f} s", flush=True)
        crashes += tally.crashes
    return 1 if crashes else 0


def walk(path: Path, name: str, options: argparse.Namespace) -> Tally:
    """Every commit of one history against its first parent, until the time is up."""
    git = Git(path.resolve())
    tally = Tally()
    until = time.perf_counter() + options.seconds
    cache: dict[str, Judged] = {}
    for commit, parent in commits(git, options.most):
        if time.perf_counter() > until:
            break
        try:
            result = compared(
                judged(path, parent, name, cache), judged(path, commit, name, cache), Base("commit", parent, parent)
            )
        except OpennessError as error:
            print(f"{name} {commit[:10]} not judged: {error}")
            continue
        except Exception:  # noqa: BLE001 - the script is there to find them
            traceback.print_exc()
            tally = tally._replace(crashes=tally.crashes + 1)
            continue
        tally = count(tally, result)
        show(git, name, commit, result, only_changes=options.only_changes)
    return tally


def commits(git: Git, most: int) -> list[tuple[str, str]]:
    """Commits of which a path matters, with their first parents: those of license files first, then the newest."""
    found: dict[tuple[str, str], bool] = {}
    names: list[str] = []
    for record in git.records(
        "log", "--no-merges", "--no-renames", "--name-only", "-z", "--format=%x01%H %P%x00", "HEAD"
    ):
        text = os.fsdecode(record).lstrip("\n")
        if text.startswith("\x01"):
            names = text[1:].split()
        elif len(names) > 1 and (match := MATTERS.search(text)):
            pair = names[0], names[1]
            found[pair] = found.get(pair, False) or "readme" not in match[0].lower()
    return sorted(found, key=lambda pair: not found[pair])[:most]


def judged(path: Path, commit: str, name: str, cache: dict[str, Judged]) -> Judged:
    """The judgment of a commit, the last few kept: most parents are the next commit."""
    if commit not in cache:
        while len(cache) > 3:
            del cache[next(iter(cache))]
        cache[commit] = judge_repository(Repository(Named(path, commit, name)), today=TODAY)
    return cache[commit]


def count(tally: Tally, result: Judged) -> Tally:
    """The tally with one more commit."""
    comparison = result.report["comparison"]
    return tally._replace(
        commits=tally.commits + 1,
        with_new=tally.with_new + bool(comparison["new"]),
        with_mended=tally.with_mended + bool(comparison["mended"]),
    )


def show(git: Git, name: str, commit: str, result: Judged, *, only_changes: bool) -> None:
    """One commit as a reader sees it."""
    comparison = result.report["comparison"]
    rows = changes(comparison)
    new = [one for one in result.report["findings"] if one["new"] and one["suppressed"] is None]
    if only_changes and not rows and not new and not comparison["mended"]:
        return
    print(f"\n=== {name} {commit[:10]} {git.ask('log', '-1', '--format=%s', commit)[:80]}")
    for row in rows:
        print(f"  changed {row.what}: {row.before} -> {row.after}")
    for word, findings in (("NEW", new), ("MENDED", comparison["mended"])):
        for one in findings:
            print(f"  {word} {one['severity']} {one['rule']} {one['path']}:{one['line']} {one['message'][:200]}")
            line = source_line(result.facts.repository, one) if word == "NEW" else None
            if line:
                print(f"        | {line}")
    print(f"  known: {comparison['known']}", flush=True)


def source_line(repository: Repository, finding: dict[str, object]) -> str | None:
    """The marked line, cut to what can be read."""
    text = repository.text(str(finding["path"])) if finding["path"] and finding["line"] else None
    lines: Sequence[str] = text.split("\n") if text else ()
    number = finding["line"]
    if not isinstance(number, int) or number > len(lines):
        return None
    column = finding["column"] if isinstance(finding["column"], int) else 1
    return lines[number - 1][max(0, column - 100) : column + 160].strip()


if __name__ == "__main__":
    sys.exit(main())
