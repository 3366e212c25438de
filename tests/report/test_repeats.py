"""Repeated findings of one file are told once to people."""

from __future__ import annotations

from typing import Any

from openness.report.repeats import MOST_SHOWN, folded


def finding(line: int | None, words: str = "open-source", path: str = "README.md") -> dict[str, Any]:
    message = f"“{words}” is said of the model, but its weights are under Llama 2."
    said = {"rule": "OM401", "severity": "error", "message": message, "help": "", "evidence": []}
    return {**said, "path": path, "line": line}


def test_the_first_ones_are_shown_and_the_rest_named_by_line() -> None:
    many = [finding(line, "open source" if line % 2 else "open-sourced") for line in range(1, 11)]
    shown = list(folded(many))
    assert [one["line"] for one, _ in shown] == [1, 2, 3, 4]
    assert [told for _, told in shown] == ["", "", "", "and 6 more like it, at lines 5, 6, 7, 8, 9, 10"]


def test_few_ones_other_files_and_findings_without_a_line_are_all_shown() -> None:
    some = [finding(line) for line in range(MOST_SHOWN + 1)] + [finding(1, path="b.md"), finding(None)]
    assert [told for _, told in folded(some)] == [""] * len(some)


def test_a_long_list_of_lines_is_cut() -> None:
    told = [told for _, told in folded([finding(line) for line in range(1, 40)]) if told]
    assert told == ["and 35 more like it, at lines 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 …"]
