"""The schema applied to a document, with every complaint in plain words and at its place.

A walker over the part of JSON Schema 2020-12 that the manifest's schema uses. It is written for its messages and for
speed (importing jsonschema takes longer than a whole check); the tests hold it against jsonschema.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from openness.manifest.complaint import Complaint, shorten
from openness.manifest.dates import check_date, check_day
from openness.manifest.document import PROBLEM_LIMIT, join, split
from openness.manifest.license_check import check_license
from openness.manifest.locations import check_base_model, check_location, check_path
from openness.manifest.phrases import TYPE_WORDS, first_sentence, kind_of_word, owner, subject, type_name
from openness.manifest.suggest import did_you_mean, nearest
from openness.patterns import compiled

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Mapping

    from openness.manifest.document import Document
    from openness.model import Problem

Schema = dict[str, Any]
Checks: TypeAlias = "Mapping[str, Callable[[str], list[Complaint]]]"

_CHECKS: Checks = {
    "base_model_id": check_base_model,
    "date": check_date,
    "day": check_day,
    "license": check_license,
    "location": check_location,
    "path": check_path,
}
_PLACES = {"model": "under `model`", "component_object": "on a component", "data": "under `data`"}
_DATES = frozenset({"date", "day"})

IN_QUOTES = "Put it in quotes."
"""The advice for a value that is meant as text and reads as a number or a truth value."""


def validate(document: Document, schema: Schema, checks: Checks | None = None) -> list[Problem]:
    """Everything in which the document departs from the schema.

    Values that the document has a problem with already are left alone, and where its reading broke off nothing is
    said to be missing. `checks` are those that no schema can make, by the name of the definition (default: the
    manifest's).
    """
    walker = _Walker(document, schema, _CHECKS if checks is None else checks)
    walker.walk(document.data, schema, "")
    return walker.problems


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return compiled(pattern)


class _Walker:
    """Goes down a document and its schema together."""

    def __init__(self, document: Document, schema: Schema, checks: Checks) -> None:
        self.document = document
        self.noun = document.noun
        self.checks = checks
        self.schema = schema
        self.definitions: dict[str, Schema] = schema.get("$defs", {})
        self.problems: list[Problem] = []
        self.known = document.refused

    def walk(self, value: object, schema: Schema | bool, pointer: str) -> None:
        """Compare one value with its schema."""
        if isinstance(schema, bool) or len(self.problems) >= PROBLEM_LIMIT:
            return
        if pointer and pointer in self.known:
            return
        if "$ref" in schema:
            name = str(schema["$ref"]).rpartition("/")[2]
            self._named(value, name, schema, pointer)
        for part in schema.get("allOf", ()):
            self.walk(value, part, pointer)
        if "anyOf" in schema:
            self._choose(value, schema, pointer)
        if not self._typed(value, schema, pointer):
            return
        if isinstance(value, str):
            self._text(value, schema, pointer)
        elif isinstance(value, dict):
            self._mapping(value, schema, pointer)
        elif isinstance(value, list):
            self._list(value, schema, pointer)
        elif isinstance(value, (int, float)) and not isinstance(value, bool):
            self._number(value, schema, pointer)
        self._constant(value, schema, pointer)

    def add(
        self,
        pointer: str,
        message: str,
        advice: str = "",
        kind: str = "schema",
        *,
        key: bool = False,
        suggestion: str | None = None,
    ) -> None:
        """Note a problem."""
        if len(self.problems) < PROBLEM_LIMIT:
            problem = self.document.problem(pointer, message, advice=advice, kind=kind, key=key, suggestion=suggestion)
            self.problems.append(problem)

    def _named(self, value: object, name: str, schema: Schema, pointer: str) -> None:
        target = self.definitions[name]
        check = self.checks.get(name)
        text = str(value) if name in _DATES and type_name(value) == "integer" else value
        if check is not None and isinstance(text, str):
            complaints = check(text)
            for complaint in complaints:
                self._complain(text, complaint, pointer)
            if complaints:
                return
        merged = target if "description" not in schema else {**target, "description": schema["description"]}
        self.walk(value, merged, pointer)

    def _complain(self, value: str, complaint: Complaint, pointer: str) -> None:
        message = f"{subject(pointer, self.noun)}: {shorten(complaint.message, 300)}"
        problem = self.document.problem(pointer, message, advice=complaint.help, kind=complaint.kind)
        span = self.document.place(pointer)
        width = (span.end_column or 0) - span.column
        if complaint.offset and width in (len(value), len(value) + 2):
            column = span.column + complaint.offset + (width - len(value)) // 2
            problem = type(problem)(
                problem.path, problem.line, column, message, complaint.help, pointer, complaint.kind
            )
        self.problems.append(problem)

    def _resolve(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self.definitions[str(schema["$ref"]).rpartition("/")[2]]
        return schema

    def _choose(self, value: object, schema: Schema, pointer: str) -> None:
        """Follow the one alternative that fits the value's type; the schema keeps their types apart."""
        types = [str(self._resolve(branch)["type"]) for branch in schema["anyOf"]]
        actual = type_name(value)
        for branch, wanted in zip(schema["anyOf"], types, strict=True):
            if wanted == actual or (wanted == "number" and actual == "integer"):
                self.walk(value, branch, pointer)
                return
        wanted_words = " or ".join(dict.fromkeys(TYPE_WORDS[name] for name in types))
        self._wrong_type(value, wanted_words, schema, pointer)

    def _typed(self, value: object, schema: Schema, pointer: str) -> bool:
        wanted = schema.get("type")
        actual = type_name(value)
        if wanted is None or wanted == actual or (wanted == "number" and actual == "integer"):
            return True
        self._wrong_type(value, TYPE_WORDS[wanted], schema, pointer)
        return False

    def _wrong_type(self, value: object, wanted: str, schema: Schema, pointer: str) -> None:
        advice = str(schema.get("description", ""))
        if value is None:
            self.add(pointer, f"{subject(pointer, self.noun)} has no value", advice, key=True)
            return
        if wanted == "text" and isinstance(value, (bool, int, float)):
            advice = IN_QUOTES
        self.add(pointer, f"{subject(pointer, self.noun)} must be {wanted}, not {TYPE_WORDS[type_name(value)]}", advice)

    def _constant(self, value: object, schema: Schema, pointer: str) -> None:
        if "const" in schema and (value != schema["const"] or isinstance(value, bool)):
            self.add(
                pointer,
                f"{subject(pointer, self.noun)} must be `{schema['const']}`",
                str(schema.get("description", "")),
            )
        choices = schema.get("enum")
        if choices is not None and value not in choices:
            guess = nearest(str(value), choices, "values")
            what, whose = kind_of_word(pointer)
            message = f"{whose}unknown {what} `{shorten(str(value))}`{did_you_mean(guess)}"
            self.add(pointer, message, f"One of: {', '.join(choices)}.", suggestion=guess)

    def _text(self, value: str, schema: Schema, pointer: str) -> None:
        if len(value) < schema.get("minLength", 0):
            least = schema["minLength"]
            short = "is empty" if not value else f"is too short: at least {least} characters"
            self.add(pointer, f"{subject(pointer, self.noun)} {short}", str(schema.get("description", "")))
        elif len(value) > schema.get("maxLength", len(value)):
            most = schema["maxLength"]
            self.add(pointer, f"{subject(pointer, self.noun)} is too long: {len(value):,} characters, at most {most:,}")
        elif "pattern" in schema and not _compiled(schema["pattern"]).search(value):
            title = str(schema.get("title", "value")).lower()
            message = f"{subject(pointer, self.noun)}: `{shorten(value)}` is not written as a {title}"
            examples = ", ".join(f"`{example}`" for example in schema.get("examples", ()))
            self.add(
                pointer, message, str(schema.get("description") or (f"For example {examples}." if examples else ""))
            )

    def _number(self, value: float, schema: Schema, pointer: str) -> None:
        if value < schema.get("minimum", value):
            self.add(pointer, f"{subject(pointer, self.noun)} must be at least {schema['minimum']}")
        if value > schema.get("maximum", value):
            self.add(pointer, f"{subject(pointer, self.noun)} must be at most {schema['maximum']:,}")
        if "exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]:
            self.add(pointer, f"{subject(pointer, self.noun)} must be more than {schema['exclusiveMinimum']}")

    def _list(self, value: list[object], schema: Schema, pointer: str) -> None:
        if len(value) < schema.get("minItems", 0) and self.document.usable:
            self.add(
                pointer, f"{subject(pointer, self.noun)} is an empty list", "Remove the key or add an entry.", key=True
            )
        most = schema.get("maxItems", len(value))
        if len(value) > most:
            self.add(pointer, f"{subject(pointer, self.noun)} has {len(value):,} entries, at most {most:,}", key=True)
        for index, item in enumerate(value[:most]):
            self.walk(item, schema.get("items", True), join(pointer, index))

    def _mapping(self, value: dict[str, object], schema: Schema, pointer: str) -> None:
        properties: dict[str, Schema] = schema.get("properties", {})
        unknown = self._members(value, schema, pointer)[:PROBLEM_LIMIT]
        known = [name for name in properties if name not in value]
        guesses = {name: nearest(name, known, "components" if pointer == "/components" else "keys") for name in unknown}
        for name, guess in guesses.items():
            self._unknown(name, guess, list(properties), pointer)
        if not self.document.usable:
            return
        for name in schema.get("required", ()):
            # A misspelt key is one mistake, not two.
            if name not in value and name not in guesses.values():
                self._missing(name, properties.get(name, {}), pointer)
        if len(value) < schema.get("minProperties", 0):
            self.add(
                pointer, f"{subject(pointer, self.noun)} is empty", first_sentence(schema.get("description")), key=True
            )

    def _members(self, value: dict[str, object], schema: Schema, pointer: str) -> list[str]:
        """Walk the members that the schema knows; the names of the others, where it allows none."""
        unknown = []
        for name, member in value.items():
            place = join(pointer, name)
            if name in schema.get("properties", {}):
                self.walk(member, schema["properties"][name], place)
                continue
            patterns: dict[str, Schema | bool] = schema.get("patternProperties", {})
            free = [sub for pattern, sub in patterns.items() if _compiled(pattern).search(name)]
            for sub in free:
                self.walk(member, sub, place)
            if not free and schema.get("additionalProperties") is False:
                unknown.append(name)
        return unknown

    def _missing(self, name: str, schema: Schema, pointer: str) -> None:
        full = {**self._resolve(schema), **schema} if schema else {}
        advice = first_sentence(full.get("description") or full.get("title"))
        self.add(
            pointer,
            f"{owner(split(pointer), self.noun)} has no `{name}`",
            f"`{name}`: {advice}" if advice else "",
            key=True,
        )

    def _unknown(self, name: str, guess: str | None, known: list[str], pointer: str) -> None:
        components = pointer == "/components"
        what = "is no known component" if components else "is no known key"
        where = "" if components or not pointer else f"{owner(split(pointer), self.noun)}: "
        message = f"{where}`{shorten(name)}` {what}{did_you_mean(guess)}"
        kind = "unknown-component" if components else "unknown-key"
        advice = f"Write `{guess}`." if guess else "Keys of your own start with `x-`."
        if guess is None and not components:
            advice = self._misplaced(name, known) or f"Known here: {', '.join(known)}."
        self.add(join(pointer, name), message, advice, kind, key=True, suggestion=guess)

    def _misplaced(self, name: str, here: list[str]) -> str:
        """Where a key belongs that is known in another place."""
        places = {"at the top": self.schema["properties"]}
        known_parts = [(part, where) for part, where in _PLACES.items() if part in self.definitions]
        places |= {where: self.definitions[part]["properties"] for part, where in known_parts}
        elsewhere = {key: where for where, keys in reversed(places.items()) for key in keys if key not in here}
        meant = nearest(name, elsewhere)
        return f"`{meant}` stands {elsewhere[meant]}." if meant else ""
