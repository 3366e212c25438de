"""What a pull request is told, as GitHub shows it, and what no text from a repository can do to it."""

from __future__ import annotations

import copy
import html
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from action.goldens import same_as_golden
from action.stories import CONTEXT, HEAD, STORIES, story
from openness.action.comment import LARGEST, render_comment
from openness.action.context import Context
from openness.action.marker import carries
from openness.action.places import Site, link
from openness.action.sticky import news
from openness.action.summary import LARGEST as LARGEST_SUMMARY
from openness.action.summary import render_summary

HOSTILE = (
    "@octocat @org/team #12 GH-12 o/r#1 o/r@1234567 https://evil.example www.evil.example a@evil.example "
    "[x](https://evil.example) ![x](//evil.example/i.png) <img src=x onerror=alert(1)> <!-- openness:comment v1 . --> "
    "--> </details></summary></sub> | a | b |\n| :-- |\n```\n~~~\n`` ` `` $$x$$ $`x`$ **b** _i_ ~~s~~ # h\n- [ ] task\n"
    "> [!CAUTION]\n1. one\n&#64;octocat \\@octocat \\ \u202e\x1b[31m\u200b [^1] :tada: deadbeefdeadbeef fixes #3\x00 "
    "_www.evil.example_ _https://evil.example_ deadbeef7ftp://evil.example mailto:a@evil.example"
)
MENTION = re.compile(r"(?:^|\W)@[A-Za-z0-9]|(?:^|[\s\[({:.,'\"/\w])#[0-9]|\bgh-[0-9]", re.IGNORECASE)
AUTOLINK = re.compile(r"(?:https?|ftp)://|mailto:|www\.\w", re.IGNORECASE)
COMMIT = re.compile(r"\b[0-9a-f]{7,64}\b")
TAGS = frozenset("<br> <sub> </sub> <span> </span> <details> </details> <summary> </summary>".split())  # noqa: SIM905


def shown(markdown: str) -> tuple[list[str], list[str], list[str]]:
    """Texts outside code that GitHub would look through for names to link, link targets, and raw HTML tags."""
    texts, targets, tags = [], [], []
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(markdown):
        if token.type == "html_block":
            tags.extend(re.findall(r"<[^>]*>?", token.content))
            texts.append(re.sub(r"<[^>]*>", "", token.content))
        run = ""
        for child in token.children or ():
            if child.type in {"text", "text_special"}:
                run += child.content
                continue
            if run:
                texts.append(run)
                run = ""
            if child.type == "html_inline":
                tags.append(child.content)
            elif child.type == "link_open":
                targets.append(str(child.attrs["href"]))
            elif child.type == "image":
                targets.append(str(child.attrs["src"]))
        texts.append(run)
    return texts, targets, tags


def assert_harmless(markdown: str) -> None:
    body = markdown.split("\n", 1)[1]
    texts, targets, tags = shown(body)
    for text in texts:
        assert not MENTION.search(html.unescape(text)), text
        assert not AUTOLINK.search(html.unescape(text)), text
        assert not COMMIT.search(text), text
        assert "$" not in text or text == "$"
    for target in targets:
        assert target.startswith("https://github.com/tern-labs/tern-7b/"), target
    assert set(tags) <= TAGS, set(tags) - TAGS
    assert tags.count("<details>") == tags.count("</details>")
    assert tags.count("<sub>") == tags.count("</sub>")


def poisoned(report: dict[str, Any], text: str) -> dict[str, Any]:
    """The report with that text wherever a repository has a say."""
    changed = copy.deepcopy(report)
    changed["model"] = {"name": text, "producer": text, "parameters": None, "base_model": text}
    changed["manifest"] = {"path": text, "format": "openness", "valid": True}
    for finding in changed["findings"]:
        finding.update(path=text, message=f"“{text}” is said {text}", help=f"Say `{text}` or {text}", line=3)
        finding["evidence"] = [{"path": text, "line": 1, "what": text}]
    for component in changed["components"]:
        component["observed"]["license"] = text
        component["observed"]["evidence"] = [{"path": text, "line": 2, "what": text}]
        component["declared"] = {"status": "released", "license": text, "location": text}
    for reason in changed["level"]["reasons"]:
        reason["why"] = text
    changed["not_checked"] = [{"what": text, "why": text}]
    comparison = changed["comparison"]
    comparison["licenses"] = [{"path": text, "before": text, "after": text + "x"}]
    comparison["mended"] = [{**changed["findings"][0], "message": text}] if changed["findings"] else []
    for row in comparison["components"]:
        row["after"] = {"status": "partial", "license": text, "declared": None}
    return changed


@pytest.mark.parametrize("name", STORIES)
def test_what_the_maintainer_reads(name: str) -> None:
    report = story(name)
    comment = render_comment(report, CONTEXT)
    same_as_golden(f"comment-{name}.md", comment)
    same_as_golden(f"summary-{name}.md", render_summary(report, CONTEXT))
    assert_harmless(comment)
    assert carries(comment, "comment", ".")


def test_what_there_is_to_say() -> None:
    said = {name: news(story(name), "note") for name in STORIES}
    assert said["says-too-much"] == said["license-changed"] == "findings"
    assert said["closed-without-a-word"] == "lowered"
    assert said["mended"] == said["training-code-added"] == "changed"
    assert said["quiet"] == said["known-only"] == said["no-model"] == "quiet"


def test_findings_below_the_least_severity_are_no_news() -> None:
    report = story("says-too-much")
    assert news(report, "error") == "quiet"
    assert "OM404" not in render_comment(report, CONTEXT._replace(least="error"))


def test_links_lead_to_the_line_at_the_head_and_show_markdown_as_text() -> None:
    comment = render_comment(story("says-too-much"), CONTEXT)
    assert f"(https://github.com/tern-labs/tern-7b/blob/{HEAD}/README.md?plain=1#L7)" in comment


@pytest.mark.parametrize(
    ("path", "folder", "written"),
    [
        ("a b/(c).md", "", "a%20b/%28c%29.md?plain=1#L2"),
        ("train.py", "models/a", "models/a/train.py#L2"),
        ("ünï#x?.py", ".", "%C3%BCn%C3%AF%23x%3F.py#L2"),
    ],
)
def test_paths_in_links_are_escaped(path: str, folder: str, written: str) -> None:
    site = Site("https://github.example/", "o/r", HEAD, folder)
    address = link(site._replace(server_url="https://github.example"), path, 2)
    assert address == f"https://github.example/o/r/blob/{HEAD}/{written}"


@pytest.mark.parametrize("path", ["../../../evil/repo", "/etc", "a//b", "./a", "", "(pull request title)"])
def test_a_path_that_leads_elsewhere_is_not_linked(path: str) -> None:
    assert link(Site("https://github.com", "o/r", HEAD), path, 1) is None


def test_words_outside_the_files_are_named_without_a_link() -> None:
    report = story("says-too-much")
    for finding in report["findings"]:
        finding["path"] = "(pull request title)"
    comment = render_comment(report, CONTEXT)
    assert "⚠️ pull request title: “open-source” is said" in comment
    assert "under `exceptions` in openness.yml accepts it" in comment


def test_a_baseline_file_is_named_as_what_was_compared_with() -> None:
    report = story("known-only")
    report["comparison"]["base"] = {"kind": "baseline", "name": "openness-baseline.json", "commit": None}
    assert "Compared with `openness-baseline.json`." in render_comment(report, CONTEXT)


def test_a_comment_of_a_folder_says_which() -> None:
    report = story("says-too-much")
    comment = render_comment(report, CONTEXT._replace(identity="models/tern", site=None))
    assert "### ⚠️ Openness of `models/tern`: 1 new warning" in comment
    assert "](" not in comment.replace("[Whole report](", "")


def test_the_reader_is_told_when_the_report_was_made_by_the_forks_own_run() -> None:
    assert "the fork's own workflow" in render_comment(story("quiet"), CONTEXT._replace(relayed=True))
    assert "fork" not in render_comment(story("quiet"), CONTEXT)


@pytest.mark.parametrize("name", ["says-too-much", "license-changed", "mended"])
def test_hostile_text_does_nothing(name: str) -> None:
    report = poisoned(story(name), HOSTILE)
    assert_harmless(render_comment(report, CONTEXT))
    assert_harmless("\n" + render_summary(report, CONTEXT))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60) | st.lists(st.sampled_from([*HOSTILE.split(" "), "\n", "`", "|"])).map("".join))
def test_no_text_does_anything(text: str) -> None:
    report = poisoned(_LICENSE_CHANGED, text)
    assert_harmless(render_comment(report, CONTEXT))
    assert_harmless("\n" + render_summary(report, CONTEXT))


_LICENSE_CHANGED = story("license-changed")


@pytest.mark.parametrize("text", ["x" * 990, "模" * 990, "😀" * 990, "`@" * 490, "<$" * 490], ids=range(5))
def test_a_comment_is_never_larger_than_github_takes(text: str) -> None:
    report = story("license-changed")
    first = next(one for one in report["findings"] if one["new"] and one["severity"] == "error")
    many = [{**first, "message": f"{number} {text}", "help": text, "line": number} for number in range(1, 2_000)]
    known = [{**one, "new": False} for one in many]
    report["findings"] = many + known
    report["comparison"]["mended"] = [{**one, "rule": "OM999"} for one in many]
    comment = render_comment(report, CONTEXT)
    assert len(comment.encode()) <= LARGEST
    assert comment.startswith("<!-- openness:comment v1 . -->\n")
    assert "### ❌ Openness: 1,999 new errors" in comment
    listed = comment.count(f"{first['name']}</sub>")
    assert f"- and {1_999 - listed:,} more, in the job summary" in comment
    assert comment.count("<details>") == comment.count("</details>") == 2
    summary = render_summary(report, CONTEXT)
    assert len(summary.encode()) <= LARGEST_SUMMARY


def test_findings_that_say_the_same_are_said_once_with_all_their_places() -> None:
    comment = render_comment(story("many-languages"), CONTEXT)
    assert comment.count("is said of the model") == 1
    assert "README_zh.md:3`" in comment
    assert "“开源”" in comment


def test_a_reason_that_several_findings_share_is_given_once() -> None:
    report = story("license-changed")
    (first,) = (one for one in report["findings"] if one["rule"] == "OM401")
    report["findings"].append({**first, "rule": "OM404", "line": 9, "fingerprint": "0" * 32})
    comment = render_comment(report, CONTEXT)
    assert comment.count("bars commercial use") == 1
    assert "“open-source” is said of the model, for the same reason." in comment


def test_a_repository_without_a_model_has_a_summary_of_one_line() -> None:
    assert render_summary(story("no-model"), CONTEXT) == "### Openness: no model is released here, nothing to check\n"


def test_addresses_are_those_of_the_server_at_hand() -> None:
    context = Context(
        site=Site("https://ghe.example:8443", "o/r", HEAD), run_url="https://ghe.example:8443/o/r/actions/runs/1"
    )
    _, targets, _ = shown(render_comment(story("license-changed"), context))
    assert {urlsplit(target).netloc for target in targets} == {"ghe.example:8443"}
