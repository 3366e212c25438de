"""A weight file carries another license in its metadata than the one that the repository states for it.

What it checks: license fields in the headers of weight files (`general.license` of GGUF, `license` and
`modelspec.license` of safetensors, properties of ONNX) are compared with the license that the manifest gives the
component, and without one with the license texts that govern it. A quantized variant under another license than its
model is found in the same way.

Why it matters: the metadata travels with the file. Who gets the file from a mirror reads its terms there and nowhere
else.

What to do: write the file again with the right metadata, or correct the manifest.

Severity: error; warning where the repository's license is only inferred.

Sources: GGUF specification, `general.license`; Stability AI ModelSpec 1.0, `modelspec.license`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.licenses import catalog
from openness.licenses.names import read_name
from openness.licenses.terms import same_license
from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.declared_files import component_of, components_by_place
from openness.rules.license_comparison import ids, known_texts, named
from openness.rules.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.vocabulary import Severity
    from openness.weights.facts import WeightFile

_SHOWN = 5
Stated = tuple[tuple[str, ...], str, "Severity"]
Said = tuple[str, str, str]


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each license that weight files carry and the repository does not state."""
    places = components_by_place(facts)
    groups: dict[tuple[Said, Stated], list[WeightFile]] = {}
    for file in facts.weights.files:
        said = _said(file)
        if said is None or file.aside:
            continue
        stated = _stated(facts, component_of(file.path, places))
        if stated is not None and not _agree(said, stated[0]):
            groups.setdefault((said, stated), []).append(file)
    for ((key, raw, expression), (licenses, where, severity)), files in groups.items():
        paths = [f"`{one.path}`" for one in files[:2]]
        if len(files) > 2:
            paths = [paths[0], f"{len(files) - 1} more"]
        verb = "carries" if len(files) == 1 else "carry"
        yield Found(
            f"{listed(paths)} {verb} the license {raw} in metadata (`{key}`); {where}.",
            path=files[0].path,
            help="Write the file again with the right license in its metadata, or correct what the repository says.",
            key=f"{key} {expression}",
            ground=" ".join(sorted(licenses)),
            severity=severity,
            evidence=tuple(Evidence(one.path, None, f"{key}: {raw}") for one in files[:_SHOWN]),
        )


def _said(file: WeightFile) -> Said | None:
    """The field, what it says and the license it means; None when the metadata names no known license."""
    for key, raw in file.header.licenses if file.header else ():
        expression = read_name(raw)
        if expression is not None:
            return key, raw, expression
    return None


def _stated(facts: Facts, component: str) -> Stated | None:
    """Licenses that the repository states for a component, in words, and how sure that is."""
    declared = [one.expression for one in facts.declared_licenses() if one.component == component]
    stated = tuple(dict.fromkeys(identifier for one in declared for identifier in ids(one)))
    if stated:
        return stated, f"the manifest says {' or '.join(dict.fromkeys(declared))}", "error"
    texts = known_texts(facts.texts_for(component, None))
    if texts:
        held = tuple(dict.fromkeys(identifier for one in texts for identifier in ids(one.expression)))
        return held, f"the license text is {named(texts)}", "error"
    governing = facts.evidence.governing.get(component)
    if governing is not None and ids(governing.license):
        return ids(governing.license), f"the repository says {governing.license}", "warning"
    return None


def _agree(said: Said, stated: tuple[str, ...]) -> bool:
    """True when a license is the same, or the metadata names a family without a version."""
    _, raw, expression = said
    for one in ids(expression):
        for other in stated:
            if same_license(one, other) or (not any(char.isdigit() for char in raw) and _family(one) == _family(other)):
                return True
    return not ids(expression)


def _family(identifier: str) -> str:
    entry = catalog.lookup(identifier)
    return entry.family if entry else identifier


RULE: Rule[Facts] = Rule(
    "OM210",
    "weights-license-contradiction",
    "error",
    "Weights carry another license in their metadata",
    check,
    __doc__ or "",
)
