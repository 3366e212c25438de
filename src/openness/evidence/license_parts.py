"""One file with several licenses: which of them is for the code, which for the weights, which for the data.

Such a file says it in headings above whole texts ("# Model weights"), in the line that leads to a text ("The code is
released under the following license"), or in a list, a table or sentences that only name licenses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.document import plain, read_document
from openness.evidence.license_files import Scoped, is_policy
from openness.evidence.names_of_licenses import license_names
from openness.evidence.prose import find_license_sentences
from openness.evidence.statement import parts_of
from openness.licenses import terms
from openness.licenses.files import components_of
from openness.licenses.surroundings import opens_component_list
from openness.model import LicenseText

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openness.evidence.statement import Part

_PARTS: tuple[Part, ...] = ("weights", "code", "data", "documents")
_LINES_ABOVE = 4
_LONGEST_LEAD = 200
_MOST = 400_000
"""Characters of a license file that are read for this."""


def in_parts(path: str, text: str, texts: Sequence[LicenseText], *, wide: bool) -> list[Scoped]:
    """The licenses of a file with the components that the file gives each; empty where it does not tell parts apart.

    Licenses that the file only names are among them, as references. A license for no part in particular keeps none.
    """
    if len(text) > _MOST or any(is_policy(one) for one in texts):
        return []
    rows = text.splitlines()
    whole = [one for one in texts if one.match in ("exact", "modified") or (one.match == "unknown" and one.score > 0)]
    held = {line for one in whole for line in range(one.line, _last(rows, one) + 1)}
    outside = "\n".join("" if number in held else row for number, row in enumerate(rows, 1))
    if opens_component_list(outside):
        return []
    given: dict[LicenseText, set[Part]] = {one: set(_lead(rows, one, held)) for one in whole}
    for one, part in _named(path, outside, whole):
        given.setdefault(one, set()).update(part)
    for one in texts:
        # What fills the whole file unread is the very list; licenses that are only named may have been met above.
        if one not in given and one.line > 1 and not any(other.expression == one.expression for other in given):
            given[one] = set()
    told = {part for parts in given.values() for part in parts}
    if told == {"code"} and _speaks_of_weights(rows, held):
        return [_scoped(path, one, parts, wide=wide) for one, parts in given.items()]
    if len({one.expression for one in given}) < 2 or len(told) < 2:
        return []
    return [_scoped(path, one, parts, wide=wide) for one, parts in given.items()]


def _last(rows: Sequence[str], text: LicenseText) -> int:
    """The last line of a whole text; a paragraph after it may begin with a word that the text ends with."""
    end = min(text.end_line, len(rows))
    apart = end - 1 > text.line and not rows[end - 2].strip() and license_names(rows[end - 1])
    return end - 1 if apart else end


def _speaks_of_weights(rows: Sequence[str], held: set[int]) -> bool:
    """Whether a line outside the texts gives the weights a license, one that is not known."""
    outside = (row for number, row in enumerate(rows, 1) if number not in held and "icen" in row)
    return any("weights" in parts_of(row) and "code" not in parts_of(row) for row in outside)


def _scoped(path: str, text: LicenseText, parts: set[Part], *, wide: bool) -> Scoped:
    scope = tuple(component for part in _PARTS if part in parts for component in components_of(part))
    return Scoped(path, (text,), scope, wide)


def _lead(rows: Sequence[str], text: LicenseText, held: set[int]) -> tuple[Part, ...]:
    """What the nearest lines above a whole text say that it is for."""
    above = range(text.line - 1, max(0, text.line - 1 - _LINES_ABOVE * 2), -1)
    shown = [number for number in above if rows[number - 1].strip(" \t=-_*#")]
    for number in shown[:_LINES_ABOVE]:
        row = plain(rows[number - 1])
        if number in held or len(row) > _LONGEST_LEAD:
            return ()
        parts = tuple(part for part in parts_of(row) if part in _PARTS)
        if parts:
            return parts
    return ()


def _named(path: str, outside: str, whole: Sequence[LicenseText]) -> Iterator[tuple[LicenseText, tuple[Part, ...]]]:
    """Licenses that lines outside the texts name, with the parts that they name them for."""
    document = read_document(path, outside)
    made: dict[str, LicenseText] = {}
    for said in find_license_sentences([document], about_licenses=True):
        parts = tuple(part for part in said.parts if part in _PARTS)
        if said.kind != "license" or not said.expression or not parts:
            continue
        text = next((one for one in whole if terms.same_license(said.expression, one.expression)), None)
        if text is None:
            text = made.setdefault(said.expression, _reference(path, said.expression, said.line))
        yield text, parts


def _reference(path: str, expression: str, line: int) -> LicenseText:
    return LicenseText(
        path=path,
        expression=expression,
        match="reference",
        score=1.0,
        line=line,
        end_line=line,
        open=terms.is_open(expression),
        osi_approved=terms.osi_approved(expression),
        restrictions=terms.restrictions(expression),
    )
