"""New members of a mapping in a YAML file, put behind one that is there, in the style of what surrounds them."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from openness.fixes.change import Change, Places, apply
from openness.manifest.document import join, parse, split
from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.manifest.document import Document


class Addition(NamedTuple):
    """Members for a mapping: as values, as lines of block style without indentation, and as text between braces."""

    members: dict[str, Any]
    lines: list[str]
    flow: str


def insertion(document: Document, places: Places, pointer: str, after: str, addition: Addition) -> Change | None:
    """The change that adds members to the mapping at `pointer`, behind its key `after`.

    None where the member leaves no certain place behind it, or where the file would then say anything else besides.
    """
    member = join(pointer, after)
    key, opening = document.keys.get(member), document.spans.get(pointer)
    start = places.index(opening.line, opening.column) if opening is not None else None
    if key is None or start is None or member not in document.spans:
        return None
    if places.text[start : start + 1] == "{":
        stretch = places.stretch(document.spans[member])
        if stretch is None:
            return None
        line, place, new = places.line_at(stretch[0]), stretch[1], f", {addition.flow}"
    else:
        line = max(span.line for one, span in document.spans.items() if one == member or one.startswith(f"{member}/"))
        place, newline = places.end_of(line), places.newline(line)
        new = "".join(f"{newline}{' ' * (key.column - 1)}{one}" for one in addition.lines)
    what = f"added {', '.join(f'`{name}`' for name in addition.members)} to `{pointer.strip('/').replace('/', '.')}`"
    change = Change(document.path, place, place, new, line, what)
    return change if _adds_nothing_else(document, places.text, pointer, addition.members, change) else None


def _adds_nothing_else(document: Document, text: str, pointer: str, members: dict[str, Any], change: Change) -> bool:
    """True when the changed file reads as the old one with these members."""
    wanted: Any = copy.deepcopy(document.data)
    holder = wanted
    for part in split(pointer):
        holder = holder[int(part)] if isinstance(holder, list) else holder[part]
    if set(members) & set(holder):
        return False
    holder.update(members)
    return bool(parse(apply(text, [change])[0], document.path).data == wanted)
