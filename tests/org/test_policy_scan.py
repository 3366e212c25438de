"""A policy over an organization: who fails it, who is not bound, and what happens when it cannot be read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from openness.cli import main
from openness.exits import Exit
from openness.org.schema import problems
from org_support import HONEST, PLAIN, WASHED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rig.github_server import GitHubServer

    Scan = Callable[..., tuple[int, dict[str, Any]]]

MANIFEST = {
    "openness.yml": (
        "openness: 1\nmodel:\n  name: Wren-1B\n  producer: Acme\nlicense: MIT\ncomponents:\n"
        "  weights: {status: released, location: model.safetensors, license: MIT}\n"
    )
}


@pytest.fixture
def acme(github_server: GitHubServer, monkeypatch: pytest.MonkeyPatch) -> GitHubServer:
    properties: dict[str, Any] = {"stage": "production"}
    github_server.add_repository("acme", "tern", files=WASHED, topics=["release"], properties=properties)
    github_server.add_repository("acme", "wren", files={**HONEST, **MANIFEST}, topics=["release"])
    github_server.add_repository("acme", "tools", files=PLAIN)
    policy = "openness_policy: 1\nname: house\nmode: enforce\nlevel: open-weights\n"
    github_server.add_repository("acme", "policies", files={"org.yml": policy}, private=True)
    for name, value in {**github_server.environment(), "GITHUB_TOKEN": "t-user"}.items():
        monkeypatch.setenv(name, value)
    return github_server


@pytest.fixture
def scan(tmp_path: Path) -> Scan:
    def run(*arguments: str, text: str | None = None) -> tuple[int, dict[str, Any]]:
        if text is not None:
            place = tmp_path / "policy.yml"
            place.write_text(text, encoding="utf-8")
            arguments = ("--policy", str(place), *arguments)
        out = tmp_path / "report.json"
        out.unlink(missing_ok=True)
        cache = ("--cache", str(tmp_path / "cache.sqlite"))
        code = main(["org", "scan", "acme", "-q", *cache, "--format", "json", "-o", str(out), *arguments])
        return code, json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}

    return run


def conclusions(report: dict[str, Any]) -> dict[str, str]:
    return {row["name"]: row["policy"]["conclusion"] for row in report["repositories"]}


def test_the_policy_says_who_fails_it_and_why(acme: GitHubServer, scan: Scan) -> None:
    code, report = scan("--policy", "open-weights-minimum", "--fail-on", "error")
    assert (code, problems(report)) == (Exit.FINDINGS, [])
    found = conclusions(report)
    assert (found["acme/tern"], found["acme/wren"]) == ("failure", "success")
    assert found["acme/tools"] != "failure"
    (tern,) = [row for row in report["repositories"] if row["name"] == "acme/tern"]
    assert {"level", "manifest"} <= {one["setting"] for one in tern["policy"]["demands"]}
    assert report["policy"]["name"] == "open-weights-minimum"
    assert report["summary"]["policy"]["failure"] == 1


def test_a_policy_that_only_evaluates_fails_nobody(acme: GitHubServer, scan: Scan) -> None:
    text = "openness_policy: 1\nname: house\nmode: evaluate\nlevel: open-source-ai\n"
    code, report = scan("--fail-on", "error", text=text)
    assert code == Exit.CLEAN
    assert "failure" not in conclusions(report).values()
    assert report["summary"]["findings"]["error"] > 0


def test_a_policy_binds_by_topic_and_by_custom_property(acme: GitHubServer, scan: Scan) -> None:
    begin = "openness_policy: 1\nname: house\nmode: enforce\nlevel: open-source-ai\n"
    _, report = scan(text=begin + "applies_to:\n  topics: [release]\n")
    assert conclusions(report) == {
        "acme/policies": "not-applicable",
        "acme/tern": "failure",
        "acme/tools": "not-applicable",
        "acme/wren": "failure",
    }
    _, report = scan(text=begin + "applies_to:\n  properties:\n    stage: [production]\n")
    assert {name for name, said in conclusions(report).items() if said == "failure"} == {"acme/tern"}


def test_properties_that_cannot_be_read_are_not_taken_for_absent(
    acme: GitHubServer, scan: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "t-read")
    text = (
        "openness_policy: 1\nname: house\nmode: enforce\nlevel: open-source-ai\n"
        "applies_to:\n  properties:\n    stage: [production]\n"
    )
    _, report = scan(text=text)
    assert "failure" not in conclusions(report).values()
    assert [one["what"] for one in report["not_checked"]] == ["custom properties"]
    assert report["complete"] is False


def test_another_policy_costs_no_reading(acme: GitHubServer, scan: Scan) -> None:
    scan("--policy", "observe")
    before = len(acme.journal)
    _, report = scan("--policy", "osaid")
    assert (len(acme.journal) - before, report["parts"][0]["usage"]["read"]) == (1, 0)
    assert conclusions(report)["acme/wren"] == "failure"


def test_a_policy_is_read_by_reference_and_one_that_cannot_be_ends_the_scan(
    acme: GitHubServer, scan: Scan, capsys: pytest.CaptureFixture[str]
) -> None:
    _, report = scan("--policy", "acme/policies/org.yml@main")
    assert conclusions(report)["acme/tern"] == "failure"
    before = len(acme.journal)
    code, report = scan("--policy", "acme/policies/absent.yml@main")
    assert (code, report) == (Exit.INCOMPLETE, {})
    assert "nothing is judged without it" in capsys.readouterr().err
    assert not [one for one in acme.journal[before:] if one.path == "/graphql"]
