"""Servers that say anything at all: every answer is read as something, nothing is raised, nothing hostile is kept."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, cast

from hypothesis import given
from hypothesis import strategies as st

from openness.net.answer import Answer, outcome_of
from openness.online.hub import ask_hub
from openness.online.lfs import ask_lfs
from openness.online.links import ask_place
from openness.online.origin import origin_of
from openness.online.releases import GitHubReader
from openness.online.settings import Settings
from openness.online.wanted import Pointer

if TYPE_CHECKING:
    from openness.net.client import HttpClient, Request

HEX = "ab" * 32
SETTINGS = Settings(github_token="t", hub_token="h")
_WORDS = st.sampled_from([HEX, f"sha256:{HEX}", "v1", "acme/heron", "auto", "license:mit", "uploaded", "\x1b[31m\n"])
_KEYS = st.sampled_from(
    [
        *("id", "sha", "gated", "private", "disabled", "tags", "cardData", "license", "license_name", "base_model"),
        *("siblings", "rfilename", "lfs", "sha256", "oid", "size", "safetensors", "total", "parameters", "gguf"),
        *("tag_name", "draft", "immutable", "assets", "name", "digest", "state", "tree", "path", "truncated"),
        *("full_name", "fork", "objects", "error", "code", "actions", "download", "responseCode", "target_commitish"),
    ]
)
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | _WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_KEYS, inner, max_size=6),
    max_leaves=12,
)
_BODIES = st.binary(max_size=30) | st.dictionaries(_KEYS, _VALUES, max_size=8).map(
    lambda held: json.dumps(held).encode()
)
_HEADERS = st.dictionaries(
    st.sampled_from(["x-error-code", "x-error-message", "content-range", "content-type"]),
    st.sampled_from(["RepoNotFound", "GatedRepo", "RevisionNotFound", "bytes 0-1/2", "text/html", "invalid"]),
)
ANSWERS = st.builds(
    lambda status, headers, body: Answer(
        outcome_of(status),
        status,
        "https://x",
        headers,
        body,
        "" if outcome_of(status) == "ok" else "the server failed",
    ),
    st.sampled_from([200, 206, 304, 401, 403, 404, 410, 429, 500]),
    _HEADERS,
    _BODIES,
)


class Told:
    """A client that answers with what it was given, in turn."""

    def __init__(self, answers: list[Answer]) -> None:
        self.answers = answers
        self.asked = 0

    def ask(self, _request: Request) -> Answer:
        self.asked += 1
        return self.answers[(self.asked - 1) % len(self.answers)]


def told(answers: list[Answer]) -> tuple[Told, HttpClient]:
    made = Told(answers)
    return made, cast("HttpClient", made)


@given(st.lists(ANSWERS, min_size=1, max_size=4))
def test_a_hub(answers: list[Answer]) -> None:
    server, client = told(answers)
    found = ask_hub(client, SETTINGS, "hf:acme/heron@v1", look_inside=True)
    assert server.asked <= 12
    shown = [found.why, found.name, *found.licenses, *found.base_models, *(one.path for one in found.files)]
    assert all(text.isprintable() for text in shown)
    assert (found.state == "dead") <= any(one.status in (404, 410) for one in answers)
    assert found.state != "unknown" or found.why


@given(st.lists(ANSWERS, min_size=1, max_size=4), st.sampled_from(["v1", "latest", "a/b", "..", "\x00"]))
def test_a_github(answers: list[Answer], tag: str) -> None:
    server, client = told(answers)
    reader = GitHubReader(client, SETTINGS)
    release = reader.release("acme/heron", tag)
    assert server.asked <= 8
    assert all(one.path.isprintable() for one in release.assets)
    assert release.state != "unknown" or release.why
    place = reader.repository("gh:acme/heron")
    assert (place.state == "dead") <= any(one.status in (404, 410) for one in answers)
    assert reader.is_fork("acme/heron") in (True, False, None)


@given(st.lists(ANSWERS, min_size=1, max_size=4))
def test_an_lfs_server_and_links(answers: list[Answer]) -> None:
    _, client = told(answers)
    (found,) = ask_lfs(client, "https://x/acme/heron", "t", [Pointer("model.bin", HEX, 5)])
    assert found.state in ("there", "dead", "unknown")
    for location in ("https://example.org/x", "doi:10.5281/x", "arxiv:2402.00838"):
        place = ask_place(client, SETTINGS, location)
        assert place.state != "unknown" or place.why


@given(st.text(max_size=60) | st.text("git@:/.hub com", max_size=60).map("https://github.com/".__add__))
def test_any_remote_names_a_repository_or_none(address: str) -> None:
    found = origin_of(address, Settings())
    assert found is None or found.clone.startswith(("https://github.com/", "https://huggingface.co/"))
