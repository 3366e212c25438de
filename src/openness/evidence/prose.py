"""License and terms sentences of the documents, tied to the part they speak of: weights, code, data, or unsaid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.clause import licenses_of, terms_of
from openness.evidence.document import plain
from openness.evidence.lexicon import pattern
from openness.evidence.license_tables import Table, about_others, is_subject, names_own, own_rows, runs
from openness.evidence.statement import Statement, parts_of, restricts
from openness.evidence.wrapped import Unit, units
from openness.model import Evidence
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from openness.evidence.document import Document, Line
    from openness.evidence.statement import Part

MAX_SENTENCES = 120
MAX_SECTIONS = 8
_SHORT_HEADING = 32


def find_license_sentences(
    documents: Sequence[Document],
    *,
    about_licenses: bool = False,
    texts: Mapping[str, str] | None = None,
    wanted: frozenset[str] = frozenset(),
) -> tuple[Statement, ...]:
    """Statements of the documents in order, at most `MAX_SENTENCES`.

    Documents `about_licenses` need no heading for it. `texts` are licenses of files by path: a link to one names it.
    `wanted` are the telling parts of the project's name: a sentence about that name speaks of the model.
    """
    found: list[Statement] = []
    for document in documents:
        found.extend(_answers(document))
        reading = _Reading(document.path, texts or {}, wanted, about_licenses)
        for run in runs(document):
            if isinstance(run, Table):
                found.extend(_table_statements(run, reading))
            else:
                found.extend(_list_statements(run, reading))
            if len(found) >= MAX_SENTENCES:
                return tuple(found)
    return tuple(found)


class _Reading(NamedTuple):
    """What the sentences of a document are read with."""

    path: str
    texts: Mapping[str, str]
    wanted: frozenset[str]
    in_section: bool

    def section(self, line: Line) -> bool:
        """Whether a line stands below a heading about licenses or terms."""
        return self.in_section or any(pattern("prose", "section").search(title) for title in line.sections[-2:])

    def of_others(self, line: Line) -> bool:
        """Whether a line stands below a heading about the models and projects of others."""
        return about_others(line.section) and not pattern("prose", "heading").search(line.section)


def _answers(document: Document) -> Iterator[Statement]:
    """Whether questions about commercial use are answered with yes or no, on their line or the next one."""
    asked = ""
    for line in document.prose():
        question, mark, rest = line.text.replace("？", "?").rpartition("?")
        if mark and pattern("prose", "asks_commercial").search(question):
            asked = question
        elif not asked:
            continue
        answer = rest if mark else line.text
        kinds = (("non-commercial", "answers_no"), ("permissive", "answers_yes"))
        kind = next((kind for kind, key in kinds if pattern("prose", key).search(answer)), None)
        if kind:
            said = plain(f"{asked}? {answer}" if mark else line.text)[:240]
            yield Statement(document.path, line.number, 1, answer.strip(), said, ("weights",), kind, None, False)
        if answer.strip(" *_:>"):
            asked = ""


def _table_statements(licenses: Table, reading: _Reading) -> Iterator[Statement]:
    """Statements of a table with a column of licenses; where rows name this project, the others are of others."""
    whose = own_rows(licenses, reading.wanted)
    compared = reading.of_others(licenses.rows[0].line) or (any(whose) and not all(whose))
    several: list[list[Statement]] = []
    for row, own in zip(licenses.rows, whose, strict=True):
        parts = parts_of(row.name) or (("weights",) if own or licenses.of_models or _is_hub_model(row.line) else ())
        if licenses.of_data or "/datasets/" in row.line.text:
            parts = ("data",)
        if licenses.of_libraries and not own:
            continue
        if (compared and not own and not set(parts_of(row.name)) - {"weights"}) or not parts:
            continue
        line, cell = row.line, row.license
        unit = Unit(line.text, line, ((0, line),))
        said = [*terms_of(reading.path, unit, cell, parts, section=True)]
        said += licenses_of(reading.path, unit, cell, parts, reading.texts, section=True)
        several.append([item._replace(sentence=plain(line.text)[:240]) for item in said])
    yield from _of_most(several)


def _of_most(several: Sequence[list[Statement]]) -> Iterator[Statement]:
    """What is said of several models one by one: restrictions of half of them first, of fewer left out."""
    about = [said for said in several if any("weights" in item.parts for item in said)]
    restricted = [said for said in about if any(restricts(item) for item in said)]
    fewer = len(restricted) * 2 < len(about)
    for said in several if fewer else [*restricted, *(said for said in several if said not in restricted)]:
        yield from (item for item in said if not (fewer and said in restricted and restricts(item)))


def _list_statements(run: Sequence[Sequence[Line]], reading: _Reading) -> Iterator[Statement]:
    """Statements of the items of a list, or of another block alone."""
    if len(run) == 1:
        yield from _block_statements(run[0], reading)
        return
    models = []
    for block in run:
        text = " ".join(line.text for line in block[:4])
        apart = set(parts_of(text)) & {"code", "data", "documents"}
        is_model = not apart and (names_own(text, reading.wanted) or _is_hub_model(block[0]))
        models.append(is_model)
    several = [list(_block_statements(block, reading)) for block in run]
    fewer = sum(models) > 2 and sum(
        is_model and any(restricts(item) for item in said) for is_model, said in zip(models, several, strict=True)
    ) * 2 < sum(models)
    for is_model, said in zip(models, several, strict=True):
        yield from (item for item in said if not (fewer and is_model and restricts(item)))


def _is_hub_model(line: Line) -> bool:
    return pattern("prose", "hub_model").search(line.text) is not None


def _block_statements(block: Sequence[Line], reading: _Reading) -> Iterator[Statement]:
    """Statements of one paragraph, item or row; "they are released under …" speaks of what the clause before names."""
    first = block[0]
    section = reading.section(first)
    if first.kind == "heading" and len(block) == 1:
        return
    if not section and not any(_speaks_of_terms(line.text) for line in block):
        return
    heading = parts_of(first.section)
    context = heading if section else ()
    others = reading.of_others(first)
    carried = False
    for unit in units(block):
        line = unit.line
        if line.kind == "heading" or (line.kind == "row" and pattern("license_parts", "compares").search(line.text)):
            continue
        for clause in _clauses(unit.text):
            own = names_own(clause, reading.wanted)
            named = parts_of(clause)
            by_name = own and "weights" not in named and is_subject(clause, reading.wanted)
            if not set(named) - {"project"}:
                named = _hub_part(clause, line) or named
                by_name = by_name or (own and not set(named) - {"project"})
            if "weights" in context and not own and pattern("license_parts", "pronoun").search(clause):
                named = context
            by_name = by_name or (carried and not set(named) - {"project"})
            carried = by_name
            parts = ("weights",) if by_name else named or context
            # An open license under which the project is, by its name, may be that of its code.
            mild = tuple(part for part in named if part == "project") if by_name else parts
            context = parts
            found = [
                item if by_name is False or restricts(item) else item._replace(parts=mild)
                for item in _clause_statements(unit, clause, parts, heading, reading)
            ]
            if not section and others and not own:
                found = [item for item in found if item.kind == "community-license"]
            yield from _of_this_project(clause, parts, found)


def _clause_statements(
    unit: Unit, clause: str, parts: tuple[Part, ...], heading: tuple[Part, ...], reading: _Reading
) -> Iterator[Statement]:
    section = reading.section(unit.line)
    # Below "Weights" even a sentence without a subject says who may use them.
    bound = parts or (("weights",) if "weights" in heading and len(unit.line.section) <= _SHORT_HEADING else ())
    yield from terms_of(reading.path, unit, clause, bound, section=section)
    for piece, mine in _by_subject(clause, parts):
        yield from licenses_of(reading.path, unit, piece, mine, reading.texts, section=section)


def _of_this_project(clause: str, parts: tuple[Part, ...], found: Sequence[Statement]) -> Iterator[Statement]:
    """The statements, without those of a clause about third parties."""
    others = any(pattern(*name).search(clause) for name in (("prose", "third_party"), ("license_parts", "in_addition")))
    for statement in found:
        if not others:
            yield statement
        elif statement.kind == "community-license" and (not parts or "weights" in parts):
            # Terms of the base model bind the weights although they are somebody else's.
            yield statement._replace(parts=("weights",) if parts else ())


def _speaks_of_terms(text: str) -> bool:
    return bool(pattern("prose", "license_word").search(text) or pattern("prose", "terms_word").search(text))


def _clauses(text: str) -> list[str]:
    return [clause for clause in pattern("prose", "clause").split(text) if clause and clause.strip()][:40]


def _by_subject(clause: str, parts: tuple[Part, ...]) -> Iterator[tuple[str, tuple[Part, ...]]]:
    """The clause, parted at commas where the license of something else begins: "the code is under A, the weights …"."""
    pieces = [""]
    if _names_license(clause):
        for piece in pattern("license_parts", "comma").split(clause):
            mine = set(parts_of(piece))
            other = mine and not mine <= set(parts_of(pieces[-1])) and _names_license(pieces[-1])
            if other and pattern("license_parts", "predicate").search(piece):
                pieces.append(piece)
            else:
                pieces[-1] += piece
    if len(pieces) == 1:
        yield clause, parts
        return
    for piece in pieces:
        yield piece, parts_of(piece) or parts


def _names_license(text: str) -> bool:
    return bool(pattern("prose", "license_word").search(text) or pattern("prose", "name_word").search(text))


def _hub_part(clause: str, line: Line) -> tuple[Part, ...]:
    """A license that stands beside a model on a hub, there or in a row of a table, is the model's."""
    if "icen" not in clause:
        return ()
    name = "hub_model" if line.kind == "row" else "hub_license"
    # "Kestrel-7B is licensed under …" speaks of a model without the word.
    found = pattern("prose", name).search(clause) or pattern("license_parts", "sized").search(plain(clause))
    return ("weights",) if found else ()


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
