"""The catalog of licenses, put together from the SPDX list, readers' notes on model licenses and the overlay."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter
from typing import TYPE_CHECKING, Any

from openness.licenses.clauses import read_number
from openness.licenses.tokens import read_words

if TYPE_CHECKING:
    from pathlib import Path

    from license_templates import SpdxLicense

Row = dict[str, Any]
_WINDOW, _GRAMS = 14, 4
_KINDS = {"license": "model", "use-policy": "policy", "terms-of-use": "model"}


def spdx_file(licenses: Row, exceptions: Row, newer: list[SpdxLicense], date: str) -> Row:
    """The SPDX list in short: id to name and flags (o OSI-approved, f FSF-free, d deprecated).

    `newer` are licenses of the list's sources, some of which the published list does not have yet.
    """
    rows = {item.id: [item.name, "o" * item.osi] for item in newer if not item.exception and not item.deprecated}
    for row in sorted(licenses["licenses"], key=lambda row: str(row["licenseId"])):
        flags = "o" * bool(row.get("isOsiApproved")) + "f" * bool(row.get("isFsfLibre"))
        rows[row["licenseId"]] = [row["name"], flags + "d" * bool(row["isDeprecatedLicenseId"])]
    return {
        "source": "https://spdx.org/licenses/",
        "date": date,
        "licenses": dict(sorted(rows.items())),
        "exceptions": sorted(row["licenseExceptionId"] for row in exceptions["exceptions"]),
    }


def catalog_file(facts: Path, table: Path, overlay: Row, texts: Path, date: str) -> Row:
    """What is known of each license beyond the SPDX list; the notes win over the table."""
    entries: dict[str, Row] = {}
    for row in json.loads(table.read_text(encoding="utf-8"))["licences"]:
        entries[row["id"]] = _from_table(row)
    origins = {row["id"]: row for row in json.loads((texts / "sources.json").read_text(encoding="utf-8"))}
    for line in facts.read_text(encoding="utf-8").splitlines():
        note = json.loads(line)
        entries[note["id"]] = entries.get(note["id"], {}) | _from_notes(
            note, origins.get(note["id"], {}), texts / f"{note['id']}.txt"
        )
    _add_named(entries, origins, overlay)
    _add_openness(entries, overlay)
    for identifier, row in overlay["entries"].items():
        entries.setdefault(identifier, {}).update(row)
    _add_relations(entries, overlay)
    return {
        "date": date,
        "okd_source": overlay["okd"]["source"],
        "families": overlay["family_of_version_unsure"],
        "entries": dict(sorted((key, _tidy(value)) for key, value in entries.items())),
    }


def _add_named(entries: dict[str, Row], origins: dict[str, Row], overlay: Row) -> None:
    for identifier, row in overlay["by_name_only"].items():
        origin = origins.get(identifier)
        source = _where(origin) if origin else "by name; the text was not at hand"
        named = {**row, "restrictions": _plain(row["restrictions"]), "source": source}
        entries.setdefault(identifier, {}).update({key: value for key, value in named.items() if value is not None})
        entries[identifier].setdefault("open", None)


def _add_openness(entries: dict[str, Row], overlay: Row) -> None:
    for identifier, restrictions in overlay["restricted"].items():
        entry = entries.setdefault(identifier, {})
        entry["restrictions"] = _plain(restrictions) or entry.get("restrictions", [])
        if restrictions:
            entry |= {"open": False, "open_by": "our list: the text restricts use, users or changes"}
    for identifier, why in overlay["open"].items():
        entries.setdefault(identifier, {}).update({"open": True, "open_by": f"our list: {why}"})
    for identifier in overlay["okd"]["ids"]:
        entries.setdefault(identifier, {})["okd"] = True


def _add_relations(entries: dict[str, Row], overlay: Row) -> None:
    for identifier, base in overlay["modifications"].items():
        entries[identifier]["modification_of"] = base
    for identifier, title in overlay["titles"].items():
        entries[identifier]["title"] = title
    for identifier, prefixes in overlay["generic"].items():
        entries[identifier]["stands_for"] = prefixes
    for key in ("version_free", "product_free"):
        for identifier in overlay[key]:
            entries[identifier][key] = True
    for old, new in overlay["replaces"].items():
        entries[new].setdefault("aliases", []).append(old)


def split_notes(catalog: Row) -> Row:
    """Takes what only explanations need out of the catalog, into a file of its own."""
    notes = {}
    for identifier, entry in catalog["entries"].items():
        says = [item.pop("says", "") for item in entry.get("restrictions", ())]
        if any(says):
            notes[identifier] = says
    return {"date": catalog["date"], "says": notes}


def _from_table(row: Row) -> Row:
    spdx = bool(row["spdx"])
    entry: Row = {
        "name": row["name"],
        "family": row["family"],
        "steward": row["steward"],
        "year": row["year"],
        "kind": row["kind"],
        "restrictions": [
            {
                "kind": item["restriction"],
                "value": _amount(item["restriction"], item.get("value")),
                "section": item.get("section"),
            }
            for item in row["restrictions"]
        ],
        "hf": [row["hf_tag"]] if row.get("hf_tag") else [],
        "source": row["read_from"],
    }
    if row.get("okd_conformant"):
        entry["okd"] = True
    if not spdx:
        entry["open"] = False
    return entry


def _from_notes(note: Row, origin: Row, text: Path) -> Row:
    places = _Places(text.read_text(encoding="utf-8", errors="replace"))
    verdict = {"open": True, "restricted": False}.get(note["open"])
    entry: Row = {
        "title": note["title"],
        "version": note["version"],
        "steward": note["steward"],
        "covers": note["covers"],
        "restrictions": [
            {
                "kind": item["kind"],
                "value": _amount(item["kind"], item.get("value")),
                "section": item.get("section"),
                "says": item.get("summary"),
                "grams": places.grams(item["line"]) if item.get("line") else None,
            }
            for item in note["restrictions"]
        ],
        "obligations": [{key: item.get(key) for key in ("kind", "value", "section")} for item in note["obligations"]],
        "updates_bind": note["updates_bind"],
        "acceptance_gate": note["acceptance_gate"],
        "open": verdict,
        "open_by": f"our list: {note['why']}",
        "source": _where(origin),
        "sha256": origin.get("sha256"),
    }
    if note["kind"] != "license" or not note.get("covers"):
        entry["kind"] = _KINDS[note["kind"]]
    entry.setdefault("name", note["title"])
    return {key: value for key, value in entry.items() if value is not None or key == "open"}


class _Places:
    """Grams by which a line of a text can be found again in a copy of it."""

    def __init__(self, text: str) -> None:
        self._words = read_words(text)
        self._seen = Counter(self._words.grams)

    def grams(self, line: int) -> list[int]:
        """Hashes of the first words of a line (or of the next with words) that occur once in the text, at most four."""
        start = bisect_left([self._words.line(i) for i in range(len(self._words.words))], line)
        window = self._words.grams[start : start + _WINDOW]
        return [gram for gram in window if self._seen[gram] == 1][:_GRAMS]


def _amount(kind: str, value: str | int | None) -> str | int | None:
    """The number of a user or revenue cap as a number."""
    if kind in ("user-cap", "revenue-cap") and isinstance(value, str):
        return read_number(value) or value
    return value


def _where(origin: Row) -> str:
    where = origin.get("package") or origin.get("repo") or "its steward"
    at = f"@{origin['commit'][:12]}" if origin.get("commit") else ""
    return f"{where}{at} {origin.get('path') or ''}".strip()


def _plain(rows: list[list[Any]]) -> list[Row]:
    """Restrictions of the overlay: kind, value and, where the text was read, section."""
    return [dict(zip(("kind", "value", "section"), row, strict=False)) for row in rows]


def _tidy(entry: Row) -> Row:
    for key in ("restrictions", "obligations"):
        entry[key] = [{k: v for k, v in item.items() if v is not None} for item in entry.get(key, [])]
    return {key: value for key, value in sorted(entry.items()) if value not in (None, [], "") or key == "open"}
