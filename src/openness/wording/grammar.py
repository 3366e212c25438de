"""What stands around a term: its form, the noun it speaks of, the cues and owners nearby."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.wording.heads import find_heads, row_flags
from openness.wording.lexicon import OWN, Lexicon, TermForm, lexicon
from openness.wording.owners import find_owners
from openness.wording.phrases import noun_follows
from openness.wording.sentences import clause_left, clause_right, sentence
from openness.wording.subjects import subject_before

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openness.wording.context import Names
    from openness.wording.segments import Segment

# No two alternatives can begin alike, so that there is one way to match and no backtracking.
_LEAD = compiled(
    r"^(?:[\W\d_年月日]|\b[a-z][.)\]]|\b[qa]\d{0,2}[:：]|\b(?:new|update|latest|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,7}\b){0,40}"
    r"(?:(?:fully|truly|completely) )?$",
    re.IGNORECASE,
)
_DETERMINED = compiled(
    r"^\s(?:the|our|a|an|all|both|its|my|two|three|four|more|some)\s|^\s(?!(?:LLMs?|VLMs?|MLLMs?|TTS|ASR|AI|SOTA|NLP)\b)[\ue000-\ue002A-Z0-9*\[]"
)
_OBJECT_NEXT = compiled(r"\s(?:the|our|a|an|all|both|its|my|two|three|four|more|some)\s|\s[\ue000\ue002]")
_FOLDED = {0x2010: "-", 0x2011: "-", 0x2018: "’", 0x02BC: "’", 0x2032: "’", 0xB4: "’"}
"""Characters that stand for others in the text: hyphens, and what is typed for an apostrophe."""
_LICENSE = compiled(r"Open (?:Model )?Licen[sc]e")
_NAMED_BEFORE = compiled(
    r"(?<![A-Za-z])(?!(?:More|Fully|Truly|An?|The|Our|Its|New|Under|Free|And|With)\s)[A-Z\ue000][A-Za-z]*\s$"
)
_EMOJI = compiled(r":[a-z][a-z0-9_+-]{1,38}:")
"""An emoji by its name."""
_ANSWER = 40
"""Characters after a question within which it is answered."""
_LIST = 200
"""Characters after a term within which a list says what it is said of, also in the next sentence."""
_ADDRESS = 200
"""Characters of an address that are read."""
_OBJECT = 48
"""Characters after a verb within which its object begins."""
_APPOSED = compiled(r",\s(?:an?|our|its)\s(?:[\w-]{1,20},?\s){0,4}")
_THIS = compiled(r"\s{0,3}(?:this|it|these|they) (?:is|are|was|were)\b", re.IGNORECASE)
_POINTS = compiled(r"\s?[^\W\d_][^.!?:。！？：\n\ue000-\ue002]{0,24}[:：]\s?(?=https?://)")
"""A sentence that only leads to an address ("Check: https://…")."""
_BARE_URL = compiled(r"https?://[^\s<>()\[\]，。）]{1,400}")
_BREAK = compiled(
    r"[.;:!?。；！？，]|,\s(?!and\b)|\b(?:with|by|based|built|using|from|in|on|for|to|than|like|at)\b|基于|使用|采用|来自"
)
_NOTHING = compiled(r"^(?:[^\w\ue000-\ue002]|_)*$|^\s*[，。；！？,.;!?)）]")
_TITLE_CASE = compiled(r"[A-Z][a-z]+[- ][A-Z]")
_AS = compiled(
    r"\b(?:as (?:an? )?|(?:made|makes?|making|kept|keep)\s(?!it\s(?:the|an?)\s)(?:[^\s,;]{1,20}\s){1,5})"
    r"(?:fully |completely )?$",
    re.IGNORECASE,
)
_COMMA = compiled(r"\s?[,，、]")
_OWN_BEFORE = compiled(rf"{OWN}\s?$")
_LOOSE = compiled(
    r"(?:^|[,;:：，、|&+(（/•·—–>]|\s-|[.!?]\s)[\s*_]*(?:(?:and|&|all|both|now|just as|"
    r"fully|completely|truly|totally|100 ?%)\s){0,2}$",
    re.IGNORECASE,
)
_LABEL_BEFORE = compiled(r"[:：]\s$")
_TIGHT = compiled(r"\w\s(?:fully|completely|totally|entirely|now|100 ?%)\s$", re.IGNORECASE)
_TITLE_RUN = compiled(r"[:：]\s(?:(?:An?|The)\s)?(?:(?:[A-Z][\w-]{1,20},?|and|for|of|in|with|to)\s){1,7}$")
_ENDS = compiled(
    r"[\s*_]*(?:[,，.;；:：!?)(\]|&+/•·]|$|[—–]|-\s|(?:and|under|with|for|from|since|to|as|in)\s|[\u2190-\u2bff\U0001f300-\U0001faff])"
)


@dataclass(slots=True)
class Surroundings:
    """The sentence on either side of a term, own names and foreign links marked, and what was recognized in it.

    `follows` is the text after the term as it stands, across the end of its sentence.
    """

    form: TermForm
    text: str
    left: str
    right: str
    lexicon: Lexicon
    flags: set[str] = field(default_factory=set)
    heads: list[str] = field(default_factory=list)
    sentence: str = ""
    elsewhere: str = ""
    follows: str = ""


def surroundings(
    segment: Segment, names: Names, term: tuple[TermForm, int, int], language: str, places: Iterable[str] = ()
) -> Surroundings:
    """Everything the rules may ask about a term, given with its span of the segment's visible text.

    `places` are flags of the place that the segment has in its document.
    """
    form, start, end = term
    span = (start, end)
    first, last = sentence(segment.text, start, end)
    links = segment.visible.links
    before, after = segment.text[first:start].translate(_FOLDED), segment.text[end:last].translate(_FOLDED)
    left = names.marked(before, [link for link in links if link.start < start], first)
    right = names.marked(after, [link for link in links if link.start >= end], end)
    words = lexicon(language)
    if words.folding:
        left, right = left.translate(words.folding), right.translate(words.folding)
    around = Surroundings(form, segment.text[start:end], left, right, words)
    around.sentence = " ".join(segment.text[first:last].split())
    around.follows = segment.text[end : end + _LIST]
    around.flags.update((segment.kind, f"term-{form.term}", *places))
    _find_cues(around)
    opening = around.left.lower()
    if _LEAD.match(around.lexicon.full.sub("", _EMOJI.sub("", opening) if ":" in opening else opening)):
        around.flags.add("at-start")
    _find_answer(around, segment.text[last : last + _ANSWER])
    find_owners(around, segment, names, span)
    if _LICENSE.match(around.text + around.right[:12]) and _NAMED_BEFORE.search(around.left):
        around.flags.add("proper")
    if around.text == "Open" and _OWN_BEFORE.search(around.left) and not around.right[1:2].islower():
        # "Kestrel Open" beside "Kestrel Pro" is a name.
        around.flags.add("proper")
    if around.text.istitle() and around.right[1:2].isupper() and _TITLE_RUN.search(around.left):
        around.flags.add("title-run")
    if around.lexicon.full.search(around.left[-40:].lower()):
        around.flags.add("full")
    if around.lexicon.heads["code"].search(around.left[-80:].lower()):
        around.flags.add("code-left")
    _find_form(around)
    find_heads(around)
    if segment.row:
        around.flags |= row_flags(around, segment.row)
    if "form-pred" in around.flags and (subject := subject_before(around.left, around.lexicon)):
        around.flags.add(f"subject-{subject}")
    around.elsewhere = _elsewhere(around, segment, names, (first, start, end, last))
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
        if cue.is_in(scopes[cue.where]):
            around.flags.add(cue.name)


def _find_answer(around: Surroundings, follows: str) -> None:
    """A question that is answered at once says what the answer says."""
    if "question" not in around.flags:
        return
    if around.lexicon.yes.match(follows):
        around.flags.discard("question")
    elif around.lexicon.no.match(follows):
        around.flags.add("deny")


def _elsewhere(around: Surroundings, segment: Segment, names: Names, places: tuple[int, int, int, int]) -> str:
    """The owner's other repository that the sentence is news of.

    The term stands in the link to it ("[Merlin, our open model](…)"), after a line that begins with the link, right
    before the link ("we open-sourced [Merlin](…)"), or in a sentence that links it and names neither this one nor what
    was opened.
    """
    if {"code", "data"} & set(around.heads):
        # "We open-source weights and [training code](…)": parts of this model may stand in a repository of their own.
        return ""
    first, start, end, last = places
    named_here = OWN in around.left or OWN in around.right or bool(around.heads)
    for link in segment.visible.links:
        if link.image or not first <= link.start < last:
            continue
        between = segment.text[link.end : start]
        if link.end <= start and _APPOSED.fullmatch(between):
            # "We release [Merlin](…), a fully open model": what follows a link is said of what it leads to.
            return names.other_repository(link.url, of_anybody=True)
        other = names.other_repository(link.url)
        if not other:
            continue
        inside = link.start <= start and end <= link.end
        opens = link.end <= start and not any(letter.isalpha() for letter in segment.text[first : link.start])
        follows = 0 <= link.start - end <= _OBJECT and not _BREAK.search(segment.text[end : link.start])
        if inside or opens or follows or not named_here:
            return other
    # "We open-sourced a large model of another name, see https://…": an address is what the sentence leads to.
    named = OWN in around.left or OWN in around.right
    if not named and _THIS.match(segment.text, first):
        # "We released [Merlin](…). This is an open model": the sentence goes on about what was linked last.
        before = [link for link in segment.visible.links if not link.image and link.end <= first]
        return names.other_repository(before[-1].url) if before else ""
    points = _POINTS.match(segment.text, last)
    bare = () if named else _BARE_URL.finditer(segment.text, end, points.end() + _ADDRESS if points else last)
    return next(filter(None, (names.other_repository(match.group().rstrip(".,")) for match in bare)), "")


def _find_form(around: Surroundings) -> None:
    flags, form = around.flags, around.form.form
    at_start = "at-start" in flags
    prose = not flags & {"heading", "cell"}
    if form == "model-noun":
        found = "attr"
    elif form == "gerund":
        flags.add("form-gerund")
        found = "verb"
    elif form == "adverb":
        found = _form_of_adverb(around)
    elif form == "predicate":
        flags.add("passive-left")
        found = "pred"
    elif (
        _is_complement(around)
        or _is_predicate(around)
        or (form == "participle" and around.lexicon.by.match(around.right))
    ):
        found = "pred"
    elif form in ("participle", "third-person"):
        verb = "verb-left" in flags or (at_start and prose) or _continues(around) or _tells_of_object(around)
        found = "verb" if verb else "attr" if noun_follows(around) else "pred"
    elif form in ("base", "adjective") and _predicates(around):
        found = "pred"
    elif _is_loose(around):
        flags.add("loose")
        found = "pred"
    elif "relative-right" in flags or ("participle-right" in flags and "verb-right" not in flags):
        found = "attr"
    elif (
        form == "base"
        and ("verb-left" in flags or _is_task(around) or _continues(around))
        and {"version-of", "we"} & flags != {"version-of"}
        and not (_OWN_BEFORE.search(around.left) and not _DETERMINED.match(around.right))
    ) or (form == "base" and ("verb-right" in flags or (at_start and prose and _opens_object(around)))):
        found = "verb"
    else:
        found = "attr"
    flags.add(f"form-{found}")
    if form == "participle":
        flags.add("form-past")


def _form_of_adverb(around: Surroundings) -> str:
    """Whether it names a noun ("an openly available model") or tells ("it is openly available", "share it openly")."""
    if " " in around.text and noun_follows(around):
        return "attr"
    told = "passive-left" in around.flags if " " in around.text else "release-left" in around.flags
    if around.lexicon.marks_plural and " " in around.text:
        # "nous livrons les poids en accès ouvert": a phrase that tells how, wherever its verb stands.
        return "pred" if told or "release-left" in around.flags else "adverb"
    return "pred" if told and (" " in around.text or _NOTHING.match(around.right)) else "adverb"


def _is_complement(around: Surroundings) -> bool:
    """True for "we provide the model as open source" and "the models are available under an open license"."""
    if "licen" in around.text.lower() and around.form.term == "open":
        return "released-under" in around.flags
    return (
        "as-left" not in around.flags
        and _AS.search(around.left) is not None
        and not around.lexicon.head_final
        and not noun_follows(around)
    )


def _tells_of_object(around: Surroundings) -> bool:
    """True for "v1.1: open-sourced the 4B": after a label, with an object."""
    return _LABEL_BEFORE.search(around.left) is not None and _OBJECT_NEXT.match(around.right) is not None


def _opens_object(around: Surroundings) -> bool:
    """True where what follows the first word of a line is its object; "Open-Source Agent Framework" is a label."""
    if "full" in around.flags or (_TITLE_CASE.match(around.text) and noun_follows(around)):
        return _OBJECT_NEXT.match(around.right) is not None
    return _DETERMINED.match(around.right) is not None


def _is_task(around: Surroundings) -> bool:
    """True where an item of a list of tasks begins with the term: it says what is to be done, or was."""
    flags = around.flags
    return "at-start" in flags and bool(flags & {"checked", "unchecked"}) and _NOTHING.match(around.right) is None


def _continues(around: Surroundings) -> bool:
    """True after "and" where an object begins: "We uploaded the paper and open-sourced the model"."""
    return "and-left" in around.flags and _OBJECT_NEXT.match(around.right) is not None


def _is_predicate(around: Surroundings) -> bool:
    """True where the sentence says "X is open source" in the way of its language."""
    if around.lexicon.head_final:
        listed = (
            "at-start" in around.flags
            and OWN not in around.left
            and _COMMA.match(around.right)
            and noun_follows(around)
        )
        ends = (_NOTHING.match(around.right) and not listed) or around.lexicon.predicate_right.match(around.right)
        return around.form.form in ("base", "participle", "adjective") and ends is not None
    if around.lexicon.predicate_right.match(around.right):
        return around.form.form in ("base", "adjective")
    return "passive-left" in around.flags and not (around.lexicon.head_after and noun_follows(around))


def _is_loose(around: Surroundings) -> bool:
    """True where the term stands for itself between marks, as in "Kestrel: fast, multilingual, open source"."""
    if around.lexicon.head_final or "at-start" in around.flags or _ENDS.match(around.right) is None:
        return False
    return bool(_LOOSE.search(around.left) or _TIGHT.search(around.left)) and not noun_follows(around)


def _predicates(around: Surroundings) -> bool:
    """True when a copula leads to the term and nothing that it could modify follows."""
    articles = {"np-article", "np-the", "np-rank"}
    return "copula" in around.flags and not around.flags & articles and _NOTHING.match(around.right) is not None
