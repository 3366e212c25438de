"""What a comment or a summary needs besides the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.action.places import Site
    from openness.vocabulary import Severity


class Context(NamedTuple):
    """Where and for whom something is told. `site` None: nothing is linked; `least`: lesser findings are left out.

    `identity` is the path of the manifest, or the folder that was judged. `relayed`: the report was made by a run
    that another repository controls. `incomplete` says what a check cannot do without and could not be read. `run` is
    the number of the run that speaks, by which a later run's words are known from an earlier one's.
    """

    identity: str = "."
    site: Site | None = None
    least: Severity = "note"
    run_url: str | None = None
    relayed: bool = False
    incomplete: str = ""
    run: int | None = None
