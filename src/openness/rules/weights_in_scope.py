"""Which weight files the manifest's statements about the model are about: shared by the rules that compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.declared_files import is_below, listed_files, local_paths

if TYPE_CHECKING:
    from openness.facts.gather import Facts
    from openness.weights.facts import WeightFile
    from openness.weights.sets import ModelSet

SUBSTANTIAL = 5_000_000
"""Bytes from which a file without a telling name counts as weights; filter banks and test tensors are smaller."""

_TELLING = frozenset({"safetensors", "gguf"})
_ELSEWHERE = ("hf:", "gh:", "release:", "https:", "http:")


def scoped_sets(facts: Facts) -> list[ModelSet]:
    """Models at the places that the manifest gives for the weights; without such places all that look like a model."""
    sets = facts.weights.models
    places = weights_places(facts)
    if places:
        return [one for one in sets if any(is_below(file.path, places) for file in one.files)]
    elsewhere = _are_published_elsewhere(facts)
    return [
        one
        for one in sets
        if any(is_substantial(file) for file in one.files) and (not elsewhere or _looks_released(facts, one))
    ]


def _are_published_elsewhere(facts: Facts) -> bool:
    """True when the weights are on a hub or a server: what is here then is often a helper, a voice, a filter bank."""
    manifest = facts.manifest.manifest if facts.manifest is not None else None
    declared = [place for entry in manifest.of("weights") for place in entry.locations] if manifest else []
    observed = facts.evidence.component("weights").locations
    return any(place.startswith(_ELSEWHERE) for place in (*declared, *observed))


def _looks_released(facts: Facts, one: ModelSet) -> bool:
    """True for GGUF files and for weights with their configuration beside them, as in a clone from a hub."""
    return any(file.format == "gguf" or (file.model and facts.weights.config_of(file.path)) for file in one.files)


def weights_places(facts: Facts) -> frozenset[str]:
    """Paths of this repository at which the manifest places the weights."""
    if facts.manifest is None or facts.manifest.manifest is None:
        return frozenset()
    entries = [entry for entry in facts.manifest.manifest.of("weights") if entry.status in ("released", "partial")]
    listed = {file.path for file in listed_files(facts) if file.component == "weights"} if entries else set()
    return frozenset({place for entry in entries for place in local_paths(entry)} | listed)


def is_substantial(file: WeightFile) -> bool:
    """True for what is a model by its name or by its size."""
    if file.aside or file.format == "onnx-data":
        return False
    return file.model or (file.size or 0) >= SUBSTANTIAL or (file.format in _TELLING and file.stored != "here")
