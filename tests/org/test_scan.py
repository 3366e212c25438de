"""`openness org scan` against a GitHub on this machine: few calls, nothing twice, nothing lost."""

from __future__ import annotations

import json
import sqlite3
import zlib
from typing import TYPE_CHECKING, Any

import pytest

from openness.cli import main
from openness.exits import Exit
from openness.org.schema import problems
from org_support import HONEST, PLAIN, WASHED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rig.github_server import GitHubServer

    Scan = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def acme(github_server: GitHubServer, monkeypatch: pytest.MonkeyPatch) -> GitHubServer:
    """A server with a small organization, and an environment that leads to it."""
    github_server.add_organization("acme", name="Acme Research")
    github_server.add_repository("acme", "tern", files=WASHED, description="An open-source language model")
    github_server.add_repository("acme", "wren", files=HONEST, topics=["llm"])
    github_server.add_repository("acme", "tools", files=PLAIN)
    github_server.add_repository("acme", "old", files=HONEST, archived=True)
    github_server.add_repository("acme", "copy", files=HONEST, fork=True)
    github_server.add_repository("acme", "start", files=HONEST, template=True)
    github_server.add_repository("acme", "nothing")
    for name, value in {**github_server.environment(), "GITHUB_TOKEN": "t-read"}.items():
        monkeypatch.setenv(name, value)
    return github_server


@pytest.fixture
def scan(tmp_path: Path) -> Scan:
    """A function that scans and returns the exit code and the report."""

    def run(*arguments: str) -> tuple[int, dict[str, Any]]:
        out = tmp_path / "report.json"
        out.unlink(missing_ok=True)
        cache = () if "--no-cache" in arguments else ("--cache", str(tmp_path / "cache.sqlite"))
        code = main(["org", "scan", "acme", "-q", *cache, "--format", "json", "-o", str(out), *arguments])
        return code, json.loads(out.read_text(encoding="utf-8")) if out.exists() else {}

    return run


def by_name(report: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["name"].removeprefix("acme/"): row for row in report["repositories"]}


def test_every_repository_is_judged_or_named_with_the_reason(acme: GitHubServer, scan: Scan) -> None:
    code, report = scan()
    assert (code, problems(report), report["complete"]) == (Exit.CLEAN, [], True)
    rows = by_name(report)
    assert {name: row["level"]["observed"] for name, row in rows.items()} == {
        "tern": "weights-available",
        "wren": "open-weights",
        "tools": None,
    }
    assert "OM401" in {one["rule"] for one in rows["tern"]["findings"] if one["severity"] == "error"}
    assert rows["wren"]["counts"]["error"] == 0
    assert {(one["name"], one["reason"]) for one in report["skipped"]} == {
        ("acme/copy", "fork"),
        ("acme/nothing", "empty"),
        ("acme/old", "archived"),
        ("acme/start", "template"),
    }
    assert report["organization"]["name"] == "Acme Research"


def test_the_description_of_a_repository_is_read_as_its_words(acme: GitHubServer, scan: Scan) -> None:
    _, report = scan()
    paths = {one["path"] for one in by_name(report)["tern"]["findings"]}
    assert {"(repository description)", "README.md"} <= paths


def test_a_scan_takes_three_requests_and_a_second_one_a_single_request(acme: GitHubServer, scan: Scan) -> None:
    _, first = scan()
    assert len(acme.journal) == 3
    assert sum(one.cost for one in acme.journal) == 3
    _, second = scan()
    assert len(acme.journal) == 4
    assert second["parts"][0]["usage"]["unchanged"] == 3
    assert [{**row, "scanned_at": ""} for row in first["repositories"]] == [
        {**row, "scanned_at": ""} for row in second["repositories"]
    ]


def test_only_what_changed_is_read_again(acme: GitHubServer, scan: Scan) -> None:
    scan()
    acme.state.repository("acme/tern").objects.write({"README.md": b"# Tern-7B\n\nWeights for research.\n"})  # type: ignore[union-attr]
    before = len(acme.journal)
    _, report = scan()
    assert by_name(report)["tern"]["counts"]["error"] == 0
    assert report["parts"][0]["usage"]["read"] == 1
    texts = acme.journal[-1].body
    assert (len(acme.journal) - before, texts.count("object(oid")) == (3, 1)


def test_archived_repositories_are_judged_when_asked_for(acme: GitHubServer, scan: Scan) -> None:
    _, report = scan("--include", "archived", "--include", "forks")
    assert {"old", "copy"} <= set(by_name(report))


def test_a_private_repository_is_read_with_the_right_to_and_unseen_without(
    acme: GitHubServer, scan: Scan, monkeypatch: pytest.MonkeyPatch
) -> None:
    acme.add_repository("acme", "secret", files=WASHED, private=True)
    _, report = scan()
    assert by_name(report)["secret"]["visibility"] == "private"
    acme.add_token("t-public", contents="none")
    monkeypatch.setenv("GITHUB_TOKEN", "t-public")
    _, report = scan("--no-cache")
    assert "secret" not in by_name(report)


def test_a_repository_that_goes_away_while_it_is_scanned_is_unknown(acme: GitHubServer, scan: Scan) -> None:
    forget_after_listing(acme, "acme/tern")
    code, report = scan()
    row = by_name(report)["tern"]
    assert (code, row["status"]) == (Exit.CLEAN, "unknown")
    assert "not found" in row["why"]
    assert (row["counts"]["error"], row["level"]["observed"]) == (0, None)
    assert by_name(report)["wren"]["status"] == "judged"


def test_a_repository_that_gets_a_new_name_is_judged_under_both_and_read_once(acme: GitHubServer, scan: Scan) -> None:
    _, first = scan()
    one = acme.state.repository("acme/tern")
    assert one is not None
    one.name = "arctic-tern"
    acme.state.repositories["acme/arctic-tern"] = acme.state.repositories.pop("acme/tern")
    before = len(acme.journal)
    _, second = scan()
    assert len(acme.journal) - before == 1
    old, new = by_name(first)["tern"], by_name(second)["arctic-tern"]
    assert (old["id"], old["level"]) == (new["id"], new["level"])


def forget_after_listing(server: GitHubServer, name: str) -> None:
    """Delete the repository as soon as the list was answered."""
    answer = server._graphql

    def then_forget(request: Any) -> Any:
        response = answer(request)
        server.state.repositories.pop(name, None)
        return response

    server._graphql = then_forget  # type: ignore[method-assign]


@pytest.mark.parametrize("status", [502, 504])
def test_what_is_too_much_for_the_server_is_asked_for_in_halves(acme: GitHubServer, scan: Scan, status: int) -> None:
    scan("--no-cache")
    acme.journal.clear()
    fail_when(acme, lambda body: body.count("repository(owner") > 1, status)
    code, report = scan("--no-cache")
    assert (code, report["summary"]["judged"]) == (Exit.CLEAN, 3)
    assert max(one.body.count("repository(owner") for one in acme.journal if one.status == 200) == 1


def fail_when(server: GitHubServer, heavy: Callable[[str], bool], status: int) -> None:
    """Answer requests that are too heavy as an overloaded server does."""

    class Watched(server.__class__):  # type: ignore[name-defined,misc]
        def _graphql(self, request: Any) -> Any:
            if heavy(request.get_data(as_text=True)):
                from werkzeug.wrappers import Response  # noqa: PLC0415

                self._record(request, "/graphql", status, "fault")
                return Response("<html>Bad gateway</html>", status)
            return super()._graphql(request)

    server.__class__ = Watched


def test_one_repository_that_no_server_answers_for_does_not_spoil_the_others(acme: GitHubServer, scan: Scan) -> None:
    tree = by_name(scan("--no-cache")[1])["tern"]
    assert tree["status"] == "judged"
    fail_when(acme, lambda body: '\\"tern\\"' in body and "object(oid" in body, 502)
    code, report = scan("--no-cache")
    rows = by_name(report)
    assert (code, rows["tern"]["status"], rows["wren"]["status"]) == (Exit.CLEAN, "unknown", "judged")
    assert "502" in rows["tern"]["why"]


def test_a_rate_limit_half_way_ends_with_what_is_known_and_the_next_run_goes_on(
    acme: GitHubServer, scan: Scan, capsys: pytest.CaptureFixture[str]
) -> None:
    acme.limits["graphql"] = 2
    code, report = scan("--max-wait", "0")
    assert code == Exit.INCOMPLETE
    assert (report["complete"], report["summary"]["unknown"]) == (False, 3)
    assert "rate limit" in report["parts"][0]["stopped"]
    assert "run the same command again" in capsys.readouterr().err
    acme.limits["graphql"] = 5000
    acme.journal.clear()
    code, report = scan()
    assert (code, report["complete"], report["summary"]["judged"]) == (Exit.CLEAN, True, 3)
    # The listings were kept: only the list itself and the texts are asked for.
    assert len(acme.journal) == 2


def test_a_scan_uses_no_more_points_than_it_was_given(acme: GitHubServer, scan: Scan) -> None:
    code, report = scan("--max-points", "2")
    assert (code, report["complete"]) == (Exit.INCOMPLETE, False)
    assert len(acme.journal) == 2


def test_a_secondary_limit_is_waited_for(acme: GitHubServer, scan: Scan) -> None:
    acme.faults.secondary_limit("POST", "/graphql", retry_after=0)
    code, report = scan()
    assert (code, report["complete"]) == (Exit.CLEAN, True)


def test_a_token_that_is_refused_is_said_so(
    acme: GitHubServer, scan: Scan, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "t-unknown")
    code, report = scan()
    assert (code, report) == (Exit.USAGE, {})
    assert "Bad credentials" in capsys.readouterr().err


def test_without_a_token_it_is_said_where_one_goes(
    acme: GitHubServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("GITHUB_TOKEN", "OPENNESS_TOKEN", "GH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    assert main(["org", "scan", "acme", "-q", "--no-cache"]) == Exit.USAGE
    assert "set GITHUB_TOKEN" in capsys.readouterr().err
    assert acme.journal == []


def test_an_organization_that_is_not_there_is_a_usage_error(
    acme: GitHubServer, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["org", "scan", "nobody", "-q", "--no-cache"]) == Exit.USAGE
    assert "no organization or user 'nobody'" in capsys.readouterr().err


def test_shards_together_are_the_whole(acme: GitHubServer, scan: Scan, tmp_path: Path) -> None:
    plan = tmp_path / "plan.json"
    assert main(["org", "plan", "acme", "-q", "--shards", "2", "-o", str(plan)]) == Exit.CLEAN
    acme.journal.clear()
    files = []
    for number in (1, 2):
        _, report = scan("--plan", str(plan), "--shard", f"{number}/2")
        files.append(tmp_path / f"shard-{number}.json")
        files[-1].write_text(json.dumps(report), encoding="utf-8")
    # No shard lists the organization again.
    assert not [one for one in acme.journal if "repositoryOwner" in one.body]
    out = tmp_path / "merged.json"
    assert main(["org", "merge", *map(str, files), "--format", "json", "-o", str(out)]) == Exit.CLEAN
    merged = json.loads(out.read_text(encoding="utf-8"))
    _, whole = scan("--no-cache")
    strip = [{**row, "scanned_at": ""} for row in merged["repositories"]]
    assert strip == [{**row, "scanned_at": ""} for row in whole["repositories"]]
    assert (merged["summary"], merged["complete"]) == (whole["summary"], True)


def test_merging_without_a_shard_says_which_and_is_incomplete(
    acme: GitHubServer, scan: Scan, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, report = scan("--shard", "2/2")
    one = tmp_path / "two.json"
    one.write_text(json.dumps(report), encoding="utf-8")
    assert main(["org", "merge", str(one)]) == Exit.INCOMPLETE
    shown = capsys.readouterr()
    assert "shard 1/2 are missing" in shown.err
    assert "Missing: the results of shard 1/2" in shown.out


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to look like one" * 40])
def test_a_broken_cache_is_put_aside_and_made_anew(
    acme: GitHubServer, scan: Scan, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "cache.sqlite").write_bytes(content)
    code, report = scan()
    assert (code, report["summary"]["judged"]) == (Exit.CLEAN, 3)
    assert (tmp_path / "cache.sqlite.broken").exists() == bool(content)


def test_values_of_a_cache_that_are_not_whole_are_read_again(acme: GitHubServer, scan: Scan, tmp_path: Path) -> None:
    _, first = scan()
    with sqlite3.connect(tmp_path / "cache.sqlite") as database:
        database.execute("UPDATE kept SET value = substr(value, 1, 10)")
    database.close()
    _, again = scan()
    assert again["parts"][0]["usage"]["read"] == 3
    assert again["summary"] == first["summary"]


@pytest.mark.parametrize("held", ["[{}, []]", '[{"findings": 7, "level": {}}, [1]]', '"x"', "[[], {}]", "null"])
def test_what_a_cache_holds_in_a_reports_place_is_not_taken_for_one(
    acme: GitHubServer, scan: Scan, tmp_path: Path, held: str
) -> None:
    _, first = scan()
    with sqlite3.connect(tmp_path / "cache.sqlite") as database:
        database.execute("UPDATE kept SET value = ? WHERE kind = 'report'", (zlib.compress(held.encode()),))
    database.close()
    _, again = scan()
    assert (again["parts"][0]["usage"]["read"], again["summary"]) == (3, first["summary"])


def test_a_cache_is_for_its_owner_only(acme: GitHubServer, scan: Scan, tmp_path: Path) -> None:
    scan()
    assert (tmp_path / "cache.sqlite").stat().st_mode & 0o077 == 0


def test_another_process_judges_the_same(acme: GitHubServer, scan: Scan) -> None:
    for number in range(9):
        acme.add_repository("acme", f"more-{number}", files={**WASHED, "n.txt": str(number)})
    _, here = scan("--no-cache", "--jobs", "1")
    _, elsewhere = scan("--no-cache", "--jobs", "2")
    assert [{**row, "scanned_at": ""} for row in here["repositories"]] == [
        {**row, "scanned_at": ""} for row in elsewhere["repositories"]
    ]


def test_an_organization_of_several_pages_is_listed_whole(acme: GitHubServer, scan: Scan) -> None:
    for number in range(120):
        acme.add_repository("acme", f"tool-{number}", files=PLAIN)
    _, report = scan()
    assert (report["summary"]["listed"], report["summary"]["judged"]) == (127, 123)
    listing = [one for one in acme.journal if "repositoryOwner" in one.body]
    assert len(listing) == 2


def test_deep_folders_are_followed_and_those_of_others_are_not(acme: GitHubServer, scan: Scan) -> None:
    deep = {"a/b/c/d/e/f/openness.yml": "openness: 1\n", "third_party/x/y/LICENSE": "All rights reserved."}
    acme.add_repository("acme", "deep", files={**HONEST, **deep})
    _, report = scan()
    assert by_name(report)["deep"]["manifest"] == "a/b/c/d/e/f/openness.yml"
    assert by_name(report)["deep"]["status"] == "judged"


@pytest.mark.parametrize("enterprise", [True])
def test_github_enterprise_server_is_found_by_its_addresses(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, enterprise: bool
) -> None:
    from rig.github_server import GitHubServer  # noqa: PLC0415

    with GitHubServer(enterprise=enterprise) as server:
        server.add_repository("acme", "tern", files=WASHED)
        for name, value in {**server.environment(), "GITHUB_TOKEN": "t-read"}.items():
            monkeypatch.setenv(name, value)
        out = tmp_path / "report.json"
        assert main(["org", "scan", "acme", "-q", "--no-cache", "--format", "json", "-o", str(out)]) == Exit.CLEAN
        report = json.loads(out.read_text(encoding="utf-8"))
        assert report["organization"]["host"] == server.base.removeprefix("http://")
        assert {one.path for one in server.journal} == {"/graphql"}
        assert server.problems() == []


@pytest.mark.parametrize("format_name", ["text", "csv", "sarif", "markdown"])
def test_every_format_names_the_repository_that_says_too_much(
    acme: GitHubServer, capsys: pytest.CaptureFixture[str], format_name: str
) -> None:
    assert main(["org", "scan", "acme", "-q", "--no-cache", "--format", format_name, "--fail-on", "error"]) == 1
    assert "acme/tern" in capsys.readouterr().out


def test_a_folder_name_that_git_could_not_hold_is_not_taken(acme: GitHubServer, scan: Scan) -> None:
    answer = acme._graphql

    def hostile(request: Any) -> Any:
        response = answer(request)
        text = response.get_data(as_text=True).replace('"name": "src"', '"name": "../../etc"')
        response.set_data(text)
        return response

    acme._graphql = hostile  # type: ignore[method-assign]
    _, report = scan()
    assert by_name(report)["tools"]["status"] == "judged"


def test_progress_says_what_is_left(acme: GitHubServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["org", "scan", "acme", "--no-cache"]) == Exit.CLEAN
    said = capsys.readouterr().err
    assert "listing repositories: 7 of 7" in said
    assert "judged 3 of 3, 0 left (3 requests)" in said
