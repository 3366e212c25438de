"""What a policy makes of a subject: every demand with what was found, met or not or not to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, cast

from openness.policy.entities import POLICY_SEVERITIES
from openness.policy.settings import FRAMEWORKS, governing, shown
from openness.policy.terms import allowed
from openness.values import NamedTuple
from openness.vocabulary import LEVELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.policy.entities import LicenseRule, Origin, Policy, Wording
    from openness.policy.layers import Effective, Standing
    from openness.policy.subject import ReleasedPart, SaidOpen, Subject

State = Literal["met", "not-met", "unknown"]

_VERDICTS = {"conforms": "conforms", "does-not-conform": "does not conform", "undecidable": "cannot be decided"}
_MOST_REASONS = 3


class Outcome(NamedTuple):
    """One demand and what was found. `rule` is the id of the rule that enforces it, `key` its setting.

    `components` are those it speaks of. `reasons` say in plain words why it is not met, or not known.
    """

    rule: str
    key: str
    state: State
    required: str
    found: str
    origin: Origin
    sure: bool = True
    components: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    path: str | None = None
    line: int | None = None
    column: int | None = None
    width: int = 1


class Judgement(NamedTuple):
    """What the rules of the policy read."""

    effective: Effective
    outcomes: tuple[Outcome, ...]


def judge(effective: Effective, subject: Subject, policy: Policy) -> Judgement:
    """Every demand of the effective policy on the subject; nothing where there is no model to judge."""
    outcomes: list[Outcome] = []
    if effective.bound is not False:
        outcomes.extend(_manifest(effective, subject))
        if subject.judged is not False:
            outcomes.extend(_level(effective, subject))
            outcomes.extend(_frameworks(effective, subject))
            outcomes.extend(_licenses(effective, subject))
            outcomes.extend(_wording(effective, subject))
    on = [one for one in outcomes if _severity(effective, one.rule, policy) != POLICY_SEVERITIES[0]]
    return Judgement(effective, tuple(on))


def _severity(effective: Effective, rule: str, policy: Policy) -> str:
    return effective.severity(rule, policy.book.severities.get(rule, "error"))


def _outcome(rule: str, standing: Standing, state: State, found: str) -> Outcome:
    setting = standing.setting
    return Outcome(rule, setting.key, state, shown(setting.value), found, setting.origin, standing.sure)


def _manifest(effective: Effective, subject: Subject) -> Iterator[Outcome]:
    standing = effective.standings["manifest"]
    wanted = standing.setting.value
    if wanted == "optional":
        return
    if subject.manifest is None:
        # A repository that a policy selects although no model is seen in it was selected for its properties.
        state: State = "unknown" if subject.releases_model is None else "not-met"
        yield _outcome("OM501", standing, state, "none")
    elif wanted == "valid" and not subject.manifest_valid:
        yield _outcome("OM501", standing, "not-met", "invalid")._replace(path=subject.manifest)
    else:
        yield _outcome("OM501", standing, "met", subject.manifest)


def _level(effective: Effective, subject: Subject) -> Iterator[Outcome]:
    standing = effective.standings.get("level")
    if standing is None:
        return
    reasons = subject.reasons.get("level", ())[:_MOST_REASONS]
    if subject.level is None:
        yield _outcome("OM502", standing, "unknown", "unknown")._replace(reasons=reasons)
        return
    reached = LEVELS.index(subject.level) >= LEVELS.index(str(standing.setting.value))
    yield _outcome("OM502", standing, "met" if reached else "not-met", subject.level)._replace(reasons=reasons)


def _frameworks(effective: Effective, subject: Subject) -> Iterator[Outcome]:
    for name in FRAMEWORKS:
        standing = effective.standings.get(f"frameworks.{name}")
        if standing is None:
            continue
        found = subject.verdicts.get(name, "undecidable")
        if isinstance(found, int):
            wanted = cast("int", standing.setting.value)
            state: State = "met" if 1 <= found <= wanted else "not-met"
            words = f"class {found}" if found else "no class"
            if state == "not-met":
                words += f", {subject.progress.get(wanted, 0):.0f} % of class {wanted}"
            reasons: tuple[str, ...] = ()
        else:
            states: dict[str, State] = {"conforms": "met", "does-not-conform": "not-met"}
            state, words = states.get(found, "unknown"), _VERDICTS.get(found, found)
            reasons = subject.reasons.get(name, ())[:_MOST_REASONS]
        yield _outcome("OM504", standing, state, words)._replace(reasons=reasons)


def _licenses(effective: Effective, subject: Subject) -> Iterator[Outcome]:
    """One outcome for all parts that share setting, license and place: one license file is one thing to mend."""
    grouped: dict[tuple[str, State, str, str | None, int | None], list[ReleasedPart]] = {}
    for part in subject.parts:
        setting = governing(effective.settings, part.id)
        if setting is None:
            continue
        answer = allowed(part.license, cast("LicenseRule", setting.value))
        state: State = "unknown" if answer is None else "met" if answer else "not-met"
        license_name = part.license.shown
        where = (part.path, part.line) if state == "not-met" else (None, None)
        grouped.setdefault((setting.key, state, "" if state == "unknown" else license_name, *where), []).append(part)
    for (key, state, _, path, line), parts in grouped.items():
        named = dict.fromkeys(part.license.shown for part in parts)
        outcome = _outcome("OM503", effective.standings[key], state, ", ".join(named))
        yield outcome._replace(components=tuple(part.id for part in parts), path=path, line=line)


def _wording(effective: Effective, subject: Subject) -> Iterator[Outcome]:
    """Claims that the rules on wording have nothing against, and the definition of the policy has."""
    standing = effective.standings.get("wording")
    if standing is None:
        return
    wording = cast("Wording", standing.setting.value)
    open_questions = set()
    for claim in subject.claims:
        state, found = word_state(wording, claim, subject)
        # What is not known of one claim is not known of the others with the same term: it is said once.
        if state == "met" or claim.contradicted or claim.term in open_questions:
            continue
        if state == "unknown":
            open_questions.add(claim.term)
        yield _outcome("OM508", standing, state, found)._replace(
            required=_demanded(wording, claim.term),
            path=claim.path,
            line=claim.line,
            column=claim.column,
            width=len(claim.text),
            components=(claim.text,),
        )


def word_state(wording: Wording, claim: SaidOpen, subject: Subject) -> tuple[State, str]:
    """Whether a claim keeps to the definition, and what was found instead."""
    if wording.definition == "osaid":
        if claim.term != "open-source":
            return "met", ""
        verdict = str(subject.verdicts.get("osaid", "undecidable"))
        states: dict[str, State] = {"conforms": "met", "does-not-conform": "not-met"}
        return states.get(verdict, "unknown"), _VERDICTS.get(verdict, verdict)
    lowest = wording.terms.get(claim.term)
    if lowest is None:
        return "met", ""
    if subject.level is None:
        return "unknown", "unknown"
    return ("met" if LEVELS.index(subject.level) >= LEVELS.index(lowest) else "not-met"), subject.level


def _demanded(wording: Wording, term: str) -> str:
    if wording.definition == "osaid":
        return "the Open Source AI Definition"
    return f"{wording.terms[term]} for “{term.replace('-', ' ')}”"
