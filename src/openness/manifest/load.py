"""A manifest file from text to facts and problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.manifest.build import build_manifest
from openness.manifest.crossfield import cross_field_problems
from openness.manifest.document import PROBLEM_LIMIT, Document, parse
from openness.manifest.entities import LoadedManifest, Manifest
from openness.manifest.mof import read_mof
from openness.manifest.phrases import type_name
from openness.manifest.schema import manifest_schema
from openness.manifest.validate import validate

if TYPE_CHECKING:
    from openness.manifest.entities import Format
    from openness.model import Problem

VERSION = 1
"""The version of the manifest format that is read."""


def load_manifest(text: str, path: str) -> LoadedManifest:
    """The manifest in a text, with every problem in order of place; never raises for any text."""
    document = parse(text, path)
    if _format(document) == "mof":
        manifest, found = read_mof(document)
        return _loaded(document, "mof", manifest, found)
    if not isinstance(document.data, dict):
        return _loaded(document, "openness", None, _no_mapping(document))
    version = document.data.get("openness")
    if isinstance(version, (int, float)) and not isinstance(version, bool) and version != VERSION:
        message = f"this manifest is of version {version}; version {VERSION} is the only one known here"
        problem = document.problem(
            "/openness", message, advice="A newer openness may know it.", kind="unsupported-version"
        )
        return _loaded(document, "openness", build_manifest(document, frozenset()), [problem])
    found = validate(document, manifest_schema())
    bad = document.refused.union(problem.pointer for problem in (*found, *document.problems))
    manifest = build_manifest(document, bad)
    crossed = cross_field_problems(manifest, document, bad) if document.usable else []
    return _loaded(document, "openness", manifest, [*found, *crossed])


def _format(document: Document) -> Format:
    keys = document.data if isinstance(document.data, dict) else {}
    if "openness" in keys:
        return "openness"
    if {"release", "framework"} & set(keys) and "model" not in keys:
        return "mof"
    return "mof" if document.path.rpartition("/")[2].lower() in ("mof.yml", "mof.yaml") else "openness"


def _no_mapping(document: Document) -> list[Problem]:
    if not document.usable:
        return []
    advice = "Begin with `openness: 1`, `model:` and `components:`; `openness init` writes a first version."
    if document.data is None:
        return [document.problem("", "the manifest is empty", advice=advice)]
    kind = {"array": "a list", "string": "text"}.get(type_name(document.data), "a single value")
    return [document.problem("", f"the manifest must be `key: value` lines, not {kind}", advice=advice)]


def _loaded(document: Document, kind: Format, manifest: Manifest | None, found: list[Problem]) -> LoadedManifest:
    problems = sorted(
        {*document.problems, *found},
        key=lambda problem: (problem.line, problem.column, problem.pointer, problem.message),
    )
    return LoadedManifest(document.path, kind, manifest, tuple(problems[:PROBLEM_LIMIT]), document.spans, document)
