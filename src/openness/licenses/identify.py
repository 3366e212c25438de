"""What licenses a text holds."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from openness.licenses import catalog, terms
from openness.licenses.clauses import open_by_clauses
from openness.licenses.differences import NO_DIFFERENCE, compare
from openness.licenses.families import agreement, head_text, other_name, other_version, title_of
from openness.licenses.index import load_index
from openness.licenses.match import Matcher
from openness.licenses.names import read_name
from openness.licenses.notices import named_by_notice, references
from openness.licenses.restrictions import located
from openness.licenses.surroundings import with_surroundings
from openness.licenses.tokens import read_words
from openness.licenses.unknown import unknown_license
from openness.model import Difference, LicenseText

if TYPE_CHECKING:
    from openness.licenses.catalog import LicenseEntry
    from openness.licenses.differences import Comparison
    from openness.licenses.match import Region
    from openness.licenses.tokens import Words

_LEAST = 0.12
_EXACT = 0.995
_CLOSE = 0.85
_PART_OF_WHOLE = 0.4
_MANY = 25
_PURE = 0.85
_TITLED = 0.6
_GOES_ON, _ALMOST = 20, 0.95
_WHOLLY = 0.98
_TITLE_LENGTH = 140
_HEAD_LINES = 40
_WHOLE, _WHOLE_SHORT, _SHORT = 0.88, 0.78, 300
_NOTICE = 0.7
_EXCERPT = 0.5
_FEWEST_WORDS = 2
_FEW, _SHARE = 7, 0.004


@lru_cache(maxsize=32)
def identify(text: str, path: str = "") -> tuple[LicenseText, ...]:
    """Every license in a text, by line; empty for a text that is no license.

    A license text that is not known gives an entry without expression, match `unknown`, and the restrictions that the
    clause reader found in it. The last answers are kept: the same file lies in many repositories.
    """
    words = read_words(text)
    if len(words.words) < _FEWEST_WORDS:
        return ()
    found: list[tuple[Region, LicenseText]] = []
    for region in Matcher(words, load_index()).regions(_LEAST):
        judged = _judge(words, region, path)
        if judged is not None:
            found.append(judged)
    entries = with_surroundings(words, _without_scraps(found), path)
    entries += references(words, path, [region for region, _ in found], entries)
    if all(entry.match == "partial" for entry in entries):
        # A disclaimer that many licenses share says nothing of terms that stand above it.
        other = unknown_license(words, path)
        if other is not None and (not entries or other.open is False):
            return (other,)
    return tuple(sorted(entries, key=lambda item: (item.line, item.end_line, item.expression or "")))


def _without_scraps(found: list[tuple[Region, LicenseText]]) -> list[tuple[Region, LicenseText]]:
    """What was found without excerpts of other licenses beside whole ones: much legal wording is common property."""
    whole = [item for item in found if item[1].match != "partial"]
    return whole or found


def _judge(words: Words, region: Region, path: str) -> tuple[Region, LicenseText] | None:
    """What a region holds, with the stretch that this speaks of: that of a rival may be shorter."""
    if region.text.kind == "header":
        notice = _notice(words, region, path)
        return None if notice is None else (region, notice)
    region, comparison = _nearest(words, region)
    entry = catalog.lookup(_plain(region.text.expression))
    assert entry is not None
    least = _WHOLE_SHORT if region.text.size < _SHORT else _WHOLE
    whole = region.coverage >= least
    pure = region.purity >= _PURE and _has_head(words, region)
    cut = not whole and comparison.cut_end and pure
    if not whole and not cut and not (pure and region.coverage >= _TITLED and _titled(words, [region])):
        excerpt = _excerpt(words, region, path, entry)
        return None if excerpt is None else (region, excerpt)
    if entry.id.startswith("LicenseRef-"):
        return _model_license(words, region, comparison, path, entry, cut=cut)
    word_for_word = region.coverage == region.purity == 1.0
    if not word_for_word and not cut and other_version(words, region, entry):
        return region, _unsure(words, region, path, entry, comparison)
    if comparison.changed > _MANY and not cut and other_name(words, region, entry):
        return region, _unsure(words, region, path, entry, comparison)._replace(version_unsure=False)
    if cut and region.coverage < 0.5 and not _certain(words, region):
        excerpt = _excerpt(words, region, path, entry)
        return None if excerpt is None else (region, excerpt)
    return region, _entry(words, region, path, entry, comparison, cut=cut)


def _plain(expression: str) -> str:
    """The id of a text: which later versions may be chosen is said elsewhere than in the text."""
    only = expression.removesuffix("-or-later") + "-only"
    return only if expression.endswith("-or-later") and catalog.canonical(only) else expression


def _nearest(words: Words, region: Region) -> tuple[Region, Comparison]:
    """Of texts that fit nearly as well the one that differs least, or the one that the title names."""
    if region.coverage == region.purity == 1.0:
        larger = _larger(region)
        return (region, NO_DIFFERENCE) if larger is None else (larger, compare(words, larger))
    comparison = compare(words, region)
    rivals = [rival for rival in region.rivals if rival.text.kind == "text"]
    if not rivals or (not comparison.changed and region.coverage > _EXACT):
        return region, comparison
    if region.coverage == 1.0 and region.purity > _EXACT and all(rival.coverage < 1.0 for rival in rivals):
        return region, comparison  # what names another license is a sentence beside the text
    titled = _titled(words, [region, *rivals])
    best = region
    if titled is not None and titled is not region and titled.purity > _PURE:
        best = titled
        comparison = compare(words, best)
    elif titled is None and region.coverage > _WHOLE_SHORT:
        for rival in rivals:
            if rival.score < region.score * _CLOSE:
                break
            other = compare(words, rival)
            # A text that is there as a whole, with additions, is what the file was made from.
            least = _PART_OF_WHOLE if region.coverage > _EXACT and best is region else 1.0
            if _distance(other, rival, region) < _distance(comparison, best, region, least):
                best, comparison = rival, other
    return best, comparison


def _larger(region: Region) -> Region | None:
    """A text that holds the whole of the license found and goes on after it, and stands there too."""
    for rival in region.rivals:
        more = max(0, region.first - rival.first) + max(0, rival.last - region.last)
        if rival.text.kind == "text" and more >= _GOES_ON and min(rival.coverage, rival.purity) > _ALMOST:
            return rival
    return None


def _titled(words: Words, candidates: list[Region]) -> Region | None:
    """The candidate that the first lines of the text name."""
    lines = [line for line in head_text(words, candidates[0]).split("\n")[:3] if len(line) < _TITLE_LENGTH]
    for line in [*lines, " ".join(lines[:2])]:
        named = read_name(line.strip(" #*=_-|\t"))
        for candidate in candidates if named else ():
            if terms.same_license(named, candidate.text.expression):
                return candidate
    return None


def _certain(words: Words, region: Region) -> bool:
    """Whether the start of a text can only be the start of this license."""
    if _titled(words, [region]) is not None:
        return True
    most = max((len(rival.known) for rival in region.rivals), default=0)
    return region.purity > _WHOLLY and most < _WHOLLY * len(region.known)


def _distance(comparison: Comparison, region: Region, widest: Region, factor: float = 1.0) -> tuple[float, bool, bool]:
    lost = comparison.lost * region.text.words
    uncovered = max(0, region.first - widest.first) + max(0, widest.last - region.last)
    return (
        factor * (max(comparison.changed, lost) + lost + uncovered + 0.2 * len(comparison.differences)),
        not region.text.expression.endswith("-only"),
        region.text.expression.endswith("-or-later"),
    )


def _notice(words: Words, region: Region, path: str) -> LicenseText | None:
    candidates = [region, *(rival for rival in region.rivals if rival.text.kind == "header")]
    scored = [(compare(words, candidate), candidate) for candidate in candidates]
    # A number that differs is another version of the license.
    fitting = [
        (-candidate.score, number, candidate)
        for number, (comparison, candidate) in enumerate(scored)
        if candidate.coverage >= _NOTICE and candidate.purity >= _NOTICE and not _number_differs(comparison)
    ]
    if not fitting:
        return None
    best = min(fitting)[2]
    named = named_by_notice(words, best)
    entry = catalog.lookup(named) if named is not None else None
    if named is None or entry is None:
        return None
    return LicenseText(
        path=path,
        expression=named,
        match="reference",
        score=round(best.coverage * best.purity, 3),
        line=words.line(best.first),
        end_line=words.line(best.last),
        open=entry.open,
        osi_approved=entry.osi_approved,
        title=entry.title or entry.name,
        restrictions=entry.restrictions,
    )


def _number_differs(comparison: Comparison) -> bool:
    return any(item.change == "replaced" and item.text[:1].isdigit() for item in comparison.differences)


def _model_license(
    words: Words, region: Region, comparison: Comparison, path: str, entry: LicenseEntry, *, cut: bool
) -> tuple[Region, LicenseText]:
    told = agreement(words, region, entry)
    for rival in region.rivals if told != "same" else ():
        other = catalog.lookup(rival.text.expression)
        if other is not None and rival.coverage > region.coverage - 0.1 and agreement(words, rival, other) == "same":
            return rival, _entry(words, rival, path, other, compare(words, rival), cut=cut)
    if told == "same":
        return region, _entry(words, region, path, entry, comparison, cut=cut)
    if entry.modification_of is not None:
        for rival in region.rivals:
            if rival.text.expression == entry.modification_of and rival.text.kind == "text":
                base = catalog.lookup(entry.modification_of)
                assert base is not None
                return rival, _entry(words, rival, path, base, compare(words, rival), cut=cut)
    title = _title(words, region)
    family = catalog.family_reference(entry.family) if told == "unsure" else None
    restrictions = located(
        words, entry if told == "unsure" else None, read_also=True, first=region.first, last=region.last
    )
    return region, LicenseText(
        path=path,
        expression=family,
        match="unknown" if family is None else "modified",
        score=round(region.coverage * region.purity, 3),
        line=words.line(region.first),
        end_line=words.line(region.last),
        open=entry.open if told == "unsure" else open_by_clauses(restrictions),
        osi_approved=False,
        title=title or (entry.title if told == "unsure" else None),
        restrictions=restrictions,
        differences=comparison.differences,
        version_unsure=told == "unsure",
    )


def _title(words: Words, region: Region) -> str | None:
    """The title near the start of a region; the file's own where the region begins near it."""
    near = title_of(head_text(words, region))
    return near or (title_of(words.text) if words.line(region.first) <= _HEAD_LINES else None)


def _unsure(words: Words, region: Region, path: str, entry: LicenseEntry, comparison: Comparison) -> LicenseText:
    """A text of the license's family whose title gives a version that is not known."""
    restrictions = located(words, entry, read_also=True, first=region.first, last=region.last)
    return LicenseText(
        path=path,
        expression=None,
        match="unknown",
        score=round(region.coverage * region.purity, 3),
        line=words.line(region.first),
        end_line=words.line(region.last),
        open=open_by_clauses(restrictions),
        osi_approved=False,
        title=_title(words, region) or entry.name,
        restrictions=restrictions,
        differences=comparison.differences,
        version_unsure=True,
    )


def _entry(
    words: Words, region: Region, path: str, entry: LicenseEntry, comparison: Comparison, *, cut: bool
) -> LicenseText:
    if region.text.ordered < 0 and comparison.changed and not cut:
        comparison = compare(words, region, recover=True)
    modified = cut or comparison.binding or comparison.changed > _FEW + _SHARE * region.text.words
    differences = comparison.differences
    if entry.modification_of is not None:
        modified, differences = True, _against_base(words, region, entry.modification_of) or differences
    return LicenseText(
        path=path,
        expression=entry.id,
        match="modified" if modified else "exact",
        score=round(region.coverage * region.purity, 3),
        line=words.line(region.first),
        end_line=words.line(region.last),
        open=entry.open if not comparison.binding or entry.open is not True else None,
        osi_approved=entry.osi_approved and not comparison.binding and not cut,
        title=entry.title or entry.name,
        restrictions=located(words, entry, read_also=comparison.binding, first=region.first, last=region.last),
        differences=differences,
    )


def _against_base(words: Words, region: Region, base: str) -> tuple[Difference, ...]:
    """What a license that is a changed standard one changes."""
    for text in load_index().texts:
        if text.expression == base and text.kind == "text" and text.ordered >= 0:
            return compare(words, region, text.ordered).differences
    return ()


def _excerpt(words: Words, region: Region, path: str, entry: LicenseEntry) -> LicenseText | None:
    if region.coverage < _EXCERPT or region.purity < 0.6 or entry.id.startswith("LicenseRef-"):
        return None
    return LicenseText(
        path=path,
        expression=entry.id,
        match="partial",
        score=round(region.coverage * region.purity, 3),
        line=words.line(region.first),
        end_line=words.line(region.last),
        open=None,
        osi_approved=False,
        title=entry.title or entry.name,
    )


def _has_head(words: Words, region: Region) -> bool:
    head = set(region.text.head)
    found = head & {words.grams[place] for place in region.known}
    return len(found) >= 0.6 * len(head)
