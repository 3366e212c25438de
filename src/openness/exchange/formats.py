"""The formats by name, and which one a file has."""

from __future__ import annotations

import json
import re
from importlib import import_module
from typing import TYPE_CHECKING

from openness.errors import UsageError
from openness.patterns import compiled

if TYPE_CHECKING:
    from openness.exchange.result import Converted, Written
    from openness.manifest.entities import Manifest

READERS = {
    "openness": "openness_yml",
    "mof": "mof_read",
    "huggingface": "huggingface",
    "osai-index": "osai_index",
    "cyclonedx": "cyclonedx_read",
    "spdx": "spdx_read",
    "croissant": "croissant",
}
"""Formats that are read, each with the module that does it."""

WRITERS = {
    "openness": "openness_yml",
    "mof": "mof_write",
    "huggingface": "huggingface",
    "cyclonedx": "cyclonedx_write",
    "spdx": "spdx_write",
}
"""Formats that are written, each with the module that does it."""

_TOP_KEYS = (
    ("openness", frozenset({"openness"})),
    ("osai-index", frozenset({"system", "org"})),
    ("osai-index", frozenset({"project", "org"})),
    ("mof", frozenset({"framework", "release"})),
    ("mof", frozenset({"release"})),
    ("openness", frozenset({"model", "components"})),
)
_KEY = compiled(r"^([A-Za-z_][\w-]{0,60}):", re.MULTILINE)
_HEAD = 20_000


def detect(text: str, path: str) -> str:
    """The format of a file. Raises UsageError when it is none of those that are read."""
    body = text.removeprefix("\ufeff").lstrip()
    if not body:
        raise UsageError(f"{path}: the file is empty")
    if body.startswith("{"):
        return _detect_json(body, path)
    name = path.replace("\\", "/").rpartition("/")[2].lower()
    if name.endswith((".md", ".markdown")):
        return "huggingface"
    keys = set(_KEY.findall(text))
    for found, wanted in _TOP_KEYS:
        if wanted <= keys:
            return found
    if name in ("openness.yml", ".openness.yml", "openness.yaml", "mof.yml"):
        return "mof" if name == "mof.yml" else "openness"
    if body.startswith("<"):
        raise UsageError(f"{path}: XML is not read; export the file as JSON")
    raise UsageError(f"{path}: the format is none of {', '.join(READERS)}; say it with --from")


def _detect_json(body: str, path: str) -> str:
    head = body[:_HEAD] + body[-_HEAD:]
    if re.search(r'"bomFormat"\s*:\s*"CycloneDX"', head):
        return "cyclonedx"
    if "mlcommons.org/croissant" in head:
        return "croissant"
    if re.search(r"spdx\.org/rdf/3\.|spdx\.github\.io/spdx-spec/v3", head):
        return "spdx"
    if re.search(r'"spdxVersion"\s*:\s*"SPDX-2', head):
        raise UsageError(f"{path}: SPDX 2 says nothing of AI models; SPDX 3.0.1 JSON-LD is read")
    if re.search(r'"openness"\s*:', head):
        return "openness"
    if re.search(r'"@type"\s*:\s*"(?:sc:|schema:|https?://schema\.org/)?Dataset"', head):
        return "croissant"
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        raise UsageError(f"{path}: not JSON, though it starts like it") from None
    raise UsageError(f"{path}: the format is none of {', '.join(READERS)}; say it with --from")


def read(text: str, path: str, form: str) -> Converted:
    """The manifest that a file amounts to. Raises UsageError when it cannot be read."""
    converted: Converted = import_module(f"openness.exchange.{READERS[form]}").read(text, path)
    return converted


def write(manifest: Manifest, form: str, into: str | None = None, path: str = "README.md") -> Written:
    """The manifest in a format; `into` is the text of the card that front matter is patched into."""
    writer = import_module(f"openness.exchange.{WRITERS[form]}")
    written: Written = writer.write(manifest, into, path) if form == "huggingface" else writer.write(manifest)
    return written
