"""Whether a repository releases a model, and where its weights are.

Each sign carries a weight from `data/evidence/release.json`; their sum decides. A sign always names its place, so
that the decision can be read back.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from openness.evidence.document import plain
from openness.evidence.fetched_weights import is_own
from openness.evidence.lexicon import pattern, table
from openness.evidence.linked_signs import file_signs, hub_signs
from openness.evidence.names import alike, project_tokens, same_account
from openness.evidence.signs import Sign, Surroundings, hands_out, is_aside, speaks_of_weights
from openness.evidence.together import weighed_together
from openness.model import Evidence
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openness.evidence.document import Document, Line


MANY = 4
ASIDE_FACTOR = 0.6
TOP_LINES = 60
LIBRARY_BLOCKS = 25
TITLE_BLOCKS = 30
FIRST_BLOCKS = 6
"""Blocks at the top among which the title and the line below it stand."""

INTRO_LINES = 45
"""Lines of prose at the top of a document in which a project says what it is."""

NAME_WITHIN = 40
"""Characters within which a sentence names the project that it is about."""

LATE_LINES = 300
"""Lines within which a section called introduction says it."""


_EXAMPLES = frozenset({"own-hub-model", "hub-model-elsewhere", "weights-in-code"})
"""Signs with a place that alone may be of examples."""

_TELLING = frozenset({"model-heading", "fetches-weights"})
"""Signs without a place that say enough where nothing speaks against a model."""

SHORTEST_WORD = 3
"""Letters of a word that a title and a name must share to be of one thing."""


class Release(NamedTuple):
    """The decision: true, false or unknown, the sum of the signs, the signs, and the owner of the hub models."""

    is_model: bool | None
    score: float
    signs: tuple[Sign, ...]
    owner: str | None

    def located(self) -> tuple[Sign, ...]:
        """The signs that say where weights are."""
        return tuple(sign for sign in self.signs if sign.form is not None)


def judge_release(around: Surroundings) -> Release:
    """Whether the repository releases a model."""
    main = around.documents[0] if around.documents else None
    wanted = project_tokens(around.name, around.documents)
    owner = _own_account(around, wanted, main)
    signs = weighed_together(
        [
            *_name_signs(around),
            *_tree_signs(around),
            *_code_signs(around, wanted),
            *_front_matter_signs(around),
            *(sign for sign in hub_signs(around, owner, wanted) if _may_be_own(sign, main)),
            *file_signs(around, wanted),
            *(_text_signs(main, wanted) if main else ()),
        ]
    )
    weights = table("release")["weights"]
    best: dict[str, float] = {}
    for sign in signs:
        worth = float(weights[sign.name]) * (1.0 if _is_near(sign.evidence.path, main) else ASIDE_FACTOR)
        held = best.get(sign.name, 0.0)
        best[sign.name] = worth if abs(worth) > abs(held) else held
    score = sum(best.values())
    threshold = table("release")["threshold"]
    is_model: bool | None = score >= threshold["model"] or _unopposed(signs, score)
    if not is_model and (score > threshold["not_a_model"] or not (main or around.paths.files)):
        is_model = None
    return Release(is_model, score, tuple(signs), owner)


def _unopposed(signs: Sequence[Sign], score: float) -> bool:
    """True where little says that it is a model, but a place of weights does, and nothing speaks against it."""
    weighing = table("release")
    if score < weighing["threshold"]["unopposed"] or any(weighing["weights"][sign.name] < 0 for sign in signs):
        return False
    if len({sign.location for sign in signs if sign.name in ("own-hub-model", "hub-model-elsewhere")}) > 1:
        return True
    # One link to another model of the account may be an example.
    return any((sign.form and sign.name not in _EXAMPLES) or sign.name in _TELLING for sign in signs)


def _may_be_own(sign: Sign, main: Document | None) -> bool:
    """False for models of an unrelated account that only a document of some folder links."""
    return sign.name != "hub-model-elsewhere" or _is_near(sign.evidence.path, main)


def _is_near(path: str, main: Document | None) -> bool:
    """True for signs of the tree, of root documents and of model cards; other documents speak of their directory."""
    if main is None or path == main.path or "/" not in path or "card" in path.lower():
        return True
    low = path.lower()
    if low.startswith(("docs/", "doc/")) and low.count("/") == 1:
        return pattern("documents", "telling").search(low) is not None
    return not low.endswith((".md", ".mdx", ".rst"))


def _own_account(around: Surroundings, wanted: frozenset[str], main: Document | None) -> str | None:
    """The hub account that publishes this repository's models: named alike, or linked most in the right places."""
    scores: dict[str, float] = defaultdict(float)
    seen: set[str] = set()
    namesakes: set[str] = set()
    for link in around.links:
        if link.kind not in ("hub-model", "hub-code") or link.target in seen:
            continue
        seen.add(link.target)
        name = link.target.partition("/")[2]
        points = 1.0 if link.kind == "hub-model" else 0.3
        points *= 1.0 if _is_near(link.path, main) else 0.4
        if alike(name, wanted):
            points += 2.0
            namesakes.add(link.owner)
        points += 1.0 if alike(link.owner, wanted) or same_account(link.owner, around.name) else 0.0
        points += 0.5 if speaks_of_weights(link.line) else 0.0
        points += 1.0 if hands_out(link.line) else 0.0
        points += 0.5 if not link.line.sections[1:] and link.line.number <= TOP_LINES else 0.0
        points -= 1.5 if is_aside(link.line) else 0.0
        scores[link.owner] += points
    if not scores:
        return None
    # Base models are linked often, but the own ones are called like the project.
    most = max(scores.values())
    owner = max(scores, key=lambda key: (key in namesakes and scores[key] * 2 >= most > 0, scores[key], key))
    rivals = sum(value for value in scores.values() if value > 0)
    if scores[owner] >= 2.2 and scores[owner] / max(rivals, 1) >= 0.25:
        return owner
    return None


def _name_signs(around: Surroundings) -> list[Sign]:
    """The name of a repository may say that it is a tool, a benchmark or a list: its last word is what it is."""
    account, _, name = around.name.rpartition("+")
    if pattern("names", "of_a_tool").search(name) is None or account.lower() == name.lower():
        return []
    title = around.documents[0].title if around.documents else ""
    if not account and title and not _share_a_word(title, name):
        return []  # the name of a folder on this machine
    return [Sign("tool-name", Evidence(".", None, f"the name {name}"))]


def _share_a_word(title: str, name: str) -> bool:
    words = [word for word in re.split(r"[^a-z0-9]", name.lower()) if len(word) >= SHORTEST_WORD]
    return any(word in title.lower() for word in words)


def _tree_signs(around: Surroundings) -> list[Sign]:
    facts = around.paths
    held = facts["weights"]
    shipped = [path for path in held.paths if not pattern("names", "of_tests").search(path.lower())]
    cards = [path for path in facts["model-card"].paths if "template" not in path.lower()]
    signs = [
        Sign("weights-in-tree", Evidence(path, None, f"{held.count} weight file(s)"), path, "tree")
        for path in shipped[:1]
    ]
    if around.held:
        first = around.held[0]
        signs.append(Sign("model-in-tree", first, first.path, "tree"))
    if held.count >= MANY:
        signs.append(Sign("many-weights-in-tree", Evidence(held.paths[0], None, f"{held.count} weight files")))
    signs += [Sign("model-card", Evidence(path, None, "model card")) for path in cards[:1]]
    signs += [
        Sign("weights-license", Evidence(path, None, "a license for weights"))
        for path, scope in around.license_scopes
        if "weights" in scope
    ]
    signs += [Sign("weights-license-prose", place) for place in around.weight_licenses[:1]]
    if facts.test_files >= 40 and facts.test_files / max(facts.code_files, 1) > 0.15:
        signs.append(Sign("many-tests", Evidence(".", None, f"{facts.test_files} test files")))
    return signs


def _code_signs(around: Surroundings, wanted: frozenset[str]) -> list[Sign]:
    """What the repository's own code fetches: a script for weights, unless all of them are others', and loaders."""
    own = [one for one in around.fetched if is_own(one.address, around.name, wanted)]
    scripted = [one for one in around.fetched if one.script]
    signs: list[Sign] = []
    if not scripted or any(one.script for one in own):
        signs += [
            Sign("download-script", Evidence(path, None, "script that fetches weights"), path, "download")
            for path in around.paths["download-script"].paths[:1]
        ]
    signs += [Sign("weights-in-code", one.place, one.address, "download") for one in own if not one.script][:1]
    return signs


def _front_matter_signs(around: Surroundings) -> list[Sign]:
    front, path = around.front_matter, around.front_matter_path
    if front is None or path is None:
        return []
    if front.is_dataset_card:
        return [Sign("dataset-card", Evidence(path, 1, "front matter of a data set card"))]
    if front.is_model_card:
        return [Sign("card-front-matter", Evidence(path, 1, "front matter of a model card"))]
    return [Sign("license-front-matter", Evidence(path, 1, "front matter with a license"))] if front.licenses else []


def _text_signs(main: Document, wanted: frozenset[str]) -> list[Sign]:
    signs: list[Sign] = []
    prose = list(main.prose())
    for line in prose[:400]:
        place = Evidence(main.path, line.number, line.text.strip()[:160])
        signs.extend(Sign(name, place) for name in _offer_signs(line))
    end = prose[min(INTRO_LINES, len(prose) - 1)].number if prose else 0
    for index, block in enumerate(main.blocks()):
        first = block[0]
        late = first.number > end
        if late and not _introduces(first):
            continue
        text = plain(" ".join(line.text for line in block))[:1500]
        place = Evidence(main.path, first.number, text[:160])
        names = _intro_signs(first, text, wanted, 0 if late else index, len(prose))
        signs.extend(Sign(name, place) for name in names if not late or name == "library-intro")
    if sum(1 for line in prose if len(line.text.strip()) > 20) < 3:
        signs.append(Sign("empty-readme", Evidence(main.path, None, "hardly any text")))
    return signs


def _introduces(line: Line) -> bool:
    """True for a sentence of a section named introduction, which may stand after long news."""
    if line.number > LATE_LINES or line.kind in ("heading", "item", "row", "code") or not line.sections:
        return False
    return pattern("cues", "introduction").fullmatch(line.sections[-1].strip()) is not None


def _offer_signs(line: Line) -> list[str]:
    """Signs of a line that offers weights, wherever it stands."""
    if pattern("cues", "promised").search(line.text):
        return []
    if line.kind == "heading":
        return ["model-heading"] if pattern("cues", "model_heading").search(line.text) else []
    if pattern("cues", "fetches").search(line.text):
        return ["fetches-weights"]
    if not pattern("cues", "weights").search(line.text) or not pattern("cues", "release").search(line.text):
        return []
    own = pattern("cues", "own_voice").search(line.text)
    if own and pattern("cues", "offers").search(line.text):
        return ["offers-weights"]
    return [] if is_aside(line) else ["speaks-of-release"]


def _first_signs(text: str) -> list[str]:
    """What only the first blocks say: that this is a list, or somebody else's version."""
    if pattern("cues", "list_said").search(text):
        return ["list", "list-said"]
    return ["unofficial"] if pattern("cues", "unofficial").search(text) else []


def _intro_signs(line: Line, text: str, wanted: frozenset[str], index: int, total: int) -> list[str]:
    """What the introduction says the project is: a model, a library, a list, a data set, a pointer elsewhere."""
    if total < 60 and pattern("cues", "redirect").search(text) and not pattern("cues", "not_redirect").search(text):
        return ["redirect"]
    if line.kind == "heading" and index <= FIRST_BLOCKS and _is_of_data(plain(line.text), wanted):
        return ["dataset-intro"]
    if line.kind == "heading" and index < TITLE_BLOCKS and pattern("cues", "pretrained").search(text):
        return ["pretrained-title"] if alike(text, wanted) else []
    if index <= FIRST_BLOCKS and (first := _first_signs(text)):
        return first
    here = alike(text, wanted) or bool(pattern("cues", "subject_here").search(text))
    kind = _kind_of_project(line, text, wanted, index)
    if kind == "model":
        return ["model-intro", "states-size"] if pattern("cues", "size").search(text) else ["model-intro"]
    if kind == "library-of-models":
        return ["model-intro", "speaks-of-release"]
    if kind:
        return [f"{kind}-intro"]
    released = pattern("cues", "releases_a_model").search(text)
    if released and (here or pattern("cues", "own_voice").search(text)):
        # What is introduced, presented or proposed is not given out yet.
        return ["releases-model" if pattern("cues", "gives_out").search(released.group()) else "introduces-model"]
    if alike(text, wanted) and pattern("cues", "releases_own").search(text):
        return ["releases-own"]
    if index < 8 and pattern("cues", "list_title" if line.kind == "heading" else "list").search(text):
        return ["list"]
    return ["dataset-intro"] if index < 25 and here and _holds_data(line, text, wanted) else []


def _holds_data(line: Line, text: str, wanted: frozenset[str]) -> bool:
    """True for a sentence that says that the project holds data; "is pre-trained on a corpus of …" is of a model."""
    data = pattern("cues", "dataset_subject").search(text) if line.kind not in ("item", "row") else None
    before = text[: data.start()].lower() if data else ""
    if data is None or "train" in before or "process" in before:
        return False
    return pattern("cues", "project_begins").match(text) is not None or alike(
        text[: min(data.end(), NAME_WITHIN)], wanted
    )


def _is_of_data(title: str, wanted: frozenset[str]) -> bool:
    """True for a title of the project that names a benchmark or a data set, and no model before it."""
    data = pattern("cues", "dataset_title").search(title)
    return data is not None and alike(title, wanted) and pattern("cues", "made_from_data").search(title) is None


def _kind_of_project(line: Line, text: str, wanted: frozenset[str], index: int) -> str | None:
    """`library`, `library-of-models`, `dataset` or `model`, whichever noun the project is called first.

    "A package for running large language models" is a package.
    """
    starts_here = bool(pattern("cues", "subject_here").search(text))
    here = starts_here or alike(text, wanted)
    heading = line.kind == "heading"
    model = pattern("cues", "is_a_model").search(text) if here or (heading and index <= FIRST_BLOCKS) else None
    if model is None and index <= FIRST_BLOCKS:
        model = pattern("cues", "tagline").search(text)
    library = pattern("cues", "library").search(text)
    if library and here and pattern("cues", "library_of_models").search(text):
        return "library-of-models"
    titled = heading and index <= FIRST_BLOCKS
    if library and not (starts_here or titled or alike(text[: library.end()], wanted)):
        # "Others let you run it in the cloud" speaks of others.
        library = None
    if library and not (model and model.end() < library.end()):
        return "library" if index < LIBRARY_BLOCKS else None
    data = pattern("cues", "dataset_noun").search(text) if here and index < LIBRARY_BLOCKS else None
    if data and not alike(text[: data.start()], wanted):
        data = None
    if data and not (model and model.end() <= data.end()):
        return "dataset"
    return "model" if model else None
