"""What is wrong with one manifest, told from its text alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.manifest.load import load_manifest

if TYPE_CHECKING:
    from datetime import date

    from openness.findings.finding import Finding
    from openness.manifest.entities import LoadedManifest


def judge_manifest(text: str, path: str, today: date) -> list[Finding]:
    """Findings that need nothing but the manifest and that it does not accept itself, in order of place."""
    loaded = load_manifest(text, path)
    # Loading the rules takes longer than reading a manifest that is right.
    return _findings(loaded, text, today) if loaded.problems else []


def _findings(loaded: LoadedManifest, text: str, today: date) -> list[Finding]:
    from openness.facts.declared import declared_facts  # noqa: PLC0415 - as above
    from openness.facts.suppressions import read_inline  # noqa: PLC0415
    from openness.findings.finding import identify_findings  # noqa: PLC0415
    from openness.findings.run import suppress  # noqa: PLC0415
    from openness.rules import manifest_invalid, path_leaves_repository, unknown_component  # noqa: PLC0415

    own = {"unknown-component": unknown_component.RULE, "path-leaves-repository": path_leaves_repository.RULE}
    rules = ((own.get(problem.kind, manifest_invalid.RULE), problem) for problem in loaded.problems)
    found = identify_findings(
        (rule.id, rule.name, rule.severity, manifest_invalid.found_of(problem)) for rule, problem in rules
    )
    accepted = (*read_inline(text, loaded.path), *declared_facts(loaded).exceptions)
    marked, _ = suppress(found, accepted, today)
    return [finding for finding in marked if finding.suppressed is None]
