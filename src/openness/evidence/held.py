"""What the weight files in the tree say of the release: that there is a model, its size, its license, its base."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from openness.licenses.names import read_name
from openness.model import Evidence, LicenseDeclaration
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openness.weights.facts import WeightFile, WeightSurvey
    from openness.weights.sets import ModelSet

MODEL_PARAMETERS = 10_000_000
"""Elements from which on a file is a model; filter banks and voice detectors that tools carry have fewer."""

MODEL_BYTES = 50_000_000
"""The same for files of which only the size is known."""

_SAME_SIZE = 1.03
_MOST = 20
_CONFIGURED = frozenset({"config.json", "model_index.json", "adapter_config.json", "params.json"})


class HeldWeights(NamedTuple):
    """The weights in the tree; everything is empty where there are none.

    `places` are the weight files that hold a model or an adapter for certain. `parameters` is what their headers count,
    None where they were not read or differ by more than 3 %. `licenses` are the license fields of headers, `bases` the
    models that headers and adapter configurations name.
    """

    places: tuple[Evidence, ...] = ()
    parameters: int | None = None
    licenses: tuple[LicenseDeclaration, ...] = ()
    bases: tuple[tuple[str, Evidence], ...] = ()


NOTHING_HELD = HeldWeights()


def held_weights(survey: WeightSurvey, configured: frozenset[str] = frozenset()) -> HeldWeights:
    """What the survey's files say; `configured` are folders that hold the configuration of a model."""
    files = [one for one in survey.files if not one.aside and one.format != "onnx-data"]
    if not files:
        return NOTHING_HELD
    configured |= configured_folders([*(one.path for one in survey.adapters), *(one.path for one in survey.configs)])
    certain = [one for one in files if _is_model(one, configured)]
    certain += [one for group in survey.models if _is_large(group) for one in group.files if one not in certain]
    return HeldWeights(
        tuple(Evidence(one.path, None, _described(one)) for one in certain[:_MOST]),
        _parameters(survey.models),
        tuple(_licenses(files))[:_MOST],
        tuple(dict.fromkeys(_bases(survey, files)))[:_MOST],
    )


def configured_folders(paths: Sequence[str]) -> frozenset[str]:
    """The folders in which a configuration says that the weights beside it are a model's."""
    return frozenset(posixpath.dirname(path) for path in paths if posixpath.basename(path) in _CONFIGURED)


def _is_model(file: WeightFile, configured: frozenset[str]) -> bool:
    if file.header is not None and (file.header.parameters or 0) >= MODEL_PARAMETERS:
        return True
    if file.model and posixpath.dirname(file.path) in configured:
        return True
    return file.stored != "unknown" and (file.size or 0) >= MODEL_BYTES


def _is_large(group: ModelSet) -> bool:
    return (group.parameters or 0) >= MODEL_PARAMETERS


def _described(file: WeightFile) -> str:
    count = file.header.parameters if file.header else None
    size = f"{file.size:,} bytes" if file.size is not None else "size unknown"
    return f"weights ({file.format}, {size}, {count:,} parameters)" if count else f"weights ({file.format}, {size})"


def _parameters(groups: Sequence[ModelSet]) -> int | None:
    """The parameters of the only model here; quantized variants of one model count alike."""
    counts = [one.parameters for one in groups if one.parameters and not one.packed]
    counts = [count for count in counts if count >= MODEL_PARAMETERS]
    if not counts or max(counts) > min(counts) * _SAME_SIZE:
        return None
    return counts[0]


def _licenses(files: Sequence[WeightFile]) -> Iterator[LicenseDeclaration]:
    """The first license field of each header that can be read as a license, once for each license."""
    seen: set[str] = set()
    for file in files:
        for key, raw in file.header.licenses if file.header else ():
            expression = read_name(raw)
            if expression is not None and expression not in seen:
                seen.add(expression)
                yield LicenseDeclaration("weights", f"{key}: {raw}", expression, file.path, 1, 1, ("weights",))
                break


def _bases(survey: WeightSurvey, files: Sequence[WeightFile]) -> Iterator[tuple[str, Evidence]]:
    for adapter in survey.adapters:
        if adapter.base_model:
            yield adapter.base_model, Evidence(adapter.path, None, f"base_model: {adapter.base_model}")
    for file in files:
        for key, raw in file.header.base_models if file.header else ():
            yield raw, Evidence(file.path, None, f"base_model: {raw} (`{key}`)")
