"""The manifest gives a number of parameters that the weights on the hub do not have.

What it checks: with `--online`, `model.parameters` is compared with the count that the hub keeps of safetensors, or
that the headers of the files there give: within 3 % for an exact number, within 15 % for a rounded one ("7B"). Weights
whose integers hold several parameters each, and adapters, are passed over.

Why it matters: the size of a model is what readers, benchmarks and the thresholds of laws go by.

What to do: correct the number, or the location of the weights.

Severity: warning, because buffers, tied embeddings and parts of a pipeline are counted differently by different tools.

Sources: Hugging Face hub API, `safetensors.total`; tolerances from published models.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.parameter_count_mismatch import EXACT, ROUNDED
from openness.rules.remote_places import hub_of, named_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts


def check(facts: Facts) -> Iterator[Found]:
    """One finding when no hub repository of the weights has the declared number of parameters."""
    if facts.remote is None or facts.manifest is None or facts.manifest.manifest is None:
        return
    model = facts.manifest.manifest.model
    hubs = [hub_of(facts, one.place) for one in named_places(facts) if one.component == "weights"]
    counted = [(hub.location, hub.parameters) for hub in hubs if hub is not None and hub.parameters]
    if model.parameters is None or not counted:
        return
    tolerance = EXACT if model.parameters_exact else ROUNDED
    if any(abs(count - model.parameters) <= tolerance * model.parameters for _, count in counted):
        return
    where, count = counted[0]
    span = facts.manifest.spans.get("/model/parameters", model.span)
    yield Found(
        f"The manifest says {model.parameters:,} parameters; `{where}` has {count:,} "
        f"({count / max(model.parameters, 1) - 1:+.0%}, allowed are {tolerance:.0%}).",
        path=facts.manifest_path,
        line=span.line,
        column=span.column,
        help="Correct `model.parameters`, or the location of the weights.",
        key="parameters",
        evidence=tuple(Evidence(place, None, f"{number:,} parameters") for place, number in counted[:3]),
    )


RULE: Rule[Facts] = Rule(
    "OM336",
    "remote-parameter-count-differs",
    "warning",
    "The weights on the hub have another number of parameters",
    check,
    __doc__ or "",
)
