"""`openness org scan --online`: hubs are asked about what models name, and only then."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from openness.cli import main
from openness.exits import Exit
from org_support import PLAIN
from rig.hub import HubServer
from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rig.github_server import GitHubServer

    Scan = Callable[..., dict[str, Any]]

MANIFEST = """openness: 1
model:
  name: Heron-1B
  producer: Acme
license: Apache-2.0
components:
  weights: {status: released, location: "hf:acme/heron"}
"""
HERON = {
    "README.md": "# Heron-1B\n\nHeron-1B is a language model.\n",
    "LICENSE": (ROOT / "LICENSE").read_text(encoding="utf-8"),
    "openness.yml": MANIFEST,
}


@pytest.fixture
def hub(github_server: GitHubServer, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[HubServer]:
    github_server.add_repository("acme", "heron", files=HERON)
    github_server.add_repository("acme", "tools", files=PLAIN)
    for name in ("HF_TOKEN", "GITHUB_ACTIONS", "GITHUB_REPOSITORY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {**github_server.environment(), "GITHUB_TOKEN": "t-read"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("OPENNESS_CACHE", str(tmp_path / "asked"))
    with HubServer() as server:
        server.add("acme/heron", card={"license": "cc-by-nc-4.0"})
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        yield server


@pytest.fixture
def scan(tmp_path: Path) -> Scan:
    def run(*arguments: str) -> dict[str, Any]:
        out = tmp_path / "report.json"
        cache = ("--cache", str(tmp_path / "cache.sqlite"))
        assert main(["org", "scan", "acme", "-q", *cache, "--format", "json", "-o", str(out), *arguments]) == Exit.CLEAN
        rows: list[dict[str, Any]] = json.loads(out.read_text(encoding="utf-8"))["repositories"]
        return {row["name"]: {one["name"] for one in row["findings"]} for row in rows}

    return run


def test_the_hub_is_asked_only_when_told_to(hub: HubServer, scan: Scan) -> None:
    assert "hub-license-contradiction" not in scan()["acme/heron"]
    assert hub.journal == []
    assert "hub-license-contradiction" in scan("--online")["acme/heron"]
    assert [path for _, path, _ in hub.journal] == ["/api/models/acme/heron?blobs=true"]


def test_what_was_learned_online_does_not_stand_for_a_scan_without(hub: HubServer, scan: Scan) -> None:
    assert "hub-license-contradiction" in scan("--online")["acme/heron"]
    assert "hub-license-contradiction" not in scan()["acme/heron"]
