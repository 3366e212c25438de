"""`openness init`: draft a manifest from the evidence."""

from __future__ import annotations

import sys
from datetime import datetime, timezone
from typing import TYPE_CHECKING

from openness.commands.output import write_whole
from openness.errors import UsageError
from openness.exits import Exit
from openness.facts.gather import gather
from openness.read.open import open_tree
from openness.read.repository import Repository
from openness.report.manifest_draft import draft_manifest

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

NAME = "openness.yml"


def run_init(arguments: argparse.Namespace) -> int:
    """Exit code 0 after writing `openness.yml`; raises UsageError when a manifest is there already."""
    folder: Path = arguments.path
    repository = Repository(open_tree(folder))
    facts = gather(repository, today=datetime.now(timezone.utc).date())
    if arguments.stdout:
        sys.stdout.write(draft_manifest(facts))
        return Exit.CLEAN
    if facts.manifest_path is not None and not arguments.force:
        raise UsageError(f"{facts.manifest_path} is there already; --force replaces openness.yml, --stdout only prints")
    target = folder / NAME
    write_whole(target, draft_manifest(facts))
    sys.stdout.write(f"Wrote {target}. Check each guess, answer the questions, then run `openness check`.\n")
    if not facts.evidence.is_model_repository:
        sys.stdout.write("No released model was recognized here; if there is one, name its location under weights.\n")
    return Exit.CLEAN
