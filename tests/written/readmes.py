"""The written READMEs, and how their labels compare with what the tool reads."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from openness.facts.gather import gather
from openness.read.repository import Repository
from openness.read.tree import MemoryTree
from openness.wording.claims import find_claims
from openness.wording.context import Context

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

HERE = Path(__file__).parent
PARTS = frozenset({"model", "weights"})
_MARK = re.compile(r"⟦(.*?)⟧", re.DOTALL)
_NEAR = 3
"""Characters by which a claim may begin before a marked word ("open" of "an open model")."""


class Shares(NamedTuple):
    """True and false positives, false negatives."""

    hits: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of what is said that is right."""
        return self.hits / (self.hits + self.wrong) if self.hits + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of what should be said that is."""
        return self.hits / (self.hits + self.missed) if self.hits + self.missed else 1.0


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The READMEs of one file, without `.jsonl`."""
    for line in (HERE / f"{name}.jsonl").read_text("utf-8").splitlines():
        yield json.loads(line)


def unmarked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without marks, and the spans of the marked words in it."""
    plain, spans, last = "", [], 0
    for match in _MARK.finditer(text):
        plain += text[last : match.start()]
        spans.append((len(plain), len(plain) + len(match.group(1))))
        plain += match.group(1)
        last = match.end()
    return plain + text[last:], spans


def is_own(label: str) -> bool:
    """True for a label of an own claim."""
    subject, _, act = label.partition("/")
    return act == "asserts" and not PARTS.isdisjoint(subject.split("+"))


def own_claims(name: str) -> Shares:
    """How the own claims of a file compare with its labels."""
    told: Counter[tuple[bool, bool]] = Counter()
    for row in rows(f"claims/{name}"):
        text, spans = unmarked(row["text"])
        owner, _, project = row["repo"].partition("/")
        starts = [0, *(match.end() for match in re.finditer("\n", text))]
        found = [
            (starts[claim.line - 1] + claim.column - 1, claim)
            for claim in find_claims(text, "README.md", Context(owner, project, tuple(row["models"]), True))
        ]
        for (start, end), label in zip(spans, row["labels"], strict=True):
            near = [
                (abs(at - start), claim.is_self_claim)
                for at, claim in found
                if at - _NEAR <= start <= at + len(claim.text) or start <= at < end
            ]
            told[is_own(label), min(near)[1] if near else False] += 1
    return Shares(told[True, True], told[False, True], told[True, False])


def open_weights(today: date) -> Shares:
    """Weights under an open license, as labeled and as observed; null counts as not open."""
    told: Counter[tuple[bool, bool]] = Counter()
    for row in rows("licenses"):
        files = {"README.md": row["readme"]}
        files |= {path: f"SPDX-License-Identifier: {held}\n" for path, held in row["files"].items()}
        level = gather(_repository(row["repo"], files), today=today).standing.level
        told[row["weights_open"] is True, level not in (None, "closed", "weights-available")] += 1
    return Shares(told[True, True], told[False, True], told[True, False])


def levels(today: date) -> tuple[int, int]:
    """How many of the READMEs about data have the level of their label, and how many there are."""
    found = [
        gather(_repository(row["repo"], _sources(row)), today=today).standing.level == row["openness"]
        for row in rows("data")
    ]
    return sum(found), len(found)


def _repository(name: str, files: dict[str, str]) -> Repository:
    return Repository(MemoryTree(files, name.replace("/", "+")))


def _sources(row: dict[str, Any]) -> dict[str, str]:
    files = {"README.md": row["readme"], "LICENSE": "SPDX-License-Identifier: Apache-2.0\n"}
    return files | {path: _made_up(path) for path in row["files"]}


def _made_up(path: str) -> str:
    """What a file of that name holds: a loop that trains, data in and out, a model that answers."""
    name = path.rpartition("/")[2].lower()
    if path.endswith(".sh"):
        return "torchrun train.py\n" if "train" in name else "wget https://data.example/corpus.tar\n"
    if not path.endswith(".py"):
        return "lr: 1e-4\nbatch_size: 64\nsteps: 1000\n" * 8
    lines = [f"# setting {number}" for number in range(30)]
    if any(word in name for word in ("finetune", "sft", "lora")):
        lines += ["model = get_peft_model(model, config)  # fine-tune sft lora peft", "loss.backward()"]
    elif "train" in name:
        lines += ["optimizer = AdamW(model.parameters())", "loss.backward()", "optimizer.step()"]
    elif any(word in path.lower() for word in ("prepare", "data", "dedup", "clean", "filter")):
        lines += ["ds = load_dataset(source)", "ds.map(tokenize).to_parquet(out)"]
    elif "eval" in name or "bench" in name:
        lines += ["accuracy = correct / total", "f1_score(y, p)"]
    else:
        lines += ["with torch.inference_mode():", "    out = model.generate(prompt, top_p=0.9)"]
    return "\n".join(lines) + "\n"
