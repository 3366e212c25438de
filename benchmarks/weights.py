"""What weight files cost: time, memory and bytes read, as Markdown tables.

usage: python benchmarks/weights.py [hostile | large | many]...

`hostile`: every hostile file of the tests, each surveyed in a process of its own. `large`: sharded models of growing
size, laid out sparse with real headers. `many`: trees of growing numbers of files, with and without weights, surveyed
and checked as a whole. Without a word all three. Seconds are of processor time, memory is the peak of resident memory.
Linux only (memory is read from /proc).
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "weights")]

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHARD = 5 << 30
GIB = 1 << 30
SHOWN = 8


def peak() -> float:
    """Peak resident memory of this process in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def survey_here(folder: str) -> None:
    """Survey a folder in this process and print seconds, memory before and after, bytes read and files."""
    from openness.read.directory import DirectoryTree  # noqa: PLC0415 - the tables are printed without them
    from openness.read.repository import Repository  # noqa: PLC0415
    from openness.weights.headers import READERS  # noqa: PLC0415
    from openness.weights.survey import survey  # noqa: PLC0415

    for reader in READERS:
        __import__(f"openness.weights.{reader}")
    repository = Repository(DirectoryTree(Path(folder)))
    listed = len(repository.entries)
    before = peak()
    start = time.process_time()
    found = survey(repository)
    seconds = time.process_time() - start
    print(json.dumps([seconds, before, peak(), found.bytes_read, len(found.files), listed]))


def measured(folder: Path) -> list[float]:
    """What `survey_here` prints, from a process of its own."""
    command = [sys.executable, __file__, "--survey", str(folder)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    numbers: list[float] = json.loads(done.stdout)
    return numbers


def hostile() -> Iterator[str]:
    """The dearest hostile files, and the whole of them."""
    from hostile import ALL  # noqa: PLC0415 - a module of the tests

    rows = []
    for name, (path, make, _) in ALL.items():
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / path).write_bytes(make())
            seconds, before, after, read, *_ = measured(Path(folder))
            rows.append((seconds * 1000, after, after - before, int(read), name))
    rows.sort(reverse=True)
    yield f"{len(rows)} hostile files; median {statistics.median(row[0] for row in rows):.1f} ms, "
    yield f"{sum(row[0] <= 50 for row in rows)} within 50 ms, most memory {max(row[1] for row in rows):.0f} MB."
    yield "The dearest:\n"
    yield "| file | ms | memory, MB | of it for the file | bytes read |\n|---|--:|--:|--:|--:|"
    for milliseconds, memory, own, read, name in rows[:SHOWN]:
        yield f"| {name} | {milliseconds:.1f} | {memory:.0f} | {own:.0f} | {read:,} |"


def write_model(folder: Path, size: int) -> None:
    """A sharded model of about this many bytes: 100 tensors in each shard, their bytes holes in the file."""
    count = max(1, size // SHARD)
    extent = min(size, SHARD) // 100
    names = {}
    for number in range(1, count + 1):
        file_name = f"model-{number:05d}-of-{count:05d}.safetensors"
        tensors = {f"model.layers.{number}.{index}.weight": index for index in range(100)}
        header = {
            name: {
                "dtype": "BF16",
                "shape": [extent // 2],
                "data_offsets": [index * (extent // 2 * 2), (index + 1) * (extent // 2 * 2)],
            }
            for name, index in tensors.items()
        }
        text = json.dumps(header).encode()
        text += b" " * (-len(text) % 8)
        with (folder / file_name).open("wb") as file:
            file.write(len(text).to_bytes(8, "little") + text)
            file.truncate(8 + len(text) + 100 * (extent // 2 * 2))
        names.update(dict.fromkeys(tensors, file_name))
    (folder / "model.safetensors.index.json").write_text(json.dumps({"weight_map": names}), encoding="utf-8")


def large() -> Iterator[str]:
    """Models of growing size: one shard, whatever its size, costs its header."""
    yield "| model | shards | ms | memory, MB | bytes read |\n|---|--:|--:|--:|--:|"
    for size, shards in ((GIB, 1), (5 * GIB, 1), (100 * GIB, 20), (1000 * GIB, 200)):
        with tempfile.TemporaryDirectory() as folder:
            write_model(Path(folder), size)
            seconds, _, after, read, *_ = measured(Path(folder))
            yield f"| {size // GIB:,} GiB | {shards} | {seconds * 1000:.1f} | {after:.0f} | {int(read):,} |"


def write_tree(folder: Path, count: int, make: Callable[[int], tuple[str, bytes]]) -> None:
    """A tree with so many files, a thousand to a folder, and a README."""
    (folder / "README.md").write_text("# TinyLM\n\nAn open model.\n", encoding="utf-8")
    for number in range(count - 1):
        name, body = make(number)
        place = folder / f"part-{number // 1000:03d}" / name
        if number % 1000 == 0:
            place.parent.mkdir()
        place.write_bytes(body)


def many() -> Iterator[str]:
    """Trees of growing numbers of files."""
    from weightfiles import safetensors  # noqa: PLC0415 - a module of the tests

    weights = safetensors({"w": ("F16", [16, 16])}, {"format": "pt"})
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"0" * 64 + b"\nsize 5000000000\n"
    kinds: dict[str, Callable[[int], tuple[str, bytes]]] = {
        "source": lambda number: (f"module_{number}.py", b"x = 1\n"),
        "Git LFS pointers": lambda number: (f"model-{number}.safetensors", pointer),
        "safetensors": lambda number: (f"model-{number}.safetensors", weights),
    }
    yield "| files | of the kind | survey, s | memory, MB | bytes read | whole check, s | memory, MB |"
    yield "|--:|---|--:|--:|--:|--:|--:|"
    for kind, make in kinds.items():
        for count in (1000, 10_000, 100_000):
            with tempfile.TemporaryDirectory() as folder:
                write_tree(Path(folder), count, make)
                seconds, _, after, read, *_ = measured(Path(folder))
                whole, memory = check(Path(folder))
                yield (
                    f"| {count:,} | {kind} | {seconds:.2f} | {after:.0f} | {int(read):,} | {whole:.2f} | {memory:.0f} |"
                )


def check(folder: Path) -> tuple[float, float]:
    """Processor seconds and peak memory in MB of `openness check` on a folder."""
    # The child reads its own peak: what the system says of a child that ended includes this process, from before exec.
    program = f"import sys; sys.path.insert(0, {str(ROOT / 'benchmarks')!r}); from weights import whole; whole()"
    command = [sys.executable, "-c", program, "check", "--format", "json", "--fail-on", "never", str(folder)]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    seconds, memory = json.loads(done.stderr.splitlines()[-1])
    return seconds, memory


def whole() -> None:
    """Run the command line in this process and print its processor seconds and peak memory to standard error."""
    from openness.cli import main as run  # noqa: PLC0415 - the child only

    run(sys.argv[1:])
    print(json.dumps([time.process_time(), peak()]), file=sys.stderr)


def main(words: list[str]) -> int:
    """Exit status: always 0; the tables are for reading."""
    if words[:1] == ["--survey"]:
        survey_here(words[1])
        return 0
    tables = {"hostile": hostile, "large": large, "many": many}
    for word in words or list(tables):
        for line in tables[word]():
            print(line, flush=True)
        print()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
