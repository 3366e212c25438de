"""License expressions as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.licenses.expression import ExpressionError, parse
from openness.licenses.terms import is_open, osi_approved, restrictions, same_license


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("mit", "MIT"),
        ("(MIT)", "MIT"),
        ("apache-2.0 and mit", "Apache-2.0 AND MIT"),
        ("MIT AND (Apache-2.0 OR bsd-3-clause)", "MIT AND (Apache-2.0 OR BSD-3-Clause)"),
        ("(MIT AND Apache-2.0) OR ISC", "MIT AND Apache-2.0 OR ISC"),
        ("gpl-2.0-or-later with classpath-exception-2.0", "GPL-2.0-or-later WITH Classpath-exception-2.0"),
        ("EPL-1.0+", "EPL-1.0+"),
        ("LicenseRef-my-own", "LicenseRef-my-own"),
        ("licenseref-LLAMA-2", "LicenseRef-llama-2"),
        ("DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2", "DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2"),
        ("NOASSERTION", "NOASSERTION"),
        ("none", "NONE"),
    ],
)
def test_expressions_come_out_canonical(text: str, written: str) -> None:
    assert str(parse(text)) == written
    assert str(parse(str(parse(text)))) == written


@pytest.mark.parametrize(
    ("text", "column", "suggestion"),
    [
        ("", 1, None),
        ("MIT OR", 7, None),
        ("MIT Apache-2.0", 5, None),
        ("(MIT", 1, None),
        ("MIT)", 4, None),
        ("AND MIT", 1, None),
        ("Apache 2.0", 1, "Apache-2.0"),
        ("Apache2", 1, "Apache-2.0"),
        ("MIT OR Apache2.0", 8, "Apache-2.0"),
        ("Aapche-2.0", 1, "Apache-2.0"),
        ("GPLv3", 1, "GPL-3.0-only"),
        ("GPL-2.0-only WITH Classpath-exeption-2.0", 19, "Classpath-exception-2.0"),
        ("MIT AND NONE", 1, None),
        ("MIT, Apache-2.0", 4, "MIT AND Apache-2.0"),
    ],
)
def test_a_wrong_expression_says_where_and_what_was_meant(text: str, column: int, suggestion: str | None) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert caught.value.column == column
    assert caught.value.suggestion == suggestion
    assert caught.value.message


def test_deprecated_ids_are_named_with_what_replaces_them() -> None:
    parsed = parse("GPL-3.0+ OR MIT")
    assert parsed.ids() == ("GPL-3.0", "MIT") or parsed.ids() == ("GPL-3.0+", "MIT")
    assert any("GPL-3.0-or-later" in note for note in parsed.notes)


def test_deep_nesting_is_refused_not_followed() -> None:
    with pytest.raises(ExpressionError):
        parse("(" * 500 + "MIT" + ")" * 500)


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="MITAND OR()+-.WH0123:apche", max_size=60))
def test_the_parser_answers_or_refuses(text: str) -> None:
    try:
        written = str(parse(text))
        column = 1
    except ExpressionError as error:
        written, column = "MIT", error.column
    assert 1 <= column <= len(text) + 1
    assert str(parse(written)) == written


@pytest.mark.parametrize(
    ("expression", "answer"),
    [
        ("MIT", True),
        ("CC-BY-4.0", True),
        ("CC0-1.0", True),
        ("ODbL-1.0", True),
        ("OpenMDW-1.0", True),
        ("CC-BY-NC-4.0", False),
        ("CC-BY-ND-4.0", False),
        ("LicenseRef-llama-3.1", False),
        ("LicenseRef-gemma-terms", False),
        ("LicenseRef-OpenRAIL++-M", False),
        ("LicenseRef-nobody-knows", None),
        ("MIT OR CC-BY-NC-4.0", True),
        ("MIT AND CC-BY-NC-4.0", False),
        ("MIT AND LicenseRef-nobody-knows", None),
        ("CC-BY-NC-4.0 AND LicenseRef-nobody-knows", False),
        ("GPL-3.0-only WITH GCC-exception-3.1", True),
        ("no license at all", None),
        (None, None),
    ],
)
def test_openness_of_an_expression(expression: str | None, answer: bool | None) -> None:
    assert is_open(expression) is answer


def test_osi_approval_needs_every_leg_of_an_and() -> None:
    assert osi_approved("MIT AND Apache-2.0")
    assert osi_approved("MIT OR CC-BY-NC-4.0")
    assert not osi_approved("MIT AND CC-BY-4.0")
    assert not osi_approved(None)


def test_restrictions_of_an_or_are_those_of_its_freer_leg() -> None:
    assert "non-commercial" not in {item.kind for item in restrictions("MIT OR CC-BY-NC-4.0")}
    assert "non-commercial" in {item.kind for item in restrictions("MIT AND CC-BY-NC-4.0")}
    assert any(item.kind == "user-cap" and item.value == 700_000_000 for item in restrictions("LicenseRef-llama-3"))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("GPL-3.0", "GPL-3.0-or-later", True),
        ("gpl-3.0-only", "GPL-3.0-or-later", True),
        ("MIT OR Apache-2.0", "Apache-2.0 OR MIT", True),
        ("MIT OR Apache-2.0", "Apache-2.0 AND MIT", False),
        ("MIT", "MIT-0", False),
        ("LicenseRef-gemma-terms", "LicenseRef-gemma-terms-2025-03-24", True),
        ("LicenseRef-llama-2", "LicenseRef-llama-3", False),
        ("AML", "LicenseRef-apple-sample-code", True),
        ("MIT", None, False),
    ],
)
def test_same_license(one: str | None, other: str | None, same: bool) -> None:
    assert same_license(one, other) is same
    assert same_license(other, one) is same
