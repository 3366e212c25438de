"""Colors of pages and badges: whatever is read has a contrast of at least 4.5 (WCAG 2.2, 1.4.3), whatever is seen 3."""

from __future__ import annotations

import re

import pytest

from openness.report import badge
from support import ROOT

PAGES = ROOT / "src" / "openness" / "data" / "pages"
READ = [
    *((ink, ground) for ink in ("ink", "dim", "accent") for ground in ("paper", "panel")),
    *((tone, ground) for tone in ("error", "warning", "note", "good") for ground in (f"{tone}-tint", "panel", "paper")),
    ("ink", "tint"), ("on-accent", "accent"), ("on-mark", "mark"), ("ink", "warning-tint"), ("accent", "paper"),
    ("dim", "error-tint"), ("ink", "error-tint"), ("accent", "error-tint"), ("accent", "warning-tint"),
    ("dim", "note-tint"), ("dim", "warning-tint"), ("accent", "note-tint"),
]  # fmt: skip
SEEN = [
    *((f"step-{number}", "panel") for number in range(1, 6)),
    ("bar", "panel"), ("bar", "track"), ("no-step", "panel"), ("accent", "track"),
]  # fmt: skip


def luminance(color: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colors(scheme: str) -> dict[str, str]:
    """The variables of the style sheets in a color scheme."""
    found: dict[str, str] = {}
    for name in ("base.css", "dashboard.css"):
        text = (PAGES / name).read_text(encoding="utf-8")
        dark = re.search(r"@media screen and \(prefers-color-scheme: dark\) \{\s*:root \{(.*?)\}", text, re.DOTALL)
        light = re.search(r"^:root \{(.*?)\}", text, re.DOTALL | re.MULTILINE)
        assert dark is not None
        assert light is not None
        for block in (light, dark) if scheme == "dark" else (light,):
            found.update(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block[1]))
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_that_is_read_can_be_read(scheme: str) -> None:
    known = colors(scheme)
    weak = {pair: round(contrast(known[pair[0]], known[pair[1]]), 2) for pair in READ}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everything_that_is_seen_stands_out(scheme: str) -> None:
    known = colors(scheme)
    weak = {pair: round(contrast(known[pair[0]], known[pair[1]]), 2) for pair in SEEN}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 3} == {}


def test_badges_can_be_read() -> None:
    for color in (badge._LABEL_COLOR, badge._UNKNOWN, badge._ERRORS, *badge._COLORS.values()):
        assert contrast(color, "#ffffff") >= 4.5, color


def test_every_color_of_a_style_sheet_is_a_variable() -> None:
    for sheet in PAGES.glob("*.css"):
        rules = re.sub(r":root \{.*?\}", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert set(re.findall(r"#[0-9a-f]{3,8}\b", rules)) <= {"#fff", "#bbb"}, sheet.name
