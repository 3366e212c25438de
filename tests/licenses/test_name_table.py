"""The committed table of names is what the catalog gives today."""

from __future__ import annotations

import runpy

from support import ROOT


def test_the_table_of_names_is_up_to_date() -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "build_name_table.py"))
    assert script["TABLE"].read_text(encoding="utf-8") == script["text"](), "run scripts/build_name_table.py"
