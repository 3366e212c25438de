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

def train(model, loader):
    optimizer = AdamW(model.parameters(), lr=3e-4)
    for batch in loader:
        loss = model(**batch).loss
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
"""


def card(
    sentence: str = "Tern-7B is an open-weights language model.",
    license_id: str = "apache-2.0",
    terms: str = "They are licensed under Apache-2.0.",
    more: str = "",
) -> str:
    """A model card of the example model."""
    return _CARD.format(license=license_id, sentence=sentence, terms=terms, more=more)


def repository(**files: bytes | str) -> dict[str, bytes | str]:
    """The example repository with these files besides, `__` for a slash and `_dot_` for a dot in their names."""
    named = {name.replace("__", "/").replace("_dot_", "."): body for name, body in files.items()}
    return {"LICENSE": license_text("Apache-2.0"), "modeling_tern.py": "import torch\n", "README.md": card(), **named}


def report_of(before: Files | None, after: Files) -> dict[str, Any]:
    """The report of a change, as `openness check --base` makes it; without a base, the report alone."""
    later = judge_repository(repository_from(after, "tern-7b"), today=TODAY).report
    if before is None:
        return later
    earlier = judge_repository(repository_from(before, "tern-7b"), today=TODAY).report
    return mark_new(later, compare(earlier, later), Base("merge-base", "main", BASE))


_RESTRICTED = card(license_id="cc-by-nc-4.0", terms="They are licensed under CC-BY-NC-4.0, for research only.")

STORIES: dict[str, tuple[Files | None, Files]] = {
    "says-too-much": (
        repository(),
        repository(README_dot_md=card("Tern-7B is a fully open-source language model, better than other models.")),
    ),
    "license-changed": (
        repository(README_dot_md=card("Tern-7B is an open-source language model.")),
        repository(
            README_dot_md=_RESTRICTED.replace("open-weights language", "open-source language"),
            MODEL_LICENSE="SPDX-License-Identifier: CC-BY-NC-4.0\n",
        ),
    ),
    "restricted-and-silent": (repository(), repository(README_dot_md=_RESTRICTED.replace("an open-weights", "a"))),
    "training-code-added": (repository(), repository(train_dot_py=_TRAIN)),
    "mended": (repository(README_dot_md=card("Tern-7B is an open-source language model.")), repository()),
    "known-only": (
        repository(README_dot_md=card("Tern-7B is an open-source language model.")),
        repository(README_dot_md=card("Tern-7B is an open-source language model.", more="\nMore text.\n")),
    ),
    "quiet": (repository(), repository(README_dot_md=card(more="\nMore text.\n"))),
    "no-base": (None, repository(README_dot_md=card("Tern-7B is an open-source language model."))),
    "many-languages": (
        repository(),
        repository(
            README_dot_md=card("Tern-7B is an open-source language model. The open-source Tern-7B speaks German."),
            README_zh_dot_md="# Tern-7B\n\nTern-7B 是一个开源的大语言模型。\n",
        ),
    ),
    "no-model": ({"README.md": "# Notes\n"}, {"README.md": "# Notes\n\nMore notes.\n"}),
}


def story(name: str) -> dict[str, Any]:
    """The report of a story."""
    return report_of(*STORIES[name])
