"""What licenses a text holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.licenses import catalog
from openness.licenses.index import load_index
from openness.licenses.match import Matcher
from openness.licenses.tokens import read_words
from openness.model import LicenseText

if TYPE_CHECKING:
    from openness.licenses.match import Region
    from openness.licenses.tokens import Words


def identify(text: str, path: str = "") -> tuple[LicenseText, ...]:
    """Every license in a text, by line; empty for a text that is no license.

    A license text that is not known gives an entry without expression, match `unknown`, and the restrictions that the
    clause reader found in it.
    """
    words = read_words(text)
    if len(words.words) < 3:
        return ()
    regions = Matcher(words, load_index()).regions(0.8)
    found = [_entry(words, region, path) for region in regions]
    return tuple(sorted(found, key=lambda item: (item.line, item.end_line)))


def _entry(words: Words, region: Region, path: str) -> LicenseText:
    entry = catalog.lookup(region.text.expression)
    assert entry is not None
    return LicenseText(
        path=path,
        expression=entry.id,
        match="reference" if region.text.kind == "header" else "modified" if entry.modification_of else "exact",
        score=round(region.coverage * region.purity, 3),
        line=words.line(region.first),
        end_line=words.line(region.last),
        open=entry.open,
        osi_approved=entry.osi_approved,
        title=entry.title or entry.name,
        restrictions=entry.restrictions,
    )
