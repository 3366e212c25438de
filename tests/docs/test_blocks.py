"""Every command and every block of YAML, JSON and shell on the pages is one that its reader takes."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pre_commit.clientlib import load_config  # type: ignore[import-untyped]
from ruamel.yaml import YAML

from docs.pages import PAGES, Block, blocks
from openness.cli import main
from openness.manifest.load import load_manifest
from openness.policy.load import load_layer
from policy_support import BOOK
from support import ROOT

_COMMAND = re.compile(r"^(?:\$ )?(openness [^#\n]*?(?:\\\n[^#\n]*?)*)(?:\s+#.*)?$", re.MULTILINE)
_INLINE = re.compile(r"`(openness [a-z]+(?: [^`\n]*)?)`")
_SUBCOMMANDS = {"org", "hub", "policy", "hook"}


def commands() -> list[Any]:
    """Every call of `openness` that a page shows, where it can be copied."""
    found: dict[str, Block] = {}
    for block in blocks("console", "sh", "bash", "shell"):
        for match in _COMMAND.finditer(block.text):
            found.setdefault(match[1].strip(), block)
    return [pytest.param(command, id=f"{block}-{command[:60]}") for command, block in found.items()]


@pytest.mark.parametrize("command", commands())
def test_every_command_shown_is_one(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("openness.cli._run", lambda _: 0)
    line = re.split(r" (?:\||\|\||&&|>|<|2>) ?", command.replace("\\\n", " "))[0]
    try:
        code = main(shlex.split(line)[1:])
    except SystemExit as stopped:
        code = stopped.code if isinstance(stopped.code, int) else 2
    assert code == 0, capsys.readouterr().err


def named() -> list[str]:
    """Commands that running text names, with the options that it gives them."""
    # Mistakes on purpose are on the one page that is about them.
    texts = (page.read_text(encoding="utf-8") for page in PAGES if page.name != "bad-inputs.md")
    return sorted({match[1] for text in texts for match in _INLINE.finditer(text)})


@pytest.mark.parametrize("command", named())
def test_every_command_named_has_the_options_named(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = command.split()[1:]
    deep = words[0] in _SUBCOMMANDS and words[1:2] and words[1].isalpha() and words[1].islower()
    with pytest.raises(SystemExit) as stopped:
        main([*words[: 2 if deep else 1], "--help"])
    help_text = capsys.readouterr().out
    assert stopped.value.code == 0
    assert [word for word in words if word.startswith("--") and word.split("=")[0] not in help_text] == []


def yaml_of(text: str) -> Any:
    return YAML(typ="safe").load(text)


def linted(schema: str, text: str, place: Path) -> None:
    """Held against a schema of SchemaStore, as check-jsonschema ships it."""
    program = shutil.which("check-jsonschema", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("check-jsonschema is not installed: scripts/setup dev")
    place.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [program, "--builtin-schema", f"vendor.{schema}", str(place)], capture_output=True, check=False, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("block", blocks("yaml", "yml"), ids=str)
def test_every_yaml_block_is_what_it_seems(block: Block, tmp_path: Path) -> None:
    data = yaml_of(block.text)
    if isinstance(data, dict) and "jobs" in data:
        linted("github-workflows", block.text, tmp_path / "workflow.yml")
    elif isinstance(data, dict) and "repos" in data:
        (tmp_path / "config.yaml").write_text(block.text, encoding="utf-8")
        load_config(str(tmp_path / "config.yaml"))
    elif ".gitlab-ci" in block.text:
        linted("gitlab-ci", block.text, tmp_path / ".gitlab-ci.yml")
    elif isinstance(data, dict) and "openness" in data:
        assert load_manifest(block.text, "openness.yml").problems == ()
    elif isinstance(data, dict) and "openness_policy" in data:
        assert load_layer(block.text, "policy.yml", BOOK).problems == ()
    else:
        assert isinstance(data, (dict, list)) or not re.search(r"^[^#\n]", block.text, re.MULTILINE)


@pytest.mark.parametrize("block", blocks("json"), ids=str)
def test_every_json_block_is_json(block: Block) -> None:
    assert json.loads(block.text) is not None


@pytest.mark.parametrize("block", blocks("sh", "bash"), ids=str)
def test_every_script_is_one(block: Block) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    done = subprocess.run([bash, "-n"], input=block.text, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")


REAL = ("docs/levels.md", "docs/how-it-decides.md")
"""Pages whose output is that of their commands, run at the top of this project."""


@pytest.mark.parametrize("name", REAL)
def test_the_output_shown_is_real(
    name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    page = ROOT / name
    for block in (block for block in blocks("console") if block.page == name):
        command = block.text.partition("\n")[0]
        main(shlex.split(command.removeprefix("$ "))[1:])
        printed = "\n".join(line.rstrip() for line in capsys.readouterr().out.splitlines()).strip()
        wanted = f"{command}\n{printed}\n"
        if os.environ.get("OPENNESS_WRITE_GOLDEN"):
            text = page.read_text(encoding="utf-8")
            page.write_text(
                text.replace(f"```console\n{block.text}```", f"```console\n{wanted}```", 1), encoding="utf-8"
            )
        else:
            assert block.text == wanted


def test_editors_are_told_of_schemas_that_are_there() -> None:
    for page in PAGES:
        for place in re.findall(r"yaml-language-server: \$schema=(\S+)", page.read_text(encoding="utf-8")):
            assert "://" not in place, f"{page}: {place} is in no catalog yet"
