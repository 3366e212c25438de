"""Compiled patterns kept between runs: the same answers, whatever became of the file."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness import patterns
from openness.kept_patterns import kept_patterns
from support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

REPOSITORY = ROOT / "examples" / "repositories" / "restricted-weights"
SAMPLES = (
    (r"(?P<who>we|the team)\s+(?:open[- ])?(released?)\b(?! soon)", re.IGNORECASE),
    (r"(?<![\w-])(?:开源|開源)[^。]{0,20}", 0),
    (r"(?m)^\s*(\d+)\.\s(?P<rest>.*)$", re.ASCII),
    (r"(?s)<(\w+)>.*?</\1>", 0),
)


@pytest.fixture
def unknown(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a new process."""
    monkeypatch.setattr(patterns, "_known", {})
    monkeypatch.setattr(patterns, "_asked", {})


def keep(cache: Path, monkeypatch: pytest.MonkeyPatch) -> dict[patterns.Key, patterns.Program]:
    """One run that asks for the samples; the patterns it had from the file."""
    monkeypatch.setenv("OPENNESS_CACHE", str(cache))
    monkeypatch.setattr(patterns, "_known", {})
    monkeypatch.setattr(patterns, "_asked", {})
    with kept_patterns():
        found = {key: program for key in patterns._known if (program := patterns._known.get(key))}
        for source, flags in SAMPLES:
            assert patterns.compiled(source, flags).search("nothing of the kind") is None
    return found


def check(cache: Path) -> str:
    """What a new process prints with the cache in that folder."""
    done = subprocess.run(
        [sys.executable, "-m", "openness", "check", str(REPOSITORY)],
        env={**os.environ, "OPENNESS_CACHE": str(cache)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert not done.stderr
    return done.stdout


@pytest.mark.usefixtures("unknown")
@pytest.mark.skipif(patterns.version() is None, reason="this Python does not tell the programs of its patterns")
@given(st.text(alphabet="weопenrlasdt 开源。12.\n<b>/", max_size=60))
def test_restored_patterns_find_the_same(text: str) -> None:
    for source, flags in SAMPLES:
        patterns.restore({})
        patterns._asked.clear()
        plain = patterns.compiled(source, flags)
        patterns.restore(patterns.programs())
        patterns._asked.clear()
        restored = patterns.compiled(source, flags)
        assert patterns.is_complete()
        assert (restored.pattern, restored.flags, restored.groups) == (plain.pattern, plain.flags, plain.groups)
        assert restored.groupindex == plain.groupindex
        assert [one.groups() for one in restored.finditer(text)] == [one.groups() for one in plain.finditer(text)]
        assert restored.sub("-", text) == plain.sub("-", text)


@pytest.mark.usefixtures("unknown")
@pytest.mark.parametrize(
    "program",
    [
        patterns.Program(32, 0, {}, [1, 2, 3]),
        patterns.Program(32, 0, {}, [-1]),
        patterns.Program(32, 0, {}, []),
        patterns.Program(32, 1, {"a": 7}, [1]),
        patterns.Program(32, -5, {}, [1]),
        patterns.Program(1 << 40, 0, {}, [1]),
    ],
)
def test_a_program_that_is_none_is_not_used(program: patterns.Program) -> None:
    patterns.restore({("a+b", 0): program})
    assert patterns.compiled("a+b").fullmatch("aab")


def test_later_runs_print_the_same_and_leave_the_file_alone(tmp_path: Path) -> None:
    first = check(tmp_path)
    kept = {one: one.stat().st_mtime_ns for one in tmp_path.iterdir()}
    assert "openness" in first
    assert len(kept) == (0 if patterns.version() is None else 1)
    assert check(tmp_path) == first
    assert {one: one.stat().st_mtime_ns for one in tmp_path.iterdir()} == kept


@pytest.mark.skipif(patterns.version() is None, reason="nothing is kept with this Python")
@pytest.mark.parametrize(
    "damage",
    [
        lambda body: b"",
        lambda body: body[: len(body) // 2],
        lambda body: body[:-4] + b"\x01\x02\x03\x04",
        lambda body: body.replace(b'"sum"', b'"mus"', 1),
        lambda body: b"[" * 100_000,
        lambda body: b'{"sum": 0, "patterns": [[1]]}\n',
        lambda body: b'{"sum": 0, "patterns": 7}\n',
        lambda body: b"\xff\xfe\n" + body,
    ],
)
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: object, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, monkeypatch)
    (place,) = tmp_path.iterdir()
    whole = place.read_bytes()
    assert len(keep(tmp_path, monkeypatch)) == len(SAMPLES)
    place.write_bytes(damage(whole))  # type: ignore[operator]
    assert not keep(tmp_path, monkeypatch)
    assert place.read_bytes() == whole


@pytest.mark.skipif(patterns.version() is None, reason="nothing is kept with this Python")
def test_an_entry_that_makes_no_sense_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keep(tmp_path, monkeypatch)
    (place,) = tmp_path.iterdir()
    source, flags = SAMPLES[0]
    place.write_text(json.dumps({"sum": 0, "patterns": [[source, int(flags), 32, 0, {}, "x", None]]}) + "\n")
    keep(tmp_path, monkeypatch)
    assert set(keep(tmp_path, monkeypatch)) == {(source, int(flags)) for source, flags in SAMPLES}


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    assert check(tmp_path / "file") == check(tmp_path / "deep" / "folder")
    assert (tmp_path / "file").read_text() == "not a folder"


@pytest.mark.usefixtures("unknown")
@pytest.mark.skipif(not hasattr(os, "getuid"), reason="files have no owner here")
def test_a_file_of_another_user_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENNESS_CACHE", str(tmp_path))
    with kept_patterns():
        patterns.compiled("a[bc]")
    monkeypatch.setattr(patterns, "_known", {})
    mine = os.getuid()
    monkeypatch.setattr(os, "getuid", lambda: mine + 1)
    with kept_patterns():
        assert not patterns._known
