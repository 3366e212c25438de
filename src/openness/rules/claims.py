"""From a claim that does not hold to a finding: shared by the rules about openness wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.licenses import catalog
from openness.model import is_spoken
from openness.rules.base import Edit, Found
from openness.rules.phrases import license_name, listed, restriction_phrases, without_article
from openness.wording.honest import honest_wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.judge.claims import JudgedClaim
    from openness.model import Claim
    from openness.vocabulary import Term


_SAME_GROUND = {"terms-restrict": "license-restricts"}
"""Whether restrictions stand in the license or beside it makes no other finding of the same words."""


def contradicted(facts: Facts, judged: JudgedClaim) -> Iterator[Found]:
    """The finding for a claim with a severity; nothing for a claim that is supported or about others."""
    claim = judged.claim
    if judged.severity is None:
        return
    yield Found(
        message=f"“{claim.text}” is said of {_subject(claim)}, but {_because(facts, judged)}.",
        path=claim.path,
        line=claim.line,
        column=claim.column,
        help=_advice(facts, judged),
        key=claim.sentence or claim.text,
        ground=_SAME_GROUND.get(judged.ground, judged.ground),
        severity=judged.severity,
        evidence=(judged.model.evidence,) if judged.model else facts.standing_evidence(judged.ground),
        fix=_edit(facts, claim),
        width=len(claim.text),
    )


def _subject(claim: Claim) -> str:
    parts = claim.subject.split("+")
    if parts == ["weights"]:
        return "the weights"
    if len(parts) == 1:
        return "the model"
    return listed(f"the {part}" for part in parts)


def _because(facts: Facts, judged: JudgedClaim) -> str:
    name = _license_of(facts, judged)
    alone = judged.claim.subject == "weights"
    whose, them = ("they", "them") if alone else ("its weights", "its weights")
    match judged.ground:
        case "license-restricts" if judged.model is not None:
            entry = catalog.lookup(judged.model.license)
            reasons = restriction_phrases(entry.restrictions if entry else ())
            return f"{judged.model.name} is under {name}, which {listed(reasons) or 'is not an open license'}"
        case "license-restricts":
            reasons = restriction_phrases(facts.weights_restrictions())
            if name is None:
                return f"the terms stated for {them} are not those of an open license"
            return f"{whose} are under {name}, which {listed(reasons) or 'is not an open license'}"
        case "licenses-mixed":
            return f"only some of the weights here are openly licensed; others are under {name or 'other terms'}"
        case "terms-restrict":
            if name is None:
                return f"the terms stated for {them} restrict their use"
            return f"{whose} are under {name} with further terms that restrict their use"
        case "license-unclear":
            return f"{whose} are under {name}, which no list of open licenses carries"
        case "license-unknown":
            return "no license for the weights was found in this repository"
        case "weights-missing":
            return "no weights that can be downloaded were found"
        case _:
            return f"{listed(_missing(facts)) or 'what the claim promises'} could not be found"


def _license_of(facts: Facts, judged: JudgedClaim) -> str | None:
    """The name of the license that the claim is held against."""
    return license_name(judged.model.license) if judged.model else _license_of_weights(facts)


def _license_of_weights(facts: Facts) -> str | None:
    """The license's name for a sentence; a license that nobody knows goes by the title of its text."""
    if facts.standing.weights_license is not None:
        return license_name(facts.standing.weights_license)
    text = facts.weights_text()
    if text is None:
        return None
    return f"the {without_article(text.title)} ({text.path})" if text.title else f"the license in {text.path}"


def _missing(facts: Facts) -> list[str]:
    words = {"training-data": "training data or a description of it"}
    reasons = [one for one in facts.level.reasons if one.keeps_from == "open-source-ai" and one.status != "released"]
    missing = [reason.component for reason in reasons]
    return [words.get(component, component.replace("-", " ")) for component in dict.fromkeys(missing)]


def _advice(facts: Facts, judged: JudgedClaim) -> str:
    match judged.ground:
        case "license-unknown":
            return "Add the license of the weights to the repository, or name it where the weights are linked."
        case "licenses-mixed":
            return "Say it of the models that it is true of, by name."
        case "terms-restrict":
            return "Name the terms beside the claim and say “weights available”, or drop the terms."
        case "license-restricts" | "license-unclear":
            name = _license_of(facts, judged) or "their terms"
            return f"Say that the weights are available under {name}, with its limits, or release them openly."
        case "weights-missing":
            return "Link the weights, or say that they are to come."
        case _:
            return "Say “open weights” or name the parts that are open, or release what is missing."


def _edit(facts: Facts, claim: Claim) -> Edit | None:
    term: Term | None = "open-weights" if facts.level.observed == "open-weights" else None
    replacement = honest_wording(claim, term) if term else None
    if replacement is None or is_spoken(claim.path):
        return None
    return Edit(claim.path, claim.line, claim.column, claim.column + len(claim.text), replacement)
