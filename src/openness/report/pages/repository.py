"""The page of one repository: findings first, then where it stands and everything that this rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.report.change import changes, compared_with
from openness.report.pages.claims import claim_groups
from openness.report.pages.components import grid_view
from openness.report.pages.engine import page
from openness.report.pages.findings import findings_view
from openness.report.pages.frameworks import framework_views
from openness.report.pages.ladder import ladder_view
from openness.report.pages.licenses import license_views
from openness.report.pages.places import Sources
from openness.report.policy_line import policy_lines

if TYPE_CHECKING:
    from openness.report.pages.places import SourceLine

Json = dict[str, Any]


def render(
    report: Json,
    source_line: SourceLine = lambda _path, _line: None,
    *,
    address: str | None = None,
) -> str:
    """The report as one HTML document.

    `source_line` gives the lines to show, `address` is where the repository's files can be read:
    `https://github.com/OWNER/NAME/blob/COMMIT`, say.
    """
    sources = Sources(source_line, address)
    comparison = report.get("comparison")
    return page(
        "repository.html",
        {
            "report": report,
            "name": (report["model"] or {}).get("name") or report["name"],
            "day": report.get("judged_on"),
            "judged": report["is_model_repository"] is not False or report["manifest"] is not None,
            "ladder": ladder_view(report["level"], sources),
            "findings": findings_view(report, sources),
            "grid": grid_view(report, sources),
            "licenses": license_views(report, sources),
            "claims": claim_groups(report, sources),
            "frameworks": framework_views(report),
            "policy_lines": list(policy_lines(report)),
            "changes": changes(comparison) if comparison else [],
            "compared_with": compared_with(comparison) if comparison else "",
        },
        styles=("base.css", "repository.css"),
    )
