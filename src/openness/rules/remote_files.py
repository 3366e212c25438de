"""Files that a manifest places on a hub or in a release, beside the files that are there: shared by rules on them."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from openness.rules.remote_places import hub_of, is_matched, named_places, release_of
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.evidence.remote import RemoteFile
    from openness.facts.gather import Facts
    from openness.model import Span
    from openness.rules.remote_places import Named


class Expected(NamedTuple):
    """A file that the manifest expects somewhere, and the files there that match it.

    `where` is the place in the manifest's notation. `found` is empty where nothing matches.
    """

    component: str
    where: str
    path: str
    digest: str | None
    size: int | None
    span: Span
    found: tuple[RemoteFile, ...]


def expected_files(facts: Facts) -> Iterator[Expected]:
    """Files expected on hubs and in releases that were reached and whose listing is known."""
    for named in named_places(facts):
        files = _files(facts, named)
        if files is None:
            continue
        base = named.place.path
        entry = named.entry
        if base is not None:
            digest = entry.digest if entry is not None and len(entry.locations) == 1 and not entry.files else None
            found = tuple(one for one in files if is_matched(base, one.path))
            yield Expected(named.component, named.text, base, digest, None, named.span, found)
        if entry is None or not _is_for_all(named):
            continue
        folder = base if base is not None and "*" not in base and not _is_file(base, files) else ""
        for file in entry.files:
            path = posixpath.normpath(file.path)
            places = (path, posixpath.join(folder, path)) if folder else (path,)
            held = tuple(one for one in files if one.path in places or _is_asset(named, one, path))
            yield Expected(named.component, named.text, path, file.digest, file.size, file.span, held[:1])


def _files(facts: Facts, named: Named) -> tuple[RemoteFile, ...] | None:
    hub, release = hub_of(facts, named.place), release_of(facts, named.place)
    if hub is not None and hub.state == "there" and hub.files:
        return hub.files
    return release.assets if release is not None and release.state == "there" else None


def _is_for_all(named: Named) -> bool:
    """True where the files of the component can only be at this place."""
    return named.entry is not None and len(named.entry.locations) == 1


def _is_file(path: str, files: tuple[RemoteFile, ...]) -> bool:
    return any(one.path == path for one in files)


def _is_asset(named: Named, file: RemoteFile, path: str) -> bool:
    """Releases have no folders: an asset is known by the last part of the path."""
    return named.place.sort == "release" and file.path == posixpath.basename(path)
