"""The miniature repositories under `tests/cases`, one folder for each rule.

A file of a case that holds `@license ID@` stands for that license's text, which is taken from an installed package:
license texts are not committed. One that holds `@safetensors {…}@` (or `@gguf`, `@pytorch`, `@onnx`) stands for the
bytes that `weightfiles` makes of the JSON object.
"""

from __future__ import annotations

import re
from importlib import metadata
from typing import TYPE_CHECKING

from support import ROOT
from weightfiles import stand_in

if TYPE_CHECKING:
    from pathlib import Path

CASES = ROOT / "tests" / "cases"
ALL_CASES = [case for case in sorted(CASES.glob("*/*")) if case.is_dir()]
_STAND_IN = re.compile(r"@license ([A-Za-z0-9.-]+)@\n")


def license_text(identifier: str) -> str:
    """The text of a license that is at hand without being committed."""
    if identifier == "Apache-2.0":
        return (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert identifier == "MIT"
    texts = [one for one in metadata.files("markdown-it-py") or [] if one.name == "LICENSE"]
    return texts[0].read_text(encoding="utf-8")


def policy_of(case: Path) -> Path | None:
    """The policy that a case is judged under: `NAME.policy.yml` beside its folder."""
    place = case.with_name(f"{case.name}.policy.yml")
    return place if place.is_file() else None


def files_of(case: Path) -> dict[str, bytes | str]:
    """The case's files by path, stand-ins replaced."""
    found: dict[str, bytes | str] = {}
    for path in sorted(case.rglob("*")):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            weights = stand_in(text)
            plain = _STAND_IN.sub(lambda match: license_text(match[1]), text)
            found[path.relative_to(case).as_posix()] = plain if weights is None else weights
    return found
