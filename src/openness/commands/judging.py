"""Judging a repository as it is on this machine, alone or against an earlier state: shared by the ways in."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from openness.errors import BaseUnavailable
from openness.read.open import open_tree
from openness.read.repository import Repository
from openness.report.judged import Judged, judge_repository

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from openness.comparison.compare import Base, Comparison
    from openness.evidence.remote import RemoteFacts
    from openness.facts.gather import Facts
    from openness.model import Spoken

OF_A_PULL_REQUEST = frozenset({"pull request title", "pull request body"})
"""Sources that came with a change, so that nothing of them stood before it."""

_TEXTS = (".md", ".mdx", ".markdown", ".rst", ".txt", ".yml", ".yaml", ".toml", ".cff")


def judge_change(
    root: Path,
    head: str | None,
    base: str | None,
    *,
    today: date,
    manifest_path: str | None = None,
    spoken: Sequence[Spoken] = (),
    under: Callable[[Judged], Judged] = lambda judged: judged,
    learn: Callable[[Facts], RemoteFacts] | None = None,
    tracked_only: bool = False,
) -> Judged:
    """The repository at `head` (None: the working tree at `root`), findings that `base` had marked as not new.

    The comparison is with the merge base of `base` and `head` where this clone knows one, else with `base` as given;
    the report's `comparison` says which. `root` may be a folder of the repository: only that part is judged. `under`
    puts each side under a policy, `learn` asks servers about the facts, `tracked_only` leaves out files of the working
    tree that were never added. Without `base` nothing is compared. Raises
    BaseUnavailable when the base is not in this clone, UsageError when there is no such revision or no repository.
    """
    if base is None:
        return under(_judge(_open(root, head, tracked_only), today, manifest_path, spoken, learn))
    from openness.comparison.compare import Base  # noqa: PLC0415 - needed with a base only
    from openness.read.commit import CommitTree  # noqa: PLC0415
    from openness.read.git import GitError  # noqa: PLC0415
    from openness.read.history import find_start, not_whole  # noqa: PLC0415

    start = find_start(root, base, head)
    after = _judge(_open(root, head, tracked_only), today, manifest_path, spoken, learn)
    with closing(CommitTree(root, start.commit)) as tree:
        earlier = Repository(tree)
        try:
            before = judge_repository(
                earlier,
                today=today,
                manifest_path=manifest_path if manifest_path in earlier.by_path else None,
                spoken=[one for one in spoken if one.source not in OF_A_PULL_REQUEST],
                # What is dead today was named before: the answers hold for both sides.
                remote=after.facts.remote,
            )
        except GitError as error:
            raise BaseUnavailable(not_whole(base)) from error
        if any(_speaks(path) for path in tree.absent()):
            raise BaseUnavailable(not_whole(base))
        return compared(under(before), under(after), Base(start.kind, base, start.commit))


def _judge(
    repository: Repository,
    today: date,
    manifest_path: str | None,
    spoken: Sequence[Spoken],
    learn: Callable[[Facts], RemoteFacts] | None,
) -> Judged:
    """The repository judged, with what `learn` finds out of the places that its facts name."""
    remote = None
    if learn is not None:
        from openness.facts.gather import gather  # noqa: PLC0415 - two passes in online runs only

        remote = learn(gather(repository, today=today, manifest_path=manifest_path, spoken=spoken))
    return judge_repository(repository, today=today, manifest_path=manifest_path, spoken=spoken, remote=remote)


def compared(before: Judged, after: Judged, base: Base) -> Judged:
    """The later of two judgments of one repository, with its findings and its report marked against the earlier one."""
    from openness.comparison.compare import compare  # noqa: PLC0415 - as above
    from openness.comparison.edits import Surroundings  # noqa: PLC0415
    from openness.comparison.renames import find_renames, named_paths  # noqa: PLC0415

    earlier, later = before.facts.repository, after.facts.repository
    renamed = find_renames(earlier, later, named_paths(before.report), named_paths(after.report))
    around = Surroundings(earlier, later, renamed)
    return marked(after, compare(before.report, after.report, renamed=renamed, around=around), base)


def marked(judged: Judged, comparison: Comparison, base: Base) -> Judged:
    """The same with findings marked as new or not, and the comparison in the report."""
    from openness.comparison.compare import mark_new  # noqa: PLC0415

    report = mark_new(judged.report, comparison, base)
    findings = [
        finding._replace(new=row["new"]) for finding, row in zip(judged.findings, report["findings"], strict=True)
    ]
    return Judged(judged.facts, findings, report)


def _speaks(path: str) -> bool:
    """True for a file that a judgment may rest on by its text; a weight file that was not fetched is a gap at most."""
    from openness.licenses.files import is_license_path  # noqa: PLC0415 - as above

    return path.lower().endswith(_TEXTS) or is_license_path(path)


def _open(root: Path, head: str | None, tracked_only: bool = False) -> Repository:
    if head is None:
        return Repository(open_tree(root, tracked_only=tracked_only))
    from openness.read.commit import CommitTree  # noqa: PLC0415 - as above

    return Repository(CommitTree(root, head))
