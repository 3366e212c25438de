"""A report about a folder of a repository, with the paths that the whole repository has for its files."""

from __future__ import annotations

from typing import Any

from openness.model import is_spoken

Json = dict[str, Any]


def relocated(report: Json, folder: str) -> Json:
    """The report with `folder` before the paths of findings, their evidence and their edits.

    What shows findings beside lines, in a diff or in code scanning, knows files by their path from the root.
    """
    prefix = folder.strip("/")
    if prefix in ("", "."):
        return report
    return {**report, "findings": [_finding(one, prefix) for one in report["findings"]]}


def _finding(finding: Json, prefix: str) -> Json:
    moved = {**finding, "path": _path(finding["path"], prefix)}
    moved["evidence"] = [{**one, "path": _path(one["path"], prefix)} for one in finding["evidence"]]
    if finding["fix"]:
        moved["fix"] = {**finding["fix"], "path": _path(finding["fix"]["path"], prefix)}
    return moved


def _path(path: str | None, prefix: str) -> str | None:
    return path if path is None or is_spoken(path) else f"{prefix}/{path}"
