"""Licenses named by citation and repository metadata: CITATION.cff, codemeta.json, .zenodo.json, REUSE.toml, SPDX tags.

Fields: Citation File Format 1.2.0, CodeMeta 2.0, Zenodo's developer documentation, REUSE specification 3.3, SPDX 2.3
annex E, read 2026-11.
"""

from __future__ import annotations

import fnmatch
import json
import re
from typing import TYPE_CHECKING, Any

from openness.evidence.packages import load_toml
from openness.evidence.places import first_place, json_places, toml_place
from openness.licenses.names import read_name
from openness.model import LicenseDeclaration
from openness.patterns import compiled
from openness.vocabulary import CODE_COMPONENTS, DATA_COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_CHARACTERS = 400_000
_TOP_KEY = compiled(r"^(license|type)[ \t]*:[ \t]*(.*?)[ \t]*$")
_LIST_ITEM = compiled(r"^[ \t]*-[ \t]+(.+?)[ \t]*$")
_TAG = compiled(r"SPDX-License-Identifier:[ \t]*([\w.+() -]{2,120}?)(?=[ \t]*(?:\*/|-->|#|\"|'|$))", re.MULTILINE)
TAG_LINES = 12
"""Lines of a file in which a tag counts."""

_COMPONENTS_OF_FOLDERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("weights", ("weights",)),
    ("checkpoints", ("weights",)),
    ("models", ("weights",)),
    ("*.safetensors", ("weights",)),
    ("*.gguf", ("weights",)),
    ("*.bin", ("weights",)),
    ("data", tuple(sorted(DATA_COMPONENTS))),
    ("datasets", tuple(sorted(DATA_COMPONENTS))),
    ("src", tuple(sorted(CODE_COMPONENTS))),
    ("*.py", tuple(sorted(CODE_COMPONENTS))),
    ("tokenizer*", ("tokenizer",)),
    ("config*", ("model-config",)),
)


def read_citation(text: str, path: str) -> Iterator[LicenseDeclaration]:
    """The top-level `license` of a CITATION.cff, one id or a list; `type` says whether it is of software or data.

    The key is read line by line: the file's schema allows plain scalars and block lists only, and a whole YAML parse
    of a long reference list would cost more than the rest of the check.
    """
    rows = text[:MAX_CHARACTERS].splitlines()
    names: list[tuple[str, int, int]] = []
    kind = "software"
    for index, row in enumerate(rows):
        match = _TOP_KEY.match(row)
        if match is None:
            continue
        value = _unquoted(match.group(2))
        if match.group(1) == "type":
            kind = value
        elif value.startswith("["):
            names += [(item, index + 1, row.find(item) + 1) for item in re.findall(r"[\w.+-]{2,80}", value)]
        elif value:
            names.append((value, index + 1, row.find(value) + 1))
        else:
            names += _block_list(rows, index + 1)
    scope = tuple(sorted(DATA_COMPONENTS if kind == "dataset" else CODE_COMPONENTS))
    for raw, line, column in names:
        yield LicenseDeclaration("citation", raw, read_name(raw), path, line, column, scope)


def _block_list(rows: list[str], start: int) -> list[tuple[str, int, int]]:
    found = []
    for index in range(start, min(start + 20, len(rows))):
        match = _LIST_ITEM.match(rows[index])
        if match is None:
            break
        value = _unquoted(match.group(1))
        found.append((value, index + 1, rows[index].find(value) + 1))
    return found


def _unquoted(value: str) -> str:
    bare = value.strip()
    if bare[:1] in ("'", '"'):
        end = bare.find(bare[0], 1)
        return bare[1:end] if end > 0 else bare[1:]
    return bare.partition(" #")[0].strip()


def read_codemeta(text: str, path: str) -> Iterator[LicenseDeclaration]:
    """`license` of a codemeta.json: an address, a name, a CreativeWork, or a list of them."""
    for pointer, raw in _works(_load_json(text).get("license"), "license"):
        yield LicenseDeclaration("codemeta", raw[:200], read_name(raw), path, *_json_place(text, pointer, raw))


def read_zenodo(text: str, path: str) -> Iterator[LicenseDeclaration]:
    """`license` of a .zenodo.json: an id or an object with one. Uploads of type dataset speak of data."""
    loaded = _load_json(text)
    scope = tuple(sorted(DATA_COMPONENTS)) if loaded.get("upload_type") == "dataset" else ()
    for pointer, raw in _works(loaded.get("license"), "license"):
        yield LicenseDeclaration("zenodo", raw[:200], read_name(raw), path, *_json_place(text, pointer, raw), scope)


def _load_json(text: str) -> dict[str, Any]:
    try:
        loaded = json.loads(text[:MAX_CHARACTERS])
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return loaded if isinstance(loaded, dict) else {}


def _works(value: object, pointer: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield pointer, value
    elif isinstance(value, dict):
        for key in ("url", "@id", "id", "name"):
            if isinstance(value.get(key), str):
                yield f"{pointer}.{key}", value[key]
                return
    elif isinstance(value, list):
        for index, item in enumerate(value[:20]):
            if not isinstance(item, list):
                yield from _works(item, f"{pointer}.{index}")


def _json_place(text: str, pointer: str, raw: str) -> tuple[int, int]:
    return json_places(text).get(pointer) or first_place(text, raw)


def read_reuse(text: str, path: str) -> Iterator[LicenseDeclaration]:
    """The annotations of a REUSE.toml, each with the components that its paths speak of."""
    annotations = load_toml(text[:MAX_CHARACTERS]).get("annotations")
    if not isinstance(annotations, list):
        return
    for index, item in enumerate(annotations[:500]):
        if not isinstance(item, dict):
            continue
        named = item.get("SPDX-License-Identifier")
        globs = item.get("path")
        patterns = [globs] if isinstance(globs, str) else [one for one in globs or () if isinstance(one, str)]
        for raw in [named] if isinstance(named, str) else [one for one in named or () if isinstance(one, str)]:
            line, column = toml_place(text, "annotations.SPDX-License-Identifier", raw, index)
            yield LicenseDeclaration("reuse", raw, read_name(raw) or raw, path, line, column, _scope(patterns))


def read_dep5(text: str, path: str) -> Iterator[LicenseDeclaration]:
    """The `License` of each paragraph of a `.reuse/dep5` (Debian's machine-readable format), for the files it names."""
    globs: list[str] = []
    field = ""
    for number, row in enumerate(text[:MAX_CHARACTERS].splitlines(), 1):
        if not row.strip():
            globs, field = [], ""
            continue
        if not row[:1].isspace():
            field, _, rest = row.partition(":")
            field = field.strip().lower()
        else:
            rest = row
        if field == "files":
            globs += rest.split()[:50]
        elif field == "license" and globs and not row[:1].isspace() and rest.strip():
            raw = rest.strip()[:200]
            yield LicenseDeclaration(
                "reuse", raw, read_name(raw) or raw, path, number, row.find(raw) + 1, _scope(globs)
            )


def read_sidecar(text: str, path: str) -> Iterator[LicenseDeclaration]:
    """The SPDX tags of a `NAME.license` file, which speak of the file `NAME` beside it."""
    scope = _scope([path.removesuffix(".license")])
    for tag in read_tags(text, path) if scope else ():
        yield tag._replace(source="reuse", applies_to=scope)


def _scope(patterns: list[str]) -> tuple[str, ...]:
    """Component ids that the globs of an annotation name by folder or extension."""
    found: dict[str, None] = {}
    for glob in patterns[:50]:
        parts = [part for part in glob.lower().split("/") if part not in ("**", "*", "")]
        for name, components in _COMPONENTS_OF_FOLDERS:
            if any(fnmatch.fnmatchcase(part, name) or part == name for part in parts):
                found.update(dict.fromkeys(components))
    return tuple(found)


def read_tags(text: str, path: str) -> Iterator[LicenseDeclaration]:
    """SPDX tags in the first lines of a file."""
    head = "\n".join(text[:4000].splitlines()[:TAG_LINES])
    for match in _TAG.finditer(head):
        raw = match.group(1).strip()
        line = head.count("\n", 0, match.start(1)) + 1
        column = match.start(1) - (head.rfind("\n", 0, match.start(1)) + 1) + 1
        yield LicenseDeclaration("spdx-tag", raw, read_name(raw) or raw, path, line, column)
