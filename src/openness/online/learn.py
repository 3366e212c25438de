"""Everything that is to be asked, asked in order, as one value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.evidence.remote import RemoteFacts
from openness.model import NotChecked
from openness.online.hub import ask_hub
from openness.online.lfs import ask_lfs
from openness.online.links import ask_place
from openness.online.releases import GitHubReader
from openness.online.wanted import Wanted, wanted
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from openness.evidence.remote import HubRepository, LfsObject, Moment, Place, Release
    from openness.facts.gather import Facts
    from openness.net.client import HttpClient
    from openness.online.origin import Origin
    from openness.online.settings import Settings


_LISTED = 8


class Asking(NamedTuple):
    """What questions are asked with: the client, the servers, this repository's place on one, and who is told of it."""

    client: HttpClient
    settings: Settings
    origin: Origin | None = None
    progress: Callable[[str], None] = lambda _: None


def learn(
    facts: Facts,
    asking: Asking,
    moment: Moment,
    *,
    release: str | None = None,
    changed: Collection[str] | None = None,
) -> RemoteFacts:
    """What the servers say of the places that the facts name, on an occasion; `release` is the tag that it is about."""
    wish = wanted(facts, moment, release=release, changed=changed)
    hubs = _hubs(asking, wish)
    releases, unasked = _releases(asking, wish)
    lfs, without = _objects(asking, wish, _foreign_server(facts))
    places = _places(asking, wish)
    return RemoteFacts(
        moment=moment,
        hubs=hubs,
        releases=releases,
        places=places,
        lfs=tuple(lfs),
        release_tag=release,
        not_checked=(
            *_unknown({**hubs, **{f"release:{tag}": one for tag, one in releases.items()}, **places}),
            *_unknown_objects(lfs),
            *unasked,
            *without,
            *([NotChecked(f"{wish.left} places", "only the first ones are asked in one run")] if wish.left else []),
        ),
    )


def _unknown(held: Mapping[str, HubRepository | Release | Place]) -> list[NotChecked]:
    """Places of which nothing is known; many with one reason are counted, and the first of them named."""
    by_reason: dict[str, list[str]] = {}
    for key, one in held.items():
        if one.state == "unknown":
            by_reason.setdefault(one.why, []).append(key)
    found = []
    for why, keys in by_reason.items():
        found += [NotChecked(key, why) for key in keys[:_LISTED]]
        if len(keys) > _LISTED:
            found.append(NotChecked(f"{len(keys) - _LISTED} more places", why))
    return found


def _hubs(asking: Asking, wish: Wanted) -> dict[str, HubRepository]:
    found = {}
    for key in wish.hubs:
        asking.progress(key)
        found[key] = ask_hub(asking.client, asking.settings, key, look_inside=key in wish.weights)
    return found


def _releases(asking: Asking, wish: Wanted) -> tuple[dict[str, Release], list[NotChecked]]:
    if not wish.releases:
        return {}, []
    if asking.origin is None or asking.origin.server != "github":
        named = [tag for tag in wish.releases if tag != "latest"]
        why = "this copy does not say which repository on GitHub it is (no remote named origin)"
        return {}, [NotChecked(f"release:{tag}", why) for tag in named]
    reader = GitHubReader(asking.client, asking.settings)
    found = {}
    for tag in wish.releases:
        asking.progress(f"release {tag}")
        release = reader.release(asking.origin.name, tag)
        # A repository without releases says nothing wrong by having none.
        if not (tag == "latest" and release.state == "dead"):
            found[tag] = release
    return found, []


def _foreign_server(facts: Facts) -> bool:
    """True where the repository names an LFS server of its own, which is not asked: its address is a stranger's."""
    text = facts.repository.text(".lfsconfig") if ".lfsconfig" in facts.repository.by_path else None
    return text is not None and "url" in text


def _objects(asking: Asking, wish: Wanted, foreign: bool) -> tuple[list[LfsObject], list[NotChecked]]:
    if not wish.pointers:
        return [], []
    origin, what = asking.origin, f"{len(wish.pointers)} Git LFS objects"
    if foreign:
        return [], [NotChecked(what, "`.lfsconfig` names a server of its own, which is not asked")]
    if origin is None:
        return [], [NotChecked(what, "this copy does not say which server has them")]
    asking.progress(what)
    settings = asking.settings
    token = settings.github_token if origin.server == "github" else settings.hub_token
    found = ask_lfs(asking.client, origin.clone, token, wish.pointers)
    lacking = any(one.state == "dead" for one in found)
    if (
        lacking
        and origin.server == "github"
        and GitHubReader(asking.client, settings).is_fork(origin.name) is not False
    ):
        # A fork's objects stay with the repository that it was made from.
        why = "the content may be with the repository that this one was forked from"
        found = [one._replace(state="unknown", why=why) if one.state == "dead" else one for one in found]
    return found, []


def _unknown_objects(lfs: list[LfsObject]) -> list[NotChecked]:
    unknown = [one for one in lfs if one.state == "unknown"]
    return [NotChecked(f"{len(unknown)} Git LFS objects", unknown[0].why)] if unknown else []


def _places(asking: Asking, wish: Wanted) -> dict[str, Place]:
    found: dict[str, Place] = {}
    for key in wish.places:
        asking.progress(key)
        if key.startswith("gh:"):
            found[key] = GitHubReader(asking.client, asking.settings).repository(key)
        else:
            found[key] = ask_place(asking.client, asking.settings, key)
    return found
