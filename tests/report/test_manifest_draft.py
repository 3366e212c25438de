"""The drafted manifest is valid as it stands, whatever the repository is called and whatever its files are named."""

from __future__ import annotations

from datetime import date

from hypothesis import example, given, settings
from hypothesis import strategies as st

from miniatures import CASES, files_of
from openness.facts.gather import gather
from openness.manifest.load import load_manifest
from openness.report.manifest_draft import draft_manifest
from support import repository_from

FILES = files_of(CASES / "open-source-claim-unsupported" / "bad-restricted-weights")


def draft(files: dict[str, bytes | str], name: str = "tinylm") -> str:
    return draft_manifest(gather(repository_from(files, name=name), today=date(2026, 6, 1)))


def test_what_is_found_is_guessed_with_its_source() -> None:
    text = draft(FILES)
    loaded = load_manifest(text, "openness.yml")
    assert loaded.problems == ()
    assert loaded.manifest is not None
    (weights,) = loaded.manifest.of("weights")
    assert weights.locations == ("hf:example-lab/TinyLM-1B",)
    assert loaded.manifest.license == "MIT"
    assert "# README.md:7" in text


HUB = "https://huggingface.co/"


def test_each_model_of_several_has_its_entry() -> None:
    links = f"Weights: {HUB}example-lab/Tern-1B, {HUB}example-lab/Tern-7B and {HUB}example-lab/Tern-7B-Chat.\n"
    text = draft({**FILES, "README.md": f"# Tern\n\nTern is a language model.\n\n{links}"})
    loaded = load_manifest(text, "openness.yml")
    assert loaded.problems == ()
    assert loaded.manifest is not None
    assert [(one.name, one.locations) for one in loaded.manifest.of("weights")] == [
        ("Tern-1B", ("hf:example-lab/Tern-1B",)),
        ("Tern-7B", ("hf:example-lab/Tern-7B",)),
        ("Tern-7B-Chat", ("hf:example-lab/Tern-7B-Chat",)),
    ]


def test_a_draft_is_valid_where_no_license_was_found() -> None:
    files: dict[str, bytes | str] = {
        "README.md": f"# Tern\n\nTern is a language model.\n\nWeights: {HUB}example-lab/Tern-1B\n"
    }
    text = draft(files)
    loaded = load_manifest(text, "openness.yml")
    assert loaded.problems == ()
    assert loaded.manifest is not None
    assert [loaded.manifest.license_of(one) for one in loaded.manifest.of("weights")] == ["NOASSERTION"]


def test_the_license_of_the_code_is_not_said_of_a_paper_elsewhere() -> None:
    readme = (
        f"# Tern\n\nTern is a language model: {HUB}example-lab/Tern-1B\n\n[Paper](https://arxiv.org/abs/2501.00103)\n"
    )
    loaded = load_manifest(draft({**FILES, "README.md": readme}), "openness.yml")
    assert loaded.manifest is not None
    (paper,) = loaded.manifest.of("research-paper")
    assert loaded.manifest.license_of(paper) == "NOASSERTION"


def test_code_that_only_prose_speaks_of_is_where_the_prose_links_to() -> None:
    link = "https://github.com/example-lab/tern-trainer"
    said = f"Train it with `python train.py`; more training instructions are in the [trainer]({link})."
    readme = f"# Tern\n\nTern is a language model: {HUB}example-lab/Tern-1B\n\n## Training\n\n{said}\n"
    text = draft({**FILES, "README.md": readme})
    loaded = load_manifest(text, "openness.yml")
    assert loaded.manifest is not None
    places = [place for one in loaded.manifest.of("training-code") for place in one.locations]
    assert places == ["gh:example-lab/tern-trainer"]


def test_an_empty_repository_still_gives_a_valid_draft() -> None:
    loaded = load_manifest(draft({"notes.txt": "nothing here\n"}), "openness.yml")
    assert loaded.problems == ()


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=30))
@example('a": b\n# c')
@example("yes")
@example("- x: {y}")
def test_no_name_breaks_out_of_its_value(name: str) -> None:
    files = {**FILES, "README.md": f"# {name}\n\nA language model. https://huggingface.co/example-lab/TinyLM-1B\n"}
    loaded = load_manifest(draft(files, name=name), "openness.yml")
    assert loaded.problems == ()
    assert loaded.manifest is not None
    assert {entry.id for entry in loaded.manifest.components} >= {"inference-code"}
