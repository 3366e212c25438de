"""Comparing what is said of a license with the texts that are there: shared by the license rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.licenses.expression import ExpressionError, parse
from openness.licenses.terms import is_open, same_license

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.model import LicenseText

NO_STATEMENT = frozenset({"NOASSERTION", "NONE"})


def ids(expression: str | None) -> tuple[str, ...]:
    """The license ids of an expression, without the two values that state nothing; empty when it cannot be read."""
    if expression is None:
        return ()
    try:
        found = parse(expression).ids()
    except ExpressionError:
        return ()
    return tuple(identifier for identifier in found if identifier not in NO_STATEMENT)


def known_texts(texts: Iterable[LicenseText]) -> list[LicenseText]:
    """Texts that are certainly some license: whole or modified texts of a known version."""
    return [one for one in texts if one.match in ("exact", "modified") and one.expression and not one.version_unsure]


def contradicts(declared: str | None, texts: Iterable[LicenseText]) -> bool:
    """True when a license is declared, texts are known, and none of them, nor a pointer to a text, is that license."""
    there = list(texts)
    declared_ids = ids(declared)
    if not declared_ids or not known_texts(there):
        return False
    return not any(
        same_license(wanted, held) for wanted in declared_ids for one in there for held in ids(one.expression)
    )


def strangers(declared: str | None, texts: Iterable[LicenseText]) -> list[LicenseText]:
    """Texts of no known license that read as restricting, where an open license is declared and no text is that one."""
    there = list(texts)
    if is_open(declared) is not True or known_texts(there):
        return []
    if any(same_license(wanted, held) for wanted in ids(declared) for one in there for held in ids(one.expression)):
        return []
    return [one for one in there if one.match == "unknown" and one.open is False]


def named(texts: Iterable[LicenseText]) -> str:
    """The licenses of the texts with their places: "Apache-2.0 (LICENSE)"."""
    return ", ".join(dict.fromkeys(f"{one.expression} ({one.path})" for one in texts))


def ground_of(texts: Iterable[LicenseText]) -> str:
    """The licenses of the texts without their places: what a contradiction rests on."""
    return " ".join(sorted({one.expression for one in texts if one.expression}))
