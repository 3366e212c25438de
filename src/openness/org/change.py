"""What changed in an organization since an earlier scan of it."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]


def with_change(before: Json | None, after: Json) -> Json:
    """The later document with `change` filled in and its findings marked new or known; as it is without an earlier one.

    A repository keeps its place under a new name. One that could not be judged now or then is not compared.
    """
    if before is None:
        return after
    earlier = {row["id"]: row for row in before["repositories"]}
    rows = [_marked(earlier.get(row["id"]), row) for row in after["repositories"]]
    now = {row["id"] for row in rows}
    gone = [row for row in before["repositories"] if row["id"] not in now]
    compared = [(earlier[row["id"]], row) for row in rows if row["id"] in earlier]
    changes = [one for one in (_change(old, new) for old, new in compared) if one is not None]
    added = [row["name"] for row in rows if row["id"] not in earlier]
    document = {**after, "repositories": rows}
    document["summary"] = {
        **after["summary"],
        "findings": {**after["summary"]["findings"], "new": sum(_new(row) for row in rows)},
    }
    document["change"] = {
        "since": before["scanned_at"],
        "added": added,
        "removed": [row["name"] for row in gone] if after["complete"] else [],
        "repositories": changes,
        "new_findings": sum(_new(row) for row in rows),
        "mended_findings": sum(one["mended_findings"] for one in changes),
        "levels": _figures(before, after, "levels"),
    }
    return document


def _marked(old: Json | None, row: Json) -> Json:
    if old is None or old["status"] == "unknown":
        return row
    known = {one["fingerprint"] for one in old["findings"]}
    return {**row, "findings": [{**one, "new": one["fingerprint"] not in known} for one in row["findings"]]}


def _new(row: Json) -> int:
    return sum(one["new"] and one["suppressed"] is None for one in row["findings"])


def _change(old: Json, new: Json) -> Json | None:
    """What is different of one repository, or None."""
    if "unknown" in (old["status"], new["status"]):
        return None
    was = {one["fingerprint"] for one in old["findings"] if one["suppressed"] is None}
    now = {one["fingerprint"] for one in new["findings"] if one["suppressed"] is None}
    mended = len(was - now)
    same_level = old["level"]["observed"] == new["level"]["observed"]
    if same_level and not _new(new) and not mended and old["name"] == new["name"]:
        return None
    return {
        "id": new["id"],
        "name": new["name"],
        "renamed_from": old["name"] if old["name"] != new["name"] else None,
        "level": {"before": old["level"]["observed"], "after": new["level"]["observed"]},
        "new_findings": _new(new),
        "mended_findings": mended,
    }


def _figures(before: Json, after: Json, key: str) -> Json:
    names = list(dict.fromkeys([*after["summary"][key], *before["summary"][key]]))
    return {
        name: {"before": before["summary"][key].get(name, 0), "after": after["summary"][key].get(name, 0)}
        for name in names
    }
