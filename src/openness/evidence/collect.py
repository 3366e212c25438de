"""Everything that one repository shows, gathered in one pass over its paths and the texts that can matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.badges import find_badges
from openness.evidence.bases import BaseSources, find_bases
from openness.evidence.components import observe_components
from openness.evidence.declarations import read_all
from openness.evidence.disclosure import DataSources, judge_disclosure
from openness.evidence.documents import read_documents
from openness.evidence.facts import ReleasedModel, RepositoryEvidence
from openness.evidence.fetched_data import fetched_data
from openness.evidence.fetched_weights import fetched_weights
from openness.evidence.frontmatter import FrontMatter, read_front_matter
from openness.evidence.governing import Sources, govern, governed_paths
from openness.evidence.held import NOTHING_HELD, HeldWeights, configured_folders, held_weights
from openness.evidence.lexicon import pattern
from openness.evidence.license_files import Scoped, binding_policies, is_policy
from openness.evidence.license_parts import in_parts
from openness.evidence.licensed import by_place
from openness.evidence.links import find_links
from openness.evidence.model_licenses import ModelLicense, Reading, folded, read_model_licenses
from openness.evidence.names import project_tokens, tokens
from openness.evidence.observed import Findings
from openness.evidence.paths import PathFacts, sort_paths
from openness.evidence.prose import find_license_sentences, license_sections, weight_license_places
from openness.evidence.release import Release, judge_release
from openness.evidence.signs import Surroundings
from openness.licenses.files import components_of, license_scope
from openness.licenses.identify import identify
from openness.model import Evidence, NotChecked
from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openness.evidence.document import Document
    from openness.evidence.links import Link
    from openness.read.repository import Repository
    from openness.weights.facts import WeightSurvey

MAX_LICENSE_FILES = 30
"""License files that are identified, the shallowest first."""

DEEP = 3
"""Folders below which a license file speaks of its own folder only, whatever its name."""

_PARAMETERS = compiled(r"(?<![\w.])(\d{1,4}(?:\.\d{1,2})?)\s?([BbMm])(?:illion)?(?:\b|-)")


def collect(repository: Repository, weights: WeightSurvey | None = None) -> RepositoryEvidence:
    """The evidence of a repository, with what its weight files say where they were surveyed.

    Nothing is raised for unreadable content: it is listed in `not_checked`.
    """
    paths = sort_paths(repository)
    held = _held(weights, paths)
    documents = read_documents(repository, paths)
    links = tuple(link for document in documents for link in find_links(document))
    front, front_path = _front_matter(repository, documents)
    wanted = project_tokens(repository.name, documents)
    files, skipped = _license_files(repository, paths, wanted)
    said = find_license_sentences(documents[:12], texts=_texts_by_path(files), wanted=wanted)
    statements = (*said, *find_badges(documents[:3]))
    around = Surroundings(
        repository.name,
        documents,
        links,
        paths,
        front,
        front_path,
        [(scoped.path, scoped.scope) for scoped in files],
        weight_license_places(statements, documents),
        held.places,
        fetched_weights(repository, paths),
    )
    release = judge_release(around)
    bases = find_bases(
        BaseSources(
            repository.name,
            documents[0] if documents else None,
            front,
            front_path,
            links,
            release.owner,
            wanted,
            held.bases,
        )
    )
    fetched = fetched_data(repository, paths, documents) if release.is_model else ()
    data = judge_disclosure(DataSources(documents, links, paths, bases, front, release.owner, wanted, fetched))
    findings = Findings(
        repository,
        paths,
        documents,
        links,
        release,
        data,
        derived=bool(bases) or data.derived,
        has_card=front is not None and front.is_model_card,
    )
    declarations, problems = read_all(repository)
    several = _model_licenses(documents, links, files, wanted)
    sources = Sources(
        [scoped for scoped in files if not any(is_policy(text) for text in scoped.texts)],
        declarations,
        statements,
        bases,
        weights_in_tree=paths["weights"].count > 0 or bool(held.places),
        in_weights=held.licenses,
        models=several,
        main=documents[0].path if documents else "",
        policies=binding_policies(files, _naming(repository, documents, files)),
        hosted=tuple(
            sign.location for sign in release.located() if release.owner and f":{release.owner}/" in sign.location
        ),
    )
    components, governing = by_place(observe_components(findings), govern(sources), sources.files)
    return RepositoryEvidence(
        release.is_model,
        tuple(dict.fromkeys(sign.evidence for sign in release.signs))[:12],
        _models(repository, documents, release, front, held),
        components,
        tuple(text for scoped in files for text in scoped.texts),
        governed_paths(files, governing),
        governing,
        declarations,
        data,
        _policies(paths),
        (*repository.gaps(), *skipped),
        problems,
        min(0.95, 0.5 + abs(release.score - 2.0) / 10),
        bases,
        held.licenses,
        several,
        license_sections(documents),
    )


def _texts_by_path(files: Sequence[Scoped]) -> dict[str, str]:
    """The license of each file that holds one and no other."""
    found = {scoped.path: [text for one in files if one.path == scoped.path for text in one.texts] for scoped in files}
    return {path: texts[0].expression for path, texts in found.items() if len(texts) == 1 and texts[0].expression}


def _model_licenses(
    documents: Sequence[Document], links: Sequence[Link], files: Sequence[Scoped], wanted: frozenset[str]
) -> tuple[ModelLicense, ...]:
    if not documents:
        return ()
    hosted = frozenset(folded(link.target.partition("/")[2]) for link in links if link.kind == "hub-model")
    texts = {text.path: text.expression for scoped in files for text in scoped.texts if text.expression}
    return read_model_licenses(documents[0], Reading(wanted, hosted, texts))


def _held(weights: WeightSurvey | None, paths: PathFacts) -> HeldWeights:
    if weights is None or not weights.files:
        return NOTHING_HELD
    return held_weights(weights, configured_folders(paths["model-config"].paths))


def _front_matter(repository: Repository, documents: Sequence[Document]) -> tuple[FrontMatter | None, str | None]:
    for document in documents[:1]:
        text = repository.text(document.path)
        if text is not None and document.path.lower().endswith((".md", ".mdx", ".markdown")):
            return read_front_matter(text, document.path), document.path
    return None, None


def _license_files(
    repository: Repository, paths: PathFacts, wanted: frozenset[str]
) -> tuple[list[Scoped], list[NotChecked]]:
    scoped = []
    found = paths.license_paths
    for path in found[:MAX_LICENSE_FILES]:
        text = repository.text(path)
        texts = identify(text, path) if text else ()
        scope = license_scope(path)
        if not scope and texts and tokens(path.rpartition("/")[2]) & wanted:
            scope = ("weights",)
        if not scope and _is_folder_of_weights(repository, path):
            scope = components_of("weights")
        if path.count("/") >= DEEP:
            scope = ()
        wide = "/" not in path or path.startswith(("LICENSES/", "licenses/"))
        parts = in_parts(path, text, texts, wide=wide) if text and not scope else []
        scoped += parts or [Scoped(path, texts, scope, wide)]
    left = [NotChecked(path, f"more than {MAX_LICENSE_FILES} license files") for path in found[MAX_LICENSE_FILES:]]
    return scoped, left[:20]


def _is_folder_of_weights(repository: Repository, path: str) -> bool:
    """Whether a license file lies in a folder that is named for weights and holds no program."""
    folder = path.rpartition("/")[0]
    if not pattern("license_parts", "license_folder").search(folder.lower()):
        return False
    return not any(entry.path.startswith(f"{folder}/") and entry.path.endswith(".py") for entry in repository.entries)


def _naming(repository: Repository, documents: Sequence[Document], files: Sequence[Scoped]) -> str:
    """The texts that may name a use policy: the first documents and the license files."""
    if not any(is_policy(text) for scoped in files for text in scoped.texts):
        return ""
    paths = [document.path for document in documents[:4]]
    paths += [scoped.path for scoped in files if not any(is_policy(text) for text in scoped.texts)]
    return "\n".join((repository.text(path) or "")[:200_000] for path in paths)


def _policies(paths: PathFacts) -> tuple[Evidence, ...]:
    return tuple(Evidence(path, None, "use policy") for path in paths["policy"].paths[:10])


def _models(
    repository: Repository,
    documents: Sequence[Document],
    release: Release,
    front: FrontMatter | None,
    held: HeldWeights,
) -> tuple[ReleasedModel, ...]:
    if not release.is_model:
        return ()
    located = release.located()
    hub = list(dict.fromkeys(sign.location for sign in located if sign.location.startswith("hf:")))
    base = front.base_model[0].text if front and front.base_model else None
    base = base or (held.bases[0][0] if held.bases else None)
    forms = tuple(dict.fromkeys(sign.form for sign in located if sign.form))
    if not hub:
        name = documents[0].title if documents and documents[0].title else repository.name
        places = tuple(dict.fromkeys(sign.location for sign in located))[:10]
        evidence = tuple(sign.evidence for sign in located[:3])
        size = held.parameters or _parameters(name)
        return (ReleasedModel(name, release.owner, size, base, forms, places, evidence),)
    models = []
    for place in hub[:40]:
        owner, _, name = place.removeprefix("hf:").partition("/")
        evidence = tuple(sign.evidence for sign in located if sign.location == place)[:2]
        models.append(ReleasedModel(name, owner, _parameters(name), base, ("hub",), (place,), evidence))
    return tuple(models)


def _parameters(name: str) -> int | None:
    """The parameter count that a model's name states: `7B`, `350M`."""
    match = _PARAMETERS.search(name)
    if match is None:
        return None
    return round(float(match.group(1)) * (1_000_000_000 if match.group(2) in "Bb" else 1_000_000))
