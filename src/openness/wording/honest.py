"""The honest words to put in the place of a claim, where that is safe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openness.model import Claim
    from openness.vocabulary import Term

_ADJECTIVE = re.compile(r"(?P<open>open)(?P<gap>[- ])(?P<source>source)", re.IGNORECASE)


def honest_wording(claim: Claim, supported_term: Term) -> str | None:
    """The claim's words turned into what is true, keeping case and hyphens; None where grammar makes that unsafe."""
    found = _ADJECTIVE.fullmatch(claim.text)
    if found is None or supported_term != "open-weights":
        return None
    word = "WEIGHT" if found["source"].isupper() else "Weight" if found["source"][0].isupper() else "weight"
    return f"{found['open']}{found['gap']}{word}"
