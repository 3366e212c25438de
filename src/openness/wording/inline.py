"""The visible text of Markdown and HTML inline markup, in one pass from left to right.

Written for positions, not for rendering: every character that is kept knows where it stood, which the token stream of
a Markdown parser does not tell. Each step consumes at least one character and looks ahead a bounded distance, so time
is linear in the length of the text.
"""

from __future__ import annotations

import html
import re

from openness.patterns import compiled
from openness.wording.segments import Link, Visible

_LOOK_AHEAD = 2000
_UNSEEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
UNSEEN = compiled(f"[{_UNSEEN}]")
"""Characters that nobody sees: with one in its middle a word would not be found, though it reads the same."""
_SPECIAL = compiled(rf"[\\`*_~<&!\[\]\n{_UNSEEN}]")
_TAG = compiled(r"</?([A-Za-z][A-Za-z0-9-]{0,20})([^<>]{0,1500})>")
_AUTOLINK = compiled(r"<((?:https?|mailto):[^<>\s]{1,500})>")
_ENTITY = compiled(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ATTRIBUTE = compiled(
    r"(alt|href|src)\s{0,3}=\s{0,3}(?:\"([^\"]{0,800})\"|'([^']{0,800})'|([^\s\"'>]{1,800}))", re.IGNORECASE
)
_TARGET = compiled(r"\((\s{0,5}<?)([^\s()<>]{0,1200}(?:\([^\s()<>]{0,300}\)[^\s()<>]{0,800})?)>?[^()\n]{0,300}\)")
_REFERENCE = compiled(r"\[[^\[\]\n]{0,200}\]")
_HIDDEN = frozenset({"pre", "script", "style", "svg", "math", "textarea"})
_BREAKING = frozenset(
    [
        "p",
        "br",
        "div",
        "li",
        "ul",
        "ol",
        "tr",
        "td",
        "th",
        "table",
        "thead",
        "tbody",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "center",
        "details",
        "summary",
        "blockquote",
        "hr",
        "section",
    ]
)
BREAK = "\x1e"
"""Stands in the visible text where an HTML tag ends a block."""


def without_unseen(text: str) -> str:
    """The text as its reader sees it: characters without a shape left out, line ends kept."""
    return UNSEEN.sub("", text) if UNSEEN.search(text) else text


class _Scan:
    """State of one pass."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.parts: list[str] = []
        self.length = 0
        self.starts: list[int] = []
        self.origins: list[int] = []
        self.links: list[Link] = []
        self.code: list[tuple[int, int]] = []
        self.brackets: list[tuple[int, bool]] = []
        self.linked = _linked_brackets(raw)
        self.anchors: list[tuple[int, str]] = []

    def emit(self, text: str, origin: int) -> None:
        """Append visible text that stood at `origin`."""
        if text:
            self.starts.append(self.length)
            self.origins.append(origin)
            self.parts.append(text)
            self.length += len(text)


_BRACKET = compiled(r"\\.|[\[\]]", re.DOTALL)


def _linked_brackets(raw: str) -> frozenset[int]:
    """Indices of the brackets that belong to links and images; other brackets are text."""
    stack: list[int] = []
    found: set[int] = set()
    for match in _BRACKET.finditer(raw):
        mark, at = match.group(), match.start()
        if mark == "[":
            stack.append(at)
            del stack[:-16]
        elif mark == "]" and stack:
            opened = stack.pop()
            if raw[at + 1 : at + 2] in ("(", "[") and (_TARGET.match(raw, at + 1) or _REFERENCE.match(raw, at + 1)):
                found.update((opened, at))
    return frozenset(found)


def visible(raw: str) -> Visible:
    """What a reader sees of the markup, with links, image texts and code spans marked."""
    scan = _Scan(raw)
    index = 0
    while index < len(raw):
        found = _SPECIAL.search(raw, index)
        stop = found.start() if found else len(raw)
        if stop > index:
            scan.emit(raw[index:stop], index)
        if not found:
            break
        index = _STEPS.get(found.group(), _pass_over)(scan, stop)
    return Visible("".join(scan.parts), tuple(scan.starts), tuple(scan.origins), tuple(scan.links), tuple(scan.code))


def _pass_over(_: _Scan, at: int) -> int:
    return at + 1


def _newline(scan: _Scan, at: int) -> int:
    scan.emit(" ", at)
    return at + 1


def _escape(scan: _Scan, at: int) -> int:
    follower = scan.raw[at + 1 : at + 2]
    if follower and not follower.isalnum() and not follower.isspace():
        scan.emit(follower, at + 1)
        return at + 2
    scan.emit("\\", at)
    return at + 1


def _backtick(scan: _Scan, at: int) -> int:
    raw = scan.raw
    end = at
    while end < len(raw) and raw[end] == "`" and end - at < 32:
        end += 1
    fence = raw[at:end]
    close = raw.find(fence, end, end + _LOOK_AHEAD)
    if close < 0:
        return end
    start = scan.length
    scan.emit(raw[end:close].replace("\n", " "), end)
    scan.code.append((start, scan.length))
    return close + len(fence)


def _emphasis(scan: _Scan, at: int) -> int:
    raw, mark = scan.raw, scan.raw[at]
    end = at
    while end < len(raw) and raw[end] == mark:
        end += 1
    before, after = raw[at - 1 : at], raw[end : end + 1]
    # An underscore or tilde inside a word, and a lone mark between spaces, are text.
    inside = before.isalnum() and after.isalnum()
    lone = (not before or before.isspace()) and (not after or after.isspace())
    if lone or (inside and mark == "_") or (mark == "~" and end - at < 2):
        scan.emit(raw[at:end], at)
    return end


def _entity(scan: _Scan, at: int) -> int:
    found = _ENTITY.match(scan.raw, at)
    if not found:
        scan.emit("&", at)
        return at + 1
    scan.emit(html.unescape(found.group())[:1].replace("\xa0", " "), at)
    return found.end()


def _bang(scan: _Scan, at: int) -> int:
    if at + 1 in scan.linked and scan.raw[at + 1] == "[":
        scan.brackets.append((scan.length, True))
        return at + 2
    scan.emit("!", at)
    return at + 1


def _open_bracket(scan: _Scan, at: int) -> int:
    if at in scan.linked:
        scan.brackets.append((scan.length, False))
    else:
        scan.emit("[", at)
    return at + 1


def _close_bracket(scan: _Scan, at: int) -> int:
    if at not in scan.linked or not scan.brackets:
        scan.emit("]", at)
        return at + 1
    start, image = scan.brackets.pop()
    target = _TARGET.match(scan.raw, at + 1)
    if target:
        scan.links.append(Link(start, scan.length, target.group(2), image))
        if image:
            scan.emit(" ", at)
        return target.end()
    reference = _REFERENCE.match(scan.raw, at + 1)
    if reference:
        scan.links.append(Link(start, scan.length, "", image))
        return reference.end()
    return at + 1


def _angle(scan: _Scan, at: int) -> int:
    raw = scan.raw
    if raw.startswith("<!--", at):
        close = raw.find("-->", at + 4)
        return len(raw) if close < 0 else close + 3
    link = _AUTOLINK.match(raw, at)
    if link:
        return link.end()
    tag = _TAG.match(raw, at)
    if not tag:
        scan.emit("<", at)
        return at + 1
    name, closing = tag.group(1).lower(), raw[at + 1] == "/"
    if name in _HIDDEN and not closing:
        return _after_hidden(scan, tag.end(), name)
    _tag_effects(scan, tag, name, closing)
    return tag.end()


def _after_hidden(scan: _Scan, at: int, name: str) -> int:
    close = re.compile(rf"</{name}\s{{0,5}}>", re.IGNORECASE).search(scan.raw, at, at + 20_000)
    if close is None:
        return at
    scan.emit(" ", at)
    return close.end()


def _tag_effects(scan: _Scan, tag: re.Match[str], name: str, closing: bool) -> None:
    if name in _BREAKING:
        scan.emit(BREAK, tag.start())
    elif name == "img":
        values = _attributes(tag)
        if "alt" in values:
            start = scan.length
            scan.emit(values["alt"][0], values["alt"][1])
            scan.links.append(Link(start, scan.length, values.get("src", ("", 0))[0], image=True))
            scan.emit(" ", tag.end() - 1)
    elif name == "a" and not closing:
        values = _attributes(tag)
        scan.anchors.append((scan.length, values.get("href", ("", 0))[0]))
    elif name == "a" and scan.anchors:
        start, url = scan.anchors.pop()
        scan.links.append(Link(start, scan.length, url))


def _attributes(tag: re.Match[str]) -> dict[str, tuple[str, int]]:
    """Attribute name to value and its index in the raw text."""
    base = tag.start(2)
    found: dict[str, tuple[str, int]] = {}
    for match in _ATTRIBUTE.finditer(tag.group(2)):
        group = next(number for number in (2, 3, 4) if match.group(number) is not None)
        found.setdefault(match.group(1).lower(), (match.group(group), base + match.start(group)))
    return found


_STEPS = {
    "\n": _newline,
    "\\": _escape,
    "`": _backtick,
    "*": _emphasis,
    "_": _emphasis,
    "~": _emphasis,
    "&": _entity,
    "!": _bang,
    "[": _open_bracket,
    "]": _close_bracket,
    "<": _angle,
}
