"""Every kind of mistake in a manifest, with the exact list of problems that a maintainer reads.

`cases/NAME.yml` is the manifest, `cases/NAME.txt` what is said of it; an empty list is a valid manifest. Names that
start with `mof-` are read as `MOF.yml`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from openness.manifest.load import load_manifest

CASES = sorted((Path(__file__).parent / "cases").glob("*.yml"))
JARGON = ("oneOf", "anyOf", "$ref", "additionalProperties", "schema", "regex", "^", "NoneType", "Traceback")


def said(case: Path) -> str:
    name = "MOF.yml" if case.name.startswith("mof-") else "openness.yml"
    loaded = load_manifest(case.read_bytes().decode("utf-8"), name)
    lines = []
    for problem in loaded.problems:
        lines.append(f"{problem.line}:{problem.column} {problem.kind}: {problem.message}\n")
        lines.extend([f"    {problem.help}\n"] if problem.help else [])
    return "".join(lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_problems_are_listed_in_plain_words(case: Path) -> None:
    assert said(case) == case.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_messages_are_one_line_without_jargon(case: Path) -> None:
    name = "MOF.yml" if case.name.startswith("mof-") else "openness.yml"
    for problem in load_manifest(case.read_bytes().decode("utf-8"), name).problems:
        assert "\n" not in problem.message + problem.help
        assert len(problem.message) < 400
        assert not any(word in problem.message + problem.help for word in JARGON)


def test_there_are_good_and_bad_cases() -> None:
    empty = [case for case in CASES if not case.with_suffix(".txt").read_text(encoding="utf-8")]
    assert {case.stem for case in empty} == {"good-locations", "good-parameters", "worked"}
    assert len(CASES) > 50
