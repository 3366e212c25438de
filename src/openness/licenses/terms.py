"""What a license expression allows: openness and restrictions of the licenses it joins."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from openness.licenses import catalog
from openness.licenses.expression import Compound, Expression, ExpressionError, Simple, parse, replacement

if TYPE_CHECKING:
    from openness.licenses.expression import Node
    from openness.model import Restriction


def is_open(expression: str | None) -> bool | None:
    """Whether the terms are open: of an OR one leg is enough, of an AND every leg must be; None when it cannot be told.

    Open means OSI-approved or FSF-free, OKD-conformant, or a license on our own list with its reason.
    """
    parsed = _parsed(expression)
    return None if parsed is None else _open(parsed.root)


def osi_approved(expression: str | None) -> bool:
    """Whether OSI-approved terms can be chosen (every leg of an AND, any leg of an OR)."""
    parsed = _parsed(expression)
    return parsed is not None and _approved(parsed.root)


def restrictions(expression: str | None) -> tuple[Restriction, ...]:
    """Restrictions recorded in the catalog for the licenses of the expression.

    Of an OR those of the leg with fewest restrictions; of an AND those of all. An empty answer means none recorded.
    """
    parsed = _parsed(expression)
    return () if parsed is None else _restrictions(parsed.root)


def same_license(one: str | None, other: str | None) -> bool:
    """Whether two expressions name the same terms.

    Case, order, deprecated ids and other names of one license do not matter; `-only` and `-or-later` are told apart
    by hardly any file, so they count as the same; so do a family named without a version and its versions.
    """
    first, second = _parsed(one), _parsed(other)
    if first is None or second is None:
        return False
    return _folded(first.root) == _folded(second.root) or _family(first, second) or _family(second, first)


def _family(general: Expression, special: Expression) -> bool:
    """Whether one names a family without a version and the other one of its versions."""
    if not isinstance(general.root, Simple) or not isinstance(special.root, Simple):
        return False
    entry = catalog.lookup(general.root.id)
    return entry is not None and special.root.id.startswith(entry.stands_for or ("\0",))


@lru_cache(maxsize=512)
def _parsed(expression: str | None) -> Expression | None:
    if not expression:
        return None
    try:
        return parse(expression, suggest=False)
    except ExpressionError:
        return None


def _open(node: Node) -> bool | None:
    if isinstance(node, Simple):
        entry = catalog.lookup(node.id)
        return None if entry is None else entry.open
    answers = [_open(part) for part in node.parts]
    decisive = node.operator == "OR"
    if decisive in answers:
        return decisive
    return None if None in answers else not decisive


def _approved(node: Node) -> bool:
    if isinstance(node, Simple):
        entry = catalog.lookup(node.id)
        return entry is not None and entry.osi_approved
    return (any if node.operator == "OR" else all)(_approved(part) for part in node.parts)


def _restrictions(node: Node) -> tuple[Restriction, ...]:
    if isinstance(node, Simple):
        entry = catalog.lookup(node.id)
        return entry.restrictions if entry else ()
    legs = [_restrictions(part) for part in node.parts]
    if node.operator == "OR":
        return min(legs, key=len)
    return tuple(dict.fromkeys(item for leg in legs for item in leg))


def _folded(node: Node) -> object:
    if isinstance(node, Compound):
        return node.operator, frozenset(_folded(part) for part in node.parts)
    identifier = node.id.rstrip("+")
    identifier = replacement(identifier) or identifier
    entry = catalog.lookup(identifier)
    if entry is not None:
        identifier = entry.id
    main = _ALIASES.get(identifier.lower(), identifier).lower()
    return main.removesuffix("-only").removesuffix("-or-later"), (node.exception or "").lower()


_ALIASES = {"aml": "LicenseRef-apple-sample-code", "openmdw-1.1": "LicenseRef-OpenMDW-1.1"}
