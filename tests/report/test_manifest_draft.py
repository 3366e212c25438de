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
