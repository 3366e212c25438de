"""`openness check --base`, `--baseline`, `--write-baseline` and `--said` as a user meets them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from miniatures import CASES, files_of
from openness.cli import main
from openness.commands.judging import judge_change
from openness.errors import BaseUnavailable
from support import ROOT, GitRepository, write_files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    MakeRepository = Callable[[Mapping[str, bytes | str]], GitRepository]

SCHEMA = json.loads((ROOT / "schemas" / "openness-report-v1.schema.json").read_text(encoding="utf-8"))
FILES = files_of(CASES / "open-source-claim-unsupported" / "bad-restricted-weights")
README = str(FILES["README.md"])
WORSE = f"{README}\n## More\n\nTinyLM is fully open-source.\n"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Exit code, output and error output of `openness check`."""
    code = main(["check", "--color", "never", *arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def report_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, dict[str, Any]]:
    code, out, _ = run(capsys, "--format", "json", *arguments)
    report: dict[str, Any] = json.loads(out)
    jsonschema.Draft202012Validator(SCHEMA).validate(report)
    return code, report


@pytest.fixture
def branch(git_repository: MakeRepository) -> GitRepository:
    """A branch `topic` that adds a line to a repository with one error, and `main` that went on since."""
    repository = git_repository(FILES)
    repository.git("checkout", "--quiet", "-b", "topic")
    write_files(repository.root, {"NEWS.md": "# News\n\nNothing yet.\n"})
    repository.commit("a topic")
    repository.git("checkout", "--quiet", "main")
    write_files(repository.root, {"README.md": README.replace("an open-source language", "a language")})
    repository.commit("mended on main meanwhile")
    repository.git("checkout", "--quiet", "topic")
    return repository


def test_old_findings_do_not_fail_and_are_folded(branch: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--base", "main", str(branch.root))
    assert code == 0
    assert "2 known findings not shown; run without --base to see all" in out
    assert "OM401" not in out
    assert "Nothing new to report." in out


def test_the_comparison_is_with_the_merge_base(branch: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    _, report = report_of(capsys, "--base", "main", str(branch.root))
    assert report["comparison"]["base"] == {
        "kind": "merge-base", "name": "main", "commit": branch.git("merge-base", "main", "topic"),
    }  # fmt: skip
    assert report["comparison"]["mended"] == []


def test_without_a_common_past_the_base_is_taken_as_given(
    branch: GitRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    branch.git("checkout", "--quiet", "--orphan", "other")
    commit = branch.commit("from nothing")
    _, report = report_of(capsys, "--base", "main", str(branch.root))
    assert report["comparison"]["base"]["kind"] == "commit"
    assert report["comparison"]["base"]["commit"] == branch.git("rev-parse", "main") != commit


def test_new_findings_fail_and_are_shown(branch: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(branch.root, {"README.md": WORSE})
    code, out, _ = run(capsys, "--base", "main", "--fail-on", "warning", str(branch.root))
    assert code == 1
    assert "fully open-source" in out
    assert "TinyLM is an open-source language model." not in out


def test_what_the_change_does_is_said(branch: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    honest = README.replace("is an open-source language", "is a language").replace("(MODEL_LICENSE)", "(LICENSE)")
    write_files(branch.root, {"README.md": honest})
    (branch.root / "MODEL_LICENSE").unlink()
    _, out, _ = run(capsys, "--base", "main", str(branch.root))
    said = out.partition("Compared with main (merge base ")[2]
    assert "mended  OM401 README.md:9" in said
    assert "Level                   weights-available → open-weights" in said
    assert "MODEL_LICENSE           Example Lab Model License → no file" in said


@pytest.mark.parametrize("name", ["sarif", "junit", "markdown", "github"])
def test_every_format_honors_what_is_new(branch: GitRepository, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_files(branch.root, {"README.md": WORSE})
    _, out, _ = run(capsys, "--format", name, "--base", "main", str(branch.root))
    if name == "sarif":
        results = json.loads(out)["runs"][0]["results"]
        assert [(one["ruleId"], one["baselineState"]) for one in results if one["ruleId"] != "OM101"] == [
            ("OM401", "unchanged"),
            ("OM404", "new"),
        ]
    elif name == "junit":
        suite = ET.fromstring(out).find("testsuite")
        assert suite is not None
        failed = [case.get("classname") for case in suite if case.find("failure") is not None]
        assert failed == ["openness.OM404"]
    elif name == "markdown":
        assert "OM404" in out
        assert "OM401" not in out
        assert "2 known findings not shown" in out
    else:
        assert [line.partition("title=")[2][:5] for line in out.splitlines()] == ["OM404"]


def test_without_a_base_nothing_is_called_a_baseline(branch: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "--format", "sarif", str(branch.root))
    assert "baselineState" not in out


def test_a_part_of_the_repository_is_compared_with_that_part(
    git_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    other = {f"other/{path}": body for path, body in FILES.items()}
    repository = git_repository({**{f"tiny/{path}": body for path, body in FILES.items()}, **other})
    write_files(repository.root, {"other/README.md": WORSE, "tiny/NEWS.md": "# News\n"})
    repository.commit("worse, elsewhere")
    code, report = report_of(capsys, "--base", "HEAD~1", str(repository.root / "tiny"))
    assert (code, report["comparison"]["new"], report["comparison"]["known"]) == (0, 0, 2)
    code, report = report_of(capsys, "--base", "HEAD~1", str(repository.root / "other"))
    assert [one["rule"] for one in report["findings"] if one["new"]] == ["OM404"]


def test_a_folder_that_the_base_lacks_is_new(
    git_repository: MakeRepository, capsys: pytest.CaptureFixture[str]
) -> None:
    repository = git_repository({"README.md": "# Tools\n"})
    write_files(repository.root, {f"tiny/{path}": body for path, body in FILES.items()})
    repository.commit("a model")
    code, report = report_of(capsys, "--base", "HEAD~1", str(repository.root / "tiny"))
    assert (code, report["comparison"]["new"], report["comparison"]["known"]) == (1, 2, 0)


def clone(repository: GitRepository, target: Path, *options: str) -> Path:
    """A clone over a URL, so that Git does not just link the objects."""
    repository.git("config", "uploadpack.allowFilter", "true")
    repository.git("clone", "--quiet", *options, repository.root.as_uri(), str(target))
    return target


def test_a_shallow_clone_is_told_how_to_get_the_base(
    branch: GitRepository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shallow = clone(branch, tmp_path / "shallow", "--depth=1", "--branch=topic")
    code, out, error = run(capsys, "--base", "main", str(shallow))
    assert (code, out) == (2, "")
    assert error.count("\n") == 1
    assert "git fetch --deepen" in error
    assert "fetch-depth: 0" in error


def test_a_partial_clone_is_told_how_to_get_the_files(
    branch: GitRepository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(branch.root, {"README.md": WORSE})
    branch.commit("other files than in the base")
    partial = clone(branch, tmp_path / "partial", "--filter=blob:none", "--branch=topic")
    code, _, error = run(capsys, "--base", "HEAD~1", str(partial))
    assert code == 2
    assert "git fetch --refetch --no-filter" in error


def test_a_shallow_clone_with_the_base_in_it_is_enough(
    branch: GitRepository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(branch.root, {"README.md": WORSE})
    branch.commit("worse")
    shallow = clone(branch, tmp_path / "shallow", "--depth=2", "--branch=topic")
    _, report = report_of(capsys, "--base", "HEAD~1", str(shallow))
    assert [one["rule"] for one in report["findings"] if one["new"]] == ["OM404"]


def test_a_branch_of_origin_goes_by_its_plain_name(
    branch: GitRepository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = clone(branch, tmp_path / "copy", "--branch=topic")
    _, report = report_of(capsys, "--base", "main", str(copy))
    assert report["comparison"]["base"]["commit"] == branch.git("merge-base", "main", "topic")


@pytest.mark.parametrize("name", ["nowhere", "", "--all", "main..topic", "main:README.md", "a\nb"])
def test_a_revision_that_is_none_is_one_line(
    branch: GitRepository, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, error = run(capsys, f"--base={name}", str(branch.root))
    assert (code, out, error.count("\n")) == (2, "", 1)


def test_a_plain_folder_has_no_base(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, error = run(capsys, "--base", "main", str(write_files(tmp_path / "plain", FILES)))
    assert code == 2
    assert "needs a git repository" in error


def test_settings_of_the_repository_run_nothing(
    branch: GitRepository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mark = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch '{mark}'\n", encoding="utf-8")
    program.chmod(0o755)
    for setting in (
        "core.fsmonitor",
        "diff.external",
        "core.pager",
        "filter.x.clean",
        "filter.x.smudge",
        "diff.x.textconv",
    ):
        branch.git("config", setting, str(program))
    write_files(branch.root, {".gitattributes": "*.md filter=x diff=x\n"})
    run(capsys, "--base", "main", str(branch.root))
    assert not mark.exists()


def test_base_unavailable_is_an_error_for_callers(branch: GitRepository, tmp_path: Path) -> None:
    shallow = clone(branch, tmp_path / "shallow", "--depth=1", "--branch=topic")
    with pytest.raises(BaseUnavailable, match="fetch-depth: 0"):
        judge_change(shallow, "HEAD", "main", today=date(2026, 6, 1))


def test_a_baseline_takes_what_is_there_for_known(
    branch: GitRepository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline = tmp_path / "openness-baseline.json"
    code, out, _ = run(capsys, "--write-baseline", str(baseline), str(branch.root))
    assert code == 0
    assert "2 known findings not shown; run without --baseline to see all" in out
    rows = json.loads(baseline.read_text(encoding="utf-8"))["findings"]
    assert {(one["rule"], one["path"]) for one in rows} == {("OM101", None), ("OM401", "README.md")}
    assert all(one["message"] for one in rows)
    write_files(branch.root, {"README.md": f"New lines.\n\n{WORSE}"})
    code, report = report_of(capsys, "--baseline", str(baseline), str(branch.root))
    assert [one["rule"] for one in report["findings"] if one["new"]] == ["OM404"]
    assert report["comparison"]["base"] == {"kind": "baseline", "name": str(baseline), "commit": None}


def test_entries_of_a_baseline_that_match_nothing_are_listed(
    branch: GitRepository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    baseline = tmp_path / "openness-baseline.json"
    run(capsys, "--write-baseline", str(baseline), str(branch.root))
    write_files(branch.root, {"README.md": README.replace("an open-source language", "a language")})
    code, out, _ = run(capsys, "--baseline", str(baseline), str(branch.root))
    assert code == 0
    assert "OM401 README.md" in out.partition("Compared with the baseline")[2]
    assert "1 entry of the baseline matches nothing" in out


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON"),
        ("[]", "is no baseline"),
        ('{"findings": {}}', "is no baseline"),
        ('{"findings": [{}]}', "findings[0] has no `fingerprint`"),
        ('{"findings": [{"fingerprint": "zz"}]}', "findings[0] has no `fingerprint`"),
        ('{"schema_version": "7.0", "findings": []}', "of another version"),
        ("[" * 100_000, "is not JSON"),
    ],
)
def test_a_file_that_is_no_baseline_is_one_line(
    branch: GitRepository, tmp_path: Path, text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.json").write_text(text, encoding="utf-8")
    code, out, error = run(capsys, "--baseline", str(tmp_path / "b.json"), str(branch.root))
    assert (code, out, error.count("\n")) == (2, "", 1)
    assert message in error


def test_base_and_baseline_exclude_each_other(branch: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["check", "--base", "main", "--baseline", "b.json", str(branch.root)])
    assert stopped.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


def test_words_said_elsewhere_are_judged(
    branch: GitRepository, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = tmp_path / "said.json"
    texts = {
        "pull request title": "Announce TinyLM, our open-source model",
        "repository description": "TinyLM, an open-source language model",
        "topics": None,
    }
    said.write_text(json.dumps(texts), encoding="utf-8")
    code, report = report_of(capsys, "--said", str(said), "--base", "main", str(branch.root))
    found = {one["path"]: one for one in report["findings"] if str(one["path"]).startswith("(")}
    assert set(found) == {"(pull request title)", "(repository description)"}
    assert (found["(pull request title)"]["new"], found["(repository description)"]["new"]) == (True, False)
    assert (code, found["(pull request title)"]["fix"]) == (1, None)
    _, out, _ = run(capsys, "--said", str(said), "--format", "github", str(branch.root))
    assert "file=(pull" not in out
    _, out, _ = run(capsys, "--said", str(said), "--format", "sarif", str(branch.root))
    assert "pull%20request" not in out


def test_a_policy_fails_no_change_for_old_debts(branch: GitRepository, capsys: pytest.CaptureFixture[str]) -> None:
    code, report = report_of(capsys, "--policy", "osaid", str(branch.root))
    assert (code, report["policy"]["conclusion"]) == (1, "failure")
    code, report = report_of(capsys, "--policy", "osaid", "--base", "main", str(branch.root))
    assert (code, report["policy"]["conclusion"]) == (0, "success")
    assert report["comparison"]["known"] > 2
    (branch.root / "LICENSE").unlink()
    (branch.root / "generate.py").unlink()
    write_files(branch.root, {"README.md": WORSE})
    code, report = report_of(capsys, "--policy", "osaid", "--base", "main", str(branch.root))
    assert (code, report["policy"]["conclusion"]) == (1, "failure")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"readme": "x"}', "names the source 'readme'"),
        ('{"topics": 1}', "is no string"),
        ("[]", "one JSON object"),
        ("nothing", "is not JSON"),
    ],
)
def test_a_file_of_words_that_cannot_be_used_is_one_line(
    branch: GitRepository, tmp_path: Path, text: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "said.json").write_text(text, encoding="utf-8")
    code, _, error = run(capsys, "--said", str(tmp_path / "said.json"), str(branch.root))
    assert (code, error.count("\n")) == (2, 1)
    assert message in error


def test_a_run_without_a_base_starts_no_comparison(tmp_path: Path) -> None:
    write_files(tmp_path, FILES)
    program = "import sys; from openness.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "--format", "json", str(tmp_path)],
        capture_output=True,
        check=True,
        text=True,
    )
    assert [name for name in done.stderr.split() if name.startswith("openness.comparison")] == []
