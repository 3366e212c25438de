"""Headers of PyTorch files: zip archives, the older stream of pickles, and bare pickles. None is ever unpickled.

Layout: https://github.com/pytorch/pytorch/blob/main/torch/serialization.py, read 2026-11.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.read.tree import MemoryTree
from openness.weights.archive import Archive, Member, data_start, read_archive, read_member
from openness.weights.counts import histogram
from openness.weights.data import load_table, patterns
from openness.weights.header import WeightHeader, clean
from openness.weights.pickle_scan import Scan, scan_pickle
from openness.weights.source import MIB, BudgetError, ByteSource, Cursor, HeaderError, UnsupportedError, guarded

if TYPE_CHECKING:
    from collections.abc import Iterable

PICKLE_LIMIT = 16 * MIB
"""Bytes of the largest packed pickle that is unpacked; PyTorch itself stores pickles as they are."""

_SCANNED_LIMIT = 8
_LEGACY = bytes.fromhex("80028a0a6cfc9c46f9206aa850192e")
_LEGACY_PICKLES = 5
_STORED = 0
_OPTIMIZER_KEYS = frozenset({"optimizer", "optimizers", "optimizer_states", "optimizer_state_dict", "optim", "exp_avg"})
_SHOWN_IMPORTS = 20


@guarded
def read(source: ByteSource) -> WeightHeader:
    """The header of a file that PyTorch or Python's pickle would load, or why it is refused."""
    head = source.read(0, min(source.size, 16))
    if head.startswith(b"PK\x03\x04"):
        return _read_archive(source)
    if head.startswith(_LEGACY):
        return _read_stream(source, "pytorch-legacy", _LEGACY_PICKLES)
    if head[:1] == b"\x80" and head[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05"):
        return _read_stream(source, "pickle", 1)
    raise UnsupportedError("begins like no file that PyTorch writes")


def _read_archive(source: ByteSource) -> WeightHeader:
    archive = read_archive(source)
    pickles = [one for one in archive.members if one.name.endswith(".pkl")]
    form = _form(archive)
    if form == "zip":
        raise UnsupportedError("is a zip archive without weights of a known layout")
    problems = list(archive.problems)
    if len(archive.named("data.pkl")) > 1:
        raise HeaderError("has two members named data.pkl; readers differ on which one counts")
    scan = Scan()
    for member in pickles[:_SCANNED_LIMIT]:
        _scan(_member_cursor(source, member), scan, source)
    if len(pickles) > _SCANNED_LIMIT:
        problems.append(f"has {len(pickles):,} pickles, of which {_SCANNED_LIMIT} were looked into")
    problems += _wrong_storages(archive, scan)
    return _header(form, scan, problems, source)


def _form(archive: Archive) -> str:
    """Which of the formats in a zip archive this is, by its members."""
    if archive.named("constants.pkl") or any("/code/" in one.name for one in archive.members):
        return "torchscript"
    if archive.named("data.pkl"):
        return "pytorch"
    if archive.named("metadata.json") and archive.named("config.json"):
        return "keras"
    if archive.named("archive_format") or archive.named("archive_version"):
        return "torch-export"
    return "zip"


def _member_cursor(source: ByteSource, member: Member) -> Cursor:
    """The bytes of a pickle, in place where they are stored as they are."""
    if member.method == _STORED and not member.encrypted and member.size == member.packed:
        start = data_start(source, member)
        return Cursor(source, start, min(start + member.size, source.size), chunk=64 * 1024)
    if member.size > PICKLE_LIMIT:
        raise BudgetError(f"packs a pickle of {member.size:,} bytes")
    body = read_member(source, member, PICKLE_LIMIT)
    return Cursor(ByteSource(MemoryTree({source.path: body}), source.path, len(body)))


def _read_stream(source: ByteSource, form: str, pickles: int) -> WeightHeader:
    """Pickles one after the other; what stands behind them is raw data."""
    cursor = Cursor(source, chunk=64 * 1024)
    scan = Scan()
    try:
        for _ in range(pickles):
            _scan(cursor, scan, source)
    except HeaderError:
        if not any(name.startswith("joblib.") for name in scan.imports):
            raise
        # joblib puts raw arrays between the opcodes; nobody but joblib knows where they end.
        return _header("joblib", scan, ["mixes raw arrays into its pickle, which was read up to the first"], source)
    return _header(form, scan, [], source)


def _wrong_storages(archive: Archive, scan: Scan) -> list[str]:
    """What the pickle says of the tensors' bytes and the archive does not."""
    widths = load_table("dtypes")["torch"]
    held = {one.name.rpartition("/data/")[2]: one.size for one in archive.members if "/data/" in f"/{one.name}"}
    wrong = []
    for key, (kind, elements) in scan.storages.items():
        row = widths.get(kind.rpartition(".")[2])
        if row is None:
            continue
        if key not in held:
            wrong.append(f"lacks the data of the tensor storage `{clean(key, 40)}`")
        elif held[key] != elements * row[1]:
            wrong.append(
                f"has {held[key]:,} bytes for the tensor storage `{clean(key, 40)}`, not {elements * row[1]:,}"
            )
    return wrong[:3]


def _scan(cursor: Cursor, scan: Scan, source: ByteSource) -> None:
    """Walk one pickle and count its opcodes against the run's budget."""
    before = scan.opcodes
    try:
        scan_pickle(cursor, scan)
    finally:
        source.spend(scan.opcodes - before)


def _header(form: str, scan: Scan, problems: Iterable[str], source: ByteSource) -> WeightHeader:
    counts = _counts(scan)
    foreign, objects = sort_imports(scan.imports)
    return WeightHeader(
        format=form,
        parameters=sum(counts.values()) if counts else None,
        tensors=scan.tensors or None,
        dtypes=histogram(counts or {}),
        imports=foreign,
        code_objects=objects,
        problems=tuple(problems),
        bytes_read=source.bytes_read,
    )


def _counts(scan: Scan) -> dict[str, int] | None:
    """Elements by type, each storage once; None when a type is not known or optimizer states are among them."""
    if not scan.storages or scan.keys & _OPTIMIZER_KEYS:
        return None
    table = load_table("dtypes")["torch"]
    counts: dict[str, int] = {}
    for key, (kind, elements) in scan.storages.items():
        row = table.get(kind.rpartition(".")[2])
        if row is None:
            row = table.get(scan.types.get(key, ""))
            elements //= row[1] if row else 1  # noqa: PLW2901 - of storages without a type the bytes are given
        if row is None:
            return None
        counts[row[0]] = counts.get(row[0], 0) + elements
    return counts


def sort_imports(names: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Imports that no tensor needs, split into those that are not known to be harmless and classes of models."""
    allowed, models = patterns("imports", "tensor"), patterns("imports", "model")
    foreign: list[str] = []
    objects: list[str] = []
    for name in names:
        if allowed.fullmatch(name):
            continue
        (objects if models.fullmatch(name) else foreign).append(name)
    return tuple(foreign[:_SHOWN_IMPORTS]), tuple(objects[:_SHOWN_IMPORTS])
