#!/usr/bin/env python3
"""Write `docs/license-catalog.md`: every license of the catalog, whether it is open, and what it restricts.

usage: python scripts/build_license_page.py [--check]

With --check nothing is written; exit status 1 says that the page is out of date.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from openness.licenses.catalog import all_entries, model_entries

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.licenses.catalog import LicenseEntry

PAGE = Path(__file__).resolve().parent.parent / "docs" / "license-catalog.md"
_KINDS = {
    "model": "Model licenses",
    "policy": "Use policies",
    "software": "Software licenses",
    "content": "Content licenses",
    "data": "Data licenses",
}
_CONDITIONS = frozenset({"attribution-notice", "share-alike", "network-copyleft", "patent-retaliation", "other"})
"""Kinds that ordinary open licenses have, too: shown after those that limit uses and users."""

_HEAD = """# License catalog

Made from the catalog by `scripts/build_license_page.py`; {count} licenses with what is recorded of them. Beside these,
all {listed} licenses of the SPDX list are known by text and name.

`openness explain ID` shows sections, obligations and sources; `openness license FILE` names the license of a text.
*Open* is yes where the Open Source Initiative, the Free Software Foundation or the Open Definition say so, or where the
license is on the open list for models; no where the text restricts use or users; a question mark where nobody whose
word counts has said. “None recorded” does not mean none. This is not legal advice.
"""


def page() -> str:
    """The whole page."""
    entries = list(model_entries())
    lines = [_HEAD.format(count=len(entries), listed=sum(1 for _ in all_entries()) - len(entries))]
    for kind, title in _KINDS.items():
        chosen = sorted((entry for entry in entries if entry.kind == kind), key=lambda entry: entry.id.lower())
        if chosen:
            lines += [
                f"## {title}",
                "",
                "| id | name | open | limits | conditions |",
                "| --- | --- | --- | --- | --- |",
            ]
            lines += [_row(entry) for entry in chosen]
            lines.append("")
    missing = {entry.kind for entry in entries} - set(_KINDS)
    if missing:
        raise ValueError(f"kinds without a heading: {', '.join(sorted(missing))}")
    return "\n".join(lines)


def _row(entry: LicenseEntry) -> str:
    openness = {True: "yes", False: "no", None: "?"}[entry.open]
    kinds = dict.fromkeys(item.kind for item in entry.restrictions)
    limits = [kind for kind in kinds if kind not in _CONDITIONS]
    conditions = [kind for kind in kinds if kind in _CONDITIONS]
    name = _cell(entry.name) if entry.name != entry.id else ""
    return f"| `{entry.id}` | {name} | {openness} | {_said(limits, kinds)} | {', '.join(conditions)} |"


def _said(limits: list[str], kinds: Iterable[str]) -> str:
    return ", ".join(limits) or ("" if list(kinds) else "none recorded")


def _cell(text: str) -> str:
    """Text for a cell of a table: names come from other people's lists."""
    return re.sub(r"([\\|*_`<>\[\]])", r"\\\1", " ".join(text.split()))


def main() -> int:
    """Write the page, or compare it."""
    wanted = page()
    if "--check" in sys.argv[1:]:
        current = PAGE.read_text(encoding="utf-8") if PAGE.is_file() else ""
        if current != wanted:
            print(f"{PAGE.name} is out of date: run scripts/build_license_page.py", file=sys.stderr)
        return int(current != wanted)
    PAGE.write_text(wanted, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
