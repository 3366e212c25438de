"""The organization's report as Markdown, for job summaries and issues."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.org.figures import changes, headline, left_out, offenders, reservations, unknown
from openness.org.rows import license_of
from openness.org.sarif import place
from openness.report.gfm import code, inert

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Json = dict[str, Any]

MOST_ROWS = 100
_MOST_UNKNOWN = 30
_MOST_CHANGES = 40


def render(document: Json) -> str:
    """Figures, the worst repositories, the rules that found something, what changed and what is not known."""
    blocks = [
        *_head(document),
        *_worst(document),
        *_rules(document),
        *_levels(document),
        *_change(document),
        *_unknown(document),
    ]
    return "\n\n".join(blocks) + "\n"


def _head(document: Json) -> Iterator[str]:
    organization = document["organization"]
    yield f"## Openness of {inert(organization['name'] or organization['login'])}"
    said = list(reservations(document))
    if said:
        yield "> [!WARNING]\n" + "\n".join(f"> {inert(one)}" for one in said)
    yield inert(headline(document)) + (f"\n{inert(left_out(document))}" if left_out(document) else "")


def _worst(document: Json) -> Iterator[str]:
    rows = offenders(document)
    if not rows:
        yield "No repository has an error or a warning."
        return
    header = ("Repository", "Level", "License of the weights", "Errors", "Warnings", "First finding")
    lines = [
        (
            f"[{inert(row['name'])}]({row['url']})" if row["url"] else inert(row["name"]),
            row["level"]["observed"] or "unknown",
            code(license_of(row) or "", in_table=True) if license_of(row) else "not found",
            str(row["counts"]["error"]),
            str(row["counts"]["warning"]),
            _first(row),
        )
        for row in rows[:MOST_ROWS]
    ]
    yield "### Look at these first\n\n" + _table(header, lines)
    if len(rows) > MOST_ROWS:
        yield f"{len(rows) - MOST_ROWS} more are in the JSON and CSV reports."


def _first(row: Json) -> str:
    for one in row["findings"]:
        if one["suppressed"] is None:
            where = f"[{one['rule']}]({place(row, one['path'], one['line'])})" if row["url"] else one["rule"]
            return f"{where} {inert(_short(one['message']))}"
    return ""


def _short(text: str, most: int = 160) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _rules(document: Json) -> Iterator[str]:
    found = document["summary"]["rules"]
    if found:
        lines = [
            (one["rule"], one["name"], one["severity"], str(one["findings"]), str(one["repositories"])) for one in found
        ]
        yield "### Findings by rule\n\n" + _table(("Rule", "Name", "Severity", "Findings", "Repositories"), lines)


def _levels(document: Json) -> Iterator[str]:
    summary = document["summary"]
    if not summary["models"]:
        return
    yield "### Models by level\n\n" + _table(
        ("Level", "Repositories"), [(name, str(number)) for name, number in summary["levels"].items() if number]
    )
    yield "### Models by the license of their weights\n\n" + _table(
        ("License", "Repositories"),
        [(code(one["license"], in_table=True), str(one["repositories"])) for one in summary["licenses"][:20]],
    )


def _change(document: Json) -> Iterator[str]:
    said = changes(document)
    if said:
        more = [f"{len(said) - _MOST_CHANGES} more are in the JSON report"] if len(said) > _MOST_CHANGES else []
        yield "### Change\n\n" + "\n".join(f"- {inert(one)}" for one in [*said[:_MOST_CHANGES], *more])


def _unknown(document: Json) -> Iterator[str]:
    rows = unknown(document)
    if rows:
        listed = [f"- {inert(row['name'])}: {inert(_short(row['why'] or ''))}" for row in rows[:_MOST_UNKNOWN]]
        more = [f"- {len(rows) - _MOST_UNKNOWN} more"] if len(rows) > _MOST_UNKNOWN else []
        yield "### Not known\n\n" + "\n".join([*listed, *more])


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
