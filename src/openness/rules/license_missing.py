"""A model is released, and nothing in the repository says under which license.

What it checks: weights or code are released here, and there is no license text, no pointer to one, and no license
named in metadata or prose. Where a sentence speaks of a license or of terms that nobody can look up by name, the
finding stands there.

Why it matters: without a license all rights are reserved. Nobody may use what looks open.

What to do: add a LICENSE file for the code and name the license of the weights.

Severity: warning.

Sources: choosealicense.com/no-permission; Model Openness Framework 1.0 (components without a license do not count).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.manifest.entities import LoadedManifest


_LONGEST = 80


def check(facts: Facts) -> Iterator[Found]:
    """At most one finding, about the repository as a whole."""
    if not facts.evidence.is_model_repository or facts.license_texts or facts.declarations:
        return
    if facts.evidence.in_weights:
        return
    if facts.unread_licenses or any(place.expression for place in facts.declared_licenses()):
        return
    if facts.evidence.problems or facts.incomplete or _misread(facts.manifest):
        return
    governing = facts.evidence.governing.get("weights")
    said = (*(governing.restrictions if governing else ()), *facts.evidence.license_sections)
    if said:
        yield Found(
            f"A license is spoken of here (“{_short(said[0].what)}”), but none that is known is named, "
            "and no license text is in the repository.",
            path=said[0].path,
            line=said[0].line,
            column=1 if said[0].line else None,
            help="Name the license by its SPDX id, and add its text as LICENSE.",
            key="license",
            evidence=said[1:3],
        )
        return
    yield Found(
        "No license is stated anywhere in this repository: no license file, no metadata, no sentence.",
        help="Add a LICENSE file for the code, and say under which license the weights are released.",
        key="license",
    )


def _misread(manifest: LoadedManifest | None) -> bool:
    """True of a manifest that may state a license, were it not for its mistakes."""
    if manifest is None or manifest.document.data is None:
        return False
    wrong = any("license" in (one.suggestion or "") or "license" in one.pointer for one in manifest.problems)
    return wrong or not manifest.document.usable


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


RULE: Rule[Facts] = Rule("OM202", "license-missing", "warning", "No license is stated", check, __doc__ or "")
