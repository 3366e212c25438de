"""Write the tables of docs/frameworks.md: verdicts beside what others published, and how far they agree.

usage: python scripts/framework_tables.py [--check] [--index DIR] [--mot DIR]

The verdicts come from examples/manifests. The entries of the European Open Source AI Index with their ratings
(DIR/*.yaml, DIR/ratings.jsonl) and those of the Model Openness Tool (DIR/*.yml) are no part of this repository; a table
whose data are not there is left as it is. With --check nothing is written; exit status 1 says what is out of date.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from openness.exchange import formats
from openness.facts.declared import declared_level
from openness.judge.frameworks import framework_facts, verdicts
from openness.judge.frameworks.mof.tool import evaluate_mof_file
from openness.judge.frameworks.osai_index import evaluate
from openness.manifest.document import parse
from openness.manifest.load import load_manifest
from openness.package_data import package_json

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "frameworks.md"
MANIFESTS = ROOT / "examples" / "manifests"
SHARED_INDEX = ROOT.parent / "shared" / "corpus" / "osai-index"

RATED = {
    "base-model-data": "datasources_basemodel",
    "end-model-data": "datasources_endmodel",
    "base-model-weights": "weights_basemodel",
    "end-model-weights": "weights_endmodel",
    "training-code": "trainingcode",
    "code-documentation": "code",
    "architecture": "hardware_architecture",
    "preprint": "preprint",
    "paper": "paper",
    "model-card": "modelcard",
    "datasheet": "datasheet",
    "license": "licenses",
}
"""Dimensions of `ratings.jsonl` by their names in the index."""

_ORDER = ("closed", "partial", "open")
_OUTCOMES = ("same", "lower", "higher", "not told")


def published() -> dict[str, dict[str, Any]]:
    """What others have published, by system."""
    systems: dict[str, dict[str, Any]] = json.loads((MANIFESTS / "published.json").read_text(encoding="utf-8"))[
        "systems"
    ]
    return systems


def judged(system: str) -> tuple[str, dict[str, Any], str | None]:
    """Level, verdicts and treatment of an example manifest."""
    loaded = load_manifest((MANIFESTS / f"{system}.yml").read_text(encoding="utf-8"), f"{system}.yml")
    level = declared_level(loaded)
    assert level is not None
    assert loaded.manifest is not None
    return str(level.observed), verdicts(loaded, []), loaded.manifest.model.treatment


def verdict_table() -> Iterator[str]:
    """One row a system; what others say stands in brackets."""
    heads = ("system", "level", "MOF class (tool)", "OSAID (OSI)", "Open Weight Definition", "EU exemption")
    yield f"| {' | '.join(heads)} | index, at least (index) |"
    yield f"|{'---|' * (len(heads) + 1)}"
    for system, others in published().items():
        level, found, _ = judged(system)
        tool = others["mot"]["class"] if "mot" in others else "–"
        index = f"{others['index']['score']:g} of {others['index']['of']}" if "index" in others else "–"
        cells = [
            f"[{system}](../examples/manifests/{system}.yml)",
            level,
            f"{found['mof']['class']} ({tool})",
            f"{found['osaid']['verdict']} ({others.get('osi', '–')})",
            found["owd"]["verdict"],
            found["eu_ai_act"]["verdict"],
            f"{found['osai_index']['score_at_least']:g} of {found['osai_index']['score_maximum']:g} ({index})",
        ]
        yield f"| {' | '.join(cells)} |"


def outcome(ours: str | None, theirs: str) -> str:
    """How a rating of ours stands to the one published."""
    if ours is None:
        return "not told"
    return "same" if ours == theirs else "lower" if _ORDER.index(ours) < _ORDER.index(theirs) else "higher"


def outcome_rows(counts: dict[str, Counter[str]]) -> Iterator[str]:
    """A table of outcomes by dimension; `higher` is what a lower bound must not be."""
    yield f"| dimension | {' | '.join(_OUTCOMES)} |"
    yield f"|---|{'---|' * len(_OUTCOMES)}"
    for row in package_json("judge", "frameworks", "osai_index", "framework.json")["dimensions"]:
        if row["id"] in counts:
            cells = " | ".join(str(counts[row["id"]][name]) for name in _OUTCOMES)
            yield f"| {row['what']} (`{row['id']}`) | {cells} |"


def example_table() -> Iterator[str]:
    """Ratings that follow from the example manifests beside those of the nearest entry; stage by stage."""
    counts: dict[str, Counter[str]] = {}
    for system, others in published().items():
        _, found, treatment = judged(system)
        other_stage = "_endmodel" if treatment == "pre-trained" else "_basemodel"
        for dimension, theirs in others.get("index", {}).get("ratings", {}).items():
            if not dimension.endswith(other_stage):
                ours = found["osai_index"]["dimensions"][dimension]
                counts.setdefault(dimension, Counter())[outcome(ours, theirs)] += 1
    yield from outcome_rows(counts)


def index_table(folder: Path) -> Iterator[str]:
    """Ratings that follow from imported entries beside those that the entries give."""
    ratings = {}
    for line in (folder / "ratings.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["source"] == "osai-index":
            ratings[row["file"]] = row["dims"]
    counts: dict[str, Counter[str]] = {dimension: Counter() for dimension in RATED.values()}
    number = 0
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in ratings:
            continue
        number += 1
        manifest = formats.read(path.read_text(encoding="utf-8"), path.name, "osai-index").manifest
        found = evaluate(framework_facts(manifest))["dimensions"]
        for name, dimension in RATED.items():
            if ratings[path.name][name]:
                counts[dimension][outcome(found[dimension], ratings[path.name][name])] += 1
    yield f"{number} entries:"
    yield ""
    yield from outcome_rows(counts)


def mot_table(folder: Path) -> Iterator[str]:
    """What becomes of the tool's entries: read, and written back."""
    counts: Counter[str] = Counter()
    why: Counter[tuple[str, str]] = Counter()
    for path in sorted(folder.glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        read = formats.read(text, path.name, "mof")
        written = formats.write(read.manifest, "mof").text
        before, after = (evaluate_mof_file(parse(one, path.name)) for one in (text, written))
        counts["entries read"] += 1
        counts["of these without a loss"] += not read.losses
        counts["with something read otherwise than it is written (listed)"] += bool(read.assumed)
        counts["written back: same class"] += before.class_ == after.class_
        counts["written back: every component in the same state"] += before == after
        told = bool(read.assumed) or any("license" in loss.what for loss in read.losses)
        counts["written back: a component in another state, for a reason listed"] += before != after and told
        why.update({(re.split(r" = | \(", loss.what)[0], loss.why) for loss in read.losses})
    yield "| entries of the Model Openness Tool | |"
    yield "|---|---|"
    yield from (f"| {name} | {number} |" for name, number in counts.items())
    yield ""
    yield "| not carried | entries | why |"
    yield "|---|---|---|"
    yield from (
        f"| `{what}` | {number} | {reason} |"
        for (what, reason), number in sorted(why.items(), key=lambda one: (-one[1], one[0]))
    )


def updated(document: str, tables: dict[str, list[str]]) -> str:
    """The document with the tables between their marks renewed."""
    for name, lines in tables.items():
        begin, end = f"<!-- table: {name} -->\n", f"<!-- end of {name} -->\n"
        head, _, rest = document.partition(begin)
        _, found, tail = rest.partition(end)
        assert found, f"{DOCUMENT.name} has no marks for {name}"
        body = "".join(f"{line}\n" for line in lines)
        document = f"{head}{begin}{body}{end}{tail}"
    return document


def main() -> int:
    """Write the tables, or say which are out of date."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--index", type=Path, default=SHARED_INDEX)
    parser.add_argument("--mot", type=Path)
    arguments = parser.parse_args()
    tables = {"verdicts": list(verdict_table()), "examples": list(example_table())}
    if (arguments.index / "ratings.jsonl").is_file():
        tables["index"] = list(index_table(arguments.index))
    if arguments.mot:
        tables["mot"] = list(mot_table(arguments.mot))
    before = DOCUMENT.read_text(encoding="utf-8")
    after = updated(before, tables)
    if arguments.check:
        if before != after:
            print(f"{DOCUMENT.relative_to(ROOT)} is out of date: run scripts/framework_tables.py")
        return int(before != after)
    DOCUMENT.write_text(after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
