"""What starting `openness` loads, and how long that takes, against a budget.

usage: python benchmarks/import_time.py [--runs N] [--top N]

Prints, for each way in, the time to start Python alone and with the imports, and the modules that cost most. Exit
status 1 when a way in is over its budget.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import time

BUDGETS = {"openness.cli": 45, "openness.commands.check": 130}
"""Milliseconds above a bare Python, on the slowest machine we care about (a shared CI runner)."""


def loading(module: str) -> str:
    """The program that loads a module as the command line does, with patterns compiled in earlier runs."""
    return f"from openness.kept_patterns import kept_patterns\nwith kept_patterns(): import {module}"


def environment() -> dict[str, str]:
    """Ours, with compiled modules kept as on a user's machine."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def milliseconds(program: str, runs: int) -> float:
    """Median time of a whole Python process that runs the program."""
    times = []
    for _ in range(runs + 1):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], check=True, env=environment())
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:]) * 1000


def dearest(module: str, count: int) -> list[tuple[float, str]]:
    """The modules with the longest import of their own, in milliseconds."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-c", loading(module)],
        check=True,
        capture_output=True,
        text=True,
        env=environment(),
    )
    found = []
    for line in done.stderr.splitlines():
        own, _, name = line.removeprefix("import time:").replace("|", " ", 1).partition("|")
        if own.split()[:1] and own.split()[0].isdigit():
            found.append((int(own.split()[0]) / 1000, name.strip()))
    return sorted(found, reverse=True)[:count]


def main() -> int:
    """Exit status: 0, or 1 when a budget is exceeded."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--top", type=int, default=8)
    arguments = parser.parse_args()
    bare = milliseconds("pass", arguments.runs)
    print(f"Python {sys.version.split()[0]} alone: {bare:.0f} ms")
    exceeded = False
    for module, budget in BUDGETS.items():
        extra = milliseconds(loading(module), arguments.runs) - bare
        exceeded |= extra > budget
        print(f"import {module}: {extra:.0f} ms more (budget {budget} ms)")
        for own, name in dearest(module, arguments.top):
            print(f"    {own:6.1f}  {name}")
    return int(exceeded)


if __name__ == "__main__":
    raise SystemExit(main())
