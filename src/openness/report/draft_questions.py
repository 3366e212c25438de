"""What a draft of a manifest cannot know, as questions with a default."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.manifest.load import load_manifest
from openness.report.manifest_draft import draft_manifest, general_license
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openness.facts.gather import Facts
    from openness.model import Problem


class Question(NamedTuple):
    """One question: the key that its answer is for, the words, the answer taken when none is given.

    Without a default, no answer leaves the question in the draft as a comment.
    """

    key: str
    text: str
    default: str = ""


_COMPONENTS = (
    ("weights", "Where are the weights? hf:org/name, release:tag/file, a path or https address; or `withheld`"),
    ("training-code", "Where is the code that trains the model from the start? A path or address; or `withheld`"),
    ("training-data", "The training data: an address; `described` where its sources are told; or `withheld`"),
    ("technical-report", "A technical report? arxiv:2402.00838, a path or address; or `withheld`"),
)


def questions(facts: Facts) -> Iterator[Question]:
    """What is asked about a repository, most telling first: the model, its license, the parts that decide its level."""
    model = facts.model
    yield Question("model.name", "Name of the model", (model.name if model else None) or facts.repository.name)
    yield Question("model.producer", "Who releases it", (model.producer if model else None) or "")
    size = str(model.parameters) if model and model.parameters else ""
    yield Question("model.parameters", "Parameters (7B, 350M, or the exact number)", size)
    base = (model.base_model if model else None) or ""
    yield Question("model.base_model", "Made from which model? hf:org/name, or `none`", f"hf:{base}" if base else "")
    if general_license(facts) is None:
        yield Question("license", "License of whatever names none of its own (SPDX id)")
    found = {one.id for one in facts.evidence.components if one.status in ("released", "partial", "described")}
    for component, text in _COMPONENTS:
        if component not in found:
            yield Question(component, text)


def complaint(facts: Facts, answers: Mapping[str, str], key: str, answer: str) -> str | None:
    """What is wrong with an answer, in the words of the manifest's own checks; None where nothing is."""
    before = {problem.message for problem in _problems(facts, answers)}
    for problem in _problems(facts, {**answers, key: answer}):
        if problem.message not in before:
            return f"{problem.message}. {problem.help}".strip()
    return None


def _problems(facts: Facts, answers: Mapping[str, str]) -> tuple[Problem, ...]:
    return load_manifest(draft_manifest(facts, answers=answers), "openness.yml").problems
