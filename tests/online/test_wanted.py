"""Which places are asked for, and under which name."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.evidence.elsewhere import elsewhere
from openness.facts.gather import gather
from openness.facts.moment import SCOPES, moment_of
from openness.net.client import HttpClient, Request
from openness.online import plain
from openness.online.wanted import MOST_HUBS, wanted
from rig.scripted import ScriptedServer, reply
from support import repository_from

if TYPE_CHECKING:
    from openness.evidence.remote import Moment


@pytest.mark.parametrize(
    ("text", "key", "path"),
    [
        ("hf:acme/heron", "hf:acme/heron", None),
        ("hf:acme/heron@v1:model.safetensors", "hf:acme/heron@v1", "model.safetensors"),
        ("hf:datasets/acme/corpus", "hf:datasets/acme/corpus", None),
        ("https://huggingface.co/acme/heron", "hf:acme/heron", None),
        ("https://huggingface.co/datasets/acme/corpus/tree/main", "hf:datasets/acme/corpus", None),
        ("gh:acme/heron@v1:train.py", "gh:acme/heron", "train.py"),
        ("https://github.com/acme/heron", "gh:acme/heron", None),
        ("https://github.com/acme/heron/tree/main/x", "https://github.com/acme/heron/tree/main/x", None),
        ("https://arxiv.org/abs/2402.00838v2", "arxiv:2402.00838", None),
        ("https://arxiv.org/pdf/2402.00838.pdf", "arxiv:2402.00838", None),
        ("https://doi.org/10.5281/zenodo.1", "doi:10.5281/zenodo.1", None),
        ("release:v1/heron.gguf", "v1", "heron.gguf"),
        ("https://example.org/x", "https://example.org/x", None),
    ],
)
def test_places_have_one_name(text: str, key: str, path: str | None) -> None:
    found = elsewhere(text)
    assert found is not None
    assert (found.key, found.path) == (key, path)


@pytest.mark.parametrize("text", ["weights/", "hf:spaces/acme/demo", "http://example.org/", "javascript:x", "", "../x"])
def test_places_that_are_not_asked_for(text: str) -> None:
    assert elsewhere(text) is None


@given(
    st.text(max_size=200)
    | st.sampled_from(["hf:", "https://", "gh:", "doi:"]).flatmap(lambda a: st.text().map(a.__add__))
)
def test_any_text_is_a_place_or_none(text: str) -> None:
    found = elsewhere(text)
    assert found is None or (found.key and not found.key.startswith(("http:", "file:")))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text() | st.floats(),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_values_of_answers_are_what_they_are_taken_for(value: object) -> None:
    assert all(isinstance(one, dict) for one in plain.items(value, 5))
    assert plain.text(value).isprintable()
    assert all(one for one in plain.texts(value))
    number = plain.number(value)
    assert number is None or 0 <= number <= 2**53
    digest = plain.sha256(value)
    assert digest is None or len(digest) == 64


@pytest.mark.parametrize(
    ("event", "moment"),
    [
        ("pull_request", "pull-request"),
        ("merge_group", "pull-request"),
        ("push", "push"),
        ("release", "release"),
        ("schedule", "schedule"),
        ("workflow_dispatch", "manual"),
        ("anything", "manual"),
    ],
)
def test_every_event_is_an_occasion(event: str, moment: Moment) -> None:
    assert moment_of(event) == moment
    assert moment in SCOPES


def test_weights_first_and_not_too_many() -> None:
    others = "".join(f'  - {{name: s{n}, obtainable: public, location: "hf:datasets/acme/d{n}"}}\n' for n in range(40))
    manifest = (
        "openness: 1\nmodel: {name: Heron}\nlicense: MIT\ncomponents:\n"
        '  training-data: {status: released, location: "hf:datasets/acme/corpus"}\n'
        '  weights: {status: released, location: "hf:acme/heron"}\n'
        f"data:\n  sources:\n{others}"
    )
    wish = wanted(gather(repository_from({"openness.yml": manifest}), today=date(2026, 6, 1)), "manual")
    assert wish.hubs[:2] == ("hf:acme/heron", "hf:datasets/acme/corpus")
    assert (len(wish.hubs), wish.left, wish.weights) == (MOST_HUBS, 42 - MOST_HUBS, frozenset({"hf:acme/heron"}))


def test_a_host_that_cannot_be_reached_is_asked_once() -> None:
    asked: list[str] = []

    def unknown(host: str, _port: int) -> list[str]:
        asked.append(host)
        raise OSError("Name or service not known")

    client = HttpClient(resolver=unknown, sleep=lambda _: None)
    answers = [client.ask(Request(f"https://gone.example/{number}")) for number in range(5)]
    assert {one.why for one in answers} == {"the name cannot be resolved"}
    assert asked == ["gone.example"]


def test_a_host_that_answers_badly_is_asked_for_the_next_thing() -> None:
    with ScriptedServer({"/a": [reply(500)], "/b": [reply(200)]}) as server:
        client = HttpClient(reachable=server.trusted, sleep=lambda _: None)
        assert client.ask(Request(f"{server.url}/a")).outcome == "unknown"
        assert client.ask(Request(f"{server.url}/b")).outcome == "ok"
