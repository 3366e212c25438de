"""The tables of a document, in Markdown or HTML, as runs of lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.evidence.document import Document, Line

_TAGS = ("<t", "</t")


def tables_of(document: Document) -> Iterator[tuple[Line, ...]]:
    """The lines of each table, its head first."""
    run: list[Line] = []
    for line in document.lines:
        inside = line.kind == "row" or (run and line.text.lstrip().startswith(_TAGS))
        if run and (not inside or line.text.lstrip().startswith("<table")):
            yield tuple(run)
            run = []
        if inside:
            run.append(line)
    if run:
        yield tuple(run)
