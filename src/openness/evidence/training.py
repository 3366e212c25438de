"""Training code and fine-tuning code, told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence import mentions
from openness.evidence.lexicon import pattern
from openness.evidence.observed import Findings, absent, from_mentions, from_seen, made
from openness.evidence.source import any_entries, look
from openness.model import Evidence, ObservedComponent

if TYPE_CHECKING:
    from openness.evidence.source import Seen

NAME = "training-code"


def observe_training(findings: Findings) -> tuple[ObservedComponent, ObservedComponent]:
    """Training code and fine-tuning code, which only together can be told apart.

    Fine-tuning code counts as the training code of a model that was itself made by fine-tuning.
    """
    facts, repository, documents = findings.facts, findings.repository, findings.documents
    own = look(repository, any_entries(facts, "training-file", "training-named", "training"), "training", limit=8)
    scratch = [item for item in own if not item.finetuning]
    tuning = [item for item in own if item.finetuning]
    tuning += look(repository, any_entries(facts, "finetuning"), "finetuning")
    tuning_commands = mentions.section_commands(documents[:8], "finetuning", "finetuning")
    finetuning = absent("finetuning-code")
    if tuning:
        finetuning = from_seen("finetuning-code", tuning)
    elif tuning_commands:
        finetuning = from_mentions("finetuning-code", tuning_commands, "released", 0.5)
    training = _from_scratch(findings, scratch, tuning) or _weaker(findings, tuning, tuning_commands)
    return training or _missing(findings), finetuning


def _from_scratch(findings: Findings, scratch: list[Seen], tuning: list[Seen]) -> ObservedComponent | None:
    """Code that trains, or documents that show, offer or link it."""
    facts, documents = findings.facts, findings.documents
    if scratch:
        return from_seen(NAME, scratch)
    commands = mentions.section_commands(documents[:8], "training", "training")
    commands = commands or mentions.section_commands(documents[:4], "training_only", "any")
    said = mentions.says(documents[:4], "training_code_here")
    shown = [item for item in commands if not tuning or pattern("mentions", "trains").search(item.line.text)]
    if shown and (facts.code_files or said):
        return from_mentions(NAME, shown, "released", 0.6)
    said = [item for item in said if not mentions_finetuning(item.line.text)]
    if said and facts.code_files > 3:
        return from_mentions(NAME, said, "released", 0.5)
    linked = mentions.says_own_training(documents[:2], "training_code_link")
    return from_mentions(NAME, linked, "released", 0.7) if linked else None


def _weaker(
    findings: Findings, tuning: list[Seen], tuning_commands: list[mentions.Mention]
) -> ObservedComponent | None:
    """Fine-tuning code, and training code that stands elsewhere."""
    if tuning:
        derived = findings.derived or _replicates_by_tuning(findings)
        made_it = derived and not all(_starts_from_release(findings, item) for item in tuning)
        return from_seen(NAME, tuning, "released" if made_it else "partial")
    elsewhere = mentions.says_own_training(findings.documents[:3], "training_code_elsewhere")
    if elsewhere:
        return from_mentions(NAME, elsewhere, "released", 0.5)
    return from_mentions(NAME, tuning_commands, "partial", 0.5) if tuning_commands else None


def _replicates_by_tuning(findings: Findings) -> bool:
    """True when the documents tell how to make the released models again, and no pre-training belongs to that."""
    pretraining = pattern("paths", "code.pretraining")
    said = mentions.says_own_training(findings.documents[:12], "replicates")
    return any(not pretraining.search(f"{item.line.section} {item.line.text}".lower()) for item in said)


def _starts_from_release(findings: Findings, item: Seen) -> bool:
    """True when a file loads the very model that is released here: it adapts that model, and did not make it."""
    text = (findings.repository.text(item.path) or "").lower() if item.read else ""
    hosted = (sign.location.partition(":")[2].lower() for sign in findings.release.located() if sign.form == "hub")
    return any(name.count("/") == 1 and f'"{name}"' in text.replace("'", '"') for name in hosted)


def _missing(findings: Findings) -> ObservedComponent:
    promised = list(mentions.promises(findings.documents[:2], NAME))[:3]
    if promised:
        return from_mentions(NAME, promised, "absent", 0.7)
    if findings.facts.submodules:
        modules = findings.facts.submodules
        evidence = [Evidence(path, None, "a submodule whose content was not read") for path in modules]
        return made(NAME, "unknown", evidence, modules, 0.3)
    return absent(NAME, 0.7 if findings.documents else 0.3)


def mentions_finetuning(text: str) -> bool:
    """True when a line speaks of fine-tuning, instruction or preference data."""
    low = text.lower()
    return any(
        word in low for word in ("sft", "instruct", "fine-tun", "finetun", "preference", "chat data", "alignment")
    )
