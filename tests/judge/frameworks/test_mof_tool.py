"""The class of the Model Openness Tool: rule by rule, and on its own files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from openness.judge.frameworks.mof import MofVerdict, evaluate_licenses, evaluate_mof_file
from openness.judge.frameworks.mof.tool import framework, is_open, license_table
from openness.manifest.document import parse

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

III = [
    "Model architecture",
    "Model parameters (Final)",
    "Technical report",
    "Evaluation results",
    "Model card",
    "Data card",
]
II = ["Training code", "Inference code", "Evaluation code", "Evaluation data"]
I = ["Datasets", "Data preprocessing code", "Research paper", "Model parameters (Intermediate)"]  # noqa: E741


def judge(names: Iterable[str], license: str | None = "Apache-2.0", **other: str | None) -> MofVerdict:  # noqa: A002
    special = {name.replace("_", " "): value for name, value in other.items()}
    return evaluate_licenses({name: special.get(name, license) for name in names})


@pytest.mark.parametrize(
    ("names", "class_", "progress"),
    [
        ([], 0, (0.0, 0.0, 0.0)),
        (III[:3], 0, (0.0, 0.0, 50.0)),
        (III, 3, (0.0, 60.0, 100.0)),
        (III + II, 2, (1000 / 14, 100.0, 100.0)),
        (III + II + I, 1, (100.0, 100.0, 100.0)),
        (II + I, 0, (0.0, 0.0, 100 / 6)),
        (III[:5] + II + I, 0, (0.0, 0.0, 500 / 6)),
    ],
)
def test_classes_accumulate_and_are_gated(names: list[str], class_: int, progress: tuple[float, ...]) -> None:
    verdict = judge(names)
    assert verdict.class_ == class_
    assert [verdict.progress[number] for number in (1, 2, 3)] == pytest.approx(list(progress))


def test_a_paper_stands_in_for_the_report() -> None:
    without = [name for name in III if name != "Technical report"]
    verdict = judge([*without, *II, *I])
    assert verdict.class_ == 1
    assert "Technical report" not in verdict.missing
    assert judge([*without, "Research paper"]).class_ == 3


def test_a_report_does_not_stand_in_for_the_paper() -> None:
    verdict = judge([name for name in III + II + I if name != "Research paper"])
    assert verdict.class_ == 2
    assert verdict.missing == ("Research paper",)


def test_a_closed_paper_takes_the_reports_place_without_help() -> None:
    without = [name for name in III if name != "Technical report"]
    verdict = judge([*without, "Research paper"], Research_paper="CC-BY-NC-4.0")
    assert verdict.class_ == 0
    assert verdict.states[3].missing == ()
    assert verdict.states[3].invalid == ("Research paper",)


def test_a_closed_report_is_harmless_beside_an_open_paper() -> None:
    verdict = judge([*III, "Research paper"], Technical_report="CC-BY-NC-4.0")
    assert verdict.class_ == 3
    assert verdict.states[3].invalid == ("Technical report",)


def test_an_included_report_is_not_counted_twice() -> None:
    assert judge(III + II + I).progress[1] == 100.0


def test_unlicensed_and_closed_components_are_told_apart() -> None:
    verdict = judge(III, Model_card=None, Data_card="Proprietary")
    assert verdict.unlicensed == ("Model card",)
    assert verdict.invalid == ("Data card",)
    assert "Model card" not in verdict.missing


def test_optional_components_never_count() -> None:
    extra = ["Sample model outputs", "Supporting libraries and tools", "Model metadata"]
    assert judge([*III, *extra]).progress == judge(III).progress
    assert judge(extra).states[1].optional == tuple(extra)


def test_open_licenses_for_another_kind_of_content_count_with_advice() -> None:
    verdict = judge(III, license="GPL-3.0-only")
    assert verdict.class_ == 3
    assert set(verdict.conditional) == set(III)
    assert judge(III, Model_architecture="MIT").conditional == ("Model parameters (Final)",)


@pytest.mark.parametrize(
    "name", ["MIT", "WTFPL", "BSD-4-Clause", "CC-BY-4.0", "ODbL-1.0", "OpenMDW-1.0", "GPL-3.0", "CDLA-Sharing-1.0"]
)
def test_what_the_tool_takes_for_open(name: str) -> None:
    assert is_open(name)


@pytest.mark.parametrize(
    "name",
    [
        "mit",
        "Apache 2.0",
        "PDDL-1.0",
        "CC-BY-NC-4.0",
        "OpenMDW-1.1",
        "MIT OR Apache-2.0",
        "CC-PDDC",
        "MulanPSL-1.0",
        "",
    ],
)
def test_what_the_tool_does_not_take_for_open(name: str) -> None:
    assert not is_open(name)


def test_the_table_has_the_tools_225_open_licenses() -> None:
    assert len(license_table()["open"]) == 225
    assert framework()["version"] == "1.0"


def file_of(components: str, licenses: str = "{}") -> MofVerdict:
    text = (
        f"framework: {{name: Model Openness Framework}}\nrelease:\n  license: {licenses}\n  components: {components}\n"
    )
    return evaluate_mof_file(parse(text, "MOF.yml"))


SHARED = "{distribution: {name: MIT}, code: {name: Proprietary}, document: {name: ''}, data: {name: null}}"


def test_licenses_are_resolved_from_the_narrowest_to_the_widest() -> None:
    verdict = file_of(
        "[{name: Model architecture}, {name: Model card}, {name: Model parameters (Final)}, "
        "{name: Data card, license: unlicensed}, {name: Evaluation results, license: ''}, "
        "{name: Training code, license: Apache-2.0}, {name: Inference code, license: null}]",
        SHARED,
    )
    assert verdict.states[3].included == ("Model parameters (Final)", "Model card")
    assert set(verdict.unlicensed) == {"Data card", "Evaluation results"}
    assert set(verdict.invalid) == {"Model architecture", "Inference code"}
    assert "Training code" in verdict.states[2].included


def test_paths_do_not_count_as_licenses() -> None:
    assert file_of("[{name: Model card, license_path: LICENSE, component_path: x}]").unlicensed == ("Model card",)


def test_the_last_of_two_equal_components_counts() -> None:
    verdict = file_of("[{name: Model card, license: MIT}, {name: Model card, license: Proprietary}]")
    assert verdict.invalid == ("Model card",)


def test_an_unknown_name_counts_for_nothing() -> None:
    verdict = file_of("[{name: Zebra, license: MIT}, {name: datasets, license: MIT}]")
    assert verdict.unknown == ("Zebra", "datasets")
    assert "Datasets" in verdict.missing


@pytest.mark.parametrize("text", ["", "[]", "release: 3", "release: {components: {a: b}}", "release: {license: [1]}"])
def test_broken_files_get_no_class(text: str) -> None:
    assert evaluate_mof_file(parse(text, "MOF.yml")).class_ == 0


def test_every_file_of_the_tool_gets_its_class_and_progress(corpus: Path) -> None:
    rows = [json.loads(line) for line in (corpus / "mot" / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        verdict = evaluate_mof_file(parse((corpus / "mot" / row["file"]).read_text(encoding="utf-8"), row["file"]))
        assert verdict.class_ == row["class"], row["file"]
        for number, percent in row["progress"].items():
            assert verdict.progress[int(number)] == pytest.approx(percent), row["file"]


@pytest.mark.parametrize("stated", [None, "CC-BY-NC-4.0"])
def test_an_open_paper_outweighs_a_report_that_does_not_count(stated: str | None) -> None:
    verdict = judge(III + II + I, Technical_report=stated)
    assert verdict.class_ == 1
    assert verdict.progress[1] == 100.0


def test_an_unlicensed_paper_stands_where_the_report_is_missing() -> None:
    without = [name for name in III if name != "Technical report"]
    verdict = judge([*without, "Research paper"], Research_paper=None)
    assert verdict.class_ == 0
    assert verdict.states[3].unlicensed == verdict.states[2].unlicensed == ("Research paper",)
    assert "Technical report" not in verdict.missing


def test_invalid_and_unlicensed_components_are_not_missing() -> None:
    verdict = judge(III + II + I, Training_code="Proprietary", Datasets=None)
    assert verdict.missing == ()
    assert (verdict.invalid, verdict.unlicensed) == (("Training code",), ("Datasets",))


def test_progress_is_a_raw_share() -> None:
    assert judge(III[:5]).progress[3] == 83.33333333333334


def test_kinds_of_content_for_which_a_license_is_made() -> None:
    code = "0BSD AFL-1.1 AFL-1.2 AFL-2.0 AFL-2.1 AFL-3.0 Apache-1.0 Apache-1.1 Apache-2.0 ECL-1.0 ECL-2.0 ISC MIT MIT-0"
    made = {
        "code": {*code.split(), "MulanPSL-2.0", "NCSA", "UPL-1.0", "OpenMDW-1.0"},
        "data": {"CDLA-Permissive-1.0", "CDLA-Permissive-2.0", "OpenMDW-1.0"},
        "document": {"Apache-2.0", "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0", "CC0-1.0", "OpenMDW-1.0"},
    }
    for content, names in made.items():
        assert {name for name in license_table()["appropriate"][content] if is_open(name)} == names


@pytest.mark.parametrize(
    ("component", "stated", "advised"),
    [
        ("Model parameters (Final)", "CC0-1.0", True),
        ("Model parameters (Final)", "CC-BY-4.0", True),
        ("Model parameters (Final)", "OpenMDW-1.0", False),
        ("Model architecture", "BSD-3-Clause", True),
        ("Model architecture", "GPL-3.0", True),
        ("Model card", "CC0-1.0", False),
        ("Model card", "Apache-2.0", False),
        ("Model card", "MIT", True),
    ],
)
def test_a_license_for_another_kind_of_content_counts_and_is_advised_against(
    component: str, stated: str, advised: bool
) -> None:
    verdict = evaluate_licenses({component: stated})
    assert verdict.states[3].included == (component,)
    assert (component in verdict.conditional) is advised


@pytest.mark.parametrize(
    "name",
    [
        *("CC-BY-3.0-DE", "CC-BY-3.0-IGO", "CC-BY-3.0-NL", "CC-BY-3.0-US", "CC-BY-3.0-AT", "CC-BY-3.0-AU"),
        *("CC-BY-SA-2.0-UK", "AGPL-3.0", "GFDL-1.3", "OpenSSL", "NPL-1.0", "Apache-1.0"),
    ],
)
def test_oddities_that_are_open(name: str) -> None:
    assert is_open(name)


@pytest.mark.parametrize(
    "name",
    [
        *("CC-BY-SA-3.0-DE", "CC-BY-SA-3.0-IGO", "etalab-2.0", "DL-DE-BY-2.0", "DL-DE-ZERO-2.0", "OGL-UK-1.0"),
        *("NLOD-2.0", "O-UDA-1.0", "C-UDA-1.0", "FreeBSD-DOC", "ODC-PDDL-1.0x", "BSD-3", "MIT License"),
        *("LicenseRef-scancode-x", "Apache-2.0 OR MIT", "apache-2.0"),
    ],
)
def test_oddities_that_are_not_open(name: str) -> None:
    assert not is_open(name)


def test_the_word_unlicensed_counts_by_the_letter() -> None:
    listed = "[{name: Model card}, {name: Data card, license: Unlicensed}, {name: Evaluation results, license: MIT}]"
    verdict = file_of(listed, "{distribution: {name: unlicensed}}")
    assert verdict.unlicensed == ("Model card",)
    assert verdict.invalid == ("Data card",)
    assert verdict.states[3].included == ("Evaluation results",)


@pytest.mark.parametrize("empty", ["{}", "[]", "null", "''"])
def test_an_empty_block_of_licenses_is_tolerated(empty: str) -> None:
    assert file_of("[{name: Model card, license: MIT}]", empty).states[3].included == ("Model card",)


def test_each_class_asks_for_the_number_that_the_tool_divides_by() -> None:
    required = {number: len(row["required"]) for number, row in framework()["classes"].items()}
    assert required == {"3": 6, "2": 4, "1": 4}
    assert sum(len(row["optional"]) for row in framework()["classes"].values()) == 3
