"""The ladder, on declared and on observed components."""

from __future__ import annotations

import pytest

from openness.judge.level import ComponentState, Disclosure, judge_level
from openness.model import Evidence
from openness.vocabulary import LEVELS

OPEN = ComponentState("released", "Apache-2.0", True)
RESTRICTED = ComponentState(
    "released", "CC-BY-NC-4.0", False, license_evidence=(Evidence("LICENSE", 1, "CC-BY-NC-4.0"),)
)
FULL = {"weights": OPEN, "inference-code": OPEN, "training-code": OPEN}


@pytest.mark.parametrize(
    ("components", "data", "level"),
    [
        ({}, "all-released", "closed"),
        ({"weights": ComponentState("withheld")}, "none", "closed"),
        ({"weights": ComponentState("absent"), "training-code": OPEN}, "all-released", "closed"),
        ({"weights": RESTRICTED}, "all-released", "weights-available"),
        ({"weights": ComponentState("released")}, "all-released", "weights-available"),
        ({"weights": ComponentState("partial", "MIT", True)}, "none", "open-weights"),
        ({"weights": OPEN}, "all-released", "open-weights"),
        ({"weights": OPEN, "inference-code": OPEN}, "all-released", "open-weights"),
        (FULL, "described", "open-weights"),
        (FULL, "partly-released", "open-weights"),
        (FULL, "unknown", "open-weights"),
        (FULL, "described-fully", "open-source-ai"),
        (FULL, "released", "open-source-ai"),
        (FULL, "all-released", "open-source-ai-with-open-data"),
        ({**FULL, "training-code": ComponentState("partial", "MIT", True)}, "all-released", "open-weights"),
        ({**FULL, "training-code": RESTRICTED}, "all-released", "open-weights"),
        ({**FULL, "weights": RESTRICTED}, "all-released", "weights-available"),
    ],
)
def test_level(components: dict[str, ComponentState], data: Disclosure, level: str) -> None:
    assert judge_level(components, data).observed == level


def test_unknown_weights_give_no_level() -> None:
    verdict = judge_level({"weights": ComponentState("unknown")}, "all-released")
    assert verdict.observed is None
    assert [reason.component for reason in verdict.reasons] == ["weights"]


def test_a_reason_names_the_component_and_the_place() -> None:
    verdict = judge_level({"weights": RESTRICTED, "inference-code": OPEN}, "described")
    first = verdict.reasons[0]
    assert (first.component, first.keeps_from) == ("weights", "open-weights")
    assert "CC-BY-NC-4.0" in first.why
    assert first.evidence[0].path == "LICENSE"
    assert [(reason.component, reason.keeps_from) for reason in verdict.reasons[1:]] == [
        ("training-code", "open-source-ai"),
        ("training-data", "open-source-ai"),
        ("training-data", "open-source-ai-with-open-data"),
    ]


def test_no_license_found_is_said_as_such() -> None:
    verdict = judge_level({"weights": ComponentState("released")})
    assert "no license was found" in verdict.reasons[0].why


def test_a_license_that_cannot_be_judged_does_not_lift_the_level() -> None:
    verdict = judge_level({"weights": ComponentState("released", "LicenseRef-house-terms", None)})
    assert verdict.observed == "weights-available"
    assert "could not be told" in verdict.reasons[0].why


def test_the_highest_level_needs_no_reason() -> None:
    assert judge_level(FULL, "all-released").reasons == ()


def test_every_reason_keeps_from_a_level_above_the_one_reached() -> None:
    disclosures: tuple[Disclosure, ...] = ("all-released", "described", "none", "unknown")
    for data in disclosures:
        for status in ("released", "partial", "described", "withheld", "unknown", "absent"):
            verdict = judge_level({**FULL, "training-code": ComponentState(status)}, data)
            assert verdict.observed is not None
            for reason in verdict.reasons:
                assert LEVELS.index(reason.keeps_from) > LEVELS.index(verdict.observed)
