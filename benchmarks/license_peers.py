"""Other programs that identify licenses: how each is started, and what ids it gives for files.

A program is looked for in the folders given, then on PATH. Names that programs have for the same text are folded to
those of this project's catalog, so that nobody loses by a spelling: see `fold`.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from openness.licenses.data import load_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Found = dict[str, set[str]]
"""Ids by file name."""

_NO_LICENSE = re.compile(
    r"^LicenseRef-scancode-(?:proprietary-license|commercial-license|warranty-disclaimer|generic-\S+|other-\S+"
    r"|unknown\S*|free-unknown|public-domain-disclaimer)$|^(?:NOASSERTION|NONE|UNKNOWN|None)$"
)
_SAME = {
    "apple-excl": "LicenseRef-apple-sample-code",
    "bigscience-open-rail-m2": "LicenseRef-OpenRAIL++-M",
    "flux-1-nc": "LicenseRef-flux-1-dev-nc-1.0",
    "llama-3-license-2024": "LicenseRef-llama-3",
    "stability-ai-nc-2023-12-06": "LicenseRef-stability-nc-community",
    "openmdw-1.0": "OpenMDW-1.0",
}
"""scancode's keys of texts that the catalog has from elsewhere."""


class Peer(NamedTuple):
    """A program: `start` gives the commands that read files (copies of them stand alone in the second, a folder)."""

    name: str
    program: str
    version: tuple[str, ...]
    start: Callable[[str, Sequence[Path], Path], list[list[str]]]
    identify: Callable[[str, Sequence[Path]], Found]


def fold(ids: str) -> set[str]:
    """The ids of an expression as the catalog writes them; what names no particular license is left out."""
    found = set()
    for part in re.split(r"\s+(?:AND|OR|and/or|and|or|WITH)\s+", ids):
        one = re.sub(r"\[.*\]$", "", part.strip(" ()"))
        one = re.sub(r"(?:-or-later|\+)$", "-only", one)
        if one and not _NO_LICENSE.match(one):
            key = one.removeprefix("LicenseRef-scancode-").lower()
            found.add(_scancode_keys().get(key, one) if one.startswith("LicenseRef-") else one)
    return found


def _scancode_keys() -> dict[str, str]:
    keys = dict(_SAME)
    for identifier, entry in load_json("catalog.json")["entries"].items():
        match = re.search(r"licensedcode/data/licenses/(\S+)\.LICENSE", str(entry.get("source", "")))
        if match and identifier.startswith("LicenseRef-"):
            keys[match[1].lower()] = identifier
    return keys


def find(program: str, folders: Sequence[str]) -> str | None:
    """Where a program is; the folder of this Python comes after those given."""
    return shutil.which(program, path=os.pathsep.join([*folders, str(Path(sys.executable).parent), os.environ["PATH"]]))


def version_of(peer: Peer, program: str) -> str:
    """The version that a program says it has."""
    done = _run([_beside(program, peer.version[0]), *peer.version[1:]])
    match = re.search(r"\d+(?:\.\d+)+", done)
    return match[0] if match else "?"


def _run(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=False, errors="replace").stdout


def _beside(program: str, name: str) -> str:
    """A program of the same folder, so that a peer's own Python is asked."""
    return program if name == "=" else str(Path(program).parent / name)


def _openness(program: str, files: Sequence[Path]) -> Found:
    found: Found = {file.name: set() for file in files}
    answer = json.loads(_run([program, "license", "--format", "json", *map(str, files)]))
    for entry in answer["licenses"]:
        if entry.get("expression") and entry["match"] not in ("unknown", "partial"):
            found[Path(entry["path"]).name] |= fold(entry["expression"])
    return found


def _scancode(program: str, files: Sequence[Path]) -> Found:
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            shutil.copy(file, folder)
        out = Path(folder, "scancode-out.json")
        _run([program, "-q", "-n", "1", "--license", "--json", str(out), folder])
        scanned = json.loads(out.read_text(encoding="utf-8"))["files"]
    return {Path(one["path"]).name: fold(one.get("detected_license_expression_spdx") or "") for one in scanned}


def _licensee(program: str, files: Sequence[Path]) -> Found:
    def one(file: Path) -> tuple[str, set[str]]:
        with tempfile.TemporaryDirectory() as folder:
            shutil.copy(file, Path(folder, "LICENSE"))
            answer = json.loads(_run([program, "detect", "--json", folder]) or "{}")
        return file.name, {name for item in answer.get("licenses", []) for name in fold(str(item["spdx_id"]))}

    return _one_by_one(one, files)


def _identify(program: str, files: Sequence[Path]) -> Found:
    script = (
        "import json,sys;from identify.identify import license_id;"
        "print(json.dumps([license_id(path) for path in sys.argv[1:]]))"
    )
    answer = json.loads(_run([_beside(program, "python"), "-c", script, *map(str, files)]))
    return {file.name: fold(name or "") for file, name in zip(files, answer, strict=True)}


def _licenseid(program: str, files: Sequence[Path]) -> Found:
    def one(file: Path) -> tuple[str, set[str]]:
        answer = re.findall(r"LICENSE_ID=(\S+)", _run([program, "match", "--top", "1", str(file)]))
        return file.name, {name for item in answer for name in fold(item)}

    return _one_by_one(one, files)


def _licensecheck(program: str, files: Sequence[Path]) -> Found:
    found: Found = {}
    for row in _run([program, "--shortname-scheme=spdx", "--machine", "--check", ".*", *map(str, files)]).splitlines():
        path, _, name = row.partition("\t")
        found[Path(path).name] = fold(name.partition("\t")[0])
    return found


def _one_by_one(one: Callable[[Path], tuple[str, set[str]]], files: Sequence[Path]) -> Found:
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return dict(pool.map(one, files))


_IDENTIFY = "import sys;from identify.identify import license_id;[license_id(path) for path in sys.argv[1:]]"
_ASK = "import importlib.metadata as m;print(m.version('{}'))"

PEERS = (
    Peer(
        "openness",
        "openness",
        ("=", "--version"),
        lambda program, files, _: [[program, "license", *map(str, files)]],
        _openness,
    ),
    Peer(
        "scancode-toolkit-mini",
        "scancode",
        ("python", "-c", _ASK.format("scancode-toolkit-mini")),
        lambda program, _, folder: [
            [program, "-q", "-n", "1", "--license", "--json", str(folder.parent / "out.json"), str(folder)]
        ],
        _scancode,
    ),
    Peer(
        "licensee",
        "licensee",
        ("=", "version"),
        lambda program, _, folder: [[program, "detect", str(folder)]],
        _licensee,
    ),
    Peer(
        "identify[license]",
        "identify-cli",
        ("python", "-c", _ASK.format("identify")),
        lambda program, files, _: [[_beside(program, "python"), "-c", _IDENTIFY, *map(str, files)]],
        _identify,
    ),
    Peer(
        "licenseid",
        "licenseid",
        ("python", "-c", _ASK.format("licenseid")),
        lambda program, files, _: [[program, "match", str(file)] for file in files],
        _licenseid,
    ),
    Peer(
        "licensecheck",
        "licensecheck",
        ("=", "--version"),
        lambda program, files, _: [
            [program, "--shortname-scheme=spdx", "--machine", "--check", ".*", *map(str, files)]
        ],
        _licensecheck,
    ),
)
