"""The command line as a user meets it: output, exit codes, one line for each kind of trouble."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest

from miniatures import ALL_CASES, CASES, files_of
from openness import __version__
from openness.cli import main
from support import ROOT, write_files

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA = json.loads((ROOT / "schemas" / "openness-report-v1.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def restricted(tmp_path: Path) -> Path:
    """A repository that calls restricted weights open source."""
    return write_files(
        tmp_path / "tinylm", files_of(CASES / "open-source-claim-unsupported" / "bad-restricted-weights")
    )


@pytest.fixture
def honest(tmp_path: Path) -> Path:
    """A repository with nothing to find but the missing manifest."""
    return write_files(tmp_path / "tinylm", files_of(CASES / "manifest-missing" / "bad-weights-on-a-hub"))


def report_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code = main(["check", "--format", "json", *arguments])
    report: dict[str, Any] = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    return code, report


def test_findings_fail_with_1(restricted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, report = report_of(capsys, str(restricted))
    assert code == 1
    errors = [one for one in report["findings"] if one["severity"] == "error"]
    assert [(one["rule"], one["path"]) for one in errors] == [("OM401", "README.md")]
    assert report["level"]["observed"] == "weights-available"


@pytest.mark.parametrize(("threshold", "code"), [("error", 0), ("warning", 0), ("note", 1), ("never", 0)])
def test_the_threshold_decides_the_exit_code(
    honest: Path, threshold: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--fail-on", threshold, str(honest)]) == code
    assert "OM101" in capsys.readouterr().out


def test_nothing_to_check_is_3(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_files(tmp_path / "wrap", files_of(CASES / "manifest-missing" / "good-is-no-model"))
    assert main(["check", str(root)]) == 3
    assert "No model is released here" in capsys.readouterr().out


def test_the_same_input_gives_the_same_bytes(restricted: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outputs = []
    for _ in range(2):
        main(["check", "--format", "json", str(restricted)])
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]


def test_a_manifest_file_is_a_path_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_files(tmp_path / "tinylm", files_of(CASES / "manifest-invalid" / "good-minimal"))
    code, report = report_of(capsys, str(root / "openness.yml"))
    assert code == 0
    assert report["manifest"] == {"path": "openness.yml", "format": "openness", "valid": True}


@pytest.mark.parametrize(
    "case",
    ALL_CASES,
    ids=lambda case: f"{case.parent.name}/{case.name}",
)
def test_every_report_is_valid_against_its_schema(
    case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_files(tmp_path / "case", files_of(case))
    report_of(capsys, str(root))


def test_a_manifest_that_cannot_be_read_is_incomplete(honest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (honest / "openness.yml").write_bytes(b"\x00\x01binary")
    code, report = report_of(capsys, str(honest))
    assert code == 4
    assert report["manifest"]["valid"] is False
    assert {
        "what": "openness.yml",
        "why": "the manifest is no text, or may not be read: save it as UTF-8, readable for all",
    } in report["not_checked"]


def test_several_formats_go_to_their_own_files(restricted: Path, tmp_path: Path) -> None:
    text, data = tmp_path / "out.txt", tmp_path / "out.json"
    code = main(["check", str(restricted), "--format", "text", "-o", str(text), "--format", "json", "-o", str(data)])
    assert code == 1
    assert "OM401" in text.read_text(encoding="utf-8")
    assert json.loads(data.read_text(encoding="utf-8"))["schema_version"] == "1.0"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["check", "/no/such/place"], "does not exist"),
        (["check", "--format", "text", "--format", "json", "."], "only one format can go to standard output"),
        (["check", "-o", "a", "-o", "b", "."], "give each -o its own --format"),
        (["license", "/no/such/file"], "cannot read /no/such/file: No such file or directory"),
        (["explain", "OM4O1"], "did you mean OM401?"),
    ],
)
def test_trouble_is_one_line_and_exit_code_2(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("openness: ")
    assert captured.err.count("\n") == 1
    assert words in captured.err


def test_version_and_unknown_options(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as version:
        main(["--version"])
    assert version.value.code == 0
    assert capsys.readouterr().out == f"openness {__version__}\n"
    with pytest.raises(SystemExit) as unknown:
        main(["check", "--no-such-option"])
    assert unknown.value.code == 2


@pytest.mark.parametrize(
    "name", ["OM401", "open-source-claim-unsupported", "apache-2.0", "llama2", "open-weights", "weights"]
)
def test_explain_knows_rules_licenses_levels_and_components(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", name]) == 0
    assert len(capsys.readouterr().out.splitlines()) >= 4


def test_license_says_what_a_text_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_files(tmp_path / "tinylm", files_of(CASES / "manifest-missing" / "bad-weights-on-a-hub"))
    assert main(["license", "--format", "json", str(root / "LICENSE")]) == 0
    (entry,) = json.loads(capsys.readouterr().out)["licenses"]
    assert (entry["expression"], entry["match"], entry["open"]) == ("Apache-2.0", "exact", True)
    assert entry["path"] == str(root / "LICENSE")


def test_init_writes_a_manifest_that_is_valid_and_leaves_an_existing_one_alone(
    honest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["init", str(honest)]) == 0
    written = (honest / "openness.yml").read_text(encoding="utf-8")
    assert "hf:example-lab/TinyLM-1B" in written
    capsys.readouterr()
    code, report = report_of(capsys, str(honest))
    assert code == 0
    assert report["manifest"]["valid"] is True
    assert main(["init", str(honest)]) == 2
    assert (honest / "openness.yml").read_text(encoding="utf-8") == written


def test_a_reader_that_goes_away_is_no_error(restricted: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "openness", "check", str(restricted)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_an_error_that_nobody_foresaw_is_one_line_and_70(
    honest: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENNESS_DEBUG", raising=False)

    def broken(*_what: object, **_options: object) -> None:
        raise ValueError("a bug\nof ours")

    monkeypatch.setattr("openness.commands.check.judge_change", broken)
    assert main(["check", str(honest)]) == 70
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert "ValueError: a bug of ours" in error
    monkeypatch.setenv("OPENNESS_DEBUG", "1")
    with pytest.raises(ValueError, match="a bug"):
        main(["check", str(honest)])


def test_a_license_that_is_a_pdf_is_named_and_not_called_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = "# TinyLM\n\nA language model. The weights: https://huggingface.co/example-lab/TinyLM-1B\n"
    root = write_files(tmp_path / "tinylm", {"README.md": readme, "LICENSE.pdf": b"%PDF-1.4\n\0\1"})
    _, report = report_of(capsys, str(root))
    assert "LICENSE.pdf" in [gap["what"] for gap in report["not_checked"]]
    assert "OM202" not in [finding["rule"] for finding in report["findings"]]
