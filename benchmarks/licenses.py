"""`openness license` beside comparable programs: accuracy, cold time and memory; and texts made to be slow.

usage: python benchmarks/licenses.py [--peers DIR]... [--runs N] [--labels DIR]

`--peers` is a folder with programs (`/path/to/venv/bin`); those that are not found are said to be absent. `--labels` is
a folder with license files and `labels.jsonl`. Time is the least and the median of the runs; memory the largest
resident size of any process of the program, its children included. On a machine with other work the seconds of the
processor say more than those on the clock. Linux only.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from license_peers import PEERS, find, fold, version_of

from openness.licenses.identify import identify

if TYPE_CHECKING:
    from collections.abc import Sequence

    from license_peers import Found, Peer

ROOT = Path(__file__).resolve().parent.parent
INDEX = ROOT / "src" / "openness" / "data" / "licenses"
SIZE = 10_000_000
SLOW = 3.0
"""Seconds after which a program is run three times only."""


def measure(commands: list[list[str]]) -> tuple[float, float, float]:
    """Seconds on the clock and of the processor, and megabytes, of processes that run one after the other."""
    start, most, processor = time.perf_counter(), 0, 0.0
    for command in commands:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
        most = max(most, usage.ru_maxrss)
        processor += usage.ru_utime + usage.ru_stime
    return time.perf_counter() - start, processor, most / 1024


def cold(peer: Peer, program: str, files: Sequence[Path], runs: int) -> tuple[str, str]:
    """Least and median seconds, least of the processor, and most megabytes, of new processes that read the files."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch, "files")
        folder.mkdir()
        for number, file in enumerate(files):
            shutil.copy(file, folder / f"LICENSE{'-' + str(number) if number else ''}")
        commands = peer.start(program, sorted(folder.iterdir()), folder)
        first = measure(commands)
        taken = [measure(commands) for _ in range(3 if first[0] > SLOW else runs)]
    clock, processor, most = zip(*taken, strict=True)
    shown = f"{min(clock):.2f} / {statistics.median(clock):.2f} / {min(processor):.2f}"
    return shown, f"{max(most):.0f}"


def compare(labels: Path | None, folders: Sequence[str], runs: int) -> None:
    """One table: who is how right, how fast, how large."""
    rows = [json.loads(row) for row in (labels / "labels.jsonl").open(encoding="utf-8")] if labels else []
    kinds = sorted({kind(row) for row in rows})
    one, five = [ROOT / "LICENSE"], [ROOT / "LICENSE"] * 5
    if labels:
        models = [labels / row["file"] for row in rows if kind(row) == "ai-in-pack"]
        five = [*one, *models[:: len(models) // 4][:4]]
    title = ["tool", *kinds, "wrong id", "all files, s"]
    title += ["one file, s*", "five files, s*", "MB, one", "MB, five"]
    print(f"| {' | '.join(title)} |\n|{' --- |' * len(title)}")
    for peer in PEERS:
        program = find(peer.program, folders)
        if program is None:
            print(f"| {peer.name} | not installed |{' |' * (len(title) - 2)}")
            continue
        cells = [f"{peer.name} {version_of(peer, program)}"]
        start = time.perf_counter()
        right, wrong = (
            accuracy(rows, peer.identify(program, [labels / row["file"] for row in rows])) if labels else ({}, 0)
        )
        whole = time.perf_counter() - start
        cells += [right[name] for name in kinds] + [str(wrong), f"{whole:.0f}"]
        one_file, five_files = (cold(peer, program, some, runs) for some in (one, five))
        cells += [one_file[0], five_files[0], one_file[1], five_files[1]]
        print(f"| {' | '.join(cells)} |", flush=True)
    size = sum((INDEX / name).stat().st_size for name in ("index.bin", "texts.bin"))
    print("\n* seconds on the clock, least and median, and least of the processor")
    print(f"\nindex: {size / 1e6:.2f} MB; {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d}; ", end="")
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores; Python {platform.python_version()}\n")


def kind(row: dict[str, object]) -> str:
    """What sort of file a labeled one is."""
    return str(row.get("kind") or (f"{row['group']}-in-pack" if row.get("in_pack") else row["group"]))


def accuracy(rows: list[dict[str, object]], found: Found) -> tuple[dict[str, str], int]:
    """Right answers by kind, and how many files got an id that they do not hold."""
    right: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    wrong = 0
    for row in rows:
        expected = row["expected"]
        assert isinstance(expected, list)
        wanted = {name for one in expected for name in fold(one)}
        got = found.get(str(row["file"]), set())
        right[kind(row)] += got == wanted
        total[kind(row)] += 1
        wrong += bool(got - wanted)
    return {name: f"{right[name]}/{count}" for name, count in total.items()}, wrong


def slow_texts() -> None:
    """Texts of ten million characters that are made to be slow."""
    license_text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    cases = {
        "one word": "a" * SIZE,
        "one word again and again": "license " * (SIZE // 8),
        "one line": " ".join(license_text.split()) * (SIZE // 11_000),
        "the license again and again": license_text * (SIZE // 11_000),
        "random bytes": random.Random(1).randbytes(SIZE).decode("cp1252", "replace"),  # noqa: S311
        "you may not": "you may not use " * (SIZE // 16),
        "Chinese terms": "不得用于商业" * (SIZE // 6),
    }
    print("| 10 MB of | seconds |\n| --- | --- |")
    for name, text in cases.items():
        start = time.perf_counter()
        identify(text, "LICENSE")
        print(f"| {name} | {time.perf_counter() - start:.2f} |")


def main() -> int:
    """Prints the tables; 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--peers", action="append", default=[])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--labels", type=Path)
    args = parser.parse_args()
    compare(args.labels, args.peers, args.runs)
    slow_texts()
    return 0


if __name__ == "__main__":
    sys.exit(main())
