"""Facts that more than one layer speaks of: immutable, sortable, free of I/O.

Lines and columns are 1-based; columns count characters, not bytes. Paths are relative to the
repository's root and use `/`. `None` for a truth value means unknown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.vocabulary import Act, ObservedStatus, Strength, Term

Match = Literal["exact", "modified", "reference", "partial", "unknown"]


class Evidence(NamedTuple):
    """A place in the repository and what can be seen there, in a few words."""

    path: str
    line: int | None
    what: str


class Restriction(NamedTuple):
    """A condition of a license that the taxonomy names (`data/licenses/taxonomy.json`).

    `line` is the line in the file at hand, or None where the restriction is known from the catalog only.
    """

    kind: str
    value: int | str | None = None
    section: str | None = None
    line: int | None = None


class Difference(NamedTuple):
    """Where a text departs from the license it comes nearest to.

    `line` is in the file at hand (for removed words: where they would stand). `binding` is true when the words
    grant, forbid or condition something.
    """

    line: int
    change: Literal["added", "removed", "replaced"]
    text: str
    binding: bool = False


class LicenseText(NamedTuple):
    """One license found in one file; a file with several licenses gives several of these.

    `expression` is an SPDX id or expression or a `LicenseRef-` id of the catalog; None when unknown. A modified text
    keeps its nearest id with `match="modified"`; `reference` is a pointer ("see https://…/license") or an SPDX tag,
    never the text itself; `partial` is a truncated or excerpted text. `score` is 0 to 1. `open` is None when it cannot
    be told. `version_unsure` says that the family is certain and the version is not.
    """

    path: str
    expression: str | None
    match: Match
    score: float
    line: int
    end_line: int
    open: bool | None
    osi_approved: bool
    title: str | None = None
    restrictions: tuple[Restriction, ...] = ()
    differences: tuple[Difference, ...] = ()
    version_unsure: bool = False


class LicenseDeclaration(NamedTuple):
    """A place other than a license text that names a license.

    `source` is one of `front-matter`, `pyproject`, `setup.cfg`, `setup.py`, `package.json`, `cargo`, `citation`,
    `codemeta`, `zenodo`, `reuse`, `spdx-tag`, `prose`, `badge`, `manifest`. `raw` is what is written, `expression` the
    SPDX reading of it (None when it names no known license). `applies_to` holds component ids; empty when the place
    does not say.
    """

    source: str
    raw: str
    expression: str | None
    path: str
    line: int
    column: int
    applies_to: tuple[str, ...] = ()


class Claim(NamedTuple):
    """A place where the repository calls something open.

    `subject` joins several parts with `+` in the order model, weights, code, data, project. `confidence` is 0 to 1.
    `sentence` is the text around the words, markup removed, for messages. `form` is `comparison` where the claim is
    made by ranking ("the best among open-source models") and not in so many words. `elsewhere` is the other repository
    of the same owner (`owner/name`) whose model the words are news of, empty for the model of this one. `section` is
    the nearest heading above.
    """

    path: str
    line: int
    column: int
    text: str
    term: Term | Literal["none"]
    subject: str
    act: Act
    strength: Strength
    language: str
    license_scope: str | None = None
    confidence: float = 1.0
    sentence: str = ""
    form: Literal["statement", "comparison"] = "statement"
    elsewhere: str = ""
    section: str = ""

    @property
    def is_self_claim(self) -> bool:
        """True when the claim asserts that this repository's own model or weights are open."""
        parts = set(self.subject.split("+"))
        return self.act == "asserts" and self.term != "none" and bool(parts & {"model", "weights"})


class ObservedComponent(NamedTuple):
    """What the repository shows of one component.

    `locations` are paths or prefixed places (`hf:`, `gh:`, `release:`, `https:`, `arxiv:`, `doi:`) where it was seen.
    `license` is the SPDX expression that governs it, None when none was found. `confidence` is 0 to 1.
    """

    id: str
    status: ObservedStatus
    evidence: tuple[Evidence, ...] = ()
    locations: tuple[str, ...] = ()
    license: str | None = None
    license_evidence: tuple[Evidence, ...] = ()
    confidence: float = 1.0


class Spoken(NamedTuple):
    """Words said of a repository outside its files; `source` is one of SPOKEN_SOURCES."""

    source: str
    text: str


SPOKEN_SOURCES = ("repository description", "topics", "pull request title", "pull request body", "release notes")
"""Where words about a repository are said outside its files."""


def spoken_path(source: str) -> str:
    """What stands for a path in claims and findings about such words: `(pull request title)`."""
    return f"({source})"


def is_spoken(path: str) -> bool:
    """True when a path of a claim or finding names no file but one of SPOKEN_SOURCES."""
    return path[:1] == "(" and path[1:-1] in SPOKEN_SOURCES


class NotChecked(NamedTuple):
    """Something that would have mattered and could not be read, and why."""

    what: str
    why: str


class Span(NamedTuple):
    """A stretch of one line of a file; `end_column` is exclusive."""

    line: int
    column: int
    end_column: int | None = None


class Problem(NamedTuple):
    """Something wrong with a file that was read as structured data, in plain words with a place.

    `suggestion` is the word that was probably meant.
    """

    path: str
    line: int
    column: int
    message: str
    help: str = ""
    pointer: str = ""
    kind: str = "invalid"
    suggestion: str | None = None
