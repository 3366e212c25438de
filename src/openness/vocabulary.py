"""The words that every layer, schema, document and message shares."""

from __future__ import annotations

from typing import Literal

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")

COMPONENTS: tuple[str, ...] = (
    "weights",
    "intermediate-checkpoints",
    "optimizer-states",
    "adapters",
    "tokenizer",
    "model-config",
    "architecture-code",
    "training-code",
    "finetuning-code",
    "data-processing-code",
    "inference-code",
    "evaluation-code",
    "supporting-tools",
    "training-data",
    "finetuning-data",
    "evaluation-data",
    "data-card",
    "model-card",
    "technical-report",
    "research-paper",
    "hyperparameters",
    "training-logs",
    "evaluation-results",
    "sample-outputs",
)

CODE_COMPONENTS: frozenset[str] = frozenset(
    {
        "architecture-code",
        "training-code",
        "finetuning-code",
        "data-processing-code",
        "inference-code",
        "evaluation-code",
        "supporting-tools",
    }
)
DATA_COMPONENTS: frozenset[str] = frozenset({"training-data", "finetuning-data", "evaluation-data"})
DOCUMENT_COMPONENTS: frozenset[str] = frozenset({"data-card", "model-card", "technical-report", "research-paper"})

DeclaredStatus = Literal["released", "partial", "described", "withheld", "not-applicable"]
ObservedStatus = Literal["released", "partial", "described", "absent", "unknown"]

Level = Literal["closed", "weights-available", "open-weights", "open-source-ai", "open-source-ai-with-open-data"]
LEVELS: tuple[Level, ...] = (
    "closed",
    "weights-available",
    "open-weights",
    "open-source-ai",
    "open-source-ai-with-open-data",
)

Term = Literal["open-source", "open-weights", "open-data", "open"]
Act = Literal["asserts", "denies", "future", "mentions"]
Subject = Literal["model", "weights", "code", "data", "project", "other", "community", "name", "unrelated"]
Strength = Literal["full", "plain"]
