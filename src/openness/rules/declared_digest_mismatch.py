"""The manifest gives a digest, and the file has another one.

What it checks: digests of `files` and of components with one file are compared with Git LFS pointers and git-annex
keys, which hold the digest without the content, and with files small enough to be read.

Why it matters: a digest says "this file and no other was released". Where it differs, either the file was replaced
after the release or the manifest describes another release.

What to do: find out which of the two is right. If the file is, renew the digest in the manifest.

Severity: error; warning where the manifest places the file elsewhere and a file of that name is here too.

Sources: Git LFS specification 1 (`oid`); git-annex key format (SHA256, SHA256E).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.declared_files import listed_files
from openness.weights.digests import Algorithm, HashBudget, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each listed file whose digest is known and differs."""
    budget = HashBudget()
    for file in listed_files(facts):
        if file.digest is None:
            continue
        algorithm: Algorithm = "sha512" if file.digest.startswith("sha512:") else "sha256"
        actual = digest_of(facts.repository, file.path, algorithm, budget)
        if actual is not None and actual != file.digest:
            yield Found(
                f"`{file.path}` has the digest {_short(actual)}; the manifest says {_short(file.digest)}.",
                path=facts.manifest_path,
                line=file.span.line,
                column=file.span.column,
                help=f"If the file is the one you release, write {actual}.",
                key=f"{file.component} {file.path}",
                severity=file.severity,
                evidence=(Evidence(file.path, None, actual),),
            )


def _short(digest: str) -> str:
    algorithm, _, number = digest.partition(":")
    return f"{algorithm}:{number[:12]}…"


RULE: Rule[Facts] = Rule(
    "OM310",
    "declared-digest-mismatch",
    "error",
    "A file's digest is not the declared one",
    check,
    __doc__ or "",
)
