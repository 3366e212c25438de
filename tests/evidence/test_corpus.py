"""A floor under the labeled corpus, on every fourth repository (the whole is measured elsewhere)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from openness.evidence.collect import collect
from openness.judge.level import ComponentState, judge_level
from openness.read.repository import Repository
from openness.read.tree import Entry, MemoryTree

if TYPE_CHECKING:
    from pathlib import Path

    from openness.evidence.facts import RepositoryEvidence


def laid_out(folder: Path) -> Repository:
    """The kept texts, and the other paths with their sizes; their content is unknown."""
    kept = folder / "files"
    files = {str(path.relative_to(kept)): path.read_bytes() for path in kept.rglob("*") if path.is_file()}
    rows = (row.split("\t") for row in (folder / "tree.tsv").read_text(encoding="utf-8").splitlines())
    extra = [
        Entry(row[0], int(row[1]))
        for row in rows
        if len(row) >= 3 and row[0] not in files and row[1].isdigit() and row[2].startswith("100")
    ]
    return Repository(MemoryTree(files, folder.name, extra))


def level(found: RepositoryEvidence) -> str | None:
    states = {}
    for component in found.components:
        held = found.governing[component.id]
        states[component.id] = ComponentState(component.status, held.license, held.open)
    return judge_level(states, found.data.disclosure).observed


def test_models_and_levels_are_told_as_labeled(corpus: Path) -> None:
    verdicts = [json.loads(row) for row in (corpus / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()][::4]
    told = models = exact = 0
    for verdict in verdicts:
        found = collect(laid_out(corpus / "repos" / verdict["repo"].replace("/", "+", 1)))
        is_model = verdict["openness"] != "not-a-model"
        told += bool(found.is_model_repository) == is_model
        models += is_model
        exact += is_model and level(found) == verdict["openness"]
    assert told / len(verdicts) >= 0.93
    assert exact / models >= 0.75
