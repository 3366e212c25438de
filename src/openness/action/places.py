"""Places in a repository as links to its lines at one commit."""

from __future__ import annotations

from urllib.parse import quote

from openness.model import is_spoken
from openness.report.gfm import code, inert
from openness.values import NamedTuple

_RENDERED = frozenset(
    """
    md markdown mdown mkdn mdx rst adoc asciidoc asc org textile rdoc pod wiki mediawiki creole
    ipynb csv tsv svg geojson topojson html
    """.split()  # noqa: SIM905 - reads better than twenty quotes
)
"""Endings of files that GitHub shows rendered, without lines, unless it is asked for the plain text."""


class Site(NamedTuple):
    """Where links lead: a repository on a server at a commit. `folder` is where the judged files are in it."""

    server_url: str
    repository: str
    commit: str
    folder: str = ""


def place(site: Site | None, path: str, line: int | None, *, in_table: bool = False) -> str:
    """`path:line` in Markdown, linked where it is a file of the repository and a site is known."""
    if is_spoken(path):
        return inert(path[1:-1])
    shown = code(f"{path}:{line}" if line else path, in_table=in_table)
    address = None if site is None else link(site, path, line)
    return shown if address is None else f"[{shown}]({address})"


def line_link(site: Site | None, path: str, line: int) -> str:
    """Only the line, linked: for further places in a file that has been named."""
    address = None if site is None else link(site, path, line)
    return code(f":{line}") if address is None else f"[{code(f':{line}')}]({address})"


def link(site: Site, path: str, line: int | None) -> str | None:
    """The address of a line at that commit; None for a path that is not one below the repository's root."""
    whole = f"{site.folder.strip('/')}/{path}".lstrip("/") if site.folder.strip("/.") else path
    if any(part in ("", ".", "..") for part in whole.split("/")) or is_spoken(path):
        return None
    plain = "?plain=1" if line and whole.rsplit(".", 1)[-1].casefold() in _RENDERED else ""
    anchor = f"#L{line}" if line else ""
    written = quote(whole, safe="/", errors="replace")
    return f"{site.server_url}/{site.repository}/blob/{site.commit}/{written}{plain}{anchor}"
