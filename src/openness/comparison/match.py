"""Findings of two reports paired by their fingerprints."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from openness.model import is_spoken
from openness.vocabulary import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    Finding = Mapping[str, Any]
    Key = Callable[[Finding], Hashable]

_HALF = 16
"""Hexadecimal digits of a fingerprint that say what was found; the rest says where."""

_OF_TEXTS = ("OM2", "OM4")
"""Families whose findings are about what a text says, so that they stay the same when it moves to another file."""


class Matched(NamedTuple):
    """Positions: of new and known findings in the later list, of mended ones in the earlier list."""

    new: tuple[int, ...]
    known: tuple[int, ...]
    mended: tuple[int, ...]


def match_findings(
    before: Sequence[Finding], after: Sequence[Finding], renamed: Mapping[str, str] | None = None
) -> Matched:
    """Pairs equal fingerprints first, then findings of renamed files, then those of texts that went to another file.

    `renamed` gives the earlier path of files that have another one now. Accepted findings take part in the pairing, so
    that accepting a finding does not count as mending it, and are never new, known or mended. A finding whose partner
    was accepted or less severe counts as new: something made it matter.
    """
    earlier = {path: old for path, old in (renamed or {}).items() if not is_spoken(path)}
    left, right = dict(enumerate(before)), dict(enumerate(after))
    pairs: dict[int, int] = {}
    for key_before, key_after in (
        (_exact, _exact),
        (_placed, lambda finding: _placed({**finding, "path": earlier.get(finding["path"], finding["path"])})),
        (_of_text, _of_text),
    ):
        _pair(left, right, key_before, key_after, pairs)
    known: list[int] = []
    new: list[int] = []
    for index, finding in enumerate(after):
        if finding["suppressed"] is None:
            partner = pairs.get(index)
            (known if partner is not None and not _worse(before[partner], finding) else new).append(index)
    mended = [index for index in sorted(left) if before[index]["suppressed"] is None]
    return Matched(tuple(new), tuple(known), tuple(mended))


def _pair(
    left: dict[int, Finding], right: dict[int, Finding], key_before: Key, key_after: Key, pairs: dict[int, int]
) -> None:
    """Move findings with the same key from both sides into `pairs` (later position to earlier), in reading order."""
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for index in sorted(left, reverse=True):
        key = key_before(left[index])
        if key is not None:
            waiting[key].append(index)
    for index in sorted(right):
        key = key_after(right[index])
        if key is not None and waiting.get(key):
            partner = waiting[key].pop()
            pairs[index] = partner
            del left[partner], right[index]


def _exact(finding: Finding) -> Hashable:
    return str(finding["fingerprint"])


def _placed(finding: Finding) -> Hashable:
    return finding["fingerprint"][:_HALF], finding["path"]


def _of_text(finding: Finding) -> Hashable:
    if is_spoken(finding["path"] or "") or not finding["rule"].startswith(_OF_TEXTS):
        return None
    return str(finding["fingerprint"][:_HALF])


def _worse(before: Finding, after: Finding) -> bool:
    """True when what was accepted is so no longer, or what was a lesser matter has become a greater one."""
    return before["suppressed"] is not None or SEVERITIES.index(after["severity"]) < SEVERITIES.index(
        before["severity"]
    )
