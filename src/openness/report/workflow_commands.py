"""The report as GitHub workflow commands, which show findings beside the lines of a pull request.

GitHub keeps at most ten annotations a level and step, so the last of ten says how many more there are.
https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.model import is_spoken
from openness.report.escape import printable
from openness.vocabulary import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 10
LONGEST = 1_000
"""Characters of a message; GitHub cuts an annotation off at 4 KB."""

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: dict[str, Any]) -> str:
    """Workflow commands, errors first; accepted and known findings are left out.

    What a policy only reports is a notice, whatever its severity.
    """
    shown = [one for one in report["findings"] if one["suppressed"] is None and one["new"]]
    lines: list[str] = []
    for severity in SEVERITIES:
        lines.extend(_level(_COMMANDS[severity], [one for one in shown if _severity(one) == severity]))
    return "".join(f"{line}\n" for line in lines)


def _severity(finding: dict[str, Any]) -> str:
    return str(finding["severity"]) if finding.get("binding", True) else "note"


def _level(command: str, findings: list[dict[str, Any]]) -> Iterator[str]:
    room = MOST if len(findings) <= MOST else MOST - 1
    for finding in findings[:room]:
        yield _command(command, finding)
    if len(findings) > room:
        yield f"::{command} title=openness::{len(findings) - room} more findings of this level are in the report"


def _command(command: str, finding: dict[str, Any]) -> str:
    in_file = finding["path"] is not None and not is_spoken(finding["path"])
    properties = {
        "file": finding["path"] if in_file else None,
        "line": finding["line"] if in_file else None,
        "col": finding["column"] if in_file else None,
        "endColumn": finding["end_column"] if in_file else None,
        "title": f"{finding['rule']} {finding['name']}",
    }
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items() if value)
    text = " ".join((finding["message"], finding["help"])).strip()
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
    return f"::{command} {written}::{_data(shown)}"


def _data(text: str) -> str:
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
