"""A sentence says that a part is released or that a bar is met, and the repository does not show it.

What it checks: "training code and data are released", "fully reproducible", "MOF Class I", "conforms to the Open Source
AI Definition" and openness badges, said of this repository, against the components found and the frameworks' verdicts.

Why it matters: a list of released parts is what readers compare models by. A part that is promised in one place and
missing in every other costs them the search.

What to do: link the part beside the sentence, or say when it will follow.

Severity: note for parts that were not found (they may be published elsewhere); warning for a framework's bar that the
facts are known to miss.

Sources: Model Openness Framework 1.0; Open Source AI Definition 1.0.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.rules.base import Found, Rule
from openness.rules.phrases import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.vocabulary import Severity
    from openness.wording.assertions import Assertion

_FRAMEWORKS = {
    "osaid": "the Open Source AI Definition",
    "owd": "the Open Weight Definition",
    "eu-ai-act": "the exemption of the EU AI Act",
}


_TELLING = frozenset({"training-code", "training-data", "evaluation-code"})
"""Parts that a level or a class turns on, and whose absence can be told with some confidence."""


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each statement about parts or bars that the facts do not bear out."""
    if not facts.evidence.is_model_repository:
        return
    for assertion in facts.assertions:
        if assertion.act != "asserts":
            continue
        severity: Severity = "note"
        lacking = _missing(facts, assertion)
        if assertion.framework is not None:
            lacking, severity = _missed_bar(facts, assertion.framework), "warning"
        if lacking:
            yield Found(
                f"“{_short(assertion.raw)}” is said here, but {lacking}.",
                path=assertion.path,
                line=assertion.line,
                column=assertion.column,
                help="Link the part beside this sentence, or say when it will follow.",
                key=assertion.raw,
                severity=severity,
                width=len(assertion.raw),
            )


def _missing(facts: Facts, assertion: Assertion) -> str:
    wanted = assertion.components
    if assertion.kind == "reproducible":
        wanted = ("training-code", "training-data")
    absent = [part for part in wanted if part in _TELLING and facts.evidence.component(part).status == "absent"]
    return f"{listed(part.replace('-', ' ') for part in absent)} could not be found" if absent else ""


def _missed_bar(facts: Facts, framework: str) -> str:
    if framework == "mof":
        mof = facts.frameworks.get("mof", {})
        return "the components found reach no class" if facts.manifest and mof.get("class") == 0 else ""
    verdict = facts.frameworks.get(framework.replace("-", "_"), {}).get("verdict")
    name = _FRAMEWORKS.get(framework, framework)
    return f"what is released does not meet {name}" if verdict == "does-not-conform" else ""


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 80 else plain[:79] + "…"


RULE: Rule[Facts] = Rule(
    "OM408",
    "release-claim-unsupported",
    "note",
    "A part said to be released could not be found",
    check,
    __doc__ or "",
)
