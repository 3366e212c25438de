"""The miniature repositories under `tests/cases`, one folder for each rule.

A file of a case that holds `@license ID@` stands for that license's text, which is taken from an installed package:
license texts are not committed (`MIT-with-no-holder` and `MIT-with-blank-holder` are MIT without its copyright line).
One that holds `@safetensors {…}@` (or `@gguf`, `@pytorch`, `@onnx`) stands for the bytes that `weightfiles` makes of
the JSON object. A case with `remote.json` is judged with what that says of other places.
"""

from __future__ import annotations

import json
import re
from importlib import metadata
from typing import TYPE_CHECKING, Any

from openness.evidence.remote import HubRepository, LfsObject, Place, Release, RemoteFacts, RemoteFile
from openness.weights.header import WeightHeader
from support import ROOT
from weightfiles import stand_in

if TYPE_CHECKING:
    from pathlib import Path

CASES = ROOT / "tests" / "cases"
ALL_CASES = [case for case in sorted(CASES.glob("*/*")) if case.is_dir()]
REMOTE = "remote.json"
"""What was learned of other places, where a case is about them."""
_HOLDERS = {"blank-holder": "Copyright (c) [year] [fullname]", "no-holder": ""}
_STAND_IN = re.compile(r"@license ([A-Za-z0-9.-]+)@\n")


def license_text(identifier: str) -> str:
    """The text of a license that is at hand without being committed."""
    if identifier == "Apache-2.0":
        return (ROOT / "LICENSE").read_text(encoding="utf-8")
    plain, _, holder = identifier.partition("-with-")
    assert plain == "MIT"
    texts = [one for one in metadata.files("markdown-it-py") or [] if one.name == "LICENSE"]
    text = texts[0].read_text(encoding="utf-8")
    return re.sub(r"(?m)^Copyright .*$", _HOLDERS[holder], text) if holder else text


def policy_of(case: Path) -> Path | None:
    """The policy that a case is judged under: `NAME.policy.yml` beside its folder."""
    place = case.with_name(f"{case.name}.policy.yml")
    return place if place.is_file() else None


def files_of(case: Path) -> dict[str, bytes | str]:
    """The case's files by path, stand-ins replaced."""
    found: dict[str, bytes | str] = {}
    for path in sorted(case.rglob("*")):
        if path.is_file() and path != case / REMOTE:
            text = path.read_text(encoding="utf-8")
            weights = stand_in(text)
            plain = _STAND_IN.sub(lambda match: license_text(match[1]), text)
            found[path.relative_to(case).as_posix()] = plain if weights is None else weights
    return found


def remote_of(case: Path) -> RemoteFacts | None:
    """The case's recorded answers of other places."""
    place = case / REMOTE
    if not place.is_file():
        return None
    said = json.loads(place.read_text(encoding="utf-8"))
    return RemoteFacts(
        moment=said.get("moment", "manual"),
        hubs={key: _hub(key, one) for key, one in said.get("hubs", {}).items()},
        releases={
            key: Release(**{"tag": key, **one, "assets": _files(one), "tree": _tuple(one.get("tree"))})
            for key, one in said.get("releases", {}).items()
        },
        places={key: Place(key, **one) for key, one in said.get("places", {}).items()},
        lfs=tuple(LfsObject(**one) for one in said.get("lfs", ())),
        release_tag=said.get("release_tag"),
    )


def _hub(key: str, said: dict[str, Any]) -> HubRepository:
    headers = tuple(
        (path, WeightHeader("gguf", licenses=(("general.license", name),)))
        for path, name in said.pop("headers", {}).items()
    )
    listed = {name: tuple(said.pop(name, ())) for name in ("licenses", "base_models")}
    return HubRepository(key, **{**said, **listed, "headers": headers, "files": _files(said)})


def _files(said: dict[str, Any]) -> tuple[RemoteFile, ...]:
    return tuple(RemoteFile(**one) for one in (*said.get("files", ()), *said.get("assets", ())))


def _tuple(value: list[str] | None) -> tuple[str, ...] | None:
    return None if value is None else tuple(value)
