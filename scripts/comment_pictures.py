#!/usr/bin/env python3
"""Pictures of example comments as GitHub shows them, in light and dark: to look at before a change of the comment.

    python scripts/comment_pictures.py --css DIR --out DIR [STORY …]

Needs a Python environment with this project, `cmarkgfm` and `nh3` (PyPI), the style sheets of `github-markdown-css`
(npm; DIR holds `github-markdown-light.css` and `github-markdown-dark.css`) and Chromium (Debian: `chromium`). None of
them is a dependency of the project. Stories are those of `tests/action/stories.py`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / part) for part in ("src", "tests")]

TIMEOUT = 60
"""Seconds that Chromium may take for a picture."""

PAGE = """<!doctype html><meta charset=utf-8><title>comment</title><style>{css}
body {{ margin: 0; background: {back}; }}
.frame {{ margin: 16px; max-width: 780px; border: 1px solid {line}; border-radius: 6px; overflow: hidden; }}
.by {{ padding: 8px 16px; font: 14px/1.5 system-ui, sans-serif; color: {dim}; background: {head};
      border-bottom: 1px solid {line}; }}
.markdown-body {{ padding: 16px; font-size: 14px; }}
</style><div class=frame><div class=by><b>github-actions</b> bot commented 2 minutes ago</div>
<article class=markdown-body>{body}</article></div>"""

COLORS = {
    "light": {"back": "#fff", "line": "#d1d9e0", "head": "#f6f8fa", "dim": "#59636e"},
    "dark": {"back": "#0d1117", "line": "#3d444d", "head": "#151b23", "dim": "#9198a1"},
}


def html_of(markdown: str) -> str:
    """The comment as GitHub renders it, as far as its libraries tell: CommonMark, then cleaned."""
    cmarkgfm, nh3 = import_module("cmarkgfm"), import_module("nh3")
    options = cmarkgfm.cmark.Options.CMARK_OPT_UNSAFE | cmarkgfm.cmark.Options.CMARK_OPT_GITHUB_PRE_LANG
    rendered = cmarkgfm.github_flavored_markdown_to_html(markdown, options)
    cleaned: str = nh3.clean(
        rendered,
        tags=nh3.ALLOWED_TAGS | {"details", "summary"},
        attributes={**nh3.ALLOWED_ATTRIBUTES, "td": {"align"}, "th": {"align"}, "details": {"open"}},
    )
    return cleaned


def shoot(page: str, target: Path, height: int, scale: float) -> None:
    """A picture of a page, made without a network."""
    program = next((p for p in ("/usr/lib/chromium/chromium", shutil.which("chromium")) if p and Path(p).exists()), "")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        command = [
            program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
            f"--user-data-dir={folder}/profile", f"--force-device-scale-factor={scale}", f"--window-size=812,{height}",
            "--host-resolver-rules=MAP * ~NOTFOUND", f"--screenshot={target.absolute()}", source.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, timeout=TIMEOUT, capture_output=True)


def main() -> None:
    """Write one picture for each story and color scheme."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--css", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--height", type=int, default=700, help="of the window, in pixels")
    parser.add_argument("--scale", type=float, default=1.5, help="pixels of the picture for one of the window")
    parser.add_argument("--open", action="store_true", help="show what is folded")
    parser.add_argument("stories", nargs="*")
    chosen = parser.parse_args()
    stories = import_module("action.stories")
    from openness.action.comment import render_comment  # noqa: PLC0415

    chosen.out.mkdir(parents=True, exist_ok=True)
    for name in chosen.stories or stories.STORIES:
        body = html_of(render_comment(stories.story(name), stories.CONTEXT))
        if chosen.open:
            body = re.sub("<details>", "<details open>", body)
        for scheme, colors in COLORS.items():
            css = (chosen.css / f"github-markdown-{scheme}.css").read_text(encoding="utf-8")
            target = chosen.out / f"{name}-{scheme}.png"
            shoot(PAGE.format(css=css, body=body, **colors), target, chosen.height, chosen.scale)
            sys.stdout.write(f"{target}\n")


if __name__ == "__main__":
    main()
