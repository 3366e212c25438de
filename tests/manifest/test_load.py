from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from openness.manifest.load import load_manifest
from openness.model import Span

if TYPE_CHECKING:
    from openness.manifest.entities import Manifest

WORKED = Path(__file__).parent / "cases" / "worked.yml"


@pytest.fixture
def worked() -> Manifest:
    loaded = load_manifest(WORKED.read_text(encoding="utf-8"), "openness.yml")
    assert loaded.valid
    assert loaded.manifest is not None
    return loaded.manifest


def manifest_of(text: str, path: str = "openness.yml") -> Manifest:
    manifest = load_manifest(text, path).manifest
    assert manifest is not None
    return manifest


def test_the_model_is_read(worked: Manifest) -> None:
    model = worked.model
    assert (model.name, model.version, model.producer) == ("Tiny-1B", "1.0", "Example Lab")
    assert (model.parameters, model.active_parameters, model.parameters_exact) == (1_000_000_000, 500_000_000, True)
    assert model.base_models == ()
    assert model.training_compute is not None
    assert (model.training_compute.flops, model.training_compute.basis) == (1e22, "measured")
    assert model.released == "2026-01-15"


def test_components_are_read_in_every_form(worked: Manifest) -> None:
    (weights,) = worked.of("weights")
    assert weights.status == "released"
    assert weights.locations == ("release:v1/*.safetensors",)
    assert (weights.files[0].path, weights.files[0].size) == ("model.safetensors", 2_000_000_000)
    assert weights.span == Span(16, 3, 10)
    assert worked.license_of(weights) == "Apache-2.0"
    first, second = worked.of("evaluation-code")
    assert (first.name, second.name, second.status) == ("harness", "in-loop", "partial")
    assert worked.license_of(worked.of("training-data")[0]) == "CC-BY-4.0"
    assert worked.of("optimizer-states")[0].status == "not-applicable"
    assert worked.of("x-safety-tests")[0].status == "withheld"


def test_the_rest_is_read(worked: Manifest) -> None:
    assert [(claim.term, claim.framework) for claim in worked.claims] == [
        ("open-weights", None),
        ("open-source-ai", "OSAID 1.0"),
    ]
    assert worked.data is not None
    assert worked.data.sources[0].reason == "copyright of third parties"
    assert worked.compliance.output == ("text",)
    assert worked.attestations[0].about == "no-monetization"
    assert worked.releases[0].channel == "github-release"
    assert (worked.exceptions[0].rule, worked.exceptions[0].until) == ("OM401", "2027-01-01")


def test_what_is_valid_stands_beside_what_is_not() -> None:
    text = (
        "openness: 1\nmodel: {name: Tiny, producer: 7, parameters: many}\nlicense: Apache 2.0\n"
        "components:\n  weights: released\n  tokenizer: relased\n"
        "  training-code: {status: withheld, location: ../x}\n  zebra: released\n"
        "exceptions: [{rule: OM401, reason: because we said so}, {rule: '*', reason: because we said so}]\n"
    )
    loaded = load_manifest(text, "openness.yml")
    assert loaded.manifest is not None
    assert [entry.id for entry in loaded.manifest.components] == ["weights", "training-code"]
    assert loaded.manifest.license is None
    assert loaded.manifest.model.name == "Tiny"
    assert loaded.manifest.model.producer is None
    assert loaded.manifest.of("training-code")[0].locations == ()
    assert [exception.rule for exception in loaded.manifest.exceptions] == ["OM401"]
    kinds = {problem.kind for problem in loaded.problems}
    assert {"schema", "unknown-license", "unknown-component", "path-leaves-repository"} <= kinds


def test_a_broken_file_gives_what_stands_before_the_break() -> None:
    loaded = load_manifest(
        "openness: 1\nmodel: {name: Tiny, producer: Lab}\nlicense: MIT\ncomponents:\n  weights: released\n  x: [\n",
        "openness.yml",
    )
    assert loaded.manifest is not None
    assert loaded.manifest.of("weights")
    assert [problem.kind for problem in loaded.problems if problem.kind == "yaml"] == ["yaml"]


@pytest.mark.parametrize(
    ("written", "parameters", "exact"),
    [
        ("7e9", 7_000_000_000, True),
        ("7_000", 7000, True),
        ("7.2B", 7_200_000_000, False),
        ("'~350M'", 350_000_000, False),
    ],
)
def test_parameters_are_numbers_whatever_their_form(written: str, parameters: int, exact: bool) -> None:
    model = manifest_of(f"openness: 1\nmodel: {{name: a, producer: b, parameters: {written}}}\n").model
    assert (model.parameters, model.parameters_exact) == (parameters, exact)


@pytest.mark.parametrize(
    ("written", "ids"),
    [("none", []), ("hf:a/b", ["hf:a/b"]), ("['hf:a/b', {id: 'hf:c/d'}]", ["hf:a/b", "hf:c/d"])],
)
def test_base_models_are_read_in_every_form(written: str, ids: list[str]) -> None:
    model = manifest_of(f"openness: 1\nmodel: {{name: a, producer: b, base_model: {written}}}\n").model
    assert model.base_models is not None
    assert [base.id for base in model.base_models] == ids


def test_silence_on_the_base_model_is_not_none() -> None:
    assert manifest_of("openness: 1\nmodel: {name: a, producer: b}\n").model.base_models is None


def test_problems_come_in_order_of_place() -> None:
    for case in (Path(__file__).parent / "cases").glob("*.yml"):
        places = [(p.line, p.column) for p in load_manifest(case.read_text(encoding="utf-8"), "openness.yml").problems]
        assert places == sorted(places)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "- a\n", "just words", "7"])
def test_a_file_that_says_nothing_gives_no_manifest(text: str) -> None:
    loaded = load_manifest(text, "openness.yml")
    assert loaded.manifest is None
    assert len(loaded.problems) == 1


def test_the_format_follows_the_content_and_then_the_name() -> None:
    assert load_manifest("openness: 1\n", "MOF.yml").format == "openness"
    assert load_manifest("release: {}\n", "openness.yml").format == "mof"
    assert load_manifest("", "sub/MOF.yml").format == "mof"
    assert load_manifest("", "openness.yml").format == "openness"
