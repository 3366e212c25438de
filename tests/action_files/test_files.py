"""`action.yml` and `post/action.yml`: clean for linters, and in step with the commands that they start."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from openness.commands.action_inputs import ActionInputs
from support import ROOT

FILES = ("action.yml", "post/action.yml")


def read(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = YAML(typ="safe").load((ROOT / name).read_text(encoding="utf-8"))
    return loaded


def tool(*arguments: str) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name(arguments[0])
    if not program.exists():
        pytest.skip(f"{arguments[0]} is not installed")
    return subprocess.run([program, *arguments[1:]], cwd=ROOT, capture_output=True, check=False, text=True)


def test_the_schema_of_github_actions_holds() -> None:
    done = tool("check-jsonschema", "--builtin-schema", "vendor.github-actions", *FILES)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_auditor_of_actions_finds_nothing() -> None:
    done = tool("zizmor", "--offline", "--strict-collection", "--no-progress", *FILES)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", FILES)
def test_no_default_overrides_a_policy(name: str) -> None:
    given = {key: entry.get("default", "") for key, entry in read(name)["inputs"].items()}
    assert set(given.values()) == {""}


@pytest.mark.parametrize("name", FILES)
def test_inputs_reach_the_shell_through_the_environment_only(name: str) -> None:
    steps = read(name)["runs"]["steps"]
    assert [step["run"] for step in steps if "${{" in step["run"]] == []
    passed = " ".join(str(value) for step in steps for value in step["env"].values())
    assert set(re.findall(r"inputs\.([a-z-]+)", passed)) == set(read(name)["inputs"])


@pytest.mark.parametrize("name", FILES)
def test_every_input_is_one_that_the_command_reads(name: str) -> None:
    inputs = {entry.replace("-", "_") for entry in read(name)["inputs"]} - {"token", "python"}
    assert inputs <= set(ActionInputs._fields)


def test_every_input_that_the_commands_read_can_be_given() -> None:
    given = {entry.replace("-", "_") for name in FILES for entry in read(name)["inputs"]}
    assert set(ActionInputs._fields) <= given


@pytest.mark.parametrize("name", FILES)
def test_no_other_action_and_no_image_is_pulled(name: str) -> None:
    runs = read(name)["runs"]
    assert runs["using"] == "composite"
    assert [step for step in runs["steps"] if "uses" in step] == []
    assert {step["shell"] for step in runs["steps"]} == {"bash"}


@pytest.mark.parametrize("name", FILES)
def test_the_marketplace_gets_what_it_asks_for(name: str) -> None:
    action = read(name)
    assert set(action["branding"]) == {"icon", "color"}
    assert len(action["description"]) <= 125
