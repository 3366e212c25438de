"""Which weight files the manifest's statements about the model are about: shared by the rules that compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.declared_files import covers, local_paths
from openness.weights.sets import model_sets

if TYPE_CHECKING:
    from openness.facts.gather import Facts
    from openness.weights.facts import WeightFile
    from openness.weights.sets import ModelSet

SUBSTANTIAL = 5_000_000
"""Bytes from which a file without a telling name counts as weights; filter banks and test tensors are smaller."""

_TELLING = frozenset({"safetensors", "gguf"})


def scoped_sets(facts: Facts) -> list[ModelSet]:
    """Models at the places that the manifest gives for the weights; without such places all that look like a model."""
    sets = model_sets(facts.weights)
    places = weights_places(facts)
    if places:
        return [one for one in sets if any(covers(place, file.path) for place in places for file in one.files)]
    return [one for one in sets if any(is_substantial(file) for file in one.files)]


def weights_places(facts: Facts) -> list[str]:
    """Paths of this repository at which the manifest places the weights."""
    if facts.manifest is None or facts.manifest.manifest is None:
        return []
    entries = [entry for entry in facts.manifest.manifest.of("weights") if entry.status in ("released", "partial")]
    return [place for entry in entries for place in (*local_paths(entry), *(file.path for file in entry.files))]


def is_substantial(file: WeightFile) -> bool:
    """True for what is a model by its name or by its size."""
    if file.aside or file.format == "onnx-data":
        return False
    return file.model or (file.size or 0) >= SUBSTANTIAL or (file.format in _TELLING and file.stored != "here")
