"""Tables of models with a column of training data: for which of them nothing stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.document import plain
from openness.evidence.lexicon import pattern
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
    without: list[Evidence] = []
    column, linked, block = None, False, -2
    for line in document.prose():
        if line.kind != "row" or "|" not in line.text:
            continue
        cells = line.text.strip().strip("|").split("|")
        if column is None or line.block > block + 1:
            found += without if linked else []
            without, linked = [], False
            titled = (i for i, cell in enumerate(cells) if pattern("disclosure", "data_column").match(plain(cell)))
            column = next(titled, None)
        elif column < len(cells):
            others = "".join(cells[:column] + cells[column + 1 :])
            linked = linked or _LINK in cells[column]
            if _LINK in others and pattern("disclosure", "empty_cell").fullmatch(plain(cells[column])):
                without.append(Evidence(document.path, line.number, plain(line.text)[:160]))
        block = line.block
    found += without if linked else []
    return tuple(found[:_LIMIT])
