"""One repository read in full, for what needs more of it than a report holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.org.reading import wanted_files
from openness.read.repository import Repository
from openness.scan.apitree import ApiTree, Fetched
from openness.scan.blobs import Blobs, Body
from openness.scan.judging import as_gaps
from openness.scan.objects import Wish
from openness.scan.trees import Trees

if TYPE_CHECKING:
    from openness.org.listed import Listed
    from openness.scan.transport import Transport


def read_repository(transport: Transport, one: Listed) -> Repository | str:
    """The repository at its tree, as a scan reads it, or why it cannot be read. Raises StoppedError."""
    listings, reasons = Trees(transport).read([one])
    listing = listings.get(one.id)
    if listing is None or listing.fault:
        return listing.fault if listing else reasons[one.id]
    name = f"{one.owner}+{one.name}"
    held = {path.path: path for path in listing.paths}
    wanted = wanted_files(Repository(ApiTree(Fetched(name, listing.paths, {}, {})))).paths
    bodies: dict[str, Body] = {}
    wishes = [Wish(one.owner, one.name, held[path].oid, held[path].size) for path in wanted if path in held]
    refused = Blobs(transport).read(wishes, bodies.__setitem__)
    if refused:
        return next(iter(refused.values()))
    texts = {path: bodies[held[path].oid].text for path in wanted if path in held and held[path].oid in bodies}
    known = {path: text.encode("utf-8", "surrogatepass") for path, text in texts.items() if text is not None}
    return Repository(ApiTree(Fetched(name, listing.paths, known, {}, as_gaps(listing.gaps))))
