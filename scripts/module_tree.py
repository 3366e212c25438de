"""Write the module tree in CONTRIBUTING.md from the first line of every module's docstring.

usage: python scripts/module_tree.py [--check]

With --check nothing is written; exit status 1 says that the tree is out of date.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "openness"
DOCUMENT = ROOT / "CONTRIBUTING.md"
BEGIN = "<!-- module tree: made by scripts/module_tree.py -->\n"
END = "<!-- end of the module tree -->\n"
_COLUMN = 44


def first_line(path: Path) -> str:
    """The first line of a module's docstring, empty when it has none."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return text.partition("\n")[0]


def tree(directory: Path, depth: int = 0) -> list[str]:
    """Lines for a package: itself, its modules, then its packages."""
    indent = "  " * depth
    lines = [f"{indent}{directory.name}/".ljust(_COLUMN) + first_line(directory / "__init__.py")]
    modules = sorted(place for place in directory.glob("*.py") if place.name != "__init__.py")
    lines += [f"{indent}  {place.name}".ljust(_COLUMN) + first_line(place) for place in modules]
    for package in sorted(place.parent for place in directory.glob("*/__init__.py")):
        lines += tree(package, depth + 1)
    return lines


def updated(document: str) -> str:
    """The document with the tree between its two marks renewed."""
    before, _, rest = document.partition(BEGIN)
    _, _, after = rest.partition(END)
    body = "\n".join(line.rstrip() for line in tree(PACKAGE))
    return f"{before}{BEGIN}\n```text\n{body}\n```\n\n{END}{after}"


def main(arguments: list[str]) -> int:
    """Exit status: 0, or 1 when --check finds the tree out of date."""
    old = DOCUMENT.read_text(encoding="utf-8")
    new = updated(old)
    if old == new:
        return 0
    if "--check" in arguments:
        print("CONTRIBUTING.md: the module tree is out of date; run python scripts/module_tree.py", file=sys.stderr)
        return 1
    DOCUMENT.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
