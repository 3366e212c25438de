"""Words by which a project keeps its training data to itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.document import plain
from openness.evidence.lexicon import pattern, table

if TYPE_CHECKING:
    from openness.evidence.document import Document


def refuses(document: Document) -> bool:
    """True when a question for the training data is answered with a no."""
    asked = False
    for line in document.prose():
        text = plain(line.text)
        if asked and pattern("disclosure", "refused").search(text):
            return True
        asked = text.endswith(("?", "？")) and (
            pattern("disclosure", "asked_for").search(text) is not None
            and pattern("disclosure", "of_training").search(text) is not None
        )
    return False


def withholds(text: str) -> bool:
    """True for a line that says that data are not given away."""
    low = text.lower()
    return any(part in low for part in table("disclosure")["denying_parts"]) and (
        pattern("disclosure", "withheld").search(plain(text)) is not None
    )
