r"""Build the license index and catalog that the package carries.

    python scripts/build_licenses.py --spdx-xml DIR --spdx-list licenses.json --exceptions exceptions.json \
        --texts DIR --facts facts.jsonl --table table.json

DIR of `--spdx-xml` is a checkout of https://github.com/spdx/license-list-XML; `licenses.json` and `exceptions.json` are
those of https://github.com/spdx/license-list-data. `--texts` is a folder with the texts of model licenses, one file an
id, and `sources.json` saying where each was read; facts and table hold what readers of those texts noted. Texts are
hashed and forgotten: none reaches the package.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from license_catalog import catalog_file, spdx_file, split_notes
from license_index_writer import Source, write_index
from license_templates import SpdxLicense, plain_template, read_spdx, soften_end

DATA = Path(__file__).resolve().parent.parent / "src" / "openness" / "data" / "licenses"
SHORT_TEXT = 420


def main() -> int:
    """Write the data files; 0 when all inputs could be read."""
    args = _arguments()
    listed = {row["licenseId"]: row for row in json.loads(args.spdx_list.read_text(encoding="utf-8"))["licenses"]}
    spdx = [item for path in sorted((args.spdx_xml / "src").glob("*.xml")) if (item := read_spdx(path))]
    overlay = json.loads((Path(__file__).parent / "license_overlay.json").read_text(encoding="utf-8"))
    sources = spdx_sources(spdx, listed, overlay) + model_sources(args.texts)
    index, texts = write_index(sources, {"spdx": args.spdx_date, "models": args.date})
    exceptions = json.loads(args.exceptions.read_text(encoding="utf-8"))
    licenses = json.loads(args.spdx_list.read_text(encoding="utf-8"))
    _write_json("spdx.json", spdx_file(licenses, exceptions, spdx, args.spdx_date))
    catalog = catalog_file(args.facts, args.table, overlay, args.texts, args.date)
    _write_json("catalog-notes.json", split_notes(catalog))
    _write_json("catalog.json", catalog)
    DATA.mkdir(parents=True, exist_ok=True)
    (DATA / "index.bin").write_bytes(index)
    (DATA / "texts.bin").write_bytes(texts)
    print(f"{len(sources)} texts; index.bin {len(index):,} bytes, texts.bin {len(texts):,} bytes")
    return 0


def spdx_sources(
    spdx: list[SpdxLicense], listed: dict[str, dict[str, object]], overlay: dict[str, Any]
) -> list[Source]:
    """Texts and file notices of the SPDX list, one for each that differs.

    The overlay's `replaces` maps SPDX ids to the ids under which the catalog knows their texts.
    """
    sources: list[Source] = []
    seen: dict[frozenset[str], str] = {}
    current = [item for item in spdx if not item.exception and not item.deprecated and item.text is not None]
    for item in sorted(current, key=lambda item: _preference(item.id)):
        assert item.text is not None
        if len(item.text.words) < 8:
            continue
        for prefix, words in overlay["may_be_absent"]:
            if item.id.startswith(prefix):
                soften_end(item.text, words)
        row = listed.get(item.id, {})
        key = frozenset([" ".join(item.text.words)])
        if key in seen:
            continue
        seen[key] = item.id
        common = bool(
            item.osi or row.get("isFsfLibre") or item.id.startswith(("CC", "OpenMDW", "ODbL", "ODC", "PDDL", "C-UDA"))
        )
        sources.append(
            Source(
                overlay["replaces"].get(item.id, item.id),
                "text",
                item.text,
                common or len(item.text.words) <= SHORT_TEXT,
            )
        )
    for item in sorted(current, key=lambda item: _preference(item.id)):
        if item.header is not None and len(item.header.words) >= 12:
            key = frozenset(["header", " ".join(item.header.words)])
            if key not in seen:
                seen[key] = item.id
                sources.append(Source(item.id, "header", item.header, False))
    return [source for source in sources if source.hard_grams()]


def model_sources(folder: Path) -> list[Source]:
    """The texts of model licenses; several files may stand for one id (`<id>.txt`, `<id>~<variant>.txt`)."""
    return [
        Source(
            path.stem.partition("~")[0],
            "text",
            plain_template(path.read_text(encoding="utf-8", errors="replace")),
            False,
        )
        for path in sorted(folder.glob("*.txt"))
    ]


def _write_json(name: str, body: dict[str, Any]) -> None:
    """One line for each member of the file's table, so that changes can be read."""
    lines = []
    for key, value in body.items():
        if isinstance(value, dict) and len(value) > 5:
            rows = [f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in value.items()]
            lines.append(f" {json.dumps(key)}: {{\n" + ",\n".join(rows) + "\n }")
        else:
            lines.append(f" {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    (DATA / name).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _preference(identifier: str) -> tuple[int, str]:
    """Of ids that share a text the plain `-only` one comes first."""
    rank = 0 if identifier.endswith("-only") and "invariants" not in identifier else 1
    return rank + identifier.count("RFN") + identifier.count("invariants"), identifier


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    for name in ("--spdx-xml", "--spdx-list", "--exceptions", "--texts", "--facts", "--table"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--spdx-date", required=True, help="date of the SPDX list")
    parser.add_argument("--date", required=True, help="date on which the model licenses were read")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
