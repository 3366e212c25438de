"""The organization's report for a terminal: the figures and the worst repositories."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.org.figures import changes, counted, headline, left_out, offenders, reservations
from openness.org.rows import license_of
from openness.report.escape import display_width, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

Json = dict[str, Any]

_MOST_ROWS = 20
_MOST_CHANGES = 20


def render(document: Json) -> str:
    """A screen full, whatever the number of repositories."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Json) -> Iterator[str]:
    organization = document["organization"]
    yield printable(f"{organization['login']} on {organization['host']}, {document['scanned_at'][:10]}")
    yield headline(document)
    if left_out(document):
        yield left_out(document)
    yield from (f"! {printable(one)}" for one in reservations(document))
    yield from _levels(document)
    yield from _worst(document)
    said = changes(document)
    if said:
        yield ""
        yield from (printable(one) for one in said[:_MOST_CHANGES])
        if len(said) > _MOST_CHANGES:
            yield f"… and {len(said) - _MOST_CHANGES} more"
    yield from _usage(document)


def _levels(document: Json) -> Iterator[str]:
    shown = {name: number for name, number in document["summary"]["levels"].items() if number}
    if shown:
        yield ""
        width = max(len(name) for name in shown)
        most = max(shown.values())
        for name, number in shown.items():
            yield f"  {name.ljust(width)}  {number:>6}  {'█' * max(1, round(30 * number / most))}"


def _worst(document: Json) -> Iterator[str]:
    rows = offenders(document)
    if not rows:
        return
    yield ""
    cells = [
        (
            printable(row["name"]),
            row["level"]["observed"] or "-",
            printable(license_of(row) or "-"),
            f"{counted(row['counts']['error'], 'error')}, {counted(row['counts']['warning'], 'warning')}",
        )
        for row in rows[:_MOST_ROWS]
    ]
    widths = [max(display_width(cell[column]) for cell in cells) for column in range(3)]
    for cell in cells:
        padded = [cell[column] + " " * (widths[column] - display_width(cell[column])) for column in range(3)]
        yield f"  {'  '.join(padded)}  {cell[3]}"
    if len(rows) > _MOST_ROWS:
        yield f"  … and {len(rows) - _MOST_ROWS} more (--format csv lists all)"


def _usage(document: Json) -> Iterator[str]:
    used: dict[str, float] = {}
    for one in document["parts"]:
        for name, number in one["usage"].items():
            used[name] = used.get(name, 0) + number
    if used:
        yield ""
        said = [f"{number:,.0f} {printable(name)}" for name, number in used.items() if number]
        yield f"({', '.join(said)})"
