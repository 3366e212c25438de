"""SPDX 3.0.1 with the AI and Dataset profiles (https://spdx.github.io/spdx-spec/v3.0.1/), written as JSON-LD."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING
from urllib.parse import quote

from openness.exchange.jsontext import dumps
from openness.exchange.overlay import difference
from openness.exchange.places import address
from openness.exchange.result import Loss, Written
from openness.exchange.shape import long_form
from openness.exchange.spdx_elements import NO_ASSERTION, NO_LICENSE, by_type
from openness.exchange.spdx_read import AVAILABILITY, BASE, FACTS, RELEASE, SOURCE, native_data
from openness.package_data import package_json
from openness.patterns import compiled
from openness.vocabulary import DATA_COMPONENTS

if TYPE_CHECKING:
    from openness.exchange.shape import Data, Plain
    from openness.manifest.entities import Manifest

CONTEXT = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld"

_INFO = "_:creationinfo"
_EPOCH = "1970-01-01"
_DAY = compiled(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SHARED = ("released", "partial")
_PROFILES = ("core", "software", "simpleLicensing")


def write(manifest: Manifest) -> Written:
    """The manifest as an SPDX document; facts that have no field stand in an annotation of the AI package."""
    data = long_form(manifest)
    space = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(data, sort_keys=True, ensure_ascii=False))
    graph = _Graph(f"urn:uuid:{space}#", data)
    graph.build()
    graph.relate()
    changes = difference(data, native_data(by_type(graph.nodes)))
    if changes:
        graph.annotate(changes)
    graph.enclose()
    text = dumps({"@context": CONTEXT, "@graph": graph.nodes})
    assumed = []
    if "name" not in data.get("model", {}):
        assumed.append(Loss("name", "not stated in the source: written as `unknown`"))
    if graph.day == _EPOCH:
        assumed.append(Loss("created", f"no day of release is stated: written as {_EPOCH}, the same each time"))
    return Written(text, (), tuple(assumed))


class _Graph:
    """The elements of a document; their ids follow from what they are, so that the same facts give the same text."""

    def __init__(self, space: str, data: Data) -> None:
        self.space = space
        self.data = data
        self.nodes: list[Data] = []
        self.model = f"{space}model"
        released = str(data.get("model", {}).get("released"))
        self.day = released if _DAY.fullmatch(released) else _EPOCH
        self._licenses: dict[str, str] = {}
        self._relations: dict[tuple[str, str], list[str]] = {}

    def build(self) -> None:
        """Everything that has a place in the standard."""
        model = self.data.get("model", {})
        agent = f"{self.space}converter"
        self.nodes.append(
            {
                "type": "CreationInfo",
                "@id": _INFO,
                "specVersion": "3.0.1",
                "created": f"{self.day}T00:00:00Z",
                "createdBy": [agent],
            }
        )
        self._add("SoftwareAgent", "converter", name="openness convert")
        if "producer" in model:
            self._add("Organization", "producer", name=model["producer"])
        self._model(model)
        for identifier, entries in self.data.get("components", {}).items():
            for number, entry in enumerate(entries):
                if identifier != "weights" and entry["status"] in _SHARED:
                    self._component(identifier, number, entry)
        self._sources()
        self._bases(model)

    def annotate(self, changes: Data) -> None:
        """Facts by place that the standard has no field for."""
        self._add(
            "Annotation",
            "facts",
            annotationType="other",
            contentType="application/json",
            subject=self.model,
            statement=json.dumps({FACTS: changes}, ensure_ascii=False),
        )

    def relate(self) -> None:
        """The relationships between what is there."""
        for number, ((kind, source), targets) in enumerate(self._relations.items()):
            self._add(
                "Relationship",
                f"relationship-{number}",
                **{"from": source, "relationshipType": kind, "to": list(dict.fromkeys(targets))},
            )

    def enclose(self) -> None:
        """The document around everything."""
        self._add(
            "SpdxDocument",
            "document",
            name=self.data.get("model", {}).get("name", "unknown"),
            profileConformance=[*_PROFILES, *_conformant(self.nodes)],
            rootElement=[self.model],
            element=[node["spdxId"] for node in self.nodes if "spdxId" in node],
        )

    def _add(self, kind: str, local: str, **fields: Plain) -> str:
        identifier = f"{self.space}{local}"
        shown = {key: value for key, value in fields.items() if value not in (None, [], "")}
        self.nodes.append({"type": kind, "spdxId": identifier, "creationInfo": _INFO, **shown})
        return identifier

    def _relate(self, source: str, kind: str, target: str) -> None:
        self._relations.setdefault((kind, source), []).append(target)

    def _license(self, source: str, expression: str | None) -> None:
        """The license that is declared for a package; what the terms amount to, nobody concludes here."""
        if expression in (None, "NOASSERTION"):
            declared = NO_ASSERTION
        elif expression == "NONE":
            declared = NO_LICENSE
        else:
            declared = self._licenses.get(str(expression), "")
            if not declared:
                declared = self._add(
                    "simplelicensing_LicenseExpression",
                    f"license-{len(self._licenses)}",
                    simplelicensing_licenseExpression=expression,
                )
                self._licenses[str(expression)] = declared
        self._relate(source, "hasDeclaredLicense", declared)
        self._relate(source, "hasConcludedLicense", NO_ASSERTION)

    def _model(self, model: Data) -> None:
        weights = (self.data.get("components", {}).get("weights") or [{}])[0]
        shared = weights if weights.get("status") in _SHARED else {}
        tasks = package_json("data", "exchange", "huggingface.json")["tasks"]
        kind = model.get("type")
        processing = self.data.get("data", {}).get("processing")
        self._add(
            "ai_AIPackage",
            "model",
            name=model.get("name", "unknown"),
            suppliedBy=f"{self.space}producer" if "producer" in model else None,
            releaseTime=f"{self.day}T00:00:00Z" if self.day != _EPOCH else None,
            software_packageVersion=model.get("version"),
            software_primaryPurpose="model",
            software_homePage=_web(model.get("homepage")),
            ai_domain=[tasks.get(kind, kind)] if kind else None,
            ai_typeOfModel=[model["architecture"]] if "architecture" in model else None,
            ai_modelDataPreprocessing=[processing] if processing else None,
            verifiedUsing=_hashes(shared.get("digest")),
            **_places(shared.get("location", ()), self.data.get("releases", ())),
        )
        self._license(self.model, weights.get("license") or self.data.get("license"))
        self._files(self.model, "model", shared)

    def _files(self, owner: str, local: str, entry: Data) -> None:
        for number, file in enumerate(entry.get("files", ())):
            target = self._add(
                "software_File", f"{local}-file-{number}", name=file["path"], verifiedUsing=_hashes(file.get("digest"))
            )
            self._relate(owner, "contains", target)

    def _component(self, identifier: str, number: int, entry: Data) -> None:
        row = package_json("data", "exchange", "bom.json")["components"].get(identifier, {})
        local = f"{identifier}-{number}"
        is_data = identifier in DATA_COMPONENTS
        target = self._add(
            "dataset_DatasetPackage" if is_data else "software_Package",
            local,
            name=entry.get("name", identifier),
            comment=f"component: {identifier}",
            description=entry.get("notes"),
            software_primaryPurpose=row.get("purpose", "other"),
            dataset_datasetType=["noAssertion"] if is_data else None,
            dataset_datasetAvailability=AVAILABILITY.get(str(entry.get("access"))) if is_data else None,
            verifiedUsing=_hashes(entry.get("digest")),
            **_places(entry.get("location", ())),
        )
        self._license(target, entry.get("license") or self.data.get("license"))
        self._relate(self.model, row.get("relation", "other"), target)
        self._files(target, local, entry)

    def _sources(self) -> None:
        data = self.data.get("data", {})
        sources = data.get("sources", ())
        for number, source in enumerate(sources):
            target = self._add(
                "dataset_DatasetPackage",
                f"source-{number}",
                name=source["name"],
                comment=SOURCE,
                description=source.get("notes"),
                software_primaryPurpose="data",
                dataset_datasetType=["noAssertion"],
                dataset_dataCollectionProcess=data.get("collection") if len(sources) == 1 else None,
                dataset_datasetAvailability=AVAILABILITY.get(str(source.get("obtainable"))),
                **_places([source["location"]] if "location" in source else ()),
            )
            self._license(target, source.get("license"))
            self._relate(self.model, "trainedOn", target)

    def _bases(self, model: Data) -> None:
        bases = model.get("base_model")
        for number, base in enumerate(bases if isinstance(bases, list) else ()):
            target = self._add(
                "ai_AIPackage",
                f"base-{number}",
                name=base["id"].rpartition(":")[2].rstrip("/").rpartition("/")[2] or base["id"],
                comment=BASE,
                software_primaryPurpose="model",
                **_places([base["id"]]),
            )
            self._license(target, base.get("license"))
            self._relate(self.model, "descendantOf", target)


def _conformant(nodes: list[Data]) -> list[str]:
    """The profiles of which every package states all that the profile requires; both licenses are always related."""
    rows = package_json("data", "exchange", "bom.json")["spdx_profiles"]
    found = []
    for name, row in rows.items():
        packages = [node for node in nodes if node["type"] == row["type"]]
        if packages and all(key in node for node in packages for key in row["required"]):
            found.append(name)
    return found


def _hashes(digest: str | None) -> list[Data] | None:
    algorithm, _, value = (digest or "").partition(":")
    return [{"type": "Hash", "algorithm": algorithm, "hashValue": value}] if value else None


def _web(place: str | None) -> str | None:
    """A location as an absolute address; None for a path of the repository."""
    found = address(place) if place else ""
    return quote(found, safe="/:?#[]@!$&'()*+,;=%~-._") if found.startswith(("http:", "https:")) else None


def _places(places: Plain, releases: Plain = ()) -> Data:
    """The first address as the place to download from, the others and those of releases as references."""
    absolute = [web for place in places if (web := _web(place))]
    references = [
        {"type": "ExternalRef", "externalRefType": "altDownloadLocation", "locator": [one]} for one in absolute[1:]
    ]
    for release in releases:
        if web := _web(release["location"]):
            comment = f"{RELEASE}{release['channel']}"
            kind = "vcs" if release["channel"] == "github" else "altWebPage"
            references.append({"type": "ExternalRef", "externalRefType": kind, "locator": [web], "comment": comment})
    found: Data = {"externalRef": references or None}
    if absolute:
        found["software_downloadLocation"] = absolute[0]
    return found
