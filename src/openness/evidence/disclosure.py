"""What a repository says and shows of the data its model was trained on.

Data are never in a git tree as a whole: they are linked or named. A link counts on a line, or under a heading, that
speaks of training or of the data set as such; links of benchmarks do not.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from openness.evidence.accounts import Accounts, read_accounts
from openness.evidence.data_columns import models_without_data
from openness.evidence.data_lines import (
    is_aside,
    is_denial_or_advice,
    is_in_account,
    links_a_corpus,
    links_an_evaluation,
    links_what_it_learned,
    withholds_training,
)
from openness.evidence.document import plain
from openness.evidence.lexicon import pattern, table
from openness.evidence.mentions import is_promise
from openness.evidence.names import alike
from openness.evidence.withheld import refuses
from openness.model import Evidence
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openness.evidence.bases import Base
    from openness.evidence.document import Document, Line
    from openness.evidence.frontmatter import FrontMatter
    from openness.evidence.links import Link
    from openness.evidence.paths import PathFacts

Disclosure = Literal["all-released", "released", "partly-released", "described-fully", "described", "none"]
"""`all-released`: everything the model saw, from scratch, can be had. `released`: the data of the last training stage
can be had, what the base model saw is public too. `described-fully`: named well enough to rebuild."""

MAX_EVIDENCE = 6
MAX_DOCUMENTS = 10
_TELLING_NAME = 6
"""Letters of the name of a data set by which a sentence means that one."""
_FILES = frozenset({"archive", "drive", "asset", "file"})


class DataInformation(NamedTuple):
    """How far the training data are disclosed, with the places that say so."""

    disclosure: Disclosure
    evidence: tuple[Evidence, ...] = ()
    locations: tuple[str, ...] = ()
    partly_released: bool = False
    confidence: float = 0.5
    derived: bool = False


@dataclass(slots=True)
class _Tally:
    """What the lines gave, by kind."""

    linked: list[tuple[Evidence, str]] = field(default_factory=list)
    pretraining: list[Evidence] = field(default_factory=list)
    corpora: list[Evidence] = field(default_factory=list)
    corpora_linked: list[Evidence] = field(default_factory=list)
    own: list[Evidence] = field(default_factory=list)
    described: list[Evidence] = field(default_factory=list)
    partial: list[Evidence] = field(default_factory=list)
    fully: list[Evidence] = field(default_factory=list)
    derived: bool = False
    withheld: bool = False


class DataSources(NamedTuple):
    """What the disclosure is read from.

    `owner` publishes the models, `wanted` are the telling parts of the name, `fetched` what scripts in the tree fetch.
    """

    documents: Sequence[Document]
    links: Sequence[Link]
    facts: PathFacts
    bases: Sequence[Base]
    front: FrontMatter | None
    owner: str | None
    wanted: frozenset[str]
    fetched: Sequence[Evidence] = ()


def judge_disclosure(sources: DataSources) -> DataInformation:
    """The disclosure of the training data as the documents show it."""
    tally = _Tally()
    documents = [document for index, document in enumerate(sources.documents) if index == 0 or _telling(document.path)]
    paths = {document.path for document in documents}
    first = sources.documents[0].path if sources.documents else ""
    for link in sources.links:
        if link.kind == "dataset" and (
            link.path == first or (_is_own(link, sources) and (link.path in paths or _is_to_learn_from(link)))
        ):
            _weigh_link(link, sources, tally)
        elif link.path in paths and link.kind in _FILES:
            _weigh_file(link, tally)
    for document in sorted(documents, key=_weight)[:MAX_DOCUMENTS]:
        main = document is documents[0]
        tally.withheld = tally.withheld or (main and refuses(document))
        linked = frozenset(link.line.number for link in sources.links if link.path == document.path)
        before: Line | None = None
        for line in document.prose():
            same = before is not None and before.block == line.block and before.kind != "heading"
            lead = before.text.rpartition(". ")[2][-80:] if before is not None and same else ""
            _weigh(document.path, line, tally, _Around(lead, line.number in linked, main or "/" not in document.path))
            before = line
        _weigh_commands(document, sources, tally)
    if sources.front is not None and sources.documents:
        for value in sources.front.datasets:
            place = Evidence(sources.documents[0].path, value.line, f"datasets: {value.text}")
            tally.linked.append((place, f"hf:datasets/{value.text}"))
    for path in sources.facts["training-data"].paths[:3]:
        tally.linked.append((Evidence(path, None, "data in the tree"), path))
    tally.corpora_linked += sources.fetched
    tally.partial += models_without_data(sources.documents[0]) if sources.documents else ()
    return _conclude(tally, sources, _accounts(sources))


def _accounts(sources: DataSources) -> Accounts:
    if not sources.documents:
        return Accounts()
    scripts = bool(sources.facts["data-named"].count)
    return read_accounts(sources.documents[0], sources.links, sources.owner, sources.wanted, scripts=scripts)


def _weight(document: Document) -> int:
    """The order of reading: the first document, then those whose name speaks of data or training."""
    low = document.path.lower().rpartition("/")[2]
    if low.startswith("readme") and "/" not in document.path:
        return 0
    return 1 if "data" in low or "train" in low or "corpus" in low else 2


def _telling(path: str) -> bool:
    low = path.lower()
    base = low.rpartition("/")[2]
    if "/" not in low or not base.startswith("readme"):
        return pattern("disclosure", "document").search(base) is not None
    return (
        pattern("disclosure", "directory").search(low) is not None
        and pattern("disclosure", "not_directory").search(low) is None
    )


def _is_to_learn_from(link: Link) -> bool:
    """True for a data set that a guide links on a line about training, its name or its heading included."""
    told = (link.target.replace("-", " ").replace("_", " "), link.line.text, *link.line.sections[-1:])
    titles = link.line.sections[-2:]
    if any(pattern("disclosure", "not_of_training").search(title) for title in titles):
        return False
    return any(pattern("disclosure", "learned_words").search(text) for text in told)


def _weigh_link(link: Link, sources: DataSources, tally: _Tally) -> None:
    line = link.line
    if is_promise(line) or pattern("disclosure", "not_a_training_set").search(link.target.lower().rpartition("/")[2]):
        return
    if any(pattern("disclosure", "not_section").search(title) for title in line.sections[-1:]):
        return
    if not sources.bases and link.owner != sources.owner and _is_of_finetuning(line):
        # What readers may tune a model with is not what it was trained on.
        return
    place = Evidence(link.path, line.number, f"link to {link.location}")
    own = _is_own(link, sources) or pattern("disclosure", "announced_data").search(plain(line.text)) is not None
    train = pattern("disclosure", "train").search(line.text) is not None
    section = any(pattern("disclosure", "section").search(title) for title in line.sections[-2:])
    if pattern("disclosure", "evaluation").search(plain(line.text)) and not train:
        return
    if own or train or section:
        tally.linked.append((place, link.location))
        pretrain = pattern("disclosure", "pretrain")
        corpus = pattern("disclosure", "corpora").search(link.target.replace("_", "-"))
        whole = not pattern("disclosure", "narrowed").search(line.text)
        if whole and (
            corpus or pretrain.search(line.text) or any(pretrain.search(title) for title in line.sections[-2:])
        ):
            tally.pretraining.append(place)


def _weigh_file(link: Link, tally: _Tally) -> None:
    """A file, a drive or an archive linked as the training data themselves."""
    line = link.line
    shown = plain(line.text)
    if is_promise(line) or any(pattern("disclosure", "not_section").search(title) for title in line.sections[-1:]):
        return
    if pattern("disclosure", "file_of_data").search(shown) and not pattern("disclosure", "not_file_of_data").search(
        shown
    ):
        tally.linked.append((Evidence(link.path, line.number, f"link to {link.location}"), link.location))


def _is_own(link: Link, sources: DataSources) -> bool:
    return link.owner == sources.owner or alike(link.target, sources.wanted)


def _weigh_commands(document: Document, sources: DataSources, tally: _Tally) -> None:
    """Commands that fetch a public corpus for training, and such as start training from somebody else's model."""
    for line in document.lines:
        if line.kind != "code":
            continue
        text = line.text[:400]
        started = pattern("disclosure", "starts_from").search(text)
        if started and started.group(1).partition("/")[0].lower() != sources.owner:
            reserved = pattern("links", "not_a_hub_id").match(started.group(1))
            tally.derived = tally.derived or (not reserved and not alike(started.group(1), sources.wanted))
        titles = line.sections[-2:]
        if not pattern("disclosure", "fetch_command").search(text) or any(
            pattern("disclosure", "evaluation").search(title) for title in titles
        ):
            continue
        place = Evidence(document.path, line.number, text.strip()[:160])
        in_training = any(pattern("disclosure", "training_title").search(title) for title in titles)
        if in_training and pattern("disclosure", "corpora").search(text):
            tally.corpora_linked.append(place)
            tally.pretraining.append(place)
        elif _fetches_data(text, titles, in_training=in_training):
            tally.corpora_linked.append(place)
            before = pattern("disclosure", "before_tuning")
            tally.pretraining += [place] if any(before.search(name) for name in (document.path, *titles)) else []


def _fetches_data(text: str, titles: Sequence[str], *, in_training: bool) -> bool:
    """True for a command that fetches a data set of a hub, or anything below a title about getting the data."""
    if pattern("disclosure", "fetched_data").search(text):
        return in_training or any(pattern("disclosure", "section").search(title) for title in titles)
    titled = any(pattern("disclosure", "data_title").search(title) for title in titles[-1:])
    return titled and "git" not in text and pattern("links", "weight_file").search(text) is None


def _is_of_finetuning(line: Line) -> bool:
    return any(pattern("disclosure", "finetuning").search(text) for text in (line.text, *line.sections[-2:]))


class _Around(NamedTuple):
    """What stands around a line: the end of the sentence before it, whether it has links, whose document it is."""

    lead: str
    linked: bool
    main: bool


def _weigh(path: str, line: Line, tally: _Tally, around: _Around) -> None:
    text, main = line.text, around.main
    if not any(part in text for part in table("disclosure")["telling_parts"]):
        return
    tally.withheld = tally.withheld or (main and withholds_training(text))
    if is_promise(line):
        return
    if main and links_what_it_learned(text) and not is_denial_or_advice(text):
        tally.corpora_linked.append(Evidence(path, line.number, text.strip()[:160]))
    if is_aside(line):
        return
    place = Evidence(path, line.number, text.strip()[:160])
    trained = pattern("disclosure", "trained_on")
    trained_on = trained.search(text) is not None
    wrapped = bool(around.lead) and trained.search(f"{around.lead.strip()} {text[:80].lstrip()}") is not None
    in_section = is_in_account(path, line, main=main)
    if trained_on:
        tally.described.append(place)
        tally.pretraining += [place] if _names_linked(text, tally) or _says_which(text) else []
    supposed = not trained_on and pattern("disclosure", "supposed").search(text) is not None
    fetched = main and pattern("disclosure", "fetches").search(plain(text)) is not None
    told = trained_on or wrapped or in_section or fetched
    if told and not supposed and pattern("disclosure", "corpora").search(text):
        # "Various data such as Common Crawl and news" cannot be gathered again.
        vague = pattern("disclosure", "open_ended").search(plain(text)) is not None
        (tally.described if vague else tally.corpora).append(place)
        if links_a_corpus(text, referring=around.linked) and not pattern("disclosure", "narrowed").search(text):
            tally.corpora_linked.append(place)
    released = pattern("disclosure", "own_data").search(text) is not None
    if released and not pattern("cues", "denied").search(plain(text)) and not links_an_evaluation(text):
        tally.own.append(place)
    if main and (trained_on or in_section) and pattern("disclosure", "partial").search(text):
        tally.partial.append(place)
    if main and pattern("disclosure", "fully").search(text):
        tally.fully.append(place)


def _says_which(text: str) -> bool:
    """True when a line says what the training data are, all of them, and links that corpus."""
    said = pattern("disclosure", "which_data").search(text)
    open_ended = pattern("disclosure", "open_ended").search(plain(text)) or pattern("disclosure", "narrowed").search(
        text
    )
    return said is not None and open_ended is None and links_a_corpus(text)


def _names_linked(text: str, tally: _Tally) -> bool:
    """True when a line says that the model was trained on a data set, by a name, which is linked elsewhere."""
    if not pattern("disclosure", "pretrain").search(text) or pattern("disclosure", "narrowed").search(text):
        return False
    low = text.lower()
    names = (where.rpartition("/")[2].lower() for _, where in tally.linked if where.startswith("hf:datasets/"))
    return any(len(name) >= _TELLING_NAME and name in low for name in names)


def _conclude(tally: _Tally, sources: DataSources, accounts: Accounts) -> DataInformation:
    all_linked = [*tally.linked, *accounts.linked]
    linked = [place for place, _ in all_linked]
    locations = tuple(dict.fromkeys(where for _, where in all_linked))[:MAX_EVIDENCE]
    # A project named after a family whose data are public bears the name of its design: "bert-japanese".
    bases = (*(base for base in sources.bases if base.said != "name" or not base.data), *accounts.bases)
    derived = bool(bases) or tally.derived or accounts.derived
    # What the authors gathered is a part that they keep, unless they say anywhere where it is.
    kept_back = bool(accounts.collected) and not tally.linked and not tally.own
    partly = bool(tally.partial or accounts.partial or kept_back)
    whole = bool(tally.fully) and not accounts.partial
    closed_base = accounts.closed or any(not base.data for base in bases)

    def made(disclosure: Disclosure, evidence: Sequence[Evidence], confidence: float) -> DataInformation:
        kept = tuple(dict.fromkeys(evidence))[:MAX_EVIDENCE]
        has_some = partly and bool(linked or tally.own)
        return DataInformation(disclosure, kept, locations, has_some, confidence, accounts.derived)

    evidence = [*tally.pretraining, *linked, *tally.own, *tally.corpora_linked]
    if linked or tally.own or tally.corpora_linked:
        only_substitutes = tally.withheld and not tally.linked and not tally.own
        if closed_base or (partly and not whole) or only_substitutes:
            return made("partly-released", evidence, 0.5)
        if (tally.pretraining or accounts.whole) and not derived:
            return made("all-released", evidence, 0.6)
        if tally.pretraining and accounts.whole and accounts.linked and not tally.derived:
            return made("all-released", evidence, 0.5)
        return made("released", evidence, 0.5)
    if tally.corpora and not partly and not closed_base and sources.facts["data-named"].count:
        return made("described-fully", [*tally.corpora, *tally.described], 0.4)
    if accounts.named and not partly and not closed_base:
        return made("described-fully", [*accounts.named, *tally.described], 0.4)
    if tally.described or tally.corpora or sources.facts["data-card"].count:
        return made("described", [*tally.described, *tally.corpora], 0.6)
    return made("none", (), 0.5)
