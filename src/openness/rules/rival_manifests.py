"""One folder holds several openness manifests.

What it checks: a folder with more than one of `openness.yml`, `.openness.yml`, `openness.yaml` and `MOF.yml`.

Why it matters: only one of them is read. Who edits the other believes to have changed something, and who reads it is
told something that nobody checks.

What to do: keep one of them.

Severity: warning.

Sources: `docs/manifest.md`, which says where the manifest stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.manifest.find import rival_manifests
from openness.rules.base import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each manifest that is passed over."""
    for problem in rival_manifests(facts.repository):
        yield Found(problem.message, path=problem.path, line=1, column=1, help=problem.help, key="rival")


RULE: Rule[Facts] = Rule(
    "OM105", "rival-manifests", "warning", "A folder holds several manifests", check, __doc__ or ""
)
