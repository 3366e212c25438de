"""License names of other formats as expressions of a manifest, and back."""

from __future__ import annotations

import re
from functools import cache

from openness.licenses import catalog
from openness.manifest.license_check import stated_license
from openness.package_data import package_json

UNKNOWN = "NOASSERTION"


def expression(text: str) -> str | None:
    """The SPDX expression that a name, id or address stands for; None when it names no license that is known."""
    text = text.strip()
    return stated_license(text) if text else None


def names_no_terms(text: str, among: str = "no_terms") -> bool:
    """True for words such as "not released", which stand where a license is named and name none."""
    return text.strip().rstrip(".").casefold() in package_json("data", "exchange", "licenses.json")[among]


def reference(name: str) -> str | None:
    """A `LicenseRef-` id made from the name of terms that no list knows; None for a name that names none."""
    if names_no_terms(name) or names_no_terms(name, "unnamed_terms"):
        return None
    kept = re.sub(r"[^A-Za-z0-9.]+", "-", name).strip("-.")[:100]
    return f"LicenseRef-{kept}" if kept else None


@cache
def _tags() -> dict[str, str]:
    """The tags of the Hugging Face hub by the one license that each stands for."""
    found: dict[str, str] = {}
    for tag in package_json("data", "exchange", "huggingface.json")["license_tags"]:
        entry = catalog.lookup(tag)
        if entry is not None:
            found.setdefault(entry.id, tag)
    return found


def hub_tag(identifier: str) -> str | None:
    """The tag of the Hugging Face hub that stands for exactly this license, if there is one."""
    tag = _tags().get(identifier)
    return tag if tag is not None and expression(tag) == identifier else None
