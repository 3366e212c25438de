"""What the text of a source file does: trains, fine-tunes, runs, evaluates, prepares data, defines a network.

Where the text is unknown the name is all there is; that is weaker evidence and is said so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openness.evidence.lexicon import pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.evidence.paths import PathFacts
    from openness.read.repository import Repository
    from openness.read.tree import Entry

MAX_FILES = 60
"""Source files read for one component; further files add nothing to the answer."""

MAX_CHARACTERS = 120_000
MINIMUM_BYTES = 300
"""A source file below this is a stub."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One file that speaks for a component: where, what, and whether its text was read."""

    path: str
    line: int | None
    what: str
    read: bool
    finetuning: bool = False


def look(repository: Repository, entries: Iterable[Entry], kind: str, limit: int = 3) -> list[Seen]:
    """The first files among `entries` whose text, or name where no text is known, shows `kind`; at most `limit`."""
    found: list[Seen] = []
    ordered = sorted(entries, key=lambda entry: (entry.path.count("/"), entry.path))
    for entry in ordered[:MAX_FILES]:
        if entry.size < MINIMUM_BYTES and not entry.path.endswith(".sh"):
            continue
        seen = _look_into(repository, entry, kind)
        if seen is not None:
            found.append(seen)
            if len(found) >= limit:
                break
    return found


def _look_into(repository: Repository, entry: Entry, kind: str) -> Seen | None:
    named_finetuning = pattern("paths", "code.finetuning").search(entry.path.lower()) is not None
    text = repository.text(entry.path) if entry.size <= 1_500_000 else None
    if text is None:
        return Seen(entry.path, None, "by its name; its text was not read", read=False, finetuning=named_finetuning)
    text = text[:MAX_CHARACTERS]
    if entry.path.endswith(".sh"):
        match = pattern("source", f"shell.{kind}").search(text)
    else:
        match = pattern("source", f"code.{kind}").search(text)
    if match is None:
        return None
    line = text.count("\n", 0, match.start()) + 1
    finetuning = named_finetuning or (
        kind in ("training", "finetuning") and len(pattern("source", "finetuning_words").findall(text)) >= 4
    )
    return Seen(entry.path, line, match.group().strip()[:80], read=True, finetuning=finetuning)


def any_entries(facts: PathFacts, *kinds: str) -> list[Entry]:
    """The remembered entries of several buckets, each once."""
    seen: dict[str, Entry] = {}
    for kind in kinds:
        for entry in facts[kind].entries:
            seen.setdefault(entry.path, entry)
    return list(seen.values())
