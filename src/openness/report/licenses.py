"""What `openness license` found, for a person at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.report.escape import printable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.model import Difference, LicenseText, Restriction
    from openness.report.style import Style

_MATCH_WORDS = {
    "exact": "the text of",
    "modified": "MODIFIED text of",
    "reference": "names, does not contain,",
    "partial": "part of the text of",
    "unknown": "not a license text that is known",
}
_MOST_DIFFERENCES = 12
_MOST_RESTRICTIONS = 20


def render(found: Iterable[tuple[str, tuple[LicenseText, ...]]], style: Style) -> str:
    """One block for each file."""
    return "\n".join(_file(path, texts, style) for path, texts in found)


def _file(path: str, texts: tuple[LicenseText, ...], style: Style) -> str:
    if not texts:
        return f"{style('bold', printable(path))}: no license text\n"
    return style("bold", printable(path)) + "\n" + "".join(_text(one, style) for one in texts)


def _text(one: LicenseText, style: Style) -> str:
    name = one.expression or "unknown"
    role = "warning" if one.match in ("modified", "unknown", "partial") else "bold"
    lines = [f"  {style(role, name)}  {_title(one)}".rstrip(), f"    {_match(one)}", f"    {_open(one)}"]
    lines.extend(f"    {_restriction(restriction)}" for restriction in one.restrictions[:_MOST_RESTRICTIONS])
    if len(one.restrictions) > _MOST_RESTRICTIONS:
        lines.append(f"    and {len(one.restrictions) - _MOST_RESTRICTIONS} more restrictions")
    if one.match == "modified":
        lines.append("    how it differs:")
        lines.extend(f"      {_difference(difference)}" for difference in one.differences[:_MOST_DIFFERENCES])
        if len(one.differences) > _MOST_DIFFERENCES:
            lines.append(f"      and {len(one.differences) - _MOST_DIFFERENCES} more differences")
    return "\n".join(lines) + "\n"


def _title(one: LicenseText) -> str:
    title = printable(one.title) if one.title and one.title != one.expression else ""
    return f"{title} (version unsure)" if one.version_unsure else title


def _match(one: LicenseText) -> str:
    words = _MATCH_WORDS[one.match]
    place = f"lines {one.line} to {one.end_line}" if one.end_line != one.line else f"line {one.line}"
    if one.match in ("exact", "modified", "partial"):
        return f"{words} this license ({place}, {one.score:.0%} alike)"
    return f"{words} ({place})" if one.match == "unknown" else f"{words} this license ({place})"


def _open(one: LicenseText) -> str:
    if one.open is None:
        return "open: cannot be told"
    if not one.open:
        return "open: no"
    return "open: yes, OSI-approved" if one.osi_approved else "open: yes"


def _restriction(restriction: Restriction) -> str:
    value = restriction.value
    shown = "" if value is None else f" ({value:,})" if isinstance(value, int) else f" ({printable(value)})"
    section = f", section {printable(restriction.section)}" if restriction.section else ""
    line = f", line {restriction.line}" if restriction.line else ""
    return f"{restriction.kind}{shown}{section}{line}"


def _difference(difference: Difference) -> str:
    text = printable(" ".join(difference.text.split()))
    shown = text if len(text) <= 160 else text[:159] + "…"
    mark = {"added": "+", "removed": "-", "replaced": "~"}[difference.change]
    return f"{difference.line:>5} {mark} {shown}" + ("  [binding]" if difference.binding else "")
