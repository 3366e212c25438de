from __future__ import annotations

import pytest

from openness.judge.frameworks.owd import evaluate

from .builders import facts, part


@pytest.mark.parametrize(
    ("expression", "verdict"),
    [
        ("Apache-2.0", "conforms"),
        ("CC-BY-4.0", "conforms"),
        ("MIT OR LicenseRef-llama-2", "conforms"),
        ("MIT AND LicenseRef-llama-2", "does-not-conform"),
        ("LicenseRef-llama-2", "does-not-conform"),
        ("CC-BY-NC-4.0", "does-not-conform"),
        ("NONE", "does-not-conform"),
        (None, "does-not-conform"),
        ("NOASSERTION", "undecidable"),
        ("LicenseRef-nobody-knows", "undecidable"),
    ],
)
def test_the_license_decides(expression: str | None, verdict: str) -> None:
    assert evaluate(facts(part("weights", "released", expression)))["verdict"] == verdict


@pytest.mark.parametrize(
    ("status", "access", "verdict"),
    [
        ("released", "public", "conforms"),
        ("released", "gated", "conforms"),
        ("released", "request", "undecidable"),
        ("released", "paid", "does-not-conform"),
        ("partial", None, "does-not-conform"),
        ("absent", None, "does-not-conform"),
        ("unknown", None, "undecidable"),
    ],
)
def test_the_weights_must_be_there_for_everybody(status: str, access: str | None, verdict: str) -> None:
    weights = part("weights", status, access=access)  # type: ignore[arg-type]
    assert evaluate(facts(weights))["verdict"] == verdict


def test_data_and_training_code_play_no_part() -> None:
    bare = facts(part("training-code", "absent"), part("training-data", "absent"))
    assert evaluate(bare)["verdict"] == "conforms"


def test_the_limits_are_named() -> None:
    reasons = evaluate(facts(part("weights", "released", "LicenseRef-llama-2")))["reasons"]
    assert "user-cap" in reasons[1]["why"]


def test_a_license_that_was_not_found_may_be_elsewhere() -> None:
    assert evaluate(facts(part("weights", "released", None, basis="observed")))["verdict"] == "undecidable"
