"""What reading and writing give: the facts or the text, and everything that did not come along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openness.manifest.entities import Manifest
    from openness.model import Problem


@dataclass(frozen=True, slots=True)
class Loss:
    """A fact that one side states and the other cannot carry: which one, and why."""

    what: str
    why: str

    def __str__(self) -> str:
        return f"{self.what}: {self.why}"


@dataclass(frozen=True, slots=True)
class Converted:
    """A manifest read from another format; `assumed` lists what the format does not say and had to be filled in."""

    manifest: Manifest
    losses: tuple[Loss, ...] = ()
    assumed: tuple[Loss, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """The text of a file; `assumed` lists what the manifest does not say and the format requires."""

    text: str
    losses: tuple[Loss, ...] = ()
    assumed: tuple[Loss, ...] = ()


def place_of(path: str, problem: Problem, below: int = 0) -> str:
    """`file:line:column` of a problem; `below` is the number of lines before the part that was read."""
    return f"{path}:{problem.line + below}:{problem.column}"
