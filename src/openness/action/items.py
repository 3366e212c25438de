"""Lists that are cut to the room there is, with the rest counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Items(NamedTuple):
    """Items below a title; `rest` is said of what is not shown, with its number in place of `{}`."""

    title: str
    items: Sequence[str]
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
        for item in self.items[: self.most]:
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


def folded(summary: str, items: Sequence[tuple[str, int]], most: int) -> Items:
    """Items, each with the number of things that it speaks of, below a summary that opens them."""
    title = f"<details>\n<summary>{summary}</summary>"
    texts, weights = [text for text, _ in items], [weight for _, weight in items]
    return Items(title, texts, weights, "- and {} more", "</details>", most)
