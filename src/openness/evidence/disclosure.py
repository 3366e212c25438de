"""What a repository says and shows of the data its model was trained on.

Data are never in a git tree as a whole: they are linked or named. A link counts on a line, or under a heading, that
speaks of training or of the data set as such; links of benchmarks do not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from openness.evidence.lexicon import pattern
from openness.evidence.mentions import is_promise
from openness.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openness.evidence.bases import Base
    from openness.evidence.document import Document, Line
    from openness.evidence.frontmatter import FrontMatter
    from openness.evidence.links import Link
    from openness.evidence.paths import PathFacts

Disclosure = Literal["all-released", "released", "partly-released", "described-fully", "described", "none"]
"""`all-released`: everything the model saw, from scratch, can be had. `released`: the data of the last training stage
can be had, what the base model saw is public too. `described-fully`: named well enough to rebuild."""

MAX_EVIDENCE = 6


@dataclass(frozen=True, slots=True)
class DataInformation:
    """How far the training data are disclosed, with the places that say so."""

    disclosure: Disclosure
    evidence: tuple[Evidence, ...] = ()
    locations: tuple[str, ...] = ()
    partly_released: bool = False
    confidence: float = 0.5


@dataclass(slots=True)
class _Tally:
    """What the lines gave, by kind."""

    linked: list[tuple[Evidence, str]]
    corpora: list[Evidence]
    own: list[Evidence]
    described: list[Evidence]
    partial: list[Evidence]
    fully: list[Evidence]


def judge_disclosure(
    documents: Sequence[Document],
    links: Sequence[Link],
    facts: PathFacts,
    bases: Sequence[Base],
    front: FrontMatter | None,
) -> DataInformation:
    """The disclosure of the training data as the documents show it."""
    tally = _Tally([], [], [], [], [], [])
    for link in links:
        if link.kind == "dataset" and _about_training(link.line):
            tally.linked.append((Evidence(link.path, link.line.number, f"link to {link.location}"), link.location))
    for document in documents[:6]:
        for line in document.prose():
            _weigh(document.path, line, tally)
    if front is not None and documents:
        for value in front.datasets:
            place = Evidence(documents[0].path, value.line, f"datasets: {value.text}")
            tally.linked.append((place, f"hf:datasets/{value.text}"))
    for path in facts["training-data"].paths[:3]:
        tally.linked.append((Evidence(path, None, "data in the tree"), path))
    return _conclude(tally, facts, bases)


def _about_training(line: Line) -> bool:
    if is_promise(line):
        return False
    sections = line.sections[-2:]
    text = line.text
    if pattern("disclosure", "evaluation").search(text) and not pattern("disclosure", "train").search(text):
        return False
    if any(pattern("disclosure", "not_section").search(title) for title in sections):
        return False
    return bool(
        pattern("disclosure", "train").search(text)
        or pattern("disclosure", "released").search(text)
        or any(pattern("disclosure", "section").search(title) for title in sections)
    )


def _weigh(path: str, line: Line, tally: _Tally) -> None:
    text = line.text
    low_cost = (
        "rain" in text
        or "ata" in text
        or "orpus" in text
        or "orpora" in text
        or "训练" in text
        or "数据" in text
        or "oken" in text
    )
    if not low_cost or is_promise(line):
        return
    place = Evidence(path, line.number, text.strip()[:160])
    trained_on = pattern("disclosure", "trained_on").search(text) is not None
    in_section = any(pattern("disclosure", "section").search(title) for title in line.sections[-1:])
    evaluation = pattern("disclosure", "evaluation").search(text) is not None
    if trained_on and not evaluation:
        tally.described.append(place)
    if (trained_on or in_section) and not evaluation and pattern("disclosure", "corpora").search(text):
        tally.corpora.append(place)
    if pattern("disclosure", "own_data").search(text) and not evaluation:
        tally.own.append(place)
    if (trained_on or in_section) and pattern("disclosure", "partial").search(text):
        tally.partial.append(place)
    if pattern("disclosure", "fully").search(text) and not evaluation:
        tally.fully.append(place)


def _conclude(tally: _Tally, facts: PathFacts, bases: Sequence[Base]) -> DataInformation:
    linked = [place for place, _ in tally.linked]
    locations = tuple(dict.fromkeys(where for _, where in tally.linked))[:MAX_EVIDENCE]
    released = [*linked, *tally.own]
    partly = bool(tally.partial)
    closed_base = any(not base.data for base in bases)

    def made(disclosure: Disclosure, evidence: Sequence[Evidence], confidence: float) -> DataInformation:
        kept = tuple(dict.fromkeys(evidence))[:MAX_EVIDENCE]
        return DataInformation(disclosure, kept, locations, partly and bool(released), confidence)

    if released and (linked or len(tally.own) >= 2 or tally.corpora):
        evidence = [*linked, *tally.own, *tally.corpora]
        if closed_base or (partly and not tally.fully):
            return made("partly-released", evidence, 0.5)
        if tally.fully and linked and not bases:
            return made("all-released", [*tally.fully, *evidence], 0.6)
        return made("released", evidence, 0.5)
    if len(tally.corpora) >= 1 and not partly:
        return made("described-fully", [*tally.corpora, *tally.described], 0.4)
    if released:
        return made("partly-released", released, 0.4)
    if tally.described or tally.corpora or facts["data-card"].count:
        return made("described", [*tally.described, *tally.corpora], 0.6)
    return made("none", (), 0.5)
