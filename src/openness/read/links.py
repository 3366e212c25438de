"""Where a symbolic link leads, told from the listing alone so that a tree on disk and a commit give the same answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.errors import UnreadableError
from openness.patterns import compiled

if TYPE_CHECKING:
    from collections.abc import Mapping

HOPS = 40
"""Links followed on one way; Linux gives up at the same number."""

_STEPS = 400
_ABSOLUTE = compiled(r"[/\\]|[A-Za-z]:")


class LinkLeavesTreeError(UnreadableError):
    """A link points at something that is not in the repository."""


class LinkLoopError(UnreadableError):
    """A link leads back to itself, or through more links than can be sensible."""


def resolve(path: str, links: Mapping[str, str]) -> str:
    """The path with every link on the way replaced by what it points at, `.` and `..` worked out.

    The result need not exist. Raises LinkLeavesTreeError for an absolute target (even one that happens to point back
    inside: it does so on one machine only) and for a way that climbs above the root; LinkLoopError for a loop.
    """
    todo = path.split("/")[::-1]
    done = [""]
    hops = steps = 0
    while todo:
        part = todo.pop()
        steps += 1
        if steps > _STEPS:
            raise LinkLoopError(f"{path} leads through too many directories")
        if part in ("", "."):
            continue
        if part == "..":
            if len(done) == 1:
                raise LinkLeavesTreeError(f"{path} leads outside the repository")
            done.pop()
            continue
        here = f"{done[-1]}/{part}" if done[-1] else part
        target = links.get(here)
        if target is None:
            done.append(here)
            continue
        hops += 1
        if hops > HOPS:
            raise LinkLoopError(f"{path} is a link that leads back to itself")
        if _ABSOLUTE.match(target):
            raise LinkLeavesTreeError(f"{path} leads outside the repository")
        todo.extend(target.split("/")[::-1])
    return done[-1]


def leaves(path: str, links: Mapping[str, str]) -> bool:
    """True when following the path leads out of the tree."""
    try:
        resolve(path, links)
    except LinkLeavesTreeError:
        return True
    except LinkLoopError:
        return False
    return False
