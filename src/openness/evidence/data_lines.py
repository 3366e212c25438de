"""What a line says of training data: that they are linked, withheld, somebody else's to bring, or no training data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.document import plain
from openness.evidence.lexicon import pattern
from openness.evidence.withheld import withholds
from openness.patterns import compiled

if TYPE_CHECKING:
    from openness.evidence.document import Line

_LABEL = compiled(r"\[[^\[\]\n]{1,100}\](?![(\[:])")
_LINK = compiled(r"\[[^\]\[]{0,120}\](?:\(https?:[^()\s]{1,300}|\[)|https?://[^\s()<>\"']{4,300}")


def is_in_account(path: str, line: Line, *, main: bool) -> bool:
    """True below a heading about data; guides to training name there what readers may start with."""
    low = path.lower()
    if not main and (line.kind == "heading" or not any(word in low for word in ("data", "corpus", "corpora"))):
        return False
    return any(pattern("disclosure", "section").search(title) for title in line.sections[-1:])


def _is_of_evaluation(text: str) -> bool:
    """True for lines about benchmarks; what a line says first of training data holds whatever follows."""
    evaluation = pattern("disclosure", "evaluation")
    shown = plain(text)
    first = shown.lstrip("0123456789.)-*+> ").partition(". ")[0]
    if pattern("disclosure", "fetches").search(first) and pattern("disclosure", "corpora").search(first):
        shown = first  # what follows says where to put it
    if not evaluation.search(shown):
        return False
    if pattern("disclosure", "fetches").search(shown) and pattern("accounts", "task_data").search(shown):
        return False  # the parts of a data set, its test set among them
    own = pattern("disclosure", "training_data_here").search(text)
    return own is None or evaluation.search(plain(text[: own.end()])) is not None


def links_what_it_learned(text: str) -> bool:
    """True for a link to the training data as such, whatever else the line tells."""
    return any(
        pattern("disclosure", key).search(text) for key in ("fetch_training", "trained_on_linked", "script_downloads")
    )


def is_aside(line: Line) -> bool:
    """True for lines that are not about what the model here was trained on."""
    if any(pattern("disclosure", "not_section").search(title) for title in line.sections[-1:]):
        return True
    if pattern("accounts", "task_data").search(plain(line.text)) and any(
        pattern("disclosure", "not_of_training").search(title) for title in line.sections
    ):
        return True
    return is_by_example(line.text) or is_denial_or_advice(line.text) or _is_of_evaluation(line.text)


def is_by_example(text: str) -> bool:
    """True for data that training is only shown with ("a training example on …"): the model need not have seen them."""
    return pattern("disclosure", "by_example").search(plain(text)) is not None


def withholds_training(text: str) -> bool:
    """True for a line that withholds what the model learned from, benchmarks left aside."""
    about = withholds(text) and pattern("disclosure", "of_training").search(text) is not None
    return about and not _is_of_evaluation(text)


def is_denial_or_advice(text: str) -> bool:
    """True for what withholds data, and for "train on your own data": the model here has not seen them."""
    if withholds(text):
        return True
    return bool(pattern("disclosure", "advice").search(text)) and not pattern("cues", "own_voice").search(text)


def links_an_evaluation(text: str) -> bool:
    """True when all the data sets that a line links are made for evaluation."""
    found = [url.group() for url in _LINK.finditer(text) if "/dataset" in url.group()]
    return bool(found) and all(pattern("disclosure", "evaluation_set").search(url) for url in found)


def links_a_corpus(text: str, *, referring: bool = False) -> bool:
    """True when a link's own words or address name a public corpus; one to a file beside it does not.

    `referring`: the line has links, so that a label without an address refers to one.
    """
    corpora, evaluation = pattern("disclosure", "corpora"), pattern("disclosure", "evaluation_set")
    if referring and any(corpora.search(found.group()) for found in _LABEL.finditer(text)):
        return True
    model = pattern("disclosure", "hub_model")
    found = (link.group() for link in _LINK.finditer(text))
    return any(corpora.search(link) and not evaluation.search(link) and not model.search(link) for link in found)
