"""Corrections of what a manifest says already: misspelled words, license ids, values that need quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.fixes.change import Change, Places
from openness.fixes.licenses import tidied_license
from openness.fixes.spelling import certainly
from openness.manifest.document import split
from openness.manifest.validate import IN_QUOTES
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.fixes.spelling import Table
    from openness.manifest.document import Document
    from openness.manifest.entities import LoadedManifest
    from openness.model import Problem, Span

_QUOTES = "'\""


class Doubt(NamedTuple):
    """Something that could be meant and is left to a person."""

    path: str
    line: int
    why: str
    rule: str = ""


def corrections(loaded: LoadedManifest, text: str) -> Iterator[Change | Doubt]:
    """Every correction of the manifest's own words, and the guesses that are not certain enough.

    `text` is what the manifest was read from, without a byte-order mark.
    """
    places = Places(text)
    for problem in loaded.problems:
        if problem.suggestion is not None:
            yield from _spelling(problem, problem.suggestion, loaded.document, places)
        elif problem.help == IN_QUOTES:
            yield from _quotes(problem, loaded.document, places)
    yield from _licenses(loaded.document, places)


def _spelling(problem: Problem, guess: str, document: Document, places: Places) -> Iterator[Change | Doubt]:
    is_key = problem.kind in ("unknown-key", "unknown-component")
    span = document.keys.get(problem.pointer) if is_key else document.spans.get(problem.pointer)
    value = split(problem.pointer)[-1] if is_key else _value(document, problem.pointer)
    table: Table = "components" if problem.kind == "unknown-component" else "keys" if is_key else "values"
    known = [guess] if table == "values" else _siblings(problem, guess)
    if not isinstance(value, str) or not certainly(value, guess, known, table):
        why = f"{problem.message[:1].upper()}{problem.message[1:].rstrip('?.')}? That is a guess."
        yield Doubt(problem.path, problem.line, why, _RULES.get(problem.kind, "OM102"))
        return
    change = _rewritten(document.path, places, span, value, guess, rule=_RULES.get(problem.kind, "OM102"))
    if change is not None:
        yield change


_RULES = {"unknown-component": "OM103"}


def _siblings(problem: Problem, guess: str) -> list[str]:
    """Words that may stand where the misspelled key does."""
    if problem.kind == "unknown-component":
        from openness.vocabulary import COMPONENTS  # noqa: PLC0415 - one branch needs it

        return list(COMPONENTS)
    return [guess]


def _quotes(problem: Problem, document: Document, places: Places) -> Iterator[Change]:
    stretch = places.stretch(document.spans.get(problem.pointer))
    if stretch is not None:
        start, end = stretch
        source = places.text[start:end]
        if source and not set(source) & set("\"'\\\r\n"):
            yield Change(document.path, start, end, f'"{source}"', problem.line, f'`{source}` → `"{source}"`', "OM102")


def _licenses(document: Document, places: Places) -> Iterator[Change]:
    for pointer, span in document.spans.items():
        if pointer.rpartition("/")[2] != "license" or "/x-" in pointer:
            continue
        value = _value(document, pointer)
        better = tidied_license(value) if isinstance(value, str) else None
        if better is not None and isinstance(value, str):
            change = _rewritten(document.path, places, span, value, better, rule="OM102")
            if change is not None:
                yield change


def _rewritten(path: str, places: Places, span: Span | None, old: str, new: str, *, rule: str) -> Change | None:
    """The change of one word or value in its own quotes; None where it is not written plainly."""
    stretch = places.stretch(span)
    if stretch is None:
        return None
    start, end = stretch
    if places.text[start:end] != old:
        if places.text[start:end] not in {f"{quote}{old}{quote}" for quote in _QUOTES}:
            return None
        start, end = start + 1, end - 1
    return Change(path, start, end, new, places.line_at(start), f"`{old}` → `{new}`", rule)


def _value(document: Document, pointer: str) -> object:
    value: object = document.data
    for part in split(pointer):
        if isinstance(value, dict):
            value = value.get(part)
        elif isinstance(value, list) and part.isdigit() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value
