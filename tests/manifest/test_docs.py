"""The manifests that the documentation shows are valid."""

from __future__ import annotations

import re

import pytest

from openness.manifest.load import load_manifest
from openness.vocabulary import COMPONENTS
from support import ROOT

PAGE = (ROOT / "docs" / "manifest.md").read_text(encoding="utf-8")
BLOCKS = [block for block in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if "openness: 1" in block]


@pytest.mark.parametrize("block", BLOCKS)
def test_every_manifest_of_the_page_is_valid(block: str) -> None:
    assert load_manifest(block, "openness.yml").problems == ()


def test_the_page_shows_what_it_counts() -> None:
    assert len(BLOCKS) == 4
    assert f"Each of the {len(COMPONENTS)} components" in PAGE
