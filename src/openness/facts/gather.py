"""One pass over a repository: everything that the rules and the report speak of."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from openness.evidence.collect import collect
from openness.evidence.facts import ReleasedModel
from openness.evidence.license_files import is_policy
from openness.facts.declared import Declared, declared_facts, declared_level
from openness.facts.spoken import read_spoken
from openness.facts.suppressions import read_inline
from openness.facts.unseen import out_of_sight, unasked
from openness.judge.claims import Standing, judge_claims
from openness.judge.frameworks import verdicts
from openness.judge.level import ComponentState, LevelVerdict, judge_level
from openness.licenses import catalog
from openness.licenses.files import is_license_path, license_scope
from openness.licenses.terms import is_open
from openness.model import NotChecked
from openness.values import NamedTuple
from openness.weights.survey import WeightSurvey, survey
from openness.wording.assertions import find_assertions
from openness.wording.claims import find_claims
from openness.wording.context import Context
from openness.wording.sources import MOST_CHARACTERS, wording_files
from openness.wording.statements import find_statements, find_terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from openness.evidence.facts import RepositoryEvidence
    from openness.evidence.remote import RemoteFacts
    from openness.facts.declared import DeclaredLicense, DeclaredPath
    from openness.facts.suppressions import Suppression
    from openness.judge.claims import Ground, JudgedClaim
    from openness.manifest.entities import LoadedManifest
    from openness.model import (
        Claim,
        Evidence,
        LicenseDeclaration,
        LicenseText,
        ObservedComponent,
        Restriction,
        Span,
        Spoken,
    )
    from openness.read.repository import Repository
    from openness.wording.assertions import Assertion
    from openness.wording.statements import UseStatement


@dataclass(frozen=True)
class Facts:
    """What is known of one repository. Rules read it and nothing else."""

    repository: Repository
    today: date
    manifest_path: str | None
    manifest: LoadedManifest | None
    declared: Declared
    evidence: RepositoryEvidence
    weights: WeightSurvey
    level: LevelVerdict
    declared_level: LevelVerdict | None
    standing: Standing
    claims: tuple[JudgedClaim, ...]
    declarations: tuple[LicenseDeclaration, ...]
    """Every place other than a license text that names a license, sorted by place."""
    uses: tuple[UseStatement, ...]
    assertions: tuple[Assertion, ...]
    suppressions: tuple[Suppression, ...]
    frameworks: Mapping[str, Any]
    unread_licenses: tuple[str, ...]
    """License files that are there and are not text."""
    not_checked: tuple[NotChecked, ...]
    incomplete: bool
    """True when something that a check cannot do without could not be read."""
    remote: RemoteFacts | None = None
    """What was learned of other places; None in a run without network."""

    @property
    def license_texts(self) -> tuple[LicenseText, ...]:
        """Every license text of the repository, sorted by place."""
        return self.evidence.license_texts

    @property
    def declared_components(self) -> Mapping[str, Mapping[str, Any]]:
        """The manifest's components by id, as the report prints them."""
        return self.declared.components

    @cached_property
    def model(self) -> ReleasedModel | None:
        """The model that the report names: the manifest's, the only one linked, or the family by the repository's name.

        Which of several sizes and variants is *the* model is not for a checker to say.
        """
        if self.declared.model is not None or not self.evidence.is_model_repository:
            return self.declared.model
        models = [model for model in self.evidence.models if model.producer]
        if len(models) == 1:
            return models[0]
        owner, name = _owner_and_name(self.repository.name)
        producers = {model.producer for model in models}
        producer = producers.pop() if len(producers) == 1 else owner or None
        bases = {model.base_model for model in self.evidence.models}
        sizes = {model.parameters for model in self.evidence.models}
        return ReleasedModel(
            name,
            producer=producer,
            parameters=sizes.pop() if len(sizes) == 1 else None,
            base_model=bases.pop() if len(bases) == 1 else None,
        )

    def governs(self, text: LicenseText) -> tuple[str, ...]:
        """Ids of the components that a license text governs."""
        governs = self.evidence.governs
        return tuple(governs.get(f"{text.path}:{text.line}", governs.get(text.path, ())))

    def declared_paths(self) -> tuple[DeclaredPath, ...]:
        """Places inside the repository that the manifest's components name."""
        return self.declared.paths

    def declared_licenses(self) -> tuple[DeclaredLicense, ...]:
        """The manifest's license of each released component."""
        return self.declared.licenses

    def component_span(self, component: str) -> Span | None:
        """Where the manifest lists the component."""
        return self.declared.spans.get(component)

    def manifest_claims(self) -> tuple[JudgedClaim, ...]:
        """The manifest's own `claims`, judged."""
        return judge_claims(self.declared.claims, self.standing)

    def texts_for(self, component: str, license_file: str | None) -> list[LicenseText]:
        """The license texts that govern a component: those of the file named, else those found to govern it."""
        if license_file is not None:
            return [text for text in self.license_texts if text.path == license_file.removeprefix("./")]
        return [text for text in self.license_texts if component in self.governs(text)]

    def texts_beside(self, path: str) -> list[LicenseText]:
        """The license texts in the same folder as a file."""
        folder = posixpath.dirname(path)
        return [text for text in self.license_texts if posixpath.dirname(text.path) == folder]

    def weights_text(self) -> LicenseText | None:
        """The license text that the standing of the weights rests on; also one of a license that nobody knows."""
        for text in self.texts_for("weights", None):
            if text.expression == self.standing.weights_license and text.match != "reference":
                return text
        return None

    def weights_restrictions(self) -> tuple[Restriction, ...]:
        """What the license of the weights restricts, as read in its text, else as the catalog records.

        What use policies that bind the weights add follows, without sections, which are those of another text.
        """
        text = self.weights_text()
        if text is not None and text.restrictions:
            own = text.restrictions
        else:
            entry = catalog.lookup(self.standing.weights_license or "")
            own = tuple(entry.restrictions) if entry else ()
        known = {one.kind for one in own}
        added = {one.kind: one._replace(section=None) for one in self._policy_restrictions() if one.kind not in known}
        return (*own, *added.values())

    def _policy_restrictions(self) -> tuple[Restriction, ...]:
        governing = self.evidence.governing.get("weights")
        paths = {place.path for place in governing.restrictions} if governing else set()
        return tuple(
            one for text in self.license_texts if text.path in paths and is_policy(text) for one in text.restrictions
        )

    def standing_evidence(self, ground: Ground) -> tuple[Evidence, ...]:
        """The places that show why a claim does not hold."""
        governing = self.evidence.governing.get("weights")
        if ground == "terms-restrict" and governing:
            return (*governing.restrictions[:2], *governing.evidence[:1])
        if ground in ("license-restricts", "license-unclear", "licenses-mixed") and governing:
            return governing.evidence[:2]
        if ground == "parts-missing":
            found = [one for reason in self.level.reasons for one in reason.evidence[:1]]
            return tuple(dict.fromkeys(found))[:3]
        return ()


def gather(
    repository: Repository,
    *,
    today: date,
    manifest_path: str | None = None,
    spoken: Iterable[Spoken] = (),
    remote: RemoteFacts | None = None,
) -> Facts:
    """The facts of a repository on a day.

    `manifest_path` names the manifest to use instead of looking for one, `remote` is what was learned of other places.
    """
    path, loaded = _manifest(repository, manifest_path)
    unread = path is not None and loaded is None
    declared = declared_facts(loaded)
    weights = survey(repository)
    evidence = collect(repository, weights)
    if remote is not None:
        evidence = _amended(evidence, remote, loaded)
    if loaded is not None:
        evidence = evidence._replace(components=out_of_sight(evidence.components, loaded, repository, remote))
    level = _observed_level(evidence)
    standing = _standing(evidence, level)
    words = _read_words(repository, evidence, spoken)
    unread_licenses = _unread_licenses(repository)
    suppressions = words.suppressions
    if path is not None and loaded is not None:
        suppressions.extend(read_inline(repository.text(path) or "", path))
    return Facts(
        repository=repository,
        today=today,
        manifest_path=path,
        manifest=loaded,
        declared=declared,
        evidence=evidence,
        weights=weights,
        level=level,
        declared_level=declared_level(loaded),
        standing=standing,
        claims=judge_claims(words.claims, standing),
        declarations=_in_order((*evidence.declarations, *words.statements)),
        uses=tuple(words.uses),
        assertions=tuple(words.assertions),
        suppressions=(*suppressions, *declared.exceptions),
        frameworks=verdicts(
            loaded,
            _judged(evidence),
            disclosure=evidence.data.disclosure,
            parameters=evidence.models[0].parameters if evidence.models else None,
            opened={name: governing.open for name, governing in evidence.governing.items()},
        ),
        unread_licenses=unread_licenses,
        not_checked=_gaps(
            evidence.not_checked,
            weights.not_checked,
            repository.gaps(),
            [NotChecked(f"{one.path}:{one.line}:{one.column}", one.message) for one in evidence.problems],
            _no_manifests(repository, path if unread else None, manifest_path),
            words.cut,
            remote.not_checked if remote is not None else unasked(loaded, remote),
            [NotChecked(one, "a license file that is no text (a PDF, say): seen, not read") for one in unread_licenses],
        ),
        incomplete=unread,
        remote=remote,
    )


def _judged(evidence: RepositoryEvidence) -> tuple[ObservedComponent, ...]:
    """What the frameworks look at: where no model is released, only what is known to be gone."""
    if evidence.is_model_repository is not False:
        return evidence.components
    return tuple(one for one in evidence.components if one.status == "absent" and one.evidence)


def _amended(evidence: RepositoryEvidence, remote: RemoteFacts, loaded: LoadedManifest | None) -> RepositoryEvidence:
    from openness.evidence.reached import amend  # noqa: PLC0415 - online runs only

    entries = loaded.manifest.of("weights") if loaded is not None and loaded.manifest is not None else ()
    return amend(evidence, remote, [text for entry in entries for text in entry.locations])


def _manifest(repository: Repository, named: str | None) -> tuple[str | None, LoadedManifest | None]:
    from openness.manifest.find import find_manifests  # noqa: PLC0415 - the YAML reader loads only where needed

    paths = [named] if named is not None else find_manifests(repository)
    if not paths:
        return None, None
    from openness.manifest.load import load_manifest  # noqa: PLC0415

    text = repository.text(paths[0])
    return paths[0], load_manifest(text, paths[0]) if text is not None else None


def _no_manifests(repository: Repository, unread: str | None, named: str | None) -> list[NotChecked]:
    from openness.manifest.find import no_manifests  # noqa: PLC0415 - as above

    return no_manifests(repository, unread) if unread or named is None else []


def _unread_licenses(repository: Repository) -> tuple[str, ...]:
    """License files that cannot be read as text: PDF files, mostly."""
    found = [entry for entry in repository.files() if entry.size and is_license_path(entry.path)]
    return tuple(entry.path for entry in found if repository.text(entry.path) is None)


def _is_mixed(evidence: RepositoryEvidence) -> bool:
    """True when texts that are for weights by their names are open for one model and restricted for another."""
    found = {text.open for text in evidence.license_texts if "weights" in license_scope(text.path)}
    return {True, False} <= found


def _observed_level(evidence: RepositoryEvidence) -> LevelVerdict:
    """The level of what is released here; a repository that is not known to release a model has none."""
    if not evidence.is_model_repository and evidence.component("weights").status != "unknown":
        return LevelVerdict(None, ())
    return judge_level(_states(evidence), evidence.data.disclosure, evidence.data.evidence)


def _states(evidence: RepositoryEvidence) -> dict[str, ComponentState]:
    states = {}
    for component in evidence.components:
        governing = evidence.governing.get(component.id)
        states[component.id] = ComponentState(
            status=component.status,
            license=governing.license if governing else component.license,
            open=governing.open if governing else None,
            evidence=component.evidence,
            license_evidence=component.license_evidence,
        )
    return states


def _standing(evidence: RepositoryEvidence, level: LevelVerdict) -> Standing:
    weights = evidence.governing.get("weights")
    code = evidence.governing.get("inference-code") or evidence.governing.get("training-code")
    return Standing(
        level=level.observed,
        weights_license=weights.license if weights else None,
        weights_open=weights.open if weights else None,
        weights_mixed=_is_mixed(evidence),
        parts_missing=any(
            reason.keeps_from == "open-source-ai" and reason.status in ("absent", "partial", "described")
            for reason in level.reasons
        ),
        weights_terms=bool(weights and weights.restrictions and is_open(weights.license) is not False),
        code_license=code.license if code else None,
        code_open=code.open if code else None,
        models=evidence.model_licenses,
    )


class _Words(NamedTuple):
    """What the prose of the repository says."""

    claims: list[Claim]
    statements: list[LicenseDeclaration]
    uses: list[UseStatement]
    assertions: list[Assertion]
    suppressions: list[Suppression]
    cut: list[NotChecked]


def _read_words(repository: Repository, evidence: RepositoryEvidence, spoken: Iterable[Spoken]) -> _Words:
    words = _Words([], [], [], [], [], [])
    context = context_of(repository.name, evidence)
    for path in wording_files(repository):
        text = repository.text(path)
        if text is not None and len(text) > MOST_CHARACTERS:
            words.cut.append(NotChecked(path, f"wording was read in its first {MOST_CHARACTERS:,} characters only"))
            text = text[:MOST_CHARACTERS]
        if text is not None:
            words.claims.extend(find_claims(text, path, context))
            words.statements.extend(find_statements(text, path, context))
            words.uses.extend(find_terms(text, path, context))
            words.assertions.extend(find_assertions(text, path, context))
            words.suppressions.extend(read_inline(text, path))
    said = read_spoken(spoken, context)
    words.claims.extend(said.claims)
    words.statements.extend(said.statements)
    words.uses.extend(said.uses)
    words.assertions.extend(said.assertions)
    return words


def context_of(name: str, evidence: RepositoryEvidence) -> Context:
    """Whose words they are."""
    owner, plain = _owner_and_name(name)
    return Context(
        owner=owner,
        name=plain,
        models=tuple(model.name for model in evidence.models),
        is_model_repository=evidence.is_model_repository,
    )


def _owner_and_name(folder: str) -> tuple[str, str]:
    """Owner and name of a repository from its folder's name; mirrors call folders `owner+name`."""
    owner, _, name = folder.rpartition("+")
    return owner, name


def _in_order(declarations: Iterable[LicenseDeclaration]) -> tuple[LicenseDeclaration, ...]:
    return tuple(sorted(declarations, key=lambda one: (one.path, one.line, one.column, one.source)))


def _gaps(*lists: Iterable[NotChecked]) -> tuple[NotChecked, ...]:
    unique = {(gap.what, gap.why): gap for gaps in lists for gap in gaps}
    return tuple(unique[key] for key in sorted(unique))
