"""The lock files: complete, hashed, and free of any particular index."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

import pytest

from support import ROOT

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

if TYPE_CHECKING:
    from collections.abc import Iterable

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
_REQUIREMENT = re.compile(r"^([a-z0-9][a-z0-9._-]*)==[^ ;]+", re.MULTILINE)


def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def names(requirements: Iterable[str]) -> set[str]:
    """Names of requirements, spelled as in a lock file."""
    return {re.sub(r"[._]", "-", re.split(r"[<>=!~; \[]", line)[0]).lower() for line in requirements}


def locked(name: str) -> set[str]:
    return set(_REQUIREMENT.findall((ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")))


def test_the_locks_hold_what_the_project_asks_for() -> None:
    settings = project()
    groups = settings["dependency-groups"]
    base = names(settings["project"]["dependencies"]) | names(groups["build"])
    assert base - locked("run") == set()
    assert base | names(line for line in groups["dev"] if isinstance(line, str)) <= locked("dev")
    assert locked("run") <= locked("dev")


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_everything_is_locked_by_hash_and_from_no_particular_index(lock: Any) -> None:
    text = lock.read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)[1:]
    assert blocks
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text
    assert "--index" not in text


def test_the_shared_lock_names_only_the_public_index() -> None:
    hosts = set(re.findall(r"[a-z]+://[^/\"]*", (ROOT / "uv.lock").read_text(encoding="utf-8")))
    assert hosts == {"https://pypi.org", "https://files.pythonhosted.org"}
