"""What is known of every license: names, steward, openness and by whom, restrictions with their sections, sources."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from openness.licenses.data import load_json
from openness.model import Restriction
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Row = dict[str, Any]
SPDX_URL = "https://spdx.org/licenses/"


class LicenseEntry(NamedTuple):
    """One license of the catalog.

    `kind` is `software`, `content`, `data`, `model` or `policy`. `open` is None when nobody whose word counts has
    said; `open_by` says who did and why. An empty `restrictions` means none recorded, not none. `covers` are the parts
    that the text licenses (`weights`, `code`, `data`, `documentation`, `outputs`), empty when it does not say.
    `modification_of` is the standard license whose text was changed. `stands_for` are beginnings of the ids that a
    name without a version may mean; `version_free` says that the id names no version, `product_free` that
    titles with the name of another product belong to it. `source` is where the text was read.
    """

    id: str
    name: str
    family: str
    steward: str | None
    year: int | None
    kind: str
    open: bool | None
    open_by: str
    osi_approved: bool
    fsf_free: bool
    deprecated: bool
    restrictions: tuple[Restriction, ...]
    obligations: tuple[Restriction, ...]
    hf_ids: tuple[str, ...]
    aliases: tuple[str, ...]
    url: str
    source: str
    date: str
    title: str | None = None
    version: str | None = None
    covers: tuple[str, ...] = ()
    modification_of: str | None = None
    version_free: bool = False
    product_free: bool = False
    stands_for: tuple[str, ...] = ()
    updates_bind: bool = False
    acceptance_gate: bool = False


def lookup(identifier: str) -> LicenseEntry | None:
    """The entry of an SPDX id, a `LicenseRef-` id or a Hugging Face id, in any case; None when there is none."""
    folded = identifier.strip().lower()
    return _entry(_ids().get(folded) or _hf().get(folded) or _ids().get("licenseref-" + folded) or "")


def all_entries() -> Iterator[LicenseEntry]:
    """Every license of the catalog and of the SPDX list, by id."""
    for identifier in sorted(set(spdx_licenses()) | set(_rows()), key=str.lower):
        entry = _entry(identifier)
        if entry is not None:
            yield entry


def model_entries() -> Iterator[LicenseEntry]:
    """The entries that say more than the SPDX list, by id."""
    for identifier in _rows():
        entry = _entry(identifier)
        if entry is not None:
            yield entry


def canonical(identifier: str) -> str | None:
    """An id as the SPDX list or the catalog writes it; None for an id that neither has."""
    return _ids().get(identifier.strip().lower())


def spdx_licenses() -> dict[str, list[str]]:
    """The SPDX list: id to name and flags (`o` OSI-approved, `f` FSF-free, `d` deprecated)."""
    licenses: dict[str, list[str]] = load_json("spdx.json")["licenses"]
    return licenses


def spdx_exceptions() -> list[str]:
    """The ids that may stand after WITH."""
    exceptions: list[str] = load_json("spdx.json")["exceptions"]
    return exceptions


def marks(identifier: str) -> list[list[int]]:
    """For each recorded restriction, in order, hashes of the words at its place in the license's text."""
    return [row.get("grams", []) for row in _rows().get(identifier, {}).get("restrictions", ())]


def summaries(identifier: str) -> list[str]:
    """For each recorded restriction, in order, what it says in a few words; empty where nobody noted it."""
    said: list[str] = load_json("catalog-notes.json")["says"].get(identifier, [])
    return said or [""] * len(_rows().get(identifier, {}).get("restrictions", ()))


def family_reference(family: str) -> str | None:
    """The id that names a family without a version, where there is one."""
    found: str | None = load_json("catalog.json")["families"].get(family)
    return found


@lru_cache(maxsize=1)
def _ids() -> dict[str, str]:
    return {identifier.lower(): identifier for identifier in [*spdx_licenses(), *_rows()]}


@lru_cache(maxsize=1)
def _hf() -> dict[str, str]:
    # The first entry that claims a tag is the one the tag's own page links to; later versions list it too.
    found: dict[str, str] = {}
    for identifier, row in _rows().items():
        for tag in row.get("hf", ()):
            found.setdefault(tag.lower(), identifier)
    return found


@lru_cache(maxsize=1024)
def _entry(identifier: str) -> LicenseEntry | None:
    listed, row = spdx_licenses().get(identifier), _rows().get(identifier, {})
    if listed is None and not row:
        return None
    name, flags = listed or [row.get("name", identifier), ""]
    osi, fsf = "o" in flags, "f" in flags
    opened, by = _openness(row, osi, fsf)
    source = row.get("source") or (SPDX_URL + identifier if listed else "")
    return LicenseEntry(
        id=identifier,
        name=row.get("name") or name,
        family=row.get("family") or identifier.removeprefix("LicenseRef-").partition("-")[0].lower(),
        steward=row.get("steward"),
        year=row.get("year"),
        kind=row.get("kind") or _kind(identifier),
        open=opened,
        open_by=by,
        osi_approved=osi,
        fsf_free=fsf,
        deprecated="d" in flags,
        restrictions=_restrictions(row.get("restrictions", ())),
        obligations=_restrictions(row.get("obligations", ())),
        hf_ids=tuple(row.get("hf", ())),
        aliases=tuple(row.get("aliases", ())),
        url=row.get("url") or (f"{SPDX_URL}{identifier}.html" if listed else ""),
        source=source,
        date=load_json("catalog.json")["date"] if row else load_json("spdx.json")["date"],
        title=row.get("title"),
        version=row.get("version"),
        covers=tuple(row.get("covers", ())),
        modification_of=row.get("modification_of"),
        stands_for=tuple(row.get("stands_for", ())),
        version_free=bool(row.get("version_free")),
        product_free=bool(row.get("product_free")),
        updates_bind=bool(row.get("updates_bind")),
        acceptance_gate=bool(row.get("acceptance_gate")),
    )


def _openness(row: Row, osi: bool, fsf: bool) -> tuple[bool | None, str]:
    by = [name for name, said in (("OSI", osi), ("FSF", fsf), ("OKD", row.get("okd"))) if said]
    if by:
        return True, ", ".join(by)
    if "open" in row:
        return row["open"], row.get("open_by", "our list" if row["open"] is not None else "undecided")
    return None, "neither approved nor refused by OSI, FSF or OKD, and not on our list"


def _restrictions(rows: list[Row] | tuple[()]) -> tuple[Restriction, ...]:
    return tuple(Restriction(row["kind"], row.get("value"), row.get("section"), None) for row in rows)


def _kind(identifier: str) -> str:
    if identifier.startswith(("CC-", "CC0")):
        return "content"
    return "data" if identifier.startswith(("ODbL", "ODC", "PDDL", "CDLA", "C-UDA", "O-UDA", "DL-DE")) else "software"


def _rows() -> dict[str, Row]:
    rows: dict[str, Row] = load_json("catalog.json")["entries"]
    return rows
