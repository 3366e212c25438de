"""The manifest places weights at a path that holds a pointer only, and gives no digest for them.

What it checks: files at the declared places of weights and adapters that are Git LFS pointers, git-annex keys or DVC
files, and that the manifest does not list with a digest.

Why it matters: a pointer can be replaced by another one without anybody noticing. A digest in the manifest is checked
at no cost, because pointers hold the digest of the content.

What to do: list the files with their digests; `openness init` writes them.

Severity: note.

Sources: Git LFS specification 1; git-annex key format; DVC file format.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.declared_files import is_below, listed_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts

_KINDS = {"lfs": "a Git LFS pointer", "annex": "a git-annex key", "dvc": "a DVC file"}
_COMPONENTS = frozenset({"weights", "adapters"})
_SHOWN = 3


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each declared place with pointers that no digest vouches for."""
    vouched = {file.path for file in listed_files(facts) if file.digest is not None}
    for place in facts.declared_paths():
        if place.component not in _COMPONENTS or place.status not in ("released", "partial"):
            continue
        path = posixpath.normpath(place.path)
        held = [one for one in facts.weights.files if one.stored in _KINDS and is_below(one.path, (path,))]
        bare = [one for one in held if one.path not in vouched and path not in vouched]
        if not bare:
            continue
        more = f" and {len(bare) - 1} more like it" if len(bare) > 1 else ""
        yield Found(
            f"`{bare[0].path}` is {_KINDS[bare[0].stored]}{more}, and the manifest gives no digest for it.",
            path=facts.manifest_path,
            line=place.span.line,
            column=place.span.column,
            help=f"List it below `{place.component}` with `digest: {_digest(bare[0].sha256)}`.",
            key=f"{place.component} {path}",
            evidence=tuple(Evidence(one.path, None, _digest(one.sha256)) for one in bare[:_SHOWN]),
            width=len(place.path),
        )


def _digest(sha256: str | None) -> str:
    return f"sha256:{sha256 or '…'}"


RULE: Rule[Facts] = Rule(
    "OM316",
    "weights-pointer-without-digest",
    "note",
    "Weights are a pointer without a declared digest",
    check,
    __doc__ or "",
)
