"""Which documents of a repository are read for evidence, in the order of their weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.document import Document, read_document
from openness.evidence.lexicon import pattern, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.evidence.paths import PathFacts
    from openness.read.repository import Repository

MAX_DOCUMENTS = 40
MAX_CHARACTERS = 1_200_000
"""Characters of all documents together; the first ones are the telling ones."""

PER_DOCUMENT = 250_000


def read_documents(repository: Repository, facts: PathFacts) -> tuple[Document, ...]:
    """The documents that may speak of the model: the main README first, then cards, root and directory documents."""
    found: list[Document] = []
    budget = MAX_CHARACTERS
    for path in _order(repository, facts):
        text = repository.text(path)
        if text is None:
            continue
        text = text[:PER_DOCUMENT]
        budget -= len(text)
        if budget < 0 or len(found) >= MAX_DOCUMENTS:
            break
        found.append(read_document(path, text))
    return tuple(found)


def main_readme(repository: Repository) -> str | None:
    """The path of the README that a visitor sees first."""
    by_lower = {path.lower(): path for path in _root_and_docs(repository)}
    names: list[str] = table("documents")["main"]
    candidates = [by_lower[name] for name in names if name in by_lower]
    for path in candidates:
        text = repository.text(path)
        if text is not None and len(text.strip()) > 80:
            return path
    if candidates:
        return candidates[0]
    return next((path for low, path in sorted(by_lower.items()) if low.startswith("readme")), None)


def _root_and_docs(repository: Repository) -> Iterator[str]:
    for entry in repository.entries:
        if "/" not in entry.path or entry.path.lower().startswith((".github/readme", "docs/readme")):
            yield entry.path


def _order(repository: Repository, facts: PathFacts) -> Iterator[str]:
    seen: set[str] = set()
    limits = table("documents")["limits"]
    main = main_readme(repository)
    skip = pattern("documents", "skip")
    translation = pattern("documents", "translation")
    groups = (
        ([main] if main else [], 1),
        (facts["model-card"].paths + facts["data-card"].paths, limits["cards"]),
        ([path for path in facts["document"].paths if "/" not in path], limits["root"]),
        ([path for path in facts["readme"].paths if path.count("/") <= 3], limits["readmes"]),
        (
            [
                path
                for path in facts["document"].paths + facts["document-side"].paths
                if pattern("documents", "telling").search(path)
            ],
            limits["telling"],
        ),
    )
    for paths, limit in groups:
        taken = 0
        for path in paths:
            low = path.lower()
            if path in seen or taken >= limit or not low.endswith((".md", ".mdx", ".rst", ".txt", "readme")):
                continue
            if path != main and (skip.search(low) or translation.search(low)):
                continue
            seen.add(path)
            taken += 1
            yield path
