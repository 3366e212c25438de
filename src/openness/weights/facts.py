"""What is known of a repository's weight files, in frozen values."""

from __future__ import annotations

import posixpath
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from openness.model import NotChecked
from openness.values import NamedTuple

if TYPE_CHECKING:
    from openness.weights.beside import Adapter, ModelConfig, Signature
    from openness.weights.header import Unreadable, WeightHeader
    from openness.weights.sets import ModelSet
    from openness.weights.shards import ShardSet

UNREAD = "could not be read"
"""How the reason begins where the repository, and not the file, is at fault."""

Stored = Literal["here", "lfs", "annex", "dvc", "unknown"]


class WeightFile(NamedTuple):
    """One weight file.

    `size` is that of the content in bytes, wherever it is; None when unknown. `stored` says where the content is;
    `unknown` marks a file of zero bytes only, which stands for content that was not fetched. `sha256` comes from a
    pointer or a key, never from reading. `model` marks names that libraries give to the weights of a model, `aside`
    files of tests and examples. `pickle` says that loading the format can run code.
    """

    path: str
    format: str
    size: int | None
    stored: Stored
    sha256: str | None = None
    pickle: bool = False
    model: bool = False
    aside: bool = False
    header: WeightHeader | None = None
    unread: Unreadable | None = None

    @property
    def problems(self) -> tuple[str, ...]:
        """What is wrong with the file, each completing "the file …"."""
        if self.unread is not None:
            return (self.unread.reason,) if self.unread.malformed else ()
        return self.header.problems if self.header else ()


@dataclass(frozen=True)
class WeightSurvey:
    """All that a repository's weight files say; everything is sorted by path."""

    files: tuple[WeightFile, ...] = ()
    shard_sets: tuple[ShardSet, ...] = ()
    adapters: tuple[Adapter, ...] = ()
    configs: tuple[ModelConfig, ...] = ()
    signatures: tuple[Signature, ...] = ()
    submodules: tuple[str, ...] = ()
    bytes_read: int = 0
    not_opened: int = 0

    @property
    def not_checked(self) -> tuple[NotChecked, ...]:
        """Files that would have been read: past the budget, or unreadable. Content kept elsewhere is no gap."""
        gaps = [
            NotChecked(one.path, one.unread.reason)
            for one in self.files
            if one.unread is not None and one.unread.reason.startswith(UNREAD)
        ]
        if self.not_opened:
            gaps.append(NotChecked(f"{self.not_opened:,} weight files", "only the first ones are opened in one run"))
        return tuple(gaps)

    def file(self, path: str) -> WeightFile | None:
        """The weight file with this path, if it is one."""
        place = bisect_left(self.files, path, key=lambda one: one.path)
        return self.files[place] if place < len(self.files) and self.files[place].path == path else None

    def config_of(self, path: str) -> ModelConfig | None:
        """The configuration beside a file."""
        return self._configs.get(posixpath.dirname(path))

    def adapter_of(self, path: str) -> Adapter | None:
        """The adapter configuration beside a file."""
        return self._adapters.get(posixpath.dirname(path))

    @cached_property
    def models(self) -> tuple[ModelSet, ...]:
        """The files grouped into models, by name."""
        from openness.weights.sets import model_sets  # noqa: PLC0415 - only where there are weights

        return tuple(model_sets(self)) if self.files else ()

    @cached_property
    def _configs(self) -> dict[str, ModelConfig]:
        return {posixpath.dirname(one.path): one for one in self.configs}

    @cached_property
    def _adapters(self) -> dict[str, Adapter]:
        return {posixpath.dirname(one.path): one for one in self.adapters}
