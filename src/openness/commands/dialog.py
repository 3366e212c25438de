"""The questions of `openness init`, asked on a terminal and nowhere else."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from openness.report.draft_questions import complaint, questions
from openness.report.escape import printable

if TYPE_CHECKING:
    from openness.facts.gather import Facts
    from openness.report.draft_questions import Question

_TRIES = 3


def may_ask() -> bool:
    """True when somebody sits there: input and output are a terminal, and no continuous integration says otherwise."""
    return sys.stdin.isatty() and sys.stdout.isatty() and not os.environ.get("CI")


def ask(facts: Facts, *, workflow: bool, hook: bool) -> tuple[dict[str, str], bool, bool]:
    """Answers by key, and whether workflow and hook are wanted; the end of the input takes every default."""
    answers: dict[str, str] = {}
    _say("Enter takes what is in brackets; nothing there: the question stays in the draft as a comment.\n\n")
    try:
        for question in questions(facts):
            answer = _answer(facts, question, answers)
            if answer and answer != question.default:
                answers[question.key] = answer
        workflow = workflow or _yes("Write a workflow that checks every push and pull request?")
        hook = hook or _yes("Add the hook to .pre-commit-config.yaml?")
    except EOFError:
        _say("\n")
    _say("\n")
    return answers, workflow, hook


def _answer(facts: Facts, question: Question, answers: dict[str, str]) -> str:
    for _ in range(_TRIES):
        default = f" [{printable(question.default)}]" if question.default else ""
        answer = _read(f"{question.text}{default}: ")
        if not answer:
            return question.default
        wrong = complaint(facts, answers, question.key, answer)
        if wrong is None:
            return answer
        _say(f"  {printable(wrong)}\n")
    return question.default


def _yes(question: str) -> bool:
    return _read(f"{question} [y/N]: ").casefold() in ("y", "yes")


def _read(prompt: str) -> str:
    """A line without its end; raises EOFError at the end of the input."""
    _say(prompt)
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.strip()


def _say(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()
