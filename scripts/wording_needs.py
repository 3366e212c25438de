"""Write data/wording/needs.json: for each cue the words of which one must occur for any of its patterns to match.

Read from the parsed patterns, so that a cue whose words do not occur in a text need not be compiled.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

try:
    from re import _parser as parser  # type: ignore[attr-defined]
except ImportError:
    import sre_parse as parser  # the parser's name before Python 3.11

from openness.wording.lexicon import cue_sources, known_languages

MOST = 60
"""Words kept for one cue; a cue with more is always compiled."""


def needs_of(pattern: str) -> list[str] | None:
    """The shortest list of words found of which each match holds one; None when there is none."""
    found = _sequence(parser.parse(pattern))
    return sorted(found) if found and len(found) <= MOST else None


def _sequence(items: Any) -> set[str] | None:  # noqa: ANN401 - the parser's own types
    best: set[str] | None = None
    run = ""
    for operation, argument in [*items, (None, None)]:
        if str(operation) == "LITERAL":
            run += chr(argument)
            continue
        best = _better(best, {run} if run.strip() else None)
        run = ""
        best = _better(best, _item(str(operation), argument))
    return best


def _item(operation: str, argument: Any) -> set[str] | None:  # noqa: ANN401 - the parser's own types
    if operation == "SUBPATTERN":
        return _sequence(argument[-1])
    if operation == "MAX_REPEAT" and argument[0] >= 1:
        return _sequence(argument[2])
    if operation == "BRANCH":
        parts = [_sequence(branch) for branch in argument[1]]
        return None if any(part is None for part in parts) else set().union(*(part for part in parts if part))
    return None


def _better(one: set[str] | None, other: set[str] | None) -> set[str] | None:
    if one is None or other is None:
        return one or other
    return max(one, other, key=lambda words: (min(map(len, words)), -len(words)))


def table() -> dict[str, dict[str, list[str]]]:
    """Language to cue to words."""
    return {
        language: {name: words for name, source in cue_sources(language).items() if (words := needs_of(source))}
        for language in known_languages()
    }


if __name__ == "__main__":
    target = Path(__file__).parents[1] / "src/openness/data/wording/needs.json"
    target.write_text(json.dumps(table(), ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
