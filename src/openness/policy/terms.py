"""License terms of a policy: what one may say, and what an expression amounts to under lists of them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from openness.licenses import catalog
from openness.licenses.expression import Compound, ExpressionError, Simple, parse
from openness.licenses.terms import same_license
from openness.manifest.complaint import Complaint, shorten
from openness.manifest.license_check import check_license
from openness.manifest.suggest import did_you_mean, nearest
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from openness.licenses.catalog import LicenseEntry
    from openness.licenses.expression import Node
    from openness.policy.entities import LicenseRule

WORDS = ("any-open", "osi-approved", "any")
_MEANT = {"open": "any-open", "osi": "osi-approved", "all": "any"}
_FAMILY, _RESTRICTS = "family:", "restricts:"
_ANY, _OPEN, _GROUP, _EXACT = range(4)
"""Ranks of terms: the nearer one decides."""


class LicenseFact(NamedTuple):
    """The license of a component.

    `modified` is true for a text that departs from the license that it is named after. `open` and `restrictions` are
    what the text itself says, where there is one that no list knows or that was modified (None: not told).
    """

    expression: str | None
    modified: bool = False
    open: bool | None = None
    restrictions: frozenset[str] = frozenset()
    title: str | None = None

    @property
    def shown(self) -> str:
        """The license in a few words."""
        if self.expression is None:
            return self.title or ("a license that is not known" if self.open is False else "no license found")
        plain = self.modified and not self.expression.startswith("LicenseRef-modified")
        return f"{self.expression} (modified)" if plain else self.expression


def check_term(text: str) -> list[Complaint]:
    """What is wrong with one entry of an `allow` or `deny` list."""
    if text in WORDS:
        return []
    for prefix, known, kind in ((_FAMILY, _families, "family"), (_RESTRICTS, _kinds, "restriction")):
        if text.startswith(prefix):
            return _check_word(text, prefix, known(), kind)
    guess = _MEANT.get(text.casefold()) or nearest(text, WORDS)
    if guess is not None:
        return [Complaint(f"`{shorten(text)}` is no license{did_you_mean(guess)}", f"Write `{guess}`.")]
    complaints = check_license(text)
    if not complaints and not isinstance(parse(text).root, Simple):
        advice = (
            "List the licenses one by one: of an OR one allowed leg is enough, of an AND every leg must be allowed."
        )
        return [Complaint(f"`{shorten(text)}` joins several licenses", advice)]
    return complaints


def _check_word(text: str, prefix: str, known: frozenset[str], kind: str) -> list[Complaint]:
    word = text.removeprefix(prefix)
    if word in known:
        return []
    guess = nearest(word, known)
    advice = f"Write `{prefix}{guess}`." if guess else f"Known: {', '.join(sorted(known))}."
    return [Complaint(f"there is no license {kind} `{shorten(word)}`{did_you_mean(guess)}", advice)]


def allowed(fact: LicenseFact, rule: LicenseRule) -> bool | None:
    """Whether a policy allows the license; None when it cannot be told.

    Of an OR one allowed leg is enough, of an AND every leg must be allowed; WITH belongs to its license. The nearest
    term decides (id, then family or restriction, then openness, then `any`); at equal rank `allow` wins.
    """
    if rule.allow is None and not rule.deny:
        return True
    if fact.expression is None and fact.open is False:
        return _own_terms(fact, rule)
    if not fact.expression or fact.expression == "NOASSERTION":
        return None
    try:
        root = parse(fact.expression, suggest=False).root
    except ExpressionError:
        return None
    return _node(root, fact, rule)


def _own_terms(fact: LicenseFact, rule: LicenseRule) -> bool:
    """Whether terms that no list knows, and that restrict, are allowed: by `any` only, or where nothing is listed."""
    denied = any(
        term == "any" or (term.startswith(_RESTRICTS) and term.removeprefix(_RESTRICTS) in fact.restrictions)
        for term in rule.deny
    )
    return not denied and (rule.allow is None or "any" in rule.allow)


def _node(node: Node, fact: LicenseFact, rule: LicenseRule) -> bool | None:
    if not isinstance(node, Compound):
        return _leaf(node, fact, rule)
    answers = [_node(part, fact, rule) for part in node.parts]
    decisive = node.operator == "OR"
    if decisive in answers:
        return decisive
    return None if None in answers else not decisive


def _leaf(leaf: Simple, fact: LicenseFact, rule: LicenseRule) -> bool | None:
    allow, maybe_allow = _ranks(leaf, fact, rule.allow or (), kept=False)
    deny, maybe_deny = _ranks(leaf, fact, rule.deny, kept=True)
    if rule.allow is None:
        allow = max(allow, _ANY)
    if allow < 0 and deny < 0:
        return None if maybe_allow >= 0 else False
    if allow >= deny:
        return None if maybe_deny > allow else True
    return None if maybe_allow >= deny else False


def _ranks(leaf: Simple, fact: LicenseFact, terms: Iterable[str], *, kept: bool) -> tuple[int, int]:
    """The best rank of the terms that name the license, and of those of which it cannot be told; -1 for none.

    `kept` says whether a modified text still falls under the name of its license: it does where the name is denied.
    """
    sure = unsure = -1
    for term in terms:
        rank, answer = _matches(leaf, fact, term)
        if rank == _EXACT and answer and fact.modified and not kept:
            answer = False
        if answer:
            sure = max(sure, rank)
        elif answer is None:
            unsure = max(unsure, rank)
    return sure, unsure


def _matches(leaf: Simple, fact: LicenseFact, term: str) -> tuple[int, bool | None]:
    if term == "any":
        return _ANY, True
    entry = catalog.lookup(leaf.id)
    if term == "any-open":
        return _OPEN, fact.open if fact.modified else _known(entry, lambda one: one.open)
    if term == "osi-approved":
        return _OPEN, False if fact.modified else _known(entry, lambda one: one.osi_approved)
    if term.startswith(_FAMILY):
        return _GROUP, _known(entry, lambda one: one.family == term.removeprefix(_FAMILY))
    if term.startswith(_RESTRICTS):
        kind = term.removeprefix(_RESTRICTS)
        return _GROUP, _known(entry, lambda one: any(restriction.kind == kind for restriction in one.restrictions))
    return _EXACT, _same(str(leaf), term)


def _known(entry: LicenseEntry | None, ask: Callable[[LicenseEntry], bool | None]) -> bool | None:
    return None if entry is None else ask(entry)


@lru_cache(maxsize=4096)
def _same(one: str, other: str) -> bool:
    return same_license(one, other)


@lru_cache(maxsize=1)
def _families() -> frozenset[str]:
    return frozenset(entry.family for entry in catalog.model_entries() if entry.family)


@lru_cache(maxsize=1)
def _kinds() -> frozenset[str]:
    from openness.licenses.data import load_json  # noqa: PLC0415 - for the check of a policy only

    kinds: dict[str, object] = load_json("taxonomy.json")["kinds"]
    return frozenset(kinds)
