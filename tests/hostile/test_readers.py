"""Every reader of untrusted input has its bounds, its test and its fuzzing, as docs/hardening.md says."""

from __future__ import annotations

import os
import re

import pytest

from hostile.readers import READERS, THREATS
from support import ROOT

PAGE = ROOT / "docs" / "hardening.md"
FUZZ = (ROOT / "benchmarks" / "fuzz.py").read_text(encoding="utf-8")
NAMED = sorted({test for reader in READERS for test in (reader.test,)} | {one for row in THREATS for one in row.tests})


@pytest.mark.parametrize("name", NAMED)
def test_the_test_named_is_there(name: str) -> None:
    path, _, function = name.partition("::")
    assert f"\ndef {function}(" in (ROOT / "tests" / path).read_text(encoding="utf-8")


def test_what_is_fuzzed_is_listed_and_the_reverse() -> None:
    fuzzed = set(re.findall(r'^    "([a-z-]+)": \(', FUZZ, re.MULTILINE))
    assert fuzzed == {name for reader in READERS for name in reader.fuzzed}


def readers() -> str:
    """The rows of the readers, with the limits that the code has."""
    lines = ["| what is read | at most | its test |", "| --- | --- | --- |"]
    for reader in READERS:
        fuzzed = ", fuzzed" if reader.fuzzed else ""
        lines.append(f"| {reader.what} | {reader.bounds} | `{reader.test.partition('::')[0]}`{fuzzed} |")
    return "\n".join(lines)


def threats() -> str:
    """The rows of what is tried."""
    lines = ["| what somebody may try | tried in |", "| --- | --- |"]
    for threat in THREATS:
        places = dict.fromkeys(test.partition("::")[0] for test in threat.tests)
        lines.append(f"| {threat.what} | {', '.join(f'`{place}`' for place in places)} |")
    return "\n".join(lines)


@pytest.mark.parametrize(("name", "rows"), [("readers", readers()), ("threats", threats())])
def test_the_page_lists_them(name: str, rows: str) -> None:
    text = PAGE.read_text(encoding="utf-8")
    block = re.compile(rf"(<!-- {name}: [^\n]*-->\n).*?(<!-- end of {name} -->\n)", re.DOTALL)
    wanted = block.sub(lambda found: f"{found[1]}\n{rows}\n\n{found[2]}", text)
    if os.environ.get("OPENNESS_WRITE_GOLDEN"):
        PAGE.write_text(wanted, encoding="utf-8")
    assert text == wanted or os.environ.get("OPENNESS_WRITE_GOLDEN")
    assert block.search(text)
