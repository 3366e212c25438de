"""License and terms sentences of the documents, tied to the part they speak of: weights, code, data, or unsaid."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple
from urllib.parse import unquote

from openness.evidence.document import plain
from openness.evidence.lexicon import pattern, table
from openness.evidence.names_of_licenses import license_names
from openness.model import Evidence

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
            parts = parts_of(clause) or _hub_part(clause, line) or context
            context = parts
            others = any(
                pattern(*name).search(clause) for name in (("prose", "third_party"), ("license_parts", "in_addition"))
            )
            for statement in _clause_statements(path, line, clause, parts, texts, section=section):
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
    parted = (clause for clause in pattern("prose", "clause").split(text) if clause and clause.strip())
    return [part for clause in islice(parted, 40) for part in _by_subject(clause)][:40]


def _by_subject(clause: str) -> Iterator[str]:
    """The clause, parted at commas where the license of something else begins: "the code is under A, the weights …"."""
    if not pattern("prose", "license_word").search(clause):
        yield clause
        return
    begun = ""
    for piece in pattern("license_parts", "comma").split(clause):
        mine = parts_of(piece)
        ends = pattern("prose", "license_word").search(begun) and mine and not set(mine) <= set(parts_of(begun))
        if ends and pattern("license_parts", "predicate").search(piece):
            yield begun
            begun = piece
        else:
            begun += piece
    yield begun


def parts_of(clause: str) -> tuple[Part, ...]:
    """What a clause speaks of, in the order of the lexicon; empty when it does not say."""
    # "Code to run the model is under …" speaks of the code.
    shown = pattern("prose", "object").sub(" code ", pattern("license_parts", "left_out").sub(" ", plain(clause)))
    return tuple(part for part, regex in _subjects() if regex.search(shown))


def _hub_part(clause: str, line: Line) -> tuple[Part, ...]:
    """A license that stands beside a model on a hub, there or in a row of a table, is the model's."""
    name = "hub_model" if line.kind == "row" else "hub_license"
    return ("weights",) if "icen" in clause and pattern("prose", name).search(clause) else ()


def _clause_statements(
    path: str, line: Line, clause: str, parts: tuple[Part, ...], texts: Mapping[str, str], *, section: bool
) -> Iterator[Statement]:
    column = max(line.text.find(clause), 0) + 1

    def made(kind: str, raw: str, expression: str | None = None) -> Statement:
        return Statement(path, line.number, column, raw, plain(clause)[:240], parts, kind, expression, section)

    if pattern("prose", "not_binding").search(line.text):
        section = False
    permissive = pattern("prose", "permissive").search(clause)
    if permissive:
        yield made("permissive", permissive.group())
    for kind in table("prose")["restrictive"]:
        # A plain substring test spares most clauses the pattern, and many repositories its compilation.
        if not any(need in clause for need in table("prose")["needs"][kind]):
            continue
        match = pattern("prose", f"restrictive.{kind}").search(clause)
        if (
            match
            and not pattern("prose", "not_binding").search(line.text)
            and not (permissive and kind in ("non-commercial", "research-only"))
        ):
            yield made(kind, match.group())
    if section or pattern("prose", "license_word").search(clause):
        said = pattern("license_parts", "left_out").sub(" ", clause)
        linked = _linked(path, said, texts) if parts else None
        if linked is not None:
            yield made("license", *linked)
            return
        for raw, expression in license_names(said, in_section=section):
            at = clause.find(raw)
            modified = pattern("prose", "modified").search(clause[max(at - 20, 0) : at])
            yield made("license", raw, None if modified else expression)


def _linked(path: str, clause: str, texts: Mapping[str, str]) -> tuple[str, str] | None:
    """The one license file of the repository that a clause links, and its license; None for none or several."""
    folder = path.rpartition("/")[0]
    found = {}
    for match in pattern("license_parts", "link").finditer(clause) if texts else ():
        target = unquote(pattern("license_parts", "blob").sub("/", match[1] or match[2]).partition("#")[0])
        place = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
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
