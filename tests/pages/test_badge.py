"""Badges: the observed level and its day, whatever is declared; nothing that a report does not say."""

from __future__ import annotations

import copy
import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from openness.cli import main
from openness.report.badge import endpoint, make_badge, markdown, svg
from org_support import HONEST, PLAIN, WASHED
from pages.stories import PLOVER, judged
from support import write_files

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 22)
SVG = "{http://www.w3.org/2000/svg}"


REPOSITORIES = {"washed": WASHED, "honest": HONEST, "plain": PLAIN, "plover": PLOVER}


@cache
def judged_once(name: str) -> dict[str, Any]:
    return judged(REPOSITORIES[name])[0]


def report(name: str) -> dict[str, Any]:
    return copy.deepcopy(judged_once(name))


def test_the_observed_level_is_shown_and_never_the_declared_one() -> None:
    plover = report("plover")
    assert (plover["level"]["observed"], plover["level"]["declared"]) == ("weights-available", "open-weights")
    shown = svg(make_badge(plover, DAY)) + endpoint(make_badge(plover, DAY))
    assert "weights available" in shown
    assert "open weights" not in shown


def test_the_badge_has_its_day_and_its_errors() -> None:
    assert make_badge(report("washed"), DAY).message == "weights available · 1 error · 2026-11-22"
    assert make_badge(report("honest"), DAY).message == "open weights · 2026-11-22"


def test_what_is_unknown_is_shown_as_unknown() -> None:
    unknown = report("honest")
    unknown["level"] = {"observed": None, "declared": "open-source-ai", "reasons": []}
    badge = make_badge(unknown, DAY)
    assert badge.message == "unknown · 2026-11-22"
    assert json.loads(endpoint(badge))["isError"] is True


def test_no_model_is_no_level() -> None:
    assert make_badge(report("plain"), DAY).message == "no model released · 2026-11-22"


def test_accepted_errors_do_not_count_and_gaps_are_told() -> None:
    washed = report("washed")
    for one in washed["findings"]:
        one["suppressed"] = "known"
    washed["not_checked"] = [{"what": "hf:x/y", "why": "offline"}]
    badge = make_badge(washed, DAY)
    assert "error" not in badge.message
    assert "1 thing was not checked." in badge.meaning


def test_the_picture_is_whole_and_says_in_words_what_it_shows() -> None:
    picture = ET.fromstring(svg(make_badge(report("washed"), DAY, "https://example.org/?a=1&b=<2>")))
    (link,) = picture.findall(f"{SVG}a")
    assert link.get("href") == "https://example.org/?a=1&b=<2>"
    (title,) = link.findall(f"{SVG}title")
    assert title.text == picture.get("aria-label") == "openness: weights available · 1 error · 2026-11-22"
    left, right = (int(one.get("width") or 0) for one in link.findall(f"{SVG}g/{SVG}rect"))
    assert left + right == int(picture.get("width") or 0)


def test_the_endpoint_holds_what_shields_knows() -> None:
    said = json.loads(endpoint(make_badge(report("honest"), DAY)))
    known = {"schemaVersion", "label", "message", "color", "labelColor", "isError", "cacheSeconds"}
    assert (said["schemaVersion"], set(said)) == (1, known)


def test_the_line_for_a_readme_leads_to_the_evidence() -> None:
    badge = make_badge(report("honest"), DAY, "https://example.org/report.html")
    assert markdown(badge, "badge.svg") == (
        "[![openness: open weights · 2026-11-22](<badge.svg>)](<https://example.org/report.html>)"
    )


@settings(deadline=None)
@given(st.text())
def test_no_text_of_a_report_breaks_the_picture(text: str) -> None:
    strange = report("honest")
    strange["tool"]["version"] = text
    ET.fromstring(svg(make_badge(strange, DAY, "https://example.org/")))


def written(tmp_path: Path, *arguments: str) -> tuple[int, Path, Path]:
    picture, said = tmp_path / "badge.svg", tmp_path / "badge.json"
    return main(["badge", *arguments, "--svg", str(picture), "--endpoint", str(said)]), picture, said


def test_a_report_gives_its_own_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = tmp_path / "report.json"
    place.write_text(json.dumps({**report("honest"), "judged_on": "2026-01-01"}), encoding="utf-8")
    code, picture, said = written(tmp_path, str(place))
    assert code == 0
    assert "open weights · 2026-01-01" in picture.read_text(encoding="utf-8")
    assert json.loads(said.read_text(encoding="utf-8"))["message"] == "open weights · 2026-01-01"
    assert capsys.readouterr().out.startswith("![openness: open weights · 2026-01-01](<")
    assert written(tmp_path, str(place), "--date", "2025-12-24")[0] == 0
    assert "2025-12-24" in picture.read_text(encoding="utf-8")


@pytest.mark.parametrize(("day", "said"), [(None, "does not say on which day"), ("2026-02-31", "not a day of the")])
def test_no_badge_is_without_a_day(
    day: str | None, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "report.json"
    body = {name: value for name, value in report("honest").items() if name != "judged_on"}
    place.write_text(json.dumps(body if day is None else {**body, "judged_on": day}), encoding="utf-8")
    code, picture, _ = written(tmp_path, str(place))
    error = capsys.readouterr().err
    assert code == 2
    assert said in error
    assert "give --date YYYY-MM-DD" in error
    assert not picture.exists()
    assert written(tmp_path, str(place), "--date", "2025-12-24")[0] == 0


def test_a_directory_is_judged_for_it(tmp_path: Path) -> None:
    write_files(tmp_path / "washed", WASHED)
    code, picture, _ = written(tmp_path, str(tmp_path / "washed"))
    assert code == 0
    assert "weights available · 1 error · 2" in picture.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{", "is not JSON"),
        ("[]", "is not a report of `openness check --format json`"),
        ('{"level": {"observed": "open-source-ai"}}', "is not a report of `openness check --format json`"),
        ("[" * 100_000, "is not"),
    ],
)
def test_nothing_but_a_report_makes_a_badge(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str, said: str
) -> None:
    place = tmp_path / "report.json"
    place.write_text(body, encoding="utf-8")
    code, picture, _ = written(tmp_path, str(place))
    assert code == 2
    assert said in capsys.readouterr().err
    assert not picture.exists()


def test_a_report_with_a_level_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    invented = report("honest")
    invented["level"]["observed"] = "most-open-of-all"
    place.write_text(json.dumps(invented), encoding="utf-8")
    assert written(tmp_path, str(place))[0] == 2


@pytest.mark.parametrize("wrong", [("--date", "soon"), ("--link", "javascript:alert(1)")])
def test_days_and_links_are_checked(tmp_path: Path, wrong: tuple[str, str]) -> None:
    with pytest.raises(SystemExit):
        written(tmp_path, ".", *wrong)
