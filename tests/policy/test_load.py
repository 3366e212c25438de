"""Policy files with mistakes: what is said, at which place, with which word that was probably meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.commands.policies import starter
from openness.policy.load import load_layer
from policy_support import BOOK, HEAD, layer

MISTAKES = [
    ("levle: open-weights\n", (2, 1), "`levle` is no known key; did you mean `level`?"),
    ("level: open-wieghts\n", (2, 8), "unknown level `open-wieghts`; did you mean `open-weights`?"),
    ("mode: warn\n", (2, 7), "unknown mode `warn`"),
    ("rules:\n  OM999: error\n", (3, 3), "there is no rule `OM999`"),
    ("rules:\n  open-source-claim-unsuported: error\n", (3, 3), "did you mean `open-source-claim-unsupported`?"),
    ("rules:\n  OM401: fatal\n", (3, 10), "unknown OM401 `fatal`"),
    ("licenses:\n  wieghts:\n    allow: [MIT]\n", (3, 3), "`wieghts` is no known key; did you mean `weights`?"),
    ("licenses:\n  weights:\n    allow: [Apache 2]\n", (4, 13), "did you mean `Apache-2.0`?"),
    ("licenses:\n  weights:\n    allow: [family:lama]\n", (4, 13), "did you mean `llama`?"),
    ("licenses:\n  weights:\n    deny: ['restricts:noncommercial']\n", (4, 12), "did you mean `non-commercial`?"),
    ("licenses:\n  weights:\n    allow: [MIT OR Apache-2.0]\n", (4, 13), "joins several licenses"),
    ("licenses:\n  weights:\n    allow: [open]\n", (4, 13), "`open` is no license; did you mean `any-open`?"),
    ("frameworks:\n  mof: 4\n", (3, 8), "must be at most 3"),
    ("from: 2027-13-01\n", (2, 7), "is not a day of the calendar"),
    ("locked: [levels]\n", (2, 10), "there is no setting `levels`; did you mean `level`?"),
    ("locked: [rules.OM999]\n", (2, 10), "there is no setting `rules.OM999`"),
    ("wording:\n  definition: house\n", (2, 1), "has no `terms`"),
    (
        "exemptions:\n  - repositories: [a]\n    rules: [OM502]\n    until: 2027-01-01\n",
        (3, 5),
        "has no `reason`",
    ),
    (
        "exemptions:\n  - repositories: [a]\n    rules: [OM502]\n    reason: because\n    until: 2027-01-01\n",
        (5, 13),
        "is too short: at least 10 characters",
    ),
    (
        "exemptions:\n  - repositories: [a]\n    rules: [OM52]\n    reason: this is agreed\n    until: 2027-01-01\n",
        (4, 13),
        "there is no rule `OM52`",
    ),
    ("level: open-weights\nlevel: closed\n", (3, 1), "stands here a second time"),
    ("name: &a acme\n", (2, 7), "are not used in a policy"),
    ("level: [\n", None, "a value is missing"),
]


@pytest.mark.parametrize(("text", "place", "words"), MISTAKES, ids=[words for _, _, words in MISTAKES])
def test_a_mistake_is_named_at_its_place(text: str, place: tuple[int, int] | None, words: str) -> None:
    loaded = load_layer(HEAD + text, "policy.yml", BOOK)
    assert loaded.layer is None
    said = {f"{one.message} {one.help}": (one.line, one.column) for one in loaded.problems}
    found = [where for message, where in said.items() if words in message]
    assert found, said
    assert place is None or place in found, said


@pytest.mark.parametrize("text", ["", "[]\n", "just words\n", "openness_policy: 2\n", "openness: 1\n"])
def test_what_is_no_policy_gives_none(text: str) -> None:
    loaded = load_layer(text, "policy.yml", BOOK)
    assert loaded.layer is None
    assert loaded.problems


def test_rules_are_known_by_id_and_by_name_and_settings_know_their_lines() -> None:
    found = layer("rules:\n  open-source-claim-unsupported: error\n  OM405:\n    severity: off\n    from: 2027-01-01\n")
    assert [(one.key, str(one.origin)) for one in found.settings] == [
        ("rules.OM401", "policy.yml:3"),
        ("rules.OM405", "policy.yml:4"),
    ]


@given(st.text(max_size=200))
def test_no_text_breaks_the_reader(text: str) -> None:
    loaded = load_layer(text, "policy.yml", BOOK)
    assert (loaded.layer is None) == bool(loaded.problems)


@given(st.data())
def test_no_cut_or_spliced_policy_breaks_the_reader(data: st.DataObject) -> None:
    text = starter("osaid") + starter("eu-provider")
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    loaded = load_layer(text[:start] + data.draw(st.text(max_size=8)) + text[end:], "policy.yml", BOOK)
    assert all(one.line >= 1 and one.column >= 1 for one in loaded.problems)
