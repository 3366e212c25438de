"""How layers combine: whole settings, locks, delegation, a repository's own policy, exemptions, what binds whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.policy.binding import binds, matches_name
from openness.policy.entities import AppliesTo, Identity
from openness.policy.identity import identity_from_github
from openness.policy.layers import Effective, resolve
from openness.policy.settings import shown
from policy_support import stack

ANY = Identity("lab/tinylm")


def test_a_repository_names_neither_the_policy_nor_whom_to_ask() -> None:
    found = effective("name: acme\ncontact: a@acme.example\n", own="name: mine\ncontact: me@example.org\n")
    assert (found.name, found.contact) == ("acme", "a@acme.example")


EXEMPTION = (
    "exemptions:\n  - repositories: ['*']\n    rules: [OM503]\n    reason: an older agreement\n    until: 2030-01-01\n"
)


def effective(*texts: str, own: str | None = None) -> Effective:
    return resolve(stack(*texts, own=own), ANY, releases_model=True)


def told(found: Effective, key: str) -> tuple[str, str]:
    """The value of a setting in words, and where it is written."""
    setting = found.settings[key]
    return shown(setting.value), str(setting.origin)


def test_the_inner_layer_replaces_a_setting_whole_and_leaves_the_others() -> None:
    found = effective(
        "level: open-weights\nlicenses:\n  weights:\n    allow: [MIT, Apache-2.0]\n  code:\n    allow: [MIT]\n",
        "licenses:\n  weights:\n    deny: [AGPL-3.0-only]\n",
    )
    assert told(found, "level") == ("open-weights", "a.yml:2")
    # Not "allow MIT, Apache-2.0; deny AGPL-3.0-only": nothing is merged below a setting.
    assert told(found, "licenses.weights") == ("deny AGPL-3.0-only", "b.yml:3")
    assert told(found, "licenses.code") == ("allow MIT", "a.yml:6")
    assert [str(one.origin) for one in found.standings["licenses.weights"].replaced] == ["a.yml:4"]


def test_without_a_word_the_defaults_hold() -> None:
    found = effective("name: empty\n")
    assert {key: shown(one.value) for key, one in found.settings.items()} == {
        "mode": "enforce",
        "manifest": "optional",
        "unknown": "warn",
        "suppressions": "honored",
    }


@pytest.mark.parametrize("lock", ["level", "everything"])
def test_a_locked_setting_stays_and_the_attempt_is_told(lock: str) -> None:
    found = effective(f"level: open-weights\nlocked: [{lock}]\n", "level: open-source-ai\n")
    assert told(found, "level") == ("open-weights", "a.yml:2")
    (refused,) = found.refused
    assert (refused.what, str(refused.origin), refused.why) == ("level: open-source-ai", "b.yml:2", "a.yml locks it")
    assert found.standings["level"].locked_by == "a.yml"


def test_a_group_is_locked_with_all_its_members_also_those_that_are_not_set() -> None:
    found = effective("locked: [licenses]\n", "licenses:\n  data:\n    allow: [any]\nlevel: closed\n")
    assert "licenses.data" not in found.settings
    assert told(found, "level") == ("closed", "b.yml:5")


def test_saying_the_same_as_a_locked_setting_is_no_attempt() -> None:
    assert effective("level: open-weights\nlocked: [level]\n", "level: open-weights\n").refused == ()


STRICTER = [
    ("mode: evaluate\n", "mode: enforce\n", True),
    ("mode: enforce\n", "mode: evaluate\n", False),
    ("", "mode: evaluate\n", False),
    ("level: open-weights\n", "level: open-source-ai\n", True),
    ("level: open-weights\n", "level: weights-available\n", False),
    ("", "level: closed\n", True),
    ("manifest: required\n", "manifest: valid\n", True),
    ("manifest: required\n", "manifest: optional\n", False),
    ("unknown: warn\n", "unknown: fail\n", True),
    ("unknown: warn\n", "unknown: ignore\n", False),
    ("", "suppressions: refused\n", True),
    ("suppressions: refused\n", "suppressions: honored\n", False),
    ("frameworks:\n  mof: 3\n", "frameworks:\n  mof: 1\n", True),
    ("frameworks:\n  mof: 2\n", "frameworks:\n  mof: 3\n", False),
    ("from: 2027-01-01\n", "from: 2026-07-01\n", True),
    ("from: 2027-01-01\n", "from: 2028-01-01\n", False),
    ("", "from: 2028-01-01\n", False),
    ("", "rules:\n  OM405: warning\n", True),
    ("", "rules:\n  OM401: warning\n", False),
    ("", "rules:\n  OM401: off\n", False),
    ("rules:\n  OM401: off\n", "rules:\n  OM401: error\n", True),
    ("", "rules:\n  OM401:\n    severity: error\n    from: 2030-01-01\n", False),
    ("", "licenses:\n  weights:\n    allow: [MIT]\n", True),
    ("licenses:\n  weights:\n    allow: [MIT, Apache-2.0]\n", "licenses:\n  weights:\n    allow: [MIT]\n", True),
    ("licenses:\n  weights:\n    allow: [MIT]\n", "licenses:\n  weights:\n    allow: [any]\n", False),
    ("licenses:\n  weights:\n    allow: [MIT]\n", "licenses:\n  weights:\n    deny: [AGPL-3.0-only]\n", False),
    ("licenses:\n  all:\n    allow: [MIT]\n", "licenses:\n  weights:\n    allow: [any]\n", False),
    ("licenses:\n  code:\n    allow: [MIT]\n", "licenses:\n  training-code:\n    allow: [any]\n", False),
    ("licenses:\n  all:\n    deny: [MIT]\n", "licenses:\n  all:\n    deny: [MIT, Apache-2.0]\n", True),
    # An id that is allowed would beat the family that is denied.
    ("licenses:\n  all:\n    deny: ['family:mit']\n", "licenses:\n  all:\n    allow: [MIT]\n", False),
    ("", "wording:\n  definition: osaid\n", True),
    (
        "wording:\n  definition: osaid\n",
        "wording:\n  definition: house\n  statement: open is what we say\n  terms:\n    open: closed\n",
        False,
    ),
]


@pytest.mark.parametrize(("above", "own", "taken"), STRICTER)
def test_a_policy_inside_the_repository_can_only_be_stricter(above: str, own: str, taken: bool) -> None:
    found = effective(f"name: above\n{above}", own=own)
    assert (found.refused == ()) is taken
    inner = any(standing.setting.origin.source == "openness-policy.yml" for standing in found.standings.values())
    assert inner is taken


def test_what_a_layer_above_delegates_the_repository_may_loosen() -> None:
    found = effective(
        "delegated: [rules.OM401, unknown]\n", own="rules:\n  OM401: off\nunknown: ignore\nmode: evaluate\n"
    )
    assert told(found, "rules.OM401") == ("off", "openness-policy.yml:3")
    assert told(found, "unknown") == ("ignore", "openness-policy.yml:4")
    assert [one.what for one in found.refused] == ["mode: evaluate"]


def test_a_lock_is_stronger_than_a_delegation_further_down() -> None:
    found = effective("locked: [unknown]\n", "delegated: [unknown]\n", own="unknown: ignore\n")
    assert told(found, "unknown") == ("warn", "default")


def test_a_repository_cannot_exempt_itself_nor_say_whom_the_policy_binds() -> None:
    own = "applies_to:\n  names: [other]\nlocked: [level]\ndelegated: [level]\nextends: above.yml\n" + EXEMPTION
    found = effective("level: open-weights\n", own=own)
    assert found.bound is True
    assert found.exemptions == ()
    assert sorted(one.what for one in found.refused) == ["applies_to", "delegated", "exemptions", "extends", "locked"]


@pytest.mark.parametrize(
    ("lock", "granted"), [("exemptions", 0), ("licenses.weights", 0), ("rules.OM503", 0), ("level", 1)]
)
def test_a_lock_holds_against_exemptions_of_layers_below(lock: str, granted: int) -> None:
    found = effective(f"locked: [{lock}]\n", EXEMPTION)
    assert len(found.exemptions) == granted
    assert len(found.refused) == 1 - granted


def test_the_layer_that_locks_can_exempt_itself() -> None:
    assert len(effective("locked: [exemptions]\n" + EXEMPTION).exemptions) == 1


@pytest.mark.parametrize(
    ("patterns", "name", "expected"),
    [
        ((), "lab/tinylm", True),
        (("lab/*",), "lab/tinylm", True),
        (("LAB/Tiny*",), "lab/tinylm", True),
        (("tiny*",), "lab/tinylm", True),
        (("other/*",), "lab/tinylm", False),
        (("lab/*", "!lab/tiny*"), "lab/tinylm", False),
        (("!lab/tiny*",), "lab/tinylm", False),
        (("!other",), "lab/tinylm", True),
        (("lab/*",), "tinylm", None),
        (("lab/big*",), "tinylm", False),
        (("!lab/*",), "tinylm", None),
        (("lab/*", "tinylm"), "tinylm", True),
    ],
)
def test_names(patterns: tuple[str, ...], name: str, expected: bool | None) -> None:
    assert matches_name(patterns, name) is expected


KNOWN = Identity("lab/tinylm", topics=("llm", "nlp"), properties={"tier": ("public",)}, visibility="public")


@pytest.mark.parametrize(
    ("applies_to", "identity", "expected"),
    [
        (AppliesTo(topics=("llm",)), KNOWN, True),
        (AppliesTo(topics=("llm", "!nlp")), KNOWN, False),
        (AppliesTo(topics=("vision",)), KNOWN, False),
        (AppliesTo(topics=("llm",)), ANY, None),
        (AppliesTo(properties={"tier": ("public", "partner")}), KNOWN, True),
        (AppliesTo(properties={"tier": ("secret",)}), KNOWN, False),
        (AppliesTo(properties={"owner": ("me",)}), KNOWN, False),
        (AppliesTo(properties={"tier": ("public",)}), ANY, None),
        (AppliesTo(visibility=("public",)), KNOWN, True),
        (AppliesTo(visibility=("private",)), KNOWN, False),
        (AppliesTo(visibility=("private",)), ANY, None),
        # What is known not to hold decides, whatever is not known.
        (AppliesTo(names=("other/*",), topics=("llm",)), ANY, False),
    ],
)
def test_whom_a_layer_binds(applies_to: AppliesTo, identity: Identity, expected: bool | None) -> None:
    assert binds(applies_to, identity, releases_model=True).answer is expected


def test_models_only_unless_the_policy_says_otherwise() -> None:
    assert binds(AppliesTo(), ANY, releases_model=False).answer is False
    assert binds(AppliesTo(), ANY, releases_model=None).answer is None
    assert binds(AppliesTo(releases_model=False), ANY, releases_model=False).answer is True


@pytest.mark.parametrize(("handling", "bound"), [("ignore", False), ("warn", None), ("fail", True)])
def test_what_is_made_of_a_layer_of_which_it_is_not_known_whether_it_binds(handling: str, bound: bool | None) -> None:
    assert effective(f"applies_to:\n  topics: [llm]\nunknown: {handling}\nlevel: open-weights\n").bound is bound


def test_a_layer_that_does_not_bind_the_repository_plays_no_part() -> None:
    found = effective(
        "level: open-weights\n", "applies_to:\n  names: ['other/*']\nlevel: open-source-ai\nlocked: [level]\n"
    )
    assert told(found, "level") == ("open-weights", "a.yml:2")
    assert found.standings["level"].locked_by is None
    assert [binding.answer for _, binding in found.layers] == [True, False]


def test_an_identity_is_read_from_what_github_says() -> None:
    payload = {
        "full_name": "lab/tinylm",
        "topics": ["llm", 3],
        "visibility": "internal",
        "custom_properties": {"tier": "public", "uses": ["a", "b"], "model": True, "none": None},
    }
    assert identity_from_github(payload) == Identity(
        "lab/tinylm",
        topics=("llm",),
        properties={"tier": ("public",), "uses": ("a", "b"), "model": ("true",), "none": ()},
        visibility="internal",
    )
    assert identity_from_github({"full_name": "lab/tinylm", "topics": "llm"}) == Identity("lab/tinylm")
    assert identity_from_github({"full_name": 3}) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(
    st.fixed_dictionaries({}, optional=dict.fromkeys(("full_name", "topics", "custom_properties", "visibility"), JSON))
)
def test_no_payload_breaks_the_reader_of_identities(payload: dict[str, object]) -> None:
    found = identity_from_github(payload)
    assert (found is None) == (not isinstance(payload.get("full_name"), str) or not payload["full_name"])
    if found is not None:
        everything = AppliesTo(names=("*",), topics=("*",), properties={"tier": ("a",)}, visibility=("public",))
        assert binds(everything, found, releases_model=True).answer in (True, False, None)
