"""Seconds to judge many reports under each starter policy, from parsed reports and from files.

usage: python benchmarks/policy.py [--reports N] [FOLDER…]

FOLDER holds repositories to make the first reports from (default: the example repositories); they are repeated under
other names until there are N.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from openness.cli import main as openness
from openness.commands.policies import STARTERS, read_policy
from openness.read.open import open_tree
from openness.read.repository import Repository
from openness.report.judged import judge_repository
from openness.report.policy import under_policy

TODAY = date(2026, 6, 1)
EXAMPLES = Path(__file__).resolve().parent.parent / "examples" / "repositories"


def reports(folders: list[Path], count: int) -> list[dict[str, Any]]:
    """`count` reports of the repositories in the folders, each under a name of its own."""
    places = sorted(place for folder in folders for place in folder.iterdir() if place.is_dir())
    made = [judge_repository(Repository(open_tree(place)), today=TODAY).report for place in places]
    return [{**one, "name": f"{one['name']}-{number}"} for number, one in enumerate(islice(cycle(made), count))]


def main(arguments: list[str]) -> int:
    """Print one line for each policy."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[EXAMPLES])
    parser.add_argument("--reports", type=int, default=1000)
    chosen = parser.parse_args(arguments)
    made = reports(chosen.folders, chosen.reports)
    for name in STARTERS:
        policy = read_policy([name])
        start = time.perf_counter()
        failed = sum(under_policy(one, policy, today=TODAY)[1].conclusion == "failure" for one in made)
        print(f"{name:<22} {time.perf_counter() - start:6.2f} s   {failed} of {len(made)} fail")
    with tempfile.TemporaryDirectory() as folder:
        size = 0
        for number, one in enumerate(made):
            size += Path(folder, f"{number}.json").write_text(json.dumps(one), encoding="utf-8")
        start = time.perf_counter()
        openness(["policy", "test", "osaid", folder, "-o", str(Path(folder, "result"))])
        print(f"{'policy test, files':<22} {time.perf_counter() - start:6.2f} s   {size / 1e6:.1f} MB of reports")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
