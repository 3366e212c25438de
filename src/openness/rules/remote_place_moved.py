"""A place that the manifest names has moved, and answers under its old name by redirection only.

What it checks: with `--online`, hub repositories that answer under another name, and links that are redirected for
good.

Why it matters: the old name is free for anybody to take, and with it every reader who follows the manifest.

What to do: write the new location.

Severity: note.

Sources: RFC 9110, sections 15.4.2 and 15.4.9; Hugging Face hub documentation, "Renaming or transferring a repo".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.remote_places import hub_of, named_places, place_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.rules.remote_places import Named


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each place that has moved."""
    for named in named_places(facts):
        new = _new_place(facts, named)
        if new is None:
            continue
        yield Found(
            f"`{named.text}` has moved to `{new}`.",
            path=facts.manifest_path,
            line=named.span.line,
            column=named.span.column,
            help=f"Write `{new}`.",
            key=f"{named.component} {named.text}",
            evidence=(Evidence(named.text, None, f"answers as {new}"),),
            width=len(named.text),
        )


def _new_place(facts: Facts, named: Named) -> str | None:
    hub, place = hub_of(facts, named.place), place_of(facts, named.place)
    if hub is not None and hub.state == "there" and hub.name:
        prefix = "hf:datasets/" if named.place.key.startswith("hf:datasets/") else "hf:"
        old = named.place.key.partition("@")[0].removeprefix(prefix)
        return f"{prefix}{hub.name}" if hub.name.lower() != old.lower() else None
    if place is not None and place.state == "there" and place.moved:
        return place.moved
    return None


RULE: Rule[Facts] = Rule(
    "OM340",
    "remote-place-moved",
    "note",
    "A declared place has moved",
    check,
    __doc__ or "",
)
