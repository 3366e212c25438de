"""License texts changed by rule: harmless changes are none, binding ones are said, no other license is named."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from licenses.changed_texts import CHANGES, cases, pairs, texts_at_hand, verdict
from licenses.texts import license_text
from openness.licenses.catalog import lookup
from openness.licenses.identify import identify

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = 8
BINDING = [change.name for change in CHANGES if change.binds]


def test_changes_of_a_sample_are_read_rightly(corpus: Path) -> None:
    chance = random.Random(7)
    texts = texts_at_hand(corpus.parent)
    counts: Counter[str] = Counter()
    misread = []
    for name, text, changed, binds in cases(chance.sample(texts, SAMPLE), chance):
        entry = lookup(text.id)
        said = verdict(
            {text.id}, changed, binds=binds, modified=entry is not None and entry.modification_of is not None
        )
        counts[said] += 1
        if said in ("wrong id", "modified not said") or (said != "right" and name not in BINDING):
            misread.append((said, name, text.id))
    assert [miss for miss in misread if miss[0] == "wrong id"] == []
    assert len(misread) <= 0.03 * counts.total()


def test_two_texts_in_one_file_are_both_named(corpus: Path) -> None:
    chance = random.Random(3)
    texts = [text for text in texts_at_hand(corpus.parent) if not text.id.startswith("LicenseRef-modified")]
    said = [
        verdict({one.id, other.id}, both, binds=False, modified=True) for one, other, both in pairs(texts, chance, 10)
    ]
    assert "wrong id" not in said
    assert said.count("right") >= 9


@pytest.mark.parametrize(
    ("identifier", "word"),
    [("MIT", "shall"), ("BSD-3-Clause", "must"), ("Apache-2.0", "shall"), ("Apache-2.0", "may"), ("MPL-2.0", "may")],
)
def test_one_negation_more_is_a_change_that_binds(identifier: str, word: str) -> None:
    text = license_text(identifier)
    found = identify(text.replace(f" {word} ", f" {word} not ", 1), "LICENSE")
    assert [(one.expression, one.match, one.osi_approved) for one in found] == [(identifier, "modified", False)]
    assert any(difference.binding and "not" in difference.text for difference in found[0].differences)


def test_a_clause_after_the_text_is_said_where_one_of_its_words_is_lost() -> None:
    clause = (
        "Our only modification is that, if the Software is used for any of your commercial products or services that "
        "have more than 100 million monthly active users, you prominently display “Example M2” on its user interface."
    )
    found = identify(f"{license_text('MIT')}\n{clause}\n", "LICENSE")
    assert [one.match for one in found] == ["modified"]
    assert any("100 million" in difference.text for difference in found[0].differences)


def test_a_heading_in_another_language_is_no_change() -> None:
    text = license_text("MPL-2.0").replace("1. Definitions\n", "1. Begriffe\n")
    assert [(one.expression, one.match) for one in identify(text, "LICENSE")] == [("MPL-2.0", "exact")]
