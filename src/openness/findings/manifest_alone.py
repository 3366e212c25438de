"""What is wrong with one manifest, told from its text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.facts.declared import declared_facts
from openness.facts.suppressions import read_inline
from openness.findings.finding import Finding, identify_findings
from openness.findings.run import suppress
from openness.manifest.load import load_manifest
from openness.rules import manifest_invalid, path_leaves_repository, unknown_component

if TYPE_CHECKING:
    from datetime import date

_OWN = {"unknown-component": unknown_component.RULE, "path-leaves-repository": path_leaves_repository.RULE}


def judge_manifest(text: str, path: str, today: date) -> list[Finding]:
    """Findings that need nothing but the manifest and that it does not accept itself, in order of place."""
    loaded = load_manifest(text, path)
    rules = ((_OWN.get(problem.kind, manifest_invalid.RULE), problem) for problem in loaded.problems)
    found = identify_findings(
        (rule.id, rule.name, rule.severity, manifest_invalid.found_of(problem)) for rule, problem in rules
    )
    accepted = (*read_inline(text, path), *declared_facts(loaded).exceptions)
    marked, _ = suppress(found, accepted, today)
    return [finding for finding in marked if finding.suppressed is None]
