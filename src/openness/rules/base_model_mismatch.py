"""The manifest names a base model, or none, and the weights or the model card name another one.

What it checks: `model.base_model` is compared with `base_model_name_or_path` of adapters, with `general.base_model.*`
of GGUF files, with base models in the metadata of safetensors files and with that of the model card. Copies of a
model under another account and variants whose name begins alike count as the same; a quantized file that names the
model itself as its base does not count.

Why it matters: the license of the base model binds what is made from it, so a base that is left out hides terms.

What to do: list every model that this one was made from under `model.base_model`.

Severity: warning.

Sources: GGUF specification, `general.base_model.*`; PEFT adapter configuration; Hugging Face model cards,
`base_model`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.manifest.locations import parse_location
from openness.model import Evidence
from openness.patterns import compiled
from openness.rules.base import Found, Rule
from openness.rules.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.manifest.entities import Manifest

_HUB = compiled(r"(?:https?://(?:huggingface\.co|hf\.co|hf-mirror\.com)/|hf:)?([\w.-]{1,96})/([\w.-]{1,96})(?:[@/].*)?")
_CARD = "README.md"
_SHOWN = 3
_SHORTEST = 4


def check(facts: Facts) -> Iterator[Found]:
    """One finding when artifacts name base models of which the manifest lists none."""
    if facts.manifest is None or facts.manifest.manifest is None:
        return
    manifest = facts.manifest.manifest
    bases = manifest.model.base_models
    if bases is None:
        return
    declared = [name for base in bases if (name := hub_name(base.id))]
    if len(declared) != len(bases):
        return
    own = [*_own_names(manifest), *declared]
    foreign = [one for one in _stated(facts) if not any(alike(one.what, name) for name in own)]
    if not foreign:
        return
    span = facts.manifest.spans.get("/model/base_model", manifest.model.span)
    said = listed(base.id for base in bases) or "none"
    names = listed(f"`{one.path}` names {one.what}" for one in foreign[:_SHOWN])
    yield Found(
        f"The manifest says base model {said}; {names}.",
        path=facts.manifest_path,
        line=span.line,
        column=span.column,
        help="List every model that this one was made from under `model.base_model`; its license binds this one.",
        key="base_model",
        evidence=tuple(foreign[:_SHOWN]),
    )


def hub_name(text: str) -> str | None:
    """The `owner/name` of a model on a hub; None for folders, addresses elsewhere and bare names."""
    match = _HUB.fullmatch(text.strip())
    if match is None or match[1] in (".", "..") or text.startswith(("./", "/")):
        return None
    return f"{match[1]}/{match[2]}"


def alike(one: str, other: str) -> bool:
    """True when two models have the same name, or one's name begins with the other's, whoever publishes them."""
    first, second = (re.sub(r"[^a-z0-9]", "", name.rpartition("/")[2].lower()) for name in (one, other))
    short, long = sorted((first, second), key=len)
    return first == second or (len(short) >= _SHORTEST and long.startswith(short))


def _own_names(manifest: Manifest) -> Iterator[str]:
    """Names under which the model itself is known."""
    if manifest.model.name:
        yield manifest.model.name
    for entry in manifest.components:
        for text in entry.locations:
            location = parse_location(text)
            if location is not None and location.kind == "hf" and not location.dataset:
                yield location.target


def _stated(facts: Facts) -> Iterator[Evidence]:
    """Base models that the card and artifacts name, each once, with its place."""
    seen = set()
    named = [(_CARD, one.base_model) for one in facts.evidence.models if one.base_model]
    named += [(one.path, one.base_model) for one in facts.weights.adapters if one.base_model]
    for file in facts.weights.files:
        named += [(file.path, value) for _, value in (file.header.base_models if file.header else ()) if not file.aside]
    for path, value in named:
        name = hub_name(value)
        if name is not None and name.lower() not in seen:
            seen.add(name.lower())
            yield Evidence(path, None, name)


RULE: Rule[Facts] = Rule(
    "OM314",
    "base-model-mismatch",
    "warning",
    "The weights or the card name another base model",
    check,
    __doc__ or "",
)
