"""Whose license is meant: tables with a column of licenses, the project by its name, headings about others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.document import plain
from openness.evidence.lexicon import pattern
from openness.evidence.names import alike
from openness.licenses.names import read_name
from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openness.evidence.document import Document, Line

_NAME = compiled(r"[A-Za-z][\w.+-]{2,40}")
_CELL = compiled(r"(?<!\\)\|")
_RULE = compiled(r"^[\s|:\-]+$")
_ADDRESS = compiled(r"\]\([^)\s]{0,300}\)|https?://[^\s)|]{1,300}")
_HUB = compiled(r"(?:huggingface\.co|hf\.co|modelscope\.cn/models)/([\w.-]{1,80}/[\w.-]{1,80})")
_AROUND = " .:*#>|⚖️📄📜📃🔑"
_MOST_ROWS = 60
_MOST_NAMES = 30
_LONGEST = 60


class Row(NamedTuple):
    """A row of a table: what it is about (its first cell with words) and its cell of licenses."""

    line: Line
    name: str
    license: str


class Table(NamedTuple):
    """Rows below a heading row that names a column of licenses.

    `of_models`, `of_data`, `of_libraries` say what the rows are by it: models, data sets, libraries that are used.
    """

    rows: tuple[Row, ...]
    of_models: bool
    of_data: bool
    of_libraries: bool


def runs(document: Document) -> Iterator[Table | list[tuple[Line, ...]]]:
    """The blocks of a document; the items of a list together, and the rows of a table with a column of licenses."""
    held: list[tuple[Line, ...]] = []
    for block in document.blocks():
        first = block[0]
        if held and (first.kind not in ("row", "item") or not _same_run(held[-1][0], first)):
            yield from _read_run(held)
            held = []
        held.append(block)
    yield from _read_run(held)


def _same_run(before: Line, line: Line) -> bool:
    return before.kind == line.kind and before.sections == line.sections


def _read_run(held: list[tuple[Line, ...]]) -> Iterator[Table | list[tuple[Line, ...]]]:
    if not held or held[0][0].kind != "row":
        yield from [held] if held else []
        return
    table = read_table([line for row in held for line in row]) if len(held) > 1 else None
    if table is None:
        yield from ([row] for row in held)
    else:
        yield table


def read_table(lines: Sequence[Line]) -> Table | None:
    """The table with its column of licenses; None where it has none."""
    cells = [plain(cell).strip(_AROUND) for cell in _CELL.split(lines[0].text)]
    column = next((at for at, cell in enumerate(cells) if pattern("model_licenses", "column").match(cell)), None)
    if column is None:
        column = _untitled(cells, lines)
    if column is None or pattern("license_parts", "compares").search(lines[0].text):
        return None
    rows = []
    for line in lines[1 : _MOST_ROWS + 1]:
        held = _CELL.split(line.text)
        if column < len(held) and not _RULE.match(line.text):
            name = next((cell for at, cell in enumerate(held) if at != column and plain(cell).strip(_AROUND)), "")
            rows.append(Row(line, name, held[column]))
    title = next((cell for cell in cells if cell), "")
    columns = ("model_column", "data_column", "library_column")
    return (
        Table(tuple(rows), *(pattern("license_parts", key).match(title) is not None for key in columns))
        if rows
        else None
    )


def _untitled(titles: Sequence[str], lines: Sequence[Line]) -> int | None:
    """A column without a title in which every cell is the name of a license."""
    for at, title in enumerate(titles):
        rows = [_CELL.split(line.text) for line in lines[1:_MOST_ROWS] if not _RULE.match(line.text)]
        if title or not 0 < at < len(titles) - (not titles[-1]):
            continue
        held = [plain(row[at]).strip(_AROUND) for row in rows if at < len(row)]
        if len(held) > 1 and all(2 < len(cell) <= _LONGEST and read_name(cell) for cell in held):
            return at
    return None


def own_rows(table: Table, wanted: frozenset[str]) -> list[bool]:
    """For each row whether it is about this project: by its name, by "ours", or by the hub page that it links.

    Where a row says "ours", names that share but a part with the project's are those of others.
    """
    ours = [pattern("license_parts", "ours").search(row.name) is not None for row in table.rows]
    if any(ours):
        return [
            said or all(token in row.name.lower() for token in wanted)
            for row, said in zip(table.rows, ours, strict=True)
        ]
    named = [
        "/datasets/" not in row.line.text
        and (names_own(row.name, wanted) or any(alike(match[1], wanted) for match in _HUB.finditer(row.line.text)))
        for row in table.rows
    ]
    hubs = [{match[1].partition("/")[0] for match in _HUB.finditer(row.line.text)} for row in table.rows]
    accounts = {account for own, held in zip(named, hubs, strict=True) if own for account in held}
    return [own or bool(accounts & held) for own, held in zip(named, hubs, strict=True)]


def names_own(text: str, wanted: frozenset[str]) -> bool:
    """Whether words of a text, addresses left out, are the project's name."""
    shown = _ADDRESS.sub(" ", text)
    names = (match.group() for _, match in zip(range(_MOST_NAMES), _NAME.finditer(shown), strict=False))
    return any(alike(name, wanted) for name in names if not name.islower())


def is_subject(text: str, wanted: frozenset[str]) -> bool:
    """Whether the project's name stands before a verb: "out of respect for the authors, Kestrel comes under …"."""
    shown = plain(_ADDRESS.sub(" ", text))
    does = pattern("license_parts", "does")
    return any(
        does.match(shown, match.end()) and not match.group().islower() and alike(match.group(), wanted)
        for _, match in zip(range(_MOST_NAMES), _NAME.finditer(shown), strict=False)
    )


def about_others(heading: str) -> bool:
    """Whether a heading announces a comparison, related work or thanks."""
    return pattern("license_parts", "about_others").search(heading) is not None
