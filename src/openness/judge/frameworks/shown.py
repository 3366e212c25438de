"""How the verdict of a framework reads: its title, one line, the whole reasoning.

A folder may say it in its own words with functions `summary(found)` and `reasoning(found)`; every other framework is
shown by its `verdict` and `reasons`. Reports of another version may hold frameworks that are not known here.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from openness.package_data import package_folders, package_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_PACKAGE = __name__.rpartition(".")[0]
_CLASSES = {0: "no class", 1: "class I", 2: "class II", 3: "class III"}


@cache
def folders() -> dict[str, str]:
    """Folder of each framework by its public name, sorted."""
    found = {
        str(package_json("judge", "frameworks", name, "framework.json")["id"]): name
        for name in package_folders("judge", "frameworks", holding="framework.json")
    }
    return dict(sorted(found.items()))


@cache
def _by_key() -> dict[str, str]:
    """Folder of each framework by its key in a report."""
    return {str(package_json("judge", "frameworks", one, "framework.json")["key"]): one for one in folders().values()}


@cache
def data_files() -> dict[str, dict[str, Any]]:
    """The data file of each framework by its key in a report, in the order in which tables show them."""
    files = [package_json("judge", "frameworks", folder, "framework.json") for folder in folders().values()]
    files.sort(key=lambda data: (data["order"], data["key"]))
    return {str(data["key"]): data for data in files}


def in_order(keys: Iterable[str]) -> list[str]:
    """Keys of frameworks in the order of tables; those that are not known here follow by name."""
    known, asked = list(data_files()), set(keys)
    return [key for key in known if key in asked] + sorted(asked.difference(known))


def title(key: str, *, remark: bool = False) -> str:
    """The short name of a framework; with its `remark` in brackets where it has one and that is asked for."""
    data = data_files().get(key)
    if data is None:
        return key.replace("-", " ").replace("_", " ")
    return f"{data['title']} ({data['remark']})" if remark and "remark" in data else str(data["title"])


def words(value: object, *, none: str = "not judged") -> str:
    """A verdict or a class in plain words; `none` where there is none."""
    if value is None:
        return none
    return _CLASSES.get(value, str(value)) if isinstance(value, int) else str(value).replace("-", " ")


def summary(key: str, found: dict[str, Any]) -> str:
    """What a framework says of a release, in a few words."""
    own = _own(key, "summary")
    return str(own(found)) if own else words(found.get("verdict"))


def reasoning(key: str, found: dict[str, Any]) -> list[str]:
    """Everything that a verdict rests on and what follows from it, a line each."""
    own = _own(key, "reasoning")
    return list(own(found)) if own else reasons(found)


def reasons(found: dict[str, Any]) -> list[str]:
    """The reasons of a verdict, a line each."""
    return [
        f"{one['element']}: {one['state']}, {one['why']}"
        + (f" (attested by {one['attested_by']})" if one.get("attested_by") and "attested" not in one["why"] else "")
        for one in found.get("reasons", [])
    ]


def _own(key: str, name: str) -> Callable[[dict[str, Any]], Any] | None:
    folder = _by_key().get(key)
    return getattr(import_module(f"{_PACKAGE}.{folder}"), name, None) if folder else None
