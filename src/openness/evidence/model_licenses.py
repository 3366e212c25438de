"""Which license which model has, where a repository releases several under different ones.

Read from sentences that name a model and its license, lists under a sentence that names one, and tables with a column
of licenses. What a document says of one model is not said of another: a claim is held against the license of the model
that it names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.evidence.document import plain
from openness.evidence.lexicon import pattern, words
from openness.evidence.license_tables import Table, own_rows, runs
from openness.evidence.names import alike
from openness.evidence.names_of_licenses import license_names
from openness.evidence.statement import parts_of
from openness.licenses.terms import is_open
from openness.model import Evidence
from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openness.evidence.document import Document, Line

MOST = 60
"""Models remembered."""

_NAME = compiled(r"[A-Za-z]\w{0,30}(?:[-.]\w{1,20}){0,6}(?:\s\d{1,3}(?:\.\d{1,2})?\b(?!\s?%))?")
_TELLING = compiled(r"\d|-|[a-z][A-Z]|^[A-Z][a-z]+$")
_WORD = compiled(r"[A-Z][a-z]+$")
_SENTENCE = compiled(r"(?<=[.;。；!])\s|(?<=[。；])|,?\s(?:while|whereas|but)\s")
_CELL = compiled(r"(?<!\\)\|")
_RULE = compiled(r"^[\s|:\-]+$")
_LINK = compiled(r"\]\(([^()\s]{1,200})\)")
_AROUND = " .:*#>|⚖️📄📜📃🔑"
_SHORTEST = 4
_LONGEST_CELL = 60


class ModelLicense(NamedTuple):
    """A model's name as written, its license, whether that is open, and the place."""

    name: str
    license: str
    open: bool
    evidence: Evidence

    @property
    def key(self) -> str:
        """The name as it is looked for: letters and digits only."""
        return folded(self.name)


def folded(text: str) -> str:
    """Letters and digits of a text in lower case."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


class Reading(NamedTuple):
    """What names and licenses are held against: own name parts, hub models, license texts by path."""

    wanted: frozenset[str]
    hosted: frozenset[str]
    texts: Mapping[str, str]


def read_model_licenses(document: Document, reading: Reading) -> tuple[ModelLicense, ...]:
    """The models with a license of their own, empty unless open and restricted ones stand side by side."""
    found: dict[str, ModelLicense] = {}
    unclear = set()
    for one in _all(document, reading):
        other = found.setdefault(one.key, one)
        if other.open != one.open:
            unclear.add(one.key)
        if len(found) >= MOST:
            break
    for key, one in found.items():
        # "Kestrel is under X" and "Kestrel-2B is under Y": which of them the short name means cannot be told.
        if any(key in longer and one.open != other.open for longer, other in found.items()):
            unclear.add(key)
    kept = tuple(one for key, one in found.items() if key not in unclear)
    return kept if {one.open for one in kept} == {True, False} else ()


def _all(document: Document, reading: Reading) -> Iterator[ModelLicense]:
    column: int | None = None
    in_table = False
    listed = ""
    aside = _rows_aside(document, reading.wanted)
    for block in document.blocks():
        first = block[0]
        if first.kind == "row":
            for line in block:
                if not in_table:
                    column, in_table = _license_column(line), True
                elif column is not None and line.number not in aside and not _RULE.match(line.text):
                    yield from _row(document.path, line, column, reading)
            continue
        in_table, column = False, None
        if first.kind == "heading":
            listed = ""
        elif first.kind == "item" and listed:
            yield from _item(document.path, first, listed)
        else:
            text = " ".join(line.text for line in block)
            listed = _only_license(text, reading) if text.rstrip().endswith((":", "：")) else ""
            yield from _stated(document.path, first, text, reading)


def _rows_aside(document: Document, wanted: frozenset[str]) -> set[int]:
    """Lines of rows in tables of licenses that are about the models of others, code or data."""
    found: set[int] = set()
    for table in runs(document):
        if isinstance(table, Table):
            whose = own_rows(table, wanted)
            others = [row for row, own in zip(table.rows, whose, strict=True) if any(whose) and not own]
            parted = [row for row in table.rows if set(parts_of(row.name)) & {"code", "data", "documents"}]
            found |= {row.line.number for row in (*others, *parted)}
    return found


def _item(path: str, line: Line, expression: str) -> Iterator[ModelLicense]:
    """What an item of a list under a license names first."""
    match = _NAME.match(plain(line.text).lstrip("-*+ `"))
    judged = is_open(expression)
    if match and judged is not None and re.search(r"\d|-|[a-z][A-Z]", match.group()):
        place = Evidence(path, line.number, plain(line.text)[:160])
        if len(folded(match.group())) >= _SHORTEST:
            yield ModelLicense(match.group(), expression, judged, place)


def _stated(path: str, line: Line, text: str, reading: Reading) -> Iterator[ModelLicense]:
    for sentence in _SENTENCE.split(text)[:40]:
        expression = _only_license(sentence, reading) if pattern("model_licenses", "speaks").search(sentence) else ""
        shown = plain(_LINK.sub("]", sentence))
        if not expression or pattern("model_licenses", "doubt").search(shown):
            continue
        said = pattern("cues", "weights").search(shown) or re.search(r"models?\b|模型", shown)
        if re.search(r"\bcode(?:base)?\b|\brepository\b|代码|仓库", shown) and not said:
            continue
        for raw, _ in license_names(shown):
            shown = " ".join(shown.rsplit(raw, 1))
        yield from _made(path, line, pattern("model_licenses", "made_from").split(shown)[0], expression, reading)


def _only_license(text: str, reading: Reading) -> str:
    """The one license that a text names, or whose file it links; empty where there are several or none."""
    linked = {
        reading.texts[one] for one in (match.lstrip("./") for match in _LINK.findall(text)) if one in reading.texts
    }
    named = {expression for _, expression in license_names(text)}
    found = linked if len(linked) == 1 else named
    return next(iter(found)) if len(found) == 1 else ""


def _license_column(line: Line) -> int | None:
    cells = _CELL.split(line.text)
    column = pattern("model_licenses", "column")
    return next((index for index, cell in enumerate(cells) if column.match(plain(cell).strip(_AROUND))), None)


def _row(path: str, line: Line, column: int, reading: Reading) -> Iterator[ModelLicense]:
    cells = _CELL.split(line.text)
    if column >= len(cells):
        return
    expression = _only_license(cells[column], reading)
    if not expression:
        names = license_names(cells[column], in_section=True)
        expression = names[0][1] if len(names) == 1 else ""
    first = next((cell for cell in cells if plain(cell)), "")
    if expression and len(plain(first)) <= _LONGEST_CELL:
        yield from _made(path, line, plain(first), expression, reading)


def _made(path: str, line: Line, text: str, expression: str, reading: Reading) -> Iterator[ModelLicense]:
    judged = is_open(expression)
    if judged is None:
        return
    for match in _NAME.finditer(text):
        if _is_own(match.group(), reading):
            yield ModelLicense(match.group(), expression, judged, Evidence(path, line.number, plain(line.text)[:160]))


def _is_own(name: str, reading: Reading) -> bool:
    key = folded(name)
    if len(key) < _SHORTEST or not _TELLING.search(name) or pattern("model_licenses", "license_word").match(name):
        return False
    if name.lower() in words("names", "generic"):
        return False
    hosted = not _WORD.match(name) and any(key in one for one in reading.hosted)
    return hosted or alike(name, reading.wanted)


def models_named(text: str, licenses: Sequence[ModelLicense]) -> tuple[ModelLicense, ...]:
    """The models with a license of their own that a text names; a longer name hides the shorter ones in it."""
    left = folded(text)
    found = []
    for one in sorted(licenses, key=lambda item: (-len(item.key), item.key)):
        if one.key in left:
            found.append(one)
            left = left.replace(one.key, "\n")
    return tuple(found)
