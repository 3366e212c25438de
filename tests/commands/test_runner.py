"""The runner's log, summary and outputs: nothing that is written there can be more than what it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.commands import runner as module
from openness.commands.action_inputs import ActionInputs, read_inputs
from openness.commands.runner import Runner
from openness.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


@given(st.text())
def test_no_text_is_a_command_or_a_second_line(text: str) -> None:
    lines: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout.write", lines.append)
        Runner({}).log(text)
        Runner({}).say("warning", text)
    logged, said = lines
    assert logged.count("\n") == said.count("\n") == 1
    assert not logged.startswith("::")
    assert said.startswith("::warning title=openness::")
    assert "\r" not in logged + said
    assert "\x1b" not in logged + said


def test_outputs_are_one_line_each(tmp_path: Path) -> None:
    place = tmp_path / "output"
    Runner({"GITHUB_OUTPUT": str(place)}).output(level="a\nconclusion=success\r\nx", comment_url=None, new=3)
    assert place.read_text(encoding="utf-8") == "level=a conclusion=success x\ncomment-url=\nnew=3\n"


def test_a_summary_stays_within_what_github_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_SUMMARY", 1_000)
    place = tmp_path / "summary"
    Runner({"GITHUB_STEP_SUMMARY": str(place)}).summary("é line\n" * 1_000)
    text = place.read_text(encoding="utf-8")
    assert len(text.encode()) < 1_100
    assert text.endswith("line\n\nThe rest does not fit here; the report in JSON has all of it.\n")


def test_an_event_is_read_up_to_its_limit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "event").write_bytes(b"x" * 100)
    assert Runner({"GITHUB_EVENT_PATH": str(tmp_path / "event")}).event(10) == b"x" * 11
    assert Runner({}).event(10) == b""
    assert Runner({"GITHUB_EVENT_PATH": str(tmp_path / "no")}).event(10) == b""
    assert "cannot be read" in capsys.readouterr().out


def test_inputs_that_are_empty_are_as_if_not_given() -> None:
    names = ("PATH", "FAIL_ON", "SHOW", "COMMENT", "SUGGESTIONS", "ANNOTATIONS", "POLICY", "ONLINE")
    assert read_inputs({f"OPENNESS_{name}": " " for name in names}) == read_inputs({}) == ActionInputs()
    assert ActionInputs().fail_on is None


def test_inputs_are_read_in_any_case() -> None:
    found = read_inputs({"OPENNESS_SUGGESTIONS": "False", "OPENNESS_FAIL_ON": "Warning", "OPENNESS_COMMENT": "NEVER"})
    assert (found.suggestions, found.fail_on, found.comment) == (False, "warning", "never")


@given(st.text(min_size=1).filter(lambda text: text.strip().lower() not in ("", "error", "warning", "note")))
def test_a_word_that_an_input_does_not_know_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="the input show is"):
        read_inputs({"OPENNESS_SHOW": text})
