"""`openness action`: what a run writes, where, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from commands.action_runs import CLAIMING, HONEST, LICENSE, MODEL, REPOSITORY, ActionRuns, runs
from github_client.scripted import Reply, scripted
from rig import events

if TYPE_CHECKING:
    from rig.github_server import GitHubServer

__all__ = ("runs",)

CLAIM = {"README.md": CLAIMING}
COMMENTS = r"/repos/acme/tern/issues/1/comments"


def test_a_new_claim_is_told_in_summary_annotation_comment_and_outputs(runs: ActionRuns) -> None:
    outcome = runs.opened(runs.pull_request(MODEL, CLAIM))
    assert outcome.code == 0
    assert {name: outcome.outputs[name] for name in ("conclusion", "level", "errors", "warnings", "new")} == {
        "conclusion": "success", "level": "open-weights", "errors": "0", "warnings": "1", "new": "1",
    }  # fmt: skip
    assert "1 new warning" in outcome.summary
    assert [line.split("::")[1] for line in outcome.log if line.startswith("::warning")] == [
        "warning file=README.md,line=3,col=15,endColumn=26,title=OM401 open-source-claim-unsupported"
    ]
    (body,) = runs.bodies()
    assert "OM401" in body
    assert outcome.outputs["comment-url"].endswith(f"#issuecomment-{runs.server.comments(REPOSITORY, 1)[0].id}")
    report = json.loads(Path(outcome.outputs["report"]).read_text(encoding="utf-8"))
    assert [one["rule"] for one in report["findings"] if one["new"]] == ["OM401"]
    assert json.loads(Path(outcome.outputs["sarif"]).read_text(encoding="utf-8"))["version"] == "2.1.0"


def test_the_edit_is_suggested_on_its_line_once(runs: ActionRuns) -> None:
    pull = runs.pull_request(MODEL, CLAIM)
    runs.opened(pull)
    (comment,) = pull.comments
    assert (comment.path, comment.line) == ("README.md", 3)
    assert "```suggestion\nTern-1B is an open-weight" in comment.body
    runs.commit({"NOTES.md": "Notes.\n"})
    runs.opened(pull)
    assert len(pull.comments) == 1


def test_a_mended_claim_turns_the_comment_and_folds_the_suggestion(runs: ActionRuns) -> None:
    pull = runs.pull_request(MODEL, CLAIM)
    runs.opened(pull)
    runs.commit({"README.md": HONEST})
    outcome = runs.opened(pull)
    (body,) = runs.bodies()
    assert "✅" in body
    assert "OM401" not in body
    assert [(one.resolved, one.minimized) for one in pull.comments] == [(False, "resolved")]
    assert outcome.outputs["new"] == "0"
    asked = len(runs.server.journal)
    runs.opened(pull)
    assert len(runs.server.journal) - asked <= 4


def test_a_token_that_may_resolve_threads_does(runs: ActionRuns) -> None:
    runs.server.add_token("t-more", contents="write", issues="write", pull_requests="write")
    pull = runs.pull_request(MODEL, CLAIM)
    runs.opened(pull, token="t-more")
    runs.commit({"README.md": HONEST})
    runs.opened(pull, token="t-more")
    assert [(one.resolved, one.minimized) for one in pull.comments] == [(True, None)]


def test_a_pull_request_that_was_always_clean_is_left_alone_after_one_request(runs: ActionRuns) -> None:
    outcome = runs.opened(runs.pull_request(MODEL, {"NOTES.md": "Notes.\n"}))
    assert (outcome.code, runs.bodies(), len(runs.server.journal)) == (0, [], 1)
    assert outcome.said("debug")[-2:] == ["1 API request, 0 s waited", "GET /repos/acme/tern/issues/1/comments 200"]


def test_threads_that_cannot_be_read_are_no_loss_where_nothing_is_suggested(runs: ActionRuns) -> None:
    pull = runs.pull_request(MODEL, CLAIM)
    runs.opened(pull)
    runs.commit({"README.md": HONEST})
    runs.server.faults.add("POST", "/graphql", status=404, times=9)
    outcome = runs.opened(pull)
    assert "✅" in runs.bodies()[0]
    assert [line for line in outcome.log if "title=openness::" in line] == []


def test_a_manifest_that_cannot_be_read_is_never_green(runs: ActionRuns) -> None:
    pull = runs.pull_request(MODEL, CLAIM)
    runs.opened(pull)
    runs.commit({"README.md": HONEST, "openness.yml": b"\xff\xfe\x00\x00broken\x00"})
    outcome = runs.opened(pull, comment="on-findings-delete")
    (body,) = runs.bodies()
    assert (outcome.code, outcome.outputs["conclusion"]) == (4, "incomplete")
    for text in (body, outcome.summary):
        assert "✅" not in text
        assert "### ⚠️ Openness: incomplete, no verdict" in text
        assert "`openness.yml`: the manifest is no text" in text


def test_an_old_debt_neither_fails_nor_is_told_again(runs: ActionRuns) -> None:
    outcome = runs.opened(runs.pull_request({**MODEL, **CLAIM}, {"NOTES.md": "Notes.\n"}), fail_on="warning")
    assert (outcome.code, outcome.outputs["new"], outcome.outputs["warnings"]) == (0, "0", "1")
    assert [line for line in outcome.log if line.startswith(("::warning", "::error"))] == []


@pytest.mark.parametrize(("fail_on", "code"), [("", 0), ("error", 0), ("warning", 1), ("note", 1), ("never", 0)])
def test_failing_is_a_switch_of_its_own(runs: ActionRuns, fail_on: str, code: int) -> None:
    outcome = runs.opened(runs.pull_request(MODEL, CLAIM), fail_on=fail_on, comment="never", suggestions="false")
    assert (outcome.code, outcome.outputs["conclusion"]) == (code, "failure" if code else "success")
    assert runs.server.journal == []


def test_severity_is_a_switch_of_its_own(runs: ActionRuns) -> None:
    pull = runs.pull_request(MODEL, CLAIM)
    outcome = runs.opened(pull, show="error", fail_on="warning", comment="always")
    assert outcome.code == 1
    assert "OM401" not in runs.bodies()[0]
    assert [line for line in outcome.log if line.startswith("::warning")] == []
    assert pull.comments == []


def test_a_repository_without_a_model_is_green_with_one_line(runs: ActionRuns) -> None:
    outcome = runs.opened(runs.pull_request({"README.md": "# Tool\n\nA tool.\n"}, {"a.py": "print()\n"}))
    assert (outcome.code, outcome.outputs["conclusion"], runs.bodies()) == (0, "nothing-to-check", [])
    assert outcome.summary == "### Openness: no model is released here, nothing to check\n"
    assert outcome.log[-1] == "openness: no model is released here, so there is nothing to judge"


def test_a_folder_is_judged_with_the_repositorys_own_paths(runs: ActionRuns) -> None:
    before = {f"models/tern/{path}": text for path, text in MODEL.items()}
    pull = runs.pull_request(before, {"models/tern/README.md": CLAIMING})
    outcome = runs.opened(pull, path="models/tern")
    assert any("file=models/tern/README.md,line=3" in line for line in outcome.log)
    assert [(one.path, one.line) for one in pull.comments] == [("models/tern/README.md", 3)]
    assert "/models/tern/README.md?plain=1#L3" in runs.bodies()[0]
    sarif = json.loads(Path(outcome.outputs["sarif"]).read_text(encoding="utf-8"))
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for one in sarif["runs"][0]["results"]]
    assert "models/tern/README.md" in places
    assert sarif["runs"][0]["automationDetails"] == {"id": "openness/models/tern/"}


def test_words_of_the_pull_request_are_judged_and_annotated_without_a_file(runs: ActionRuns) -> None:
    pull = runs.pull_request(MODEL, {"NOTES.md": "Notes.\n"}, body="Tern-1B is an open-source language model.")
    outcome = runs.opened(pull)
    assert outcome.outputs["new"] == "1"
    assert [line.split("::")[1] for line in outcome.log if line.startswith("::warning")] == [
        "warning title=OM401 open-source-claim-unsupported"
    ]


@pytest.mark.parametrize(
    ("status", "message", "sentence"),
    [
        (403, "Resource not accessible by integration", "add `pull-requests: write` below `permissions:`"),
        (404, "Not Found", "add `pull-requests: write` below `permissions:`"),
        (401, "Bad credentials", "does not accept the token"),
        (403, "Unable to create comment because issue is locked.", "its conversation is locked"),
        (403, "Repository was archived so is read-only.", "the repository is archived"),
        (422, "Validation Failed", "GitHub answered 422"),
        (500, "Server Error", "GitHub answered 500"),
    ],
)
def test_a_run_ends_the_same_whether_or_not_it_could_tell(
    runs: ActionRuns, status: int, message: str, sentence: str
) -> None:
    pull = runs.pull_request(MODEL, CLAIM)
    runs.server.faults.add("*", ".*", status=status, message=message, times=99)
    outcome = runs.opened(pull, fail_on="warning")
    assert (outcome.code, outcome.outputs["conclusion"], outcome.outputs["comment-url"]) == (1, "failure", "")
    (said,) = [line for line in outcome.log if line.startswith("::warning title=openness::")]
    assert sentence in said
    assert "1 new warning" in outcome.summary


def test_a_server_that_is_not_there_changes_nothing(runs: ActionRuns) -> None:
    pull = runs.pull_request(MODEL, CLAIM)
    runs.server.faults.add("*", ".*", drop=True, times=99)
    outcome = runs.opened(pull)
    assert (outcome.code, outcome.outputs["conclusion"]) == (0, "success")
    assert len([line for line in outcome.log if line.startswith("::warning title=openness::")]) == 1


def test_a_rate_limit_is_not_waited_for_beyond_a_minute(runs: ActionRuns) -> None:
    pull = runs.pull_request(MODEL, CLAIM)
    runs.server.faults.secondary_limit(times=99, retry_after=40)
    outcome = runs.opened(pull)
    assert (outcome.code, len(runs.server.journal)) == (0, 2)
    assert any("rate limit" in line for line in outcome.log if line.startswith("::warning title=openness::"))


def test_a_review_that_is_refused_falls_back_to_the_summary(runs: ActionRuns) -> None:
    pull = runs.pull_request(MODEL, CLAIM)
    runs.server.faults.add("POST", ".*/reviews", status=422, message="Unprocessable Entity", times=9)
    outcome = runs.opened(pull)
    assert len(runs.server.requests("POST", ".*/reviews")) == 1
    assert "#### Suggested edits" in outcome.summary
    assert "Tern-1B is an open-weight" in outcome.summary.partition("#### Suggested edits")[2]
    assert len(runs.bodies()) == 1


@pytest.mark.parametrize("status", [502, None])
def test_a_review_that_took_effect_although_it_failed_is_not_sent_again(runs: ActionRuns, status: int | None) -> None:
    pull = runs.pull_request(MODEL, CLAIM)
    runs.server.faults.add("POST", ".*/reviews", status=status, drop=status is None, after=True)
    runs.opened(pull)
    assert len(pull.comments) == 1


def test_a_fork_is_told_nothing_and_hands_its_findings_over(runs: ActionRuns) -> None:
    pull = runs.pull_request(MODEL, CLAIM, fork="robin/tern")
    outcome = runs.opened(pull, token="t-read")
    assert (outcome.code, runs.server.journal) == (0, [])
    assert [line for line in outcome.log if "title=openness::" in line] == []
    assert "1 new warning" in outcome.summary
    assert Path(outcome.outputs["handover"]).name == "openness-findings.json"


def test_what_lies_elsewhere_is_looked_up_where_that_is_asked_for(
    runs: ActionRuns, monkeypatch: pytest.MonkeyPatch
) -> None:
    pull = runs.pull_request(MODEL, {"README.md": HONEST + "\nCode: https://huggingface.co/acme/gone-1b\n"})
    with scripted(*[Reply(404, {"error": "Repository not found"}, {"X-Error-Code": "RepoNotFound"})] * 9) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        asked = runs.opened(pull, online="true")
    assert asked.code in (0, 1)
    assert any("/api/models/acme/tern-1b" in one.path for one in hub.asked)
    report = json.loads(Path(asked.outputs["report"]).read_text(encoding="utf-8"))
    assert not any(gap["why"] == "offline" for gap in report["not_checked"])


@pytest.mark.parametrize("base", ["", "none", "main"])
def test_the_base_can_be_chosen(runs: ActionRuns, base: str) -> None:
    outcome = runs.opened(runs.pull_request({**MODEL, **CLAIM}, {"NOTES.md": "Notes.\n"}), base=base)
    assert outcome.outputs["new"] == ("2" if base == "none" else "0")


def test_a_baseline_file_stands_in_for_a_base(runs: ActionRuns, tmp_path: Path) -> None:
    pull = runs.pull_request({**MODEL, **CLAIM}, {"NOTES.md": "Notes.\n"})
    report = Path(runs.opened(pull).outputs["report"]).read_text(encoding="utf-8")
    findings = [
        {key: one[key] for key in ("fingerprint", "rule", "severity", "path", "message")}
        for one in json.loads(report)["findings"]
    ]
    baseline = {"schema_version": "1.0", "findings": findings}
    (runs.git.root / "baseline.json").write_text(json.dumps(baseline), encoding="utf-8")
    outcome = runs.run(events.schedule(runs.server, pull.repository), baseline="baseline.json")
    assert outcome.outputs["new"] == "0"


def test_a_policy_of_another_repository_decides_what_fails(runs: ActionRuns) -> None:
    policy = "openness_policy: 1\nmode: enforce\nrules:\n  open-source-claim-unsupported: error\n"
    runs.server.add_repository("acme", "rules", files={"openness/policy.yml": policy}, private=True)
    pull = runs.pull_request(MODEL, CLAIM)
    outcome = runs.opened(pull, policy="acme/rules/openness/policy.yml@main", policy_token="t-user")
    assert (outcome.code, outcome.outputs["errors"]) == (1, "1")


def test_nothing_is_judged_without_the_policy_that_was_asked_for(runs: ActionRuns) -> None:
    pull = runs.pull_request(MODEL, CLAIM)
    outcome = runs.opened(pull, policy="acme/rules/policy.yml@main", fail_on="never")
    assert (outcome.code, outcome.outputs, runs.bodies()) == (4, {"conclusion": "incomplete"}, [])
    (said,) = [line for line in outcome.log if line.startswith("::error title=openness::")]
    assert "the policy acme/rules/policy.yml@main could not be read" in said


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"fail_on": "errors"}, "the input fail-on is 'errors'; it can be error, warning, note or never"),
        ({"comment": "x"}, "the input comment is 'x'; it can be never, on-findings,"),
        ({"suggestions": "yes"}, "the input suggestions is 'yes'; it can be true or false"),
        ({"path": "../elsewhere"}, "the input path leads out of the checkout"),
        ({"path": "nowhere"}, "the input path is neither a folder nor a file of the checkout"),
        ({"base": "nowhere"}, "nowhere"),
        ({"baseline": "nowhere.json"}, "nowhere.json"),
    ],
)
def test_an_input_that_cannot_be_followed_is_one_clear_error(
    runs: ActionRuns, given: dict[str, str], message: str
) -> None:
    outcome = runs.opened(runs.pull_request(MODEL, {"NOTES.md": "Notes.\n"}), **given)
    assert outcome.code == 2
    (said,) = [line for line in outcome.log if line.startswith("::error title=openness::")]
    assert message in said


def test_text_of_the_pull_request_cannot_give_commands_to_the_runner(runs: ActionRuns) -> None:
    evil = "Tern-1B is an open-source language model\r::error::gotcha%0A::set-output name=level::open-source-ai\n"
    pull = runs.pull_request(MODEL, {"README.md": HONEST + evil, "::error::x.md": CLAIMING}, body=evil)
    outcome = runs.opened(pull)
    commands = {line.split("::")[1].split(" ")[0] for line in outcome.log if line.startswith("::")}
    assert commands <= {"debug", "warning", "notice"}
    assert not any("gotcha" in line.split("::")[1] for line in outcome.log if line.startswith("::"))
    assert outcome.outputs["level"] == "open-weights"


def test_what_cannot_be_reported_does_not_change_how_the_run_ends(
    runs: ActionRuns, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> str:
        raise ValueError("an oddity\n::error::of the report")

    for name in ("render_summary", "render_comment", "_write_files"):
        monkeypatch.setattr(f"openness.commands.action.{name}", broken)
    outcome = runs.opened(runs.pull_request(MODEL, CLAIM), fail_on="warning")
    assert (outcome.code, outcome.outputs["conclusion"]) == (1, "failure")
    assert [line for line in outcome.log if line.startswith("::error")] == []
    said = [line.removeprefix("::warning title=openness::") for line in outcome.log if "title=openness::" in line]
    assert [line.partition(" could")[0] for line in said] == ["the job summary", "the reports", "the comment"]


def test_a_place_that_cannot_be_written_is_said(runs: ActionRuns, tmp_path: Path) -> None:
    pull = runs.pull_request(MODEL, CLAIM)
    event = events.pull_request(runs.server, pull)
    nowhere = {"RUNNER_TEMP": str(tmp_path / "no"), "GITHUB_STEP_SUMMARY": str(tmp_path / "no" / "summary")}
    outcome = runs.run(event._replace(environment={**event.environment, **nowhere}))
    assert outcome.code == 0
    assert len([line for line in outcome.log if line.startswith("::warning title=openness::")]) == 3
    assert len(runs.bodies()) == 1


def test_the_description_of_the_repository_is_judged(runs: ActionRuns) -> None:
    commit = runs.commit(MODEL)
    description = "Tern-1B, an open-source language model."
    repository = runs.server.add_repository("acme", "tern", runs.git.root, description=description)
    outcome = runs.run(events.push(runs.server, repository, events.ZEROS, commit))
    assert [line.split("::")[1] for line in outcome.log if line.startswith("::warning")] == [
        "warning title=OM401 open-source-claim-unsupported"
    ]


def test_a_push_counts_what_is_new_since_the_one_before(runs: ActionRuns) -> None:
    before = runs.commit(MODEL)
    after = runs.commit(CLAIM)
    repository = runs.server.add_repository("acme", "tern", runs.git.root)
    outcome = runs.run(events.push(runs.server, repository, before, after))
    assert (outcome.outputs["new"], runs.server.journal) == ("1", [])


def test_a_release_is_judged_with_its_notes(runs: ActionRuns) -> None:
    runs.commit(MODEL)
    repository = runs.server.add_repository("acme", "tern", runs.git.root)
    release = runs.server.add_release(REPOSITORY, "v1", body="Tern-1B is an open-source language model.", digests=False)
    outcome = runs.run(events.release(runs.server, repository, release))
    assert outcome.outputs["warnings"] == "1"


@pytest.mark.parametrize("name", ["schedule", "workflow_dispatch"])
def test_a_run_without_a_change_counts_everything(runs: ActionRuns, name: str) -> None:
    runs.commit({**MODEL, **CLAIM})
    repository = runs.server.add_repository("acme", "tern", runs.git.root)
    outcome = runs.run(getattr(events, name)(runs.server, repository), fail_on="warning")
    assert (outcome.code, outcome.outputs["new"]) == (1, "2")


def test_a_merge_queue_counts_what_is_new_and_is_told_nothing(runs: ActionRuns) -> None:
    base = runs.commit(MODEL)
    head = runs.commit(CLAIM)
    repository = runs.server.add_repository("acme", "tern", runs.git.root)
    outcome = runs.run(events.merge_group(runs.server, repository, head, base), fail_on="warning")
    assert (outcome.code, outcome.outputs["new"], runs.server.journal) == (1, "1", [])


def test_a_closed_pull_request_is_nothing_to_do(runs: ActionRuns) -> None:
    pull = runs.pull_request(MODEL, CLAIM)
    outcome = runs.run(events.pull_request(runs.server, pull, "closed"))
    assert (outcome.code, outcome.outputs["conclusion"], runs.server.journal) == (0, "nothing-to-check", [])


def test_an_event_that_cannot_be_read_is_judged_as_a_plain_one(runs: ActionRuns, github_server: GitHubServer) -> None:
    runs.commit({**MODEL, **CLAIM})
    broken = events.Event("pull_request", {"pull_request": "what"}, {"GITHUB_REPOSITORY": REPOSITORY})
    outcome = runs.run(broken)
    assert (outcome.code, outcome.outputs["warnings"], github_server.journal) == (0, "1", [])


def test_a_license_change_that_makes_standing_words_untrue_is_new(runs: ActionRuns) -> None:
    restricted = "Example Lab Model License\n\n1. You may use the model for research only, not for commercial use.\n"
    outcome = runs.opened(runs.pull_request(MODEL, {"LICENSE": restricted}))
    assert int(outcome.outputs["new"]) > 0
    assert "falls" in runs.bodies()[0]
    assert LICENSE not in runs.bodies()[0]
