"""Whose words these are: the repository, its owner, the models it releases."""

from __future__ import annotations

import re
from functools import cache, cached_property, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from openness.patterns import compiled
from openness.values import NamedTuple
from openness.wording.lexicon import OWN, SIBLING, THIRD, data
from openness.wording.readings import han_names
from openness.wording.transliteration import native_names, stems_to_find, without_accents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openness.wording.segments import Link

_WORD = compiled(r"[A-Za-z0-9]+|[^\W\d_a-zA-Z]+")


class Context(NamedTuple):
    """What is known of the repository before its words are read.

    `owner` and `name` are the two parts of its path on the forge, `models` the names of the models it releases (with or
    without the hub organization), `is_model_repository` None when unknown.
    """

    owner: str = ""
    name: str = ""
    models: tuple[str, ...] = ()
    is_model_repository: bool | None = None


@cache
def _facts() -> dict[str, frozenset[str]]:
    raw = data("context")
    return {key: frozenset(value) for key, value in raw.items() if isinstance(value, list)}


@cache
def _suffixes() -> re.Pattern[str]:
    return compiled(data("context")["name_suffixes"], re.IGNORECASE)


_SUBJECT = compiled(
    r"\W{0,12}([A-Za-z][A-Za-z0-9\-]{1,24})(?:[ -][\w.\-]{1,20}){0,3}\s?(?:is|are|was|were|是|为|は|는|은|est|ist|es)\b"
)


_VARIANT = compiled(r"(?:[-_](?:chat|instruct|base|it|hf|\d[\d.]{0,6}[bm]?))+$")


def _family(name: str) -> str:
    """The widely known model that a name with version or file ending stands for, else empty."""
    stem = re.sub(r"\.[a-z]{2,4}$", "", _VARIANT.sub("", name.lower()))
    plain = re.sub(r"[\d._\-]+[a-z]{0,8}$", "", stem).rstrip("0123456789._-")
    return plain if plain in _facts()["families"] else ""


# A name with its version or size, "GLM-4" or "Merlin-3B", but not a license, a rank or a date.
_VERSIONED = compiled(
    r"(?<![\w./-])(?!(?:A?L?GPL|Apache|MPL|BSD|CC|Llama|Top|Part|Phase|Stage|Step|Version|Python|Chapter|Day|Week)\b)"
    r"[A-Z][A-Za-z]{1,20}(?:-v?\d|\d)[\w.-]{0,16}",
)


class Names:
    """The own names of one document: what the context knows and the owner's hub links add.

    Each is found out when first asked for: most documents hold nothing for which a name is needed.
    """

    def __init__(self, context: Context, text: str, path: str = "") -> None:
        self.context = context
        self._text = text
        self._titles = _titles_of(text, path)

    @cached_property
    def _owner(self) -> str:
        return self.context.owner or _linked_owner(self._text, self.context.name)

    @cached_property
    def owner(self) -> str:
        """The owner's name, folded."""
        return _fold(self._owner)

    @cached_property
    def _linked(self) -> list[str]:
        """Names of the owner's models that the text links on a hub."""
        return _hub_names(self._text, self.owner)

    @cached_property
    def _released(self) -> list[str]:
        return [*self.context.models, *self._linked]

    @cached_property
    def kin(self) -> str:
        """The names of the repository, its owner and its models, folded."""
        return " ".join(_fold(word) for word in (self.context.name, self._owner, *self.context.models))

    @cached_property
    def are_models(self) -> bool:
        """True when the repository is named like the models that it releases."""
        return bool(_stems([self.context.name]) & _stems(self._released))

    @cached_property
    def telling(self) -> frozenset[str]:
        """The words by which a sentence may mean this repository."""
        return _telling_words([self.context.name, *self._titles])

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Finds the own names, however they are joined and whatever version follows."""
        name, owner = self.context.name, self._owner
        stems = _stems([name, *self._released, *self._titles])
        stems |= _frequent_words(name, self._text)
        if len(name) >= 4 and name.isalpha() and name.lower() != "models":
            stems.add(name.lower())
        stems |= {word.lower() for word in _MIXED.findall(name)}
        stems |= han_names(self._text, [name, owner, *self._released], stems, _facts()["generic_name_words"])
        if len(self.owner) >= 4:
            stems.add(re.sub(r"[-_ ]?(?:ai|labs?|research|team|org|inc|hq)$", "", owner.lower()))
        # Of many the shortest tell most: they begin the others.
        shortest = sorted(stems, key=lambda stem: (len(stem), stem))[:60]
        return _names_pattern(sorted(shortest, key=lambda stem: (-len(stem), stem)))

    @cached_property
    def _native(self) -> frozenset[str]:
        """The words of the own names by which other scripts are compared with them."""
        names = [self.context.name, *self._released]
        words = [word for name in names for word in _WORD.findall(name)[:1]]
        words += [re.sub(r"\W", "", _suffixes().sub("", name.rsplit("/", 1)[-1])) for name in names]
        return stems_to_find(word for word in words if word.lower() not in _facts()["generic_name_words"])

    def marked(self, text: str, links: Iterable[Link], base: int) -> str:
        """The text with own names replaced by OWN and marks set before links to other repositories.

        `base` is the index of the text's first character in the coordinates of the links.
        """
        inserts = []
        for link in links:
            mark = self.kind(link.url)
            at = link.start - base
            if mark and 0 <= at < len(text):
                inserts.append((at, mark))
        for at, mark in sorted(inserts, reverse=True):
            text = text[:at] + mark + text[at:]
        for start, end in reversed(list(native_names(text, self._native))):
            text = text[:start] + OWN + text[end:]
        plain = without_accents(text)
        if plain == text:
            return self.pattern.sub(_own_mark, text)
        for match in reversed(list(self.pattern.finditer(plain))):
            text = text[: match.start()] + _own_mark(match) + text[match.end() :]
        return text

    def presents(self, path: str) -> bool:
        """True for the front page of a folder that presents models of the owner's, wherever the folder lies."""
        return _SELF_TITLED.search(path.rpartition("/")[2]) is not None and bool(self._linked)

    def is_about_another_model(self, path: str) -> bool:
        """True for a file in a folder, or of a name, that says somebody else's model (`research/qwen2/README.md`)."""
        return any(self._is_other(piece) for piece in path.split("/")[1:])

    def speaks_of_another_model(self, marked: str) -> bool:
        """True for a sentence (own names marked) whose subject is somebody else's widely known model."""
        found = _SUBJECT.match(marked)
        return found is not None and self._is_other(found.group(1))

    def _is_other(self, name: str) -> bool:
        family = _family(name)
        # "Chinese-LLaMA" is made from another LLaMA; "ChatGLM" and "GLM" are of one house.
        made_of = tuple(_facts()["made_of"])
        return bool(family) and not any(family in word and not word.startswith(made_of) for word in self.kin.split())

    def is_widely_known(self, name: str) -> bool:
        """True for a name of somebody else's widely known model, also with its version, but not "Acorn-based"."""
        return not name.lower().endswith(tuple(_facts()["made_from_endings"])) and self._is_other(name)

    def names_only_another(self, sentence: str, urls: Iterable[str], *, heading: bool) -> bool:
        """True for words that name, or link on a hub, a model of another name and nothing of this repository's name.

        Without a link only a heading says so by a name alone, where no name in the document's own family is like it.
        """
        if not self.telling or any(word in sentence.lower() for word in self.telling):
            return False
        if heading and self.pattern.search(sentence) is None and _VERSIONED.search(sentence):
            return True
        return self.are_models and any(self._is_sister(url) for url in urls)

    def _is_sister(self, url: str) -> bool:
        """True for a model on a hub that the owner publishes under another name than the repository's."""
        if self.kind(url) != SIBLING or urlsplit(url).netloc.lower() not in _facts()["hubs"]:
            return False
        path = [piece for piece in urlsplit(url).path.split("/") if piece]
        if len(path) != 2 or not _alike(_fold(path[0]), self.owner):
            return False
        return not any(word in path[1].lower() for word in self.telling)

    def kind(self, url: str) -> str:
        """OWN, SIBLING or THIRD for a link to a repository or hub page; empty for any other link."""
        if not url.startswith(("http://", "https://")):
            return ""
        try:
            parts = urlsplit(url)
        except ValueError:
            return ""
        host, path = parts.netloc.lower(), [piece for piece in parts.path.split("/") if piece]
        if not path:
            return ""
        if host in _facts()["forges"]:
            if len(path) < 2 or path[1].lower() == self.context.name.lower():
                return ""
            return SIBLING if _alike(_fold(path[0]), self.owner) else THIRD
        if host in _facts()["hubs"]:
            path = [piece for piece in path if piece.lower() not in _facts()["reserved_owners"]]
            if not path or not self.owner:
                return ""
            return SIBLING if _alike(_fold(path[0]), self.owner) or self.pattern.search(path[-1]) else THIRD
        return ""

    def other_repository(self, url: str, *, of_anybody: bool = False) -> str:
        """`owner/name` for a link to another repository of the same owner, or of anybody, on a forge, else empty."""
        kind = self.kind(url)
        if kind != SIBLING and not (of_anybody and kind == THIRD):
            return ""
        parts = urlsplit(url)
        path = [piece for piece in parts.path.split("/") if piece]
        return "/".join(path[:2]).removesuffix(".git") if parts.netloc.lower() in _facts()["forges"] else ""


def leads_to(url: str, kind: str) -> bool:
    """True for an address on one of the hosts listed under `kind` (`blogs`, `papers`), or below; a PDF is a paper."""
    if not url.startswith(("http://", "https://")):
        return False
    try:
        host, path = urlsplit(url)[1:3]
    except ValueError:
        return False
    host = host.lower()
    return (kind == "papers" and path.lower().endswith(".pdf")) or any(
        host == one or host.endswith(f".{one}") for one in _facts()[kind]
    )


@lru_cache(maxsize=4)
def names_of(context: Context, text: str, path: str) -> Names:
    """The own names of a document, made once for all who read it one after the other."""
    return Names(context, text, path)


def _linked_owner(text: str, name: str) -> str:
    """The owner that the text's links give a repository of this name, empty without such a link."""
    if len(name) < 2:
        return ""
    link = re.search(
        rf"(?:github\.com|huggingface\.co)/([\w.\-]{{2,60}})/{re.escape(name)}(?![\w.-])", text, re.IGNORECASE
    )
    return link.group(1) if link else ""


def _own_mark(match: re.Match[str]) -> str:
    """OWN, followed by a plain noun where the name itself says that it is no model."""
    name = match.group().lower()
    if _DATA_NAME.search(name):
        return OWN + " dataset"
    return OWN + " project" if name.endswith(tuple(_facts()["project_endings"])) else OWN


_DATA_NAME = compiled(r"[-_ ](?:data|datasets?|corpus|corpora)(?![a-z0-9])|(?:dataset|corpus)$|data$")


def _fold(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _alike(one: str, other: str) -> bool:
    """True when two names of organizations are plausibly the same one's."""
    if not one or not other:
        return False
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= 4 and (long.startswith(short) or short in long)


# Two letters tell a host in either case: a pattern that ignores case takes ten times as long over a whole document.
_HUB_LINK = compiled(
    r"[hH](?:(?i:uggingface\.co|f\.co))/([\w.\-]{2,60})/([\w.\-]{2,80})"
    r"|[mM](?i:odelscope\.cn)/(?:models/)?([\w.\-]{2,60})/([\w.\-]{2,80})"
)


def _hub_names(text: str, owner: str) -> list[str]:
    """Names of models that the text links to under an organization like the owner's."""
    found: dict[str, None] = {}
    for match in _HUB_LINK.finditer(text):
        organization, name = (group for group in match.groups() if group)
        if organization.lower() not in _facts()["reserved_owners"] and _alike(_fold(organization), owner):
            found.setdefault(name.rstrip("."), None)
        if len(found) >= 40:
            break
    return list(found)


def _telling_words(names: Iterable[str]) -> frozenset[str]:
    """The words of names by which a sentence may mean them, without their versions ("kestrel" of "Kestrel2-7B")."""
    words = (word.lower().rstrip("0123456789") for name in names for word in _WORD.findall(name))
    return frozenset(word for word in words if len(word) >= 2 and word not in _facts()["generic_name_words"])


_DEEP = 2
"""Folders above a document's own from which on it may be of others."""
_SELF_TITLED = compiled(r"^(?:[^/]{1,60}/)?(?:readme|model_?-?card|index)[^/]{0,40}$", re.IGNORECASE)


def _frequent_words(name: str, text: str) -> set[str]:
    """Words of the repository's name that the text uses, capitalized, as a name of their own."""
    generic = _facts()["generic_name_words"]
    words = [word for word in _WORD.findall(name) if len(word) >= 5 and word.isalpha()]
    return {w.lower() for w in words if w.lower() not in generic and text.count(w.capitalize()) >= 3}


# "R1V" of "Skywork-R1V", but not "V3" or "7B".
_MIXED = compiled(r"(?<![A-Za-z0-9])(?!v[0-9])[A-Za-z]{1,8}[0-9]{1,3}[A-Za-z]{1,8}(?![A-Za-z0-9])", re.IGNORECASE)
_TITLE = compiled(r"(?:^|\n)(?:#\s|<h1[^<>\n]{0,200}>)\s{0,8}((?:<[^<>]{0,300}>\s{0,8}){0,3}[^\n]{2,300})")
_LINKED = compiled(r"\[([^\[\]]{0,120})\](?:\([^()]{0,300}\))?|<[^<>]{0,300}>")
_ALIAS = compiled(r"[(（]\s?([A-Z][A-Za-z0-9.\-+]{2,24})\s?[)）]")
_TITLE_END = compiled(r"[:：|—–(（,，]|\s-\s|\s(?:is|for|with|by|and|the|of)\s")


def _titles_of(text: str, path: str) -> list[str]:
    """Names that a document of the repository gives itself: at the top, or where its folder bears them too."""
    if _SELF_TITLED.search(path):
        return _title_names(text)
    folder, _, name = path.rpartition("/")
    if folder.count("/") >= _DEEP:
        # What lies deep below others' folders ("…/research/other/README.md") may be about anybody's model.
        return []
    folder = _fold(folder.rpartition("/")[2])
    if len(folder) < 3 or not _SELF_TITLED.search(name):
        return []
    named = [(title, _fold(title)) for title in _title_names(text)]
    return [
        title
        for title, short in named
        if len(short) >= 3 and (short in folder or folder in short) and not any(map(_family, title.split()))
    ]


def _title_names(text: str) -> list[str]:
    """The name that a document gives itself in its title, where that is short enough to be one."""
    match = _TITLE.search(text[:6000])
    if match is None:
        return []
    plain = re.sub(r"[^\w\s.\-:：|—–·()（）,，+]", "", _LINKED.sub(r"\1", match.group(1))[:80]).strip()
    names = [_TITLE_END.split(plain)[0].strip(), *_ALIAS.findall(plain)]
    return [name for name in names if 2 <= len(name) <= 30 and len(name.split()) <= 3]


def _stems(names: Iterable[str]) -> set[str]:
    """Names to look for: each as given and without size, variant and version suffixes."""
    generic = _facts()["generic_name_words"]
    stems: set[str] = set()
    for full in names:
        name = full.rsplit("/", 1)[-1]
        for candidate in (name, _suffixes().sub("", name)):
            words = [word.lower() for word in _WORD.findall(candidate)]
            plain = [word for word in words if word not in generic and not word.isdigit()]
            if len("".join(words)) >= 2 and (plain or len(words) > 1):
                stems.add(candidate.lower())
        first = re.match(r"[A-Za-z]{4,}", _suffixes().sub("", name))
        if first and first.group().lower() not in generic:
            stems.add(first.group().lower())
    return stems


def _names_pattern(stems: Sequence[str]) -> re.Pattern[str]:
    """A pattern for names, the longest first, however their words are joined and whatever version follows."""
    joined = {stem: r"[-_ .‐‑]?".join(re.escape(word) for word in _WORD.findall(stem)) for stem in stems}
    long, short = (
        "|".join(body for stem, body in joined.items() if (len(stem) < 3 and stem.isascii()) is brief)
        for brief in (False, True)
    )
    # What may follow stands once for all of them: compiling it for each takes longer than reading the document.
    kinds = []
    if long:
        kinds.append(rf"(?:{long})(?:[A-Za-z0-9_.\-+]{{0,40}}[A-Za-z0-9_+])?(?![A-Za-z0-9_])")
    if short:
        kinds.append(rf"(?:{short})(?=[-\s.\d])(?:[-.\d][A-Za-z0-9_.\-]{{0,30}}[A-Za-z0-9])?(?![A-Za-z0-9_])")
    return re.compile(rf"(?<![A-Za-z0-9_/\-.])(?:{'|'.join(kinds) or '(?!)'})", re.IGNORECASE)
