"""The YAML block at the head of a Markdown file, as model hubs read it, with the place of every value.

Keys and their meaning: Hugging Face hub documentation, "Model Cards", read 2026-11.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from openness.model import Problem
from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    Loaded = Any
    """ruamel's mapping, which carries the places; the package has no stubs for it."""

MAX_BYTES = 65_536
"""Longest block that is read; hub cards seldom exceed 20 KB."""

MAX_DEPTH = 20
_OPENING = compiled(r"\A\ufeff?---[ \t]*\r?\n")
_CLOSING = compiled(r"^(?:---|\.\.\.)[ \t]*\r?$", re.MULTILINE)
_ANCHOR = compiled(r"(?:^|[\s:\-\[,{])[&*][A-Za-z_]", re.MULTILINE)
_MODEL_KEYS = (
    "pipeline_tag",
    "library_name",
    "base_model",
    "model-index",
    "license_link",
    "extra_gated_prompt",
    "inference",
    "widget",
)
_DATASET_KEYS = ("dataset_info", "task_categories", "size_categories", "annotations_creators", "configs", "pretty_name")
_SITE_KEYS = ("layout", "sdk", "permalink")


class Value(NamedTuple):
    """A text of the block and where it stands, counted from the start of the file."""

    text: str
    line: int
    column: int


class FrontMatter(NamedTuple):
    """What the block says. Absent keys give empty tuples or None; `problems` lists what could not be read."""

    end_line: int
    licenses: tuple[Value, ...] = ()
    license_name: Value | None = None
    license_link: Value | None = None
    base_model: tuple[Value, ...] = ()
    base_model_relation: Value | None = None
    datasets: tuple[Value, ...] = ()
    tags: tuple[Value, ...] = ()
    library_name: Value | None = None
    pipeline_tag: Value | None = None
    keys: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def is_model_card(self) -> bool:
        """True when the block holds keys that hubs use for models only."""
        return any(key in self.keys for key in _MODEL_KEYS) and not self.is_dataset_card

    @property
    def is_dataset_card(self) -> bool:
        """True when the block holds keys that hubs use for data sets only."""
        return any(key in self.keys for key in _DATASET_KEYS) and not any(key in self.keys for key in _MODEL_KEYS[:4])

    @property
    def is_site_page(self) -> bool:
        """True when the block belongs to a web page or a demo space."""
        return any(key in self.keys for key in _SITE_KEYS)


def read_front_matter(text: str, path: str = "README.md") -> FrontMatter | None:
    """The front matter of a file's text; None when the file does not start with one.

    YAML that cannot be read gives a FrontMatter without values whose `problems` say where and why. Blocks over
    `MAX_BYTES`, nested deeper than `MAX_DEPTH`, or with anchors or aliases are refused in the same way.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return None
    closing = _CLOSING.search(text, opening.end(), opening.end() + MAX_BYTES)
    if closing is None:
        if len(text) <= opening.end() + MAX_BYTES or ":" not in text[opening.end() : opening.end() + 2000]:
            return None
        return _refused(path, 1, f"the front matter is longer than {MAX_BYTES:,} characters", 1)
    body = text[opening.end() : closing.start()]
    end_line = text.count("\n", 0, closing.start()) + 1
    if not body.strip():
        return FrontMatter(end_line)
    if ":" not in body:
        return None
    if body.count("[") + body.count("{") > 400 and _depth(body) > MAX_DEPTH:
        return _refused(path, 2, "the front matter is nested too deeply", end_line)
    if _ANCHOR.search(body) and _has_anchor(body):
        return _refused(path, 2, "the front matter uses YAML anchors or aliases, which are not read", end_line)
    return _load(body, path, end_line)


def _depth(body: str) -> int:
    depth = deepest = 0
    for char in body:
        if char in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif char in "]}":
            depth -= 1
    return deepest


def _has_anchor(body: str) -> bool:
    """True when a line holds an anchor or alias where YAML would read one, outside quoted and block text."""
    return any(re.match(r"\s*(?:-\s+|[\w.-]{1,60}:\s+)[&*][A-Za-z_][\w-]*\s*$", line) for line in body.splitlines())


def _refused(path: str, line: int, message: str, end_line: int) -> FrontMatter:
    return FrontMatter(end_line, problems=(Problem(path, line, 1, message, kind="front-matter"),))


_STUMBLES = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError)


def _load(body: str, path: str, end_line: int) -> FrontMatter:
    from ruamel.yaml import YAML  # noqa: PLC0415  only files with a front matter pay for the parser
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415

    reader = YAML(typ="rt", pure=True)
    reader.allow_duplicate_keys = True
    try:
        loaded = reader.load(body)
    except MarkedYAMLError as error:
        from openness.manifest.document import Lines  # noqa: PLC0415 - where something is wrong only
        from openness.manifest.yaml_errors import plain_error  # noqa: PLC0415

        why = plain_error(error, body, path, Lines(body))
        message = f"the front matter cannot be read: {why.message}"
        problem = Problem(path, why.line + 1, why.column, message, kind="front-matter")
        return FrontMatter(end_line, problems=(problem,))
    except (YAMLError, *_STUMBLES):
        # The parser itself trips over some texts, such as `- -_`, which it takes for a number.
        return _refused(path, 2, "the front matter cannot be read: it is not YAML that makes sense", end_line)
    if not isinstance(loaded, dict):
        return FrontMatter(end_line)
    return _collect(loaded, end_line)


def _collect(loaded: Loaded, end_line: int) -> FrontMatter:
    def first(key: str) -> Value | None:
        return next(_values(loaded, key), None)

    return FrontMatter(
        end_line,
        licenses=tuple(_values(loaded, "license")),
        license_name=first("license_name"),
        license_link=first("license_link"),
        base_model=tuple(_values(loaded, "base_model")),
        base_model_relation=first("base_model_relation"),
        datasets=tuple(_values(loaded, "datasets")),
        tags=tuple(_values(loaded, "tags")),
        library_name=first("library_name"),
        pipeline_tag=first("pipeline_tag"),
        keys=tuple(str(key) for key in loaded),
    )


def _values(loaded: Loaded, key: str) -> Iterator[Value]:
    """The texts under a key: one for a scalar, several for a list; anything else is left out."""
    held: Loaded = loaded.get(key)
    if held is None or isinstance(held, dict):
        return
    if not hasattr(held, "append"):
        line, column = loaded.lc.value(key)
        yield Value(str(held).strip(), line + 2, column + 1)
        return
    for index, item in enumerate(held[:200]):
        if isinstance(item, (str, int, float)) and not isinstance(item, bool):
            line, column = held.lc.item(index)
            yield Value(str(item).strip(), line + 2, column + 1)
