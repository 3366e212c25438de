"""Reads the restrictions of license texts that nobody has seen before, in English and Chinese."""

from __future__ import annotations

import re
from functools import lru_cache

from openness.licenses.data import load_json
from openness.licenses.sections import sentences
from openness.model import Restriction
from openness.patterns import compiled
from openness.values import NamedTuple

MOST_FOUND = 200
_SCALES = {
    "thousand": 1_000, "k": 1_000, "million": 1_000_000, "m": 1_000_000, "billion": 1_000_000_000,
    "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000,
}  # fmt: skip
_NUMBER = compiled(r"(\d[\d,.]*)\s?(thousand|million|billion|[km]\b|百万|千万|万|亿)?")


class _Rule(NamedTuple):
    kind: str
    words: tuple[str, ...]
    find: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    value: bool
    barred: bool


def read_clauses(text: str, lines: tuple[int, int] | None = None) -> tuple[Restriction, ...]:
    """The restrictions that the text states (within `lines`, first and last), by line; each kind once a section.

    The words of a rule may stand in a definition or an aside, so an answer is evidence, not a judgment.
    """
    found: dict[tuple[str, object, str | None], Restriction] = {}
    definition, defined = _definition()
    for sentence in sentences(text):
        if lines is not None and not lines[0] <= sentence.line <= lines[1]:
            continue
        defines = definition.match(sentence.text) is not None
        for rule in _rules():
            if (defines and rule.kind not in defined) or (rule.barred and not sentence.barred):
                continue
            if not any(word in sentence.text for word in rule.words):
                continue
            match = next((hit for pattern in rule.find if (hit := pattern.search(sentence.text))), None)
            if match is None or any(pattern.search(sentence.text) for pattern in rule.unless):
                continue
            value = read_number(match["value"]) if rule.value else None
            if rule.value and not value:
                continue
            found.setdefault(
                (rule.kind, value, sentence.section), Restriction(rule.kind, value, sentence.section, sentence.line)
            )
        if len(found) >= MOST_FOUND:
            break
    return tuple(sorted(found.values(), key=lambda item: (item.line or 0, item.kind, str(item.value))))


def open_by_clauses(restrictions: tuple[Restriction, ...]) -> bool | None:
    """False when one of the restrictions keeps a license from being open, None (undecided) otherwise."""
    kinds = load_json("taxonomy.json")["kinds"]
    # A right to end the license stands in most texts; alone it is no proof of a restricted license.
    return False if any(kinds[item.kind]["restricts"] and item.kind != "revocable" for item in restrictions) else None


def read_number(text: str) -> int | None:
    """The number that "700 million", "1,000,000" or "100万" means; None when there is none."""
    match = _NUMBER.search(text.lower())
    if match is None:
        return None
    digits = match[1].rstrip(".,")
    if match[2]:
        digits = digits.replace(",", "")
        amount = float(digits) if digits.count(".") <= 1 else 0.0
        return int(amount * _SCALES[match[2]])
    digits = re.sub(r"[,.](?=\d{3}(?:\D|$))", "", digits)
    return int(float(digits)) if digits.replace(".", "", 1).isdigit() else None


@lru_cache(maxsize=1)
def _definition() -> tuple[re.Pattern[str], frozenset[str]]:
    data = load_json("clauses.json")
    return compiled(data["definition"]), frozenset(data["read_in_definitions"])


@lru_cache(maxsize=1)
def _rules() -> tuple[_Rule, ...]:
    return tuple(
        _Rule(
            row["kind"],
            tuple(row["any"]),
            tuple(compiled(pattern) for pattern in row["find"]),
            tuple(compiled(pattern) for pattern in row.get("unless", ())),
            "value" in row,
            bool(row.get("barred")),
        )
        for row in load_json("clauses.json")["rules"]
    )
