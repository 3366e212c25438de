"""Words said of a repository outside its files: what of them is a claim."""

from __future__ import annotations

from datetime import date

import pytest

from miniatures import CASES, files_of
from openness.model import SPOKEN_SOURCES, Spoken, is_spoken, spoken_path
from openness.report.judged import judge_repository
from support import repository_from

FILES = files_of(CASES / "open-source-claim-unsupported" / "bad-restricted-weights")
HONEST = {**FILES, "README.md": str(FILES["README.md"]).replace("an open-source language", "a language")}


def found(source: str, text: str) -> list[tuple[str, int | None]]:
    """Rule and line of the findings about the words."""
    repository = repository_from(HONEST, name="example-lab+TinyLM")
    judged = judge_repository(repository, today=date(2026, 6, 1), spoken=[Spoken(source, text)])
    assert all(one.fix is None for one in judged.findings if one.path and is_spoken(one.path))
    return [(one.rule, one.line) for one in judged.findings if one.path == spoken_path(source)]


@pytest.mark.parametrize(
    ("source", "text", "line"),
    [
        ("repository description", "TinyLM, an open-source language model", 1),
        ("pull request title", "Release open-source TinyLM-1B weights", 1),
        ("pull request title", "开源 TinyLM 模型", 1),
        ("pull request body", "Summary\n\nWe open-source the TinyLM weights.\n", 3),
        ("release notes", "## v1.0\n\nTinyLM 1.0 is now open source.", 3),
        ("topics", "llm\nopen-source-llm", 2),
        ("topics", "llm, open-source-llm", 2),
    ],
)
def test_a_claim_is_found_where_it_is_made(source: str, text: str, line: int) -> None:
    assert found(source, text) == [("OM401", line)]


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("pull request title", "Remove the claim that TinyLM is open source"),
        ("pull request title", "TinyLM is not open source: say so"),
        ("pull request title", 'Replace "open-source" by "open-weights" in README'),
        ("pull request title", "Fix typo in open source section"),
        ("pull request title", "Open source the training code"),
        ("pull request title", "feat: support open-source LLMs"),
        ("pull request body", "> TinyLM is an open-source model\n\nIt is not, so I mend that."),
        ("pull request body", "Thank you for this great open-source model!"),
        ("pull request body", "<!-- Is TinyLM open source? -->\nA typo."),
        ("release notes", "* update open-source dependencies"),
        ("topics", "llm\nopen-source\npytorch"),
        ("topics", "opensource\nopen-source-ai"),
        ("topics", ""),
        ("repository description", "A framework for open-source LLMs"),
        ("repository description", ""),
    ],
)
def test_words_about_other_things_are_left_alone(source: str, text: str) -> None:
    assert found(source, text) == []


def test_a_license_that_the_description_names_is_held_against_the_text() -> None:
    assert [rule for rule, _ in found("repository description", "TinyLM code, released under Apache 2.0")] == ["OM403"]
    assert found("pull request body", "Changes the license from Apache 2.0 to MIT") == []


def test_a_file_of_that_name_is_a_file_still() -> None:
    assert [is_spoken(spoken_path(source)) for source in SPOKEN_SOURCES] == [True] * len(SPOKEN_SOURCES)
    assert not is_spoken("(notes)")
    assert not is_spoken("topics")
