"""Plain words that several rules share: licenses, restrictions, places."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from openness.licenses import catalog
from openness.package_data import package_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.model import Restriction


@cache
def _words() -> dict[str, dict[str, Any]]:
    words: dict[str, dict[str, Any]] = package_json("data", "rules", "restrictions.json")["words"]
    return words


def license_name(expression: str | None) -> str:
    """The license's name for a sentence: the catalog's name, the expression itself, or "no license"."""
    if expression is None:
        return "no license"
    entry = catalog.lookup(expression)
    if entry is None or not expression.startswith("LicenseRef-"):
        return expression
    name = without_article(entry.name)
    family, _, unsaid = name.rpartition(", ")
    if unsaid.endswith(" not said"):
        return f"a version of the {family}" if unsaid.startswith("version") else f"a {family}"
    return f"the {_quiet(name)}"


_LOUD = r"\b(?:LICENSE|AGREEMENT|COMMUNITY|RESEARCH|SOURCE CODE|TERMS)\b"


def _quiet(name: str) -> str:
    """A name, or the common words of one, without capitals that only shout; short words in capitals may be initials."""
    loud = r"[A-Z]{5,}|\b(?:USE|NON)\b" if name.isupper() else _LOUD
    return re.sub(loud, lambda word: word.group().title(), name).replace(" OF ", " of ")


def without_article(name: str) -> str:
    """A license's name without the article that it begins with, in any case."""
    return name[4:] if name[:4].lower() == "the " else name


def restriction_phrases(restrictions: Iterable[Restriction], most: int = 3) -> list[str]:
    """The strongest kinds of restriction in plain words, each with its section, strongest first."""
    words = _words()
    strongest: dict[str, Restriction] = {}
    for one in restrictions:
        if words.get(one.kind, {}).get("weight", 0) > 0:
            strongest.setdefault(one.kind, one)
    ordered = sorted(strongest.values(), key=lambda one: -words[one.kind]["weight"])[:most]
    return [_phrase(one, words[one.kind]) for one in ordered]


def _phrase(restriction: Restriction, words: dict[str, Any]) -> str:
    value = restriction.value
    text = words["plain"]
    if value is not None and "valued" in words:
        text = words["valued"].format(value=f"{value:,}" if isinstance(value, int) else value)
    section = (restriction.section or "").removeprefix("Section ").removeprefix("section ")
    if section.count(")") > section.count("("):
        section = section.removesuffix(")")
    return f"{text} (section {section})" if section else text


def listed(parts: Iterable[str]) -> str:
    """The parts as an English list: "a", "a and b", "a, b and c"."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"
