"""What is released: built twice to the same bytes, installed in a clean environment, run without the repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from email import message_from_bytes
from importlib import metadata
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement

from support import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

BASH = shutil.which("bash") or ""
SETTINGS = {"SOURCE_DATE_EPOCH": "1767225600", "OPENNESS_REPOSITORY": "acme/openness"}
EXAMPLE = ROOT / "examples" / "repositories" / "open-weights"

pytestmark = pytest.mark.skipif(not BASH or os.name == "nt", reason="needs bash, as maintainers have it")


def run(*command: str | Path, **settings: str) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        cwd=settings.pop("cwd", ROOT),
        env={**os.environ, **settings},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(project: Path, place: Path) -> Path:
    run(BASH, project / "scripts" / "build", place, PYTHON=sys.executable, **SETTINGS)
    return place


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources, as a clone has them."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    shipped = settings["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]
    place = tmp_path_factory.mktemp("project")
    for name in (*(path.strip("/") for path in shipped), "pyproject.toml", ".gitignore"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy2(ROOT / name, place / name)
    return place


@pytest.fixture(scope="module")
def built(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the source distribution and the wheel that was built from it."""
    return build(project, tmp_path_factory.mktemp("dist"))


def needed(names: list[str]) -> set[str]:
    """Distributions that these need on this Python, with those that they need themselves."""
    found: set[str] = set()
    while names:
        name = names.pop()
        if name in found:
            continue
        found.add(name)
        for line in metadata.requires(name) or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                names.append(requirement.name)
    return found


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds the dependencies which the package declares, and nothing else."""
    place = tmp_path_factory.mktemp("clean") / "venv"
    base = getattr(sys, "_base_executable", sys.executable)
    run(base, "-I", "-m", "venv", "--without-pip", place)
    python = place / "bin" / "python"
    packages = Path(run(python, "-I", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    here = Path(sysconfig.get_path("purelib"))
    for name in needed(["openness"]) - {"openness"}:
        for top in {file.parts[0] for file in metadata.files(name) or () if file.parts[0] != ".."} - {"__pycache__"}:
            if not (packages / top).exists():
                (packages / top).symlink_to(here / top)
    return python


def pip(python: Path, *arguments: str | Path, **settings: str) -> str:
    offline = ("--no-index", "--disable-pip-version-check", "--no-cache-dir")
    return run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", *offline, *arguments, **settings)


def used(python: Path, tmp_path: Path) -> None:
    """Check an example and a manifest as a user does, from a folder that knows nothing of the project."""
    shutil.copytree(EXAMPLE, tmp_path / "model")
    program = python.parent / "openness"
    assert run(program, "--version", cwd=str(tmp_path)).startswith("openness ")
    said = run(program, "check", "model", cwd=str(tmp_path))
    assert "[open-weights]" in said
    assert "MIT" in run(program, "explain", "MIT", cwd=str(tmp_path))
    where = run(python, "-I", "-c", "import openness; print(openness.__file__)", cwd=str(tmp_path))
    assert str(python.parent.parent) in where


def test_the_wheel_installs_and_runs_with_what_it_declares(built: Path, clean: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    pip(clean, "--force-reinstall", "--no-deps", wheel)
    run(sys.executable, "-m", "pip", "--python", clean, "--disable-pip-version-check", "check")
    used(clean, tmp_path)


def test_the_source_distribution_installs_and_runs(built: Path, clean: Path, tmp_path: Path) -> None:
    (source,) = built.glob("*.tar.gz")
    tools = {"PYTHONPATH": sysconfig.get_path("purelib")}  # hatchling, which an index would give
    pip(clean, "--force-reinstall", "--no-deps", "--no-build-isolation", source, **tools)
    used(clean, tmp_path)


def test_the_same_sources_give_the_same_bytes(project: Path, built: Path, tmp_path: Path) -> None:
    again = build(project, tmp_path / "again")
    assert {path.name: path.read_bytes() for path in again.iterdir()} == {
        path.name: path.read_bytes() for path in built.iterdir()
    }


def test_the_page_on_the_index_has_no_relative_links_and_names_the_repository(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with ZipFile(wheel) as file:
        (name,) = [name for name in file.namelist() if name.endswith(".dist-info/METADATA")]
        page = message_from_bytes(file.read(name))
    assert page["Description-Content-Type"] == "text/markdown"
    text = str(page.get_payload())
    version = page["Version"]
    targets = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))
    assert len(targets) > 20
    for target in targets:
        assert re.match(r"https://", target), target
        path = re.match(rf"https://[a-z.]+/acme/openness/(?:(?:blob|tree)/)?v{version}/([^#]*)", target)
        assert path is None or (ROOT / path[1]).exists(), target
    assert f"(https://raw.githubusercontent.com/acme/openness/v{version}/docs/pictures/comment.png)" in text
    assert "uses: acme/openness@v1" in text
    assert "OWNER" not in text
    urls = dict(line.split(", ") for line in page.get_all("Project-URL") or ())
    assert urls["Source"] == "https://github.com/acme/openness"


def test_nothing_is_shipped_that_is_not_the_projects(built: Path) -> None:
    (wheel,), (source,) = built.glob("*.whl"), built.glob("*.tar.gz")
    with ZipFile(wheel) as file:
        names = file.namelist()
    assert {name.split("/")[0] for name in names} == {
        "openness",
        wheel.name.removesuffix("-py3-none-any.whl") + ".dist-info",
    }
    with tarfile.open(source) as archive:
        names += [name.partition("/")[2] for name in archive.getnames()]
    assert {"README.md", "CHANGELOG.md", "LICENSE", "NOTICE", "schemas/openness-report-v1.schema.json"} <= set(names)
    assert [name for name in names if re.search(r"__pycache__|\.pyc$|\.venv|\.git/|\.hypothesis", name)] == []
    assert wheel.stat().st_size < 4_000_000
