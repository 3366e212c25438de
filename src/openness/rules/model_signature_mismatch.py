"""A model signature lists a digest that a file does not have.

What it checks: the digests in `model.sig` (a Sigstore bundle) are compared with the files: Git LFS pointers and
git-annex keys without their content, small files by reading them. The signature itself is not verified.

Why it matters: a file that was changed after signing makes the signature fail for everybody who verifies it, or shows
that the file is not the one that was signed.

What to do: sign again, or put back the file that was signed.

Severity: error for another digest; warning for a signed file that is missing and for a signature that cannot be read.

Sources: OpenSSF Model Signing specification 1.0; in-toto attestation framework, statement 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.phrases import listed
from openness.weights.digests import HashBudget, digest_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.weights.beside import Signature

_SHOWN = 3
_HELP = "Sign again, or put back the files that were signed."


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each signature and each way in which files depart from it."""
    budget = HashBudget()
    for signature in facts.weights.signatures:
        if signature.problem is not None:
            message = f"`{signature.path}` {signature.problem}, so nothing was compared."
            yield Found(message, path=signature.path, help=_HELP, key="unreadable", severity="warning")
            continue
        yield from _compare(facts, signature, budget)


def _compare(facts: Facts, signature: Signature, budget: HashBudget) -> Iterator[Found]:
    differing, missing = [], []
    for path, digest in signature.digests:
        if not facts.repository.exists(path):
            missing.append(path)
            continue
        actual = digest_of(facts.repository, path, budget=budget)
        if actual is not None and actual != f"sha256:{digest}":
            differing.append(Evidence(path, None, actual))
    if differing:
        yield Found(
            f"{_named([one.path for one in differing])} {_verb(differing, 'is', 'are')} not what was signed.",
            path=signature.path,
            help=_HELP,
            key="differs " + " ".join(one.path for one in differing[:_SHOWN]),
            evidence=tuple(differing[:_SHOWN]),
        )
    if missing:
        yield Found(
            f"{_named(missing)} {_verb(missing, 'was', 'were')} signed and {_verb(missing, 'is', 'are')} not there.",
            path=signature.path,
            help=_HELP,
            key="missing " + " ".join(missing[:_SHOWN]),
            severity="warning",
        )


def _verb(items: list[str] | list[Evidence], one: str, more: str) -> str:
    return one if len(items) == 1 else more


def _named(paths: list[str]) -> str:
    shown = [f"`{path}`" for path in paths[:_SHOWN]]
    if len(paths) > _SHOWN:
        shown = [*shown[:2], f"{len(paths) - 2} more"]
    return listed(shown)


RULE: Rule[Facts] = Rule(
    "OM321",
    "model-signature-mismatch",
    "error",
    "A file is not the one that was signed",
    check,
    __doc__ or "",
)
