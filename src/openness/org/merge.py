"""Documents of several scans as one.

The order in which documents come does not matter, nor how often one comes, nor which are merged first: of two rows
on the same repository the later scan holds, and every figure is computed anew. What is missing is said.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from openness.errors import UsageError
from openness.org.document import KIND, SCHEMA_VERSION, Content, build_document, content_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Json = dict[str, Any]


def merge(documents: Sequence[Json]) -> Json:
    """One document that holds what all of them hold.

    Raises UsageError where they speak of different organizations or follow different plans.
    """
    contents = [content_of(document) for document in documents]
    if not contents:
        raise UsageError("nothing to merge: give at least one report of `openness org scan --format json`")
    _agree(contents, "organizations", lambda one: f"{one.organization['host']}/{one.organization['login']}".lower())
    _agree(contents, "numbers of shards", lambda one: ", ".join(sorted({str(p["shard"]["of"]) for p in one.parts})))
    _agree(contents, "policies", lambda one: str((one.policy or {}).get("name")))
    rows = _latest(_rows(contents), lambda row: str(row["id"]))
    present = {row["id"] for row in rows}
    skipped = _latest((row for one in contents for row in one.skipped), lambda row: str(row["id"]))
    return build_document(
        Content(
            organization=max((one.organization for one in contents), key=_text),
            parts=tuple(_latest(_parts(contents), lambda one: f"{one['shard']['index']}/{one['shard']['of']}")),
            repositories=tuple(rows),
            skipped=tuple(row for row in skipped if row["id"] not in present),
            not_checked=tuple(_latest((gap for one in contents for gap in one.not_checked), _text)),
            policy=max((one.policy for one in contents if one.policy), key=_text, default=None),
        )
    )


def check_document(document: object, name: str) -> Json:
    """The document, when it is a report of an organization; raises UsageError naming the file when it is not."""
    if not isinstance(document, dict) or document.get("kind") != KIND:
        raise UsageError(f"{name} is not the report of an organization: give what `openness org scan -o FILE` wrote")
    if document.get("schema_version") != SCHEMA_VERSION:
        version = str(document.get("schema_version"))[:20]
        raise UsageError(f"{name} has schema version {version}, this is for {SCHEMA_VERSION}: scan again")
    from openness.org.schema import problems  # noqa: PLC0415 - the validator loads only where reports are read

    found = problems(document)
    if found:
        raise UsageError(f"{name} is not a whole report of an organization: {found[0]}")
    return document


def _agree(contents: Iterable[Content], what: str, key: Callable[[Content], str]) -> None:
    found = sorted({key(one) for one in contents})
    if len(found) > 1:
        raise UsageError(f"the reports are of different {what} ({'; '.join(found[:4])}): merge those of one plan")


def _rows(contents: Iterable[Content]) -> Iterable[Json]:
    return (row for one in contents for row in one.repositories)


def _parts(contents: Iterable[Content]) -> Iterable[Json]:
    return (part for one in contents for part in one.parts)


def _latest(values: Iterable[Json], key: Callable[[Json], str]) -> list[Json]:
    """One value for each key: the latest scan's; of two of the same moment the one that says more, then any, fixed."""
    best: dict[str, Json] = {}
    for value in values:
        held = best.get(key(value))
        if held is None or _rank(value) > _rank(held):
            best[key(value)] = value
    return [best[name] for name in sorted(best)]


def _rank(value: Json) -> tuple[str, bool, str]:
    return (str(value.get("scanned_at", "")), value.get("status") != "unknown", _text(value))


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True)
