"""Scripts in the tree that fetch public data, and that a document tells to run before training."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.lexicon import pattern
from openness.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openness.evidence.document import Document, Line
    from openness.evidence.paths import PathFacts
    from openness.read.repository import Repository

MAX_SCRIPTS = 24
MAX_CHARACTERS = 40_000
MAX_BYTES = 400_000
MAX_FOUND = 4


def fetched_data(repository: Repository, facts: PathFacts, documents: Sequence[Document]) -> tuple[Evidence, ...]:
    """Where such scripts fetch data, script by script; without a word in the documents a script counts for nothing."""
    entries = sorted(facts["data-script"].entries, key=lambda entry: (entry.path.count("/"), entry.path))
    tuning = pattern("paths", "code.finetuning")
    small = [entry.path for entry in entries if entry.size <= MAX_BYTES and not tuning.search(entry.path.lower())]
    told = _told_to_run(documents, frozenset(path.rpartition("/")[2] for path in small))
    found: list[Evidence] = []
    for path in [path for path in small if path.rpartition("/")[2] in told][:MAX_SCRIPTS]:
        text = repository.text(path)
        place = _place(path, text[:MAX_CHARACTERS]) if text else None
        if place is not None:
            found.append(place)
            if len(found) >= MAX_FOUND:
                break
    return tuple(found)


def _told_to_run(documents: Sequence[Document], names: frozenset[str]) -> frozenset[str]:
    """The names of scripts that documents speak of, evaluation, tuning and trying out left aside."""
    if not names:
        return names
    return frozenset(
        name
        for document in documents
        for line in document.lines
        for name in pattern("disclosure", "script_name").findall(line.text[:1000])
        if name in names and not _is_aside(line)
    )


def _is_aside(line: Line) -> bool:
    told = (*line.sections[-2:], line.text[:1000])
    aside, preparing = pattern("disclosure", "not_of_training"), pattern("disclosure", "of_preparing")
    return any(aside.search(text) for text in told) or not any(preparing.search(text) for text in told)


def _place(path: str, text: str) -> Evidence | None:
    """The first line that fetches a data set of a hub or, by a command, files; the script's name says what they are."""
    named = path.rpartition("/")[2].lower().replace("_", " ").replace("-", " ")
    of_data = pattern("disclosure", "data_name").search(named) or pattern("disclosure", "corpora").search(named)
    if not of_data or pattern("disclosure", "not_an_address_of_data").search(path):
        return None
    for number, line in _lines(text):
        if pattern("disclosure", "fetches_hub_data").search(line):
            return Evidence(path, number, line.strip()[:160])
    if pattern("disclosure", "script_fetches").search(text):
        for number, line in _lines(text):
            if pattern("disclosure", "address_of_data").search(line):
                return Evidence(path, number, line.strip()[:160])
    return None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that can name a place of training data, numbered."""
    unwanted = pattern("disclosure", "not_an_address_of_data")
    for number, line in enumerate(text.splitlines(), start=1):
        if ("://" in line or "dataset" in line or "gdown" in line) and not unwanted.search(line[:600]):
            yield number, line[:600]
