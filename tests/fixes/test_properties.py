"""Fixes of any manifest: the second run changes nothing, no finding is new, the rest of the file is as it was."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from openness.fixes.change import Change, apply
from openness.fixes.diff import unified
from openness.fixes.licenses import tidied_license
from openness.fixes.plan import Plan, plan_fixes
from openness.fixes.spelling import certainly, slip
from openness.manifest.license_check import check_license
from openness.report.judged import judge_repository
from openness.vocabulary import COMPONENTS
from support import repository_from

if TYPE_CHECKING:
    from openness.findings.finding import Finding

TODAY = date(2026, 11, 1)
DIGEST = "cd" * 32
POINTER = f"version https://git-lfs.github.com/spec/v1\noid sha256:{DIGEST}\nsize 77\n"

WORDS = st.sampled_from(
    [
        *("weights", "weigths", "model_card", "Tokenizer", "paper", "x-mine", "trainingcode", "training-code"),
        *("evaluation-cod", "eval-data", "adapter"),
    ]
)
STATUSES = st.sampled_from(["released", "Released", "relased", "n/a", "open", "withheld", "partial", '"described"', ""])
LICENSES = st.sampled_from(["MIT", "Apache 2.0", "GPL-3.0", "'gpl-2.0+ OR MIT'", "cc-by-sa", "Apahce", "GPLv3", "NONE"])
PLACES = st.sampled_from(["w/a.safetensors", "w/", "hf:org/name", "'w/a.safetensors'", "nowhere/b.bin"])


@st.composite
def manifests(draw: st.DrawFn) -> str:
    """Manifests with slips of every kind, in block and flow style, with comments and any newline."""
    lines = ["openness: 1  # the version", "model:", "  name: Tiny", "  producer: 'Lab'"]
    if draw(st.booleans()):
        lines.append(f"  version: {draw(st.sampled_from(['1.10', '2', 'true', 'v1']))}")
    key = draw(st.sampled_from(["license", "licence", "License", "licens"]))
    lines += [f"{key}: {draw(LICENSES)}", "", "components:"]
    for name in draw(st.lists(WORDS, min_size=1, max_size=4, unique=True)):
        status, place, terms = draw(STATUSES), draw(PLACES), draw(LICENSES)
        style = draw(st.sampled_from(["word", "flow", "block", "list"]))
        if style == "word":
            lines.append(f"  {name}: {status}   # why")
        elif style == "flow":
            lines.append(f"  {name}: {{status: {status}, location: {place}, licence: {terms} }}")
        elif style == "block":
            lines += [f"  {name}:", f"    location: {place} # here", f"    status: {status}", f"    license: {terms}"]
        else:
            lines += [f"  {name}:", "  - name: one", f"    status: {status}", "    files:", f"    - path: {place}"]
    newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    mark = draw(st.sampled_from(["", "\ufeff"]))
    return mark + newline.join(lines) + draw(st.sampled_from(["", newline]))


def fixed(text: str) -> tuple[Plan, str]:
    files = {"openness.yml": text, "w/a.safetensors": POINTER, "README.md": "# Tiny\n\nA language model.\n"}
    plan = plan_fixes(repository_from(files), today=TODAY)
    return plan, plan.files[0].after.decode() if plan.files else text


def essence(findings: list[Finding]) -> Counter[tuple[str, str | None, str]]:
    return Counter((one.rule, one.path, re.sub(r"line \d+", "line", one.message)) for one in findings)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(manifests())
def test_a_fix_is_done_once_and_makes_nothing_worse(text: str) -> None:
    plan, once = fixed(text)
    again, twice = fixed(once)
    assert twice == once
    assert again.made == ()
    before, after = (
        judge_repository(
            repository_from(
                {"openness.yml": one, "w/a.safetensors": POINTER, "README.md": "# Tiny\n\nA language model.\n"}
            ),
            today=TODAY,
        ).findings
        for one in (text, once)
    )
    assert essence(after) - essence(before) == Counter()
    # Comments and newlines are all there, in their order.
    assert re.findall(r"#[^\r\n]*", once) == re.findall(r"#[^\r\n]*", text)
    assert set(re.findall(r"\r\n|\r|\n", once)) == set(re.findall(r"\r\n|\r|\n", text))
    assert once[-1:] == text[-1:] or plan.made


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 6), st.text(max_size=3)), max_size=6)
)
def test_changes_touch_their_own_characters_only(text: str, wanted: list[tuple[int, int, str]]) -> None:
    changes = [Change("f", min(at, len(text)), min(at + width, len(text)), new, 1, "") for at, width, new in wanted]
    result, made = apply(text, changes)
    undone = result
    shift = 0
    for change in made:
        start = change.start + shift
        undone_part = text[change.start : change.end]
        assert result[start : start + len(change.new)] == change.new
        shift += len(change.new) - len(undone_part)
    assert len(undone) == len(text) + shift


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=40))
def test_any_license_text_is_answered_and_the_answer_is_valid(text: str) -> None:
    better = tidied_license(text)
    if better is not None:
        assert check_license(better) == []
        assert tidied_license(better) is None


def test_only_names_that_say_their_version_are_rewritten() -> None:
    rewritten = {
        "Apache 2.0": "Apache-2.0",
        "GPL-3.0": "GPL-3.0-only",
        "GPL-2.0+ OR MIT": "GPL-2.0-or-later OR MIT",
        "MIT License": "MIT",
        "CC BY 4.0": "CC-BY-4.0",
    }
    left = ("GPLv3", "cc-by-sa", "Apahce-2.0", "MIT or Apache", "NOASSERTION", "apache-2.0", "GPL-3.0-only")
    assert {text: tidied_license(text) for text in rewritten} == rewritten
    assert {text: tidied_license(text) for text in left} == dict.fromkeys(left)


def test_one_slip_of_the_pen_is_certain_and_two_are_not() -> None:
    for word in ("weigths", "weight", "weigghts", "wreights", "Weights"):
        assert certainly(word, "weights", COMPONENTS, "components"), word
    for word in ("wieghst", "wights2x", "paper", "lora"):
        assert not certainly(word, "weights", COMPONENTS, "components"), word
    assert slip("ab", "ba")
    assert not slip("same", "same")


def test_known_words_are_never_one_slip_apart() -> None:
    assert [(one, other) for one in COMPONENTS for other in COMPONENTS if slip(one, other)] == []


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab\r\n\u2028\f", max_size=30), st.text(alphabet="ab\r\n\u2028\f", max_size=30))
def test_a_diff_holds_both_texts(before: str, after: str) -> None:
    shown = unified("f", before.encode(), after.encode())
    assert (shown == "") == (before == after)
    body = shown.split("\n")[2:]
    added = [row[1:] for row in body if row.startswith("+")]
    assert all(row in after for row in added)
