"""The project under its own hooks, as its contributors run them."""

from __future__ import annotations

import shlex
from typing import Any

import pytest
from pre_commit.clientlib import load_config  # type: ignore[import-untyped]

from openness.cli import main
from support import ROOT


def own_hooks() -> list[dict[str, Any]]:
    """The hooks of this project that run `openness`."""
    hooks = [hook for repo in load_config(str(ROOT / ".pre-commit-config.yaml"))["repos"] for hook in repo["hooks"]]
    return [hook for hook in hooks if hook["entry"].startswith(".venv/bin/openness ")]


@pytest.mark.parametrize("hook", own_hooks(), ids=lambda hook: hook["id"])
def test_the_projects_own_hook_is_green(
    hook: dict[str, Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    code = main(shlex.split(hook["entry"])[1:])
    said = capsys.readouterr().out
    assert code == 0, said
    assert "open" in said
