"""Lines of the documents that say a component is provided, promised, or described, by component and place."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from openness.evidence.document import plain
from openness.evidence.lexicon import pattern, table
from openness.model import Evidence
from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openness.evidence.document import Document, Line

LIMIT = 6
"""Mentions kept for one question."""


_PICTURE = compiled(r"!\[[^\[\]]{0,200}\]\([^()\s]{0,300}\)|<img\b[^>]{0,600}>", re.IGNORECASE)
_CONTENTS = compiled(r"^\s{0,8}(?:[-*+]|\d{1,2}[.)])\s{1,4}\[[^\[\]]{1,120}\]\(#[^()\s]{0,200}\)\s*$")


class Mention(NamedTuple):
    """A line that speaks of something, with its document's path."""

    path: str
    line: Line

    def evidence(self) -> Evidence:
        """The place, with the line itself as what is seen."""
        return Evidence(self.path, self.line.number, self.line.text.strip()[:160])


def section_commands(documents: Sequence[Document], section: str, command: str) -> list[Mention]:
    """Code lines with a command under headings of a sort (`data/evidence/mentions.json`)."""
    titles = pattern("mentions", f"section.{section}")
    under = (
        item for item in _commands(documents, command) if any(titles.search(title) for title in item.line.sections)
    )
    return list(islice(under, LIMIT))


def commands(documents: Sequence[Document], command: str) -> list[Mention]:
    """Code lines with a command under any heading (`data/evidence/mentions.json`)."""
    return list(islice(_commands(documents, command), LIMIT))


def _commands(documents: Sequence[Document], command: str) -> Iterator[Mention]:
    wanted, idle = pattern("mentions", f"command.{command}"), pattern("mentions", "not_a_command")
    for document in documents:
        for line in document.lines:
            if line.kind == "code" and wanted.search(line.text) and not idle.search(line.text):
                yield Mention(document.path, line)


def says(documents: Sequence[Document], what: str) -> list[Mention]:
    """Prose lines that match a statement and neither promise nor deny it."""
    wanted = pattern("mentions", f"statement.{what}")
    # A plain substring test spares most lines the pattern.
    needs: list[str] = table("mentions")["needs"][what]
    found: list[Mention] = []
    for document in documents:
        for line in document.prose():
            if not any(need in line.text for need in needs) or not wanted.search(_told(line)):
                continue
            if not is_promise(line) and not _is_denied(line.text):
                found.append(Mention(document.path, line))
                if len(found) >= LIMIT:
                    return found
    return found


def _is_denied(text: str) -> bool:
    """True for a denial, also where its words are set in bold."""
    shown = plain(text)
    return (
        pattern("cues", "denied").search(text) is not None
        or pattern("cues", "denied").search(shown) is not None
        or pattern("mentions", "denied").search(shown) is not None
    )


def _told(line: Line) -> str:
    """What a line tells: pictures, entries of a table of contents and thanks to others tell nothing."""
    if _CONTENTS.match(line.text) or (line.sections and pattern("cues", "thanks_section").search(line.section)):
        return ""
    return _PICTURE.sub(" ", line.text)


def says_own_training(documents: Sequence[Document], what: str) -> list[Mention]:
    """Lines that say where the training code is, without advice to readers and thanks to others."""
    foreign = pattern("mentions", "not_own_training")
    return [item for item in says(documents, what) if not foreign.search(item.line.text)]


def promises(documents: Sequence[Document], what: str) -> Iterator[Mention]:
    """Lines that promise a component and do not mark it as done."""
    wanted = pattern("mentions", f"subject.{what}")
    for document in documents:
        for line in document.prose():
            if wanted.search(line.text) and is_promise(line):
                yield Mention(document.path, line)


def is_promise(line: Line) -> bool:
    """True for plans, unchecked boxes and "coming soon", in the line or the heading right above."""
    promised = pattern("cues", "promised")
    if pattern("cues", "done").search(line.text):
        return False
    return bool(promised.search(line.text) or (line.sections and promised.search(line.section)))
