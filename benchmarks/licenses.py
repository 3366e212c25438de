"""Cold time and memory of `openness license` beside comparable tools, texts made to be slow, and texts made to mislead.

usage: python benchmarks/licenses.py [--peers DIR] [--runs N] [--texts DIR]

DIR of `--peers` is a folder with programs (`/path/to/venv/bin`) that is searched before PATH; peers that are not found
are left out. `--texts` is a folder with license texts (`ID.txt`): of each, harmless and harmful changes are made, and
how many are read rightly is counted. Time is the median of the runs, memory the largest resident size. POSIX only.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from openness.licenses.catalog import lookup
from openness.licenses.identify import identify

ROOT = Path(__file__).resolve().parent.parent
INDEX = ROOT / "src" / "openness" / "data" / "licenses"
MEGABYTE = 1024 if platform.system() == "Linux" else 1024 * 1024  # of ru_maxrss
SIZE = 10_000_000
INSERTED = (
    "You may not use the Software for any military purpose.",
    "Any product with more than 100 million monthly active users must obtain a separate license.",
)


def measure(command: list[str]) -> tuple[float, float, float]:
    """Seconds on the clock and of the processor, and megabytes, of one process; its output is thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / MEGABYTE


def cold(peers: str | None, runs: int) -> None:
    """Whole processes on one license file and on five."""
    path = os.pathsep.join(part for part in (peers, str(Path(sys.executable).parent), os.environ["PATH"]) if part)
    with tempfile.TemporaryDirectory() as folder:
        files = [str(shutil.copy(ROOT / "LICENSE", Path(folder, f"LICENSE-{number}"))) for number in range(5)]
        cases = [("openness, one file", ["openness", "license", files[0]])]
        cases.append(("openness, five files", ["openness", "license", *files]))
        cases.append(("scancode, one file", ["scancode", "--license", "--json", os.devnull, files[0]]))
        cases.append(("licensee, one folder", ["licensee", "detect", folder]))
        cases.append(("identify-license, one file", ["identify-license", files[0]]))
        cases.append(("licensecheck, one file", ["licensecheck", files[0]]))
        print("| case | seconds | of the processor | MB |\n| --- | --- | --- | --- |")
        for name, command in cases:
            program = shutil.which(command[0], path=path)
            if program is None:
                print(f"| {name} | not installed | | |")
                continue
            measure([program, *command[1:]])
            taken = [measure([program, *command[1:]]) for _ in range(1 if "scancode" in name else runs)]
            seconds, processor = (statistics.median(one[place] for one in taken) for place in (0, 1))
            print(f"| {name} | {seconds:.2f} | {processor:.2f} | {max(one[2] for one in taken):.0f} |")
    size = sum((INDEX / name).stat().st_size for name in ("index.bin", "texts.bin"))
    print(f"\nindex: {size / 1e6:.2f} MB\n")


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


def changes(text: str, chance: random.Random) -> dict[str, tuple[str, bool]]:
    """Changed copies by name, and whether the change binds."""
    paragraphs = [" ".join(one.split()) for one in re.split(r"\n\s*\n", text) if one.strip()]
    ends = [match.end() for match in re.finditer(r"[.;]\s", text)] or [len(text)]
    place = chance.choice(ends)
    word = chance.choice(list(re.finditer(r"\b(?:not|without|only|shall|must)\b", text)) or [None])
    found = {
        "one line": (" ".join(paragraphs), False),
        "a paragraph a line": ("\n\n".join(paragraphs), False),
        "HTML": ("<html><body>" + "".join(f"<p>{one}</p>" for one in paragraphs) + "</body></html>", False),
        "comment": ("\n".join(f" * {row}" for row in text.split("\n")), False),
        "line ends and byte order mark": ("\ufeff" + text.replace("\n", "\r\n"), False),
        "list markers": (re.sub(r"(?m)^(\s*)(?:\d{1,2}\.|\([a-z]\))\s+", r"\1- ", text), False),
        "copyright line": (f"Copyright (c) 2026 Example Lab\n\n{text}", False),
        "README section": (f"# Model\n\nA model.\n\n## License\n\n{text}\n\n## Citation\n", False),
        "sentence inserted": (text[:place] + chance.choice(INSERTED) + " " + text[place:], True),
        "clause appended": (f"{text}\n\n{chance.choice(INSERTED)}\n", True),
        "end cut off": (text[: int(len(text) * 0.7)], True),
    }
    if word is not None:
        found["word deleted"] = (text[: word.start()] + text[word.end() :], True)
    return found


def misleading_texts(folder: Path, seed: int = 1) -> None:
    """How many changed copies keep their license and are told to be changed."""
    chance = random.Random(seed)  # noqa: S311 - the same changes in every run
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for path in sorted(folder.glob("*.txt")):
        entry = lookup(path.stem)
        if entry is None:
            continue
        for name, (text, binds) in changes(path.read_text(encoding="utf-8", errors="replace"), chance).items():
            found = [one for one in identify(text, "LICENSE") if one.match in ("exact", "modified")]
            right = [one.expression for one in found] == [entry.id]
            counts[name][0] += right and (not binds or found[0].match == "modified")
            counts[name][1] += 1
    print("\n| change | read rightly |\n| --- | --- |")
    for name, (right_ones, total) in counts.items():
        print(f"| {name} | {right_ones}/{total} |")


def main() -> int:
    """Prints the tables; 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--peers")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--texts", type=Path)
    args = parser.parse_args()
    cold(args.peers, args.runs)
    slow_texts()
    if args.texts:
        misleading_texts(args.texts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
