from __future__ import annotations

import pytest

from openness.judge.frameworks.eu_ai_act import evaluate
from openness.judge.frameworks.eu_ai_act.compute import figure
from openness.manifest.entities import Attestation, Compliance, TrainingCompute

from .builders import facts, part, states

FREE = Compliance(monetization="none", output=("text",))
SMALL = TrainingCompute(flops=1e22)


def judge(*changed: object, **more: object) -> dict[str, object]:
    known: dict[str, object] = {"compliance": FREE, "compute": SMALL, "base_models": (), "type": "language", **more}
    return evaluate(facts(*changed, **known))  # type: ignore[arg-type]


def test_a_free_and_open_model_is_exempt() -> None:
    verdict = judge()
    assert verdict["verdict"] == "conforms"
    assert len(verdict["waived"]) == 3  # type: ignore[arg-type]
    assert len(verdict["due"]) == 2  # type: ignore[arg-type]
    assert verdict["notice"] == "This is not legal advice."


def test_training_data_and_code_are_no_conditions() -> None:
    assert judge(part("training-code", "absent"), part("training-data", "absent"))["verdict"] == "conforms"


@pytest.mark.parametrize(
    ("change", "element", "state"),
    [
        (part("weights", access="paid"), "access", "not-met"),
        (part("weights", access="request"), "access", "undecidable"),
        (part("weights", access="gated"), "access", "met"),
        (part("weights", "absent"), "weights", "not-met"),
        (part("weights", "released", "CC-BY-NC-4.0"), "use", "not-met"),
        (part("weights", "released", "LicenseRef-llama-2"), "use", "not-met"),
        (part("weights", "released", "LicenseRef-CreativeML-OpenRAIL-M"), "use", "undecidable"),
        (part("weights", "released", "LicenseRef-CreativeML-OpenRAIL-M"), "modify", "met"),
        (part("weights", "released", "CC-BY-ND-4.0"), "modify", "not-met"),
        (part("weights", "released", "NOASSERTION"), "use", "undecidable"),
        (part("weights", "released", None), "use", "not-met"),
        (part("model-card", "absent"), "usage-information", "not-met"),
        (part("model-card", "partial"), "usage-information", "undecidable"),
        (part("model-card", "unknown"), "usage-information", "undecidable"),
    ],
)
def test_each_condition(change: object, element: str, state: str) -> None:
    assert states(judge(change))[element] == state


@pytest.mark.parametrize(
    ("compliance", "state"),
    [
        (Compliance(), "undecidable"),
        (Compliance(monetization="optional-services"), "met"),
        (Compliance(monetization="dual-license"), "not-met"),
        (Compliance(monetization="ads"), "not-met"),
        (Compliance(monetization="personal-data"), "not-met"),
    ],
)
def test_monetization(compliance: Compliance, state: str) -> None:
    assert states(judge(compliance=compliance))["monetization"] == state


def test_a_person_may_attest() -> None:
    signed = (
        Attestation("no-monetization", "A. Person", "2026-01-01"),
        Attestation("usage-information", "B", "2026-01-01"),
    )
    verdict = judge(part("model-card", "absent"), compliance=Compliance(), attestations=signed)
    assert verdict["verdict"] == "conforms"
    assert "A. Person" in str(verdict["reasons"])


def test_stated_documents_count() -> None:
    stated = Compliance(monetization="none", usage_information="docs/use.md", architecture_information="docs/arch.md")
    bare = [part(name, "absent") for name in ("model-card", "architecture-code", "technical-report", "research-paper")]
    assert judge(*bare, compliance=stated)["verdict"] == "conforms"


def test_missing_architecture_information() -> None:
    bare = [
        part(name, "absent") for name in ("architecture-code", "technical-report", "research-paper", "model-config")
    ]
    assert states(judge(*bare))["architecture-information"] == "not-met"


@pytest.mark.parametrize(
    ("compute", "bases", "state"),
    [
        (TrainingCompute(flops=1e25), (), "met"),
        (TrainingCompute(flops=1.1e25), (), "not-met"),
        (TrainingCompute(flops=9e24, base_flops=2e24), ("hf:a/b",), "not-met"),
        (TrainingCompute(flops=1e20, base_flops=2e24), ("hf:a/b",), "met"),
        (TrainingCompute(flops=1e20), ("hf:a/b",), "undecidable"),
        (TrainingCompute(flops=2e25), ("hf:a/b",), "not-met"),
        (TrainingCompute(flops=1e22), None, "undecidable"),
        (TrainingCompute(base_flops=1e22), ("hf:a/b",), "undecidable"),
        (TrainingCompute(gpu_hours=1e6), (), "undecidable"),
        (None, (), "undecidable"),
    ],
)
def test_unknown_compute_is_never_below_a_threshold(
    compute: TrainingCompute | None, bases: tuple[str, ...] | None, state: str
) -> None:
    assert states(judge(compute=compute, base_models=bases))["no-systemic-risk"] == state


def test_designation_counts_whatever_the_compute() -> None:
    designated = Compliance(monetization="none", systemic_risk_designated=True)
    verdict = judge(compliance=designated)
    assert verdict["verdict"] == "does-not-conform"
    assert len(verdict["due"]) == 5  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("flops", "kind", "output", "expected"),
    [
        (2e23, "language", (), True),
        (1e23, "language", (), False),
        (2e23, "tabular", (), False),
        (2e23, "tabular", ("text",), True),
        (2e23, None, (), None),
        (None, "language", (), None),
    ],
)
def test_general_purpose_is_a_presumption(
    flops: float | None, kind: str | None, output: tuple[str, ...], expected: bool | None
) -> None:
    compute = TrainingCompute(flops=flops) if flops else None
    found = judge(compute=compute, type=kind, compliance=Compliance(output=output))["compute"]
    assert found["general_purpose"] is expected  # type: ignore[index]


def test_a_statement_outweighs_the_presumption() -> None:
    found = judge(compliance=Compliance(general_purpose=True), compute=None)["compute"]
    assert found["general_purpose"] is True  # type: ignore[index]


@pytest.mark.parametrize(
    ("flops", "base", "expected"),
    [(4e23, 1e24, True), (3e23, 1e24, False), (4e22, None, True), (3e22, None, False)],
)
def test_a_third_of_the_base_makes_a_provider(flops: float, base: float | None, expected: bool) -> None:
    compute = TrainingCompute(flops=flops, base_flops=base)
    found = judge(compute=compute, base_models=("hf:a/b",))["compute"]
    assert found["modifier_is_provider"] is expected  # type: ignore[index]


def test_only_who_changes_a_model_is_a_modifier() -> None:
    assert judge()["compute"]["modifier_is_provider"] is None  # type: ignore[index]


def test_figures_are_short() -> None:
    assert [figure(1e25), figure(3.84e25), figure(2.5e22)] == ["1e25", "3.8e25", "2.5e22"]
