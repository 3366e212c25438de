"""Tables of models with a column of training data: for which of them nothing stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.document import plain
from openness.evidence.lexicon import pattern
from openness.evidence.tables import tables_of
from openness.model import Evidence

if TYPE_CHECKING:
    from openness.evidence.document import Document

_LIMIT = 4
_LINK = "http"


def models_without_data(document: Document) -> tuple[Evidence, ...]:
    """Rows with a link to a model and an empty cell for its data, in a table where others have theirs linked.

    Data of some of several models are a part of what was released; at most four rows.
    """
    found: list[Evidence] = []
    for lines in tables_of(document):
        head, *rows = [line.text.strip().strip("|").split("|") for line in lines]
        titled = (index for index, cell in enumerate(head) if pattern("disclosure", "data_column").match(plain(cell)))
        column = next(titled, None)
        if column is None or not any(_LINK in cells[column] for cells in rows if column < len(cells)):
            continue
        for line, cells in zip(lines[1:], rows, strict=True):
            if column >= len(cells) or _LINK not in "".join(cells[:column] + cells[column + 1 :]):
                continue
            if pattern("disclosure", "empty_cell").fullmatch(plain(cells[column])):
                found.append(Evidence(document.path, line.number, plain(line.text)[:160]))
    return tuple(found[:_LIMIT])
