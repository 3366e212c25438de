"""`openness hook`: what the hooks run, with every way in which pre-commit may call them."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from miniatures import CASES, files_of
from openness.cli import main
from support import GitRepository, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    MakeRepository = Callable[[Mapping[str, bytes | str]], GitRepository]

RESTRICTED = files_of(CASES / "open-source-claim-unsupported" / "bad-restricted-weights")
HONEST = files_of(CASES / "manifest-missing" / "bad-weights-on-a-hub")
NO_MODEL = files_of(CASES / "manifest-missing" / "good-is-no-model")
VALID = files_of(CASES / "manifest-invalid" / "good-minimal")["openness.yml"]
BROKEN = b"openness: 1\nmodel:\n  name: TinyLM-1B\n  producer: Example Lab\ncomponents:\n  weigths: withheld\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_good_manifest_passes_in_silence(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(here, {"openness.yml": VALID})
    assert main(["hook", "manifest", "openness.yml"]) == 0
    assert capsys.readouterr().out == ""


def test_every_problem_has_its_place_and_its_remedy(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(here, {"openness.yml": VALID, "models/small/openness.yml": BROKEN})
    assert main(["hook", "manifest", "./openness.yml", "models/small/openness.yml"]) == 1
    assert capsys.readouterr().out == (
        "models/small/openness.yml:6:3: error: `weigths` is no known component; did you mean `weights`? (OM103)\n"
        "    Write `weights`.\n"
    )


def test_other_files_and_those_for_show_are_passed_over(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = ["README.md", "tests/data/openness.yml", "docs/manifest.yml"]
    write_files(here, dict.fromkeys(paths, BROKEN))
    paths.append("tasks/persona/openness.yaml")
    write_files(here, {paths[-1]: "dataset_name: openness\ntask: persona_openness\n"})
    assert main(["hook", "manifest", *paths]) == 0
    assert main(["hook", "manifest"]) == 0
    assert capsys.readouterr().out == ""


def test_any_subset_of_the_files_gives_the_findings_of_that_subset(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(here, {"a/openness.yml": BROKEN, "b/openness.yml": BROKEN, "c/openness.yml": VALID})
    main(["hook", "manifest", "a/openness.yml", "b/openness.yml", "c/openness.yml"])
    together = capsys.readouterr().out
    apart = ""
    for name in "abc":
        main(["hook", "manifest", f"{name}/openness.yml"])
        apart += capsys.readouterr().out
    assert together == apart


def test_a_manifest_may_accept_its_own_problem(here: Path) -> None:
    accepted = BROKEN.replace(b"withheld\n", b"withheld  # openness: ignore[OM103] the old name, kept until spring\n")
    write_files(here, {"openness.yml": accepted})
    assert main(["hook", "manifest", "openness.yml"]) == 0


def test_files_that_cannot_be_read_are_said_to_be(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(here, {"openness.yml": b"\0\1\2"})
    assert main(["hook", "manifest", "openness.yml"]) == 4
    assert main(["hook", "manifest", "gone/openness.yml"]) == 2
    assert capsys.readouterr().err.splitlines() == [
        "openness: openness.yml could not be read as text",
        "openness: cannot read gone/openness.yml: No such file or directory",
    ]


def test_a_manifest_of_any_size_is_answered(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(here, {"openness.yml": b"openness: 1\n" + b"#" * 2_000_000})
    assert main(["hook", "manifest", "openness.yml"]) == 1
    assert "larger than 256 KB" in capsys.readouterr().out


def test_the_repository_is_judged_whole(
    git_repository: MakeRepository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(git_repository(RESTRICTED).root)
    assert main(["hook", "repository"]) == 1
    shown = capsys.readouterr().out
    assert "OM401 open-source-claim-unsupported" in shown
    assert "Frameworks" not in shown
    assert main(["hook", "repository", "--fail-on", "never"]) == 0
    assert main(["hook", "repository", "train.py", "LICENSE"]) == 1


def test_a_repository_without_a_model_passes_in_silence(
    git_repository: MakeRepository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(git_repository(NO_MODEL).root)
    assert main(["hook", "repository"]) == 0
    assert capsys.readouterr().out == ""


def test_what_was_never_added_does_not_count(git_repository: MakeRepository, monkeypatch: pytest.MonkeyPatch) -> None:
    repository = git_repository(HONEST)
    monkeypatch.chdir(repository.root)
    write_files(repository.root, {"draft.md": "TinyLM-1B is an open-source model.\n", "openness.yml": BROKEN})
    assert main(["hook", "repository"]) == 0
    assert main(["check"]) == 1
    repository.git("add", "openness.yml")
    assert main(["hook", "repository"]) == 1


def test_old_findings_may_be_left_out(
    git_repository: MakeRepository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repository = git_repository(RESTRICTED)
    monkeypatch.chdir(repository.root)
    assert main(["hook", "repository", "--base", "HEAD"]) == 0
    assert capsys.readouterr().out == ""
    write_files(repository.root, {"NEWS.md": "TinyLM is an open-source language model.\n"})
    repository.git("add", "NEWS.md")
    assert main(["hook", "repository", "--base", "HEAD"]) == 1
    assert "NEWS.md" in capsys.readouterr().out


def test_a_baseline_may_list_them(
    git_repository: MakeRepository, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(git_repository(RESTRICTED).root)
    main(["check", "--write-baseline", "known.json"])
    capsys.readouterr()
    assert main(["hook", "repository", "--baseline", "known.json"]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("kind", [["manifest", "openness.yml"], ["repository"]], ids=["manifest", "repository"])
def test_the_hooks_need_no_more_than_the_base_package(here: Path, kind: list[str]) -> None:
    write_files(here, {**HONEST, "openness.yml": VALID})
    program = "import sys; from openness.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", program, "hook", *kind], capture_output=True, check=True, text=True, cwd=here
    )
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert loaded & {"github", "requests", "jsonschema", "jinja2", "ssl", "http", "asyncio"} == set()
