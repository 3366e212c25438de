"""The listings of many repositories: every path with kind, size and object id, as deep as a bounded number goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.evidence.lexicon import pattern
from openness.org.listed import is_oid
from openness.scan.objects import Wish, ask
from openness.scan.pace import Pace, sweep
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openness.org.listed import Listed
    from openness.scan.transport import Transport

MOST_PATHS = 20_000
"""Paths that are listed of one repository."""

MOST_FOLDERS = 3_000
MOST_DEPTH = 12
_LEVELS = 4
"""Folders within folders that one request lists."""

_FIRST_WHOLE, _MOST_WHOLE = 40, 80
_FIRST_DEEP, _MOST_DEEP = 120, 400

_MODES = {
    0o100644: "file",
    0o100755: "program",
    0o100664: "file",
    0o120000: "link",
    0o160000: "module",
    0o40000: "tree",
}
_TYPES = {"blob": "file", "tree": "tree", "commit": "module"}
_FIELDS = "name mode type oid size"


class Item(NamedTuple):
    """An entry of one folder; `kind` is file, program, link, module or tree."""

    name: str
    kind: str
    oid: str
    size: int


class Path(NamedTuple):
    """A path of a listing. `kind` is file, program, link or module."""

    path: str
    kind: str
    oid: str
    size: int


class Listing(NamedTuple):
    """The paths of a repository, and the folders that are not in it, each with the reason.

    `fault` says which of them the host should have listed and did not; empty where bounds alone left some out.
    """

    paths: tuple[Path, ...]
    gaps: tuple[tuple[str, str], ...]
    fault: str = ""


def selection(levels: int = _LEVELS) -> str:
    """The fragment that asks for a tree and what is below it."""
    body = f"entries {{ {_FIELDS} }}"
    for _ in range(levels - 1):
        body = f"entries {{ {_FIELDS} object {{ ... on Tree {{ {body} }} }} }}"
    return f"fragment F on GitObject {{ ... on Tree {{ {body} }} }}"


class Trees:
    """Folders by object id, read for many repositories at once."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._whole = Pace(_FIRST_WHOLE, _MOST_WHOLE)
        self._deep = Pace(_FIRST_DEEP, _MOST_DEEP)

    def read(self, repositories: Sequence[Listed]) -> tuple[dict[str, Listing], dict[str, str]]:
        """Listings by repository id, and reasons for those that have none. Raises StoppedError."""
        held: dict[str, tuple[Item, ...]] = {}
        refused: dict[str, str] = {}
        asked: set[str] = set()
        for _ in range(MOST_DEPTH):
            wishes = [wish for one in repositories for wish in self._open(one, held, refused) if wish.oid not in asked]
            wishes = list({wish.oid: wish for wish in wishes}.values())
            if not wishes:
                break
            # Whole repositories first; what lies below is smaller, and more of it fits.
            self._fetch(wishes, held, refused, self._deep if asked else self._whole)
            asked.update(wish.oid for wish in wishes)
        listings, reasons = {}, {}
        for one in repositories:
            if one.tree in held:
                listings[one.id] = unfold(one.tree, held, refused)
            else:
                reasons[one.id] = refused.get(one.tree, "its files could not be listed")
        return listings, reasons

    def _open(self, one: Listed, held: dict[str, tuple[Item, ...]], refused: dict[str, str]) -> Iterable[Wish]:
        """The folders of a repository that are not listed yet and fit in its bounds."""
        if one.tree not in held:
            return [] if one.tree in refused else [Wish(one.owner, one.name, one.tree)]
        return [Wish(one.owner, one.name, oid) for oid in _unlisted(one.tree, held) if oid not in refused]

    def _fetch(
        self, wishes: Sequence[Wish], held: dict[str, tuple[Item, ...]], refused: dict[str, str], pace: Pace
    ) -> None:
        text = selection()

        def send(batch: Sequence[Wish], attempts: int) -> list[Wish]:
            answered = ask(self._transport, batch, text, attempts)
            for oid, node in answered.nodes.items():
                _keep(oid, node, held)
            refused.update(answered.refused)
            return answered.heavy

        for failure in sweep(wishes, send, pace):
            refused[failure.item.oid] = failure.why


def unfold(root: str, held: dict[str, tuple[Item, ...]], refused: dict[str, str]) -> Listing:
    """Every path below a tree, within bounds; a folder that is not held is a gap."""
    paths: list[Path] = []
    gaps: list[tuple[str, str]] = []
    fault = ""
    folders = seen = 0
    waiting = [("", root, 0)]
    while waiting:
        prefix, oid, depth = waiting.pop()
        folders += 1
        for item in held.get(oid, ()):
            path = prefix + item.name
            seen += 1
            if seen > MOST_PATHS:
                gaps.append((path, f"more than {MOST_PATHS:,} paths: not listed from here"))
                return Listing(tuple(sorted(paths)), tuple(gaps), fault)
            if item.kind != "tree":
                paths.append(Path(path, item.kind, item.oid, item.size))
            elif _is_foreign(path):
                continue
            elif item.oid in held and depth < MOST_DEPTH and folders + len(waiting) < MOST_FOLDERS:
                waiting.append((path + "/", item.oid, depth + 1))
            else:
                if item.oid in refused:
                    fault = fault or f"{path}: {refused[item.oid]}"
                gaps.append(
                    (path, refused.get(item.oid, "the folder lies too deep, or there are too many, to be listed"))
                )
    return Listing(tuple(sorted(paths)), tuple(gaps), fault)


def _unlisted(root: str, held: dict[str, tuple[Item, ...]]) -> list[str]:
    """Folders below a tree that are not held, the shallowest first, as many as the bounds allow.

    A few trees that hold one another's ids unfold to billions of paths: what is looked at is counted.
    """
    found: list[str] = []
    seen, level = 0, [("", root)]
    for _ in range(MOST_DEPTH):
        below: list[tuple[str, str]] = []
        for prefix, oid in level:
            for item in held[oid]:
                seen += 1
                path = prefix + item.name
                if seen > MOST_PATHS or len(found) + len(below) > MOST_FOLDERS:
                    return found
                if item.kind == "tree" and not _is_foreign(path):
                    if item.oid in held:
                        below.append((path + "/", item.oid))
                    else:
                        found.append(item.oid)
        level = below
    return found


def _is_foreign(path: str) -> bool:
    """True for folders of other people's code, of which nothing counts as evidence."""
    return pattern("paths", "skip_directory").search(path.lower() + "/") is not None


def _keep(oid: str, node: dict[str, Any], held: dict[str, tuple[Item, ...]]) -> None:
    """Put a tree and every tree within it where they are found by their ids."""
    waiting = [(oid, node)]
    while waiting:
        name, tree = waiting.pop()
        entries = tree.get("entries")
        if not isinstance(entries, list):
            # The object is no tree: nothing is below it.
            held.setdefault(name, ())
            continue
        items = []
        for entry in entries:
            item = _item(entry)
            if item is None:
                continue
            items.append(item)
            below = entry.get("object")
            if item.kind == "tree" and isinstance(below, dict) and isinstance(below.get("entries"), list):
                waiting.append((item.oid, below))
        held[name] = tuple(items)


def _item(entry: object) -> Item | None:
    """An entry as the host tells it, or None where it is not one that Git could hold."""
    if not isinstance(entry, dict):
        return None
    name, oid, size, mode = entry.get("name"), entry.get("oid"), entry.get("size"), entry.get("mode")
    kind = _MODES.get(mode if isinstance(mode, int) else -1) or _TYPES.get(str(entry.get("type")))
    if not isinstance(name, str) or not is_oid(oid) or kind is None or len(name) > 1000:
        return None
    if name in ("", ".", "..") or "/" in name or "\0" in name:
        return None
    valid = isinstance(size, int) and not isinstance(size, bool) and size >= 0
    return Item(name, kind, str(oid), int(size or 0) if valid else 0)
