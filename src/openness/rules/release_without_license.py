"""A release of a model carries no license text.

What it checks: with `--online` or `--release TAG`, the files of the release's tag and the names of its assets are
looked through for a license text. A draft is checked before it is published.

Why it matters: assets travel without the repository; and an immutable release cannot be given a license afterwards.

What to do: add LICENSE to the tag, and attach it to the release where the weights are assets.

Severity: warning; error for a draft, which can still be mended.

Sources: GitHub documentation, "Immutable releases"; Model Openness Framework 1.0, section on licenses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.licenses.files import is_license_path
from openness.model import Evidence
from openness.rules.base import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts


def check(facts: Facts) -> Iterator[Found]:
    """At most one finding, for the release that the check is about, or for the latest one."""
    if facts.remote is None or (facts.evidence.is_model_repository is False and facts.manifest is None):
        return
    release = facts.remote.releases.get(facts.remote.release_tag or "latest")
    if release is None or release.state != "there" or release.tree is None:
        return
    if any(is_license_path(path) for path in (*release.tree, *(one.path for one in release.assets))):
        return
    kind = "draft release" if release.draft else "release"
    yield Found(
        f"The {kind} `{release.tag}` has no license text, neither in its files nor among its assets.",
        help="Add LICENSE to the tag, and attach it to the release where the weights are assets.",
        key=f"release {release.tag}",
        severity="error" if release.draft else None,
        evidence=(
            Evidence(f"release:{release.tag}", None, f"{len(release.tree)} files, {len(release.assets)} assets"),
        ),
    )


RULE: Rule[Facts] = Rule(
    "OM338",
    "release-without-license",
    "warning",
    "A release has no license text",
    check,
    __doc__ or "",
)
