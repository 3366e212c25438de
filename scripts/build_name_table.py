#!/usr/bin/env python3
"""Write `data/licenses/name-table.json`: every license name that is read, by its words, with what it stands for.

It is made from the catalog, the SPDX list and `names.json`, and kept as a file because making it takes longer than a
whole check may. Run it after a change of any of them; a test says when it is out of date.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openness.licenses import catalog
from openness.licenses.data import load_json
from openness.licenses.expression import replacement
from openness.licenses.names import key

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLE = Path(__file__).resolve().parent.parent / "src" / "openness" / "data" / "licenses" / "name-table.json"


def name_table() -> dict[str, str]:
    """SPDX expression by the words of the name, joined by spaces."""
    data = load_json("names.json")
    table: dict[tuple[str, ...], str] = {}
    for identifier, (full_name, flags) in catalog.spdx_licenses().items():
        meant = replacement(identifier) or identifier
        table.setdefault(key(identifier), meant)
        if "d" not in flags:
            table.setdefault(key(full_name), meant)
    for entry in catalog.model_entries():
        for name in (entry.id.removeprefix("LicenseRef-"), entry.name, entry.title, *entry.hf_ids):
            if name and entry.id.startswith("LicenseRef-"):
                table.setdefault(key(name), entry.id)
    table.update(_gnu_names(data))
    for expression, names in data["names"].items():
        for name in names:
            table[key(name)] = expression
    for name in data["unclear"]:
        table.pop(key(name), None)
    table.pop((), None)
    return {" ".join(words): expression for words, expression in table.items()}


def _gnu_names(data: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    for prefix, names in data["gnu"].items():
        for version in data["gnu_versions"][prefix]:
            for name in names:
                yield key(f"{name} {version}"), f"{prefix}-{version}-only"
                yield key(f"{name} {version} only"), f"{prefix}-{version}-only"
                for later in data["later"]:
                    yield key(f"{name} {version} {later}"), f"{prefix}-{version}-or-later"


def text() -> str:
    """The file's content."""
    body = {"source": "scripts/build_name_table.py, from catalog.json, spdx.json and names.json", "names": name_table()}
    return json.dumps(body, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    TABLE.write_text(text(), encoding="utf-8")
