"""Policies on the command line: by file, by name and from GitHub, layer by layer; shown, tried and started."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from miniatures import CASES, files_of
from openness.cli import main
from openness.manifest.schema import schema_text
from policy_support import CLOSED, HEAD
from support import write_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rig.github_server import GitHubServer

    Run = Callable[..., tuple[int, str, str]]

OPEN = files_of(CASES / "open-source-claim-unsupported" / "bad-weights-only")
REPORT = Draft202012Validator(json.loads(schema_text("openness-report-v1.schema.json")))


@pytest.fixture(autouse=True)
def _no_workflow(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GITHUB_REPOSITORY", "GITHUB_EVENT_PATH", "OPENNESS_POLICY_TOKEN", "OPENNESS_TOKEN", "GITHUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A repository with restricted weights that are called open source."""
    return write_files(tmp_path / "lab+tinylm", CLOSED)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs the command line and gives exit code, output and messages."""

    def run_it(*arguments: object) -> tuple[int, str, str]:
        code = main([str(one) for one in arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_it


def policy(place: Path, text: str) -> Path:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(HEAD + text, encoding="utf-8")
    return place


def test_a_policy_file_decides_the_exit_code_and_the_report_says_so(run: Run, model: Path, tmp_path: Path) -> None:
    rules = policy(tmp_path / "acme.yml", "name: acme\nmode: evaluate\nlevel: open-weights\n")
    assert run("check", model)[0] == 1
    code, out, _ = run("check", model, "--policy", rules)
    assert code == 0
    assert "Policy acme: demands: 1 not met; reports only (mode evaluate)" in out
    assert "none of them fails the check" in out
    code, out, _ = run("check", model, "--policy", rules, "--format", "json")
    report = json.loads(out)
    assert list(REPORT.iter_errors(report)) == []
    assert report["policy"]["conclusion"] == "success"


@pytest.mark.parametrize("form", ["sarif", "junit", "markdown", "github"])
def test_every_format_carries_the_policy(run: Run, model: Path, tmp_path: Path, form: str) -> None:
    rules = policy(tmp_path / "acme.yml", "name: acme\nlevel: open-weights\n")
    code, out, _ = run("check", model, "--policy", rules, "--format", form)
    assert code == 1
    assert "OM502" in out


def test_what_is_only_reported_closes_no_gate_of_code_scanning(run: Run, model: Path, tmp_path: Path) -> None:
    rules = policy(tmp_path / "acme.yml", "name: acme\nmode: evaluate\nlevel: open-weights\n")
    log = json.loads(run("check", model, "--policy", rules, "--format", "sarif")[1])
    results = log["runs"][0]["results"]
    assert {one["level"] for one in results} == {"note"}
    assert {one["properties"]["severity"] for one in results} >= {"error"}
    assert log["runs"][0]["properties"]["policy"]["name"] == "acme"
    assert 'failures="0"' in run("check", model, "--policy", rules, "--format", "junit")[1]


def test_code_scanning_learns_who_accepted_a_finding(run: Run, model: Path, tmp_path: Path) -> None:
    readme = (model / "README.md").read_text(encoding="utf-8")
    mark = "<!-- openness: ignore[OM401] this was agreed with everybody -->\n"
    (model / "README.md").write_text(readme.replace("TinyLM is an open", f"{mark}TinyLM is an open"), encoding="utf-8")
    text = (
        "level: open-weights\nexemptions:\n  - repositories: ['*']\n    rules: [OM502]\n"
        "    reason: The grant of 2023 asks for these terms.\n    until: 2099-01-01\n"
    )
    log = json.loads(run("check", model, "--policy", policy(tmp_path / "acme.yml", text), "--format", "sarif")[1])
    kinds = {
        one["ruleId"]: one["suppressions"][0]["kind"] for one in log["runs"][0]["results"] if "suppressions" in one
    }
    assert kinds == {"OM401": "inSource", "OM502": "external"}


def test_a_file_inside_the_checked_repository_loosens_nothing(run: Run, model: Path) -> None:
    rules = policy(model / "ci" / "policy.yml", "mode: evaluate\nrules:\n  OM401: off\n")
    code, out, _ = run("check", model, "--policy", rules)
    assert code == 1
    assert out.count("OM507") == 2
    assert "a policy inside the repository can only be" in " ".join(out.split())


def test_a_link_into_the_repository_is_inside(run: Run, model: Path, tmp_path: Path) -> None:
    policy(model / "policy.yml", "mode: evaluate\n")
    link = tmp_path / "outside.yml"
    link.symlink_to(model / "policy.yml")
    assert run("check", model, "--policy", link)[0] == 1


@pytest.mark.parametrize("name", ["openness-policy.yml", ".github/openness-policy.yml"])
def test_the_repository_may_be_stricter_with_a_policy_of_its_own(run: Run, tmp_path: Path, name: str) -> None:
    root = write_files(tmp_path / "lab+tinylm", OPEN)
    outer = policy(tmp_path / "acme.yml", "level: open-weights\n")
    assert run("check", root, "--policy", outer)[0] == 0
    policy(root / name, "level: open-source-ai\n")
    assert run("check", root, "--policy", outer)[0] == 1
    # Without a policy from outside, the one inside is not read.
    assert run("check", root)[0] == 0


def test_layers_are_given_the_outermost_first(run: Run, model: Path, tmp_path: Path) -> None:
    outer = policy(tmp_path / "enterprise.yml", "mode: evaluate\nlocked: [mode]\n")
    inner = policy(tmp_path / "org.yml", "mode: enforce\nlevel: open-weights\n")
    assert run("check", model, "--policy", outer, "--policy", inner)[0] == 0
    assert run("check", model, "--policy", inner, "--policy", outer)[0] == 0
    assert run("check", model, "--policy", inner)[0] == 1


def test_a_policy_extends_another_beside_it(run: Run, model: Path, tmp_path: Path) -> None:
    policy(tmp_path / "p" / "enterprise.yml", "name: enterprise\nlevel: open-weights\nlocked: [level]\n")
    inner = policy(tmp_path / "p" / "org.yml", "name: org\nextends: enterprise.yml\nlevel: closed\n")
    code, out, _ = run("policy", "show", inner, "--format", "json")
    shown = json.loads(out)
    assert code == 0
    assert [layer["name"] for layer in shown["layers"]] == ["enterprise", "org"]
    assert {one["setting"]: one["value"] for one in shown["settings"]}["level"] == "open-weights"
    assert run("check", model, "--policy", inner)[0] == 1


def test_policies_that_extend_one_another_in_a_circle_are_refused(run: Run, tmp_path: Path) -> None:
    policy(tmp_path / "a.yml", "extends: b.yml\n")
    policy(tmp_path / "b.yml", "extends: a.yml\n")
    code, _, err = run("policy", "show", tmp_path / "a.yml")
    assert code == 2
    assert "circle" in err


BROKEN = [
    ("absent.yml", None, "there is no policy"),
    ("broken.yml", "levle: open-weights\n", "broken.yml:2:1: `levle` is no known key; did you mean `level`?"),
]


@pytest.mark.parametrize("broken", BROKEN, ids=lambda row: str(row[0]))
def test_a_policy_that_cannot_be_used_fails_with_the_place(
    run: Run, model: Path, tmp_path: Path, broken: tuple[str, str | None, str]
) -> None:
    name, text, words = broken
    if text is not None:
        policy(tmp_path / name, text)
    code, out, err = run("check", model, "--policy", tmp_path / name)
    assert (code, out) == (2, "")
    assert words in err


def test_the_event_of_a_workflow_says_who_the_repository_is(
    run: Run, model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules = policy(tmp_path / "acme.yml", "level: open-weights\napplies_to:\n  topics: [llm]\n  names: ['acme/*']\n")
    event = tmp_path / "event.json"
    event.write_text(json.dumps({"repository": {"full_name": "acme/tinylm", "topics": ["llm"]}}), encoding="utf-8")
    monkeypatch.setenv("GITHUB_EVENT_PATH", str(event))
    monkeypatch.setenv("GITHUB_REPOSITORY", "acme/tinylm")
    assert run("check", model, "--policy", rules)[0] == 1
    assert "does not bind" in run("check", model, "--policy", rules, "--repository", "other/tinylm")[1]
    event.write_text("[", encoding="utf-8")
    assert (
        "the topics of the repository are not known here" in run("policy", "show", rules, "--repository", "acme/x")[1]
    )
    assert run("check", model, "--policy", rules)[0] == 0


@pytest.fixture
def github(github_server: GitHubServer, monkeypatch: pytest.MonkeyPatch) -> GitHubServer:
    """A GitHub with the policies of an enterprise and of an organization, in a private repository."""
    for name, value in github_server.environment().items():
        monkeypatch.setenv(name, value)
    files = {
        "policies/org.yml": (HEAD + "name: acme\nextends: ../enterprise.yml\n").encode(),
        "enterprise.yml": (HEAD + "level: open-weights\n").encode(),
        "broken.yml": b"openness_policy: 1\nlevel: high\n",
        "out.yml": b"openness_policy: 1\nextends: ../../elsewhere.yml\n",
    }
    github_server.add_repository("acme", "rules", files=files, private=True)
    monkeypatch.setenv("OPENNESS_POLICY_TOKEN", "t-read")
    return github_server


def test_a_policy_is_read_from_github_with_its_own_token(run: Run, model: Path, github: GitHubServer) -> None:
    code, out, err = run("check", model, "--policy", "acme/rules/policies/org.yml@main")
    assert (code, err) == (1, "")
    assert "acme/rules/enterprise.yml@main:2" in " ".join(out.split())
    assert {one.token for one in github.journal} == {"t-read"}
    assert github.problems() == []


UNREAD = [
    ("acme/rules/policies/org.yml@main", "", 4, "goes into OPENNESS_POLICY_TOKEN"),
    ("acme/rules/policies/org.yml@main", "t-none", 4, "the token in OPENNESS_POLICY_TOKEN needs to read"),
    ("acme/rules/absent.yml@main", "t-read", 4, "nothing is judged without it"),
    ("acme/rules/enterprise.yml@no-such-branch", "t-read", 4, "nothing is judged without it"),
    ("acme/rules/broken.yml@main", "t-read", 2, "acme/rules/broken.yml@main:2:8: unknown level `high`"),
    ("acme/rules/out.yml@main", "t-read", 2, "leads out of the repository"),
]


@pytest.mark.usefixtures("github")
@pytest.mark.parametrize("unread", UNREAD, ids=lambda row: f"{row[0]}, {row[1] or 'no token'}")
def test_without_its_policy_a_check_fails_and_says_what_to_do(
    run: Run, model: Path, monkeypatch: pytest.MonkeyPatch, unread: tuple[str, str, int, str]
) -> None:
    reference, token, code, words = unread
    monkeypatch.setenv("OPENNESS_POLICY_TOKEN", token)
    found, out, err = run("check", model, "--policy", reference)
    assert (found, out) == (code, "")
    assert words in err


@pytest.mark.usefixtures("github")
def test_no_file_gets_in_the_way_of_a_policy_on_github(run: Run, model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    policy(model / "acme" / "rules" / "enterprise.yml@main", "mode: evaluate\n")
    policy(model / "observe", "level: open-source-ai-with-open-data\n")
    monkeypatch.chdir(model)
    assert run("check", ".", "--policy", "acme/rules/enterprise.yml@main")[0] == 1
    assert run("check", ".", "--policy", "observe")[0] == 0


def test_show_says_where_each_setting_comes_from(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    policy(tmp_path / "enterprise.yml", "name: enterprise\nmode: evaluate\nlevel: open-weights\nlocked: [level]\n")
    policy(
        tmp_path / "org.yml",
        "name: org\nmode: enforce\nlevel: closed\napplies_to:\n  topics: [llm]\nrules:\n  OM401: error\n",
    )
    code, out, _ = run("policy", "show", "enterprise.yml", "org.yml", "--repository", "acme/x", "--topic", "llm")
    assert code == 0
    assert out == (
        "org for acme/x\n\n"
        "Layers\n"
        "  1. enterprise.yml  (binds; locks level)\n"
        "  2. org.yml  (binds)\n\n"
        "Settings\n"
        "  level         open-weights  enterprise.yml:4, locked by enterprise.yml\n"
        "  manifest      optional      default\n"
        "  mode          enforce       org.yml:3, instead of evaluate (enterprise.yml:3)\n"
        "  rules.OM401   error         org.yml:8\n"
        "  suppressions  honored       default\n"
        "  unknown       warn          default\n\n"
        "Not in force\n"
        "  level: closed (org.yml:4): enterprise.yml locks it\n"
    )
    _, other, _ = run("policy", "show", "enterprise.yml", "org.yml", "--repository", "acme/x", "--topic", "vision")
    assert "2. org.yml  (does not bind; by its topics)" in other
    assert run("policy", "show", "org.yml", "--property", "tier")[0] == 2


@pytest.fixture
def reports(run: Run, tmp_path: Path) -> Path:
    """A folder with the reports of two repositories."""
    place = tmp_path / "reports"
    place.mkdir()
    for name, files in {"acme+open": OPEN, "acme+closed": CLOSED}.items():
        root = write_files(tmp_path / name, files)
        run("check", root, "--fail-on", "never", "--format", "json", "-o", place / f"{name}.json")
    return place


def test_a_policy_is_tried_on_reports(run: Run, reports: Path, tmp_path: Path) -> None:
    rules = policy(tmp_path / "acme.yml", "name: acme\nlevel: open-weights\n")
    code, out, _ = run("policy", "test", rules, reports)
    assert code == 1
    lines = out.splitlines()
    assert lines[0].split() == ["Repository", "result", "level", "errors", "warnings", "rules"]
    assert lines[1].split() == ["acme+closed", "fails", "weights-available", "2", "0", "OM502", "OM401"]
    assert lines[2].split() == ["acme+open", "passes", "open-weights", "0", "1"]
    assert any(line.startswith("  error OM502: The level is weights-available") for line in lines)
    assert lines[-1] == "1 fails, 1 passes, 0 not bound"
    code, out, _ = run("policy", "test", rules, reports, "--format", "json")
    told: dict[str, Any] = json.loads(out)
    assert {one["repository"]: one["conclusion"] for one in told["repositories"]} == {
        "acme+closed": "failure",
        "acme+open": "success",
    }
    assert run("policy", "test", rules, reports / "acme+open.json")[0] == 0


def test_exemptions_are_listed_where_they_are_used(run: Run, reports: Path, tmp_path: Path) -> None:
    rules = policy(
        tmp_path / "acme.yml",
        "level: open-weights\nexemptions:\n  - repositories: ['acme/*']\n    rules: [OM502, OM401]\n"
        "    reason: The grant of 2023 asks for these terms.\n    until: 2030-01-01\n",
    )
    code, out, _ = run("policy", "test", rules, reports, "--on", "2029-01-01")
    assert code == 0
    assert "\n  exempt from OM502, OM401 until 2030-01-01: The grant of 2023 asks for these terms.\n" in out


def test_a_report_that_is_under_a_policy_already_is_not_tried(run: Run, model: Path, tmp_path: Path) -> None:
    run("check", model, "--policy", "observe", "--format", "json", "-o", tmp_path / "report.json")
    code, _, err = run("policy", "test", "osaid", tmp_path / "report.json")
    assert code == 2
    assert "report.json: the report was made under a policy" in err


def test_a_policy_is_tried_as_on_another_day(run: Run, reports: Path, tmp_path: Path) -> None:
    rules = policy(tmp_path / "acme.yml", "level: open-weights\nfrom: 2030-01-01\n")
    assert run("policy", "test", rules, reports, "--on", "2029-12-31")[0] == 0
    assert run("policy", "test", rules, reports, "--on", "2030-01-01")[0] == 1
    assert run("policy", "test", rules, reports, "--on", "soon")[0] == 2


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", '{"findings": 3}', '{"manifest": null, "frameworks": [], "level": null}', "\0"]
)
def test_what_is_no_report_is_named(run: Run, tmp_path: Path, content: str) -> None:
    (tmp_path / "other.json").write_text(content, encoding="utf-8")
    code, _, err = run("policy", "test", "osaid", tmp_path / "other.json")
    assert code == 2
    assert "other.json" in err


def test_a_starter_is_written_once(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, out, _ = run("policy", "init", "observe")
    assert code == 0
    assert "Wrote openness-policy.yml" in out
    assert run("policy", "show", "openness-policy.yml")[0] == 0
    assert run("policy", "init", "osaid")[0] == 2
    assert run("policy", "init", "osaid", "--force")[0] == 0
    assert "osaid" in (tmp_path / "openness-policy.yml").read_text(encoding="utf-8")
    assert run("policy", "init", "none-such")[0] == 2


def test_every_starter_tells_the_examples_apart(run: Run, reports: Path) -> None:
    failing = {
        name: run("policy", "test", name, reports)[1].splitlines()[-1].partition(", 0 not")[0]
        for name in ("observe", "honest-wording", "open-weights-minimum", "osaid", "eu-provider")
    }
    assert failing == {
        "observe": "0 fail, 2 pass",
        "honest-wording": "2 fail, 0 pass",
        "open-weights-minimum": "2 fail, 0 pass",
        "osaid": "2 fail, 0 pass",
        "eu-provider": "0 fail, 2 pass",
    }


def test_a_policy_of_the_repository_that_cannot_be_used_fails_the_check(run: Run, model: Path) -> None:
    (model / "openness-policy.yml").write_text("openness_policy: 1\nlevle: closed\n", encoding="utf-8")
    code, out, err = run("check", model, "--policy", "observe")
    assert (code, out) == (2, "")
    assert "openness-policy.yml:2:1: `levle` is no known key; did you mean `level`?" in err


def test_a_policy_that_is_no_text_or_too_large_is_refused(run: Run, model: Path, tmp_path: Path) -> None:
    (tmp_path / "binary.yml").write_bytes(b"\xff\xfe\x00")
    assert run("check", model, "--policy", tmp_path / "binary.yml")[0] == 2
    (tmp_path / "large.yml").write_text(HEAD + "# " + "x" * 300_000, encoding="utf-8")
    code, _, err = run("check", model, "--policy", tmp_path / "large.yml")
    assert code == 2
    assert "larger than 256 KB" in err
