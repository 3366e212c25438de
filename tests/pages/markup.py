"""A strict look at a page's markup: what is well formed, what a reader's tools rely on, what must never be there."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import NamedTuple

VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "wbr"})
_ADDRESS_ATTRIBUTES = frozenset({"href", "src", "action", "formaction", "data", "poster", "srcset", "xlink:href"})


class Element(NamedTuple):
    """One element with its attributes, the names of the elements around it, and the text directly inside it."""

    tag: str
    attributes: dict[str, str | None]
    around: tuple[str, ...]
    text: list[str]


class Page(HTMLParser):
    """The elements of a document; `faults` names everything that is not well formed."""

    def __init__(self, document: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.faults: list[str] = []
        self._open: list[Element] = []
        self._read: list[str] = []
        self.document = document
        self.feed(document)
        self.close()
        self.faults += [f"<{one.tag}> is never closed" for one in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if len(names) != len(set(names)):
            self.faults.append(f"<{tag}> has an attribute twice: {names}")
        element = Element(tag, dict(attrs), tuple(one.tag for one in self._open), [])
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.faults.append(f"<{tag}/> closes itself")

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1].tag != tag:
            self.faults.append(f"</{tag}> at {self.getpos()} closes {self._open[-1].tag if self._open else 'nothing'}")
            return
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self._open[-1].text.append(data)
            if self._open[-1].tag not in ("style", "script"):
                self._read.append(data)

    def handle_comment(self, data: str) -> None:
        self.faults.append(f"a comment: {data[:40]}")

    def all(self, *tags: str) -> list[Element]:
        return [one for one in self.elements if one.tag in tags]

    def text(self) -> str:
        """Everything that can be read, in order and with single spaces; without the style sheet and the script."""
        return " ".join(" ".join(self._read).split())


def faults(document: str) -> list[str]:
    """What is wrong with a page, for browsers, for assistive programs, or for those who fear what it runs."""
    page = Page(document)
    return [*page.faults, *_identity(page), *_headings(page), *_tables(page), *_names(page), *_safety(page)]


def _identity(page: Page) -> list[str]:
    ids = [str(one.attributes["id"]) for one in page.elements if "id" in one.attributes]
    found = [f"id {one!r} is there twice" for one in set(ids) if ids.count(one) > 1]
    for one in page.elements:
        for attribute in ("aria-labelledby", "aria-describedby"):
            found += [
                f"{attribute} names no element: {name}"
                for name in (one.attributes.get(attribute) or "").split()
                if name not in ids
            ]
        target = one.attributes.get("href") or ""
        if target.startswith("#") and target[1:] not in ids:
            found.append(f"a link leads nowhere: {target}")
    return found


def _headings(page: Page) -> list[str]:
    ranks = [int(one.tag[1]) for one in page.elements if re.fullmatch("h[1-6]", one.tag)]
    found = [] if ranks.count(1) == 1 else [f"{ranks.count(1)} headings of rank 1"]
    return found + [f"h{now} after h{before}" for before, now in pairwise(ranks) if now > before + 1]


def _tables(page: Page) -> list[str]:
    return [f"a header cell without scope: {one.text}" for one in page.all("th") if not one.attributes.get("scope")]


def _names(page: Page) -> list[str]:
    found = []
    if len(page.all("main")) != 1:
        found.append("not one main landmark")
    (html,) = page.all("html")
    if html.attributes.get("lang") != "en":
        found.append("no language")
    for one in page.elements:
        named = one.attributes.get("aria-label") or one.attributes.get("aria-labelledby")
        if (one.tag in ("nav", "section") or one.attributes.get("role") in ("region", "search")) and not named:
            found.append(f"<{one.tag}> has no name")
        if one.tag in ("input", "select") and "label" not in one.around and not named:
            found.append(f"<{one.tag}> has no label")
        if one.tag == "svg" and "aria-hidden" not in one.attributes and one.attributes.get("role") != "img":
            found.append("a picture that is neither told nor hidden")
    return found


def _safety(page: Page) -> list[str]:
    found = []
    for one in page.elements:
        for name, value in one.attributes.items():
            if name.startswith("on") or name in ("style", "srcdoc", "background"):
                found.append(f"<{one.tag} {name}>")
            if name in _ADDRESS_ATTRIBUTES and not re.match(r"#|https?://|data:,$", value or ""):
                found.append(f"<{one.tag} {name}={value!r}>")
        if one.tag in ("img", "iframe", "object", "embed", "base", "form", "audio", "video", "source", "template"):
            found.append(f"<{one.tag}>")
        if one.tag == "link" and one.attributes != {"rel": "icon", "href": "data:,"}:
            found.append(f"<link {one.attributes}>")
        if "href" in one.attributes and (one.attributes["href"] or "").startswith("http") and one.tag == "a":
            found += [] if one.attributes.get("rel") == "noopener noreferrer" else ["a link that gives the page away"]
    return found + _policy(page)


def _policy(page: Page) -> list[str]:
    """The content security policy allows the page's own style and script by their hashes, and nothing else."""
    stated = [one for one in page.all("meta") if one.attributes.get("http-equiv") == "Content-Security-Policy"]
    if len(stated) != 1:
        return ["not one content security policy"]
    rules = dict(rule.split(" ", 1) for rule in str(stated[0].attributes["content"]).split("; "))
    expected = {
        "default-src": "'none'",
        "style-src": _hash("".join(page.all("style")[0].text)),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    scripts = page.all("script")
    if scripts:
        expected["script-src"] = _hash("".join(scripts[0].text))
    at = [one.tag for one in page.elements]
    early = at.index("meta") < at.index("style")
    wrong = [] if rules == expected and len(scripts) < 2 and len(page.all("style")) == 1 else [f"policy: {rules}"]
    return wrong if early else [*wrong, "the policy comes too late"]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
