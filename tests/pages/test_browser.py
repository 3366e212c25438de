"""Pages in a real browser: they ask for nothing, complain of nothing, filter, sort, fold and print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

pytest.importorskip("fcntl", reason="drives Chromium over pipes of POSIX")

from openness.org.dashboard import render as render_dashboard
from openness.report.badge import make_badge, svg
from openness.report.pages.repository import render
from pages.browser import Browser, chromium
from pages.hostile import PAYLOADS, filled
from pages.stories import TODAY, organization, whole_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")

NAMES = "Array.from(document.querySelectorAll('#list > li:not([hidden]) .name bdi'), one => one.textContent)"
WORST_FIRST = re.compile(r'<summary><span class="name"><bdi>([^<]*)')


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as running:
        running.look()
        yield running


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    report, line = whole_report()
    place = tmp_path_factory.mktemp("page") / "report.html"
    place.write_text(render(report, line), encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("dashboard") / "dashboard.html"
    place.write_text(render_dashboard(organization(24)), encoding="utf-8")
    return place


def names(browser: Browser) -> list[str]:
    """The repositories that are shown, in their order."""
    found: list[str] = browser.evaluate(NAMES)
    return found


def choose(browser: Browser, field: str, value: str) -> None:
    """Set a field as its reader would."""
    browser.evaluate(
        f"(() => {{ const field = document.getElementById('{field}'); field.value = '{value}';"
        " field.dispatchEvent(new Event('input', {bubbles: true})); })()"
    )


@pytest.mark.parametrize("width", [1280, 820, 390, 320])
@pytest.mark.parametrize("dark", [False, True])
def test_pages_ask_for_nothing_complain_of_nothing_and_fit(
    browser: Browser, page: Path, dashboard: Path, width: int, dark: bool
) -> None:
    for place in (page, dashboard):
        browser.look(width=width, dark=dark)
        browser.open(place)
        assert browser.requests == [place.as_uri()]
        assert browser.complaints == []
        assert browser.evaluate("document.documentElement.scrollWidth") <= width


def test_colors_follow_the_reader(browser: Browser, page: Path) -> None:
    seen = set()
    for dark in (False, True):
        browser.look(dark=dark)
        browser.open(page)
        seen.add(browser.evaluate("getComputedStyle(document.body).backgroundColor"))
    assert len(seen) == 2


def test_hostile_pages_run_nothing_and_ask_for_nothing(browser: Browser, tmp_path: Path) -> None:
    report, _ = whole_report()
    payload = "".join(one for one in PAYLOADS if "\ud83d" not in one)
    for number, document in enumerate(
        (
            render(filled(report, payload), lambda _path, _line: payload),
            render_dashboard(filled(organization(6), payload)),
        )
    ):
        place = tmp_path / f"{number}.html"
        place.write_text(document, encoding="utf-8")
        browser.open(place)
        assert browser.requests == [place.as_uri()]
        assert browser.complaints == []


def test_the_policy_of_the_page_stops_what_it_does_not_know(browser: Browser, page: Path) -> None:
    browser.open(page)
    browser.evaluate(
        "(() => { const one = document.createElement('script'); one.textContent = 'window.ran = true';"
        " document.body.append(one); const image = new Image(); image.src = 'https://evil.example/x.png';"
        " document.body.append(image); document.body.setAttribute('onclick', 'window.ran = true');"
        " document.body.click(); })()"
    )
    assert browser.evaluate("window.ran === undefined")
    assert browser.evaluate("new Promise(done => setTimeout(() => done(true), 50))")
    assert browser.requests == [page.as_uri()]
    assert browser.complaints


def test_the_dashboard_starts_with_the_worst(browser: Browser, dashboard: Path) -> None:
    browser.open(dashboard)
    assert names(browser) == WORST_FIRST.findall(dashboard.read_text(encoding="utf-8"))
    assert browser.evaluate("document.getElementById('count').textContent") == "24 repositories."


def test_the_dashboard_filters(browser: Browser, dashboard: Path) -> None:
    browser.open(dashboard)
    choose(browser, "q", "REPOSITORY-1")
    assert sorted(names(browser)) == sorted(f"acme/repository-{n}" for n in (1, *range(10, 20)))
    choose(browser, "findings", "error")
    assert browser.evaluate(
        "Array.from(document.querySelectorAll('#list > li:not([hidden])')).every(one => one.dataset.worst === 'error')"
    )
    assert 0 < len(names(browser)) < 11
    assert (
        browser.evaluate("document.getElementById('count').textContent") == f"{len(names(browser))} of 24 repositories."
    )
    browser.evaluate("document.getElementById('reset').click()")
    assert len(names(browser)) == 24
    choose(browser, "level", "open-weights")
    assert set(browser.evaluate(NAMES.replace(".name bdi", ".level").replace("textContent", "textContent.trim()"))) == {
        "Level: ■■■□□ open weights"
    }
    choose(browser, "level", "")
    choose(browser, "what", "unknown")
    assert sorted(names(browser)) == sorted(f"acme/repository-{n}" for n in (5, 7, 16, 18))


def test_the_dashboard_sorts_and_finds_its_order_again(browser: Browser, dashboard: Path) -> None:
    browser.open(dashboard)
    worst = names(browser)
    choose(browser, "sort", "name")
    assert names(browser) == [f"acme/repository-{number}" for number in range(24)]
    choose(browser, "sort", "level")
    ranks = browser.evaluate(
        "Array.from(document.querySelectorAll('#list > li'), one => one.querySelector('.steps')?.textContent || '')"
    )
    told = [one.count("■") for one in ranks if one]
    assert told == sorted(told)
    assert ranks[len(told) :] == [""] * (24 - len(told))
    choose(browser, "sort", "")
    assert names(browser) == worst


def test_an_address_holds_the_choice(browser: Browser, dashboard: Path) -> None:
    browser.open(dashboard, "#q=repository-2&sort=name")
    assert names(browser) == [f"acme/repository-{n}" for n in (2, 20, 21, 22, 23)]
    choose(browser, "findings", "none")
    assert browser.evaluate("location.hash") == "#q=repository-2&findings=none&sort=name"
    browser.open(dashboard, "#level=%3Cscript%3E&sort=constructor&findings=__proto__&nothing=1")
    assert len(names(browser)) == 24
    assert browser.complaints == []


def test_a_bar_leads_to_its_repositories(browser: Browser, dashboard: Path) -> None:
    browser.open(dashboard)
    browser.evaluate(
        "Array.from(document.querySelectorAll('th a')).find(one => one.textContent === 'open weights').click()"
    )
    browser.evaluate("new Promise(done => setTimeout(done, 50))")
    levels = "Array.from(document.querySelectorAll('#list > li:not([hidden])'), one => one.dataset.level)"
    assert set(browser.evaluate(levels)) == {"open-weights"}
    assert browser.evaluate("document.getElementById('level').value") == "open-weights"


def test_everything_works_from_the_keyboard(browser: Browser, dashboard: Path) -> None:
    browser.open(dashboard)
    browser.press("Tab")
    assert browser.evaluate("document.activeElement.textContent") == "Skip to the content"
    assert browser.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    browser.evaluate("document.querySelector('#list summary').focus()")
    browser.press("Enter")
    assert browser.evaluate("document.querySelector('#list details').open") is True
    assert browser.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    opened = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    browser.evaluate(opened)
    assert browser.evaluate("document.querySelector('#list .card').checkVisibility()") is True
    browser.press("Enter")
    browser.evaluate(opened)
    assert browser.evaluate("document.querySelector('#list details').open") is False


def test_assistive_programs_are_told_what_the_page_shows(browser: Browser, page: Path, dashboard: Path) -> None:
    for place, wanted in ((page, "Findings"), (dashboard, "Where it stands")):
        browser.open(place)
        nodes = [
            (one.get("role", {}).get("value"), one.get("name", {}).get("value"))
            for one in browser.accessibility()
            if not one.get("ignored")
        ]
        assert {"banner", "main", "contentinfo"} <= {role for role, _ in nodes}
        assert ("heading", wanted) in nodes
        unnamed = [
            role for role, name in nodes if role in ("link", "button", "combobox", "searchbox", "region") and not name
        ]
        assert unnamed == []


def test_the_dashboard_reads_without_its_script(browser: Browser, dashboard: Path, tmp_path: Path) -> None:
    place = tmp_path / "plain.html"
    document = re.sub("<script>.*</script>", "", dashboard.read_text(encoding="utf-8"), flags=re.DOTALL)
    place.write_text(document, encoding="utf-8")
    browser.open(place)
    assert len(names(browser)) == 24
    assert browser.evaluate("getComputedStyle(document.getElementById('controls')).display") == "none"
    browser.evaluate("document.querySelector('#list summary').click()")
    assert browser.evaluate("document.querySelector('#list .card table').checkVisibility()") is True


def test_a_printed_page_shows_what_is_folded_and_hides_what_is_pressed(
    browser: Browser, page: Path, dashboard: Path
) -> None:
    browser.look(media="print")
    browser.open(page)
    seen = browser.evaluate(
        "Array.from(document.querySelectorAll('details > :not(summary)'))"
        ".every(one => one.getBoundingClientRect().height > 0)"
    )
    assert seen is True
    assert browser.evaluate("document.querySelector('nav').checkVisibility()") is False
    browser.open(dashboard)
    assert browser.evaluate("document.getElementById('controls').checkVisibility()") is False
    browser.look()
    assert browser.printed().startswith(b"%PDF-")


def test_a_badge_is_a_picture(browser: Browser, tmp_path: Path) -> None:
    place = tmp_path / "badge.svg"
    place.write_text(svg(make_badge(whole_report()[0], TODAY)), encoding="utf-8")
    browser.open(place)
    assert browser.requests == [place.as_uri()]
    assert browser.complaints == []
    lengths = "one => [one.getComputedTextLength(), one.textLength.baseVal.value]"
    for drawn, stated in browser.evaluate(f"Array.from(document.querySelectorAll('text'), {lengths})"):
        assert abs(drawn - stated) < 0.2 * stated
