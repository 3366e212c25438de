"""Whole workflows on this machine: nektos/act runs them as GitHub's runner would, against the test server.

Nothing leaves the machine: other people's actions are the stand-ins of `actions/`, the packages of the Action come from
the tests' own environment, and every address but loopback leads to a closed port.
"""

from __future__ import annotations

import compileall
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from py_compile import PycInvalidationMode
from typing import TYPE_CHECKING, Any, NamedTuple

from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rig.events import Event
    from rig.github_server import GitHubServer

HERE = Path(__file__).parent
ACTION = "OWNER/openness"
"""What examples call the Action's repository, which has to be replaced by who copies them."""
_REUSABLE = ".github/workflows/org-scan.yml"
_SHIPPED = (
    *("action.yml", "post", "org", _REUSABLE),
    *("scripts/action", "requirements/action.txt", "src/openness", "schemas"),
)
_USES = re.compile(r"^[ -]*uses: *['\"]?([\w.-]+/[\w.-]+)((?:/[\w./-]+)?)@([\w./-]+)", re.MULTILINE)
_SECONDS = 300
_CLOSED = "http://127.0.0.1:9"


class Annotation(NamedTuple):
    """A workflow command that GitHub shows beside a line or with the run."""

    level: str
    message: str
    properties: dict[str, str]


class Run(NamedTuple):
    """How a workflow ended and what it said; `outputs` are those of its steps, by step and name."""

    conclusion: str
    jobs: dict[str, str]
    outputs: dict[str, dict[str, str]]
    annotations: list[Annotation]
    summary: str
    log: str
    seconds: float
    artifacts: Path


def program() -> Path | None:
    """Where act is, if it is installed beside the interpreter."""
    found = shutil.which("act", path=str(Path(sys.executable).parent))
    return Path(found) if found else None


def shipped(target: Path) -> Path:
    """A copy of what a release of the Action holds, as act and GitHub would fetch it."""
    for name in _SHIPPED:
        source, place = ROOT / name, target / name
        place.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, place, ignore=shutil.ignore_patterns("__pycache__"))
            # act copies it for every run; valid whatever the time of the copy, this saves each run a second.
            compileall.compile_dir(place, quiet=1, invalidation_mode=PycInvalidationMode.UNCHECKED_HASH)
        elif source.is_file():
            shutil.copy2(source, place)
    return target


def run_workflow(
    checkout: Path,
    workflow: Path,
    event: Event,
    server: GitHubServer,
    *,
    action: Path,
    scratch: Path,
    token: str = "t-write",
    artifacts: Path | None = None,
    secrets: Mapping[str, str] | None = None,
    variables: Mapping[str, str] | None = None,
) -> Run:
    """Run a workflow file in a checkout, as the event would; `action` is a copy that `shipped` made.

    `scratch` is a folder for this run alone. `artifacts` is where stand-ins keep artifacts, to hand from run to run.
    """
    act = program()
    assert act is not None, "act is not installed"
    kept = artifacts if artifacts is not None else scratch / "artifacts"
    for place in (scratch, scratch / "home", scratch / "bin", kept):
        place.mkdir(parents=True, exist_ok=True)
    payload = scratch / "event.json"
    payload.write_text(json.dumps(event.payload), encoding="utf-8")
    known = {**server.environment(), **event.environment, "RIG_ARTIFACTS": str(kept), **_proxies()}
    command = [str(act), event.name, "--workflows", str(workflow), "--eventpath", str(payload), "--json"]
    command += ["--platform", "ubuntu-latest=-self-hosted", "--platform", "ubuntu-24.04=-self-hosted"]
    command += ["--cache-server-addr", "127.0.0.1", "--artifact-server-addr", "127.0.0.1", "--no-cache-server"]
    for name, value in known.items():
        command += ["--env", f"{name}={value}"]
    for name, value in {"GITHUB_TOKEN": token, **(secrets or {})}.items():
        command += ["--secret", f"{name}={value}"]
    for name, value in (variables or {}).items():
        command += ["--var", f"{name}={value}"]
    for source, place in _repositories(_with_called(workflow, checkout), action):
        command += ["--local-repository", f"{server.base}/{source}={place}"]
    started = time.monotonic()
    done = subprocess.run(
        command,
        cwd=checkout,
        env=_environment(scratch),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=_SECONDS,
    )
    seconds = time.monotonic() - started
    return _read(done.stdout.decode(errors="replace"), done.returncode, seconds, kept)


def _with_called(workflow: Path, checkout: Path) -> str:
    """The text of a workflow with those of the reusable ones that it calls, in the checkout or in the Action."""
    text = workflow.read_text(encoding="utf-8")
    called = [checkout / name for name in sorted(set(re.findall(r"uses: *\./(\.github/workflows/[\w.-]+)", text)))]
    if f"{ACTION}/{_REUSABLE}@" in text:
        called.append(ROOT / _REUSABLE)
    return "\n".join([text, *(path.read_text(encoding="utf-8") for path in called)])


def _repositories(workflow: str, action: Path) -> Iterator[tuple[str, Path]]:
    """Every repository that a workflow uses, with what stands in for it."""
    for name, _, reference in sorted(set(_USES.findall(workflow))):
        if name == "actions/checkout":
            continue  # act itself answers for it
        place = action if name == ACTION else HERE / "actions" / name.split("/")[1]
        assert place.is_dir(), f"{name} has no stand-in in {HERE / 'actions'}"
        yield f"{name}@{reference}", place


def _environment(scratch: Path) -> dict[str, str]:
    """What act and its steps see of this machine: programs, and a home of their own."""
    kept = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TMPDIR") if name in os.environ}
    python = Path(getattr(sys, "_base_executable", sys.executable))
    for name in ("python3", "python"):
        place = scratch / "bin" / name
        if not place.exists():
            place.write_text(f'#!/bin/sh\nexec "{python}" "$@"\n', encoding="utf-8")
            place.chmod(0o755)
    path = os.pathsep.join([str(scratch / "bin"), str(HERE / "bin"), os.environ.get("PATH", os.defpath)])
    return {
        **kept,
        "HOME": str(scratch / "home"),
        "PATH": path,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_CONFIG_SYSTEM": os.devnull,
        "RIG_PYTHON": str(python),
        "RIG_PACKAGES": sysconfig.get_path("purelib"),
    }


def _proxies() -> dict[str, str]:
    """Settings by which everything but loopback ends at a closed port."""
    names = ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY")
    return {**dict.fromkeys(names, _CLOSED), "no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1"}


def _read(output: str, code: int, seconds: float, artifacts: Path) -> Run:
    """What act said, line by line."""
    jobs: dict[str, str] = {}
    outputs: dict[str, dict[str, str]] = {}
    annotations: list[Annotation] = []
    summaries: dict[str, str] = {}
    log = []
    for line in output.splitlines():
        try:
            told: dict[str, Any] = json.loads(line)
        except ValueError:
            log.append(line)
            continue
        message = str(told.get("msg", ""))
        if told.get("raw_output"):
            log.append(message.rstrip("\n"))
        if "jobResult" in told:
            jobs[told["jobID"]] = told["jobResult"]
        if told.get("stepResult") == "failure" or (told.get("level") == "error" and "jobID" not in told):
            log.append(message)
        step = ".".join(told.get("stepID") or ())
        command = told.get("command")
        if command == "set-output":
            outputs.setdefault(step, {})[told["name"]] = str(told["arg"])
        elif command == "summary":
            # A composite step's summary is told again for the step that holds it.
            summaries.setdefault(str(told["content"]), step)
        elif command in ("notice", "warning", "error", "debug"):
            properties = {name: str(value) for name, value in (told.get("kvPairs") or {}).items()}
            annotations.append(Annotation(command, str(told["arg"]), properties))
            log.append(str(told.get("raw", "")).rstrip("\n"))
    conclusion = "success" if code == 0 else "failure"
    return Run(conclusion, jobs, outputs, annotations, "".join(summaries), "\n".join(log), seconds, artifacts)
