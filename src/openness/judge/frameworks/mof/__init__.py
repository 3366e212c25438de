"""The Model Openness Framework 1.0, as its tool decides and as its paper reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.judge.frameworks.mof.tool import MofVerdict, evaluate_licenses, evaluate_mof_file
from openness.judge.frameworks.mof.words import reasoning, summary

if TYPE_CHECKING:
    from openness.judge.frameworks.facts import FrameworkFacts

__all__ = ["MofVerdict", "evaluate", "evaluate_licenses", "evaluate_mof_file", "reasoning", "summary"]


def evaluate(facts: FrameworkFacts) -> dict[str, Any]:
    """The class, progress and gaps of a release, and the strict reading beside it."""
    from openness.judge.frameworks.mof.manifest import evaluate_facts  # noqa: PLC0415 - not needed for MOF.yml

    return evaluate_facts(facts)
