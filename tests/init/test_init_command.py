"""`openness init` as a new user meets it: the draft, the questions on a terminal, workflow and hook."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from email.message import Message
from typing import TYPE_CHECKING

import pytest
from pre_commit.clientlib import load_config  # type: ignore[import-untyped]

from miniatures import CASES, files_of
from openness import __version__
from openness.cli import main
from openness.manifest.load import load_manifest
from openness.manifest.schema import MANIFEST_SCHEMA, schema_text
from support import ROOT, write_files

if TYPE_CHECKING:
    from pathlib import Path

HONEST = files_of(CASES / "manifest-missing" / "bad-weights-on-a-hub")
NO_MODEL = files_of(CASES / "manifest-missing" / "good-is-no-model")


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return write_files(tmp_path / "tinylm", HONEST)


@pytest.mark.parametrize(
    ("addresses", "source"),
    [
        (["Changelog, https://x.example/", "Source, https://github.com/acme/openness"], "acme/openness"),
        (["Source, https://github.com/OWNER/openness"], "OWNER/openness"),
        (["Source, https://github.com/acme/openness; x"], "OWNER/openness"),
        ([], "OWNER/openness"),
    ],
)
def test_workflow_and_hook_come_from_where_the_package_came_from(
    model: Path, addresses: list[str], source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    described = Message()
    for address in addresses:
        described["Project-URL"] = address
    monkeypatch.setattr("importlib.metadata.metadata", lambda _: described)
    assert main(["init", "--workflow", "--hook", str(model)]) == 0
    assert f"uses: {source}@v1" in (model / ".github/workflows/openness.yml").read_text(encoding="utf-8")
    assert f"https://github.com/{source}\n" in (model / ".pre-commit-config.yaml").read_text(encoding="utf-8")


def manifest_of(root: Path) -> str:
    return (root / "openness.yml").read_text(encoding="utf-8")


def test_draft_and_schema_fit_together(model: Path) -> None:
    assert main(["init", str(model)]) == 0
    first = manifest_of(model).split("\n", 1)[0]
    assert first == "# yaml-language-server: $schema=.openness.schema.json"
    assert json.loads((model / ".openness.schema.json").read_text(encoding="utf-8")) == json.loads(
        schema_text(MANIFEST_SCHEMA)
    )
    assert load_manifest(manifest_of(model), "openness.yml").problems == ()
    assert main(["check", str(model)]) == 0


def test_every_guess_has_its_source_and_every_question_a_line_of_help(model: Path) -> None:
    main(["init", str(model)])
    for line in manifest_of(model).splitlines()[3:]:
        value, _, comment = line.partition("  # ")
        if "location" not in value and value.strip().rstrip(":") not in ("openness: 1", "model", "components"):
            is_key_of_a_mapping = value.rstrip().endswith(":") or "license_file" in value
            assert comment or is_key_of_a_mapping, line


def test_the_schema_may_be_left_out(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--no-schema", str(model)]) == 0
    assert not (model / ".openness.schema.json").exists()
    assert "yaml-language-server" not in manifest_of(model)


def test_printing_writes_nothing(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--stdout", str(model)]) == 0
    assert load_manifest(capsys.readouterr().out, "openness.yml").problems == ()
    assert sorted(path.name for path in model.iterdir()) == sorted(HONEST)


def test_workflow_and_hook_come_along(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "--workflow", "--hook", "--from", "example/openness", str(model)]) == 0
    workflow = (model / ".github/workflows/openness.yml").read_text(encoding="utf-8")
    assert "uses: example/openness@v1" in workflow
    (repo,) = load_config(str(model / ".pre-commit-config.yaml"))["repos"]
    assert (repo["repo"], repo["rev"]) == ("https://github.com/example/openness", f"v{__version__}")
    assert [hook["id"] for hook in repo["hooks"]] == ["openness"]
    assert "OWNER" not in capsys.readouterr().out


def test_what_is_still_to_be_filled_in_is_said(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", "--workflow", str(model)])
    assert "Replace OWNER there by the account that you take openness from" in capsys.readouterr().out


def test_they_can_be_added_later_and_twice(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["init", str(model)])
    written = manifest_of(model)
    assert main(["init", "--hook", str(model)]) == 0
    once = (model / ".pre-commit-config.yaml").read_bytes()
    assert main(["init", "--hook", str(model)]) == 0
    assert (model / ".pre-commit-config.yaml").read_bytes() == once
    assert "has the hook already" in capsys.readouterr().out
    assert manifest_of(model) == written


@pytest.mark.parametrize(
    ("arguments", "there"),
    [
        ([], "openness.yml"),
        (["--workflow"], ".github/workflows/openness.yml"),
        (["--hook", "--workflow"], ".github/workflows/openness.yml"),
    ],
)
def test_nothing_is_replaced_and_nothing_half_done(
    model: Path, arguments: list[str], there: str, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(model, {there: "openness: 1\n"})
    before = sorted(model.rglob("*"))
    assert main(["init", *arguments, str(model)]) == 2
    assert "is there already; --force replaces" in capsys.readouterr().err
    assert sorted(model.rglob("*")) == before
    assert main(["init", "--force", *arguments, str(model)]) == 0


def test_a_configuration_that_cannot_be_added_to_stops_everything(
    model: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(model, {".pre-commit-config.yaml": "repos: [{repo: meta, hooks: []}]\n"})
    assert main(["init", "--hook", str(model)]) == 2
    assert "put `- {repo: https://github.com/OWNER/openness" in capsys.readouterr().err
    assert not (model / "openness.yml").exists()


@pytest.mark.skipif(os.name == "nt", reason="links are those of POSIX")
def test_nothing_is_written_through_a_link_that_leads_out(
    model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "outside").mkdir()
    (model / ".github").symlink_to(tmp_path / "outside")
    assert main(["init", "--workflow", str(model)]) == 2
    assert "leads out of" in capsys.readouterr().err
    assert list((tmp_path / "outside").iterdir()) == []


@pytest.mark.parametrize("source", ["openness", "a/b/c", "a b/c", "../x/y", "a/b\n"])
def test_a_source_that_is_no_repository_is_refused(
    model: Path, source: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", "--hook", "--from", source, str(model)]) == 2
    assert "write the owner and the name of a repository" in capsys.readouterr().err


def test_the_workflow_is_the_one_of_the_examples() -> None:
    shipped = (ROOT / "src/openness/data/start/workflow.yml").read_text(encoding="utf-8")
    assert shipped == (ROOT / "examples/workflows/pull-request.yml").read_text(encoding="utf-8")


def test_without_a_terminal_nothing_is_asked(model: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "openness", "init", str(model)],
        input="never read\n",
        capture_output=True,
        check=True,
        text=True,
    )
    assert done.stdout.startswith(f"Wrote {model / 'openness.yml'}.")


def talk(root: Path, said: str, *arguments: str, **environment: str) -> str:
    """What a terminal shows when somebody runs `openness init` and types this."""
    pty = pytest.importorskip("pty", reason="terminals of this kind are POSIX's")
    ours, theirs = pty.openpty()
    clean = {name: value for name, value in os.environ.items() if name != "CI"}
    with subprocess.Popen(
        [sys.executable, "-m", "openness", "init", *arguments, str(root)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**clean, **environment},
        close_fds=True,
    ) as process:
        os.close(theirs)
        os.write(ours, said.encode())
        shown = b""
        while True:
            try:
                chunk = os.read(ours, 4096)
            except OSError:
                break
            if not chunk:
                break
            shown += chunk
    os.close(ours)
    assert process.returncode == 0, shown.decode()
    return shown.decode().replace("\r\n", "\n")


def test_answers_stand_in_the_draft(tmp_path: Path) -> None:
    root = write_files(tmp_path / "tinylm", {path: body for path, body in NO_MODEL.items() if path != "LICENSE"})
    answers = ["Tiny 1B", "Example Lab", "1.1B", "none", "Apahce-2", "Apache-2.0", "hf:example/tiny", "withheld"]
    shown = talk(root, "\n".join([*answers, "described", "", "n", "y"]) + "\n")
    assert "Name of the model [tinylm]: " in shown
    assert "did you mean" in shown
    loaded = load_manifest(manifest_of(root), "openness.yml")
    assert loaded.problems == ()
    assert loaded.manifest is not None
    model = loaded.manifest.model
    assert (model.name, model.producer, model.parameters, model.base_models) == (
        "Tiny 1B",
        "Example Lab",
        1_100_000_000,
        (),
    )
    (weights,) = loaded.manifest.of("weights")
    assert (weights.status, weights.locations) == ("released", ("hf:example/tiny",))
    assert [entry.status for entry in loaded.manifest.of("training-code")] == ["withheld"]
    assert "  # technical-report: withheld" in manifest_of(root)
    assert (root / ".pre-commit-config.yaml").exists()
    assert not (root / ".github").exists()


def test_enter_all_the_way_is_the_draft_without_questions(model: Path, tmp_path: Path) -> None:
    twin = write_files(tmp_path / "twin" / "tinylm", HONEST)
    talk(model, "\n" * 12)
    main(["init", str(twin)])
    assert manifest_of(model) == manifest_of(twin)


def test_the_end_of_the_input_takes_every_default(model: Path, tmp_path: Path) -> None:
    twin = write_files(tmp_path / "twin" / "tinylm", HONEST)
    talk(model, "\x04")
    main(["init", str(twin)])
    assert manifest_of(model) == manifest_of(twin)


@pytest.mark.parametrize(("arguments", "environment"), [(["--yes"], {}), ([], {"CI": "true"})])
def test_a_terminal_is_left_alone_where_nobody_sits(
    model: Path, arguments: list[str], environment: dict[str, str]
) -> None:
    assert "Name of the model" not in talk(model, "", *arguments, **environment)


def test_hostile_answers_stay_values(model: Path) -> None:
    talk(model, 'a: {b}\n"; rm -rf\n7B\nhf:a/b\n\n\n\n\nn\nn\n')
    loaded = load_manifest(manifest_of(model), "openness.yml")
    assert loaded.problems == ()
    assert loaded.manifest is not None
    assert loaded.manifest.model.name == "a: {b}"
