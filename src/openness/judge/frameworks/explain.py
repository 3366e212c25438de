"""The page that `openness explain` prints for a framework, from its data file."""

from __future__ import annotations

import textwrap
from typing import Any

from openness.manifest.mof import component_ids

_WIDTH = 100
_LISTS = {
    "waived": "Waived by the exemption",
    "due": "Due all the same",
    "due_systemic": "Due of models with systemic risk",
    "information": "For information",
}


def page(data: dict[str, Any]) -> str:
    """The whole page, wrapped, ending in a newline."""
    blocks = [
        f"{data['name']} {data['version']} ({data['date']})",
        _wrap(str(data["summary"])),
        *_elements(data),
        *_components(data),
        _list("How it is decided", data["conditions"]),
    ]
    if "undecidable" in data:
        blocks.append(_wrap(f"Undecidable when: {data['undecidable']}"))
    if "differences" in data:
        blocks.append(_list("Where tool and paper differ, and this tool from both", data["differences"]))
    for key, title in _LISTS.items():
        if key in data:
            blocks.append(_list(title, data[key]))
    if "notice" in data:
        blocks.append(str(data["notice"]))
    credit = [str(data["credit"])] if "credit" in data else []
    blocks.append(_list(f"Sources (read {data['read']})", [*data["sources"], *credit]))
    return "\n\n".join(blocks) + "\n"


def _elements(data: dict[str, Any]) -> list[str]:
    elements: dict[str, str] = data.get("elements", {})
    return [_list("Asks for", [f"{name}: {text}" for name, text in elements.items()])] if elements else []


def _components(data: dict[str, Any]) -> list[str]:
    if "classes" in data:
        return [
            _list(
                str(row["label"]),
                [f"{name} ({component_ids()[name]})" for name in row["required"]]
                + [f"{name} ({component_ids()[name]}), optional" for name in row["optional"]],
            )
            for row in data["classes"].values()
        ]
    if "dimensions" in data:
        rows = [f"{row['what']} ({row['id']}): {_sources(row)}" for row in data["dimensions"]]
        return [_list("Dimensions and the components they are read from", rows)]
    return []


def _sources(row: dict[str, Any]) -> str:
    components = [name.replace("|", " or ") for name in row["components"]]
    if row["id"] == "licenses":
        return "the licenses of everything released"
    return ", ".join(components) if components else "no file shows it"


def _list(title: str, items: list[str]) -> str:
    return "\n".join([f"{title}:", *(_wrap(item, "  - ", "    ") for item in items)])


def _wrap(text: str, first: str = "", rest: str = "") -> str:
    return textwrap.fill(
        text, _WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
