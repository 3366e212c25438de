"""The documentation as a site: built without a warning, every page in it, nothing asked of another server."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from docs.pages import PAGES
from support import ROOT

if TYPE_CHECKING:
    from pathlib import Path

_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")

_FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the built site."""
    place = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(place)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout + done.stderr
    return place


def test_every_page_is_there(site: Path) -> None:
    sources = {path.relative_to(ROOT / "docs").with_suffix("").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    built = {path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")}
    assert {re.sub(r"(^|/)README$", r"\1index", name) for name in sources} <= built


def test_a_page_asks_no_other_server(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        loaded = re.findall(
            r"<(?:script|img|iframe|source)[^>]*\ssrc=\"(https?:|//)|<link[^>]*href=\"(?:https?:)?//", text
        )
        assert loaded == [], page.name


def test_links_out_of_the_documentation_lead_to_the_repository(site: Path) -> None:
    text = (site / "frameworks.html").read_text(encoding="utf-8")
    assert 'href="https://github.com/OWNER/openness/blob/main/examples/manifests/amber.yml"' in text


OWN = [page for page in PAGES if not page.is_relative_to(ROOT / "examples" / "repositories")]
"""The example models' licenses are named there and not shipped."""


@pytest.mark.parametrize("page", OWN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_on_a_page_lead_somewhere(page: Path) -> None:
    for target in _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8"))):
        assert (page.parent / target).exists(), target


def test_the_license_catalog_is_up_to_date() -> None:
    command = [sys.executable, str(ROOT / "scripts" / "build_license_page.py"), "--check"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")
