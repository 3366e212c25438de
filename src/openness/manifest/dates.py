"""Dates of a manifest."""

from __future__ import annotations

from datetime import date

from openness.manifest.complaint import Complaint
from openness.patterns import compiled

_DATE = compiled(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def check_date(text: str) -> list[Complaint]:
    """What is wrong with YYYY, YYYY-MM or YYYY-MM-DD."""
    found = _DATE.fullmatch(text)
    if found is None:
        return [Complaint(f"`{text}` is not a date", "Write YYYY-MM-DD, YYYY-MM or YYYY.", "bad-date")]
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return [Complaint(f"`{text}` is not a day of the calendar", "Write YYYY-MM-DD.", "bad-date")]
    return []


def check_day(text: str) -> list[Complaint]:
    """What is wrong with YYYY-MM-DD."""
    if found := check_date(text):
        return found
    if len(text) < 10:
        return [Complaint(f"`{text}` names no day", "Write YYYY-MM-DD.", "bad-date")]
    return []
