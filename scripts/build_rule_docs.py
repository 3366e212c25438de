#!/usr/bin/env python3
"""Write `docs/rules/`: a page for each rule and a table of all of them, from the rules themselves.

A page is the rule's module documentation with the output of its first bad miniature repository as the example. A test
says when the pages are out of date.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from openness.rules import all_rules

if TYPE_CHECKING:
    from openness.rules.base import Rule

ROOT = Path(__file__).resolve().parent.parent
PAGES = ROOT / "docs" / "rules"
CASES = ROOT / "tests" / "cases"

_FAMILIES = {
    "OM1": "Manifest",
    "OM2": "Licenses",
    "OM3": "Components and artifacts",
    "OM4": "Wording",
    "OM5": "Policy",
}


def pages() -> dict[str, str]:
    """The content of every file below `docs/rules/`, by name."""
    found = {f"{rule.name}.md": page(rule) for rule in all_rules()}
    return {**found, "README.md": table()}


def page(rule: Rule[Any]) -> str:
    """One rule's page."""
    title, *paragraphs = (" ".join(part.split()) for part in rule.documentation.strip().split("\n\n"))
    lines = [f"# {rule.id} {rule.name}", "", title, ""]
    for paragraph in paragraphs:
        heading, _, body = paragraph.partition(": ")
        lines += [f"## {heading}", "", body[:1].upper() + body[1:], ""]
    lines += ["## Example", "", "```text", example(rule), "```", ""]
    if rule.id.startswith("OM5"):
        lines += [
            "The repository cannot accept this finding; the policy can exempt from it: [policies](../policy.md).",
            "",
        ]
    else:
        lines += ["Accept a finding with a reason:", "", f"`openness: ignore[{rule.id}] why this is accepted`", ""]
    return "\n".join(lines)


def example(rule: Rule[Any]) -> str:
    """What a maintainer reads when the rule finds something: the blocks of the output that name it."""
    text = min((CASES / rule.name).glob("bad-*.txt")).read_text(encoding="utf-8")
    blocks = [block for block in text.split("\n\n") if rule.id in block]
    return "\n\n".join(blocks[:1]).strip("\n")


def table() -> str:
    """All rules, by family."""
    lines = ["# Rules", "", "Made from the rules by `scripts/build_rule_docs.py`.", ""]
    ordered = sorted(all_rules(), key=lambda rule: rule.id)
    for prefix, title in _FAMILIES.items():
        lines += [f"## {title}", "", "| id | name | severity | finds |", "| --- | --- | --- | --- |"]
        lines += [
            f"| {rule.id} | [{rule.name}]({rule.name}.md) | {rule.severity} | {rule.summary} |"
            for rule in ordered
            if rule.id.startswith(prefix)
        ]
        lines.append("")
    return "\n".join(lines)


def main() -> None:
    """Write every page and remove those of rules that are gone."""
    PAGES.mkdir(parents=True, exist_ok=True)
    wanted = pages()
    for old in PAGES.glob("*.md"):
        if old.name not in wanted:
            old.unlink()
    for name, content in wanted.items():
        (PAGES / name).write_text(content, encoding="utf-8")


if __name__ == "__main__":
    main()
