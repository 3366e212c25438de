"""Names and links around a term: the own, those of others, those widely known."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.wording.context import leads_to
from openness.wording.lexicon import OWN, SIBLING, THIRD, data, ours
from openness.wording.sentences import sentence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.wording.context import Names
    from openness.wording.grammar import Surroundings
    from openness.wording.segments import Link, Segment

_LABEL = 48
"""Characters from a block's start within which a label ("More open: …") stands."""
_SUBJECT = compiled(
    r"(?:^|[,，;] ?)[^\w\ue000-\ue002]{0,8}(?:(?:both|the|similarly|original|its) ){0,2}([A-Za-z][A-Za-z0-9.\-]{1,30})",
    re.IGNORECASE,
)
_TWO_CAPITALS = compiled(r"\s(?!Mixture)[A-Z][a-z]+[ -][A-Z][a-z]+")
_NAME_LATER = compiled(
    r"-?[\w]{0,24}(?:\s[a-zà-ÿ]\w{1,20})?(?:\s\w{0,24}[Mm]od[eè]l\w{0,3})?\s[\"„«“]?"
    r"(?!(?:LLM|VLM|VLA|TTS|ASR|OCR|MIT|GPL|BSD|CC|GPU|CPU|API|MoE|IA|KI)\b)[A-Z][A-Za-z]*[A-Z0-9-][\w.-]*"
)
"""A name of somebody else's after the term, with a noun of the language between: "das offene Modell NEMO"."""
_NAME_BEFORE = compiled(r"(?<![A-Za-z0-9.\-])([A-Za-z][A-Za-z0-9.\-]{1,30})(?: ?\d[\w.]{0,6})?\s?$")
_NAME_AFTER = compiled(
    r"\s?(?:的|の)?\s?(?:大?(?:语言)?模型|[^\sA-Za-z、。，（）]{0,14}(?:モデル|모델))?\s?([A-Za-z][A-Za-z0-9.\-]{1,30})"
)
_QUOTES = (("“", "”"), ("«", "»"), ("„", "“"))
_OBJECT = 120
"""Characters after a verb within which the link to its object begins."""
_BESIDE = 4
"""Characters that an item has beside the link that it consists of."""
_TITLE = 16
"""Characters that a title has beside the term."""


@cache
def _row_of_weights() -> re.Pattern[str]:
    return compiled("|".join(f"(?:{words})" for words in data("context")["rows_of_weights"]), re.IGNORECASE)


def find_owners(around: Surroundings, segment: Segment, names: Names, span: tuple[int, int]) -> None:
    """Set flags for names of the own and of other models on either side, and for the link that the term stands in."""
    _find_sides(around, names)
    _find_known(around, names)
    _find_links(around, segment, names, span)
    flags = around.flags
    if "label-right" in flags and span[0] <= _LABEL and len(around.left) >= span[0] - 2:
        flags.add("in-label")
    if flags & {"own-left", "self-subject", "at-start"} or {"in-label", "own-right"} <= flags:
        flags.add("subject-known")
    if segment.row and (ours().search(segment.row) or OWN in names.marked(segment.row, (), 0)):
        flags.add("row-own")
    if segment.row and _row_of_weights().fullmatch(segment.row.strip("*_ ")):
        flags.add("row-weights")
    if any(around.left.count(one) > around.left.count(other) and other in around.right for one, other in _QUOTES):
        flags.add("in-quotes")
    if names.are_models:
        flags.add("own-model")


def _find_sides(around: Surroundings, names: Names) -> None:
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
    if names.speaks_of_another_model(around.left):
        flags.add("family-start")


def _find_known(around: Surroundings, names: Names) -> None:
    """Set flags where a widely known model of somebody else's is named next to the term or begins the sentence."""
    flags = around.flags
    if _TWO_CAPITALS.match(around.right) and around.text.islower():
        flags.add("name-right")
    if around.lexicon.marks_plural and _NAME_LATER.match(around.right):
        flags.add("name-right")
    if around.lexicon.apposed.search(around.left):
        flags.add("apposed")
    for side, found in _neighbors(around):
        if names.is_widely_known(found.group(1)):
            flags.update(("known-near", f"known-{side}"))
    if not flags & {"own-left", "self-subject", "we", "use-left"} and _begins_with_known(around, names):
        flags.add("known-left")


def _neighbors(around: Surroundings) -> Iterator[tuple[str, re.Match[str]]]:
    """Names right before and right after the term: "the Acorn-2 open-source model", "开源模型Acorn-2"."""
    for side, found in (("before", _NAME_BEFORE.search(around.left)), ("after", _NAME_AFTER.match(around.right))):
        if found:
            yield side, found


def _begins_with_known(around: Surroundings, names: Names) -> bool:
    """True where a sentence, or a clause of it, has somebody else's widely known model for its subject."""
    return any(names.is_widely_known(found.group(1)) for found in _SUBJECT.finditer(around.left))


def _find_links(around: Surroundings, segment: Segment, names: Names, span: tuple[int, int]) -> None:
    """What link or image the term stands in."""
    flags = around.flags
    for link in segment.visible.links:
        if link.start <= span[0] and span[1] <= link.end:
            flags.add("image" if link.image else "link-text")
            kind = names.kind(link.url)
            if not link.image and leads_to(link.url, "blogs"):
                flags.add("blog-link")
            titled = link.url.startswith("#") or leads_to(link.url, "papers") or _is_whole_item(segment, link, kind)
            if not link.image and titled and _is_title(segment, link, span):
                flags.add("title-link")
            if kind in (THIRD, SIBLING):
                flags.add("third-link" if kind == THIRD else "sibling-link")
        elif "/datasets/" in link.url and (0 <= link.start - span[1] <= _OBJECT or _is_subject(segment, link, span)):
            flags.add("data-link")


def _is_subject(segment: Segment, link: Link, span: tuple[int, int]) -> bool:
    """True for a link that begins the sentence of a term."""
    first, _ = sentence(segment.text, *span)
    return first <= link.start <= first + _TITLE and link.end <= span[0]


def _is_whole_item(segment: Segment, link: Link, kind: str) -> bool:
    """True for a link to a page elsewhere that is all an item says, or a line of a section: an article's title."""
    rest = len(segment.text.strip()) - (link.end - link.start)
    alone = segment.kind == "item" or (segment.kind == "paragraph" and len(segment.headings) > 1)
    return alone and not kind and link.url.startswith("http") and rest <= _BESIDE


def _is_title(segment: Segment, link: Link, span: tuple[int, int]) -> bool:
    """True for a link text that says more than the term: a title of a paper or, in a list of contents, of a section."""
    if segment.kind == "heading":
        return False
    if not link.url.startswith("#"):
        return len(link.url) > 1 and link.end - link.start >= span[1] - span[0] + _TITLE
    return segment.kind in ("item", "cell") and not any(letter.isalpha() for letter in segment.text[: link.start])
