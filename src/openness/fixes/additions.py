"""What a manifest lacks and the repository holds as a fact: digests and sizes of pointers, files in the tree."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Any

from openness.fixes.change import Change, Places
from openness.fixes.insertion import Addition, insertion
from openness.fixes.manifest import Doubt
from openness.manifest.document import join
from openness.manifest.locations import parse_location
from openness.report.manifest_draft import SCHEMA_COPY
from openness.report.yaml_scalar import scalar
from openness.rules.declared_files import is_below, local_paths
from openness.vocabulary import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.findings.finding import Finding
    from openness.manifest.document import Document
    from openness.manifest.entities import DeclaredComponent
    from openness.model import ObservedComponent
    from openness.weights.facts import WeightFile

_POINTERS = frozenset({"lfs", "annex"})
_MOST_FILES = 100
_PLAIN_FILES = frozenset({"weights", "tokenizer", "adapters"})
"""Components that are files and nothing else: in the repository means released."""

_SURE = 0.9


def additions(facts: Facts, findings: list[Finding], text: str) -> Iterator[Change | Doubt]:
    """Every addition to the manifest that rests on a fact; `text` is what it was read from."""
    loaded = facts.manifest
    if loaded is None or loaded.manifest is None or not loaded.document.usable:
        return
    places = Places(text)
    yield from _schema_line(facts, loaded.document, text, places)
    held = {one.path: one for one in facts.weights.files if one.stored in _POINTERS and one.sha256}
    for entry in loaded.manifest.components if held else ():
        if entry.status in ("released", "partial"):
            yield from _digests(entry, held, loaded.document, places)
    yield from _undeclared(facts, findings, loaded.document, places)


def _schema_line(facts: Facts, document: Document, text: str, places: Places) -> Iterator[Change]:
    beside = posixpath.join(posixpath.dirname(document.path), SCHEMA_COPY)
    if "yaml-language-server" not in text and facts.repository.exists(beside):
        new = f"# yaml-language-server: $schema={SCHEMA_COPY}{places.newline(1)}"
        yield Change(document.path, 0, 0, new, 1, "added the line that tells editors of the schema")


def _digests(
    entry: DeclaredComponent, held: dict[str, WeightFile], document: Document, places: Places
) -> Iterator[Change]:
    paths = local_paths(entry)
    for number, file in enumerate(entry.files):
        found = held.get(posixpath.normpath(file.path)) or next(
            (held[one] for path in paths if (one := posixpath.normpath(posixpath.join(path, file.path))) in held), None
        )
        if found is not None and file.digest is None:
            pointer = join(join(entry.pointer, "files"), number)
            yield from _one(document, places, pointer, "path", _facts(found, has_size=file.size is not None))
    if entry.files or entry.digest or len(entry.locations) != 1 or len(paths) != 1:
        return
    below = [one for path, one in sorted(held.items()) if is_below(path, paths)]
    if paths[0] in held:
        yield from _one(document, places, entry.pointer, "location", {"digest": f"sha256:{held[paths[0]].sha256}"})
    elif 0 < len(below) <= _MOST_FILES:
        yield from _files(document, places, entry.pointer, below)


def _facts(file: WeightFile, *, has_size: bool = False) -> dict[str, Any]:
    size = {} if has_size or file.size is None else {"size": file.size}
    return {"digest": f"sha256:{file.sha256}", **size}


def _one(document: Document, places: Places, pointer: str, after: str, members: dict[str, Any]) -> Iterator[Change]:
    lines = [f"{name}: {value}" for name, value in members.items()]
    change = insertion(document, places, pointer, after, Addition(members, lines, ", ".join(lines)))
    if change is not None:
        yield change._replace(rule="OM316")


def _files(document: Document, places: Places, pointer: str, files: list[WeightFile]) -> Iterator[Change]:
    rows = [{"path": one.path, **_facts(one)} for one in files]
    lines = ["files:"]
    flows = []
    for row in rows:
        pairs = [f"{name}: {scalar(value) if name == 'path' else value}" for name, value in row.items()]
        lines += [f"  - {pairs[0]}", *(f"    {pair}" for pair in pairs[1:])]
        flows.append("{" + ", ".join(pairs) + "}")
    flow = f"files: [{', '.join(flows)}]"
    change = insertion(document, places, pointer, "location", Addition({"files": rows}, lines, flow))
    if change is not None:
        yield change._replace(rule="OM316")


def _undeclared(facts: Facts, findings: list[Finding], document: Document, places: Places) -> Iterator[Change | Doubt]:
    """Entries for released components that the manifest does not mention, as the rule about them finds."""
    components = {one.id: one for one in facts.evidence.components}
    data = document.data if isinstance(document.data, dict) else {}
    listed = data.get("components")
    for finding in findings:
        if finding.rule != "OM303" or finding.suppressed is not None or not isinstance(listed, dict):
            continue
        name = next((one for one in COMPONENTS if f" {one}, " in finding.message), None)
        component = components.get(name or "")
        if component is None or component.id in listed:
            continue
        change = _entry(facts, component, list(listed), document, places)
        line = finding.line or 1
        yield change or Doubt(document.path, line, f"{finding.message} Whether to declare it is yours to say.", "OM303")


def _entry(
    facts: Facts, component: ObservedComponent, listed: list[str], document: Document, places: Places
) -> Change | None:
    """The entry behind the nearest component of the usual order whose value is one word."""
    place = component.locations[0] if component.locations else ""
    location = parse_location(place)
    if component.id not in _PLAIN_FILES or component.confidence < _SURE or not facts.repository.exists(place):
        return None
    if location is None or location.kind != "path":
        return None
    members = {"status": "released", "location": place}
    lines = [f"{component.id}:", "  status: released", f"  location: {scalar(place)}"]
    flow = f"{component.id}: {{status: released, location: {scalar(place)}}}"
    addition = Addition({component.id: members}, lines, flow)
    for after in reversed(listed):
        change = insertion(document, places, "/components", after, addition)
        if change is not None:
            return change._replace(rule="OM303")
    return None
