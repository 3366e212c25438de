"""An adapter does not say which model it is for.

What it checks: `base_model_name_or_path` of every `adapter_config.json` beside adapter weights names a model that
others can get: not nothing, and not a folder on somebody's machine. Adapter weights need such a file beside them, and a
manifest that declares adapters needs `model.base_model`. A configuration without weights is a setting to train with.

Why it matters: an adapter is of no use without its base model, and the base model's license binds its users.

What to do: name the base model by its place on a hub, in the configuration and in the manifest.

Severity: warning.

Sources: PEFT adapter configuration (`base_model_name_or_path`).
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.patterns import compiled
from openness.rules.base import Found, Rule
from openness.weights.formats import is_aside

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts

_FOLDER = compiled(r"(?:[/~.\\]|[A-Za-z]:[/\\])|[^/]{1,200}/[^/]{1,200}/|[^\\]{1,200}\\")
_HELP = "Name the base model by its place on a hub (`owner/name`)."


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each adapter, and for a manifest, that leaves the base model open."""
    weights = {posixpath.dirname(file.path) for file in facts.weights.files if _is_adapter(file.path)}
    for adapter in facts.weights.adapters:
        if is_aside(adapter.path) or posixpath.dirname(adapter.path) not in weights:
            continue
        base = adapter.base_model
        if base is None:
            what = "names no base model"
        elif _FOLDER.match(base) and not base.startswith(("http://", "https://")) and not _is_here(facts, base):
            what = f"names a folder as base model that others do not have: {base}"
        else:
            continue
        yield Found(f"`{adapter.path}` {what}.", path=adapter.path, help=_HELP, key="base_model_name_or_path")
    described = {posixpath.dirname(adapter.path) for adapter in facts.weights.adapters}
    for file in facts.weights.files:
        if _is_adapter(file.path) and posixpath.dirname(file.path) not in described and not file.aside:
            message = f"`{file.path}` has no adapter_config.json beside it that names its base model."
            yield Found(message, path=file.path, help=_HELP, key="adapter_config.json")
    yield from _manifest(facts)


def _is_adapter(path: str) -> bool:
    return posixpath.basename(path).startswith("adapter_model.")


def _is_here(facts: Facts, base: str) -> bool:
    return not base.startswith(("/", "~")) and facts.repository.exists(posixpath.normpath(base))


def _manifest(facts: Facts) -> Iterator[Found]:
    if facts.manifest is None or facts.manifest.manifest is None or facts.manifest.manifest.model.base_models:
        return
    for entry in facts.manifest.manifest.of("adapters"):
        if entry.status in ("released", "partial"):
            named = [one for one in facts.weights.adapters if one.base_model]
            yield Found(
                "The manifest declares adapters and names no base model.",
                path=facts.manifest_path,
                line=entry.span.line,
                column=entry.span.column,
                help="Add `model.base_model` with the place of the model that the adapters are for.",
                key="adapters",
                evidence=tuple(Evidence(one.path, None, f"base model {one.base_model}") for one in named[:3]),
            )
            return


RULE: Rule[Facts] = Rule(
    "OM318",
    "adapter-without-base-model",
    "warning",
    "An adapter does not name its base model",
    check,
    __doc__ or "",
)
