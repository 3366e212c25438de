"""What stands around a term: its form, the noun it speaks of, the cues and owners nearby."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openness.wording.lexicon import OWN, SIBLING, THIRD, Lexicon, TermForm, lexicon
from openness.wording.sentences import clause_left, clause_right, sentence

if TYPE_CHECKING:
    from openness.wording.context import Names
    from openness.wording.segments import Segment

# No two alternatives can begin alike, so that there is one way to match and no backtracking.
_LEAD = re.compile(
    r"^(?:[\W\d_年月日]|\b[a-z][.)\]]|\b(?:new|update|latest|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}\b){0,40}"
    r"(?:(?:fully|truly|completely) )?$",
    re.IGNORECASE,
)
_LABEL = 48
"""Characters from a block's start within which a label ("More open: …") stands."""
_DETERMINED = re.compile(r"^\s(?:the|our|a|an|all|both|its|my|two|three|four|more|some)\s|^\s[\ue000-\ue002A-Z0-9*\[]")
_CAPITAL_NEXT = re.compile(r"\s[A-Z][a-z]")
_OF = re.compile(r"\s?(?:of|de|von)\b")
_LISTED = re.compile(r"\b(?:we|to)\b.{0,300},\s(?:and\s)?$", re.IGNORECASE)
_FINITE = re.compile(r"\b(?:is|are|was|were|has|have)\b")
_NOTHING = re.compile(r"^[\W_]*$|^\s*[，。；！？,.;!?)）]")
_OWN_BEFORE = re.compile(rf"{OWN}\s?$")
_PLURAL = re.compile(r"(?:[^s]s|models)$", re.IGNORECASE)


@dataclass(slots=True)
class Surroundings:
    """The sentence on either side of a term, own names and foreign links marked, and what was recognized in it."""

    form: TermForm
    text: str
    left: str
    right: str
    lexicon: Lexicon
    flags: set[str] = field(default_factory=set)
    heads: list[str] = field(default_factory=list)
    sentence: str = ""


def surroundings(segment: Segment, names: Names, form: TermForm, span: tuple[int, int], language: str) -> Surroundings:
    """Everything the rules may ask about the term at `span` of the segment's visible text."""
    start, end = span
    first, last = sentence(segment.text, start, end)
    links = segment.visible.links
    left = names.marked(segment.text[first:start], [link for link in links if link.start < start], first)
    right = names.marked(segment.text[end:last], [link for link in links if link.start >= end], end)
    around = Surroundings(form, segment.text[start:end], left, right, lexicon(language))
    around.sentence = " ".join(segment.text[first:last].split())
    around.flags.add(segment.kind)
    _find_cues(around)
    if _LEAD.match(around.lexicon.full.sub("", around.left.lower())):
        around.flags.add("at-start")
    _find_owners(around, segment, names, span)
    _find_links(around, segment, names, span)
    if around.lexicon.full.search(around.left[-40:].lower()):
        around.flags.add("full")
    if around.lexicon.heads["code"].search(around.left[-80:].lower()):
        around.flags.add("code-left")
    _find_form(around)
    _find_heads(around)
    return around


def _find_cues(around: Surroundings) -> None:
    left, right = around.left.lower(), around.right.lower()
    near, follow = left[-110:], right[:160]
    scopes = {
        "left": left,
        "right": right,
        "left-end": near,
        "right-start": follow,
        "clause-left": clause_left(left),
        "clause": clause_left(left) + " \x1f " + clause_right(right),
        "sentence": left + " \x1f " + right,
    }
    for cue in around.lexicon.cues:
        if cue.pattern.search(scopes[cue.where]):
            around.flags.add(cue.name)


def _find_owners(around: Surroundings, segment: Segment, names: Names, span: tuple[int, int]) -> None:
    flags = around.flags
    for side, text in (("left", around.left), ("right", around.right)):
        for mark, name in ((OWN, "own"), (THIRD, "third"), (SIBLING, "sibling")):
            if mark in text:
                flags.add(f"{name}-{side}")
    lead = around.left.lstrip(" \t-*•·:0123456789./[]()🔥🚀🎉✨")
    if lead.startswith(THIRD):
        flags.add("third-start")
    elif lead.startswith(OWN):
        flags.add("own-start")
    if "label-right" in flags and span[0] <= _LABEL and len(around.left) >= span[0] - 2:
        flags.add("in-label")
    if flags & {"own-left", "self-subject", "at-start"} or {"in-label", "own-right"} <= flags:
        flags.add("subject-known")
    if segment.row and names.pattern.search(segment.row):
        flags.add("row-own")
    if around.left.count("“") > around.left.count("”") and "”" in around.right:
        flags.add("in-quotes")
    if names.are_models:
        flags.add("own-model")


def _find_links(around: Surroundings, segment: Segment, names: Names, span: tuple[int, int]) -> None:
    """What link or image the term stands in."""
    flags = around.flags
    for link in segment.visible.links:
        if link.start <= span[0] and span[1] <= link.end:
            flags.add("image" if link.image else "link-text")
            kind = names.kind(link.url)
            if kind in (THIRD, SIBLING):
                flags.add("third-link" if kind == THIRD else "sibling-link")


def _find_form(around: Surroundings) -> None:
    flags, form = around.flags, around.form.form
    at_start = "at-start" in flags
    prose = not flags & {"heading", "cell"}
    if form == "model-noun":
        found = "attr"
    elif form == "gerund":
        found = "verb"
    elif form == "adverb":
        found = "adverb"
    elif _is_predicate(around):
        found = "pred"
    elif form in ("participle", "third-person"):
        found = "verb" if "verb-left" in flags or (at_start and prose) else "attr" if _noun_follows(around) else "pred"
    elif form in ("base", "adjective") and _predicates(around):
        found = "pred"
    elif "participle-right" in flags:
        found = "attr"
    elif (
        form == "base"
        and "verb-left" in flags
        and not (_OWN_BEFORE.search(around.left) and not _DETERMINED.match(around.right))
    ) or (form == "base" and ("verb-right" in flags or (at_start and prose and _DETERMINED.match(around.right)))):
        found = "verb"
    else:
        found = "attr"
    flags.add(f"form-{found}")


def _opens_item(around: Surroundings) -> bool:
    """True where a line begins with the verb: "Open-source the base model", "[2024/05] 开源 Nova 模型"."""
    if around.lexicon.head_final:
        return any(letter.isdigit() for letter in around.left) or _DETERMINED.match(around.right) is not None
    return _DETERMINED.match(around.right) is not None


def _is_predicate(around: Surroundings) -> bool:
    """True where the sentence says "X is open source" in the way of its language."""
    if around.lexicon.head_final:
        ends = _NOTHING.match(around.right) or around.lexicon.predicate_right.match(around.right)
        return around.form.form in ("base", "participle", "adjective") and ends is not None
    return "passive-left" in around.flags and not _noun_follows(around)


def _predicates(around: Surroundings) -> bool:
    """True when a copula leads to the term and nothing that it could modify follows."""
    articles = {"np-article", "np-the", "np-rank"}
    return "copula" in around.flags and not around.flags & articles and _NOTHING.match(around.right) is not None


def _noun_follows(around: Surroundings) -> bool:
    """True when a noun of the lexicon stands in the noun phrase right after the term."""
    phrase = _phrase(around, around.right[:90]).lower()
    return any(pattern.search(phrase) for pattern in around.lexicon.heads.values())


def _phrase(around: Surroundings, text: str) -> str:
    """The text up to where a noun phrase stops."""
    # "open-source, large-scale model": a comma right after the term does not end the phrase.
    stop = around.lexicon.np_stop.search(text, 1 if text[:1] in ",、/" else 0)
    return text[: stop.start()] if stop else text


def _find_heads(around: Surroundings) -> None:
    flags = around.flags
    if around.form.form == "model-noun":
        around.heads = ["model"]
    elif around.form.term == "open-data":
        around.heads = ["data"]
    elif "form-verb" in flags:
        around.heads = _subject_heads(around) if around.lexicon.object_before else _object_heads(around)
    elif "form-pred" in flags:
        around.heads = _subject_heads(around)
    else:
        head = _noun_head(around)
        around.heads = [head] if head else ["weights"] if around.form.term == "open-weights" else []
    if len(around.heads) > 1:
        rank = [head for head in around.heads if head not in ("tool", "license", "version", "system")]
        around.heads = rank or around.heads[:1]
    for head in around.heads:
        flags.add(f"head-{head}")
    if flags & {"head-model", "head-weights", "head-version"}:
        flags.add("head-mw")
    if not around.heads:
        flags.add("head-none")


def _last_head(around: Surroundings, phrase: str) -> tuple[str, str] | None:
    """Class and word of the last noun of the lexicon in a phrase."""
    best: tuple[int, int, str, str] | None = None
    folded = phrase.lower() if len(phrase.lower()) == len(phrase) else phrase
    for name, pattern in around.lexicon.heads.items():
        for match in pattern.finditer(folded):
            # "LLM Foundry", "AI Studio": an acronym before a capital is part of a name.
            word = phrase[match.start() : match.end()]
            if word.isupper() and word.isascii() and _CAPITAL_NEXT.match(phrase, match.end()):
                continue
            key = (match.end(), len(match.group()))
            if best is None or key > best[:2]:
                best = (*key, name, match.group())
    return (best[2], best[3]) if best else None


def _noun_head(around: Surroundings) -> str | None:
    lexicon_ = around.lexicon
    if not lexicon_.head_after:
        before = around.left[-60:].lower()
        stops = list(lexicon_.np_stop.finditer(before, 0, max(len(before) - 1, 0)))
        found = _last_head(around, before[stops[-1].end() :] if stops else before)
        if found:
            return found[0]
    phrase = _phrase(around, _plain(around, around.right[:130])[:90])
    found = _last_head(around, phrase)
    if found is None:
        return None
    if _PLURAL.search(found[1]):
        around.flags.add("plural")
    if found[0] == "version":
        rest = around.right[len(phrase) : len(phrase) + 90]
        further = _last_head(around, _phrase(around, " " + rest.lstrip()[2:].lstrip())) if rest else None
        return further[0] if further else "version"
    return found[0]


def _object_heads(around: Surroundings) -> list[str]:
    """Classes of the things that the verb's object lists."""
    return _listed_heads(around, _plain(around, around.right[:260]))


def _plain(around: Surroundings, text: str) -> str:
    """The text without parentheses and set phrases that hide the noun they belong to."""
    return around.lexicon.modifiers.sub("", around.lexicon.parenthetical.sub("", text))


def _listed_heads(around: Surroundings, text: str) -> list[str]:
    heads: list[str] = []
    position = 0
    for _ in range(12):
        phrase = _object_phrase(around, text[position:])
        found = _last_head(around, phrase)
        if found and found[0] not in heads:
            heads.append(found[0])
        position += max(len(phrase), 1)
        rest = text[position : position + 24]
        joined = around.lexicon.joiners.match(rest.lstrip())
        if joined is None:
            # "series of", "version of", "half of": the noun after "of" is what is meant.
            if (found is None or found[0] == "version") and _OF.match(rest):
                if found:
                    heads.remove("version")
                position += 3
                continue
            break
        position += len(rest) - len(rest.lstrip()) + joined.end()
    return heads


def _object_phrase(around: Surroundings, text: str) -> str:
    """The text up to where an item of the verb's object stops."""
    stop = around.lexicon.object_stop.search(text, 1)
    return text[: stop.start()] if stop else text


def _subject_heads(around: Surroundings) -> list[str]:
    """Classes of the things in the subject of a predicate: the last noun and those joined to it."""
    clause = around.left[-140:]
    pieces = re.split(r"[;:!?，。；]|\.\s|\b(?:that|which|because|since)\b", clause)
    subject = pieces[-1] if len(pieces[-1].strip()) > 3 else clause
    if around.form.form == "participle" and "passive-left" not in around.flags:
        # "with the adaptation code open-sourced": the noun next to the participle.
        near = _last_head(around, subject[-60:])
        return [near[0]] if near else []
    if not around.lexicon.head_final:
        # "The code is under MIT, model weights are open": the subject follows the last finished clause.
        head, comma, rest = subject.rpartition(", ")
        subject = rest if comma and _FINITE.search(head) else subject
        listed = _listed_heads(around, " " + subject.strip())
        if listed:
            return listed
    subject = around.lexicon.adverbials.sub("", subject) or subject
    nouns = sorted(
        (match.end(), match.start(), name)
        for name, pattern in around.lexicon.heads.items()
        for match in pattern.finditer(subject.lower())
    )
    heads: list[str] = []
    start = len(subject)
    for end, begin, name in reversed(nouns):
        if heads and not around.lexicon.joiners.search(subject, end, min(start, end + 30)):
            break
        start = begin
        if name not in heads:
            heads.append(name)
    return heads
