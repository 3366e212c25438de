"""Fourteen years of GitHub's answers, as PyGithub recorded them for its own tests: none of them surprises a reader.

The records are LGPL and are not kept here; they come with PyGithub's source distribution, which is fetched by pip.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import pytest

from openness.action.hunks import right_side
from openness.github.answers import fault, next_page, parse_json
from openness.github.errors import ApiError
from openness.publish.comments import Wanted, publish_comment
from openness.publish.pull_requests import find_pull_requests

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.github.client import GitHubClient


class Recorded(NamedTuple):
    """One answer; header names are in lower case."""

    method: str
    path: str
    status: int
    headers: dict[str, str]
    body: str


@pytest.fixture(scope="session")
def source(pytestconfig: pytest.Config) -> Path:
    """PyGithub's source distribution, in the version that is installed."""
    assert pytestconfig.cache is not None
    place = pytestconfig.cache.mkdir("recorded")
    wanted = f"PyGithub=={version('PyGithub')}"
    name = f"{wanted.lower().replace('==', '-')}.tar.gz"
    if not (place / name).is_file():
        with tempfile.TemporaryDirectory(dir=place) as work:
            options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", ":all:", "--dest", work]
            command = [sys.executable, "-m", "pip", "download", *options, wanted]
            done = subprocess.run(command, capture_output=True, check=False, text=True, timeout=180)
            found = list(Path(work).glob("*.tar.gz"))
            if done.returncode or not found:
                pytest.skip("pip could not fetch PyGithub's source distribution")
            found[0].replace(place / name)
    return place / name


@pytest.fixture(scope="module")
def answers(source: Path) -> list[Recorded]:
    """Every answer of GitHub's API in the records."""
    found: list[Recorded] = []
    with tarfile.open(source) as archive:
        for member in archive:
            if "/ReplayData/" in member.name and member.isfile():
                file = archive.extractfile(member)
                assert file is not None
                found += exchanges(file.read().decode("utf-8", "replace"))
    return found


def exchanges(text: str) -> Iterator[Recorded]:
    """The answers in one file of records: eleven lines each, of which some records lack some."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line in ("http", "https") and len(lines) > number + 9 and lines[number + 1].isupper():
            status, body = lines[number + 7], lines[number + 9]
            if lines[number + 2].endswith("github.com") and status.isdigit():
                headers = {name.lower(): value for name, value in ast.literal_eval(lines[number + 8])}
                yield Recorded(lines[number + 1], lines[number + 4], int(status), headers, body)


class Canned:
    """A client whose every list is this one, and whose every write is answered by its first entry."""

    def __init__(self, listed: list[Any]) -> None:
        self.listed = listed
        self.written: list[str] = []

    def get_all(self, _path: str, **_given: object) -> list[Any]:
        return self.listed

    def post(self, path: str, _body: object) -> object:
        self.written.append(path)
        return self.listed[0] if self.listed else None


def lists(answers: list[Recorded], ending: str) -> Iterator[list[Any]]:
    """The recorded lists at paths that end so."""
    for one in answers:
        if one.method == "GET" and one.status == 200 and one.path.partition("?")[0].endswith(ending):
            body = parse_json(one.body)
            if isinstance(body, list):
                yield body


def is_value(text: str) -> bool:
    """Whether it is read as the value that it is; anything else has to be refused in our own words."""
    try:
        return bool(parse_json(text) == json.loads(text))
    except ApiError:
        return False


def test_every_answer_is_a_value_or_a_fault_of_a_known_kind(answers: list[Recorded]) -> None:
    assert len(answers) > 2000
    kinds, cut_off = set(), 0
    for one in answers:
        error = fault(one.status, one.headers, one.body, what=f"{one.method} {one.path}", now=1_700_000_000.0)
        if one.status < 300:
            assert error is None
            if one.body.startswith(("{", "[")):
                cut_off += not is_value(one.body)
        elif one.status >= 400:
            assert isinstance(error, ApiError)
            assert "\n" not in error.message
            kinds.add(error.kind)
        try:
            following = next_page(one.headers, "https://api.github.com")
        except ApiError:
            continue
        assert following is None or following.startswith("https://api.github.com")
    assert cut_off <= 2  # records of a connection that broke
    assert {"forbidden", "not-found", "invalid", "unauthorized", "server"} <= kinds


def test_recorded_pull_requests_are_found_by_their_commits(answers: list[Recorded]) -> None:
    single = ([parse_json(one.body)] for one in answers if one.status == 200 and re.search(r"/pulls/\d+$", one.path))
    found = 0
    for listed in (*lists(answers, "/pulls"), *single):
        for pull in listed:
            origin = pull["head"]["repo"]
            if pull["state"] != "open" or origin is None:
                continue
            client = cast("GitHubClient", Canned(listed))
            seen = find_pull_requests(client, "o/r", origin["full_name"], pull["head"]["sha"])
            assert pull["number"] in [one.number for one in seen]
            found += 1
    assert found > 10


def test_a_comment_is_added_to_recorded_ones(answers: list[Recorded]) -> None:
    found = 0
    for listed in lists(answers, "/comments"):
        canned = Canned(listed)
        told = publish_comment(cast("GitHubClient", canned), "o/r", 1, Wanted(".", "text", "on-findings", "findings"))
        assert (told.kind, len(canned.written)) == ("created", 1)
        found += 1
    assert found > 5


def test_recorded_patches_have_lines_to_comment_on(answers: list[Recorded]) -> None:
    patches = [file for listed in lists(answers, "/files") for file in listed if "patch" in file]
    assert len(patches) > 10
    for file in patches:
        lines = right_side(file["patch"])
        assert sum(line.added for line in lines.values()) == file["additions"]
