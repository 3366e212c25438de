"""Package or card metadata names a license that the license text beside it is not.

What it checks: `pyproject.toml`, `setup.cfg`, `setup.py`, `package.json`, `Cargo.toml`, `CITATION.cff`,
`codemeta.json`, `.zenodo.json` and the front matter of the model card are compared with the license texts in the same
folder.

Why it matters: package indexes and model hubs show the metadata, not the text; automated compliance relies on it.

What to do: name the license of the text in the metadata, or add the text that the metadata promises.

Severity: error; warning where the text is of no known license and reads as restricting what an open license allows.

Sources: PEP 639 (`project.license`); Citation File Format 1.2; Hugging Face model card metadata.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.license_comparison import contradicts, ground_of, known_texts, named, strangers
from openness.rules.phrases import listed, restriction_phrases

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
        for text in strangers(declaration.expression, texts)[:1]:
            yield Found(
                f"The metadata says {declaration.raw}; the text in {text.path} is no license that is known, and it "
                f"{listed(restriction_phrases(text.restrictions)) or 'restricts use or users'}.",
                path=declaration.path,
                line=declaration.line,
                column=declaration.column,
                help="Name the license of the text here, or put the text of the named license beside it.",
                key=f"{declaration.source} {declaration.raw}",
                ground="unknown text",
                severity="warning",
                evidence=(Evidence(text.path, text.line, "a license that is not known"),),
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
