"""The entry of the hook in a `.pre-commit-config.yaml`, everything else in the file as it was."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.errors import UsageError
from openness.fixes.change import Change, Places, apply
from openness.manifest.document import parse
from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.manifest.document import Document

PATH = ".pre-commit-config.yaml"
HOOK = "openness"

_OURS = compiled(r"[/:]openness(?:\.git)?/?$")


def hook_lines(url: str, revision: str) -> list[str]:
    """The entry as lines of block style, behind the dash of its list."""
    return [f"repo: {url}", f"rev: {revision}", "hooks:", f"  - id: {HOOK}"]


def with_hook(text: str, url: str, revision: str) -> str:
    """The configuration with the entry at the end of `repos`; as it is where it has one already.

    Raises UsageError, with the entry to put in, where the file is written in a way that leaves no certain place for it.
    """
    if not text.strip("\ufeff \t\r\n"):
        return "".join(f"{line}\n" for line in ("repos:", *_item("  ", "- ", url, revision)))
    mark = "\ufeff" * text.startswith("\ufeff")
    text = text.removeprefix("\ufeff")
    document = parse(text, PATH, "configuration")
    repos = document.data.get("repos") if isinstance(document.data, dict) else None
    is_sound = document.usable and all(problem.kind != "duplicate-key" for problem in document.problems)
    if is_sound and isinstance(repos, list):
        if any(isinstance(one, dict) and _OURS.search(str(one.get("repo"))) for one in repos):
            return mark + text
        wanted = [*repos, {"repo": url, "rev": revision, "hooks": [{"id": HOOK}]}]
        for change in _places(document, Places(text), len(repos), url, revision):
            changed = apply(text, [change])[0]
            data = parse(changed, PATH, "configuration").data
            if isinstance(data, dict) and data == {**_as_mapping(document), "repos": wanted}:
                return mark + changed
    entry = f"{{repo: {url}, rev: {revision}, hooks: [{{id: {HOOK}}}]}}"
    raise UsageError(f"{PATH} has no `repos` list that could be added to as it is written; put `- {entry}` into it")


def _as_mapping(document: Document) -> dict[str, object]:
    return document.data if isinstance(document.data, dict) else {}


def _item(indent: str, dash: str, url: str, revision: str) -> list[str]:
    first, *rest = hook_lines(url, revision)
    return [f"{indent}{dash}{first}", *(f"{indent}{' ' * len(dash)}{line}" for line in rest)]


def _places(document: Document, places: Places, number: int, url: str, revision: str) -> Iterator[Change]:
    """Changes that may be right, the likeliest first: behind the last value of the list, or before what follows it."""
    if number == 0:
        span = document.spans.get("/repos")
        start = places.index(span.line, span.column) if span is not None else None
        if start is not None and places.text[start : start + 2] == "[]":
            line = places.line_at(start)
            new = "".join(f"{places.newline(line)}{one}" for one in _item("  ", "- ", url, revision))
            yield Change(PATH, start - (places.text[start - 1] == " "), start + 2, new, line, "")
        return
    last = f"/repos/{number - 1}"
    span = document.spans.get(last)
    start = places.index(span.line, 1) if span is not None else None
    if span is None or start is None:
        return
    lead = re.fullmatch(r"([ ]*)(-[ ]+)", places.text[start : start + span.column - 1])
    if lead is None:
        return
    ends = [one.line for pointer, one in document.spans.items() if pointer.startswith(f"{last}/")]
    following = [one.line for pointer, one in document.keys.items() if pointer.count("/") == 1 and one.line > span.line]
    for line in dict.fromkeys((max(ends, default=span.line), _last_written(places, min(following, default=0)))):
        newline = places.newline(line)
        end = places.end_of(line)
        new = "".join(f"{newline}{one}" for one in _item(lead[1], lead[2], url, revision))
        yield Change(PATH, end, end, new, line, "")


def _last_written(places: Places, before: int) -> int:
    """The last line that holds something, before a line (0: the end of the file)."""
    line = before - 1 if before else places.line_at(len(places.text))
    while line > 1 and not places.text[places.index(line, 1) : places.end_of(line)].strip():
        line -= 1
    return line
