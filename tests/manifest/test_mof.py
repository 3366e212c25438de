from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from openness.manifest.load import load_manifest

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "framework: {name: Model Openness Framework}\nrelease:\n  name: Tiny\n  version: 7B\n  producer: Lab\n"


def load(components: str, licenses: str = "{distribution: {name: MIT}}") -> dict[str, tuple[str, str | None]]:
    text = f"{HEAD}  type: image\n  treatment: chat fine-tuned\n  license: {licenses}\n  components: {components}\n"
    loaded = load_manifest(text, "MOF.yml")
    assert loaded.format == "mof"
    assert loaded.manifest is not None
    return {entry.id: (entry.status, loaded.manifest.license_of(entry)) for entry in loaded.manifest.components}


def test_listed_components_are_released_under_the_license_that_governs_them() -> None:
    licenses = "{distribution: {name: MIT}, document: {name: CC-BY-4.0}, data: {name: ''}}"
    found = load("[{name: Model card}, {name: Datasets}, {name: Training code, license: Apache-2.0}]", licenses)
    assert found == {
        "model-card": ("released", "CC-BY-4.0"),
        "training-data": ("released", "MIT"),
        "training-code": ("released", "Apache-2.0"),
    }


@pytest.mark.parametrize("word", ["unlicensed", "''", "Undisclosed", "Zebra terms"])
def test_words_that_name_no_license_give_none(word: str) -> None:
    assert load(f"[{{name: Datasets, license: {word}}}]") == {"training-data": ("released", "NOASSERTION")}


@pytest.mark.parametrize(
    ("written", "meant"), [("Apache 2.0", "Apache-2.0"), ("BSD-3", "BSD-3-Clause"), ("MIT license", "MIT")]
)
def test_freely_written_licenses_are_read(written: str, meant: str) -> None:
    assert load(f"[{{name: Training code, license: {written}}}]") == {"training-code": ("released", meant)}


def test_not_included_is_withheld() -> None:
    assert load("[{name: Datasets, license: Component not included}]")["training-data"][0] == "withheld"


def test_an_unknown_name_is_an_error_and_nothing_else() -> None:
    text = f"{HEAD}  license: {{}}\n  components: [{{name: Data sets}}, {{name: Zebra}}]\n"
    loaded = load_manifest(text, "MOF.yml")
    assert loaded.manifest is not None
    assert loaded.manifest.components == ()
    assert [problem.kind for problem in loaded.problems] == ["unknown-component"] * 2
    assert "did you mean `Datasets`?" in loaded.problems[0].message


def test_the_last_of_two_equal_components_counts() -> None:
    assert load("[{name: Datasets, license: MIT}, {name: Datasets, license: ISC}]")["training-data"][1] == "ISC"


def test_the_model_and_its_places_are_read() -> None:
    text = (
        f"{HEAD}  type: image\n  treatment: chat fine-tuned\n  license: {{}}\n  huggingface: https://huggingface.co/a/b\n"
        "  repository: https://github.com/a/b\n  components:\n"
        "  - {name: Model card, component_path: 'see the paper', license_path: LICENSE}\n"
    )
    manifest = load_manifest(text, "MOF.yml").manifest
    assert manifest is not None
    assert (manifest.model.type, manifest.model.treatment) == ("image-generation", "chat-tuned")
    assert manifest.model.parameters == 7_000_000_000
    assert [release.channel for release in manifest.releases] == ["huggingface", "github"]
    assert manifest.components[0].locations == ()
    assert manifest.components[0].license_file == "LICENSE"


def test_every_real_file_is_read(corpus: Path) -> None:
    for file in sorted((corpus / "mot").glob("*.yml"))[::4]:
        loaded = load_manifest(file.read_text(encoding="utf-8"), file.name)
        assert loaded.format == "mof"
        assert loaded.manifest is not None
        assert {problem.kind for problem in loaded.problems} <= {"unknown-license"}
