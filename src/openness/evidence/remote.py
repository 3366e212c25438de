"""What was learned of places outside of the repository: plain values, however they were asked for.

Keys are locations in the notation of the manifest (`hf:org/name`, `hf:datasets/org/name`, `gh:owner/repo`, `https:`,
`doi:`, `arxiv:`), as written where they were found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openness.model import NotChecked
    from openness.weights.header import WeightHeader

Moment = Literal["pull-request", "push", "release", "schedule", "manual"]
"""Why the check runs; what is found dead counts more where a release or the world as it is are judged."""

PlaceState = Literal["there", "dead", "not-public", "disabled", "unknown"]
"""`dead`: the server says that it does not exist. `not-public`: it answers only to those who may see it."""


class RemoteFile(NamedTuple):
    """A file elsewhere; `size` in bytes, `sha256` in lower-case hexadecimal, None where the server does not say.

    `state` is that of a release asset (`uploaded`, or `open` and `starter` for one that is not finished).
    """

    path: str
    size: int | None = None
    sha256: str | None = None
    state: str = "uploaded"


class HubRepository(NamedTuple):
    """A model or data set on a hub.

    `gated` is how access is granted (`auto` at once, `manual` by a person), None where everybody has it. `name` is what
    the hub calls it now. `private` needs a token that may see it. `licenses` are as the hub shows them. `parameters`
    come from the hub's index of safetensors. `headers` are headers read by ranges, by path. `why` explains a state that
    is not `there`; `revision_found` is None where no revision was asked for.
    """

    location: str
    state: PlaceState
    why: str = ""
    name: str = ""
    gated: str | None = None
    private: bool = False
    revision: str | None = None
    revision_found: bool | None = None
    licenses: tuple[str, ...] = ()
    license_name: str | None = None
    base_models: tuple[str, ...] = ()
    parameters: int | None = None
    files: tuple[RemoteFile, ...] = ()
    headers: tuple[tuple[str, WeightHeader], ...] = ()

    def file(self, path: str) -> RemoteFile | None:
        """The file with this path."""
        return next((one for one in self.files if one.path == path), None)


class Release(NamedTuple):
    """A release on GitHub. `tree` are the paths of its tag, None where they were not read."""

    tag: str
    state: PlaceState
    why: str = ""
    draft: bool = False
    prerelease: bool = False
    immutable: bool | None = None
    assets: tuple[RemoteFile, ...] = ()
    tree: tuple[str, ...] | None = None


class Place(NamedTuple):
    """A link, paper or repository elsewhere. `moved` is where a permanent redirect leads, empty when there is none."""

    location: str
    state: PlaceState
    why: str = ""
    moved: str = ""


class LfsObject(NamedTuple):
    """Whether the content behind a Git LFS pointer is on the server."""

    path: str
    sha256: str
    state: PlaceState
    why: str = ""


class RemoteFacts(NamedTuple):
    """All that was learned in one run. What could not be told is in `not_checked`, never in a state of its own."""

    moment: Moment = "manual"
    hubs: Mapping[str, HubRepository] = {}
    releases: Mapping[str, Release] = {}
    places: Mapping[str, Place] = {}
    lfs: tuple[LfsObject, ...] = ()
    release_tag: str | None = None
    """The release that the check is about, where it is about one."""
    not_checked: tuple[NotChecked, ...] = ()

    @property
    def is_final(self) -> bool:
        """True where the world is judged as it is, and not a change that may still be mended before it counts."""
        return self.moment in ("release", "schedule", "manual")
