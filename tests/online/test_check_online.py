"""`openness check --online` and `--release`, as somebody runs them, against local servers."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from miniatures import license_text
from openness.cli import main
from rig.github_server import GitHubServer
from rig.hub import Fault, HubServer
from support import write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from support import GitRepository

NETWORK = {"github", "requests", "urllib3", "ssl", "http", "socket"}
README = "# Heron-1B\n\nHeron-1B is a language model. The weights are at https://huggingface.co/acme/heron today.\n"
MANIFEST = """openness: 1
model:
  name: Heron-1B
  producer: Acme
license: Apache-2.0
components:
  weights: {status: released, location: "hf:acme/heron"}
"""


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[HubServer]:
    for name in ("GITHUB_TOKEN", "GH_TOKEN", "HF_TOKEN", "GITHUB_ACTIONS", "GITHUB_REPOSITORY", "GITHUB_API_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENNESS_CACHE", str(tmp_path / "cache"))
    with HubServer() as server:
        monkeypatch.setenv("HF_ENDPOINT", server.url)
        yield server


@pytest.fixture
def github(monkeypatch: pytest.MonkeyPatch) -> Iterator[GitHubServer]:
    with GitHubServer() as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        yield server
        assert server.problems() == []


@pytest.fixture
def model(tmp_path: Path) -> Path:
    files = {"README.md": README, "LICENSE": license_text("Apache-2.0"), "openness.yml": MANIFEST}
    return write_files(tmp_path / "heron", files)


def check(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, object], str]:
    code = main(["check", "--format", "json", *arguments])
    shown = capsys.readouterr()
    return code, json.loads(shown.out) if shown.out else {}, shown.err


def rules(report: Mapping[str, object]) -> list[str]:
    found = report["findings"]
    assert isinstance(found, list)
    return [one["name"] for one in found]


def test_nothing_is_asked_without_being_told_to(
    hub: HubServer, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.add("acme/heron", gated="manual")
    assert check(capsys, str(model))[0] == 0
    assert hub.journal == []


def test_the_hub_named_by_the_environment_is_asked(
    hub: HubServer, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.add("acme/heron", card={"license": "cc-by-nc-4.0"})
    code, report, told = check(capsys, "--online", str(model))
    assert (code, told) == (1, "")
    assert "hub-license-contradiction" in rules(report)
    assert [path for _, path, _ in hub.journal] == ["/api/models/acme/heron?blobs=true"]


def test_a_hub_that_does_not_answer_fails_nobody(
    hub: HubServer, model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.faults.append(Fault("/", 403, 99))
    code, report, _ = check(capsys, "--online", str(model))
    assert code == 0
    assert {"what": "hf:acme/heron", "why": "the server answers 403"} in report["not_checked"]  # type: ignore[operator]


def test_what_was_dead_before_a_change_is_not_new(
    hub: HubServer,
    git_repository: Callable[[Mapping[str, bytes | str]], GitRepository],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HF_TOKEN", "t-read")
    repository = git_repository({"README.md": README, "LICENSE": license_text("Apache-2.0"), "openness.yml": MANIFEST})
    write_files(repository.root, {"NEWS.md": "Nothing much.\n"})
    assert check(capsys, "--online", str(repository.root))[0] == 1
    assert check(capsys, "--online", "--base", "HEAD", str(repository.root))[0] == 0
    assert hub.journal


def test_a_draft_is_checked_before_it_is_published(
    hub: HubServer,
    github: GitHubServer,
    git_repository: Callable[[Mapping[str, bytes | str]], GitRepository],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    manifest = MANIFEST.replace("hf:acme/heron", "release:v2/heron-*.gguf")
    files = {"README.md": "# Heron-1B\n\nHeron-1B is a language model.\n", "openness.yml": manifest}
    repository = git_repository(files)
    repository.git("remote", "add", "origin", f"{github.base}/acme/heron.git")
    github.add_repository("acme", "heron", repository.root)
    github.add_release("acme/heron", "v2", draft=True, assets={"notes.txt": b"x"})
    monkeypatch.setenv("GITHUB_TOKEN", "t-user")
    code, report, _ = check(capsys, "--release", "v2", str(repository.root))
    assert code == 1
    assert {"remote-file-absent", "release-without-license"} <= set(rules(report))
    assert hub.journal == []
    code, _, told = check(capsys, "--release", "v3", str(repository.root))
    assert (code, told.count("\n")) == (2, 1)
    assert "shows no release 'v3'" in told


def test_a_release_of_nowhere(hub: HubServer, model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, told = check(capsys, "--release", "v1", str(model))
    assert (code, "remote named origin" in told, hub.journal) == (2, True, [])


def test_an_address_that_is_none(
    hub: HubServer, model: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "file:///etc/passwd")
    code, _, told = check(capsys, "--online", str(model))
    assert (code, told.startswith("openness: HF_ENDPOINT is not a web address"), hub.journal) == (2, True, [])


@pytest.mark.parametrize(("extra", "loaded"), [((), set()), (("--online",), {"requests", "urllib3", "ssl"})])
def test_the_network_loads_in_online_runs_only(
    extra: tuple[str, ...], loaded: set[str], hub: HubServer, model: Path
) -> None:
    hub.add("acme/heron")
    program = "import sys; from openness.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", program, "check", *extra, str(model)], capture_output=True, check=True, text=True
    )
    modules = {name.split(".")[0] for name in done.stderr.split()}
    assert modules & (NETWORK if not loaded else loaded | {"github"}) == loaded
    ours = {name for name in done.stderr.split() if name.startswith(("openness.net", "openness.online"))}
    assert bool(ours) == bool(loaded)
