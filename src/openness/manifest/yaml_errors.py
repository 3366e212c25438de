"""The YAML parser's complaints as one plain sentence with a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruamel.yaml.reader import ReaderError

from openness.model import Problem

if TYPE_CHECKING:
    from ruamel.yaml.error import YAMLError

    from openness.manifest.document import Lines

# Fragments of the parser's own words, the sentence that stands for them, what to do, and whether the place to look at
# is where the construct began rather than where the parser gave up.
_SENTENCES: tuple[tuple[str, str, str, bool], ...] = (
    (
        "mapping values are not allowed",
        "`: ` is not expected here",
        'Put a value that contains `: ` in "quotes"; check the indentation, and the space after each `:` above.',
        False,
    ),
    ("'\\t'", "a tab is used for indentation", "Indent with spaces.", False),
    ("could not find expected ':'", "this line is no `key: value`", "Add the `:` or check the indentation.", True),
    ("expected <block end>", "the indentation does not fit the lines above", "Align it with its neighbors.", False),
    ("unknown escape character", "a backslash starts no known escape here", "Use 'single quotes'.", False),
    ("while scanning a quoted scalar", "a quoted text is not closed", "Add the closing quote.", True),
    ("expected ',' or ']'", "a `[` list is not closed or lacks a comma", "Close it with `]`.", True),
    ("expected ',' or '}'", "a `{` mapping is not closed or lacks a comma", "Close it with `}`.", True),
    ("unexpected end of stream", "the file ends inside a value", "Close the quote or bracket.", False),
    ("cannot start any token", "a value cannot start with this character", 'Put the value in "quotes".', False),
    ("expected the node content", "a value is missing or out of place", "Check brackets and commas.", False),
    ("block sequence entries are not allowed", "a list entry cannot stand here", "Put it on a line of its own.", False),
    (
        "expected alphabetic or numeric character",
        "`*`, `&` and `%` have a meaning in YAML",
        'Put it in "quotes".',
        False,
    ),
)
_FALLBACK = ("the file is not valid YAML from here on", "Check quotes, brackets and indentation.", False)


def plain_error(error: YAMLError, text: str, path: str, lines: Lines) -> Problem:
    """The problem that the parser met, without its jargon and always inside the file."""
    if isinstance(error, ReaderError):
        span = lines.span(error.position if isinstance(error.position, int) else 0)
        code = error.character if isinstance(error.character, int) else 0
        message = f"the file holds a character that YAML does not allow (U+{code:04X})"
        return Problem(path, span.line, span.column, message, "Remove it.", "", "yaml")
    said = f"{getattr(error, 'problem', None) or ''} {getattr(error, 'context', None) or ''}"
    message, advice, at_start = next((row[1:] for row in _SENTENCES if row[0] in said), _FALLBACK)
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    mark = next((mark for mark in (reversed(marks) if at_start else marks) if mark is not None), None)
    span = lines.span(min(int(mark.index) if mark is not None else 0, len(text.rstrip())))
    return Problem(path, span.line, span.column, message, advice, "", "yaml")
