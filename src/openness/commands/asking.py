"""Asking servers about a repository, for `--online` and the Action: the network is loaded here and nowhere earlier."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from openness.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from openness.evidence.remote import Moment, RemoteFacts
    from openness.facts.gather import Facts

    Learn = Callable[[Facts], RemoteFacts]

_WIDTH = 70


def asker(
    root: Path,
    moment: Moment,
    *,
    release: str | None = None,
    changed: Collection[str] | None = None,
    environment: Mapping[str, str] | None = None,
) -> Learn:
    """A function that asks servers about a repository's facts, on an occasion.

    `release` is the tag that the check is about, `changed` the paths that a change touched. Raises UsageError when the
    libraries for the network are not installed or a server's address in the environment is none; the function raises
    it when there is no such release.
    """
    environment = os.environ if environment is None else environment
    try:
        from openness.net.cache import DiskCache, cache_directory  # noqa: PLC0415 - online runs only
        from openness.net.client import HttpClient  # noqa: PLC0415
    except ImportError as error:
        raise UsageError(f"checks online need {error.name}: pip install 'openness[github]'") from error
    from openness.online.learn import Asking, learn  # noqa: PLC0415
    from openness.online.links import ARXIV_SPACING  # noqa: PLC0415
    from openness.online.origin import find_origin  # noqa: PLC0415
    from openness.online.settings import settings_from  # noqa: PLC0415

    settings = settings_from(environment)
    client = HttpClient(
        trusted=settings.trusted,
        cache=DiskCache(cache_directory(environment)),
        spacing={settings.arxiv.partition("://")[2]: ARXIV_SPACING},
    )
    origin = find_origin(root, settings, environment)
    if release is not None and (origin is None or origin.server != "github"):
        raise UsageError(
            "--release needs a repository on GitHub: neither a remote named origin nor GITHUB_REPOSITORY names one"
        )

    def ask(facts: Facts) -> RemoteFacts:
        try:
            remote = learn(
                facts, Asking(client, settings, origin, _progress()), moment, release=release, changed=changed
            )
        finally:
            _clear()
        held = remote.releases.get(release) if release is not None else None
        if held is not None and held.state == "dead" and origin is not None:
            raise UsageError(
                f"{origin.name} shows no release {release!r} to this token; a draft shows only to GITHUB_TOKEN with"
                " `contents: write`"
            )
        return remote

    return ask


def _progress() -> Callable[[str], None]:
    """A line on a terminal that says what is asked; nothing where standard error is a file or a pipe."""
    if not sys.stderr.isatty():
        return lambda _: None

    def show(what: str) -> None:
        plain = "".join(char if char.isprintable() else "?" for char in what)
        sys.stderr.write(f"\r\x1b[Kasking about {plain[:_WIDTH]} …")
        sys.stderr.flush()

    return show


def _clear() -> None:
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
        sys.stderr.flush()
