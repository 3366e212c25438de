"""The YAML parser's complaints as one plain sentence with a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ruamel.yaml.reader import ReaderError

from openness.model import Problem

if TYPE_CHECKING:
    from ruamel.yaml.error import YAMLError

    from openness.manifest.document import Lines

# Fragments of the parser's own words, the sentence that stands for them, and what to do.
_SENTENCES: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a `: ` stands where no key can be",
        'Put the value in "quotes", or check the indentation.',
    ),
    ("'\\t'", "a tab is used for indentation", "Indent with spaces."),
    ("could not find expected ':'", "this line is no `key: value`", "Add the `:` or check the indentation."),
    ("expected <block end>", "the indentation does not fit the lines above", "Align it with its neighbors."),
    ("while scanning a quoted scalar", "a quoted text is not closed", "Add the closing quote."),
    ("unexpected end of stream", "the file ends inside a value", "Close the quote or bracket."),
    ("expected ',' or ']'", "a `[` list is not closed or lacks a comma", "Close it with `]`."),
    ("expected ',' or '}'", "a `{` mapping is not closed or lacks a comma", "Close it with `}`."),
    ("unknown escape character", "a backslash in a quoted text starts no known escape", "Use 'single quotes'."),
    ("cannot start any token", "a value cannot start with this character", 'Put the value in "quotes".'),
    ("expected the node content", "a value is missing or out of place", "Check brackets, commas and indentation."),
    ("block sequence entries are not allowed", "a list entry (`-`) cannot stand here", "Put it on a line of its own."),
    ("expected alphabetic or numeric character", "`*` and `&` start aliases and anchors", 'Put it in "quotes".'),
)
_FALLBACK = ("the file is not valid YAML from here on", "Check quotes, brackets and indentation.")


def plain_error(error: YAMLError, text: str, path: str, lines: Lines) -> Problem:
    """The problem that the parser met, without its jargon and always inside the file."""
    if isinstance(error, ReaderError):
        span = lines.span(error.position if isinstance(error.position, int) else 0)
        code = error.character if isinstance(error.character, int) else 0
        message = f"the file holds a character that YAML does not allow (U+{code:04X})"
        return Problem(path, span.line, span.column, message, "Remove it.", "", "yaml")
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    index = int(mark.index) if mark is not None else 0
    said = f"{getattr(error, 'problem', None) or ''} {getattr(error, 'context', None) or ''}"
    message, advice = next(
        ((sentence, advice) for fragment, sentence, advice in _SENTENCES if fragment in said), _FALLBACK
    )
    span = lines.span(min(index, len(text.rstrip())))
    return Problem(path, span.line, span.column, message, advice, "", "yaml")
