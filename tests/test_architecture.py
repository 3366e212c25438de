"""The structure of the package: who may import whom, who may touch the world, what is shipped."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

from support import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = ROOT / "src" / "openness"

# Data flows from the left to the right; a layer imports itself and what stands before it, never a neighbor.
LAYERS: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "vocabulary errors exits user_cache terminal values",
        "patterns",
        "package_data",
        "model",
        "read",
        "licenses weights",
        "wording manifest",
        "evidence",
        "judge",
        "policy",
        "facts",
        "rules",
        "findings",
        "report",
        "comparison exchange fixes",
        "action org",
        "net",
        "github online",
        "publish scan",
        "commands",
        "arguments",
        "cli kept_patterns",
        "__main__",
    )
)
EDGES = frozenset(
    {"read", "net", "github", "online", "publish", "scan", "commands", "arguments", "cli", "__main__"}
    | {"package_data", "user_cache", "terminal", "kept_patterns"}
)
"""Layers that may touch files, processes, the network or the environment."""

WORLD = frozenset(
    """
    os shutil subprocess socket ssl select selectors signal tempfile glob fileinput mmap fcntl ctypes
    urllib.request http ftplib smtplib webbrowser requests httpx aiohttp github sqlite3
    multiprocessing concurrent asyncio threading pathlib getpass
    pickle shelve marshal importlib.util importlib.machinery runpy
    """.split()  # noqa: SIM905 - reads better than a hundred quotes
)
"""Modules through which a program touches the world, or runs what it reads."""

ACCEPTED = {
    ("src/openness/manifest/schema.py", "pathlib"): "finds schemas/ beside src/ where the package is not built",
}

BUILTINS = frozenset({"open", "exec", "eval", "compile", "input", "print", "__import__", "breakpoint"})
HEAVY = ("github", "requests", "jinja2", "jsonschema", "ruamel", "markdown_it")


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def layer_of(name: str) -> str:
    """The part of the package that a dotted module name belongs to."""
    return name.split(".")[1] if name.count(".") else ""


def dotted(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full dotted name of everything that a module imports, at its top or inside a function."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports relatively"
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield node.lineno, full if names_module(full) else str(node.module)


def names_module(dotted_name: str) -> bool:
    place = PACKAGE.parent.joinpath(*dotted_name.split("."))
    return place.with_suffix(".py").is_file() or (place / "__init__.py").is_file()


def test_every_part_of_the_package_has_its_layer() -> None:
    parts = {layer_of(dotted(path)) for path in modules()} - {""}
    assert parts <= frozenset().union(*LAYERS)


def test_imports_point_to_the_left_only() -> None:
    rank = {part: number for number, group in enumerate(LAYERS) for part in group}
    wrong = []
    for path in modules():
        here = layer_of(dotted(path))
        for line, name in imports(path):
            there = layer_of(name)
            if not name.startswith("openness.") or here == there or not here:
                continue
            if rank[there] >= rank[here]:
                wrong.append(f"{path.relative_to(ROOT)}:{line} imports {name}")
    assert wrong == []


def test_only_the_edges_touch_the_world() -> None:
    found = {
        (path.relative_to(ROOT).as_posix(), what)
        for path in modules()
        if layer_of(dotted(path)) not in EDGES
        for what in worldly(path)
    }
    assert found - set(ACCEPTED) == set()


def worldly(path: Path) -> Iterator[str]:
    """Every import and built-in of a module that reaches outside the program."""
    for _, name in imports(path):
        if name in WORLD or name.split(".")[0] in WORLD:
            yield name
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in BUILTINS:
            yield f"{node.func.id}()"


def test_every_module_says_what_it_holds() -> None:
    assert [dotted(path) for path in modules() if not ast.get_docstring(parsed(path))] == []


def test_modules_stay_small() -> None:
    long = {dotted(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules()}
    assert {name: lines for name, lines in long.items() if lines > 400} == {}


@pytest.mark.parametrize("module", ["openness", "openness.cli", "openness.__main__"])
def test_starting_the_command_line_loads_nothing_heavy(module: str) -> None:
    program = f"import sys, {module}; print(*sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, text=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert loaded & set(HEAVY) == set()


def test_judging_without_a_manifest_loads_no_validator_and_no_network(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Tern-1B\n\nTern-1B is an open-weights model.\n", encoding="utf-8")
    program = "import sys; from openness.cli import main; main(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", program, "check", "--format", "json", str(tmp_path)],
        capture_output=True,
        check=True,
        text=True,
    )
    loaded = {name.split(".")[0] for name in done.stderr.split()}
    assert loaded & {"jsonschema", "ruamel", "github", "requests", "ssl", "http", "socket", "asyncio"} == set()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the unpacked wheel, built without the network."""
    place = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(place)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (archive,) = place.glob("*.whl")
    with ZipFile(archive) as file:
        file.extractall(place / "unpacked")
    return place / "unpacked"


def test_every_module_and_data_file_is_shipped(wheel: Path) -> None:
    here = {path.relative_to(PACKAGE) for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    shipped = {path.relative_to(wheel / "openness") for path in (wheel / "openness").rglob("*") if path.is_file()}
    assert here - shipped == set()
    assert {path.name for path in shipped - here} == {path.name for path in (ROOT / "schemas").glob("*.json")}


def test_the_installed_package_runs_without_the_repository_around_it(wheel: Path) -> None:
    program = (
        "import openness.manifest.schema as schema; assert schema.manifest_schema(); "
        "from openness.cli import main; main(['--version'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=wheel,
        env={**os.environ, "PYTHONPATH": str(wheel)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert (done.stdout.split()[:1], done.stderr) == (["openness"], "")


def test_the_module_tree_that_contributors_read_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "module_tree.py"), "--check"],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
