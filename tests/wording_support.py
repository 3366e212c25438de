"""Short ways to ask the wording step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.wording.claims import find_claims
from openness.wording.context import Context

if TYPE_CHECKING:
    from openness.model import Claim

MODEL = Context("acme", "Nova", ("acme/Nova-7B",), is_model_repository=True)
LIBRARY = Context("acme", "toolbox", (), is_model_repository=False)
UNKNOWN = Context("acme", "Nova")


def claims(text: str, path: str = "README.md", context: Context = MODEL) -> list[Claim]:
    return find_claims(text, path, context)


def only(text: str, path: str = "README.md", context: Context = MODEL) -> Claim:
    found = claims(text, path, context)
    assert len(found) == 1, found
    return found[0]


def said(text: str, path: str = "README.md", context: Context = MODEL) -> list[tuple[str, str, str]]:
    return [(claim.text, claim.subject, claim.act) for claim in claims(text, path, context)]
