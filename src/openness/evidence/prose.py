"""License and terms sentences of the documents, tied to the part they speak of: weights, code, data, or unsaid."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import unquote

from openness.evidence.document import plain
from openness.evidence.lexicon import pattern, table
from openness.evidence.names_of_licenses import license_names
from openness.model import Evidence
from openness.values import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Mapping, Sequence

    from openness.evidence.document import Document, Line

Part = Literal["weights", "code", "data", "documents", "project", ""]

MAX_SENTENCES = 120
MAX_SECTIONS = 8


class Statement(NamedTuple):
    """A sentence that names a license or a term.

    `parts` is what it speaks of, empty when unsaid. `expression` is the license named, `kind` the restriction
    ("non-commercial" …) or "permissive" or "license".
    """

    path: str
    line: int
    column: int
    raw: str
    sentence: str
    parts: tuple[Part, ...]
    kind: str
    expression: str | None
    in_section: bool


@lru_cache(maxsize=1)
def _subjects() -> tuple[tuple[Part, re.Pattern[str]], ...]:
    return tuple((part, pattern("prose", f"subject.{part}")) for part in table("prose")["subject"])


def find_license_sentences(
    documents: Sequence[Document], *, about_licenses: bool = False, texts: Mapping[str, str] | None = None
) -> tuple[Statement, ...]:
    """Statements of the documents in order, at most `MAX_SENTENCES`.

    Documents `about_licenses` need no heading for it. `texts` are licenses of files by path: a link to one names it.
    """
    found: list[Statement] = []
    for document in documents:
        for block in document.blocks():
            found.extend(_block_statements(document.path, block, texts or {}, in_section=about_licenses))
            if len(found) >= MAX_SENTENCES:
                return tuple(found)
    return tuple(found)


def _block_statements(
    path: str, block: Sequence[Line], texts: Mapping[str, str], *, in_section: bool
) -> Iterator[Statement]:
    """Statements of one paragraph, item or row; "they are released under …" speaks of what the clause before names."""
    first = block[0]
    section = in_section or any(pattern("prose", "section").search(title) for title in first.sections[-2:])
    if first.kind == "heading" and len(block) == 1:
        return
    if not section and not any(_speaks_of_terms(line.text) for line in block):
        return
    context = parts_of(first.section) if section else ()
    for line in block[:60]:
        if line.kind == "heading" or (line.kind == "row" and pattern("license_parts", "compares").search(line.text)):
            continue
        for clause in _clauses(line.text):
            named = parts_of(clause)
            parts = (named if set(named) - {"project"} else _hub_part(clause, line)) or named or context
            context = parts
            others = any(
                pattern(*name).search(clause) for name in (("prose", "third_party"), ("license_parts", "in_addition"))
            )
            found = list(_terms(path, line, clause, parts, section=section))
            for piece, mine in _by_subject(clause, parts):
                found += _names(path, line, piece, mine, texts, section=section)
            for statement in found:
                if not others:
                    yield statement
                elif statement.kind == "community-license" and (not parts or "weights" in parts):
                    # Terms of the base model bind the weights although they are somebody else's.
                    yield statement._replace(parts=("weights",) if parts else ())


def _speaks_of_terms(text: str) -> bool:
    return bool(
        pattern("prose", "license_word").search(text) or "ommercial" in text or "商" in text or "research" in text
    )


def _clauses(text: str) -> list[str]:
    return [clause for clause in pattern("prose", "clause").split(text) if clause and clause.strip()][:40]


def _by_subject(clause: str, parts: tuple[Part, ...]) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """The clause, parted at commas where the license of something else begins: "the code is under A, the weights …"."""
    pieces = [""]
    if pattern("prose", "license_word").search(clause):
        for piece in pattern("license_parts", "comma").split(clause):
            mine = set(parts_of(piece))
            other = (
                mine and not mine <= set(parts_of(pieces[-1])) and pattern("prose", "license_word").search(pieces[-1])
            )
            if other and pattern("license_parts", "predicate").search(piece):
                pieces.append(piece)
            else:
                pieces[-1] += piece
    if len(pieces) == 1:
        yield clause, parts
        return
    for piece in pieces:
        yield piece, parts_of(piece) or parts


def parts_of(clause: str) -> tuple[Part, ...]:
    """What a clause speaks of, in the order of the lexicon; empty when it does not say."""
    # "Code to run the model is under …" speaks of the code.
    shown = pattern("prose", "object").sub(" code ", pattern("license_parts", "left_out").sub(" ", plain(clause)))
    return tuple(part for part, regex in _subjects() if regex.search(shown))


def _hub_part(clause: str, line: Line) -> tuple[Part, ...]:
    """A license that stands beside a model on a hub, there or in a row of a table, is the model's."""
    if "icen" not in clause:
        return ()
    name = "hub_model" if line.kind == "row" else "hub_license"
    # "Kestrel-7B is licensed under …" speaks of a model without the word.
    found = pattern("prose", name).search(clause) or pattern("license_parts", "sized").search(plain(clause))
    return ("weights",) if found else ()


def _terms(path: str, line: Line, clause: str, parts: tuple[Part, ...], *, section: bool) -> Iterator[Statement]:
    """What a clause permits and restricts, without a license's name."""
    column = max(line.text.find(clause), 0) + 1
    not_binding = pattern("prose", "not_binding").search(line.text)
    section = section and not not_binding

    def made(kind: str, raw: str) -> Statement:
        return Statement(path, line.number, column, raw, plain(clause)[:240], parts, kind, None, section)

    permissive = pattern("prose", "permissive").search(clause)
    if permissive:
        yield made("permissive", permissive.group())
    for kind in table("prose")["restrictive"]:
        # A plain substring test spares most clauses the pattern, and many repositories its compilation.
        if not any(need in clause for need in table("prose")["needs"][kind]):
            continue
        match = pattern("prose", f"restrictive.{kind}").search(clause)
        if match and not not_binding and not (permissive and kind in ("non-commercial", "research-only")):
            yield made(kind, match.group())


def _names(
    path: str, line: Line, clause: str, parts: tuple[Part, ...], texts: Mapping[str, str], *, section: bool
) -> Iterator[Statement]:
    """The licenses that a clause names, or the one whose file it links."""
    section = section and not pattern("prose", "not_binding").search(line.text)
    if not section and not pattern("prose", "license_word").search(clause):
        return
    column = max(line.text.find(clause), 0) + 1
    said = pattern("license_parts", "left_out").sub(" ", clause)
    linked = _linked(path, said, texts)
    for raw, expression in [linked] if linked else license_names(said, in_section=section):
        at = clause.find(raw)
        modified = not linked and pattern("prose", "modified").search(clause[max(at - 20, 0) : at])
        shown = plain(clause)[:240]
        yield Statement(
            path, line.number, column, raw, shown, parts, "license", None if modified else expression, section
        )


def _linked(path: str, clause: str, texts: Mapping[str, str]) -> tuple[str, str] | None:
    """The license of the one file here that a clause about one thing links; None for none, several, or all in one."""
    parts = parts_of(clause) if texts else ()
    if not parts or {"weights", "code"} <= set(parts):
        return None
    folder = path.rpartition("/")[0]
    found = {}
    for match in pattern("license_parts", "link").finditer(clause):
        place = posixpath.normpath(posixpath.join(folder, unquote((match[1] or match[2]).partition("#")[0])))
        if place in texts:
            found[texts[place]] = match[0]
    return next(((raw, expression) for expression, raw in found.items()), None) if len(found) == 1 else None


def license_sections(documents: Sequence[Document]) -> tuple[Evidence, ...]:
    """The first line under each heading about licenses, whatever it says; at most `MAX_SECTIONS`."""
    found: list[Evidence] = []
    for document in documents:
        seen: set[tuple[str, ...]] = set()
        for line in document.prose():
            if (
                line.kind != "heading"
                and line.sections not in seen
                and pattern("prose", "heading").search(line.section)
            ):
                seen.add(line.sections)
                found.append(Evidence(document.path, line.number, plain(line.text)[:160]))
                if len(found) >= MAX_SECTIONS:
                    return tuple(found)
    return tuple(found)


def weight_license_places(statements: Sequence[Statement], documents: Sequence[Document]) -> list[Evidence]:
    """Where the first document names a license for weights: nobody licenses weights that are not there."""
    main = documents[0].path if documents else ""
    return [
        Evidence(item.path, item.line, item.sentence[:160])
        for item in statements
        if item.path == main
        and item.kind in ("license", "community-license")
        and "weights" in item.parts
        and pattern("cues", "licensed_weights").search(item.sentence)
    ]
