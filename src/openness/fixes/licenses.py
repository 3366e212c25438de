"""License ids of a manifest that can be written right without asking."""

from __future__ import annotations

import re

from openness.licenses.expression import ExpressionError, parse, replacement
from openness.manifest.license_check import UNSTATED, check_license, stated_license
from openness.patterns import compiled

_WORD = compiled(r"[A-Za-z0-9][A-Za-z0-9.+-]{0,100}")
_NUMBER = compiled(r"\d+(?:\.\d+)?")
_FAMILY_OF_CHOICE = compiled(r"\b[AL]?GPL|\bGFDL", re.IGNORECASE)


def tidied_license(text: str) -> str | None:
    """The expression to write in place of this one; None where it is right already or cannot be told.

    Deprecated ids become those that the SPDX list names in their stead. A name becomes its id where it says the version
    too; "GPLv3" does not, for it may mean "only" or "or later".
    """
    if text in UNSTATED or len(text) > 300:
        return None
    written = _current(text) if not check_license(text) else _named(text)
    return written if written is not None and written != text and not check_license(written) else None


def _current(text: str) -> str | None:
    """A valid expression without deprecated ids."""
    try:
        if not parse(text).notes:
            return None
    except (ExpressionError, RecursionError):
        return None

    def renew(word: re.Match[str]) -> str:
        return replacement(word[0]) or word[0]

    return _WORD.sub(renew, text)


def _named(text: str) -> str | None:
    """The id of a license that is called by a name with its version."""
    meant = stated_license(text)
    if meant is None or _FAMILY_OF_CHOICE.search(meant):
        return None
    said = {number.partition(".")[0] for number in _NUMBER.findall(text)}
    versions = {number.partition(".")[0] for number in _NUMBER.findall(meant)}
    return meant if versions <= said else None
