"""Claims of the manifest that appeal to a framework."""

from __future__ import annotations

import pytest

from openness.judge.frameworks import contradicted_claims, verdicts
from openness.manifest.load import load_manifest

HEAD = "openness: 1\nmodel: {name: Tiny, producer: Lab}\nlicense: Apache-2.0\n"
WEIGHTS_ONLY = "components: {weights: released, training-code: withheld, training-data: withheld}\n"
CLASS_III = (
    "components: {weights: released, architecture-code: released, technical-report: released, "
    "evaluation-results: released, model-card: released, data-card: released}\n"
)


def said(components: str, claim: str, level: str | None = None) -> list[str]:
    loaded = load_manifest(f"{HEAD}{components}claims: [{claim}]\n", "openness.yml")
    assert loaded.valid
    problems = contradicted_claims(loaded, verdicts(loaded, []), level)  # type: ignore[arg-type]
    assert all((problem.kind, problem.line) == ("claim-above-facts", 5) for problem in problems)
    return [problem.message for problem in problems]


@pytest.mark.parametrize(
    ("components", "claim"),
    [
        (WEIGHTS_ONLY, "open-weights"),
        (WEIGHTS_ONLY, "{term: open-weights, framework: Open Weight Definition}"),
        (WEIGHTS_ONLY, "{term: open-source, framework: some other list}"),
        (CLASS_III, "{term: open-model, framework: MOF 1.0, level: class-3}"),
        (CLASS_III, "{term: open-model, framework: Model Openness Framework, level: III}"),
        (CLASS_III, "{term: open-model, framework: MOF}"),
        (CLASS_III, "{term: open-weights, framework: 'EU AI Act art. 53(2)'}"),
    ],
)
def test_claims_that_the_facts_bear_out_or_leave_open(components: str, claim: str) -> None:
    assert said(components, claim) == []


@pytest.mark.parametrize(
    ("components", "claim", "words"),
    [
        (WEIGHTS_ONLY, "{term: open-source-ai, framework: OSAID 1.0}", "OSAID 1.0"),
        (WEIGHTS_ONLY, "{term: open-model, framework: MOF 1.0, level: class-3}", "no class"),
        (CLASS_III, "{term: open-model, framework: MOF 1.0, level: Class II}", "class 3"),
        (CLASS_III, "{term: open-science, framework: MOF 1.0, level: class-1}", "data-processing-code"),
        (WEIGHTS_ONLY.replace("weights: released", "weights: withheld"), "{term: other, framework: OWD}", "weights"),
    ],
)
def test_claims_above_the_facts(components: str, claim: str, words: str) -> None:
    (message,) = said(components, claim)
    assert words in message


def test_the_level_of_the_ladder_is_compared() -> None:
    claim = "{term: open-source-ai, framework: G7, level: open-source-ai}"
    assert said(WEIGHTS_ONLY, claim, "open-weights") == [
        "the claim `open-source-ai` names G7, open-source-ai: the facts give open-weights"
    ]
    assert said(WEIGHTS_ONLY, claim, "open-source-ai") == []
    assert said(WEIGHTS_ONLY, claim, None) == []


def test_a_manifest_without_claims_contradicts_nothing() -> None:
    loaded = load_manifest(HEAD + WEIGHTS_ONLY, "openness.yml")
    assert contradicted_claims(loaded, {}) == []
    assert contradicted_claims(load_manifest("", "openness.yml"), {}) == []
