"""A first `openness.yml` from what was found: every guess with its source, every open question as a comment."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

from openness.licenses.files import license_scope
from openness.manifest.build import STATUSES
from openness.manifest.locations import check_location
from openness.patterns import compiled
from openness.report.yaml_scalar import scalar
from openness.vocabulary import CODE_COMPONENTS, COMPONENTS
from openness.wording.source import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openness.facts.gather import Facts
    from openness.model import Evidence, LicenseText, ObservedComponent

SCHEMA_COPY = ".openness.schema.json"
"""The schema beside a manifest: editors find it without the network, and it is that of the tool that drafted."""

_COMMENT_COLUMN = 44
_SURE = 0.5
_NUMBER = compiled(r"[0-9][0-9,]{0,30}")
_WORDS = frozenset({"none"})
_PROSE = (".md", ".mdx", ".markdown", ".rst", ".txt", ".html")
_REPOSITORY = compiled(r"https://github\.com/([A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100})")
_HOSTED = frozenset({"weights", "intermediate-checkpoints", "adapters"})
_ASKED = {
    "weights": "released, partial, described, withheld or not-applicable; a released one needs a location",
    "training-code": "does it train the model from the start? fine-tuning has an entry of its own",
    "training-data": "released: it can be had; described: its sources are told; withheld: neither",
    "data-card": "what the data is, where it comes from, how it was made",
    "evaluation-code": "what the reported results were measured with",
    "model-card": "intended use, making, results, limits",
    "technical-report": "an arXiv id (arxiv:2402.00838), a link or a file",
}


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    comment: str = ""

    def __str__(self) -> str:
        if not self.comment:
            return self.text
        return f"{self.text:<{_COMMENT_COLUMN}}  # {_one_line(self.comment)}"


def draft_manifest(facts: Facts, *, schema: str | None = None, answers: Mapping[str, str] | None = None) -> str:
    """The text of a manifest that is valid as it stands; its author checks the guesses and answers the questions.

    `schema` is where editors find the schema, as in the line for YAML language servers. `answers` are what its author
    has said already, by key (`model.name`, `license`, a component).
    """
    said = answers or {}
    lines = [
        *([_Line(f"# yaml-language-server: $schema={schema}")] if schema else []),
        _Line("# Drafted by `openness init`. Behind each guess stands where it comes from: check it, then delete the"),
        _Line("# comment. Lines that begin with # are questions that could not be answered from the repository."),
        _Line("openness: 1"),
        *_model(facts, said),
        *_license(facts, said),
        *_components(facts, said),
        _Line("# claims: [open-weights]", "what you call the model; tested against the facts"),
        _Line("# data:", "what the training data is; needed for the level open-source-ai"),
        _Line("#   disclosure: partial", "full, partial or none"),
        _Line("#   documentation: [arxiv:2402.00159]", "where the data is described"),
    ]
    return "".join(f"{line}\n" for line in lines)


def _model(facts: Facts, said: Mapping[str, str]) -> Iterator[_Line]:
    model = facts.model
    yield _Line("model:")
    name = (model.name if model else None) or facts.repository.name
    guess = _Line(f"  name: {scalar(name)}", "guessed from the repository's name; write the model's own")
    yield _said("name", said) or guess
    producer = model.producer if model else None
    if producer:
        guess = _Line(f"  producer: {scalar(producer)}", "guessed from links to the model")
    else:
        guess = _Line("  producer: unknown", "who released it?")
    yield _said("producer", said) or guess
    if model and model.parameters:
        guess = _Line(f"  parameters: {model.parameters}", "as stated; check it")
    else:
        guess = _Line("  # parameters: 7B", "how many? 7B, 350M or the exact number")
    yield _said("parameters", said) or guess
    if model and model.base_model:
        guess = _Line(f"  base_model: {scalar(_hub(model.base_model))}", "named as the model this one was made from")
    else:
        guess = _Line("  # base_model: none", "none, or hf:org/name of the model this one was made from")
    yield _said("base_model", said) or guess


def _said(key: str, said: Mapping[str, str]) -> _Line | None:
    """The line of a key of `model` that its author has answered."""
    answer = said.get(f"model.{key}")
    if not answer:
        return None
    if key == "parameters":
        return _Line(f"  {key}: {answer.replace(',', '') if _NUMBER.fullmatch(answer) else scalar(answer)}")
    return _Line(f"  {key}: {_word(answer)}")


def _word(answer: str) -> str:
    """An answer as a YAML value: words of YAML's own, such as `none`, are texts here."""
    return answer if answer in _WORDS else scalar(answer)


def _license(facts: Facts, said: Mapping[str, str]) -> Iterator[_Line]:
    general = general_license(facts)
    if general is None and said.get("license"):
        yield _Line(f"license: {scalar(said['license'])}")
        return
    if general is None:
        yield _Line("# license: Apache-2.0", "the license of every component that names none (SPDX id)")
        return
    yield _Line(f"license: {general.expression}", f"text of {general.path}; components may name their own")
    yield _Line(f"license_file: {scalar(general.path)}")


def general_license(facts: Facts) -> LicenseText | None:
    """The license text in the root whose name does not tie it to one part of the repository."""
    for text in facts.license_texts:
        whole = text.expression is not None and text.match in ("exact", "modified")
        if whole and "/" not in text.path and not license_scope(text.path):
            return text
    return None


def _components(facts: Facts, said: Mapping[str, str]) -> Iterator[_Line]:
    yield _Line("components:")
    general = general_license(facts)
    default = general.expression if general else said.get("license") or None
    listed = 0
    for component in sorted(facts.evidence.components, key=lambda one: COMPONENTS.index(one.id)):
        if component.status in ("released", "partial", "described") and component.confidence >= _SURE:
            yield from _component(component, facts, default)
            listed += 1
        elif answer := said.get(component.id):
            yield from _answered(component.id, answer)
            listed += 1
        elif component.id in _ASKED:
            yield _Line(f"  # {component.id}: withheld", _ASKED[component.id])
    if not listed:
        yield _Line("  weights: withheld", "no released component was recognized; correct this")


def _answered(component: str, answer: str) -> Iterator[_Line]:
    """A component of which its author said the status, or where it is."""
    if answer in STATUSES:
        yield _Line(f"  {component}: {answer}")
        return
    yield _Line(f"  {component}:")
    yield _Line("    status: released")
    yield _Line(f"    location: {scalar(answer)}")


def _component(component: ObservedComponent, facts: Facts, default: str | None) -> Iterator[_Line]:
    source = _source(component.evidence[0]) if component.evidence else "found"
    places = _places(component, facts)
    if component.status == "described" or not places:
        unplaced = "" if component.status == "described" else "; if it is released, say so with its location"
        yield _Line(f"  {component.id}: described", f"{source}{unplaced}")
        return
    yield _Line(f"  {component.id}:")
    models = _models(component.id, places)
    if len(models) > 1:
        yield from _each_model(component, models, default)
        return
    yield _Line(f"    status: {component.status}", source)
    if component.status == "partial":
        yield _Line("    notes: What is missing has to be written here.")
    prose = component.id in CODE_COMPONENTS and places[0].lower().endswith(_PROSE)
    more = "only prose speaks of it: write the folder or address of the code" if prose else _more(len(places) - 1)
    yield _Line(f"    location: {scalar(places[0])}", more)
    yield from _own_license(component, default, "    ", outside=":" in places[0])


def _each_model(component: ObservedComponent, models: dict[str, str], default: str | None) -> Iterator[_Line]:
    """An entry for each model that has a place of its own."""
    for number, (name, place) in enumerate(models.items()):
        source = _source(component.evidence[0]) if component.evidence and not number else ""
        yield _Line(f"    - name: {scalar(name)}", "" if number else "an entry for each model: add what lacks")
        yield _Line(f"      status: {component.status}", source)
        if component.status == "partial":
            yield _Line("      notes: What is missing has to be written here.")
        yield _Line(f"      location: {scalar(place)}")
        for line in _own_license(component, default, "      ", outside=True):
            yield line if not number else _Line(line.text)


def _own_license(component: ObservedComponent, default: str | None, indent: str, *, outside: bool) -> Iterator[_Line]:
    """The license where it is not the general one; of what is elsewhere, the general one is not assumed."""
    if component.license and component.license != default:
        why = _source(component.license_evidence[0]) if component.license_evidence else "found"
        yield _Line(f"{indent}license: {component.license}", why)
    elif not component.license and (outside or default is None):
        why = f"not seen from here; {default} where that holds for it, too" if default else "none was found: which?"
        yield _Line(f"{indent}license: NOASSERTION", why)


def _models(component: str, places: tuple[str, ...]) -> dict[str, str]:
    """The repositories of one owner on the hub among the places of weights, by name."""
    if component != "weights" or not places[0].startswith("hf:"):
        return {}
    owner = places[0].partition("/")[0]
    return {place.partition("/")[2]: place for place in places if place.partition("/")[0] == owner}


def _places(component: ObservedComponent, facts: Facts) -> tuple[str, ...]:
    """Where the component is, the most telling place first.

    For weights that is a hub or a release rather than a script that fetches them, for code the folder that holds
    all the files seen, or the repository that the prose links to where it is all that speaks of code.
    """
    places = tuple(place for place in component.locations if not check_location(place))
    if component.id in _HOSTED:
        return tuple(sorted(places, key=lambda place: not place.startswith(("hf:", "release:"))))
    if component.id not in CODE_COMPONENTS:
        return places
    if places and all(place.lower().endswith(_PROSE) for place in places):
        linked = _linked_repository(component, facts)
        return (linked,) if linked else places
    if len(places) > 1 and not any(":" in place for place in places):
        folder = posixpath.commonpath(places)
        return (f"{folder}/",) if folder else places
    return places


def _linked_repository(component: ObservedComponent, facts: Facts) -> str | None:
    """The repository on GitHub that the line which speaks of the component links to."""
    for one in component.evidence[:1]:
        text = facts.repository.text(one.path) if one.line else None
        line = lines_of(text)[one.line - 1 :][:1] if text and one.line else []
        found = _REPOSITORY.search(line[0][:2000]) if line else None
        if found:
            return f"gh:{found[1].removesuffix('.git')}"
    return None


def _source(evidence: Evidence) -> str:
    place = f"{evidence.path}:{evidence.line}" if evidence.line else evidence.path
    return f"{place}: {evidence.what}"


def _more(number: int) -> str:
    return "" if number == 0 else "and 1 more place" if number == 1 else f"and {number} more places"


def _hub(name: str) -> str:
    return name if ":" in name or "/" not in name else f"hf:{name}"


def _one_line(text: str) -> str:
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return plain if len(plain) <= 120 else plain[:119] + "…"
