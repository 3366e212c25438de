"""Changes of real Git repositories: what counts as new, what as known, what as mended."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from miniatures import CASES, files_of, license_text
from openness.commands.judging import judge_change
from openness.model import Spoken
from support import write_files
from weightfiles import safetensors

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from support import GitRepository

    MakeRepository = Callable[[Mapping[str, bytes | str]], GitRepository]

RESTRICTED = files_of(CASES / "open-source-claim-unsupported" / "bad-restricted-weights")
README = str(RESTRICTED["README.md"])
CLAIM = "TinyLM is an open-source language model."
OPEN = """# TinyLM

TinyLM is a language model with 1B parameters by Example Lab. It is an open-weights model.

The weights are on [Hugging Face](https://huggingface.co/example-lab/TinyLM-1B).
"""


def change(
    make: MakeRepository,
    before: Mapping[str, bytes | str],
    after: Mapping[str, bytes | str | None],
    said: Sequence[Spoken] = (),
) -> dict[str, Any]:
    """The report on the second of two commits against the first; None removes a file."""
    repository = make(before)
    base = repository.git("rev-parse", "HEAD")
    for path, body in after.items():
        if body is None:
            (repository.root / path).unlink()
    write_files(repository.root, {path: body for path, body in after.items() if body is not None})
    head = repository.commit("second")
    report = judge_change(repository.root, head, base, today=date(2026, 6, 1), spoken=said).report
    in_tree = judge_change(repository.root, None, base, today=date(2026, 6, 1), spoken=said).report
    assert in_tree == report, "the working tree and the commit that it is are judged alike"
    return report


def new(report: dict[str, Any]) -> list[tuple[str, str | None]]:
    """Rule and path of the new findings."""
    return [(one["rule"], one["path"]) for one in report["findings"] if one["new"] and one["suppressed"] is None]


def mended(report: dict[str, Any]) -> list[tuple[str, str | None]]:
    return [(one["rule"], one["path"]) for one in report["comparison"]["mended"]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(README.replace("## Download", "A line.\n\nAnother one.\n\n## Download"), id="moved down"),
        pytest.param(README.replace(CLAIM, "TinyLM is an\nopen-source\nlanguage model."), id="wrapped"),
        pytest.param(README.replace("\n", "\r\n"), id="other line ends"),
        pytest.param(README.replace(CLAIM, f"- {CLAIM}"), id="made a list item"),
        pytest.param(README.replace(CLAIM, f"* {CLAIM}"), id="another list marker"),
        pytest.param(README.replace(CLAIM, "TinyLM is an **open-source** language model."), id="emphasized"),
        pytest.param(README.replace(CLAIM, "TinyLM is an <b>open-source</b> language model."), id="as HTML"),
        pytest.param(README.replace(CLAIM, "TinyLM is an open-source language model!"), id="other punctuation"),
        pytest.param(README.replace(CLAIM, "TinyLM is an Open-Source language model."), id="other case"),
        pytest.param(README.replace("## Download", "### Download"), id="another heading level"),
    ],
)
def test_a_moved_or_reformatted_line_is_not_new(git_repository: MakeRepository, text: str) -> None:
    report = change(git_repository, RESTRICTED, {"README.md": text})
    assert new(report) == []
    assert mended(report) == []
    assert [one["rule"] for one in report["findings"] if not one["new"]] == ["OM101", "OM401"]


def test_a_heading_of_another_level_is_not_new(git_repository: MakeRepository) -> None:
    title = "# TinyLM: an open-source language model"
    before = {**RESTRICTED, "README.md": README.replace("# TinyLM", title, 1)}
    report = change(git_repository, before, {"README.md": README.replace("# TinyLM", f"#{title}", 1)})
    assert new(report) == []
    assert sum(one["rule"] == "OM401" for one in report["findings"]) == 2


def test_a_chinese_paragraph_wrapped_anew_is_not_new(git_repository: MakeRepository) -> None:
    before = files_of(CASES / "open-source-claim-unsupported" / "bad-in-chinese")
    text = str(before["README.md"])
    wrapped = text.replace("我们开源了 TinyLM 模型。", "我们开源了\nTinyLM 模型。")
    assert wrapped != text
    report = change(git_repository, before, {"README.md": wrapped})
    assert new(report) == []
    assert mended(report) == []


def test_the_same_words_once_more_are_one_new_finding(git_repository: MakeRepository) -> None:
    report = change(git_repository, RESTRICTED, {"README.md": f"{README}\n{CLAIM}\n"})
    assert new(report) == [("OM401", "README.md")]
    assert report["comparison"]["known"] == 2


def test_of_the_same_words_those_that_were_added_are_new(git_repository: MakeRepository) -> None:
    added = README.replace("## Download", f"{CLAIM}\n\n## Download")
    report = change(git_repository, RESTRICTED, {"README.md": added})
    assert [one["line"] for one in report["findings"] if one["new"]] == [5]


@pytest.mark.parametrize(
    "sentence",
    [
        "TinyLM is an open-source langauge model.",
        "TinyLM is an open-source language model, which everybody who has filled in our form may use in every way.",
        "TinyLM is an open-source large language model.",
        "TinyLM is an open-source language model, see the [report](https://example.org/report.pdf).",
    ],
)
def test_a_sentence_that_is_edited_is_not_new(git_repository: MakeRepository, sentence: str) -> None:
    report = change(git_repository, RESTRICTED, {"README.md": README.replace(CLAIM, sentence)})
    assert (new(report), mended(report)) == ([], [])
    assert sum(one["rule"] == "OM401" for one in report["findings"]) == 1


def test_another_sentence_in_its_place_is_new(git_repository: MakeRepository) -> None:
    other = "Today we have open-sourced the TinyLM model after two years of work."
    report = change(git_repository, RESTRICTED, {"README.md": README.replace(CLAIM, other)})
    assert (new(report), mended(report)) == ([("OM401", "README.md")], [("OM401", "README.md")])


def test_a_license_that_makes_an_untruth_a_lesser_one_makes_nothing_new(git_repository: MakeRepository) -> None:
    text = README.partition("## License")[0]
    after = {"MODEL_LICENSE": None, "LICENSE": license_text("Apache-2.0")}
    report = change(git_repository, {**RESTRICTED, "README.md": text}, after)
    assert [one["severity"] for one in report["findings"] if one["rule"] == "OM401"] == ["warning"]
    assert (new(report), mended(report)) == ([], [])
    assert report["comparison"]["level"] == {"before": "weights-available", "after": "open-weights"}


def test_adding_a_license_text_makes_no_standing_words_new(git_repository: MakeRepository) -> None:
    before = {**RESTRICTED, "README.md": README.partition("## License")[0]}
    del before["MODEL_LICENSE"], before["LICENSE"]
    report = change(git_repository, before, {"LICENSE": license_text("Apache-2.0")})
    assert [one["severity"] for one in report["findings"] if one["rule"] == "OM401"] == ["warning"]
    assert (new(report), mended(report)) == ([], [("OM202", None)])


def test_a_license_that_makes_standing_words_untrue_makes_a_new_finding(git_repository: MakeRepository) -> None:
    before = {**RESTRICTED, "README.md": OPEN, "LICENSE": license_text("Apache-2.0")}
    before.pop("MODEL_LICENSE")
    after = {"MODEL_LICENSE": RESTRICTED["MODEL_LICENSE"]}
    report = change(git_repository, before, after)
    assert new(report) == [("OM402", "README.md")]
    assert report["comparison"]["level"] == {"before": "open-weights", "after": "weights-available"}
    assert {"framework": "owd", "before": "conforms", "after": "does-not-conform"} in report["comparison"]["frameworks"]
    assert [row["path"] for row in report["comparison"]["licenses"]] == ["MODEL_LICENSE"]
    assert "weights" in [row["id"] for row in report["comparison"]["components"]]


def test_a_license_that_makes_a_lesser_untruth_a_greater_one_makes_a_new_finding(
    git_repository: MakeRepository,
) -> None:
    before = {**RESTRICTED, "README.md": README.partition("## License")[0], "LICENSE": license_text("Apache-2.0")}
    before.pop("MODEL_LICENSE")
    report = change(git_repository, before, {"MODEL_LICENSE": RESTRICTED["MODEL_LICENSE"]})
    assert new(report) == [("OM401", "README.md")]
    (found,) = [one for one in report["findings"] if one["rule"] == "OM401"]
    assert found["severity"] == "error"


def test_what_a_change_mends_is_said(git_repository: MakeRepository) -> None:
    honest = README.replace(CLAIM, "The code of TinyLM is open source.")
    report = change(git_repository, RESTRICTED, {"README.md": honest})
    assert (new(report), mended(report)) == ([], [("OM401", "README.md")])


def test_a_renamed_file_keeps_its_findings(git_repository: MakeRepository) -> None:
    before = {**RESTRICTED, "docs/model.md": f"# Model\n\n{CLAIM}\n\nIt was trained in spring.\n"}
    text = f"# Model\n\n{CLAIM}\n\nIt was trained in spring.\n\nMore follows.\n"
    report = change(git_repository, before, {"docs/model.md": None, "docs/about.md": text})
    assert (new(report), mended(report)) == ([], [])


def test_a_renamed_license_is_no_change_of_license(git_repository: MakeRepository) -> None:
    report = change(git_repository, RESTRICTED, {"LICENSE": None, "LICENSE.md": RESTRICTED["LICENSE"]})
    assert report["comparison"]["licenses"] == []


def test_a_sentence_that_goes_to_another_file_is_not_new(git_repository: MakeRepository) -> None:
    after = {"README.md": README.replace(CLAIM, ""), "docs/model.md": f"# About\n\n{CLAIM}\n"}
    report = change(git_repository, RESTRICTED, after)
    assert (new(report), mended(report)) == ([], [])


def test_an_adapter_mended_here_does_not_excuse_one_broken_there(git_repository: MakeRepository) -> None:
    config = '{"peft_type": "LORA"}'
    whole = '{"peft_type": "LORA", "base_model_name_or_path": "example-lab/TinyLM-1B"}'
    weights = safetensors({"lora_A": ("F32", [8, 8])})
    before = {**RESTRICTED, "a/adapter_config.json": config, "a/adapter_model.safetensors": weights}
    broken: dict[str, bytes | str | None] = {"b/adapter_config.json": config, "b/adapter_model.safetensors": weights}
    report = change(git_repository, before, {"a/adapter_config.json": whole, **broken})
    assert [path for _, path in new(report)] == ["b/adapter_config.json"]
    assert [path for _, path in mended(report)] == ["a/adapter_config.json"]


def test_accepting_a_finding_does_not_count_as_mending_it(git_repository: MakeRepository) -> None:
    accepted = README.replace(CLAIM, f"{CLAIM} <!-- openness: ignore[OM401] the legal team is asked -->")
    report = change(git_repository, RESTRICTED, {"README.md": accepted})
    assert (new(report), mended(report)) == ([], [])


def test_a_finding_that_is_accepted_no_longer_is_new(git_repository: MakeRepository) -> None:
    accepted = README.replace(CLAIM, f"{CLAIM} <!-- openness: ignore[OM401] the legal team is asked -->")
    report = change(git_repository, {**RESTRICTED, "README.md": accepted}, {"README.md": README})
    assert new(report) == [("OM401", "README.md")]


def test_a_change_of_nothing_that_matters_is_quiet(git_repository: MakeRepository) -> None:
    report = change(git_repository, RESTRICTED, {"generate.py": f"{RESTRICTED['generate.py']!s}\n# done\n"})
    comparison = report["comparison"]
    assert comparison["known"] == 2
    assert [comparison[key] for key in ("new", "mended", "level", "frameworks", "components", "licenses")] == [
        0, [], None, [], [], [],
    ]  # fmt: skip


def test_words_of_a_pull_request_are_new_and_those_that_stand_are_known(git_repository: MakeRepository) -> None:
    said = [
        Spoken("repository description", "TinyLM, an open-source language model"),
        Spoken("pull request title", "Announce TinyLM, our open-source model"),
    ]
    report = change(git_repository, RESTRICTED, {"notes.txt": "x"}, said)
    assert new(report) == [("OM401", "(pull request title)")]
    found = [one for one in report["findings"] if one["path"] == "(repository description)"]
    assert [(one["rule"], one["new"], one["fix"]) for one in found] == [("OM401", False, None)]
