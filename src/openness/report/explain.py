"""Explanations: a rule, a license, a level, a component, a framework, or a list of them, as text."""

from __future__ import annotations

import difflib
import textwrap
from functools import cache
from typing import TYPE_CHECKING, Any

from openness.judge.frameworks import explain as explain_framework
from openness.judge.frameworks import names as framework_names
from openness.judge.frameworks.shown import data_files
from openness.licenses import catalog, names
from openness.package_data import package_json
from openness.report.style import Style
from openness.rules import all_rules
from openness.vocabulary import COMPONENTS, LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.licenses.catalog import LicenseEntry

LISTS = ("rules", "levels", "components", "frameworks")
_WIDTH = 100


def explain(name: str, style: Style | None = None) -> str | None:
    """The explanation of a name, or None when nothing is known by it."""
    style = style or Style()
    wanted = name.strip()
    folded = wanted.casefold()
    if folded in LISTS:
        return _list(folded, style)
    for rule in all_rules():
        if folded in (rule.id.casefold(), rule.name):
            return _page(f"{rule.id} {rule.name}", rule.documentation, style)
    if folded in LEVELS:
        return _level(folded, style)
    if folded in COMPONENTS:
        return _component(folded, style)
    if folded in framework_names():
        return explain_framework(folded)
    entry = catalog.lookup(wanted) or catalog.lookup(names.read_name(wanted) or "")
    return _license(entry, style) if entry else None


def suggestion(name: str) -> str | None:
    """The known name that comes nearest, or None."""
    rules = [word for rule in all_rules() for word in (rule.id, rule.name)]
    known = [*LISTS, *rules, *LEVELS, *COMPONENTS, *framework_names(), *(entry.id for entry in catalog.all_entries())]
    folded = {word.casefold(): word for word in known}
    close = difflib.get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.6)
    return folded[close[0]] if close else None


@cache
def _table(name: str) -> dict[str, Any]:
    return package_json("data", "vocabulary", f"{name}.json")


def _page(title: str, body: str, style: Style) -> str:
    blocks = [style("bold", title)]
    blocks.extend(_wrap(" ".join(block.split())) for block in body.strip().split("\n\n"))
    return "\n\n".join(blocks) + "\n"


def _wrap(text: str, indent: str = "", more: str | None = None) -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if more is None else more,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _list(name: str, style: Style) -> str:
    if name == "rules":
        rows: Iterable[tuple[str, str]] = (
            (f"{rule.id}  {rule.severity:<7}  {rule.name}", rule.summary) for rule in all_rules()
        )
    elif name == "levels":
        rows = ((level, _table("levels")["levels"][level]["what"]) for level in LEVELS)
    elif name == "components":
        rows = ((component, _table("components")["components"][component]["what"]) for component in COMPONENTS)
    else:
        rows = ((str(one["id"]), str(one["name"])) for one in data_files().values())
    listed = list(rows)
    width = max(len(head) for head, _ in listed)
    return (
        "\n".join(
            (style("bold", head) + _wrap(text, " " * (width - len(head) + 2), " " * (width + 2))).rstrip()
            for head, text in listed
        )
        + "\n"
    )


def _level(name: str, style: Style) -> str:
    table = _table("levels")
    level = table["levels"][name]
    body = "\n\n".join(
        (level["what"], f"Needs: {level['needs']}", f"Say: {level['say']}", f"Sources: {table['source']}")
    )
    return _page(name, body, style)


def _component(name: str, style: Style) -> str:
    table = _table("components")
    component = table["components"][name]
    mof = component["mof"] or "no component of its own"
    body = f"{component['what']}\n\nModel Openness Framework: {mof}.\n\nSources: {table['source']}"
    return _page(name, body, style)


def _license(entry: LicenseEntry, style: Style) -> str:
    lines = [style("bold", entry.id) + f"  {entry.name}"]
    made = " · ".join(str(part) for part in (entry.kind, entry.steward, entry.year) if part)
    lines.append(f"  {made}")
    lines.append(f"  open: {_openness(entry)}")
    if entry.restrictions:
        lines.append("  restrictions:")
        lines.extend(f"    {one.kind}{_value(one.value)}{_section(one.section)}" for one in entry.restrictions)
    else:
        lines.append("  restrictions: none recorded")
    if entry.obligations:
        lines.append("  obligations:")
        lines.extend(f"    {one.kind}{_value(one.value)}{_section(one.section)}" for one in entry.obligations)
    if entry.hf_ids:
        lines.append(f"  Hugging Face: {', '.join(entry.hf_ids)}")
    if entry.url:
        lines.append(f"  {entry.url}")
    lines.append(style("dim", f"  source: {entry.source}, {entry.date}; not legal advice"))
    return "\n".join(lines) + "\n"


def _openness(entry: LicenseEntry) -> str:
    if entry.open is None:
        return "cannot be told"
    words = "yes" if entry.open else "no"
    return f"{words} ({entry.open_by})" if entry.open_by else words


def _value(value: int | str | None) -> str:
    return "" if value is None else f" ({value:,})" if isinstance(value, int) else f" ({value})"


def _section(section: str | None) -> str:
    return f", section {section}" if section else ""
