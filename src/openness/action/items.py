"""Lists that are cut to the room there is, with the rest counted."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Items(NamedTuple):
    """Items below a title; `rest` is said of what is not shown, with its number in place of `{}`."""

    title: str
    items: Iterable[str]
    weights: Sequence[int]
    rest: str
    end: str = ""
    most: int = 100

    @property
    def least(self) -> int:
        """Bytes that are taken when no item fits."""
        return size(self.title, self.rest, self.end) + 20

    def within(self, room: int) -> str:
        """The title and as many items as fit, with the number of the others."""
        room -= self.least
        taken: list[str] = []
        for item in islice(self.items, self.most):
            room -= size(item)
            if room < 0:
                break
            taken.append(item)
        left = sum(self.weights[len(taken) :])
        more = [self.rest.format(f"{left:,}")] if left else []
        return "\n\n".join(filter(None, (self.title, "\n".join((*taken, *more)), self.end)))


def size(*texts: str) -> int:
    """UTF-8 bytes of these blocks with the blank lines between them."""
    return sum(len(text.encode("utf-8", "surrogatepass")) + 2 for text in texts)


def folded(summary: str, items: Iterable[str], weights: Sequence[int], most: int) -> Items:
    """Items below a summary that opens them; the weights say of how many things each speaks."""
    return Items(f"<details>\n<summary>{summary}</summary>", items, weights, "- and {} more", "</details>", most)
