"""Where the servers are, and what lets one in: from the user's environment, never from a repository."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from openness.errors import UsageError
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

GITHUB_API = "https://api.github.com"
GITHUB = "https://github.com"
HUB = "https://huggingface.co"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Settings(NamedTuple):
    """Roots of the servers without a closing slash, and the tokens for them."""

    github_api: str = GITHUB_API
    github: str = GITHUB
    hub: str = HUB
    arxiv: str = "https://export.arxiv.org"
    doi: str = "https://doi.org"
    github_token: str | None = None
    hub_token: str | None = None

    @property
    def trusted(self) -> frozenset[tuple[str, int]]:
        """Hosts that the user named, with ports: an enterprise's server may be inside its own network."""
        roots = {self.github_api: GITHUB_API, self.github: GITHUB, self.hub: HUB}
        return frozenset(_host(root) for root, usual in roots.items() if root != usual)


def settings_from(environment: Mapping[str, str]) -> Settings:
    """The settings that the environment names; raises UsageError for an address that is none."""
    found = Settings(
        github_api=_root(environment, "GITHUB_API_URL", GITHUB_API),
        github=_root(environment, "GITHUB_SERVER_URL", GITHUB),
        hub=_root(environment, "HF_ENDPOINT", HUB),
        github_token=environment.get("GITHUB_TOKEN") or environment.get("GH_TOKEN") or None,
        hub_token=environment.get("HF_TOKEN") or None,
    )
    # A token is not sent where everybody on the way can read it.
    return found._replace(
        github_token=found.github_token if _is_private_way(found.github_api) else None,
        hub_token=found.hub_token if _is_private_way(found.hub) else None,
    )


def _root(environment: Mapping[str, str], name: str, usual: str) -> str:
    value = (environment.get(name) or usual).strip().rstrip("/")
    try:
        parts = urlsplit(value)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
        _ = parts.port
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(f"{name} is not a web address: {value[:200]!r}; write https://host or unset it")
    return value


def _is_private_way(root: str) -> bool:
    parts = urlsplit(root)
    return parts.scheme == "https" or parts.hostname in _LOOPBACK


def _host(root: str) -> tuple[str, int]:
    parts = urlsplit(root)
    return (parts.hostname or "").lower(), parts.port or (443 if parts.scheme == "https" else 80)
