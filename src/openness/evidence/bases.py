"""Which published model families this repository's model is derived from, as far as its documents say."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from openness.evidence.document import plain
from openness.evidence.lexicon import pattern, table, words
from openness.evidence.mentions import is_promise
from openness.evidence.names import alike
from openness.model import Evidence
from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openness.evidence.document import Document, Line
    from openness.evidence.frontmatter import FrontMatter
    from openness.evidence.links import Link

Said = Literal["front-matter", "weights", "name", "statement", "row", "own-family", "manifest"]
INTRO_LINES = 60
READ_LINES = 250


class Base(NamedTuple):
    """A family: its license (None when it varies), whether its terms are open and its data public, and the place.

    `certain` is true where the repository says it of its own model. `said` is the sort of place.
    """

    family: str
    license: str | None
    open: bool
    data: bool
    evidence: Evidence
    certain: bool
    said: Said = "statement"


@lru_cache(maxsize=1)
def _families() -> tuple[tuple[re.Pattern[str], dict[str, object]], ...]:
    held = table("bases")["families"]
    return tuple(
        (compiled(row["pattern"], re.ASCII if row.get("case") else re.ASCII | re.IGNORECASE), row) for row in held
    )


class BaseSources(NamedTuple):
    """What bases are read from. `owner` is the account that publishes the models, `wanted` the project's name."""

    name: str
    main: Document | None
    front: FrontMatter | None
    front_path: str | None
    links: Sequence[Link]
    owner: str | None
    wanted: frozenset[str]
    in_weights: Sequence[tuple[str, Evidence]] = ()


def find_bases(sources: BaseSources) -> tuple[Base, ...]:
    """The families named as base.

    Places that count: the front matter, the headers of weights, the repository's name and title, the introduction, and
    table rows that link a model of this repository with one of another account. A family in a sentence of comparison
    or about its architecture is no base.
    """
    found: dict[str, Base] = {}
    main = sources.main
    for base in _in_metadata(sources):
        found.setdefault(base.family, base)
    if main is None:
        return tuple(found.values())
    title = f"{sources.name.replace('_', '-').replace('+', ' ')} {main.title}"
    if _is_derivative_name(title) and not pattern("bases", "other_name").search(title):
        for base in _match(title, _naming(main, title), certain=True, said="name"):
            found.setdefault(base.family, base)
    for line, clause, mine in _telling(main, sources.wanted):
        certain = mine and not _differ_in_terms(clause)
        for base in _match(clause, Evidence(main.path, line.number, clause.strip()[:160]), certain=certain):
            _keep(found, base)
    for base in (*_in_columns(sources, main), *_in_model_names(sources)):
        _keep(found, base)
    for base in _in_rows(sources):
        found.setdefault(base.family, base)
    kept = [base for base in found.values() if not _is_own_family(base, title)]
    return (*kept, *_own_families(title, main))


def _differ_in_terms(clause: str) -> bool:
    """True for bases side by side, open and restricted: "A-7B and A-70B are tuned from Mistral-7B and Llama-2-70B"."""
    if pattern("bases", "side_by_side").search(clause) is None:
        return False
    return len({bool(row["open"]) for regex, row in _families() if regex.search(clause[:1000])}) > 1


def _keep(found: dict[str, Base], base: Base) -> None:
    """Put a base among those found; what is said of this project comes before what is not."""
    if base.family not in found or (base.certain and not found[base.family].certain):
        found[base.family] = base


def _naming(main: Document, title: str) -> Evidence:
    """The line of the first heading, which gives the project its name; none where only the repository's name does."""
    line = next((one.number for one in main.lines if one.kind == "heading"), None) if main.title else None
    return Evidence(main.path, line, f"named {title.strip()[:80]}")


def _in_metadata(sources: BaseSources) -> Iterator[Base]:
    """Families that the front matter, headers of weights and adapter configurations name as base."""
    if sources.front is not None and sources.front_path is not None:
        for value in sources.front.base_model:
            place = Evidence(sources.front_path, value.line, f"base_model: {value.text}")
            yield from _match(value.text, place, certain=True, said="front-matter")
    for text, place in sources.in_weights:
        yield from _match(text, place, certain=True, said="weights")


def _own_families(title: str, main: Document) -> Iterator[Base]:
    """The family that the repository itself is named after, where every version of it has restricted terms.

    A family with `unless` changed its terms: a document that speaks of the later versions leaves it open.

    Its weights stay under those terms although the repository's own license, which is the code's, is an open one.
    """
    shown = title.replace("_", "-").replace("+", " ")
    if pattern("bases", "other_name").search(shown):
        return
    for regex, row in _families():
        if row["all_versions"] and regex.search(shown):
            later = compiled(str(row["unless"]), re.IGNORECASE) if "unless" in row else None
            if later is not None and any(later.search(line.text) for line in main.prose()):
                return
            place = _naming(main, shown)
            yield Base(f"own:{row['id']}", str(row["license"]), False, True, place, certain=True, said="own-family")
            return


def _in_rows(sources: BaseSources) -> Iterator[Base]:
    """Families of other accounts that are linked in one row with a model of this repository's account."""
    rows: dict[tuple[str, int], list[Link]] = {}
    for link in sources.links:
        if link.kind == "hub-model" and link.line.kind == "row":
            rows.setdefault((link.path, link.line.block), []).append(link)
    for (path, _), links in rows.items():
        if sources.owner is None or not any(link.owner == sources.owner for link in links):
            continue
        for link in links:
            if link.owner != sources.owner and not alike(link.target, sources.wanted):
                yield from _match(
                    link.target,
                    Evidence(path, link.line.number, f"in a row with {link.target}"),
                    certain=False,
                    said="row",
                )


def _in_model_names(sources: BaseSources) -> Iterator[Base]:
    """Families with restricted terms after which at least half of the released models are named."""
    named: dict[str, list[Base]] = {}
    for link in sources.links:
        if link.kind == "hub-model" and link.owner == sources.owner and link.target not in named:
            name = link.target.partition("/")[2].replace("_", "-")
            place = Evidence(link.path, link.line.number, f"link to {link.location}")
            own_design = pattern("bases", "other_name").search(name)
            named[link.target] = [] if own_design else list(_match(name, place, certain=True, said="name"))
    settled = words("bases", "bound_by_name")
    bound = [base for bases in named.values() for base in bases if base.family in settled]
    if len(bound) * 2 >= len(named):
        yield from bound


def _in_columns(sources: BaseSources, main: Document) -> Iterator[Base]:
    """Families in a column of bases, beside a link to a model of this repository's account."""
    own = {link.line.number for link in sources.links if link.path == main.path and link.owner == sources.owner}
    column, block = None, -2
    for line in main.prose():
        if line.kind != "row" or "|" not in line.text:
            column = None
            continue
        cells = [plain(cell) for cell in line.text.split("|")]
        if column is None or line.block > block + 1:
            titled = (index for index, cell in enumerate(cells) if pattern("bases", "base_column").match(cell))
            column = next(titled, None)
        elif column < len(cells) and line.number in own:
            place = Evidence(main.path, line.number, plain(line.text)[:160])
            yield from _match(cells[column], place, certain=True, said="row")
        block = line.block


def _is_own_family(base: Base, own: str) -> bool:
    """True when the family, or another of the same house, is the one that this repository publishes."""
    if base.evidence.what.startswith("base_model") or _is_derivative_name(own):
        return False
    shown = own.replace("_", "-").replace("+", " ")
    houses: dict[str, str] = table("bases")["houses"]
    family = houses.get(base.family, base.family)
    return any(regex.search(shown) for regex, row in _families() if houses.get(str(row["id"]), row["id"]) == family)


def _telling(main: Document, wanted: frozenset[str]) -> Iterator[tuple[Line, str, bool]]:
    """Lines that speak of derivation, the clause that does, and whether it is said of this project."""
    derived, other = pattern("bases", "derived_line"), pattern("bases", "other_line")
    instruction, several = pattern("bases", "instruction"), pattern("bases", "several")
    prose = [line for line in main.prose() if line.kind != "row"]
    for index, line in enumerate(prose[:READ_LINES]):
        text = line.text[:1000]
        # "Fine-tuning X" as a heading or an item tells readers what they can do, not what was done.
        if not derived.search(text) or (line.kind == "heading" and index > 0):
            continue
        mine = alike(text, wanted) or pattern("bases", "ours").match(text) is not None
        if (index >= INTRO_LINES and not mine) or is_promise(line):
            continue
        for clause in pattern("bases", "clause").split(text)[:30]:
            if derived.search(clause) and not other.search(clause) and not instruction.search(clause):
                # "Two base models, A and B": which of them the weights are made from differs from one to the next.
                yield line, clause, mine and not several.search(clause)


def _is_derivative_name(title: str) -> bool:
    """True when a name joins a family with a word of derivation: `alpaca-lora`, `Chinese-LLaMA-Alpaca`."""
    return pattern("bases", "derivative_name").search(title) is not None


def named_base(text: str, place: Evidence, said: Said) -> Base | None:
    """The family of a base model's id or name; None for families that are not known."""
    return next(_match(text, place, certain=True, said=said), None)


def said_of_this_model(base: Base) -> bool:
    """True where metadata or a plain sentence says of the repository's own model that it was made from the base.

    A sentence is taken at its word only for families with the same terms in every version.
    """
    if base.said in ("front-matter", "weights", "manifest"):
        return True
    if not base.certain or base.said != "statement":
        return False
    settled = any(row["all_versions"] for _, row in _families() if row["id"] == base.family)
    return settled and pattern("bases", "made_from").search(base.evidence.what) is not None


def speaks_of_license(base: Base, text: str) -> bool:
    """True when a line of the text names the base's family and speaks of a license."""
    held = [regex for regex, row in _families() if row["id"] == base.family]
    lines = (line[:1000] for line in text.splitlines() if "icen" in line or "ICEN" in line or "许可" in line)
    return any(regex.search(line) for line in lines for regex in held)


def _match(text: str, place: Evidence, *, certain: bool, said: Said = "statement") -> Iterator[Base]:
    for regex, row in _families():
        found = regex.search(text[:1000])
        if found:
            versions: dict[str, str] = row.get("versions", {})  # type: ignore[assignment]
            license_id = next((held for part, held in versions.items() if part in found.group()), row["license"])
            yield Base(
                str(row["id"]),
                str(license_id) if license_id else None,
                bool(row["open"]),
                bool(row["data"]),
                place,
                certain,
                said,
            )
            return
