"""What a rule is, and what it hands over for each thing it finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from openness.model import Evidence
    from openness.vocabulary import Severity

Subject_contra = TypeVar("Subject_contra", contravariant=True)


class Edit(NamedTuple):
    """A replacement of a stretch of one line; `end_column` is exclusive."""

    path: str
    line: int
    column: int
    end_column: int
    replacement: str


class Found(NamedTuple):
    """One thing that a rule found.

    `key` is what stays the same when the line moves or is reformatted (the sentence, the component id), `ground` what
    the judgment of it rests on (the license that contradicts it): the fingerprint is made of both, so that a sentence
    that a new license makes untrue is a new finding. `severity` overrides the rule's own. `width` is the number of
    characters to mark.
    """

    message: str
    path: str | None = None
    line: int | None = None
    column: int | None = None
    help: str = ""
    key: str = ""
    ground: str = ""
    severity: Severity | None = None
    evidence: tuple[Evidence, ...] = ()
    fix: Edit | None = None
    width: int = 1


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject_contra]):
    """A rule: stable id, name that says the pattern, default severity, its check and its documentation.

    `documentation` is the docstring of the rule's module; its headings are checked by a test.
    """

    id: str
    name: str
    severity: Severity
    summary: str
    check: Callable[[Subject_contra], Iterable[Found]]
    documentation: str = field(repr=False)
