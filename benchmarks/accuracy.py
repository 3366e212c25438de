"""How often wording, levels and findings agree with labels read by hand, as a Markdown table.

    python benchmarks/accuracy.py [CORPUS]

CORPUS holds `repos/`, `verdicts.jsonl` and `wording.jsonl` as its README describes; `../shared/corpus` unless given.
Besides the whole the table has two halves of the repositories, by turns in the order of their names: where they lie
far apart, a figure says more about the choice of repositories than about the tool.
"""

from __future__ import annotations

import json
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from openness.facts.gather import gather
from openness.findings.run import run_rules
from openness.read.repository import Repository
from openness.read.tree import Entry, MemoryTree
from openness.vocabulary import LEVELS

TODAY = date(2026, 11, 22)
SURE = 0.55
"""Labels below this confidence are judgments that others could make differently."""
NEAR = 15
"""Columns between a label and a claim that are the same words."""
PLACE = "../shared/corpus"


class Outcome(NamedTuple):
    """What the tool says of one repository, as far as it is measured."""

    is_model: bool | None
    level: str | None
    severities: frozenset[str]
    claims: tuple[tuple[str, int, int], ...]


class Share(NamedTuple):
    """So many of so many."""

    hits: int
    all: int

    def __str__(self) -> str:
        return f"{self.hits / self.all:.3f} ({self.hits}/{self.all})" if self.all else "–"


def judged(folder: Path) -> Outcome:
    """The outcome for a repository as the corpus keeps it: some texts, and the sizes of everything else."""
    kept = folder / "files"
    files = {str(path.relative_to(kept)): path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    rows = (row.split("\t") for row in (folder / "tree.tsv").read_text(encoding="utf-8").splitlines())
    extra = [
        Entry(row[0], int(row[1]))
        for row in rows
        if len(row) >= 3 and row[0] not in files and row[1].isdigit() and row[2].startswith("100")
    ]
    facts = gather(Repository(MemoryTree(files, folder.name, extra)), today=TODAY)
    findings = [one for one in run_rules(facts) if one.rule.startswith("OM4") and one.suppressed is None]
    claims = (one.claim for one in facts.claims if one.claim.is_self_claim)
    return Outcome(
        facts.evidence.is_model_repository,
        facts.level.observed,
        frozenset(one.severity for one in findings),
        tuple((claim.path, claim.line, claim.column) for claim in claims),
    )


def wording(outcomes: dict[str, Outcome], labels: list[dict[str, Any]]) -> dict[str, Share]:
    """Precision and recall of what is said of the own model or its weights."""
    right = said_all = gold_all = 0
    for label in labels:
        if label["repo"] not in outcomes or label["confidence"] < SURE:
            continue
        parts = {"model", "weights"} & set(label["subject"].split("+"))
        gold = label["act"] == "asserts" and bool(parts) and label["term"] in ("open-source", "open-weights", "open")
        said = any(
            path == label["file"] and line == label["line"] and abs(column - label["col"]) <= NEAR
            for path, line, column in outcomes[label["repo"]].claims
        )
        right, said_all, gold_all = right + (gold and said), said_all + said, gold_all + gold
    return {"own claims: precision": Share(right, said_all), "own claims: recall": Share(right, gold_all)}


def verdicts(outcomes: dict[str, Outcome], labels: list[dict[str, Any]]) -> dict[str, Share]:
    """Model or not, levels, and open-washing; rankings and vague words are no part of the last."""
    labels = [label for label in labels if label["repo"] in outcomes]
    models = [label for label in labels if label["openness"] != "not-a-model"]
    plain = [label for label in labels if label["washing_severity"] not in ("vague", "implicit")]

    def of(label: dict[str, Any]) -> Outcome:
        return outcomes[label["repo"]]

    def warned(label: dict[str, Any]) -> bool:
        return bool(of(label).severities & {"error", "warning"})

    def near(label: dict[str, Any]) -> bool:
        level = of(label).level
        return level is not None and abs(LEVELS.index(level) - LEVELS.index(label["openness"])) <= 1

    washed = [label for label in plain if label["washing_severity"] in ("strong", "weak")]
    strong = [label for label in washed if label["washing_severity"] == "strong"]
    weak = [label for label in washed if label["washing_severity"] == "weak"]
    told = sum(map(warned, washed))
    return {
        "model repository or not": Share(
            sum(bool(of(one).is_model) == (one["openness"] != "not-a-model") for one in labels), len(labels)
        ),
        "level exact": Share(sum(of(one).level == one["openness"] for one in models), len(models)),
        "level within one": Share(sum(map(near, models)), len(models)),
        "open-washing: precision": Share(told, sum(map(warned, plain))),
        "open-washing: recall": Share(told, len(washed)),
        "restricted weights called open source: error": Share(
            sum("error" in of(one).severities for one in strong), len(strong)
        ),
        "open weights called open source: warning": Share(
            sum(of(one).severities & {"error", "warning"} == {"warning"} for one in weak), len(weak)
        ),
    }


def main(arguments: list[str]) -> int:
    """Print the table."""
    corpus = Path(arguments[0] if arguments else PLACE)

    def lines(name: str) -> list[dict[str, Any]]:
        return [json.loads(line) for line in (corpus / name).read_text("utf-8").splitlines()]

    said, held = lines("wording.jsonl"), lines("verdicts.jsonl")
    names = sorted(label["repo"] for label in held)
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(judged, [corpus / "repos" / name.replace("/", "+", 1) for name in names], chunksize=4))
    columns = []
    for start, step in ((0, 1), (0, 2), (1, 2)):
        chosen = dict(zip(names[start::step], found[start::step], strict=True))
        columns.append({**wording(chosen, said), **verdicts(chosen, held)})
    print(f"| | all {len(names)} | first half | second half |")
    print("|---|---|---|---|")
    for row in columns[0]:
        print(f"| {row} | {' | '.join(str(column[row]) for column in columns)} |")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
