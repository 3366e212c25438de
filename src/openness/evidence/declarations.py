"""Every place other than a license text that names a license."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.frontmatter import read_front_matter
from openness.licenses.names import read_name
from openness.model import LicenseDeclaration

if TYPE_CHECKING:
    from openness.evidence.frontmatter import FrontMatter
    from openness.read.repository import Repository


def front_matter_declarations(front: FrontMatter, path: str) -> list[LicenseDeclaration]:
    """The licenses that a front matter names; `other` is replaced by its `license_name`."""
    found = []
    for value in front.licenses:
        raw, place = value.text, value
        if raw.lower() in ("other", "unknown") and front.license_name is not None:
            raw, place = front.license_name.text, front.license_name
        found.append(LicenseDeclaration("front-matter", raw, read_name(raw), path, place.line, place.column))
    return found


def find_declarations(repository: Repository) -> tuple[LicenseDeclaration, ...]:
    """The declarations of a repository, sorted by path and line."""
    found: list[LicenseDeclaration] = []
    for entry in repository.entries:
        low = entry.path.lower()
        if low in ("readme.md",):
            text = repository.text(entry.path)
            front = read_front_matter(text, entry.path) if text else None
            if front is not None:
                found.extend(front_matter_declarations(front, entry.path))
    return tuple(sorted(found, key=lambda item: (item.path, item.line, item.column)))
