"""Weight files grouped into models: a set of shards, or a single file, each with its parameters and bytes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from openness.patterns import compiled
from openness.values import NamedTuple
from openness.weights.counts import histogram
from openness.weights.data import load_table

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from openness.weights.facts import WeightFile, WeightSurvey

_PACKED_SHARE = 0.1


class ModelSet(NamedTuple):
    """Files that together hold one model.

    `parameters` is None unless the header of every file was read and none is missing. `size` is in bytes, None when
    that of a file is unknown. `packed` says that integers which may hold several weights each make up a tenth of the
    elements or more, so that elements are not parameters.
    """

    name: str
    files: tuple[WeightFile, ...]
    parameters: int | None
    tensors: int | None
    dtypes: tuple[tuple[str, int], ...]
    size: int | None
    complete: bool

    @property
    def packed(self) -> bool:
        """Whether the elements may hold more than one weight each."""
        narrow = frozenset(load_table("dtypes")["packed"])
        total = sum(count for _, count in self.dtypes)
        held = sum(count for dtype, count in self.dtypes if dtype in narrow)
        return total > 0 and held >= total * _PACKED_SHARE


def model_sets(survey: WeightSurvey) -> list[ModelSet]:
    """The sets of a survey by name; files of tests, adapters, optimizer states and external data are left out."""
    files = {one.path: one for one in survey.files if _holds_model(one)}
    sets = []
    taken: set[str] = set()
    for shards in survey.shard_sets:
        members = [files[path] for path in shards.members if path in files and path not in taken]
        if members:
            taken.update(one.path for one in members)
            known = len(members) == len(shards.members)
            sets.append(_set(shards.name, members, complete=known and not shards.missing))
    sets += [_set(path, [one], complete=True) for path, one in files.items() if path not in taken]
    return sorted(sets, key=lambda one: one.name)


def _holds_model(file: WeightFile) -> bool:
    return not file.aside and file.format != "onnx-data" and _not_model().search(file.path.lower()) is None


@lru_cache(maxsize=1)
def _not_model() -> re.Pattern[str]:
    return compiled(load_table("formats")["not_model"])


def _set(name: str, files: list[WeightFile], *, complete: bool) -> ModelSet:
    headers = [one.header for one in files]
    counts: dict[str, int] = {}
    parameters = _total(header.parameters if header else None for header in headers)
    for header in headers:
        for dtype, count in header.dtypes if header else ():
            counts[dtype] = counts.get(dtype, 0) + count
    return ModelSet(
        name=name,
        files=tuple(files),
        parameters=parameters if complete else None,
        tensors=_total(header.tensors if header else None for header in headers),
        dtypes=histogram(counts),
        size=_total(one.size for one in files),
        complete=complete,
    )


def _total(numbers: Iterable[int | None]) -> int | None:
    """The sum, None when a part is unknown."""
    total = 0
    for number in numbers:
        if number is None:
            return None
        total += number
    return total
