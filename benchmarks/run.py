"""Whole-process time and memory of `openness check` beside comparable tools, as a Markdown table.

usage: python benchmarks/run.py [--peers DIR] [--runs N] [REPOSITORY ...]

DIR is a folder with programs (`/path/to/venv/bin`) that is searched before PATH. Without a repository, three of the
labeled corpus are laid out in a temporary folder, or else the example repositories are taken. Each program runs once
to warm up; then all of them take turns, so that other load on the machine falls on each alike. Time is the median;
where other work keeps the machine busy, that on the processor says more than that on the clock. Memory is the largest
resident size of the process that was started. POSIX only.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
FROM_CORPUS = ("meta-llama/llama", "CompVis/stable-diffusion", "EleutherAI/pythia")
MANIFEST = ROOT / "examples" / "repositories" / "full-manifest" / "openness.yml"
SCHEMA = ROOT / "schemas" / "openness-manifest-v1.schema.json"
MEGABYTE = 1024 if platform.system() == "Linux" else 1024 * 1024  # of ru_maxrss


@dataclass
class Case:
    """One program on one repository, and what was measured."""

    tool: str
    repository: str
    command: list[str]
    statuses: tuple[int, ...]
    seconds: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    megabytes: float = 0.0
    status: int = 0

    def run(self, *, keep: bool) -> None:
        """Run the program once, its output thrown away."""
        start = time.perf_counter()
        process = subprocess.Popen(
            self.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # Compiled modules are kept, as on a user's machine.
            env={name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        )
        _, status, usage = os.wait4(process.pid, 0)
        elapsed = time.perf_counter() - start
        process.returncode = self.status = os.waitstatus_to_exitcode(status)
        if keep:
            self.seconds.append(elapsed)
            self.busy.append(usage.ru_utime + usage.ru_stime)
            self.megabytes = max(self.megabytes, usage.ru_maxrss / MEGABYTE)


def find(name: str, peers: Path | None) -> str | None:
    """Where a program is: beside this Python for our own, in `peers`, or on PATH."""
    places = [str(place) for place in (peers, Path(sys.executable).parent) if place is not None]
    return shutil.which(name, path=os.pathsep.join([*places, os.environ.get("PATH", os.defpath)]))


def cases(repositories: list[Path], peers: Path | None) -> tuple[list[Case], list[str]]:
    """Everything to be run, and the tools that are absent."""
    absent = []
    made = []
    for tool, program, arguments, statuses in (
        ("openness check", "openness", ["check", "--format", "json", "--fail-on", "never", "{}"], (0, 3, 4)),
        ("reuse lint", "reuse", ["--root", "{}", "lint", "--json"], (0, 1)),
        ("licensee detect", "licensee", ["detect", "--json", "{}"], (0, 1)),
    ):
        place = find(program, peers)
        if place is None:
            absent.append(tool)
            continue
        for repository in repositories:
            filled = [argument.replace("{}", str(repository)) for argument in arguments]
            made.append(Case(tool, label(repository), [place, *filled], statuses))
    place = find("check-jsonschema", peers)
    if place is None:
        absent.append("check-jsonschema")
    else:
        command = [place, "--schemafile", str(SCHEMA), str(MANIFEST)]
        made.append(Case("check-jsonschema", "one manifest", command, (0,)))
    return made, absent


def label(repository: Path) -> str:
    """The repository's name and how many files it has."""
    count = sum(1 for place in repository.rglob("*") if place.is_file() and ".git" not in place.parts)
    return f"{repository.name.replace('+', '/', 1)} ({count:,} files)"


def table(measured: list[Case]) -> str:
    """The measurements as a Markdown table, a repository after the other."""
    titles = ("repository", "tool", "seconds (median)", "fastest", "processor seconds (median)", "memory, MB", "exit")
    lines = ["| " + " | ".join(titles) + " |", "|---|---|--:|--:|--:|--:|--:|"]
    lines += [
        f"| {case.repository} | {case.tool} | {statistics.median(case.seconds):.3f} | {min(case.seconds):.3f} "
        f"| {statistics.median(case.busy):.3f} | {case.megabytes:.0f} | {case.status} |"
        for case in sorted(measured, key=lambda case: case.repository)
    ]
    return "\n".join(lines)


def default_repositories(place: Path) -> list[Path]:
    """Three repositories of the corpus laid out below `place`, or the examples without it."""
    if not (CORPUS / "materialize").is_file():
        return sorted(entry for entry in MANIFEST.parent.parent.iterdir() if entry.is_dir())
    subprocess.run(
        [sys.executable, str(CORPUS / "materialize"), str(place), *FROM_CORPUS], check=True, stdout=subprocess.DEVNULL
    )
    return [place / name.replace("/", "+") for name in FROM_CORPUS]


def main() -> int:
    """Exit status: 0, or 1 when a program ended in a way that none of them should."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("repositories", nargs="*", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        repositories = [place.resolve() for place in arguments.repositories] or default_repositories(Path(temporary))
        made, absent = cases(repositories, arguments.peers)
        for case in made:
            case.run(keep=False)
        for _ in range(arguments.runs):
            for case in made:
                case.run(keep=True)
    print(table(made))
    print(f"\nPython {platform.python_version()}, {os.cpu_count()} cores, {arguments.runs} runs after one to warm up.")
    for tool in absent:
        print(f"{tool}: not installed (see benchmarks/README.md).")
    failed = [case for case in made if case.status not in case.statuses]
    for case in failed:
        print(f"{case.tool} failed on {case.repository} with exit status {case.status}", file=sys.stderr)
    return int(bool(failed))


if __name__ == "__main__":
    raise SystemExit(main())
