"""Who a repository is, from what GitHub says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.policy.entities import Identity

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST = 500


def identity_from_github(repository: Mapping[str, Any]) -> Identity | None:
    """The identity in a `repository` object of an event payload or of the REST API; None when it has no name.

    What is absent or of another shape than GitHub documents is not known.
    """
    name = repository.get("full_name")
    if not isinstance(name, str) or not name:
        return None
    topics = repository.get("topics")
    properties = repository.get("custom_properties")
    visibility = repository.get("visibility")
    return Identity(
        name=name[:_MOST],
        topics=_texts(topics) if isinstance(topics, list) else None,
        properties={str(key): _property(value) for key, value in list(properties.items())[:_MOST]}
        if isinstance(properties, dict)
        else None,
        visibility=visibility if isinstance(visibility, str) else None,
    )


def _property(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return _texts(value)
    return () if value is None else (str(value).lower() if isinstance(value, bool) else str(value),)


def _texts(values: list[object]) -> tuple[str, ...]:
    return tuple(value for value in values[:_MOST] if isinstance(value, str))
