"""The schema applied to a document, with every complaint in plain words and at its place.

A walker over the part of JSON Schema 2020-12 that the manifest's schema uses. It is written for its messages and for
speed (importing jsonschema takes longer than a whole check); the tests hold it against jsonschema.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from openness.manifest.complaint import Complaint, shorten
from openness.manifest.dates import check_date, check_day
from openness.manifest.document import PROBLEM_LIMIT, join, split
from openness.manifest.license_check import check_license
from openness.manifest.locations import check_base_model, check_location, check_path
from openness.manifest.suggest import did_you_mean, nearest

if TYPE_CHECKING:
    from collections.abc import Callable

    from openness.manifest.document import Document
    from openness.model import Problem

Schema = dict[str, Any]

_CHECKS: dict[str, Callable[[str], list[Complaint]]] = {
    "base_model_id": check_base_model,
    "date": check_date,
    "day": check_day,
    "license": check_license,
    "location": check_location,
    "path": check_path,
}
_DATES = frozenset({"date", "day"})
_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "a mapping (`key: value` lines)",
    "array": "a list",
    "null": "empty",
}


def validate(document: Document, schema: Schema) -> list[Problem]:
    """Everything in which the document departs from the schema.

    Values that the document has a problem with already are left alone, and where its reading broke off nothing is
    said to be missing.
    """
    walker = _Walker(document, schema)
    walker.walk(document.data, schema, "")
    return walker.problems


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def type_name(value: object) -> str:
    """JSON Schema's name of a value's type."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, dict):
        return "object"
    if isinstance(value, list):
        return "array"
    return "integer" if isinstance(value, int) or float(str(value)).is_integer() else "number"


def owner(parts: list[str]) -> str:
    """How a message calls a mapping or an entry of a list."""
    if not parts:
        return "the manifest"
    if parts[0] == "components" and len(parts) > 1:
        name, rest = f"component `{shorten(parts[1])}`", parts[2:]
    else:
        keys = [parts[0]]
        while len(keys) < len(parts) and not parts[len(keys)].isdigit():
            keys.append(parts[len(keys)])
        name, rest = f"`{shorten('.'.join(keys))}`", parts[len(keys) :]
    for part in rest:
        name += f", entry {int(part) + 1}" if part.isdigit() and len(part) < 9 else f", `{shorten(part)}`"
    return name


def subject(pointer: str) -> str:
    """How a message calls a value: whose it is and which key."""
    parts = split(pointer)
    if len(parts) < 2 or parts[-1].isdigit() or (len(parts) == 2 and parts[0] == "components"):
        return owner(parts)
    return f"{owner(parts[:-1])}: `{shorten(parts[-1])}`"


def _kind_of_word(pointer: str) -> tuple[str, str]:
    """The key that a word belongs to, and how the message begins."""
    parts = split(pointer)
    keys = [part for part in parts if not part.isdigit()]
    if parts[0] == "components" and len(keys) == 2:
        return "status", f"{owner(parts)}: "
    listed = parts[-1].isdigit()
    whose = parts[:-2] if listed else parts[:-1]
    return keys[-1].removesuffix("s") if listed else keys[-1], f"{owner(whose)}: " if whose else ""


def first_sentence(text: object) -> str:
    """The first sentence of a description."""
    return str(text or "").partition(". ")[0].rstrip(".") + "." if text else ""


class _Walker:
    """Goes down a document and its schema together."""

    def __init__(self, document: Document, schema: Schema) -> None:
        self.document = document
        self.definitions: dict[str, Schema] = schema.get("$defs", {})
        self.problems: list[Problem] = []
        self.known = frozenset(problem.pointer for problem in document.problems if problem.kind == "yaml")

    def walk(self, value: object, schema: Schema | bool, pointer: str) -> None:
        """Compare one value with its schema."""
        if isinstance(schema, bool) or len(self.problems) >= PROBLEM_LIMIT:
            return
        if pointer and pointer in self.known:
            return
        before = len(self.problems)
        if "$ref" in schema:
            name = str(schema["$ref"]).rpartition("/")[2]
            self._named(value, name, schema, pointer)
        for part in schema.get("allOf", ()):
            self.walk(value, part, pointer)
        if "anyOf" in schema:
            self._choose(value, schema, pointer)
        if not self._typed(value, schema, pointer) or len(self.problems) > before:
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

    def add(self, pointer: str, message: str, advice: str = "", kind: str = "schema", *, key: bool = False) -> None:
        """Note a problem."""
        self.problems.append(self.document.problem(pointer, message, advice=advice, kind=kind, key=key))

    def _named(self, value: object, name: str, schema: Schema, pointer: str) -> None:
        target = self.definitions[name]
        check = _CHECKS.get(name)
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
        message = f"{subject(pointer)}: {shorten(complaint.message, 300)}"
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
        wanted_words = " or ".join(dict.fromkeys(_WORDS[name] for name in types))
        self._wrong_type(value, wanted_words, schema, pointer)

    def _typed(self, value: object, schema: Schema, pointer: str) -> bool:
        wanted = schema.get("type")
        actual = type_name(value)
        if wanted is None or wanted == actual or (wanted == "number" and actual == "integer"):
            return True
        self._wrong_type(value, _WORDS[wanted], schema, pointer)
        return False

    def _wrong_type(self, value: object, wanted: str, schema: Schema, pointer: str) -> None:
        advice = str(schema.get("description", ""))
        if value is None:
            self.add(pointer, f"{subject(pointer)} has no value", advice, key=True)
            return
        if wanted == "text" and isinstance(value, (bool, int, float)):
            advice = "Put it in quotes."
        self.add(pointer, f"{subject(pointer)} must be {wanted}, not {_WORDS[type_name(value)]}", advice)

    def _constant(self, value: object, schema: Schema, pointer: str) -> None:
        if "const" in schema and (value != schema["const"] or isinstance(value, bool)):
            self.add(pointer, f"{subject(pointer)} must be `{schema['const']}`", str(schema.get("description", "")))
        choices = schema.get("enum")
        if choices is not None and value not in choices:
            guess = nearest(str(value), choices, "values")
            what, whose = _kind_of_word(pointer)
            message = f"{whose}unknown {what} `{shorten(str(value))}`{did_you_mean(guess)}"
            self.add(pointer, message, f"One of: {', '.join(choices)}.")

    def _text(self, value: str, schema: Schema, pointer: str) -> None:
        if len(value) < schema.get("minLength", 0):
            least = schema["minLength"]
            short = "is empty" if not value else f"is too short: at least {least} characters"
            self.add(pointer, f"{subject(pointer)} {short}", str(schema.get("description", "")))
        elif len(value) > schema.get("maxLength", len(value)):
            most = schema["maxLength"]
            self.add(pointer, f"{subject(pointer)} is too long: {len(value):,} characters, at most {most:,}")
        elif "pattern" in schema and not _compiled(schema["pattern"]).search(value):
            title = str(schema.get("title", "value")).lower()
            message = f"{subject(pointer)}: `{shorten(value)}` is not written as a {title}"
            examples = ", ".join(f"`{example}`" for example in schema.get("examples", ()))
            self.add(
                pointer, message, str(schema.get("description") or (f"For example {examples}." if examples else ""))
            )

    def _number(self, value: float, schema: Schema, pointer: str) -> None:
        if value < schema.get("minimum", value):
            self.add(pointer, f"{subject(pointer)} must be at least {schema['minimum']}")
        if value > schema.get("maximum", value):
            self.add(pointer, f"{subject(pointer)} must be at most {schema['maximum']:,}")
        if "exclusiveMinimum" in schema and value <= schema["exclusiveMinimum"]:
            self.add(pointer, f"{subject(pointer)} must be more than {schema['exclusiveMinimum']}")

    def _list(self, value: list[object], schema: Schema, pointer: str) -> None:
        if len(value) < schema.get("minItems", 0) and self.document.usable:
            self.add(pointer, f"{subject(pointer)} is an empty list", "Remove the key or add an entry.", key=True)
        most = schema.get("maxItems", len(value))
        if len(value) > most:
            self.add(pointer, f"{subject(pointer)} has {len(value):,} entries, at most {most:,}", key=True)
        for index, item in enumerate(value[:most]):
            self.walk(item, schema.get("items", True), join(pointer, index))

    def _mapping(self, value: dict[str, object], schema: Schema, pointer: str) -> None:
        properties: dict[str, Schema] = schema.get("properties", {})
        for name in schema.get("required", ()):
            if name not in value and self.document.usable:
                self._missing(name, properties.get(name, {}), pointer)
        if len(value) < schema.get("minProperties", 0) and self.document.usable:
            self.add(pointer, f"{subject(pointer)} is empty", first_sentence(schema.get("description")), key=True)
        for name, member in value.items():
            place = join(pointer, name)
            if name in properties:
                self.walk(member, properties[name], place)
                continue
            free = [
                sub for pattern, sub in schema.get("patternProperties", {}).items() if _compiled(pattern).search(name)
            ]
            for sub in free:
                self.walk(member, sub, place)
            if not free and schema.get("additionalProperties") is False:
                self._unknown(name, list(properties), pointer, set(value))

    def _missing(self, name: str, schema: Schema, pointer: str) -> None:
        full = {**self._resolve(schema), **schema} if schema else {}
        advice = first_sentence(full.get("description") or full.get("title"))
        self.add(pointer, f"{owner(split(pointer))} has no `{name}`", f"`{name}`: {advice}" if advice else "", key=True)

    def _unknown(self, name: str, known: list[str], pointer: str, present: set[str]) -> None:
        components = pointer == "/components"
        table = "components" if components else "keys"
        guess = nearest(name, [key for key in known if key not in present], table)
        what = "is no known component" if components else "is no known key"
        where = "" if components or not pointer else f"{owner(split(pointer))}: "
        message = f"{where}`{shorten(name)}` {what}{did_you_mean(guess)}"
        kind = "unknown-component" if components else "unknown-key"
        rest = "Keys of your own start with `x-`." if components or len(known) > 14 else f"Known: {', '.join(known)}."
        self.add(join(pointer, name), message, rest, kind, key=True)
