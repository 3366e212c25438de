#!/usr/bin/env python3
"""Pictures of the pages as a browser shows them: to look at before a change of a template or a style sheet.

    python scripts/page_pictures.py --out DIR [--report PAGE.html] [--dashboard PAGE.html]

Needs Chromium (Debian: `chromium`). Without pages of your own (`openness check --format html`, `openness org scan
--format html`), those of the tests are taken. Each is shown on a desk (light, dark), on a phone, and printed.
"""

from __future__ import annotations

import argparse
import copy
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / part) for part in ("src", "tests")]

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"width": 1280, "height": 1000},
    "dark": {"width": 1280, "height": 1000, "dark": True},
    "phone": {"width": 390, "height": 844, "scale": 2.0},
    "printed": {"width": 794, "height": 1123, "media": "print"},
}


BIRDS = "avocet bittern curlew dunlin egret fulmar gannet heron ibis jacana knot lapwing merlin".split()  # noqa: SIM905
OPEN = ("Apache-2.0", "Apache-2.0", "Apache-2.0", "MIT", "MIT", "BSD-3-Clause")
RESTRICTED = ("CC-BY-NC-4.0", "LicenseRef-llama-3.1", "CC-BY-NC-SA-4.0", "LicenseRef-RAIL-S-1.1")


def colorful(document: dict[str, Any]) -> dict[str, Any]:
    """An invented organization with the licenses and levels of a real one, so that a picture shows something."""
    from openness.org.document import build_document, content_of  # noqa: PLC0415

    rows = []
    for number, row in enumerate(map(copy.deepcopy, document["repositories"])):
        size, kind = (1, 3, 7, 13, 34, 70)[number // len(BIRDS) % 6], ("base", "chat")[number // 78 % 2]
        row["name"] = f"acme/{BIRDS[number % len(BIRDS)]}-{size}b-{kind}"
        is_open = row["level"]["observed"] == "open-weights"
        for component in row["components"]:
            if component["id"] == "weights" and (component["license"] or number % 3):
                component["license"] = (OPEN if is_open else RESTRICTED)[number // 4 % (6 if is_open else 4)]
        if is_open and number % 3 == 0:
            level = ("open-source-ai", "open-source-ai-with-open-data")[number % 2]
            row["level"] = {**row["level"], "observed": level, "reasons": []}
            row["frameworks"] = {**row["frameworks"], "osaid": "conforms", "mof_class": 3 - number % 2}
        elif not is_open and number % 5 > 1:
            row["findings"] = [one for one in row["findings"] if one["severity"] != "error"]
            row["counts"]["error"] = 0
        rows.append(row)
    return build_document(content_of(document)._replace(repositories=tuple(rows)))


def drawn(out: Path) -> dict[str, Path]:
    """The pages of the tests, written into a directory."""
    stories = import_module("pages.stories")
    from openness.org.dashboard import render as render_dashboard  # noqa: PLC0415
    from openness.report.pages.repository import render  # noqa: PLC0415

    report, line = stories.judged(stories.PLOVER)
    pages = {
        "report": render(report, line),
        "dashboard": render_dashboard(colorful(stories.organization(120))),
    }
    for name, page in pages.items():
        (out / f"{name}.html").write_text(page, encoding="utf-8")
    return {name: out / f"{name}.html" for name in pages}


def main() -> None:
    """Write every picture of every page, and the page as a PDF."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--report", type=Path)
    parser.add_argument("--dashboard", type=Path)
    parser.add_argument("--whole", action="store_true", help="the whole page instead of what a window shows")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    pages = drawn(chosen.out)
    pages.update({name: place for name in pages if (place := getattr(chosen, name))})
    with import_module("pages.browser").Browser() as browser:
        for name, page in pages.items():
            for look, settings in LOOKS.items():
                browser.look(**settings)
                browser.open(page)
                target = chosen.out / f"{name}-{look}.png"
                target.write_bytes(browser.picture(whole=chosen.whole))
                print(target)
            browser.look()
            browser.open(page)
            (chosen.out / f"{name}.pdf").write_bytes(browser.printed())


if __name__ == "__main__":
    main()
