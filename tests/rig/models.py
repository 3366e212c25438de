"""Small repositories for whole workflows, and what is asked of a run most often."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support import ROOT

if TYPE_CHECKING:
    from rig.act import Annotation, Run

APACHE = (ROOT / "LICENSE").read_text(encoding="utf-8")
HONEST = """# Tern-1B

Tern-1B is a language model with open weights, under Apache-2.0.

## Weights

Download the [weights](https://huggingface.co/acme/tern-1b).
"""
LOUDER = HONEST.replace("a language model with open weights", "an open-source language model")
"""What the facts do not bear out, with an exact edit: line 3, rule OM401."""
MISLABELED = f"---\nlicense: mit\n---\n{HONEST}"
"""A license in the front matter that the license text contradicts: an error."""
MODEL = {"README.md": HONEST, "LICENSE": APACHE}
LIBRARY = {"README.md": "# slugs\n\nTurns titles into addresses.\n", "LICENSE": APACHE, "slugs.py": "x = 1\n"}


def outputs(run: Run) -> dict[str, str]:
    """The outputs of the Action's step: by its id, or as the second step of a job."""
    return run.outputs.get("openness") or run.outputs.get("1", {})


def beside_lines(run: Run) -> list[Annotation]:
    """The annotations that GitHub shows in the diff."""
    return [one for one in run.annotations if one.properties.get("file")]
