"""A model is released here and no openness manifest says what is and is not.

What it checks: the repository releases a model (weights in the tree, in releases or behind hub links) and holds
neither `openness.yml` nor `MOF.yml`.

Why it matters: without a manifest everything is read from file names and prose. A manifest states the release once, in
a form that people, policies and indexes can rely on, and lets this tool check declared against observed.

What to do: run `openness init`, finish the drafted file and commit it.

Severity: note. A policy may require the manifest.

Sources: Model Openness Framework 1.0 (arXiv:2403.13784), which asks for a manifest with every release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts


def check(facts: Facts) -> Iterator[Found]:
    """At most one finding, about the repository as a whole."""
    if facts.evidence.is_model_repository and facts.manifest is None:
        path = facts.manifest_path
        reason = "No openness manifest" if path is None else f"{path} could not be read"
        yield Found(
            f"{reason}: what is released is read from file names and prose only.",
            help="Run `openness init` to draft openness.yml from what was found here."
            if path is None
            else "Save it as UTF-8 text, readable for all.",
            key="manifest",
        )


RULE: Rule[Facts] = Rule(
    "OM101", "manifest-missing", "note", "A model is released without an openness manifest", check, __doc__ or ""
)
