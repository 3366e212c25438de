"""The rule pages are what the rules say today."""

from __future__ import annotations

import runpy

from support import ROOT


def test_the_rule_pages_are_up_to_date() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "build_rule_docs.py"))
    written = {path.name: path.read_text(encoding="utf-8") for path in script["PAGES"].glob("*.md")}
    assert written == script["pages"](), "run scripts/build_rule_docs.py"
