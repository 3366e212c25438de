"""What a repository says of itself on GitHub, outside its files: its description and its topics."""

from __future__ import annotations

from openness.action import payload as field

_DESCRIPTION, _TOPIC, _MOST_TOPICS = 1_000, 50, 50
"""Characters and topics that are read; GitHub takes 350 characters, and 20 topics of 50 characters each."""


def said_of_repository(payload: object) -> tuple[tuple[str, str], ...]:
    """Sources and texts from the payload of an event, the repository's own words; empty where it has none."""
    description = field.text(field.inside(payload, "repository", "description"), _DESCRIPTION).strip()
    listed = field.inside(payload, "repository", "topics")
    topics = [field.text(one, _TOPIC) for one in listed[:_MOST_TOPICS]] if isinstance(listed, list) else []
    said = (("repository description", description), ("topics", ", ".join(filter(None, topics))))
    return tuple((source, text) for source, text in said if text)
