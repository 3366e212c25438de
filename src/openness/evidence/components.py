"""Every component of the vocabulary as the repository shows it: status, places, how sure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from openness.evidence import mentions
from openness.evidence.source import Seen, any_entries, look
from openness.model import Evidence, ObservedComponent
from openness.vocabulary import COMPONENTS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from openness.evidence.disclosure import DataInformation
    from openness.evidence.document import Document
    from openness.evidence.links import Link
    from openness.evidence.paths import PathFacts
    from openness.evidence.release import Release
    from openness.read.repository import Repository
    from openness.vocabulary import ObservedStatus

MAX_EVIDENCE = 5


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the component readers look at."""

    repository: Repository
    facts: PathFacts
    documents: Sequence[Document]
    links: Sequence[Link]
    release: Release
    data: DataInformation
    derived: bool
    has_card: bool


def observe_components(findings: Findings) -> tuple[ObservedComponent, ...]:
    """One entry for each component id, in the order of the vocabulary; licenses are added elsewhere."""
    training, finetuning = _training(findings)
    ready = {"training-code": training, "finetuning-code": finetuning}
    return tuple(ready[name] if name in ready else _READERS[name](findings, name) for name in COMPONENTS)


def _made(
    name: str,
    status: ObservedStatus,
    evidence: Sequence[Evidence] = (),
    locations: Sequence[str] = (),
    confidence: float = 0.9,
) -> ObservedComponent:
    kept = tuple(dict.fromkeys(evidence))[:MAX_EVIDENCE]
    places = tuple(dict.fromkeys(locations))[:MAX_EVIDENCE]
    return ObservedComponent(name, status, kept, places, confidence=confidence)


def _absent(name: str, confidence: float = 0.6) -> ObservedComponent:
    return _made(name, "absent", confidence=confidence)


def _from_seen(name: str, seen: Sequence[Seen], status: ObservedStatus = "released") -> ObservedComponent:
    evidence = [Evidence(item.path, item.line, item.what) for item in seen]
    confidence = 0.85 if any(item.read for item in seen) else 0.6
    return _made(name, status, evidence, [item.path for item in seen], confidence)


def _from_mentions(
    name: str, found: Sequence[mentions.Mention], status: ObservedStatus, confidence: float
) -> ObservedComponent:
    return _made(name, status, [item.evidence() for item in found], [item.path for item in found], confidence)


def _from_paths(name: str, paths: Sequence[str], what: str, confidence: float = 0.8) -> ObservedComponent:
    return _made(name, "released", [Evidence(path, None, what) for path in paths], paths, confidence)


def _weights(findings: Findings, name: str) -> ObservedComponent:
    located = findings.release.located()
    if located:
        evidence = [sign.evidence for sign in located]
        return _made(name, "released", evidence, [sign.location for sign in located], 0.9)
    if findings.release.is_model:
        spoken = [
            sign.evidence
            for sign in findings.release.signs
            if sign.name in ("speaks-of-release", "weights-license", "model-heading", "card-front-matter", "model-card")
        ]
        if spoken:
            return _made(name, "released", spoken, confidence=0.5)
    promised = list(mentions.promises(findings.documents[:1], "weights"))[:3]
    if promised:
        return _from_mentions(name, promised, "absent", 0.6)
    return _made(name, "unknown" if findings.release.is_model else "absent", confidence=0.5)


def _intermediate(findings: Findings, name: str) -> ObservedComponent:
    if findings.facts["intermediate"].count:
        return _from_paths(name, findings.facts["intermediate"].paths, "checkpoints of several steps", 0.8)
    said = mentions.says(findings.documents[:4], "intermediate")
    return _from_mentions(name, said, "released", 0.6) if said else _absent(name)


def _by_bucket(bucket: str, what: str) -> Callable[[Findings, str], ObservedComponent]:
    def read(findings: Findings, name: str) -> ObservedComponent:
        held = findings.facts[bucket]
        return _from_paths(name, held.paths, what) if held.count else _absent(name)

    return read


def _spoken_or_bucket(bucket: str, statement: str, what: str) -> Callable[[Findings, str], ObservedComponent]:
    def read(findings: Findings, name: str) -> ObservedComponent:
        held = findings.facts[bucket]
        if held.count:
            return _from_paths(name, held.paths, what)
        said = mentions.says(findings.documents[:6], statement)
        return _from_mentions(name, said, "described", 0.5) if said else _absent(name)

    return read


def _tokenizer(findings: Findings, name: str) -> ObservedComponent:
    held = findings.facts["tokenizer"]
    if held.count:
        return _from_paths(name, held.paths, "tokenizer files")
    hub = [sign for sign in findings.release.located() if sign.form == "hub"]
    # Hub repositories nearly always carry the tokenizer beside the weights, but it was not seen.
    return _made(name, "unknown", [sign.evidence for sign in hub[:1]], confidence=0.3) if hub else _absent(name, 0.4)


def _architecture(findings: Findings, name: str) -> ObservedComponent:
    entries = any_entries(findings.facts, "architecture-named", "architecture")
    seen = look(findings.repository, entries, "architecture")
    if seen:
        return _from_seen(name, seen)
    return _absent(name, 0.4)


def _training(findings: Findings) -> tuple[ObservedComponent, ObservedComponent]:
    """Training code and fine-tuning code, which only together can be told apart.

    Fine-tuning code counts as the training code of a model that was itself made by fine-tuning.
    """
    facts, repository, documents = findings.facts, findings.repository, findings.documents
    own = look(repository, any_entries(facts, "training-file", "training-named", "training"), "training", limit=8)
    scratch = [item for item in own if not item.finetuning]
    tuning = [item for item in own if item.finetuning]
    tuning += look(repository, any_entries(facts, "finetuning"), "finetuning")
    commands = mentions.section_commands(documents[:8], "training", "training")
    tuning_commands = mentions.section_commands(documents[:8], "finetuning", "finetuning")
    if not commands:
        commands = mentions.section_commands(documents[:4], "training_only", "any")
    said = mentions.says(documents[:4], "training_code_here")
    elsewhere = mentions.says(documents[:3], "training_code_elsewhere")
    finetuning = (
        _from_seen("finetuning-code", tuning)
        if tuning
        else _from_mentions("finetuning-code", tuning_commands, "released", 0.5)
        if tuning_commands
        else _absent("finetuning-code")
    )
    name = "training-code"
    if scratch:
        return _from_seen(name, scratch), finetuning
    if commands and (facts.code_files or said) and not tuning:
        return _from_mentions(name, commands, "released", 0.6), finetuning
    said = [item for item in said if not mentions_finetuning(item.line.text)]
    if said and facts.code_files > 3:
        return _from_mentions(name, said, "released", 0.5), finetuning
    linked = mentions.says(documents[:2], "training_code_link")
    if linked:
        return _from_mentions(name, linked, "released", 0.7), finetuning
    if tuning:
        status: ObservedStatus = "released" if findings.derived else "partial"
        return _from_seen(name, tuning, status), finetuning
    if elsewhere:
        return _from_mentions(name, elsewhere, "released", 0.5), finetuning
    if tuning_commands:
        return _from_mentions(name, tuning_commands, "partial", 0.5), finetuning
    promised = list(mentions.promises(documents[:2], name))[:3]
    if promised:
        return _from_mentions(name, promised, "absent", 0.7), finetuning
    if facts.submodules:
        evidence = [Evidence(path, None, "a submodule whose content was not read") for path in facts.submodules]
        return _made(name, "unknown", evidence, facts.submodules, 0.3), finetuning
    return _absent(name, 0.7 if findings.documents else 0.3), finetuning


def _code(kind: str, section: str) -> Callable[[Findings, str], ObservedComponent]:
    def read(findings: Findings, name: str) -> ObservedComponent:
        facts = findings.facts
        seen = look(
            findings.repository, any_entries(facts, f"{kind}-file", f"{kind}-named", kind, f"{kind}-side"), kind
        )
        if seen:
            return _from_seen(name, seen)
        commands = mentions.section_commands(findings.documents[:6], section, section)
        return _from_mentions(name, commands, "partial", 0.5) if commands else _absent(name)

    return read


def _data_processing(findings: Findings, name: str) -> ObservedComponent:
    seen = look(findings.repository, any_entries(findings.facts, "data-named", "data"), "data")
    if seen:
        return _from_seen(name, seen)
    elsewhere = mentions.says(findings.documents[:4], "data_code_elsewhere")
    return _from_mentions(name, elsewhere, "released", 0.5) if elsewhere else _absent(name)


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
    return _made(name, status, data.evidence, data.locations, data.confidence)


def _finetuning_data(findings: Findings, name: str) -> ObservedComponent:
    links = [link for link in findings.links if link.kind == "dataset" and mentions_finetuning(link.line.text)]
    if links:
        evidence = [Evidence(link.path, link.line.number, f"link to {link.location}") for link in links]
        return _made(name, "released", evidence, [link.location for link in links], 0.6)
    return _absent(name, 0.4)


def mentions_finetuning(text: str) -> bool:
    """True when a line speaks of fine-tuning, instruction or preference data."""
    low = text.lower()
    return any(
        word in low for word in ("sft", "instruct", "fine-tun", "finetun", "preference", "chat data", "alignment")
    )


def _model_card(findings: Findings, name: str) -> ObservedComponent:
    paths = [path for path in findings.facts["model-card"].paths if "template" not in path.lower()]
    sized = [path for path in paths if _size(findings, path) >= 800]
    if sized:
        return _from_paths(name, sized, "model card", 0.9)
    if findings.has_card and findings.documents:
        return _from_paths(name, [findings.documents[0].path], "front matter of a model card", 0.8)
    if paths:
        return _made(name, "partial", [Evidence(path, None, "a thin model card") for path in paths], paths, 0.7)
    return _absent(name, 0.4)


def _size(findings: Findings, path: str) -> int:
    entry = findings.repository.by_path.get(path)
    return entry.size if entry else 0


def _report(findings: Findings, name: str) -> ObservedComponent:
    held = findings.facts["report"]
    if held.count:
        return _from_paths(name, held.paths, "PDF", 0.8)
    return _absent(name, 0.4)


def _paper(findings: Findings, name: str) -> ObservedComponent:
    main = findings.documents[0].path if findings.documents else ""
    links = [link for link in findings.links if link.kind == "paper" and link.path == main]
    own = [link for link in links if _own_paper(link)]
    if own:
        evidence = [Evidence(link.path, link.line.number, f"link to {link.target}") for link in own]
        return _made(name, "released", evidence, [link.target for link in own], 0.7)
    return _absent(name, 0.4)


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
        _from_paths(name, sorted(entry.path for entry in held), "conversion or deployment tool", 0.6)
        if held
        else _absent(name)
    )


def _adapters(findings: Findings, name: str) -> ObservedComponent:
    held = findings.facts["adapter"]
    if held.count:
        return _from_paths(name, held.paths, "adapter files")
    said = mentions.says(findings.documents[:2], "adapters")
    return _from_mentions(name, said, "released", 0.4) if said and findings.release.is_model else _absent(name)


def _results(findings: Findings, name: str) -> ObservedComponent:
    held = findings.facts["results"]
    if held.count:
        return _from_paths(name, held.paths, "evaluation results")
    said = mentions.says(findings.documents[:3], "results")
    return _from_mentions(name, said, "released", 0.6) if said else _absent(name)


def _logs(findings: Findings, name: str) -> ObservedComponent:
    held = findings.facts["logs"]
    if held.count:
        return _from_paths(name, held.paths, "training logs")
    links = [link for link in findings.links if link.kind == "run-log"]
    if links:
        evidence = [Evidence(link.path, link.line.number, f"link to {link.target[:120]}") for link in links]
        return _made(name, "released", evidence, [link.target for link in links], 0.6)
    return _absent(name)


_READERS: dict[str, Callable[[Findings, str], ObservedComponent]] = {
    "weights": _weights,
    "intermediate-checkpoints": _intermediate,
    "optimizer-states": _by_bucket("optimizer", "optimizer states"),
    "adapters": _adapters,
    "tokenizer": _tokenizer,
    "model-config": _by_bucket("model-config", "model configuration"),
    "architecture-code": _architecture,
    "data-processing-code": _data_processing,
    "inference-code": _code("inference", "inference"),
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
