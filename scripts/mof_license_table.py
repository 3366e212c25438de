"""Writes the license table of the Model Openness Tool as that tool computes it.

usage: mof_license_table.py LICENSES.json MOF-LICENSES.json

Both files come from https://github.com/lfai/model_openness_tool (web/modules/mof). Later records replace earlier ones
of the same id, as in the tool's importer. The list of open data licenses stands in the tool's LicenseHandler.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

TABLE = Path(__file__).resolve().parents[1] / "src/openness/judge/frameworks/mof/licenses.json"


def main() -> int:
    """Read both files and rewrite the table; the lists kept by hand in it stay."""
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    records = {}
    for name in sys.argv[1:3]:
        for record in json.loads(Path(name).read_text(encoding="utf-8"))["licenses"]:
            records[record["licenseId"]] = record
    listed = set(table["open_data_list"]) | set(table["open_list"])
    table["open"] = sorted(
        name
        for name, record in records.items()
        if record.get("isOsiApproved") or record.get("isFsfLibre") or name in listed
    )
    table["known"] = len(records)
    table["appropriate"] = {
        kind: sorted(name for name, record in records.items() if kind in _kinds(record))
        for kind in ("code", "data", "document")
    }
    TABLE.write_text(json.dumps(table, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"{len(table['open'])} open of {len(records)}")
    return 0


def _kinds(record: dict[str, object]) -> list[str]:
    kinds = record.get("ContentType", [])
    return [kinds] if isinstance(kinds, str) else list(kinds) if isinstance(kinds, list) else []


if __name__ == "__main__":
    raise SystemExit(main())
