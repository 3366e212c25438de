"""Signs that a repository releases a model, and what a line says of weights."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openness.evidence.document import plain
from openness.evidence.lexicon import pattern
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openness.evidence.document import Document, Line
    from openness.evidence.fetched_weights import Fetched
    from openness.evidence.frontmatter import FrontMatter
    from openness.evidence.links import Link
    from openness.evidence.paths import PathFacts
    from openness.model import Evidence

Form = Literal["tree", "release", "hub", "form", "download", "promised"]


class Sign(NamedTuple):
    """One reason for or against: its name in the table of weights, its place, and the location it points at."""

    name: str
    evidence: Evidence
    location: str = ""
    form: Form | None = None


class Surroundings(NamedTuple):
    """What the decision looks at."""

    name: str
    documents: Sequence[Document]
    links: Sequence[Link]
    paths: PathFacts
    front_matter: FrontMatter | None
    front_matter_path: str | None
    license_scopes: Sequence[tuple[str, tuple[str, ...]]]
    weight_licenses: Sequence[Evidence] = ()
    held: Sequence[Evidence] = ()
    fetched: Sequence[Fetched] = ()


def speaks_of_weights(line: Line) -> bool:
    """True for a line that names weights, or stands below a heading that does."""
    cue = pattern("cues", "weights")
    return bool(cue.search(plain(line.text)) or any(cue.search(title) for title in line.sections[-2:]))


def hands_out(line: Line) -> bool:
    """True for a line that says that weights are released or to be had."""
    return bool(pattern("cues", "hands_out").search(line.text)) and not is_aside(line)


def is_aside(line: Line) -> bool:
    """True on lines of thanks, comparisons and related work."""
    aside = pattern("cues", "side_section")
    # What stands below the title alone is no part of it: "X: model and benchmark".
    titles = line.sections[1:][-2:] or line.sections[-1:]
    return bool(pattern("cues", "third_party").search(line.text) or any(aside.search(title) for title in titles))
