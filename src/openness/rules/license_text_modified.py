"""A license text has added, removed or changed words that bind, and goes under the plain license's name.

What it checks: license texts that come near a known license and differ from it in words that grant, forbid or
condition something. Names, years, list markers and the spelling variants that SPDX allows are not differences.

Why it matters: "Modified MIT" with a clause for large companies is not MIT. Scanners and readers see the first lines
and take it for what it resembles.

What to do: give the license a name of its own (`LicenseRef-…`) wherever it is mentioned, or use the plain text.

Severity: error when the manifest, metadata, a badge or a sentence calls it by the plain name; note otherwise.

Sources: SPDX license list matching guidelines.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.licenses.terms import same_license
from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.license_comparison import ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.model import LicenseText

_SHOWN = 3


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each modified text of an SPDX license whose differences bind."""
    for text in facts.license_texts:
        binding = [one for one in text.differences if one.binding]
        if text.match != "modified" or text.expression is None or not binding:
            continue
        if text.expression.startswith("LicenseRef-"):
            continue
        said = _plainly_named(facts, text)
        first = binding[0]
        yield Found(
            f"This is {text.expression} with changes that bind: {first.change} “{_short(first.text)}”"
            + (f" and {len(binding) - 1} more" if len(binding) > 1 else "")
            + (f"; it is called plain {text.expression}." if said else "."),
            path=text.path,
            line=first.line,
            column=1,
            help=f"Name it LicenseRef-… wherever it is mentioned, or use the unchanged text of {text.expression}.",
            key=f"{text.expression} {' '.join(one.text for one in binding)}",
            severity="error" if said else "note",
            evidence=(
                *said,
                *(Evidence(text.path, one.line, f"{one.change}: {_short(one.text)}") for one in binding[1:_SHOWN]),
            ),
        )


def _plainly_named(facts: Facts, text: LicenseText) -> tuple[Evidence, ...]:
    """The places that call the text by the plain license's name, within reach of the text's folder."""
    expression = text.expression or ""
    folder = text.path.rpartition("/")[0]
    named = [
        Evidence(one.path, one.line, f"says {one.raw}")
        for one in facts.declarations
        if folder in ("", one.path.rpartition("/")[0])
        and any(same_license(expression, identifier) for identifier in ids(one.expression))
    ]
    named.extend(
        Evidence(facts.manifest_path or "", place.span.line, f"says {place.expression} for {place.component}")
        for place in facts.declared_licenses()
        if any(same_license(expression, identifier) for identifier in ids(place.expression))
    )
    return tuple(named[:_SHOWN])


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 100 else plain[:99] + "…"


RULE: Rule[Facts] = Rule(
    "OM203",
    "license-text-modified",
    "error",
    "A modified license goes under the plain name",
    check,
    __doc__ or "",
)
