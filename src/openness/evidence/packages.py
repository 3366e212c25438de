"""Licenses named by package metadata: pyproject.toml, setup.cfg, setup.py, package.json, Cargo.toml.

Package metadata speaks of the code that the package installs, never of weights or data. Fields: PyPA core metadata and
PEP 639, npm's package.json, Cargo's manifest format, read 2026-11.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from openness.evidence.places import first_place, json_places, toml_place
from openness.licenses.names import read_name
from openness.model import LicenseDeclaration
from openness.vocabulary import CODE_COMPONENTS

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    Node = Any

CODE = tuple(sorted(CODE_COMPONENTS))
MAX_CHARACTERS = 400_000
_CLASSIFIER = "License ::"
_UNTELLING = frozenset(
    {"License :: OSI Approved", "License :: Other/Proprietary License", "License :: Free For Educational Use"}
)
_NAME_LENGTH = 200
_MOST_DOTS = 150
"""Of a line of TOML: the parser takes the square of the length of `a.a.a…`, and nobody nests that deep."""


def load_toml(text: str) -> dict[str, Any]:
    """The TOML text as a mapping; raises ValueError when it cannot be read."""
    if sys.version_info >= (3, 11):
        import tomllib  # noqa: PLC0415  only repositories with TOML files pay for the parser
    else:
        import tomli as tomllib  # noqa: PLC0415
    if any(line.count(".") > _MOST_DOTS for line in text.splitlines()):
        raise ValueError("nested too deeply")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def read_pyproject(text: str, path: str) -> Iterator[LicenseDeclaration]:
    """The license of `[project]` (a string, or the old table) and of Poetry, and license classifiers."""
    loaded = _table(load_toml(text[:MAX_CHARACTERS]))
    project = _table(loaded.get("project"))
    poetry = _table(_table(loaded.get("tool")).get("poetry"))
    for name, table in (("project", project), ("tool.poetry", poetry)):
        license_field = table.get("license")
        if isinstance(license_field, str):
            yield _made("pyproject", license_field, path, toml_place(text, f"{name}.license", license_field))
        elif isinstance(license_field, dict) and isinstance(license_field.get("text"), str):
            raw = license_field["text"]
            yield _made("pyproject", raw, path, toml_place(text, f"{name}.license.text", raw))
        yield from _classifiers("pyproject", table.get("classifiers"), text, path)


def read_setup_cfg(text: str, path: str) -> Iterator[LicenseDeclaration]:
    """`license` and license classifiers of `[metadata]`."""
    import configparser  # noqa: PLC0415 - few repositories have such a file

    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(text[:MAX_CHARACTERS])
    except configparser.Error as error:
        raise ValueError(str(error)) from error
    if not parser.has_section("metadata"):
        return
    metadata = dict(parser.items("metadata"))
    raw = metadata.get("license")
    if raw and not raw.startswith("file:"):
        yield _made("setup.cfg", raw, path, _ini_place(text, "license", raw))
    listed = [row.strip() for row in (metadata.get("classifiers") or metadata.get("classifier") or "").splitlines()]
    yield from _classifiers("setup.cfg", listed, text, path)


def read_setup_py(text: str, path: str) -> Iterator[LicenseDeclaration]:
    """`license=` and `classifiers=` of the setup call where they are literals; the file is parsed, never run."""
    import ast  # noqa: PLC0415

    try:
        tree = ast.parse(text[:MAX_CHARACTERS])
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ValueError(str(error)) from error
    names = _literal_names(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or _called(node) != "setup":
            continue
        for keyword in node.keywords:
            value = names.get(keyword.value.id, keyword.value) if isinstance(keyword.value, ast.Name) else keyword.value
            if keyword.arg == "license" and isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield _made("setup.py", value.value, path, _node_place(text, value))
            elif keyword.arg == "classifiers" and isinstance(value, (ast.List, ast.Tuple)):
                for item in value.elts:
                    if isinstance(item, ast.Constant) and isinstance(item.value, str) and _telling(item.value):
                        yield _made("setup.py", item.value, path, _node_place(text, item))


def read_package_json(text: str, path: str) -> Iterator[LicenseDeclaration]:
    """`license`, or the old `licenses` list; `SEE LICENSE IN` names none."""
    loaded = _load_json(text)
    places: dict[str, tuple[int, int]] | None = None
    for pointer, raw in _npm_names(loaded):
        if raw.upper().startswith("SEE LICEN") or raw.upper() == "UNLICENSED":
            continue
        if places is None:
            places = json_places(text)
        yield _made("package.json", raw, path, places.get(pointer) or first_place(text, raw))


def read_cargo(text: str, path: str) -> Iterator[LicenseDeclaration]:
    """`package.license`; the old `/` between names means OR."""
    loaded = load_toml(text[:MAX_CHARACTERS])
    for name, table in (
        ("package", loaded.get("package")),
        ("workspace.package", _table(loaded.get("workspace")).get("package")),
    ):
        raw = _table(table).get("license")
        if isinstance(raw, str):
            yield _made("cargo", raw.replace("/", " OR "), path, toml_place(text, f"{name}.license", raw), written=raw)


def _made(source: str, raw: str, path: str, place: tuple[int, int], written: str | None = None) -> LicenseDeclaration:
    shown = (written or raw).strip()
    name = raw.strip()
    expression = read_name(name) if len(name) <= _NAME_LENGTH else None
    return LicenseDeclaration(source, shown[:_NAME_LENGTH], expression, path, place[0], place[1], CODE)


def _telling(classifier: str) -> bool:
    return classifier.startswith(_CLASSIFIER) and classifier not in _UNTELLING


def _classifiers(source: str, listed: object, text: str, path: str) -> Iterator[LicenseDeclaration]:
    if not isinstance(listed, list):
        return
    for raw in listed[:200]:
        if isinstance(raw, str) and _telling(raw):
            yield _made(source, raw, path, first_place(text, raw))


def _table(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _load_json(text: str) -> object:
    try:
        loaded: object = json.loads(text[:MAX_CHARACTERS])
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    return loaded


def _npm_names(loaded: object) -> Iterator[tuple[str, str]]:
    table = _table(loaded)
    field = table.get("license")
    if isinstance(field, str):
        yield "license", field
    elif isinstance(field, dict) and isinstance(field.get("type"), str):
        yield "license.type", field["type"]
    several = table.get("licenses")
    if isinstance(several, list):
        for index, item in enumerate(several[:20]):
            if isinstance(item, str):
                yield f"licenses.{index}", item
            elif isinstance(item, dict) and isinstance(item.get("type"), str):
                yield f"licenses.{index}.type", item["type"]


def _ini_place(text: str, key: str, raw: str) -> tuple[int, int]:
    for number, row in enumerate(text.splitlines(), 1):
        name, mark, rest = row.partition("=")
        if not mark:
            name, mark, rest = row.partition(":")
        if mark and name.strip().lower() == key:
            return number, len(name) + len(mark) + (len(rest) - len(rest.lstrip())) + 1
    return first_place(text, raw)


def _called(node: ast.Call) -> str:
    target: Node = node.func
    return getattr(target, "id", None) or getattr(target, "attr", None) or ""


def _literal_names(tree: ast.Module) -> dict[str, ast.expr]:
    """Module-level names that hold a literal, so that `license=LICENSE` can be read."""
    import ast  # noqa: PLC0415

    found: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, (ast.Constant, ast.List, ast.Tuple)):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found[target.id] = node.value
    return found


def _node_place(text: str, node: ast.expr) -> tuple[int, int]:
    """The node's line and its column in characters (the parser counts bytes)."""
    row = text.splitlines()[node.lineno - 1] if node.lineno <= text.count("\n") + 1 else ""
    column = len(row.encode("utf-8")[: node.col_offset].decode("utf-8", "ignore")) + 1
    return node.lineno, column
