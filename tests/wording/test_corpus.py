"""Own claims against the labeled occurrences, on every third repository (the whole is measured elsewhere)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from openness.read.text import decode
from openness.wording.claims import find_claims
from openness.wording.context import Context

if TYPE_CHECKING:
    from pathlib import Path

    from openness.model import Claim

PARTS = {"model", "weights"}


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def _gold(label: dict[str, object]) -> bool:
    named = PARTS & set(str(label["subject"]).split("+"))
    return label["act"] == "asserts" and bool(named) and label["term"] in ("open-source", "open-weights", "open")


def _near(claim: Claim, label: dict[str, object]) -> bool:
    return claim.is_self_claim and claim.line == label["line"] and abs(claim.column - int(str(label["col"]))) <= 15


def test_own_claims_of_real_repositories(corpus: Path) -> None:
    models = {row["repo"]: row["openness"] != "not-a-model" for row in _lines(corpus / "verdicts.jsonl")}
    chosen = sorted(str(name) for name in models)[::3]
    labels = [
        row
        for row in _lines(corpus / "wording.jsonl")
        if row["repo"] in chosen and float(str(row["confidence"])) >= 0.55
    ]
    read: dict[tuple[str, str], list[Claim]] = {}
    hits = wrong = missed = 0
    for label in labels:
        repository, path = str(label["repo"]), str(label["file"])
        if (repository, path) not in read:
            owner, _, name = repository.partition("/")
            source = corpus / "repos" / f"{owner}+{name}" / "files" / path
            text = decode(source.read_bytes()) if source.is_file() else None
            context = Context(owner, name, (), models[repository])
            read[repository, path] = find_claims(text, path, context) if text else []
        said = any(_near(claim, label) for claim in read[repository, path])
        hits, wrong, missed = (
            hits + (said and _gold(label)),
            wrong + (said and not _gold(label)),
            missed + (_gold(label) and not said),
        )
    assert hits / (hits + wrong) >= 0.95, (hits, wrong, missed)
    assert hits / (hits + missed) >= 0.90, (hits, wrong, missed)
