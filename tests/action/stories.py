"""Pull requests to small model repositories, before and after: what the comment's tests and pictures tell of."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from miniatures import license_text
from openness.action.comment import Context
from openness.action.places import Site
from openness.comparison.compare import Base, compare, mark_new
from openness.report.judged import judge_repository
from support import repository_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    Files = Mapping[str, bytes | str]

TODAY = date(2026, 11, 22)
HEAD, BASE = "4f1c2a9b8d7e6f5a4b3c2d1e0f9a8b7c6d5e4f3a", "9a8b7c6d5e4f3a2b1c0d9e8f7a6b5c4d3e2f1a0b"
CONTEXT = Context(
    site=Site("https://github.com", "tern-labs/tern-7b", HEAD),
    run_url="https://github.com/tern-labs/tern-7b/actions/runs/17",
)

_CARD = """\
---
license: {license}
pipeline_tag: text-generation
---
# Tern-7B

{sentence}

## Weights

Download the weights from [Hugging Face](https://huggingface.co/tern-labs/tern-7b). {terms}

## Use

```python
from transformers import AutoModelForCausalLM
```
{more}"""

_TRAIN = """\
import torch
from torch.optim import AdamW

from tern.data import corpus
from tern.model import Tern, TernConfig


def pretrain(model, loader, steps):
    optimizer = AdamW(model.parameters(), lr=3e-4, betas=(0.9, 0.95))
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for step, batch in zip(range(steps), loader):
        loss = model(**batch).loss
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad()
        if step % 1000 == 0:
            print(step, loss.item())


if __name__ == "__main__":
    pretrain(Tern(TernConfig()), corpus(batch_size=512), steps=400_000)
"""


def card(
    sentence: str = "Tern-7B is an open-weights language model.",
    license_id: str = "apache-2.0",
    terms: str = "They are licensed under Apache-2.0.",
    more: str = "",
) -> str:
    """A model card of the example model."""
    return _CARD.format(license=license_id, sentence=sentence, terms=terms, more=more)


def repository(files: Files | None = None) -> dict[str, bytes | str]:
    """The example repository with these files besides or instead."""
    usual = {"LICENSE": license_text("Apache-2.0"), "modeling_tern.py": "import torch\n", "README.md": card()}
    return {**usual, **(files or {})}


def report_of(before: Files | None, after: Files) -> dict[str, Any]:
    """The report of a change, as `openness check --base` makes it; without a base, the report alone."""
    later = judge_repository(repository_from(after, "tern-7b"), today=TODAY).report
    if before is None:
        return later
    earlier = judge_repository(repository_from(before, "tern-7b"), today=TODAY).report
    return mark_new(later, compare(earlier, later), Base("merge-base", "main", BASE))


_RESTRICTED = card(license_id="cc-by-nc-4.0", terms="They are licensed under CC-BY-NC-4.0, for research only.")

_OPEN_WEIGHTS = "Tern-7B is an open-weights language model."
_OPEN_SOURCE = "Tern-7B is an open-source language model."
_PLAIN = "Tern-7B is a language model."
_NO_USE = "SPDX-License-Identifier: CC-BY-NC-4.0\n"
_HOW = "\n## Training\n\n`train/pretrain.py` is the code with which Tern-7B was trained from scratch.\n"

STORIES: dict[str, tuple[Files | None, Files]] = {
    "says-too-much": (repository(), repository({"README.md": card("Tern-7B is a fully open-source language model.")})),
    "license-changed": (
        repository({"README.md": card(_OPEN_SOURCE)}),
        repository({"README.md": _RESTRICTED.replace(_OPEN_WEIGHTS, _OPEN_SOURCE), "MODEL_LICENSE": _NO_USE}),
    ),
    "restricted-and-silent": (repository(), repository({"README.md": _RESTRICTED.replace("an open-weights", "a")})),
    "closed-without-a-word": (
        repository({"README.md": card(_PLAIN)}),
        repository({"README.md": card(_PLAIN, "cc-by-nc-4.0", terms=""), "LICENSE": _NO_USE}),
    ),
    "training-code-added": (repository(), repository({"train/pretrain.py": _TRAIN, "README.md": card(more=_HOW)})),
    "first-release": (
        {"README.md": "# Tern\n\nSoon.\n"},
        repository({"train/pretrain.py": _TRAIN, "README.md": card(_OPEN_SOURCE, more=_HOW)}),
    ),
    "mended": (repository({"README.md": card(_OPEN_SOURCE)}), repository()),
    "known-only": (
        repository({"README.md": card(_OPEN_SOURCE)}),
        repository({"README.md": card(_OPEN_SOURCE, more="\nMore text.\n")}),
    ),
    "quiet": (repository(), repository({"README.md": card(more="\nMore text.\n")})),
    "no-base": (None, repository({"README.md": card(_OPEN_SOURCE)})),
    "many-languages": (
        repository(),
        repository(
            {
                "README.md": card(f"{_OPEN_SOURCE} Tern-7B is open source in German, too."),
                "README_zh.md": "# Tern-7B\n\nTern-7B 是一个开源的大语言模型。\n",
            }
        ),
    ),
    "no-model": ({"README.md": "# Notes\n"}, {"README.md": "# Notes\n\nMore notes.\n"}),
}


def story(name: str) -> dict[str, Any]:
    """The report of a story."""
    return report_of(*STORIES[name])
