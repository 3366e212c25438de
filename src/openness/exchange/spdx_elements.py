"""The elements of an SPDX 3 document by id, and the relationships between them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openness.exchange.ledger import Ledger
from openness.exchange.licensing import expression
from openness.exchange.places import location

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openness.exchange.ledger import Path
    from openness.exchange.shape import Data

NO_ASSERTION = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoAssertionLicense"
NO_LICENSE = "https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/NoneLicense"

_PACKAGES = ("ai_AIPackage", "dataset_DatasetPackage", "software_Package", "software_File")
_RELATIONSHIPS = ("Relationship", "LifecycleScopedRelationship")
_FORMALITIES = ("type", "@type", "spdxId", "@id", "creationInfo", "software_primaryPurpose", "dataset_datasetType")


def by_type(nodes: Sequence[object]) -> Ledger:
    """The elements of a graph, listed by their type."""
    grouped: Data = {}
    for node in nodes:
        if isinstance(node, dict):
            kind = node.get("type", node.get("@type"))
            grouped.setdefault(kind if isinstance(kind, str) and kind else "without a type", []).append(node)
        else:
            grouped.setdefault("without a type", []).append(node)
    return Ledger(grouped)


class Elements:
    """Elements by id and the relationships between them."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.places: dict[str, Path] = {}
        for kind in ledger.names():
            for index in ledger.indexes(kind):
                for key in ("spdxId", "@id"):
                    identifier = ledger.at(kind, index, key)
                    if isinstance(identifier, str):
                        self.places.setdefault(identifier, (kind, index))
        self._from: dict[str, list[tuple[str, Path]]] = {}
        for kind in _RELATIONSHIPS:
            for index in ledger.indexes(kind):
                source = ledger.at(kind, index, "from")
                kind_of = ledger.at(kind, index, "relationshipType")
                if isinstance(source, str) and isinstance(kind_of, str):
                    self._from.setdefault(source, []).append((kind_of, (kind, index)))

    def subject(self) -> Path | None:
        """The AI package that the document is about: a root of it, else the first that is nobody's base."""
        packages: list[Path] = [("ai_AIPackage", one) for one in self.ledger.indexes("ai_AIPackage")]
        roots = [
            self.ledger.at(kind, index, "rootElement", number)
            for kind in ("SpdxDocument", "software_Sbom", "Bom")
            for index in self.ledger.indexes(kind)
            for number in self.ledger.indexes(kind, index, "rootElement")
        ]
        for root in roots:
            if isinstance(root, str) and self.places.get(root) in packages:
                return self.places[root]
        return packages[0] if packages else None

    def formalities(self, at: Path) -> None:
        """Take what every element has and what says nothing of its own."""
        for key in _FORMALITIES:
            self.ledger.take(*at, key)

    def identifier(self, at: Path) -> str:
        """The id of an element, empty without one."""
        found = self.ledger.at(*at, "spdxId") or self.ledger.at(*at, "@id")
        return found if isinstance(found, str) else ""

    def related(self, at: Path, wanted: str = "") -> Iterator[tuple[str, Path]]:
        """Elements that an element points to, with the kind of relationship; licenses are left out."""
        for kind, place in self._from.get(self.identifier(at), ()):
            if (wanted and kind != wanted) or kind in ("hasDeclaredLicense", "hasConcludedLicense"):
                continue
            for number in self.ledger.indexes(*place, "to"):
                target = self.places.get(str(self.ledger.at(*place, "to", number)))
                if target is not None and target[0] in _PACKAGES and target != at:
                    self.ledger.take(*place)
                    yield kind, target

    def license(self, at: Path) -> str | None:
        """The declared license, else the concluded one; None without any."""
        stated: dict[str, str | None] = {}
        for kind, place in self._from.get(self.identifier(at), ()):
            if kind not in ("hasDeclaredLicense", "hasConcludedLicense"):
                continue
            targets = [
                one
                for number in self.ledger.indexes(*place, "to")
                if (one := self._expression(self.ledger.at(*place, "to", number)))
            ]
            self.ledger.take(*place)
            stated[kind] = " AND ".join(dict.fromkeys(targets)) or None
        return stated.get("hasDeclaredLicense") or stated.get("hasConcludedLicense")

    def _expression(self, target: object) -> str | None:
        if not isinstance(target, str):
            return None
        if target.endswith("ExpandedLicensing/NoneLicense") or target == "expandedlicensing_NoneLicense":
            return "NONE"
        place = self.places.get(target)
        if place is None:
            listed = re.fullmatch(r"https?://spdx\.org/licenses/([A-Za-z0-9.+-]{1,100})", target)
            return expression(listed[1]) if listed else None
        for key in ("simplelicensing_licenseExpression", "name"):
            said = self.ledger.at(*place, key)
            if isinstance(said, str) and (found := expression(said)):
                self.ledger.take(*place, key)
                self.formalities(place)
                return found
        return None

    def address(self, at: Path, key: str) -> str | None:
        """The location under a key, taken."""
        value = self.ledger.at(*at, key)
        place = location(value) if isinstance(value, str) else None
        if place is not None:
            self.ledger.take(*at, key)
        return place

    def locations(self, at: Path) -> list[str]:
        """Where a package can be had."""
        found = [self.address(at, "software_downloadLocation")]
        for index in self.ledger.indexes(*at, "externalRef"):
            here: Path = (*at, "externalRef", index)
            if self.ledger.at(*here, "externalRefType") == "altDownloadLocation":
                found += [location(str(self.ledger.at(*here, "locator", 0)))]
                self.ledger.take(*here)
        return [place for place in found if place]

    def digest(self, at: Path) -> str | None:
        """The digest of an element, `sha256:` or `sha512:`."""
        for index in self.ledger.indexes(*at, "verifiedUsing"):
            here: Path = (*at, "verifiedUsing", index)
            name, value = self.ledger.at(*here, "algorithm"), self.ledger.at(*here, "hashValue")
            if name in ("sha256", "sha512") and isinstance(value, str):
                self.ledger.take(*here)
                return f"{name}:{value.lower()}"
        return None

    def files(self, at: Path) -> list[Data]:
        """The files that a package contains."""
        found = []
        for _, target in self.related(at, "contains"):
            if target[0] == "software_File" and (name := self.ledger.text(*target, "name")):
                self.formalities(target)
                digest = self.digest(target)
                found.append({"path": name, **({"digest": digest} if digest else {})})
        return found
