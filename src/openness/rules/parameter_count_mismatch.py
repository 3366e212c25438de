"""The manifest gives a number of parameters that the weights do not have.

What it checks: `model.parameters` is compared with the shapes in the headers of the weight files, all shards together:
within 3 % for an exact number, within 15 % for a rounded one ("7B"). Where the content is kept elsewhere, the sizes
alone are compared: no format holds a parameter in less than a bit or more than eight bytes. Weights whose integers
hold several parameters each are passed over.

Why it matters: the size of a model is what readers, benchmarks and the thresholds of laws go by.

What to do: correct the number, or list the files of the model that is meant under `weights`.

Severity: warning, because buffers, tied embeddings and parts of a pipeline are counted differently by different tools.

Sources: shapes as in the specifications of safetensors, GGUF and ONNX; tolerances from published models.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.weights_in_scope import scoped_sets

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openness.facts.gather import Facts
    from openness.manifest.entities import ModelInfo
    from openness.weights.sets import ModelSet

EXACT, ROUNDED = 0.03, 0.15
_BITS = {"gguf": (1.0, 34.0)}
_PLAIN_BITS = (7.5, 68.0)
_ANY_BITS = (0.9, 68.0)
_SHOWN = 3


def check(facts: Facts) -> Iterator[Found]:
    """One finding when neither a model of the repository nor all of them together have the declared parameters."""
    if facts.manifest is None or facts.manifest.manifest is None:
        return
    model = facts.manifest.manifest.model
    sets = scoped_sets(facts)
    if model.parameters is None or not sets:
        return
    found = _by_headers(model, sets) or _by_sizes(facts, model, sets)
    if found is None:
        return
    message, shown = found
    span = facts.manifest.spans.get("/model/parameters", model.span)
    yield Found(
        message,
        path=facts.manifest_path,
        line=span.line,
        column=span.column,
        help="Correct `model.parameters`, or list the files of the model that is meant below `weights`.",
        key="parameters",
        evidence=tuple(Evidence(one.files[0].path, None, _seen(one)) for one in shown[:_SHOWN]),
    )


def _by_headers(model: ModelInfo, sets: Sequence[ModelSet]) -> tuple[str, list[ModelSet]] | None:
    """What the headers contradict; None when they agree, or are not all known."""
    counted = [one for one in sets if one.parameters]
    if not counted or any(one.packed for one in counted) or len(counted) != len(sets):
        return None
    assert model.parameters is not None
    tolerance = EXACT if model.parameters_exact else ROUNDED
    counts = [one.parameters or 0 for one in counted]
    if any(abs(count - model.parameters) <= tolerance * model.parameters for count in (*counts, sum(counts))):
        return None
    largest = max(counted, key=lambda one: one.parameters or 0)
    share = (largest.parameters or 0) / model.parameters - 1
    message = (
        f"The manifest says {model.parameters:,} parameters; `{largest.name}` has {largest.parameters:,} "
        f"({share:+.0%}, allowed are {tolerance:.0%})."
    )
    return message, [largest, *(one for one in counted if one is not largest)]


def _by_sizes(facts: Facts, model: ModelInfo, sets: Sequence[ModelSet]) -> tuple[str, list[ModelSet]] | None:
    """What the sizes alone contradict: every set is far too small, or a set is far too large."""
    assert model.parameters is not None
    sized = [one for one in sets if one.size and one.complete]
    if len(sized) != len(sets) or any(one.parameters for one in sets):
        return None
    bounds = [_bounds(facts, one) for one in sized]
    bits = [(one.size or 0) * 8 / model.parameters for one in sized]
    total = sum(bits)
    small = all(bit < low for bit, (low, _) in zip(bits, bounds, strict=True)) and total < min(low for low, _ in bounds)
    large = all(bit > high for bit, (_, high) in zip(bits, bounds, strict=True))
    if not (small or large):
        return None
    largest = max(sized, key=lambda one: one.size or 0)
    per = (largest.size or 0) * 8 / model.parameters
    message = (
        f"The manifest says {model.parameters:,} parameters; `{largest.name}` has {largest.size:,} bytes, "
        f"{per:.2g} bits for each, too {'few' if small else 'many'}."
    )
    return message, [largest]


def _bounds(facts: Facts, one: ModelSet) -> tuple[float, float]:
    """Bits that a parameter can take: fewest and most."""
    file = one.files[0]
    if file.format == "safetensors":
        config = facts.weights.config_of(file.path)
        return _PLAIN_BITS if config is not None and config.quantization is None else _ANY_BITS
    low, high = _BITS.get(file.format, _ANY_BITS)
    # A checkpoint may hold the optimizer's states, which are several times the model.
    return (low, float("inf")) if file.pickle else (low, high)


def _seen(one: ModelSet) -> str:
    return f"{one.parameters:,} parameters" if one.parameters else f"{one.size or 0:,} bytes"


RULE: Rule[Facts] = Rule(
    "OM312",
    "parameter-count-mismatch",
    "warning",
    "The weights have another number of parameters",
    check,
    __doc__ or "",
)
