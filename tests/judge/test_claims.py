"""Claims held against the level, the license of the weights and the parts released."""

from __future__ import annotations

import pytest

from openness.judge.claims import Standing, judge_claims
from openness.model import Claim

RESTRICTED = Standing(level="weights-available", weights_license="LicenseRef-llama-2", weights_open=False)
WEIGHTS_ONLY = Standing(level="open-weights", weights_license="Apache-2.0", weights_open=True)
OPEN = Standing(level="open-source-ai", weights_license="Apache-2.0", weights_open=True)


def claim(**changes: object) -> Claim:
    made: Claim = Claim("README.md", 3, 1, "open-source", "open-source", "model", "asserts", "plain", "en", None, 0.9)
    return made._replace(**changes)  # type: ignore[arg-type]


def judged(said: Claim, standing: Standing) -> tuple[str, str | None]:
    (result,) = judge_claims([said], standing)
    return result.verdict, result.severity


@pytest.mark.parametrize(
    ("changes", "standing", "expected"),
    [
        ({}, RESTRICTED, ("contradicted", "error")),
        ({}, WEIGHTS_ONLY, ("contradicted", "warning")),
        ({}, OPEN, ("supported", None)),
        ({"subject": "weights"}, WEIGHTS_ONLY, ("supported", None)),
        ({"term": "open-weights"}, RESTRICTED, ("contradicted", "warning")),
        ({"term": "open"}, RESTRICTED, ("contradicted", "note")),
        ({"strength": "full", "subject": "weights"}, WEIGHTS_ONLY, ("contradicted", "warning")),
        ({"confidence": 0.5}, RESTRICTED, ("contradicted", "note")),
        ({"form": "comparison"}, RESTRICTED, ("contradicted", "note")),
        ({"act": "future"}, RESTRICTED, ("undecidable", None)),
        ({"act": "denies"}, RESTRICTED, ("undecidable", None)),
        ({"subject": "other"}, RESTRICTED, ("undecidable", None)),
        ({}, Standing(level=None, weights_license=None, weights_open=None), ("undecidable", None)),
    ],
)
def test_what_a_claim_amounts_to(
    changes: dict[str, object], standing: Standing, expected: tuple[str, str | None]
) -> None:
    assert judged(claim(**changes), standing) == expected


def test_news_of_a_sister_project_is_not_held_against_the_license_of_this_one() -> None:
    assert judged(claim(elsewhere="acme/Merlin"), RESTRICTED) == ("undecidable", None)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("contradicted", "warning")),
        ({"strength": "full", "subject": "weights"}, ("contradicted", "warning")),
        ({"subject": "weights"}, ("undecidable", "note")),
        ({"term": "open-weights"}, ("undecidable", "note")),
    ],
)
def test_where_parts_are_missing_no_license_that_could_be_found_makes_open_source_true(
    changes: dict[str, object], expected: tuple[str, str | None]
) -> None:
    unstated = Standing("weights-available", None, None, parts_missing=True)
    assert judged(claim(**changes), unstated) == expected
    assert judged(claim(**changes), unstated._replace(parts_missing=False)) == ("undecidable", "note")
