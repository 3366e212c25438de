"""Which signs of a release mean nothing beside others: what lists, tools and data sets say of models is of others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openness.evidence.signs import Sign

_LINKED = frozenset(
    {"own-hub-model-named", "own-hub-model", "hub-model-elsewhere", "weight-file-link", "archive-link", "drive-link"}
)

_OF_OTHERS = frozenset(
    {
        "own-hub-model",
        "hub-model-elsewhere",
        "weight-file-link",
        "archive-link",
        "drive-link",
        "form",
        "pretrained-title",
        "model-heading",
        "speaks-of-release",
        "weights-license-prose",
    }
)
"""Signs that a list of models by others shows as well."""

_HOSTED = frozenset(
    {"own-hub-model-named", "own-hub-model", "hub-model-in-code", "hub-models-in-code", "hub-collection"}
)


def weighed_together(signs: list[Sign]) -> list[Sign]:
    """The signs without those that mean nothing beside others."""
    names = {sign.name for sign in signs}
    idle: set[str] = set()
    if names & {"model-in-tree", "own-hub-model-named"}:
        # A clone of a hub, or a page that leads to the model of its name, needs few words.
        idle.add("empty-readme")
    if "releases-model" in names:
        idle.add("introduces-model")
    if "tool-name" in names:
        # `kestrel-finetune` and `kestrel.cpp` work on models called Kestrel.
        idle |= _OF_OTHERS | _HOSTED | {"download-script"}
    if "list" in names:
        # A list links the models of others, often many of one account.
        idle |= _OF_OTHERS
    if "list-said" in names:
        # What it tells of models is told of those listed.
        idle |= {"model-intro", "states-size"}
    if "dataset-intro" in names:
        # Its form asks for the data, and models of others were trained on them.
        idle |= {"form", "hub-model-elsewhere", "weights-license-prose"}
    if "own-hub-model-named" in names and names & {
        "model-intro",
        "releases-model",
        "introduces-model",
        "offers-weights",
    }:
        # Its data are published beside the model.
        idle.add("dataset-intro")
    if {"model-heading", "drive-link"} <= names:
        # A tool that hands out its own models below a heading for them releases them.
        idle.add("library-intro")
    if "unofficial" in names and _hands_out_weights(signs):
        # Somebody else's version that was trained is a model of its own.
        idle.add("unofficial")
    if "weights-in-code" in names:
        # A package that fetches weights from its own account was written around them.
        idle.add("library-intro")
    if "library-intro" in names - idle:
        # The examples of a library load models to show it.
        idle |= {"hub-model-in-code", "hub-models-in-code"}
    return [sign for sign in signs if sign.name not in idle]


def _hands_out_weights(signs: Sequence[Sign]) -> bool:
    """True where weights are spoken of and linked."""
    names = {sign.name for sign in signs}
    return bool(names & _LINKED and names & {"model-heading", "offers-weights", "speaks-of-release"})
