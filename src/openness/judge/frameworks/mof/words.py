"""A verdict of the Model Openness Framework as a person reads it."""

from __future__ import annotations

from typing import Any

_CLASSES = {0: "no class", 1: "class I", 2: "class II", 3: "class III"}
_LISTS = {
    "missing": "missing",
    "invalid": "invalid (under a license that is not open)",
    "unlicensed": "unlicensed",
    "incomplete": "incomplete (partial or described, which does not count)",
    "undecided": "undecided (not known, or under a license that is not identified)",
    "conditional": "conditional (counts, under a license made for another kind of content)",
    "unknown": "unknown to the framework (counts for nothing)",
}


def summary(mof: dict[str, Any]) -> str:
    """The class, and how far the next one is."""
    aim = max(mof["class"] - 1, 1) if mof["class"] else 3
    progress = "" if mof["class"] == 1 else f", {mof['progress'][str(aim)]:.0f} % of {_CLASSES[aim]}"
    return _CLASSES[mof["class"]] + progress


def reasoning(mof: dict[str, Any]) -> list[str]:
    """What is missing and what does not count, and where the strict reading of the paper differs."""
    lines = [f"{words}: {', '.join(mof[key])}" for key, words in _LISTS.items() if mof.get(key)]
    if strict := mof.get("strict"):
        lines.append(f"strict reading of the paper: {_CLASSES[strict['class']]}")
        lines.extend(f"strict, {_CLASSES[one['class']]}: {one['component']} {one['why']}" for one in strict["reasons"])
    return lines
