"""The inputs of the Action, which come as environment variables and are empty where the workflow gives none."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from openness.action.decision import COMMENT_MODES, DEFAULT_COMMENT_MODE, CommentMode, Inputs
from openness.errors import UsageError
from openness.findings.threshold import FAIL_ON, FailOn
from openness.values import NamedTuple
from openness.vocabulary import SEVERITIES, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_Word = TypeVar("_Word", bound=str)


class ActionInputs(NamedTuple):
    """What the workflow's author chose. `fail_on` is None where nothing was said, so that a policy may say it."""

    path: str = ""
    fail_on: FailOn | None = None
    show: Severity = "note"
    comment: CommentMode = DEFAULT_COMMENT_MODE
    comment_id: str = ""
    suggestions: bool | None = None
    annotations: bool = True
    base: str = ""
    baseline: str = ""
    policy: str = ""
    policy_token: str = ""
    online: bool = False
    findings: str = ""

    @property
    def deciding(self) -> Inputs:
        """The part that decides what a run does."""
        return Inputs(self.comment, suggestions=self.suggestions, annotations=self.annotations, base=self.base)


def read_inputs(environment: Mapping[str, str]) -> ActionInputs:
    """The inputs from variables such as `OPENNESS_FAIL_ON`; raises UsageError that says what an input can be."""
    given = _Given(environment)
    fail_on: FailOn | None = given.one_of("fail-on", FAIL_ON) if given.text("fail-on") else None
    return ActionInputs(
        path=given.text("path"),
        fail_on=fail_on,
        show=given.one_of("show", SEVERITIES, "note"),
        comment=given.one_of("comment", COMMENT_MODES, DEFAULT_COMMENT_MODE),
        comment_id=given.text("comment-id"),
        suggestions=given.flag("suggestions", default=True) if given.text("suggestions") else None,
        annotations=given.flag("annotations", default=True),
        base=given.text("base"),
        baseline=given.text("baseline"),
        policy=given.text("policy"),
        policy_token=given.text("policy-token"),
        online=given.flag("online", default=False),
        findings=given.text("findings"),
    )


class _Given:
    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def text(self, name: str) -> str:
        return self._environment.get(f"OPENNESS_{name.upper().replace('-', '_')}", "").strip()

    def one_of(self, name: str, choices: Sequence[_Word], default: _Word | None = None) -> _Word:
        value = self.text(name)
        if not value and default is not None:
            return default
        for choice in choices:
            if value.lower() == choice:
                return choice
        raise UsageError(f"the input {name} is {value[:100]!r}; it can be {', '.join(choices[:-1])} or {choices[-1]}")

    def flag(self, name: str, *, default: bool) -> bool:
        return self.one_of(name, ("true", "false"), "true" if default else "false") == "true"
