"""Which repositories of an organization are judged, and why the others are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.org.listed import Listed

KINDS = ("archived", "forks", "templates")
"""Kinds of repositories that are left out unless asked for: nobody can mend them here, or they are not ours."""


class Skipped(NamedTuple):
    """A repository that is not judged, and why."""

    repository: Listed
    reason: str


class Selection(NamedTuple):
    """The repositories to judge and those left out, both by name."""

    judged: tuple[Listed, ...]
    skipped: tuple[Skipped, ...]


def select(repositories: Iterable[Listed], include: Iterable[str] = ()) -> Selection:
    """Every repository once, judged or skipped; `include` names kinds that are judged after all."""
    wanted = frozenset(include)
    judged, skipped = [], []
    for one in sorted({one.id: one for one in repositories}.values(), key=lambda one: one.full_name.lower()):
        reason = skip_reason(one, wanted)
        if reason is None:
            judged.append(one)
        else:
            skipped.append(Skipped(one, reason))
    return Selection(tuple(judged), tuple(skipped))


def skip_reason(repository: Listed, include: frozenset[str] = frozenset()) -> str | None:
    """Why a repository is not judged, in one word or two; None when it is."""
    if repository.disabled:
        return "disabled"
    if repository.archived and "archived" not in include:
        return "archived"
    if repository.fork and "forks" not in include:
        return "fork"
    if repository.template and "templates" not in include:
        return "template"
    return None if repository.tree else "empty"
