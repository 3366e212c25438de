"""YAML texts from anywhere, read by the manifest's bounded reader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.errors import UsageError
from openness.exchange.result import place_of
from openness.manifest.document import parse

if TYPE_CHECKING:
    from openness.manifest.document import Document


def parse_yaml(text: str, path: str, empty: dict[str, object] | None = None, below: int = 0) -> Document:
    """The document; `empty` stands for a text without any value, `below` is the number of lines before it.

    Raises UsageError when it cannot be read to its end or is no mapping.
    """
    document = parse(text, path)
    if not document.problems and document.data is None and empty is not None:
        return document._replace(data=empty)
    if not document.usable or not isinstance(document.data, dict):
        problem = document.problems[0] if document.problems else None
        if problem is None:
            raise UsageError(f"{path}: the file is no mapping of keys and values")
        raise UsageError(f"{place_of(path, problem, below)}: {problem.message}")
    return document
