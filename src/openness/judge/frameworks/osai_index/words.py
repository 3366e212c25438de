"""Ratings after the European Open Source AI Index as a person reads them."""

from __future__ import annotations

from typing import Any

from openness.package_data import package_json


def summary(found: dict[str, Any]) -> str:
    """The score that follows from the facts, and how many dimensions take a reader."""
    unrated = len(found["unrated"])
    rest = f", {unrated} dimension{'' if unrated == 1 else 's'} not rated" if unrated else ""
    return f"at least {found['score_at_least']:g} of {found['score_maximum']:g}{rest}"


def reasoning(found: dict[str, Any]) -> list[str]:
    """Each dimension with its rating."""
    table = package_json("judge", "frameworks", "osai_index", "framework.json")
    names = {row["id"]: row["what"] for row in table["dimensions"]}
    return [
        f"{names.get(one['element'], one['element'])}: {one['state'] or 'not rated'}, {one['why']}"
        for one in found["reasons"]
    ]
