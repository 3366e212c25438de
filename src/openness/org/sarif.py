"""The organization's report as SARIF 2.1.0: every finding with the address of the line that it speaks of."""

from __future__ import annotations

import json
from typing import Any

from openness.org.rows import worst_first
from openness.report.address import address_of
from openness.rules import all_rules

Json = dict[str, Any]

MOST_RESULTS = 25_000
"""Results of one run that GitHub's code scanning takes; those of the worst repositories come first."""


def render(document: Json) -> str:
    """One run with the findings of every repository."""
    found = [(row, one) for row in sorted(document["repositories"], key=worst_first) for one in row["findings"]]
    shown = found[:MOST_RESULTS]
    names = sorted({(one["rule"], one["name"], one["severity"]) for _, one in shown})
    ids = list(dict.fromkeys(rule for rule, _, _ in names))
    rules = [_rule(rule, next(name for name in names if name[0] == rule)) for rule in ids]
    run: Json = {
        "tool": {
            "driver": {
                "name": document["tool"]["name"],
                "semanticVersion": document["tool"]["version"],
                "rules": rules,
            }
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(row, one, ids) for row, one in shown],
        "properties": {"complete": document["complete"], "resultsLeftOut": len(found) - len(shown)},
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=True, indent=2) + "\n"


def _rule(rule: str, named: tuple[str, str, str]) -> Json:
    known = next((one for one in all_rules() if one.id == rule), None)
    summary = known.summary if known else named[1]
    help_text = known.documentation.strip() if known else named[1]
    return {
        "id": rule,
        "name": "".join(word.capitalize() for word in named[1].split("-")),
        "shortDescription": {"text": summary},
        "fullDescription": {"text": summary},
        "help": {"text": help_text},
        "defaultConfiguration": {"level": known.severity if known else named[2]},
        "properties": {"tags": ["openness"]},
    }


def _result(row: Json, one: Json, ids: list[str]) -> Json:
    message = one["message"] + (f" {one['help']}" if one["help"] else "")
    result: Json = {
        "ruleId": one["rule"],
        "ruleIndex": ids.index(one["rule"]),
        "level": one["severity"],
        "message": {"text": f"{row['name']}: {message}"},
        "locations": [_location(row, one)],
        "partialFingerprints": {"openness/v1": f"{row['id']}:{one['fingerprint']}"},
        "baselineState": "new" if one["new"] else "unchanged",
        "properties": {"repository": row["name"]},
    }
    if one["suppressed"] is not None:
        result["suppressions"] = [{"kind": "inSource", "justification": one["suppressed"]}]
    return result


def _location(row: Json, one: Json) -> Json:
    region: Json = {"startLine": one["line"] or 1}
    if one["column"]:
        region["startColumn"] = one["column"]
        if one["end_column"]:
            region["endColumn"] = one["end_column"]
    return {
        "physicalLocation": {"artifactLocation": {"uri": place(row, one["path"])}, "region": region},
        "logicalLocations": [{"name": row["name"], "kind": "module"}],
    }


def place(row: Json, path: str | None, line: int | None = None) -> str:
    """The address of a file, or of the repository, at the commit that was judged."""
    if not path or path.startswith("("):
        return str(row["url"] or row["name"])
    base = (
        f"{row['url']}/blob/{address_of(row['commit'] or row['branch'] or 'HEAD', safe='')}"
        if row["url"]
        else row["name"]
    )
    anchor = f"#L{line}" if line else ""
    return f"{base}/{address_of(path)}{anchor}"
