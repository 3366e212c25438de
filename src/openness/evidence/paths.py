"""One pass over every path of a repository: which component a path may belong to, by its name and size."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from openness.evidence.lexicon import pattern, table, words
from openness.licenses.files import is_license_path
from openness.patterns import compiled
from openness.read.tree import Kind
from openness.read.vendored import is_within, vendored_folders
from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.read.repository import Repository
    from openness.read.tree import Entry

KEPT = 200
"""Paths remembered for one kind; the rest is only counted."""

_RECORDS = frozenset({"csv", "json", "jsonl", "log", "txt", "md", "tsv", "xlsx"})
_RECORD_HINT = compiled(
    r"log|loss|metric|result|score|eval|leaderboard|trainer|events|step|checkpoint|public|wandb|iter|ckpt"
)
_FETCH_HINT = compiled(r"download|get|fetch")
_TOKENIZER_HINT = compiled(r"token|vocab|merges|bpe|^sp|^tek")
_POINTER_SIZES = range(100, 1025)
_DATA_POINTER_SIZES = range(120, 150)
"""A pointer of Git LFS has this size; small files of data are lists and settings more often than pointers."""


@dataclass(slots=True)
class Bucket:
    """Paths of one kind: how many there are, and the first of them."""

    count: int = 0
    entries: list[Entry] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Count the entry and remember it while there is room."""
        self.count += 1
        if len(self.entries) < KEPT:
            self.entries.append(entry)

    @property
    def paths(self) -> list[str]:
        """The remembered paths, shallow ones first."""
        return sorted((entry.path for entry in self.entries), key=lambda path: (path.count("/"), path))


@dataclass(slots=True)
class PathFacts:
    """Buckets by kind, and a few totals that say what sort of repository this is."""

    buckets: dict[str, Bucket] = field(default_factory=dict)
    files: int = 0
    code_files: int = 0
    test_files: int = 0
    data_bytes: int = 0
    submodules: list[str] = field(default_factory=list)
    license_paths: list[str] = field(default_factory=list)

    def __getitem__(self, kind: str) -> Bucket:
        """The bucket of that kind, empty when nothing was seen."""
        return self.buckets.get(kind) or Bucket()

    def add(self, kind: str, entry: Entry) -> None:
        """Put an entry into the bucket of that kind."""
        self.buckets.setdefault(kind, Bucket()).add(entry)


def sort_paths(repository: Repository) -> PathFacts:
    """Every path put into the buckets that its name and size allow; no content is read."""
    facts = PathFacts()
    extensions = _Extensions()
    places: dict[str, _Place] = {}
    hint = pattern("paths", "license_hint")
    others = vendored_folders(repository)
    for entry in repository.entries:
        if entry.kind is Kind.SUBMODULE:
            facts.submodules.append(entry.path)
            continue
        directory = entry.path.rpartition("/")[0]
        place = places.get(directory) or _place(directory, places, extensions.code_kinds)
        if entry.kind is Kind.SYMLINK or place.skipped:
            continue
        facts.files += 1
        low = entry.path.lower()
        _sort_entry(facts, entry, low, extensions, place, copied=is_within(entry.path, others))
        if (place.licenses or hint.search(low, len(directory))) and is_license_path(entry.path):
            facts.license_paths.append(entry.path)
    facts.license_paths.sort(key=lambda path: (path.count("/"), path))
    return facts


class _Place(NamedTuple):
    """What a directory's path says of everything in it."""

    skipped: bool
    aside: bool
    licenses: bool
    code: frozenset[str]


_ROOT = _Place(skipped=False, aside=False, licenses=False, code=frozenset())
_CodeKinds = tuple[tuple[str, re.Pattern[str]], ...]


def _place(directory: str, places: dict[str, _Place], code_kinds: _CodeKinds) -> _Place:
    """What a directory says, folder by folder: what one folder's name says holds for all below it."""
    if not directory:
        return _ROOT
    found = places.get(directory)
    if found is None:
        names = directory.split("/")
        # Names of single folders share the dictionary with whole paths: a folder at the root is both.
        parts = [places.get(name) or places.setdefault(name, _folder(name, code_kinds)) for name in names]
        found = parts[0]
        if len(parts) > 1:
            found = places[directory] = _Place(
                any(part.skipped for part in parts),
                any(part.aside for part in parts),
                parts[-1].licenses,
                frozenset().union(*(part.code for part in parts)),
            )
    return found


def _folder(name: str, code_kinds: _CodeKinds) -> _Place:
    low = name.lower() + "/"
    return _Place(
        pattern("paths", "skip_directory").search(low) is not None,
        pattern("paths", "side_directory").search(low) is not None,
        pattern("paths", "license_hint").search(low) is not None,
        frozenset(kind for kind, regex in code_kinds if regex.search(low)),
    )


class _Extensions:
    """The extension lists, looked up once for the whole pass."""

    def __init__(self) -> None:
        self.weights = words("paths", "weights.extensions")
        self.code = words("paths", "code_extensions")
        self.config = words("paths", "config_extensions")
        self.data = words("paths", "data_files.extensions")
        self.model_configs = words("paths", "model_config_names")
        self.config_places: list[str] = table("paths")["config_places"]
        self.code_kinds = tuple(
            (kind, pattern("paths", f"code.{kind}"))
            for kind in ("training", "finetuning", "inference", "evaluation", "data", "architecture", "tools")
        )


def _sort_entry(
    facts: PathFacts, entry: Entry, low: str, extensions: _Extensions, place: _Place, *, copied: bool
) -> None:
    """Put one file into its buckets; of a copy of another project only the code counts."""
    aside = place.aside
    base = low.rpartition("/")[2]
    extension = base.rpartition(".")[2] if "." in base else ""
    if extension in extensions.weights or extension in ("bin", "pb", "npy") or ".data-0" in base:
        if copied:
            return
        _sort_weights(facts, entry, low, extension, extensions)
    elif extension in extensions.code and entry.size > 0:
        _sort_code(facts, entry, low, extensions, place)
    elif not copied and (
        extension in ("md", "mdx", "rst", "txt", "pdf", "html", "") or "card" in base or "datasheet" in base
    ):
        _sort_document(facts, entry, low, extension, aside=aside)
    if copied:
        return
    if extension in extensions.data or extension == "json" or base.endswith(".gz"):
        _sort_data(facts, entry, low, aside=aside)
    _sort_support(facts, entry, low, extensions, aside=aside)


def _sort_weights(facts: PathFacts, entry: Entry, low: str, extension: str, extensions: _Extensions) -> None:
    if pattern("paths", "optimizer").search(low):
        facts.add("optimizer", entry)
        return
    if extension not in extensions.weights and not pattern("paths", "weights.names").search(low):
        return
    canonical = pattern("paths", "weights.canonical").search(low) is not None
    pointer = entry.size in _POINTER_SIZES
    large = entry.size >= int(table("paths")["weights"]["minimum_bytes"])
    named_otherwise = pattern("paths", "weights.not").search(low) is not None
    if (large or (pointer and (canonical or extension != "npz"))) and (canonical or not named_otherwise):
        facts.add("weights", entry)
        if pattern("paths", "intermediate").search(low):
            facts.add("intermediate", entry)
    if pattern("paths", "adapter").search(low):
        facts.add("adapter", entry)


def _sort_code(facts: PathFacts, entry: Entry, low: str, extensions: _Extensions, place: _Place) -> None:
    aside = place.aside
    facts.code_files += 1
    directory, _, base = low.rpartition("/")
    in_tests = base.startswith("test_") or base.rpartition(".")[0].endswith("_test") or "tests/" in low
    if in_tests:
        facts.test_files += 1
        return
    if base == "__init__.py" and entry.size < 500:
        return
    # What trains inside an evaluation trains no model of this repository: probes, tasks, environments.
    not_training = "evaluation" in place.code and "training" not in place.code
    not_training = not_training or pattern("paths", "code.not_training").search(base) is not None
    for kind, regex in extensions.code_kinds:
        if kind == "training" and not_training:
            continue
        # A match never crosses a slash, so that the directory's part of the answer is known already.
        named = regex.search(base) is not None
        if named or kind in place.code:
            facts.add(f"{kind}-side" if aside else kind, entry)
        if named:
            facts.add(f"{kind}-named", entry)
    if low.count("/") <= 2 and _FETCH_HINT.search(base) and pattern("paths", "download_script").search(low):
        facts.add("download-script", entry)
    if not aside and _is_data_script(base):
        facts.add("data-script", entry)
    if not not_training and "train" in base and pattern("paths", "code.training_file").search(base):
        facts.add("training-file-side" if aside else "training-file", entry)
    if pattern("paths", "code.inference_file").search(base):
        facts.add("inference-file", entry)
    if directory == "":
        facts.add("root-code", entry)


def _is_data_script(base: str) -> bool:
    return (
        pattern("paths", "data_script").search(base) is not None
        and pattern("paths", "not_data_script").search(base) is None
    )


def _sort_document(facts: PathFacts, entry: Entry, low: str, extension: str, *, aside: bool) -> None:
    base = low.rpartition("/")[2]
    if base.startswith("readme") and extension in ("md", "mdx", "rst", "txt", ""):
        facts.add("readme", entry)
    if pattern("paths", "documents.model_card").search(low):
        facts.add("model-card", entry)
    elif pattern("paths", "documents.data_card").search(low):
        facts.add("data-card", entry)
    if extension == "pdf" and entry.size >= int(table("paths")["documents"]["pdf_minimum_bytes"]):
        if pattern("paths", "documents.not_report").search(base):
            return
        named = pattern("paths", "documents.report").search(low) is not None
        if named or (not aside and low.count("/") <= 1):
            facts.add("report", entry)
    elif extension in ("md", "rst", "mdx") and not base.startswith("readme"):
        facts.add("document-side" if aside else "document", entry)
    if pattern("paths", "policy").search(low):
        facts.add("policy", entry)


def _sort_data(facts: PathFacts, entry: Entry, low: str, *, aside: bool) -> None:
    named = low.endswith((".json", ".jsonl")) and pattern("paths", "data_files.json_data").search(low) is not None
    if low.endswith(".json") and not named:
        return
    if entry.size < int(table("paths")["data_files"]["minimum_bytes"]) and entry.size not in _DATA_POINTER_SIZES:
        return
    facts.data_bytes += entry.size
    if pattern("paths", "data_files.evaluation").search(low):
        facts.add("evaluation-data", entry)
    elif not aside and not pattern("paths", "data_files.not_training").search(low):
        facts.add("training-data", entry)


def _sort_support(facts: PathFacts, entry: Entry, low: str, extensions: _Extensions, *, aside: bool) -> None:
    base = low.rpartition("/")[2]
    extension = base.rpartition(".")[2] if "." in base else ""
    if _TOKENIZER_HINT.search(base) and pattern("paths", "tokenizer").search(low):
        facts.add("tokenizer", entry)
    named = base in extensions.model_configs or (
        base.startswith("config") and pattern("paths", "model_config").search(base) is not None
    )
    if named and not (aside and ("test" in low or "fixture" in low)):
        facts.add("model-config", entry)
    is_config = extension in extensions.config and extension not in ("py", "sh") and not aside
    if is_config and any(part in low for part in extensions.config_places):
        _add_if(facts, entry, low, "hyperparameters")
    if _RECORD_HINT.search(low) and (extension in _RECORDS or "tfevents" in base):
        if not _add_if(facts, entry, low, "logs"):
            _add_if(facts, entry, low, "results")
        if extension == "csv":
            _add_if(facts, entry, low, "intermediate")
    if any(word in low for word in ("sample", "output", "generated", "gallery")):
        _add_if(facts, entry, low, "samples")


def _add_if(facts: PathFacts, entry: Entry, low: str, kind: str) -> bool:
    """Put the entry into the bucket whose pattern of the same name its path matches."""
    matched = pattern("paths", kind).search(low) is not None
    if matched:
        facts.add(kind, entry)
    return matched
