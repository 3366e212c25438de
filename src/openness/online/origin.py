"""Which repository on a server this one is, by the runner's environment or by its remote named origin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from openness.errors import OpennessError
from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from openness.online.settings import Settings

_NAME = compiled(r"[A-Za-z0-9][\w.-]{0,99}/[\w.-]{1,100}")
_SSH = compiled(r"(?:ssh://)?(?:[\w.-]{1,64}@)?([\w.-]{1,253})(?::[0-9]{1,5}/|[:/])(.{1,300})")


class Origin(NamedTuple):
    """A repository on GitHub (or an enterprise's server), or on a hub; `clone` is its address for cloning."""

    server: Literal["github", "hub"]
    name: str
    clone: str


def find_origin(root: Path, settings: Settings, environment: Mapping[str, str]) -> Origin | None:
    """The repository, None where it cannot be told or is on another server."""
    named = environment.get("GITHUB_REPOSITORY", "")
    if environment.get("GITHUB_ACTIONS") == "true" and _NAME.fullmatch(named):
        return Origin("github", named, f"{settings.github}/{named}.git")
    from openness.read.git import Git  # noqa: PLC0415 - needed here only

    try:
        return origin_of(Git(root).ask("config", "--local", "--get", "remote.origin.url"), settings)
    except OpennessError:
        return None


def origin_of(address: str, settings: Settings) -> Origin | None:
    """The repository that a remote's address names; passwords in it are left behind."""
    host, path = _parts(address.strip())
    name = path.strip("/").removesuffix(".git")
    if host and host == urlsplit(settings.github).hostname and _NAME.fullmatch(name):
        return Origin("github", name, f"{settings.github}/{name}.git")
    plain = name.removeprefix("datasets/")
    if host and host in (urlsplit(settings.hub).hostname, "hf.co") and _NAME.fullmatch(plain):
        return Origin("hub", name, f"{settings.hub}/{name}.git")
    return None


def _parts(address: str) -> tuple[str, str]:
    if address.startswith(("http://", "https://")):
        try:
            parts = urlsplit(address)
        except ValueError:
            return "", ""
        return (parts.hostname or "").lower(), parts.path
    found = _SSH.fullmatch(address)
    return (found[1].lower(), found[2]) if found else ("", "")
