"""The manifest cannot be read as the schema says, or says something impossible.

What it checks: YAML syntax, duplicate keys, the schema, license expressions, dates, and what fields must agree on (a
released component needs a place, full disclosure cannot list undisclosed sources).

Why it matters: a value that is not understood is not checked, and readers of the manifest are told something else than
its author meant.

What to do: mend the line named; `# yaml-language-server: $schema=…` gives the same checks in an editor.

Severity: error.

Sources: `schemas/openness-manifest-v1.schema.json`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from openness.facts.gather import Facts
    from openness.model import Problem

OWN_RULES: frozenset[str] = frozenset({"unknown-component", "path-leaves-repository"})
"""Kinds of problem that have a rule of their own."""


def problems(facts: Facts, kinds: Collection[str], *, among: bool) -> Iterator[Found]:
    """Problems of the manifest whose kind is (`among`) or is not one of `kinds`."""
    for problem in facts.manifest.problems if facts.manifest else ():
        if (problem.kind in kinds) is among:
            yield found_of(problem)


def found_of(problem: Problem) -> Found:
    """What a rule hands over for one problem of a manifest."""
    return Found(
        problem.message,
        path=problem.path,
        line=problem.line,
        column=problem.column,
        help=problem.help,
        key=f"{problem.kind} {problem.pointer} {problem.message}",
    )


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each problem that no other rule reports."""
    yield from problems(facts, OWN_RULES, among=False)


RULE: Rule[Facts] = Rule("OM102", "manifest-invalid", "error", "The manifest is not valid", check, __doc__ or "")
