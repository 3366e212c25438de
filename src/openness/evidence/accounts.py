"""Accounts of the training data in a document: the parts that tell what the model learned from.

A part is what stands below a heading about data, after an opening such as "Data:", or beside a statement that the
model was trained on something. Only there does any link, any named corpus and any command that fetches count; a
benchmark or readers' own data do not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from openness.evidence.bases import INTRO_LINES, Base, named_base
from openness.evidence.data_lines import is_by_example
from openness.evidence.document import plain
from openness.evidence.lexicon import pattern
from openness.evidence.mentions import is_promise
from openness.evidence.names import alike
from openness.model import Evidence
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openness.evidence.document import Document, Line
    from openness.evidence.links import Link

_MANY_NAMES = 2
_NEAR = 8
"""Lines between a command that fetches and the one that prepares what it fetched."""

_FILES = frozenset({"drive", "archive", "asset"})
_LISTED = frozenset({"item", "row"})
_ASSET_PARTS = 2
"""Slashes in the location of one file of a release: owner, project and tag stand before it."""


class Accounts(NamedTuple):
    """What the accounts of a document give.

    `linked`: data that can be fetched. `named`: sources named with what was done to them. `whole`: the document says
    or shows that this is all of it. `partial`: some of it is withheld. `bases`: models that training started from;
    `closed`: a base whose own data are said to be unknown; `derived`: there is a base, known or not. `collected`: an
    entry of a list that the authors gathered themselves, with no link.
    """

    linked: tuple[tuple[Evidence, str], ...] = ()
    named: tuple[Evidence, ...] = ()
    whole: bool = False
    partial: tuple[Evidence, ...] = ()
    bases: tuple[Base, ...] = ()
    closed: bool = False
    derived: bool = False
    collected: tuple[Evidence, ...] = ()


@dataclass(slots=True)
class _Reading:
    """What the lines gave so far."""

    linked: list[tuple[Evidence, str]] = field(default_factory=list)
    sources: list[Evidence] = field(default_factory=list)
    steps: int = 0
    script: bool = False
    listed: int = 0
    listed_linked: int = 0
    headed: bool = False
    fetched: bool = False
    whole: bool = False
    restricted: bool = False
    partial: list[Evidence] = field(default_factory=list)
    collected: list[Evidence] = field(default_factory=list)


def read_accounts(
    document: Document, links: Sequence[Link], owner: str | None, wanted: frozenset[str], *, scripts: bool
) -> Accounts:
    """The accounts of a project's main document; `scripts` says whether the tree holds scripts that prepare data."""
    reading = _Reading()
    by_line: dict[int, list[Link]] = {}
    for link in links:
        if link.path == document.path:
            by_line.setdefault(link.line.number, []).append(link)
    fetched: list[tuple[int, Evidence]] = []
    models = _tables_of_models(document)
    for line, told, titled in _told(document):
        if not told:
            _read_recipe(document.path, line, fetched, reading)
        near = by_line.get(line.number, ())
        of_model = line.block in models or any(link.kind == "hub-model" for link in near)
        found = [link for link in near if _is_of_data(link, owner, titled=titled, of_model=of_model)]
        said = pattern("accounts", "said_where").search(plain(line.text)) is not None
        reading.headed = reading.headed or ((titled or said) and bool(found))
        # The parts of a task, by which a model is measured or tuned, are no account of what it learned.
        task = not titled and not said and pattern("accounts", "task_data").search(plain(line.text)) is not None
        _read_line(document.path, line, found, reading, told=told and not task)
    bases, derived = _bases(document, owner, wanted)
    rebuilt = scripts and reading.script and bool(reading.steps or reading.whole) and bool(reading.sources)
    # A link in passing is one source; below a heading about data, or in a list, it is said to be the data.
    all_listed = reading.listed == reading.listed_linked and bool(reading.listed or reading.headed or reading.fetched)
    return Accounts(
        tuple(reading.linked),
        tuple(reading.sources) if rebuilt else (),
        bool(reading.linked) and (reading.whole or all_listed) and not reading.restricted,
        tuple(reading.partial),
        bases,
        any(pattern("accounts", "closed_base").search(line.text[:1000]) for line in document.prose()),
        derived,
        tuple(reading.collected),
    )


def _told(document: Document) -> Iterator[tuple[Line, bool, bool]]:
    """Every line that is no heading, whether it belongs to an account, and whether a heading says so.

    An account that a sentence opens goes on in a list or a table only where the sentence announces one.
    """
    title, other = pattern("accounts", "title"), pattern("accounts", "not_title")
    opened: int | None = None
    goes_on = asked = False
    for line in document.lines:
        if line.kind == "heading":
            opened = None
            continue
        if opened is not None and line.block != opened and not goes_on:
            opened = None
        elif opened is not None and line.block != opened and line.kind in ("text", "quote"):
            opened, asked = (line.block if asked else None), False
        off = bool(line.sections) and other.search(plain(line.section)) is not None
        titled = len(line.sections) > 1 and not off and title.search(plain(line.section)) is not None
        if line.kind != "code" and not off:
            leads = pattern("accounts", "lead").search(plain(line.text[:200])) is not None
            if leads or pattern("accounts", "learned").search(line.text[:1000]) or _tells_of_making(line.text):
                opened = line.block
            if opened == line.block:
                asked = plain(line.text).endswith(("?", "？"))
                goes_on = asked or leads or line.text.rstrip().endswith((":", "："))
        yield line, titled or (opened is not None and not off), titled


def _tells_of_making(text: str) -> bool:
    """True for a line that names a source of data and the script that prepares it; advice to readers tells nothing."""
    if not pattern("accounts", "script").search(text) or pattern("accounts", "not_made").search(text):
        return False
    rest = pattern("accounts", "script").sub(" ", text)
    corpora, recorded = pattern("disclosure", "corpora"), pattern("accounts", "recorded")
    return corpora.search(rest) is not None or recorded.search(rest) is not None


def _read_line(path: str, line: Line, found: Sequence[Link], reading: _Reading, *, told: bool) -> None:
    text = line.text[:1000]
    place = Evidence(path, line.number, text.strip()[:160])
    if line.kind == "code":
        if told:
            _read_command(place, text, reading)
        return
    if text.startswith("    ") and line.kind == "text":
        _read_command(place, text, reading)
    parts = pattern("accounts", "task_data").search(plain(text)) is not None
    example = is_by_example(text)
    aside = not parts and (example or pattern("accounts", "aside").search(text) is not None)
    learned = pattern("accounts", "learned").search(text) is not None
    whole = pattern("accounts", "complete_alone" if not told else "complete").search(text) is not None
    reading.whole = reading.whole or (whole and (told or not aside))
    if not told:
        return
    withheld = pattern("accounts", "partial").search(text) and not pattern("accounts", "not_partial").search(text)
    if withheld:
        reading.partial.append(place)
    reading.restricted = reading.restricted or pattern("accounts", "restricted").search(text) is not None
    if (aside and (example or not learned)) or is_promise(line):
        return
    reading.linked += [(place, link.location) for link in found]
    if not found and line.kind in _LISTED and pattern("accounts", "collected").search(text):
        reading.collected.append(place)
    if _is_rule(text):
        reading.listed = max(reading.listed - 1, reading.listed_linked)  # what stands above it is the head
    elif line.kind in _LISTED:
        reading.listed += 1
        reading.listed_linked += bool(found)
    _read_names(place, text, reading)


def _read_names(place: Evidence, text: str, reading: _Reading) -> None:
    known = pattern("disclosure", "corpora").search(text) or pattern("accounts", "recorded").search(text)
    names = {
        match.group()
        for match in islice(pattern("accounts", "proper").finditer(text), 20)
        if not pattern("accounts", "not_proper").search(match.group())
    }
    if known or len(names) >= _MANY_NAMES:
        reading.sources.append(place)
    reading.steps += pattern("accounts", "steps").search(text) is not None
    reading.script = reading.script or pattern("accounts", "script").search(text) is not None


def _read_command(place: Evidence, text: str, reading: _Reading) -> None:
    if pattern("accounts", "script").search(text):
        reading.script = True
    if pattern("accounts", "fetch").search(text) and not pattern("accounts", "fetch_not").search(text):
        reading.linked.append((place, place.what))
        reading.fetched = True


def _read_recipe(path: str, line: Line, fetched: list[tuple[int, Evidence]], reading: _Reading) -> None:
    """Steps outside an account: archives that are fetched right before a script prepares them."""
    text = line.text[:1000]
    if pattern("accounts", "not_title").search(line.section):
        return
    if pattern("accounts", "fetch_archive").search(text) and not pattern("accounts", "fetch_not").search(text):
        fetched.append((line.number, Evidence(path, line.number, text.strip()[:160])))
    elif pattern("accounts", "run_script").search(text):
        near = [place for number, place in fetched if line.number - number <= _NEAR]
        reading.linked += [(place, place.what) for place in near]
        reading.fetched = reading.fetched or bool(near)
        fetched.clear()


def _is_rule(text: str) -> bool:
    """True for the line below the head of a table."""
    return "-" in text and not text.strip("|:- \t")


def _tables_of_models(document: Document) -> frozenset[int]:
    """The blocks of the rows of tables whose head says that the first column names models."""
    found: set[int] = set()
    head: str | None = None
    last = 0
    for line in document.lines:
        if line.kind != "row":
            head = None
            continue
        if head is None or line.number > last + 2:
            cells = plain(line.text).strip("| ").split("|")
            head = cells[0].strip()
            of_data = any(pattern("accounts", "title").search(cell) for cell in cells[1:])
            head = "" if of_data else head
        last = line.number
        if pattern("accounts", "model_column").search(head):
            found.add(line.block)
    return frozenset(found)


def _is_of_data(link: Link, owner: str | None, *, titled: bool, of_model: bool) -> bool:
    """True for what a link of an account leads to when that can be data."""
    if pattern("disclosure", "not_a_training_set").search(link.target.lower().rpartition("/")[2]):
        return False
    if link.kind == "dataset":
        return True
    if of_model or pattern("accounts", "of_model").search(plain(link.line.text)):
        return False
    if link.kind == "asset" and link.target.count("/") < _ASSET_PARTS:
        # The page of a release lists what may be anything.
        return pattern("accounts", "named_archive").search(link.line.text) is not None
    if link.kind in _FILES:
        return True
    if link.kind != "other" or pattern("accounts", "not_place").search(link.target):
        return False
    own = owner is not None and f"github.com/{owner}/" in link.target.lower()
    listed = titled and link.line.kind in _LISTED
    return pattern("accounts", "place").search(link.target) is not None or (listed and not own)


def _bases(document: Document, owner: str | None, wanted: frozenset[str]) -> tuple[tuple[Base, ...], bool]:
    """The models that training is said or shown to start from, and whether there is any."""
    found: dict[str, Base] = {}
    derived = False
    prose = 0
    for line in document.lines:
        prose += line.kind != "code"
        text = line.text[:600]
        place = Evidence(document.path, line.number, text.strip()[:160])
        name = _base_option(text, owner, wanted)
        derived = derived or name is not None
        near = name or (_near_start(text) if line.kind in ("text", "quote") and prose < INTRO_LINES else None)
        base = named_base(near, place, "statement") if near else None
        if base is not None and base.family.partition("-")[0] not in wanted:
            found.setdefault(base.family, base)
    return tuple(found.values()), derived or bool(found)


def _base_option(text: str, owner: str | None, wanted: frozenset[str]) -> str | None:
    """The model of another account that a command of training starts from."""
    option = pattern("accounts", "base_option").search(text) if "--" in text else None
    if option is None or not pattern("accounts", "training_command").search(text):
        return None
    name = option.group(1)
    if name.partition("/")[0].lower() == owner or alike(name, wanted):
        return None
    return None if pattern("links", "not_a_hub_id").match(name) else name


def _near_start(text: str) -> str | None:
    """The words around a statement of where training started from; generated data start no model."""
    started = pattern("accounts", "started").search(text)
    if started is None:
        return None
    near = text[max(0, started.start() - 40) : started.end() + 80]
    aside = pattern("bases", "other_line").search(near) or pattern("accounts", "drawn_from").search(near)
    return None if aside else near
