"""Which license governs which component, why, and what contradicts it.

Order of weight: the component's own text, an SPDX or REUSE tag on it, the front matter of the page that hosts it, the
metadata in the weights, prose that names the component, the repository-wide text, package metadata (code only; a label,
where the text is the grant), prose that names no component. A repository-wide license is weak evidence for weights
hosted elsewhere: it counts only where nothing else is said, with low confidence.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from openness.evidence.facts import Governing
from openness.evidence.lexicon import pattern
from openness.evidence.license_files import (
    WEIGHT_COMPONENTS,
    Candidate,
    beside_software,
    from_texts,
    in_model_folders,
)
from openness.licenses.catalog import lookup
from openness.licenses.terms import is_open, same_license
from openness.model import Evidence
from openness.values import NamedTuple
from openness.vocabulary import CODE_COMPONENTS, COMPONENTS, DATA_COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from openness.evidence.bases import Base
    from openness.evidence.license_files import Scoped
    from openness.evidence.model_licenses import ModelLicense
    from openness.evidence.statement import Part, Statement
    from openness.model import LicenseDeclaration

_BINDING = frozenset({"non-commercial", "research-only", "authorization", "no-redistribution", "field-of-use"})
_STATED = frozenset({"authorization", "non-commercial"})
_PACKAGES = frozenset({"pyproject", "setup.cfg", "setup.py", "package.json", "cargo"})
_GENERAL_BASES = ("repository", "general-prose")
_SENTENCES = ("prose", "general-prose")
_TEXT_BASES = ("own-text", "repository", "repository-text", "model-folder")


class Sources(NamedTuple):
    """Everything that may say which license governs what.

    `policies` are use policies that bind the weights, `hosted` the places of the owner's weights,
    `in_weights` licenses that the headers of weight files name.
    """

    files: Sequence[Scoped]
    declarations: Sequence[LicenseDeclaration]
    statements: Sequence[Statement]
    bases: Sequence[Base]
    weights_in_tree: bool
    main: str = ""
    policies: tuple[Evidence, ...] = ()
    hosted: tuple[str, ...] = ()
    in_weights: Sequence[LicenseDeclaration] = ()
    models: Sequence[ModelLicense] = ()


def part_of(component: str) -> Part:
    """The word of license sentences that covers a component."""
    if component in WEIGHT_COMPONENTS or component in ("tokenizer", "model-config"):
        return "weights"
    if component in CODE_COMPONENTS or component == "hyperparameters":
        return "code"
    if component in DATA_COMPONENTS:
        return "data"
    return "documents"


def govern(sources: Sources, components: Iterable[str] = COMPONENTS) -> dict[str, Governing]:
    """What governs each component id."""
    by_part: dict[str, Governing] = {}
    found = {}
    for component in components:
        part = part_of(component)
        own = [scoped for scoped in sources.files if component in scoped.scope]
        if own or component == "weights":
            found[component] = _decide(component, part, sources)
            continue
        if part not in by_part:
            by_part[part] = _decide(component, part, sources)
        found[component] = by_part[part]
    return found


def governed_paths(files: Sequence[Scoped], governing: Mapping[str, Governing]) -> dict[str, tuple[str, ...]]:
    """For each license file the component ids it governs; of a file with several licenses for each, by `PATH:LINE`."""
    found: dict[str, list[str]] = {scoped.path: [] for scoped in files}
    several = {path for path, count in Counter(scoped.path for scoped in files).items() if count > 1}
    found |= {f"{text.path}:{text.line}": [] for scoped in files for text in scoped.texts if scoped.path in several}
    for component, decision in governing.items():
        for place in (*decision.evidence, *decision.restrictions):
            for key in (place.path, f"{place.path}:{place.line}"):
                if key in found and component not in found[key]:
                    found[key].append(component)
    return {path: tuple(held) for path, held in sorted(found.items())}


def _decide(component: str, part: Part, sources: Sources) -> Governing:
    candidates = list(_candidates(component, part, sources))
    restrictions = _restrictions(part, sources, candidates)
    if component in WEIGHT_COMPONENTS:
        restrictions = (*restrictions, *sources.policies)[:6]
    if not candidates:
        inherited = _inherited(component, sources, None)
        if inherited is not None:
            return inherited
        return Governing(None, False if restrictions else None, restrictions=restrictions, confidence=0.4)
    chosen = _named_text(candidates)
    same = [item for item in candidates if item.license == chosen.license]
    others = [item for item in candidates if item.license is not None]
    if part == "weights" and chosen.basis in _GENERAL_BASES:
        # A directory's own terms may bind the one model that it holds.
        others += _from_prose(part, sources.statements)
    contradictions = () if chosen.basis == "models" else _contradictions(chosen, same, others)
    inherited = _inherited(component, sources, chosen)
    if inherited is not None:
        return inherited
    if restrictions and chosen.open is not False:
        # The terms stand beside a license that does not hold alone: what governs has no name of its own.
        general = chosen.basis in _GENERAL_BASES
        return Governing(
            None if general else chosen.license,
            False,
            () if general else tuple(dict.fromkeys((chosen.evidence, *(item.evidence for item in same))))[:4],
            restrictions,
            tuple(dict.fromkeys(item.evidence for item in candidates))[:4] if general else (),
            "terms",
            0.6,
        )
    return Governing(
        chosen.license,
        chosen.open,
        tuple(dict.fromkeys((chosen.evidence, *(item.evidence for item in same))))[:4],
        restrictions,
        contradictions,
        chosen.basis,
        chosen.confidence,
    )


def _contradictions(chosen: Candidate, same: Sequence[Candidate], others: Sequence[Candidate]) -> tuple[Evidence, ...]:
    """Places that name another license and not the chosen one too ("code under A, weights under B" names both)."""
    agreeing = {(item.evidence.path, item.evidence.line) for item in same if item.basis in _SENTENCES}
    differing = (
        item.evidence
        for item in others
        if item.license != chosen.license
        and not same_license(item.license, chosen.license)
        and (item.basis not in _SENTENCES or (item.evidence.path, item.evidence.line) not in agreeing)
    )
    return tuple(dict.fromkeys(differing))[:4]


def _named_text(candidates: Sequence[Candidate]) -> Candidate:
    """The first candidate; where that is prose about terms without a name, the restricted text that stands here."""
    first = candidates[0]
    if first.license is None and first.open is False:
        texts = (item for item in candidates if item.basis in _TEXT_BASES and item.license and item.open is False)
        return next(texts, first)
    return first


def _candidates(component: str, part: Part, sources: Sources) -> list[Candidate]:
    found: list[Candidate] = []
    found += from_texts(component, [scoped for scoped in sources.files if component in scoped.scope], "own-text", 0.95)
    found += _from_declarations(component, part, sources.declarations)
    found += _from_headers(component, sources)
    found = _texts_for_names(found, sources)
    near = [item for item in sources.statements if _speaks_for_all(item.path)]
    own_text = bool(found)
    found += _from_prose(part, [item for item in near if "/" not in item.path])
    if own_text:
        # A name that no catalog knows is that of the text.
        found = [item for item in found if item.basis != "prose" or item.license is not None]
    if part == "weights" and not found:
        found += from_texts(component, in_model_folders(sources.files, sources.hosted), "model-folder", 0.6)
    found += _from_prose(part, [item for item in near if "/" in item.path])
    changed = [scoped for scoped in sources.files if not scoped.scope and _is_source_of(scoped, found)]
    if changed:
        # Prose that names the license from which a changed text was made means that text.
        found = from_texts(component, changed, "repository-text", 0.8) + found
    wide = [scoped for scoped in sources.files if not scoped.scope and scoped.repository_wide]
    if any(text.match == "modified" and text.expression for scoped in wide for text in scoped.texts):
        # "A modified MIT license" is the text here, which was read.
        found = [item for item in found if not pattern("prose", "changed").search(item.evidence.what) or item.license]
    if part == "weights" and any(item.kind == "code-only" and item.path == sources.main for item in sources.statements):
        return found
    if part == "weights":
        found = _before_praise(from_texts(component, wide, "repository-text", 0.7), found)
    if component in WEIGHT_COMPONENTS:
        found = [*_from_models(sources.models), *found] if all(item.basis == "prose" for item in found) else found
        found += from_texts(component, beside_software(wide), "repository-text", 0.6)
    confidence = 0.9 if part == "code" or sources.weights_in_tree else 0.5
    found += from_texts(component, wide, "repository", confidence)
    found += _from_packages(part, sources.declarations)
    found += _from_general_prose(part, near)
    return found or _from_prose(part, sources.statements)


def _from_models(models: Sequence[ModelLicense]) -> list[Candidate]:
    """Where most of several models are restricted, the licenses of those; the fewer are named one by one."""
    closed = [item for item in models if not item.open]
    if len(closed) * 2 <= len(models):
        return []
    return [Candidate("models", item.license, False, item.evidence, 0.6) for item in closed]


def _before_praise(texts: list[Candidate], found: list[Candidate]) -> list[Candidate]:
    """The candidates, behind the text of a model license where only sentences speak of an open license.

    A model license is written for weights; a sentence that calls them openly licensed contradicts it.
    """
    model_license = [item for item in texts if item.open is False and (item.license or "").startswith("LicenseRef-")]
    praised = all(item.basis == "prose" and item.open for item in found)
    return [*model_license, *found] if found and praised else found


def _from_declarations(component: str, part: Part, declarations: Sequence[LicenseDeclaration]) -> list[Candidate]:
    found = []
    for item in declarations:
        if item.source not in ("front-matter", "reuse", "spdx-tag") or (
            item.applies_to and component not in item.applies_to
        ):
            continue
        if item.source == "spdx-tag" and part != "code":
            continue
        if item.source == "front-matter" and "/" in item.path and "card" not in item.path.lower():
            continue
        if item.source == "reuse" and not item.applies_to:
            continue
        place = Evidence(item.path, item.line, f"{item.source}: {item.raw}")
        found.append(Candidate(item.source, item.expression or item.raw, is_open(item.expression), place, 0.8))
    return found


def _from_headers(component: str, sources: Sources) -> list[Candidate]:
    if component not in WEIGHT_COMPONENTS:
        return []
    return [
        Candidate("weights", item.expression, is_open(item.expression), Evidence(item.path, None, item.raw[:160]), 0.8)
        for item in sources.in_weights
    ]


def _texts_for_names(found: list[Candidate], sources: Sources) -> list[Candidate]:
    """A name that no catalog knows means the restricted text beside it: what the text says of openness holds."""
    texts = [scoped for scoped in sources.files if not scoped.scope and scoped.repository_wide]
    wide = next((item for item in from_texts("weights", texts, "repository", 0.5) if item.open is False), None)
    if wide is None or not sources.weights_in_tree:
        return found
    return [
        item._replace(open=False, license=wide.license or item.license)
        if item.basis == "front-matter" and item.open is None
        else item
        for item in found
    ]


def _from_packages(part: Part, declarations: Sequence[LicenseDeclaration]) -> list[Candidate]:
    if part != "code":
        return []
    return [
        Candidate(
            "package", item.expression, is_open(item.expression), Evidence(item.path, item.line, item.raw[:100]), 0.5
        )
        for item in declarations
        if item.source in _PACKAGES and item.expression and item.path.count("/") <= 1
    ]


def _from_prose(part: Part, statements: Sequence[Statement]) -> list[Candidate]:
    found = []
    named = {
        (item.path, item.line)
        for item in statements
        if item.kind == "license" and item.expression and part in item.parts
    }
    for item in statements:
        if part not in item.parts:
            continue
        if item.kind == "license" and item.expression:
            place = Evidence(item.path, item.line, item.sentence[:160])
            found.append(Candidate("prose", item.expression, is_open(item.expression), place, 0.7))
        elif item.kind == "community-license" and (item.path, item.line) not in named:
            place = Evidence(item.path, item.line, item.sentence[:160])
            found.append(Candidate("prose", None, False, place, 0.6))
    if len({item.license for item in found}) > 1:
        # "The models below are under A" says less of the release than "all models are under B".
        found.sort(key=lambda item: pattern("license_parts", "some_of_them").search(item.evidence.what) is not None)
    return found


def _is_source_of(scoped: Scoped, found: Sequence[Candidate]) -> bool:
    """True when the file's text is a changed form of a license that prose names."""
    named = {item.license for item in found if item.basis == "prose"}
    for text in scoped.texts:
        if text.match == "modified" and text.expression is not None and scoped.repository_wide:
            entry = lookup(text.expression)
            if text.expression in named or (entry is not None and entry.modification_of in named - {None}):
                return True
    return False


def _speaks_for_all(path: str) -> bool:
    """True for documents at the root and for model cards; others speak of the directory that they stand in.

    A front page that bears a date in its name is an earlier one, and speaks of the models of its time.
    """
    low = path.lower()
    return ("/" not in low or "card" in low) and pattern("documents", "earlier").search(low) is None


def _from_general_prose(part: Part, statements: Sequence[Statement]) -> list[Candidate]:
    return [
        Candidate(
            "general-prose",
            item.expression,
            is_open(item.expression),
            Evidence(item.path, item.line, item.sentence[:160]),
            0.4,
        )
        for item in statements
        if item.kind == "license"
        and item.expression
        and set(item.parts) <= ({"project", "code"} if part == "code" else {"project"})
    ]


def _restrictions(part: Part, sources: Sources, candidates: Sequence[Candidate]) -> tuple[Evidence, ...]:
    """Terms in prose that bind the part although its license text is silent about them.

    They give way to an open license text of the part itself, unless the main document asks for an authorization or
    bars commercial use of that very part, and to open licenses that prose names for the part at least as often (the
    tuned variant is restricted, the model is not).
    """
    if part not in ("weights", "code", "data"):
        return ()
    own_text_open = any(item.basis == "own-text" and item.open for item in candidates)
    allowing = [
        item
        for item in sources.statements
        if (item.kind == "permissive" and (part in item.parts or not item.parts))
        or (item.kind == "license" and part in item.parts and is_open(item.expression))
    ]
    # What something is meant for binds nobody to whom a license gives more.
    binding = _BINDING if any(item.open for item in candidates) else _BINDING | {"intended"}
    found = []
    asked = False
    for item in sources.statements:
        if not _speaks_for_all(item.path):
            continue
        in_so_many_words = item.kind in _STATED and part in item.parts and item.path == sources.main
        if own_text_open and not in_so_many_words:
            continue
        if item.kind in binding and _binds(item, part):
            asked = asked or (item.kind == "authorization" and item.path == sources.main)
            # "Due to these dependencies, only for research" names why its own license does not hold alone.
            asked = asked or pattern("prose", "by_cause").search(item.sentence) is not None
            found.append(Evidence(item.path, item.line, item.sentence[:160]))
    if allowing and len(allowing) >= len(found) and not asked:
        return ()
    return tuple(dict.fromkeys(found))[:4]


def _binds(item: Statement, part: Part) -> bool:
    """True when a restrictive sentence speaks of the part, or of nothing in particular under a license heading."""
    if part in item.parts:
        return True
    return part == "weights" and item.in_section and not set(item.parts) & {"data", "documents"}


def _inherited(component: str, sources: Sources, chosen: Candidate | None) -> Governing | None:
    """The base model's license, where the derived weights name none of their own."""
    if component not in WEIGHT_COMPONENTS or (chosen is not None and chosen.basis not in _GENERAL_BASES):
        return None
    for base in sources.bases:
        if not base.open and base.certain and not (chosen is not None and chosen.open is False):
            evidence = (base.evidence,)
            contradictions = (chosen.evidence,) if chosen else ()
            return Governing(base.license, False, evidence, (), contradictions, "base-model", 0.5)
    return None
