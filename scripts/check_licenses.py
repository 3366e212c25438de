"""Check the license catalog against the texts that it cites.

    python scripts/check_licenses.py --texts DIR

DIR holds the texts of model licenses as `scripts/build_licenses.py` reads them. For every text at hand: its digest is
the recorded one, every cited restriction is found again at its place, the text is identified as itself, and its title
and version are the recorded ones. Prints one line for each disagreement; exit code 1 when there is one.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from openness.licenses import catalog
from openness.licenses.data import load_json
from openness.licenses.identify import identify
from openness.licenses.tokens import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator


def main() -> int:
    """0 when the catalog and the texts agree, 1 otherwise."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--texts", type=Path, required=True)
    folder = parser.parse_args().texts
    recorded = {row["id"]: row.get("sha256") for row in json.loads((folder / "sources.json").read_text("utf-8"))}
    checked, cited, problems = 0, 0, []
    for path in sorted(folder.glob("*.txt")):
        identifier = path.stem.partition("~")[0]
        checked += 1
        if recorded.get(path.stem) not in (None, hashlib.sha256(path.read_bytes()).hexdigest()):
            problems.append(f"{path.name}: the digest is not the one in sources.json")
        text = path.read_text(encoding="utf-8", errors="replace")
        problems += list(_identity(path.stem, identifier, text))
        if path.stem == identifier:
            cited += sum(1 for marks in catalog.marks(identifier) if marks)
            problems += list(_citations(identifier, text))
    for problem in problems:
        print(problem)
    known = sum(1 for _ in catalog.all_entries())
    print(f"{checked} texts, {cited} citations, {known} licenses, {len(problems)} problems")
    return 1 if problems else 0


def _identity(name: str, identifier: str, text: str) -> Iterator[str]:
    entry = catalog.lookup(identifier)
    if entry is None:
        yield f"{name}: not in the catalog"
        return
    found = {item.expression for item in identify(text, "LICENSE") if item.match in ("exact", "modified")}
    if entry.id not in found:
        yield f"{name}: identified as {sorted(str(item) for item in found) or 'nothing'}"
    if entry.title is not None and name == identifier:
        words = set(read_words(text[:20_000]).words)
        missing = [word for word in read_words(entry.title.partition(" / ")[0]).words if word not in words]
        if missing:
            yield f"{name}: the title's words {missing} are not in the text"


def _citations(identifier: str, text: str) -> Iterator[str]:
    grams = set(read_words(text).grams)
    kinds = load_json("taxonomy.json")["kinds"]
    entry = catalog.lookup(identifier)
    assert entry is not None
    for item, marks in zip(entry.restrictions, catalog.marks(identifier), strict=True):
        if item.kind not in kinds:
            yield f"{identifier}: '{item.kind}' is not a kind of the taxonomy"
        if marks and not any(mark in grams for mark in marks):
            yield f"{identifier}: {item.kind}, section {item.section}: its words are not in the text"


if __name__ == "__main__":
    sys.exit(main())
