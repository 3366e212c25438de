"""docs/action.md says what the Action does: its tables, its links and its examples are true."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from support import ROOT

PAGE = ROOT / "docs" / "action.md"
TEXT = PAGE.read_text(encoding="utf-8")
EXAMPLES = {path.stem for path in (ROOT / "examples" / "workflows").glob("*.yml")}


def test_the_tables_are_those_of_the_action_files() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "build_action_docs.py"), "--check"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
    for name in ("fail-on", "comment-url", "findings"):
        assert f"| `{name}` |" in TEXT


def test_every_link_leads_somewhere() -> None:
    targets = re.findall(r"\]\(([^)#]+)", TEXT)
    assert targets
    assert [target for target in targets if not (PAGE.parent / target).resolve().exists()] == []


def test_every_example_is_shown_and_is_run_in_tests() -> None:
    assert {name for name in EXAMPLES if f"examples/workflows/{name}.yml" in TEXT} == EXAMPLES
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "action").glob("test_workflows*.py"))
    assert {name for name in EXAMPLES if f'"{name}"' in tests or f'"{name}.yml"' in tests} == EXAMPLES


def test_the_first_example_is_the_one_to_copy() -> None:
    shown = re.search(r"```yaml\nsteps:\n(.*?)```", TEXT, re.DOTALL)
    assert shown is not None
    example = (ROOT / "examples" / "workflows" / "pull-request.yml").read_text(encoding="utf-8")
    for line in shown[1].splitlines():
        assert f"    {line}" in example


def test_the_front_page_shows_a_workflow_that_schemas_take(tmp_path: Path) -> None:
    front = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"```yaml\n# \.github/workflows/openness\.yml\n(.*?)```", front, re.DOTALL)
    assert shown is not None
    example = (ROOT / "examples" / "workflows" / "pull-request.yml").read_text(encoding="utf-8")
    for pinned in re.findall(r"uses: .*", shown[1]):
        assert pinned in example
    workflow = tmp_path / "openness.yml"
    workflow.write_text(shown[1], encoding="utf-8")
    program = shutil.which("check-jsonschema", path=str(Path(sys.executable).parent))
    assert program is not None
    command = [program, "--builtin-schema", "vendor.github-workflows", str(workflow)]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout
