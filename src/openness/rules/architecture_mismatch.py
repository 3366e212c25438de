"""The manifest names an architecture that the weights do not have.

What it checks: families of architectures that `model.architecture` names are compared with `architectures` and
`model_type` of the `config.json` beside the weights and with the architecture in the headers of GGUF and safetensors
files. A description that names no known family ("transformer decoder") is not compared.

Why it matters: the architecture says which code runs the weights, and often where they come from.

What to do: correct the manifest, or the configuration if that is what is wrong.

Severity: warning, because descriptions are free text.

Sources: GGUF specification, `general.architecture`; Hugging Face transformers, `config.json`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.phrases import listed
from openness.rules.weights_in_scope import scoped_sets
from openness.weights.architectures import architectures_in, same_architecture

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts

_SHOWN = 3


def check(facts: Facts) -> Iterator[Found]:
    """One finding when every artifact that names a known architecture names another one than the manifest."""
    if facts.manifest is None or facts.manifest.manifest is None:
        return
    model = facts.manifest.manifest.model
    declared = architectures_in(model.architecture or "")
    if not declared:
        return
    seen = {one: families for one in _stated(facts) if (families := architectures_in(one.what))}
    if not seen or any(same_architecture(declared, families) for families in seen.values()):
        return
    span = facts.manifest.spans.get("/model/architecture", model.span)
    names = listed(f"`{one.path}` says {one.what}" for one in list(seen)[:_SHOWN])
    yield Found(
        f"The manifest says {model.architecture}; {names}.",
        path=facts.manifest_path,
        line=span.line,
        column=span.column,
        help="Correct `model.architecture`, or the configuration if that is what is wrong.",
        key="architecture",
        evidence=tuple(seen)[:_SHOWN],
        width=len(model.architecture or ""),
    )


def _stated(facts: Facts) -> Iterator[Evidence]:
    """Architectures that artifacts in scope name, each with its place."""
    shown = set()
    for one in scoped_sets(facts):
        for file in one.files[:1]:
            if file.header is not None and file.header.architecture:
                yield Evidence(file.path, None, file.header.architecture)
            config = facts.weights.config_of(file.path)
            if config is not None and config.path not in shown:
                shown.add(config.path)
                words = config.architectures[0] if config.architectures else config.model_type
                if words:
                    yield Evidence(config.path, None, words)


RULE: Rule[Facts] = Rule(
    "OM313",
    "architecture-mismatch",
    "warning",
    "The weights are of another architecture",
    check,
    __doc__ or "",
)
