"""Signs of a release in what documents link: models on hubs, files, drives, archives and forms."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from openness.evidence.document import plain
from openness.evidence.lexicon import pattern
from openness.evidence.names import alike, is_named_for, same_account
from openness.evidence.signs import Sign, is_aside, speaks_of_weights
from openness.evidence.tables import tables_of
from openness.model import Evidence
from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openness.evidence.document import Document, Line
    from openness.evidence.links import Link
    from openness.evidence.signs import Form, Surroundings

_NAMED_ITEM = compiled(
    r"\s{0,8}(?:[-*+|]|\d{1,2}[.)])\s{0,4}[`*_\[]{0,3}([A-Za-z][\w.]{1,30}[-_ ][\w.-]{1,30})[`*_\]]{0,3}\s?[:：|]"
)


NEAR_LINES = 6
"""Lines within which prose speaks of the code below it."""


def hub_signs(around: Surroundings, owner: str | None, wanted: frozenset[str]) -> list[Sign]:
    """Models and collections on a hub that `owner` publishes."""
    signs: list[Sign] = []
    akin = owner is not None and (same_account(owner, around.name) or alike(owner, wanted))
    named_owner = any(
        link.owner == owner
        and link.kind in ("hub-model", "hub-code")
        and is_named_for(link.target, around.name, wanted)
        for link in around.links
    )
    for link in around.links:
        what = f"link to {link.location}"
        place = Evidence(link.path, link.line.number, what)
        if link.kind == "hub-model" and link.owner == owner:
            named = alike(link.target, wanted) if akin else is_named_for(link.target, around.name, wanted)
            if named or speaks_of_weights(link.line) or not is_aside(link.line):
                name = "own-hub-model-named" if named else "own-hub-model" if akin else "hub-model-elsewhere"
                signs.append(Sign(name, place, link.location, "hub"))
        elif link.kind == "hub-code" and link.owner == owner and alike(link.target, wanted) and (akin or named_owner):
            signs.append(
                Sign(
                    "hub-model-in-code",
                    Evidence(link.path, link.line.number, f"loads {link.target}"),
                    link.location,
                    "hub",
                )
            )
        elif link.kind in ("hub-collection", "hub-org"):
            own = (
                alike(link.target, wanted)
                or same_account(link.owner, around.name)
                or pattern("cues", "own_voice").search(link.line.text)
            )
            if own and (link.kind == "hub-collection" or speaks_of_weights(link.line)):
                signs.append(Sign("hub-collection", place, f"https://huggingface.co/{link.target}", "hub"))
    loaded = [sign for sign in signs if sign.name == "hub-model-in-code"]
    if len({sign.location for sign in loaded}) > 1:
        signs.append(Sign("hub-models-in-code", loaded[0].evidence, loaded[0].location, "hub"))
    return signs


def file_signs(around: Surroundings, wanted: frozenset[str]) -> list[Sign]:
    """Files, archives, drives and forms that lead to weights; `wanted` are the telling parts of the project's name."""
    signs: list[Sign] = []
    begun = _begun_before(around.documents[:1])
    fetches = _fetched_in_code(around.documents[:1])
    tables = _in_tables_of_weights(around.documents[:1])
    for link in around.links:
        if link.kind == "asset" and _is_of_others(link, around, wanted):
            continue
        place_of_line = (link.path, link.line.number)
        fetched = place_of_line in fetches or _hands_out_here(link.line)
        if link.kind not in ("asset", "file", "archive", "drive", "form") and not (fetched and link.kind == "other"):
            continue
        if link.kind == "other" and pattern("links", "repository_page").search(link.target):
            continue
        spoken = speaks_of_weights(link.line) or _is_model_of_ours(link.line, wanted) or fetched
        spoken = spoken or place_of_line in tables
        if not spoken and (before := begun.get(place_of_line)):
            spoken = pattern("cues", "weights").search(before) is not None
        named = pattern("links", "weight_file").search(link.target) is not None
        in_url = pattern("links", "weight_word_in_url").search(link.target) is not None
        place = Evidence(link.path, link.line.number, f"link to {link.target[:120]}")
        if link.kind == "form":
            if spoken or pattern("cues", "gated").search(link.line.text):
                signs.append(Sign("form", place, link.target, "form"))
        elif named and link.kind in ("asset", "file"):
            form: Form = "release" if link.kind == "asset" else "download"
            signs.append(Sign("weight-file-link", place, link.target, form))
        elif link.kind == "other":
            signs.append(Sign("drive-link", place, link.target, "download"))
        elif link.kind == "archive" and (in_url or spoken):
            signs.append(Sign("archive-link", place, link.target, "download"))
        elif spoken and link.kind in ("asset", "drive") and not is_aside(link.line):
            signs.append(Sign("drive-link", place, link.target, "release" if link.kind == "asset" else "download"))
    return signs


def _is_of_others(link: Link, around: Surroundings, wanted: frozenset[str]) -> bool:
    """True for a file of a release of somebody else's repository."""
    owner, _, project = link.target.split(":")[1].partition("/")
    return not same_account(owner, around.name) and not alike(project, wanted)


def _begun_before(documents: Sequence[Document]) -> dict[tuple[str, int], str]:
    """The line before, for lines that go on with a sentence begun there ("The models are available at")."""
    begun: dict[tuple[str, int], str] = {}
    for document in documents:
        for block in document.blocks():
            for one, following in pairwise(block):
                if not one.text.rstrip().endswith((".", "。", "!", "！")):
                    begun[document.path, following.number] = one.text
    return begun


def _fetched_in_code(documents: Sequence[Document]) -> frozenset[tuple[str, int]]:
    """Lines of code that fetch what the prose right above, or a comment in the code, calls weights."""
    found: set[tuple[str, int]] = set()
    for document in documents:
        told: Line | None = None
        for line in document.lines:
            if line.kind != "code" or line.text.lstrip().startswith(("#", "//")):
                told = line
            elif told and pattern("cues", "fetch_command").search(line.text) and _tells(told, line):
                found.add((document.path, line.number))
    return frozenset(found)


def _hands_out_here(line: Line) -> bool:
    """True for prose that speaks of weights and links where to download them: "or download them from [here](…)"."""
    if line.kind == "code" or not pattern("cues", "download_link").search(line.text) or is_aside(line):
        return False
    return any(pattern("cues", name).search(line.text) for name in ("weights", "fetches"))


def _tells(told: Line, line: Line) -> bool:
    """True where a line names weights, is no aside, and stands right above a line of code."""
    near = line.number - told.number <= NEAR_LINES and told.sections == line.sections
    return near and pattern("cues", "weights").search(told.text) is not None and not is_aside(told)


def _in_tables_of_weights(documents: Sequence[Document]) -> frozenset[tuple[str, int]]:
    """Lines of tables whose head names checkpoints, or models and their links."""
    found: set[tuple[str, int]] = set()
    for document in documents:
        for rows in tables_of(document):
            cells = [row.text for row in rows if "<th" in row.text] or [rows[0].text]
            head = plain(" ".join(cells))[:400]
            if pattern("cues", "table_of_weights").search(head) and not is_aside(rows[0]):
                found |= {(document.path, row.number) for row in rows}
    return frozenset(found)


def _is_model_of_ours(line: Line, wanted: frozenset[str]) -> bool:
    """True for an item that begins with a name like the project's and a version: "`Kestrel-v0Q`: [Drive](…)"."""
    named = _NAMED_ITEM.match(line.text)
    return named is not None and alike(named.group(1), wanted)
