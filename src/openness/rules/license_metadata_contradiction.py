"""Package or card metadata names a license that the license text beside it is not.

What it checks: `pyproject.toml`, `setup.cfg`, `setup.py`, `package.json`, `Cargo.toml`, `CITATION.cff`,
`codemeta.json`, `.zenodo.json` and the front matter of the model card are compared with the license texts in the same
folder.

Why it matters: package indexes and model hubs show the metadata, not the text; automated compliance relies on it.

What to do: name the license of the text in the metadata, or add the text that the metadata promises.

Severity: error.

Sources: PEP 639 (`project.license`); Citation File Format 1.2; Hugging Face model card metadata.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.license_comparison import contradicts, ground_of, known_texts, named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts

_METADATA = frozenset(
    {"front-matter", "pyproject", "setup.cfg", "setup.py", "package.json", "cargo", "citation", "codemeta", "zenodo"}
)


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each metadata field that no license text of its folder agrees with."""
    for declaration in facts.declarations:
        if declaration.source not in _METADATA:
            continue
        texts = facts.texts_beside(declaration.path)
        if contradicts(declaration.expression, texts):
            known = known_texts(texts)
            yield Found(
                f"The metadata says {declaration.raw}; the license text is {named(known)}.",
                path=declaration.path,
                line=declaration.line,
                column=declaration.column,
                help="Name the license of the text here, or add the text that is meant.",
                key=f"{declaration.source} {declaration.raw}",
                ground=ground_of(known),
                evidence=tuple(Evidence(one.path, one.line, f"text of {one.expression}") for one in known),
                width=len(declaration.raw),
            )


RULE: Rule[Facts] = Rule(
    "OM204",
    "license-metadata-contradiction",
    "error",
    "Metadata names another license than the license text",
    check,
    __doc__ or "",
)
