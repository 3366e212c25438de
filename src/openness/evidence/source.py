"""What the text of a source file does: trains, fine-tunes, runs, evaluates, prepares data, defines a network.

Where the text is unknown the name is all there is; that is weaker evidence and is said so.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from openness.evidence.lexicon import pattern, table
from openness.values import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from openness.evidence.paths import PathFacts
    from openness.read.repository import Repository
    from openness.read.tree import Entry

MAX_FILES = 60
"""Source files read for one component; further files add nothing to the answer."""

MAX_CHARACTERS = 120_000
MINIMUM_BYTES = 300
"""A source file below this is a stub."""


_MANY_WORDS = 4


class Seen(NamedTuple):
    """One file that speaks for a component: where, what, and whether its text was read."""

    path: str
    line: int | None
    what: str
    read: bool
    finetuning: bool = False


def look(repository: Repository, entries: Sequence[Entry], kind: str, limit: int = 3) -> list[Seen]:
    """The first files among `entries` whose text, or name where no text is known, shows `kind`; at most `limit`."""
    found: list[Seen] = []
    telling = {entry.path: _is_telling(entry.path, kind) for entry in entries}
    ranked = sorted(entries, key=lambda entry: (not telling[entry.path], entry.path.count("/"), entry.path))
    for entry in ranked[:MAX_FILES]:
        if entry.size < MINIMUM_BYTES and not entry.path.endswith(".sh"):
            continue
        seen = _look_into(repository, entry, kind, telling=telling[entry.path])
        if seen is not None:
            found.append(seen)
            if len(found) >= limit:
                break
    return found


def _is_telling(path: str, kind: str) -> bool:
    """True when the name alone says what the file does; scripts that only plot, test, build or rename say nothing."""
    if kind not in table("source")["telling"]:
        return True
    low = path.lower()
    return (
        pattern("source", f"telling.{kind}").search(low) is not None
        and pattern("source", "not_telling").search(low.rpartition("/")[2]) is None
    )


def _look_into(repository: Repository, entry: Entry, kind: str, *, telling: bool) -> Seen | None:
    named_finetuning = pattern("paths", "code.finetuning").search(entry.path.lower()) is not None
    text = repository.text(entry.path) if entry.size <= 1_500_000 else None
    if text is None:
        if not telling:
            return None
        return Seen(entry.path, None, "by its name; its text was not read", read=False, finetuning=named_finetuning)
    text = text[:MAX_CHARACTERS]
    match = _first_call(text, f"shell.{kind}" if entry.path.endswith(".sh") else f"code.{kind}")
    if match is None and telling and f"{kind}_weak" in table("source")["code"]:
        match = _first_call(text, f"code.{kind}_weak")
    if match is None:
        return None
    line = text.count("\n", 0, match.start()) + 1
    pretraining = pattern("paths", "code.pretraining").search(entry.path.lower().rpartition("/")[2]) is not None
    tuning = kind in ("training", "finetuning") and not pretraining and _speaks_of_finetuning(text)
    finetuning = named_finetuning or tuning
    return Seen(entry.path, line, match.group().strip()[:80], read=True, finetuning=finetuning)


def _speaks_of_finetuning(text: str) -> bool:
    """True for code that tunes a model; where that is one option of several, the code trains too."""
    words = [word.lower() for word in pattern("source", "finetuning_words").findall(text)]
    if len(words) < _MANY_WORDS:
        return False
    option = pattern("source", "finetuning_option").search(text) is not None
    return not (option and all(word.startswith("fine") for word in words))


def _first_call(text: str, key: str) -> re.Match[str] | None:
    """The first match that does not stand in a comment line."""
    for match in islice(pattern("source", key).finditer(text), 20):
        start = text.rfind("\n", 0, match.start()) + 1
        if not text[start : match.start()].lstrip().startswith(("#", "//")):
            return match
    return None


def any_entries(facts: PathFacts, *kinds: str) -> list[Entry]:
    """The remembered entries of several buckets, each once."""
    seen: dict[str, Entry] = {}
    for kind in kinds:
        for entry in facts[kind].entries:
            seen.setdefault(entry.path, entry)
    return list(seen.values())
