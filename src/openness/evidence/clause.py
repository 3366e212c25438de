"""What one clause of a document permits, restricts and recommends, and the licenses that it names or links."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from openness.evidence.bases import named_base
from openness.evidence.document import plain
from openness.evidence.lexicon import pattern, table
from openness.evidence.names_of_licenses import license_names
from openness.evidence.statement import Part, Statement, parts_of
from openness.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openness.evidence.wrapped import Unit


def terms_of(path: str, unit: Unit, clause: str, parts: tuple[Part, ...], *, section: bool) -> Iterator[Statement]:
    """What a clause permits and restricts, without a license's name."""
    number, column = unit.place(clause)
    not_binding = _binds_nobody(unit, clause)
    in_section, section = section, section and not not_binding

    def made(kind: str, raw: str) -> Statement:
        return Statement(path, number, column, raw, plain(clause)[:240], parts, kind, None, section)

    needs = table("prose")["needs"]
    # A plain substring test spares most clauses the patterns, and many repositories their compilation.
    kinds = [kind for kind in table("prose")["restrictive"] if any(need in clause for need in needs[kind])]
    if kinds:
        clause = pattern("license_parts", "left_out").sub(" ", pattern("prose", "question").sub(" ", clause))
        permissive = pattern("prose", "permissive").search(clause)
        if permissive:
            yield made("permissive", permissive.group())
        for kind in kinds:
            match = pattern("prose", f"restrictive.{kind}").search(clause)
            if match:
                # "No registration is needed" and what used to be asked restrict nobody.
                match = pattern("prose", f"restrictive.{kind}").search(_without_lifted(clause))
            if match and not not_binding and not (permissive and kind in ("non-commercial", "research-only")):
                yield made(kind, match.group())
            elif match and kind == "research-only" and _intends(clause):
                yield made("intended", match.group())._replace(in_section=in_section)
    if (section or pattern("prose", "license_word").search(clause)) and (
        match := pattern("prose", "code_only").search(plain(clause))
    ):
        yield made("code-only", match.group())


@lru_cache(maxsize=256)
def _without_lifted(clause: str) -> str:
    return pattern("prose", "lifted").sub(" ", clause)


def _binds_nobody(unit: Unit, clause: str) -> bool:
    """Whether a clause recommends or intends, or offers another license for money beside an open one."""
    shown = plain(clause)
    if pattern("prose", "not_binding").search(shown) or pattern("prose", "alternative").search(unit.text):
        return True
    # "Under the GPL. For a commercial license, contact us": the GPL permits commercial use as it is.
    dual = pattern("prose", "offers").search(shown) and pattern("prose", "copyleft").search(unit.line.text)
    return bool(dual) or _intends(clause)


def _intends(clause: str) -> bool:
    """Whether a clause says what something is meant for."""
    return pattern("prose", "intends").search(plain(clause)) is not None


def licenses_of(
    path: str, unit: Unit, clause: str, parts: tuple[Part, ...], texts: Mapping[str, str], *, section: bool
) -> Iterator[Statement]:
    """The licenses that a clause names, or the one whose file it links."""
    section = section and not _binds_nobody(unit, clause)
    about = set(parts) & {"weights", "code"}
    if not section and not about and not pattern("prose", "license_word").search(clause):
        return
    number, column = unit.place(clause)
    said = pattern("license_parts", "left_out").sub(" ", clause)
    linked = _linked(path, said, texts)
    found = [linked] if linked else list(license_names(said, in_section=section, of_part=bool(about)))
    if found and (still := _without_lifted(said)) != said:
        linked = _linked(path, still, texts)
        found = [linked] if linked else list(license_names(still, in_section=section, of_part=bool(about)))
    if not found:
        yield from _licensed_like(path, unit, said, parts, section=section)
    for raw, expression in found:
        at = clause.find(raw)
        modified = not linked and pattern("prose", "modified").search(clause[max(at - 20, 0) : at])
        shown = plain(clause)[:240]
        yield Statement(path, number, column, raw, shown, parts, "license", None if modified else expression, section)


def _licensed_like(
    path: str, unit: Unit, clause: str, parts: tuple[Part, ...], *, section: bool
) -> Iterator[Statement]:
    """The license of another model under which something is said to be: "the same license as Llama 2"."""
    shown = plain(clause)
    match = pattern("license_parts", "like").search(shown)
    if match is None or not (section or parts):
        return
    number, column = unit.place(clause)
    model = next(group for group in match.groups() if group)
    base = named_base(model, Evidence(path, number, shown[:160]), "statement")
    if base is None or base.license is None:
        return
    yield Statement(
        path, number, column, match.group(), shown[:240], parts or ("weights",), "license", base.license, section
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
