"""What somebody probably meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.package_data import package_json

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 80
"""Characters of a word that is still compared; comparing takes quadratic time."""


def nearest(word: str, known: Iterable[str], table: str = "keys") -> str | None:
    """The known word that a misspelled or foreign one stands for, or None.

    `table` names the list of other people's words: `keys`, `components` or `values`.
    """
    if len(word) > _LONGEST:
        return None
    known = list(known)
    folded = " ".join(word.split()).casefold()
    dashed = folded.replace("_", "-").replace(" ", "-")
    words: dict[str, str] = package_json("data", "manifest", "words.json")[table]
    for form in (folded, dashed, dashed.replace("-", "_")):
        if form in known:
            return form
        meant = words.get(form)
        if meant in known:
            return meant
    from difflib import get_close_matches  # noqa: PLC0415 - only where something is wrong

    for form in (folded, dashed):
        if close := get_close_matches(form, known, n=1, cutoff=0.75):
            return close[0]
    return None


def did_you_mean(word: str | None) -> str:
    """The end of a message that proposes a word; empty without one."""
    return f"; did you mean `{word}`?" if word else ""
