"""License texts changed by rule: copies that still say the same, copies that do not, and what a reader makes of them.

The texts are read where they are at hand (a folder of `ID.txt`, labeled files); none is kept here. Every change is made
from a seed, so that a figure can be had again.
"""

from __future__ import annotations

import html
import json
import re
import textwrap
from typing import TYPE_CHECKING, Literal, NamedTuple

from openness.licenses.catalog import lookup
from openness.licenses.identify import identify
from openness.read.text import decode

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator
    from pathlib import Path

Verdict = Literal["right", "wrong id", "unknown", "modified not said", "called modified"]

VERDICTS: tuple[Verdict, ...] = ("right", "wrong id", "unknown", "modified not said", "called modified")
MARKERS = ("•", "-", "*", "1.", "a)", "(i)")
CLAUSES = (
    "You may not use the Software for any military purpose.",
    "Any product with more than 100 million monthly active users must obtain a separate license from us.",
    "Use of the Materials in the territory of the European Union is not permitted.",
    "You must display the words “Powered by Example” in every user interface.",
    "You shall not use the outputs to train any other model.",
)
HEADINGS = {
    "definitions": "定义",
    "license": "许可",
    "disclaimer": "Haftungsausschluss",
    "termination": "Beendigung",
    "grant": "Octroi",
    "restrictions": "限制",
    "liability": "責任",
    "redistribution": "再分发",
}
PREAMBLE = """[![PyPI](https://img.shields.io/pypi/v/example.svg)](https://pypi.org/project/example)
[![License](https://img.shields.io/badge/license-see%20below-blue.svg)](LICENSE)

This repository holds the weights of Example-7B, which was trained on web pages and books. It reaches strong results on
many benchmarks. Questions are welcome on the issue tracker. The license follows.

---

"""


class Text(NamedTuple):
    """A license text with the id that it has."""

    id: str
    body: str


class Change(NamedTuple):
    """A rule that changes texts; `binds` says that the terms are others afterwards."""

    name: str
    binds: bool
    make: Callable[[str, random.Random], str | None]


def texts_at_hand(shared: Path, extra: Path | None = None) -> list[Text]:
    """Model licenses, and those standard texts that labeled files hold unchanged; by id, each once."""
    found: dict[str, str] = {}
    for folder in (shared / "licence-texts", extra):
        for path in sorted(folder.glob("*.txt")) if folder else ():
            if lookup(path.stem) is not None:
                found.setdefault(path.stem, decode(path.read_bytes()) or "")
    labels = shared / "corpus" / "licences"
    for row in labels.joinpath("labels.jsonl").read_text(encoding="utf-8").splitlines():
        one = json.loads(row)
        if one["group"] == "ai" and len(one["expected"]) == 1 and not one["modified"]:
            body = decode((labels / one["file"]).read_bytes()) or ""
            entries = identify(body, "LICENSE")
            # A README or a pointer is no text to change.
            if [entry.match for entry in entries] == ["exact"] and entries[0].score > 0.99:
                found.setdefault(one["expected"][0].replace("-or-later", "-only"), body)
    return [Text(name, body) for name, body in sorted(found.items()) if body.strip()]


def _paragraphs(text: str) -> list[str]:
    return [" ".join(one.split()) for one in re.split(r"\n\s*\n", text) if one.strip()]


def _wrapped(text: str, width: int) -> str:
    return "\n\n".join(
        textwrap.fill(one, width, break_long_words=False, break_on_hyphens=False) for one in _paragraphs(text)
    )


def _framed(text: str, prefix: str) -> str:
    return "\n".join(prefix + row for row in _wrapped(text, 72).split("\n"))


def _markers(text: str, chance: random.Random) -> str:
    marker = chance.choice(MARKERS)
    return re.sub(r"(?m)^(\s*)(?:\d{1,2}[.)]|\(?[a-z]{1,3}\)|[-*•])[ \t]+", rf"\g<1>{marker} ", text)


def _markdown(text: str) -> str:
    rows = []
    for number, one in enumerate(_paragraphs(text)):
        if number == 0 and len(one) < 120:
            rows.append(f"# {one}")
        elif re.match(r"\d{1,2}\. ", one) and len(one) < 80:
            rows.append(f"### **{one}**")
        else:
            rows.append(re.sub(r"^(\(?[a-z0-9]{1,2}[.)]) ", r"- **\1** ", one).replace('"', '*"', 1))
    return "\n\n".join(rows)


def _page(text: str) -> str:
    body = "".join(f"<p>{html.escape(one)}</p>\n" for one in _paragraphs(text))
    return (
        "<!DOCTYPE html><html><head><title>Terms</title><style>p { margin: 0 }</style></head>"
        f'<body><nav><a href="/">Home</a></nav><main>{body}</main></body></html>'
    )


def _sheets(text: str) -> str:
    """As copied from a PDF: page numbers, form feeds, words parted at line ends."""
    rows = _wrapped(text, 64).split("\n")
    sheets = [rows[start : start + 50] for start in range(0, len(rows), 50)]
    return "\n\f".join("\n".join(sheet) + f"\n\n{number}\n" for number, sheet in enumerate(sheets, 1))


def _quotes(text: str) -> str:
    text = re.sub(r'"([^"\n]{1,200})"', "“\\1”", text).replace("'", "\u2019")
    return text.replace(" - ", " – ").replace("...", "…").replace(" the ", "\u00a0the ")


def _encoded(text: str, chance: random.Random) -> str | None:
    encoding, mark = chance.choice((("utf-16-le", b"\xff\xfe"), ("utf-16-be", b"\xfe\xff"), ("cp1252", b"")))
    return decode(mark + text.encode(encoding)) if mark or text.isascii() else decode(text.encode("utf-8-sig"))


def _headings(text: str) -> str | None:
    """Short lines that are headings, in another language."""
    rows, changed = text.split("\n"), 0
    for place, row in enumerate(rows[5:], 5):
        if 3 < len(row.strip()) < 40 and not re.search(r"[.;,:]\s*$|\b(?:you|may|not)\b", row):
            new = re.sub(r"[A-Za-z]{5,}", lambda one: HEADINGS.get(one[0].lower(), one[0]), row)
            changed += new != row
            rows[place] = new
    return "\n".join(rows) if changed else None


def _ends(text: str) -> list[int]:
    inside = [match.end() for match in re.finditer(r"[a-z)”\"][.;]\s", text)]
    return [end for end in inside if len(text) // 8 < end < len(text) * 7 // 8] or [len(text)]


def _inserted(text: str, chance: random.Random) -> str:
    place = chance.choice(_ends(text))
    return f"{text[:place]}{chance.choice(CLAUSES)} {text[place:]}"


def _deleted(text: str, chance: random.Random) -> str | None:
    words = list(re.finditer(r"\b(?:not|without|only|shall|must|solely|no)\b", text))
    if not words:
        return None
    word = chance.choice(words)
    return text[: word.start()] + text[word.end() :]


def _negated(text: str, chance: random.Random) -> str | None:
    words = list(re.finditer(r"\b(?:may|shall|must)(?= (?!not)\w)", text))
    if not words:
        return None
    word = chance.choice(words)
    return f"{text[: word.end()]} not{text[word.end() :]}"


def _paragraph_out(text: str, chance: random.Random) -> str | None:
    parts = re.split(r"(\n\s*\n)", text)
    places = [place for place in range(4, len(parts) - 4, 2) if len(parts[place].split()) > 25]
    if not places:
        return None
    place = chance.choice(places)
    return "".join(parts[:place] + parts[place + 2 :])


CHANGES = (
    Change("reflowed to 40 columns", False, lambda text, _: _wrapped(text, 40)),
    Change("reflowed to 100 columns", False, lambda text, _: _wrapped(text, 100)),
    Change("one line", False, lambda text, _: " ".join(text.split())),
    Change("a paragraph a line", False, lambda text, _: "\n".join(_paragraphs(text))),
    Change("other list markers", False, _markers),
    Change("Markdown", False, lambda text, _: _markdown(text)),
    Change("HTML page", False, lambda text, _: _page(text)),
    Change("quoted with >", False, lambda text, _: _framed(text, "> ")),
    Change("comment with *", False, lambda text, _: f"/*\n{_framed(text, ' * ')}\n */"),
    Change("comment with #", False, lambda text, _: _framed(text, "# ")),
    Change(
        "fenced in a README", False, lambda text, _: f"# Example\n\n## License\n\n```text\n{text}\n```\n\n## Citation\n"
    ),
    Change("copied from a PDF", False, lambda text, _: _sheets(text)),
    Change("other line ends", False, lambda text, chance: text.replace("\n", chance.choice(("\r\n", "\r")))),
    Change("other encoding", False, _encoded),
    Change("typographic quotes", False, lambda text, _: _quotes(text)),
    Change("copyright line", False, lambda text, _: f"Copyright (c) 2023-2026 Example Lab and contributors\n\n{text}"),
    Change("badges and preamble", False, lambda text, _: PREAMBLE + text),
    Change("REUSE header", False, lambda text, _: f"SPDX-FileCopyrightText: 2026 Example Lab\n\n{text}"),
    Change("headings translated", False, lambda text, _: _headings(text)),
    Change("sentence inserted", True, _inserted),
    Change("clause at the end", True, lambda text, chance: f"{text.rstrip()}\n\n{chance.choice(CLAUSES)}\n"),
    Change("clause at the start", True, lambda text, chance: f"{chance.choice(CLAUSES)}\n\n{text}"),
    Change("binding word deleted", True, _deleted),
    Change("'not' inserted", True, _negated),
    Change("paragraph deleted", True, _paragraph_out),
    Change("last third cut off", True, lambda text, _: text[: len(text) * 2 // 3]),
    Change("first third cut off", True, lambda text, _: text[len(text) // 3 :]),
)


def verdict(wanted: set[str], text: str, *, binds: bool, modified: bool = False) -> Verdict:
    """How a changed text was read: wrong is an id that it does not hold; a family without version is unknown.

    `modified` says that the unchanged text is itself a changed copy of another one.
    """
    found = [one for one in identify(text, "LICENSE") if one.match in ("exact", "modified")]
    ids = {(one.expression or "").replace("-or-later", "-only") for one in found if not one.version_unsure} - {""}
    bases = {entry.modification_of for entry in map(lookup, wanted) if entry is not None}
    if ids <= bases and all(one.match == "modified" for one in found) and found:
        ids = wanted  # a changed copy of a changed MIT license may be told as MIT, modified
    if ids - wanted:
        return "wrong id"
    if ids != wanted:
        return "unknown"
    said = any(one.match == "modified" for one in found)
    if binds:
        return "right" if said else "modified not said"
    return "called modified" if said and not modified else "right"


def cases(texts: list[Text], chance: random.Random) -> Iterator[tuple[str, Text, str, bool]]:
    """Every change of every text: its name, the text, the changed copy, whether the change binds."""
    for text in texts:
        for change in CHANGES:
            made = change.make(text.body, chance)
            if made is not None and made.strip():
                yield change.name, text, made, change.binds


def pairs(texts: list[Text], chance: random.Random, count: int) -> Iterator[tuple[Text, Text, str]]:
    """Two texts in one file."""
    for _ in range(count):
        one, other = chance.sample(texts, 2)
        rule = chance.choice(("\n\n", f"\n\n{'-' * 60}\n\n", "\n\n# The weights are under the following license:\n\n"))
        yield one, other, f"{one.body}{rule}{other.body}"
