"""Words beside a license: its own notice, its name, terms that bind, and terms above a shared disclaimer."""

from __future__ import annotations

from licenses.texts import license_text
from openness.licenses.identify import identify


def test_a_notice_above_the_license_that_it_applies_is_no_change() -> None:
    text = license_text("Apache-2.0")
    notice = text[text.rindex("Licensed under the Apache License") :]
    (found,) = identify(f"Copyright (C) 2026 TinyLab\n\n{notice}\n\n{text}", "LICENSE")
    assert (found.expression, found.match, found.open) == ("Apache-2.0", "exact", True)


def test_a_heading_that_names_the_license_is_no_change() -> None:
    (found,) = identify(f"The MIT License (MIT) for this model\n\n{license_text('MIT')}", "LICENSE")
    assert (found.expression, found.match) == ("MIT", "exact")


def test_terms_added_above_a_license_are_read() -> None:
    text = f"{license_text('MIT')}\n\nNo portion of the Software may be used for commercial purposes.\n"
    (found,) = identify(text, "LICENSE")
    assert (found.expression, found.match, found.open) == ("MIT", "modified", None)
    added = next(one for one in found.restrictions if one.kind == "non-commercial")
    assert added.line == text.rstrip().count("\n") + 1


def test_terms_above_a_disclaimer_that_many_licenses_share_are_not_that_license() -> None:
    mit = license_text("MIT")
    disclaimer = mit[mit.index('THE SOFTWARE IS PROVIDED "AS IS"') :]
    (found,) = identify(
        "All rights reserved.\nYou must not distribute the weights provided to you.\n"
        f"The model weights are provided for research purposes only.\n\n{disclaimer}",
        "LICENSE",
    )
    assert (found.expression, found.match, found.open) == (None, "unknown", False)
    assert "research-only" in {one.kind for one in found.restrictions}
