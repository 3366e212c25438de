"""Whether two names speak of the same project: `gpt-oss` and `openai/gpt-oss-120b`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.evidence.lexicon import words
from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openness.evidence.document import Document

_PARTS = compiled(r"[a-z]+|\d+(?:\.\d+)?")
_TITLE_HEAD = compiled(r"\s?[:：]\s|\s[–—|-]\s")
_SHORTEST = 4
_LONGEST_NAME = 4
"""Words of a title that may be a name; longer ones are a sentence."""

_SHARED = 2
"""Words that two names share when they are of one thing, where one name has more than one word."""

_WORD = compiled(r"[a-z0-9]+")


def tokens(name: str) -> frozenset[str]:
    """The telling parts of a name: words of three letters or more, generic ones left out."""
    low = name.lower()
    found = {word for word in _WORD.findall(low) if len(word) >= 3}
    found |= {part for part in _PARTS.findall(low) if len(part) >= 3 and part.isalpha()}
    telling = found - words("names", "generic")
    # A short name tells with its version only: `Yi-1.5`, `o1`.
    whole = _squeezed(low.rpartition("+")[2])
    if not telling and len(whole) >= _SHORTEST and not whole.isdigit():
        telling = {whole}
    return frozenset(telling)


def alike(name: str, wanted: frozenset[str]) -> bool:
    """True when the name holds one of the wanted tokens as its own token or as the start of one."""
    if not wanted:
        return False
    squeezed = _squeezed(name)
    own = tokens(name)
    return bool(own & wanted) or any(len(token) >= 4 and token in squeezed for token in wanted)


def project_tokens(name: str, documents: Sequence[Document]) -> frozenset[str]:
    """The telling parts of the repository's name and of its first document's title.

    The account (`OWNER+NAME`) counts only where nothing else tells: it publishes other projects too.
    """
    head = _TITLE_HEAD.split(documents[0].title, maxsplit=1)[0] if documents else ""
    title = tokens(head) if len(head.split()) <= _LONGEST_NAME else frozenset()
    # "Benchmark", "News": a first heading may be that of a section.
    title -= words("names", "generic")
    return tokens(name.rpartition("+")[2]) | title or tokens(name)


def same_account(owner: str, name: str) -> bool:
    """True when a hub account is called like the account of the repository (`OWNER+NAME`)."""
    account = name.rpartition("+")[0]
    if not account:
        return False
    return bool(tokens(owner) & tokens(account)) or _begins_alike(_squeezed(owner), _squeezed(account))


def _begins_alike(one: str, other: str) -> bool:
    """True when the shorter of two names is how the longer one begins: `facebook` and `facebookresearch`."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST and long.startswith(short)


def _squeezed(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def is_named_for(model: str, name: str, wanted: frozenset[str]) -> bool:
    """True when a hub model is called like the whole project (`OWNER+NAME`) rather than like one word of its name.

    `whisper-subtitles` and somebody's `whisper-large` share the name of what both are made from.
    """
    account, _, own = name.rpartition("+")
    if not account:
        return alike(model, wanted)  # a folder on this machine, whatever it is called
    squeezed = _squeezed(model)
    telling = tokens(own)
    longer = {one for one in telling if not any(one != other and other in one for other in telling)} or wanted
    shared = sum(one in squeezed for one in longer)
    return alike(model, wanted) and shared >= min(_SHARED, len(longer))
