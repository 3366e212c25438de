"""For mkdocs: links that lead out of `docs/` to files of the repository lead there on the site, too.

The pages are read on GitHub as well, where such links are relative. Here they become addresses below REPOSITORY; one
that leads to no file ends the build.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parent.parent
REPOSITORY = os.environ.get("OPENNESS_REPOSITORY", "https://github.com/OWNER/openness")
_LINK = re.compile(r"(\]\()(\.\./[^)#\s]+)")


def on_page_markdown(markdown: str, *, page: Page, **_: object) -> str:
    """The page with its links out of `docs/` made absolute; ValueError for one that leads nowhere."""
    place = (ROOT / "docs" / page.file.src_path).parent

    def absolute(found: re.Match[str]) -> str:
        target = (place / found[2]).resolve()
        if target.is_relative_to(ROOT / "docs"):
            return found[0]
        if not target.is_relative_to(ROOT) or not target.exists():
            raise ValueError(f"{page.file.src_path}: {found[2]} leads to no file of this repository")
        kind = "tree" if target.is_dir() else "blob"
        return f"{found[1]}{REPOSITORY}/{kind}/main/{target.relative_to(ROOT).as_posix()}"

    return _LINK.sub(absolute, markdown)
