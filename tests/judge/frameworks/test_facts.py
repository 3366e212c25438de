"""How a declaration and what was observed become one fact."""

from __future__ import annotations

import pytest

from openness.judge.frameworks.facts import Part, framework_facts, terms_of
from openness.manifest.entities import DeclaredComponent, Manifest
from openness.model import ObservedComponent


def fact(
    declared: str | None, observed: str | None, *, location: str = "src/train.py", component: str = "training-code"
) -> Part:
    entries = (DeclaredComponent(component, declared, locations=(location,)),) if declared else ()  # type: ignore[arg-type]
    seen = [ObservedComponent(component, observed)] if observed else []  # type: ignore[arg-type]
    manifest = Manifest(components=entries, license="MIT") if declared else None
    return framework_facts(manifest, seen).part(component)


@pytest.mark.parametrize(
    ("declared", "observed", "status", "basis"),
    [
        ("released", "released", "released", "both"),
        ("released", "absent", "absent", "both"),
        ("released", "partial", "partial", "both"),
        ("partial", "released", "partial", "both"),
        ("withheld", "released", "absent", "both"),
        ("described", "released", "described", "both"),
        ("released", "unknown", "released", "declared"),
        ("released", None, "released", "declared"),
        ("not-applicable", "absent", "not-applicable", "declared"),
        (None, "released", "released", "observed"),
        (None, "absent", "absent", "observed"),
        (None, "unknown", "unknown", "none"),
        (None, None, "unknown", "none"),
    ],
)
def test_a_component_counts_as_far_as_both_bear_it_out(
    declared: str | None, observed: str | None, status: str, basis: str
) -> None:
    found = fact(declared, observed)
    assert (found.status, found.basis) == (status, basis)


@pytest.mark.parametrize("place", ["hf:a/b", "gh:a/b", "https://example.org", "arxiv:2402.00838", "release:v1/x"])
def test_a_place_elsewhere_is_not_missed_here(place: str) -> None:
    assert fact("released", "absent", location=place).status == "released"


def test_what_is_usually_elsewhere_is_not_missed_without_a_manifest() -> None:
    assert fact(None, "absent", component="model-card").status == "unknown"
    assert fact(None, "absent", component="weights").status == "absent"


def test_a_license_text_outweighs_the_manifest() -> None:
    manifest = Manifest(components=(DeclaredComponent("weights", "released", license="MIT"),))
    seen = ObservedComponent("weights", "released", license="LicenseRef-llama-2")
    assert framework_facts(manifest, [seen]).part("weights").terms.open is False
    silent = ObservedComponent("weights", "released")
    assert framework_facts(manifest, [silent]).part("weights").terms.open is True


def test_a_modified_text_is_not_its_name() -> None:
    seen = ObservedComponent("weights", "released", license="MIT")
    found = framework_facts(None, [seen], opened={"weights": False}).part("weights").terms
    assert (found.expression, found.open, found.osi_approved) == ("MIT", False, False)


def test_several_entries_are_released_only_together() -> None:
    entries = (
        DeclaredComponent("training-data", "released", name="a", license="CC-BY-4.0"),
        DeclaredComponent("training-data", "withheld", name="b", license="CC-BY-NC-4.0"),
    )
    found = framework_facts(Manifest(components=entries)).part("training-data")
    assert found.status == "partial"
    assert found.terms.open is False
    assert found.terms.expression == "CC-BY-4.0 AND CC-BY-NC-4.0"


@pytest.mark.parametrize(
    ("expression", "opened", "stated"),
    [
        ("MIT", True, True),
        ("NOASSERTION", None, True),
        ("NONE", False, False),
        (None, None, False),
        ("CC-BY-NC-4.0", False, True),
    ],
)
def test_terms(expression: str | None, opened: bool | None, stated: bool) -> None:
    terms = terms_of(expression)
    assert (terms.open, terms.stated) == (opened, stated)


def test_the_gated_entry_is_the_access_of_the_component() -> None:
    entries = (
        DeclaredComponent("weights", "released", name="a", access="public"),
        DeclaredComponent("weights", "released", name="b", access="gated"),
    )
    assert framework_facts(Manifest(components=entries)).part("weights").access == "gated"
