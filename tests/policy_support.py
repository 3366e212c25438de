"""Policies and reports in a few lines, for tests."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from miniatures import CASES, files_of
from openness.findings.policy import rule_book
from openness.policy.entities import Identity, Policy
from openness.policy.load import load_layer
from openness.report.judged import judge_repository
from openness.report.policy import under_policy
from support import repository_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openness.findings.policy import PolicyResult
    from openness.policy.entities import Layer

BOOK = rule_book()
TODAY = date(2026, 6, 1)
HEAD = "openness_policy: 1\n"
CLOSED = files_of(CASES / "open-source-claim-unsupported" / "bad-restricted-weights")
"""A model that is called open source and whose weights are restricted."""
WEIGHTS = """# TinyLM

TinyLM is a language model with 1B parameters. The [weights](https://huggingface.co/lab/TinyLM-1B) are published.
"""


def layer(text: str, source: str = "policy.yml", *, trusted: bool = True) -> Layer:
    """The layer in a text that has no problem."""
    loaded = load_layer(HEAD + text, source, BOOK, trusted=trusted)
    assert loaded.problems == ()
    assert loaded.layer is not None
    return loaded.layer


def stack(*texts: str, own: str | None = None) -> Policy:
    """Layers called a.yml, b.yml, …, the outermost first; `own` is the repository's."""
    layers = [layer(text, f"{chr(97 + number)}.yml") for number, text in enumerate(texts)]
    if own is not None:
        layers.append(layer(own, "openness-policy.yml", trusted=False))
    return Policy(tuple(layers), BOOK)


def report_of(files: Mapping[str, bytes | str], name: str = "lab+tinylm") -> dict[str, Any]:
    """The report of a repository in memory."""
    return judge_repository(repository_from(files, name), today=TODAY).report


def judged(
    files: Mapping[str, bytes | str], policy: Policy, *, today: date = TODAY, identity: Identity | None = None
) -> tuple[dict[str, Any], PolicyResult]:
    """A repository in memory under a policy."""
    return under_policy(report_of(files), policy, today=today, identity=identity)


def counted(report: dict[str, Any]) -> list[tuple[str, str]]:
    """Rule and severity of each finding of a report that counts."""
    return [
        (one["rule"], one["severity"])
        for one in report["findings"]
        if one["suppressed"] is None and one.get("binding", True)
    ]
