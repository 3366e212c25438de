"""A license is named, and its text is nowhere in the repository.

What it checks: metadata, a badge or a sentence names a license for this repository's model or code, and there is
neither a license text nor a file that points to one.

Why it matters: most licenses grant their rights only with the text and the copyright notice. A label alone, easily
typed and easily copied, is "permissive-washing": an audit found 95.8 % of models without the required text.

What to do: add the license text, with the copyright line, as `LICENSE`.

Severity: warning.

Sources: arXiv:2602.08816 (audit of license integrity, 2026); Apache-2.0, section 4(a); MIT License, second paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts


def check(facts: Facts) -> Iterator[Found]:
    """At most one finding, at the first place that names a license."""
    if not facts.evidence.is_model_repository or facts.license_texts:
        return
    labels = [one for one in facts.declarations if one.expression]
    if not labels:
        return
    first = labels[0]
    as_id = first.source == "badge" or {":", "/"} & set(first.raw)
    shown = (first.expression or "") if as_id else first.raw
    if shown.count("(") > shown.count(")"):
        shown += ")"  # a name is read to its last word
    yield Found(
        f"{shown} is named here, and no license text is in the repository.",
        path=first.path,
        line=first.line,
        column=first.column,
        help="Add the license text with the copyright line as LICENSE: the label alone grants nothing.",
        key=first.expression or first.raw,
        evidence=tuple(Evidence(one.path, one.line, f"names {one.raw}") for one in labels[1:3]),
        width=len(first.raw),
    )


RULE: Rule[Facts] = Rule(
    "OM206",
    "license-label-without-text",
    "warning",
    "A license is named and its text is missing",
    check,
    __doc__ or "",
)
