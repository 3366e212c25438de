"""Every component of the vocabulary as the repository shows it: status, places, how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence import mentions
from openness.evidence.observed import Findings, absent, from_mentions, from_paths, from_seen, made
from openness.evidence.source import any_entries, look
from openness.evidence.training import mentions_finetuning, observe_training
from openness.model import Evidence, ObservedComponent
from openness.vocabulary import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Callable

    from openness.evidence.links import Link
    from openness.vocabulary import ObservedStatus

_SPOKEN = frozenset(
    {
        "speaks-of-release",
        "offers-weights",
        "releases-model",
        "releases-own",
        "fetches-weights",
        "weights-license",
        "weights-license-prose",
        "model-heading",
        "card-front-matter",
        "model-card",
    }
)
"""Signs that weights are published although no place of theirs was seen."""


def observe_components(findings: Findings) -> tuple[ObservedComponent, ...]:
    """One entry for each component id, in the order of the vocabulary; licenses are added elsewhere."""
    training, finetuning = observe_training(findings)
    ready = {"training-code": training, "finetuning-code": finetuning}
    return tuple(ready[name] if name in ready else _READERS[name](findings, name) for name in COMPONENTS)


def _weights(findings: Findings, name: str) -> ObservedComponent:
    # A script that fetches weights says less of where they are than a link to them.
    located = sorted(findings.release.located(), key=lambda sign: sign.name == "download-script")
    if located:
        evidence = [sign.evidence for sign in located]
        return made(name, "released", evidence, [sign.location for sign in located], 0.9)
    if findings.release.is_model:
        spoken = [sign.evidence for sign in findings.release.signs if sign.name in _SPOKEN]
        if spoken:
            return made(name, "released", spoken, confidence=0.5)
    promised = list(mentions.promises(findings.documents[:1], "weights"))[:3]
    if promised:
        return from_mentions(name, promised, "absent", 0.6)
    return made(name, "unknown" if findings.release.is_model else "absent", confidence=0.5)


def _intermediate(findings: Findings, name: str) -> ObservedComponent:
    if findings.facts["intermediate"].count:
        return from_paths(name, findings.facts["intermediate"].paths, "checkpoints of several steps", 0.8)
    said = mentions.says(findings.documents[:4], "intermediate")
    return from_mentions(name, said, "released", 0.6) if said else absent(name)


def _by_bucket(bucket: str, what: str) -> Callable[[Findings, str], ObservedComponent]:
    def read(findings: Findings, name: str) -> ObservedComponent:
        held = findings.facts[bucket]
        return from_paths(name, held.paths, what) if held.count else absent(name)

    return read


def _spoken_or_bucket(bucket: str, statement: str, what: str) -> Callable[[Findings, str], ObservedComponent]:
    def read(findings: Findings, name: str) -> ObservedComponent:
        held = findings.facts[bucket]
        if held.count:
            return from_paths(name, held.paths, what)
        said = mentions.says(findings.documents[:6], statement)
        return from_mentions(name, said, "described", 0.5) if said else absent(name)

    return read


def _tokenizer(findings: Findings, name: str) -> ObservedComponent:
    held = findings.facts["tokenizer"]
    if held.count:
        return from_paths(name, held.paths, "tokenizer files")
    hub = [sign for sign in findings.release.located() if sign.form == "hub"]
    # Hub repositories nearly always carry the tokenizer beside the weights, but it was not seen.
    return made(name, "unknown", [sign.evidence for sign in hub[:1]], confidence=0.3) if hub else absent(name, 0.4)


def _architecture(findings: Findings, name: str) -> ObservedComponent:
    entries = any_entries(findings.facts, "architecture-named", "architecture")
    seen = look(findings.repository, entries, "architecture")
    if seen:
        return from_seen(name, seen)
    return absent(name, 0.4)


def _code(kind: str, section: str) -> Callable[[Findings, str], ObservedComponent]:
    def read(findings: Findings, name: str) -> ObservedComponent:
        facts = findings.facts
        seen = look(
            findings.repository, any_entries(facts, f"{kind}-file", f"{kind}-named", kind, f"{kind}-side"), kind
        )
        if seen:
            return from_seen(name, seen)
        commands = mentions.section_commands(findings.documents[:6], section, section)
        return from_mentions(name, commands, "partial", 0.5) if commands else absent(name)

    return read


def _inference(findings: Findings, name: str) -> ObservedComponent:
    """Code that runs the model; evaluation code and shown code that loads it run it too, for want of any."""
    found = _code("inference", "inference")(findings, name)
    if found.status != "absent":
        return found
    shown = mentions.commands(findings.documents[:4], "loads")
    if shown:
        return from_mentions(name, shown, "partial", 0.4)
    evaluation = _code("evaluation", "evaluation")(findings, name)
    return evaluation._replace(status="partial", confidence=0.4) if evaluation.status == "released" else found


def _data_processing(findings: Findings, name: str) -> ObservedComponent:
    seen = look(findings.repository, any_entries(findings.facts, "data-named", "data"), "data")
    if seen:
        return from_seen(name, seen)
    elsewhere = mentions.says(findings.documents[:4], "data_code_elsewhere")
    return from_mentions(name, elsewhere, "released", 0.5) if elsewhere else absent(name)


def _training_data(findings: Findings, name: str) -> ObservedComponent:
    data = findings.data
    status: ObservedStatus = {
        "all-released": "released",
        "released": "released",
        "partly-released": "partial",
        "described-fully": "described",
        "described": "described",
        "none": "absent",
    }[data.disclosure]  # type: ignore[assignment]
    return made(name, status, data.evidence, data.locations, data.confidence)


def _finetuning_data(findings: Findings, name: str) -> ObservedComponent:
    links = [link for link in findings.links if link.kind == "dataset" and mentions_finetuning(link.line.text)]
    if links:
        evidence = [Evidence(link.path, link.line.number, f"link to {link.location}") for link in links]
        return made(name, "released", evidence, [link.location for link in links], 0.6)
    return absent(name, 0.4)


def _model_card(findings: Findings, name: str) -> ObservedComponent:
    paths = [path for path in findings.facts["model-card"].paths if "template" not in path.lower()]
    sized = [path for path in paths if _size(findings, path) >= 800]
    if sized:
        return from_paths(name, sized, "model card", 0.9)
    if findings.has_card and findings.documents:
        return from_paths(name, [findings.documents[0].path], "front matter of a model card", 0.8)
    if paths:
        return made(name, "partial", [Evidence(path, None, "a thin model card") for path in paths], paths, 0.7)
    return absent(name, 0.4)


def _size(findings: Findings, path: str) -> int:
    entry = findings.repository.by_path.get(path)
    return entry.size if entry else 0


def _report(findings: Findings, name: str) -> ObservedComponent:
    held = findings.facts["report"]
    if held.count:
        return from_paths(name, held.paths, "PDF", 0.8)
    return absent(name, 0.4)


def _paper(findings: Findings, name: str) -> ObservedComponent:
    main = findings.documents[0].path if findings.documents else ""
    links = [link for link in findings.links if link.kind == "paper" and link.path == main]
    own = [link for link in links if _own_paper(link)]
    if own:
        evidence = [Evidence(link.path, link.line.number, f"link to {link.target}") for link in own]
        return made(name, "released", evidence, [link.target for link in own], 0.7)
    return absent(name, 0.4)


def _own_paper(link: Link) -> bool:
    """True for paper links at the top, in the citation, or on a line that says paper or report."""
    low = link.line.text.lower()
    top = link.line.number <= 25 or not link.line.sections
    return "bibtex" in low or (
        any(word in low for word in ("paper", "report", "arxiv", "论文", "报告"))
        and (top or any(word in link.line.section.lower() for word in ("cit", "paper", "news", "report")))
    )


def _supporting(findings: Findings, name: str) -> ObservedComponent:
    held = any_entries(findings.facts, "tools")
    return (
        from_paths(name, sorted(entry.path for entry in held), "conversion or deployment tool", 0.6)
        if held
        else absent(name)
    )


def _adapters(findings: Findings, name: str) -> ObservedComponent:
    held = findings.facts["adapter"]
    if held.count:
        return from_paths(name, held.paths, "adapter files")
    said = mentions.says(findings.documents[:2], "adapters")
    return from_mentions(name, said, "released", 0.4) if said and findings.release.is_model else absent(name)


def _results(findings: Findings, name: str) -> ObservedComponent:
    held = findings.facts["results"]
    if held.count:
        return from_paths(name, held.paths, "evaluation results")
    said = mentions.says(findings.documents[:3], "results")
    return from_mentions(name, said, "released", 0.6) if said else absent(name)


def _logs(findings: Findings, name: str) -> ObservedComponent:
    held = findings.facts["logs"]
    if held.count:
        return from_paths(name, held.paths, "training logs")
    links = [link for link in findings.links if link.kind == "run-log"]
    if links:
        evidence = [Evidence(link.path, link.line.number, f"link to {link.target[:120]}") for link in links]
        return made(name, "released", evidence, [link.target for link in links], 0.6)
    return absent(name)


_READERS: dict[str, Callable[[Findings, str], ObservedComponent]] = {
    "weights": _weights,
    "intermediate-checkpoints": _intermediate,
    "optimizer-states": _by_bucket("optimizer", "optimizer states"),
    "adapters": _adapters,
    "tokenizer": _tokenizer,
    "model-config": _by_bucket("model-config", "model configuration"),
    "architecture-code": _architecture,
    "data-processing-code": _data_processing,
    "inference-code": _inference,
    "evaluation-code": _code("evaluation", "evaluation"),
    "supporting-tools": _supporting,
    "training-data": _training_data,
    "finetuning-data": _finetuning_data,
    "evaluation-data": _by_bucket("evaluation-data", "evaluation data"),
    "data-card": _by_bucket("data-card", "data card"),
    "model-card": _model_card,
    "technical-report": _report,
    "research-paper": _paper,
    "hyperparameters": _spoken_or_bucket("hyperparameters", "hyperparameters", "training configuration"),
    "training-logs": _logs,
    "evaluation-results": _results,
    "sample-outputs": _by_bucket("samples", "sample outputs"),
}
