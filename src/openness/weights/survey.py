"""Every weight file of a repository with what can be told of it, in one pass and within budgets."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from openness.read.tree import Kind
from openness.weights.facts import WeightFile, WeightSurvey
from openness.weights.formats import may_be_weights

if TYPE_CHECKING:
    from openness.read.repository import Repository
    from openness.read.tree import Entry

__all__ = ["WeightFile", "WeightSurvey", "survey"]

_ADAPTER_CONFIG = "adapter_config.json"
_SIGNATURES = frozenset({"model.sig", "model.sig.json", "model.sigstore.json"})
_BESIDE_LIMIT = 1000


def survey(repository: Repository) -> WeightSurvey:
    """What the repository's weight files, and the small files beside them, say.

    Nothing is opened, and hardly anything imported, where no name hints at weights.
    """
    weights: list[Entry] = []
    small: dict[str, list[str]] = {"adapter": [], "signature": [], "dvc": []}
    submodules = []
    for entry in repository.entries:
        if entry.kind is Kind.SUBMODULE:
            submodules.append(entry.path)
        elif may_be_weights(entry.path):
            weights.append(entry)
        elif (kind := _kind_of(entry.path)) is not None:
            small[kind].append(entry.path)
    if not (weights or any(small.values())):
        return WeightSurvey(submodules=tuple(submodules))
    return _read(repository, weights, small, tuple(submodules))


def _kind_of(path: str) -> str | None:
    """What a small file is by its name."""
    if path.endswith(".dvc"):
        return "dvc"
    name = path.rpartition("/")[2]
    if name == _ADAPTER_CONFIG:
        return "adapter"
    return "signature" if name in _SIGNATURES else None


def _read(
    repository: Repository, weights: list[Entry], small: dict[str, list[str]], submodules: tuple[str, ...]
) -> WeightSurvey:
    from openness.weights import beside  # noqa: PLC0415 - repositories without weights do not pay for the readers
    from openness.weights.files import FileReader, with_external  # noqa: PLC0415
    from openness.weights.shards import shard_sets  # noqa: PLC0415

    reader = FileReader(repository)
    files = [one for entry in weights if (one := reader.file(entry)) is not None]
    files += reader.dvc_files(small["dvc"])
    files = with_external(repository, sorted({one.path: one for one in files}.values(), key=lambda one: one.path))
    paths = [one.path for one in files]
    folders = sorted({posixpath.dirname(path) for path in paths})[:_BESIDE_LIMIT]
    configs = [beside.read_config(repository, posixpath.join(folder, beside.CONFIG)) for folder in folders]
    adapters = [beside.read_adapter(repository, path) for path in small["adapter"][:_BESIDE_LIMIT]]
    return WeightSurvey(
        files=tuple(files),
        shard_sets=tuple(shard_sets(repository, paths)),
        adapters=tuple(one for one in adapters if one is not None),
        configs=tuple(one for one in configs if one is not None),
        signatures=tuple(beside.read_signature(repository, path) for path in small["signature"][:_BESIDE_LIMIT]),
        submodules=submodules,
        bytes_read=reader.bytes_read,
        not_opened=reader.not_opened,
    )
