"""How messages call values, their types and their places."""

from __future__ import annotations

from openness.manifest.complaint import shorten
from openness.manifest.document import split

TYPE_WORDS = {
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "object": "a mapping (`key: value` lines)",
    "array": "a list",
    "null": "empty",
}


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


def owner(parts: list[str], noun: str = "manifest") -> str:
    """How a message calls a mapping or an entry of a list; `noun` is what it calls the file."""
    if not parts:
        return f"the {noun}"
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


def subject(pointer: str, noun: str = "manifest") -> str:
    """How a message calls a value: whose it is and which key."""
    parts = split(pointer)
    if len(parts) < 2 or parts[-1].isdigit() or (len(parts) == 2 and parts[0] == "components"):
        return owner(parts, noun)
    return f"{owner(parts[:-1])}: `{shorten(parts[-1])}`"


def kind_of_word(pointer: str) -> tuple[str, str]:
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
