"""Lists of allowed and denied licenses against expressions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.policy.entities import LicenseRule
from openness.policy.terms import LicenseFact, allowed

CUSTOM = "LicenseRef-nobody-knows-this"


def rule(allow: str | None = None, deny: str = "") -> LicenseRule:
    return LicenseRule(None if allow is None else tuple(allow.split(",")), tuple(filter(None, deny.split(","))))


@pytest.mark.parametrize(
    ("expression", "allow", "deny", "expected"),
    [
        ("Apache-2.0", "Apache-2.0", "", True),
        ("MIT", "Apache-2.0", "", False),
        # Of an OR any leg, of an AND every leg.
        ("MIT OR GPL-3.0-only", "MIT", "", True),
        ("MIT AND GPL-3.0-only", "MIT", "", False),
        ("MIT AND Apache-2.0", "MIT,Apache-2.0", "", True),
        ("(MIT OR GPL-3.0-only) AND Apache-2.0", "MIT,Apache-2.0", "", True),
        ("MIT OR AGPL-3.0-only", None, "AGPL-3.0-only", True),
        ("MIT AND AGPL-3.0-only", None, "AGPL-3.0-only", False),
        # WITH belongs to its license.
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", "", True),
        ("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only", "", False),
        ("GPL-2.0-only", "GPL-2.0-only WITH Classpath-exception-2.0", "", False),
        ("GPL-2.0-only WITH Classpath-exception-2.0", None, "GPL-2.0-only", True),
        # Case, deprecated ids and other names of one license do not matter.
        ("apache-2.0", "Apache-2.0", "", True),
        ("GPL-3.0", "GPL-3.0-only", "", True),
        # Words and families.
        ("CC-BY-NC-4.0", "any-open", "", False),
        ("CC-BY-4.0", "any-open", "", True),
        ("CC-BY-4.0", "osi-approved", "", False),
        ("LicenseRef-llama-3.1", "family:llama", "", True),
        ("LicenseRef-llama-3.1", None, "family:llama", False),
        ("CC-BY-NC-4.0", None, "restricts:non-commercial", False),
        ("MIT", None, "restricts:non-commercial", True),
        ("CC-BY-NC-4.0", "any", "", True),
        # The nearer term decides; at equal rank `allow` wins.
        ("AGPL-3.0-only", "any-open", "AGPL-3.0-only", False),
        ("LicenseRef-llama-3.1", "LicenseRef-llama-3.1", "family:llama", True),
        ("CC-BY-NC-4.0", "any", "restricts:non-commercial", False),
        ("MIT", "MIT", "MIT", True),
        # What is not known is neither allowed nor denied, unless a list names it.
        (None, "any-open", "", None),
        ("NOASSERTION", "MIT", "", None),
        (CUSTOM, "any-open", "", None),
        (CUSTOM, "MIT", "", False),
        (CUSTOM, CUSTOM, "", True),
        (CUSTOM, None, "restricts:non-commercial", None),
        (CUSTOM, None, "MIT", True),
        (f"MIT OR {CUSTOM}", "any-open", "", True),
        (f"MIT AND {CUSTOM}", "any-open", "", None),
        ("this is no expression", "MIT", "", None),
        (None, None, "", True),
    ],
)
def test_an_expression_under_lists(expression: str | None, allow: str | None, deny: str, expected: bool | None) -> None:
    assert allowed(LicenseFact(expression), rule(allow, deny)) is expected


def test_a_modified_text_is_not_the_license_that_it_is_named_after() -> None:
    modified = LicenseFact("MIT", modified=True, open=False)
    assert allowed(modified, rule("MIT")) is False
    assert allowed(modified, rule("any-open")) is False
    assert allowed(modified, rule(None, "MIT")) is False


def test_terms_of_their_own_that_restrict_are_known_not_to_be_allowed() -> None:
    own = LicenseFact(None, open=False, restrictions=frozenset({"non-commercial"}), title="Example License")
    assert allowed(own, rule("any-open")) is False
    assert allowed(own, rule("MIT")) is False
    assert allowed(own, rule("any")) is True
    assert allowed(own, rule("any", "restricts:non-commercial")) is False
    assert own.shown == "Example License"


IDS = st.sampled_from(["MIT", "Apache-2.0", "AGPL-3.0-only", "CC-BY-NC-4.0", CUSTOM])
TERMS = st.sampled_from(["MIT", "Apache-2.0", "any-open", "osi-approved", "family:cc", "restricts:non-commercial"])


@given(st.lists(IDS, min_size=1, max_size=4), st.sets(TERMS), st.sets(TERMS))
def test_legs_decide_as_the_specification_says(legs: list[str], allow: set[str], deny: set[str]) -> None:
    lists = LicenseRule(tuple(allow) or None, tuple(deny))
    answers = [allowed(LicenseFact(one), lists) for one in legs]
    either = allowed(LicenseFact(" OR ".join(legs)), lists)
    every = allowed(LicenseFact(" AND ".join(legs)), lists)
    assert either is (True if True in answers else None if None in answers else False)
    assert every is (False if False in answers else None if None in answers else True)
