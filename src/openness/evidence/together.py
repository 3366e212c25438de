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
    if "unofficial" in names and _hands_out_weights(signs):
        # Somebody else's version that was trained is a model of its own.
        idle.add("unofficial")
    if "library-intro" in names:
        # The examples of a library load models to show it.
        idle |= {"library-intro"} if _has_own_models(signs, names) else {"hub-model-in-code", "hub-models-in-code"}
    return [sign for sign in signs if sign.name not in idle]


def _has_own_models(signs: Sequence[Sign], names: set[str]) -> bool:
    """True for a library that releases models, or a model that comes as a library.

    It hands out models below a heading for them, licenses weights that are to be had, or its package fetches weights
    from its own account; or it is called a model first.
    """
    return (
        {"model-heading", "drive-link"} <= names
        or ("weights-license-prose" in names and any(sign.form for sign in signs))
        or "weights-in-code" in names
        or _is_model_first(signs)
    )


def _is_model_first(signs: Sequence[Sign]) -> bool:
    """True where the project is called a model before it is called a library."""
    lines: dict[str, int] = {}
    for sign in signs:
        if sign.name in ("model-intro", "library-intro") and sign.evidence.line is not None:
            lines.setdefault(sign.name, sign.evidence.line)
    return "library-intro" in lines and lines.get("model-intro", lines["library-intro"]) < lines["library-intro"]


def _hands_out_weights(signs: Sequence[Sign]) -> bool:
    """True where weights are spoken of and linked."""
    names = {sign.name for sign in signs}
    return bool(names & _LINKED and names & {"model-heading", "offers-weights", "speaks-of-release"})
