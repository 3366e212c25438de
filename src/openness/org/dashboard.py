"""The organization's report as one HTML document: figures, charts, and every repository, the worst first."""

from __future__ import annotations

from typing import Any

from openness.org.cards import cards, web
from openness.org.charts import charts, ribbon
from openness.org.figures import changes, headline, left_out, reservations
from openness.report.pages.engine import page
from openness.vocabulary import LEVELS

Json = dict[str, Any]


def render(document: Json) -> str:
    """The dashboard; a script in it filters and sorts, and without it everything can be read, the worst first."""
    organization, summary = document["organization"], document["summary"]
    listed = cards(document)
    return page(
        "dashboard.html",
        {
            "document": document,
            "name": organization["name"] or organization["login"],
            "url": web(organization["url"]),
            "summary": summary,
            "headline": headline(document),
            "reservations": list(reservations(document)),
            "left_out": left_out(document),
            "ribbon": ribbon(summary),
            "charts": charts(document),
            "rules": summary["rules"],
            "most_found": max((one["findings"] for one in summary["rules"]), default=1),
            "cards": listed,
            "licenses": sorted({card.license for card in listed if card.license}, key=str.lower),
            "levels": LEVELS,
            "with_policy": any(summary["policy"].values()),
            "changes": changes(document),
            "usage": _usage(document),
        },
        styles=("base.css", "dashboard.css"),
        script="dashboard.js",
    )


def _usage(document: Json) -> dict[str, float]:
    """What the scans took, summed over the shards."""
    used: dict[str, float] = {}
    for one in document["parts"]:
        for name, number in one["usage"].items():
            used[name.replace("_", " ")] = used.get(name.replace("_", " "), 0) + number
    return {name: number for name, number in used.items() if number}
