"""Entries of the Model Openness Tool: read without a silent loss, and back with the same class."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from openness.exchange import formats
from openness.exchange.places import location
from openness.judge.frameworks.mof.tool import evaluate_mof_file
from openness.manifest.document import parse
from openness.manifest.mof import mof_entries, release_of

if TYPE_CHECKING:
    from pathlib import Path

    from openness.exchange.result import Converted
    from openness.manifest.document import Document

TEXTS = ("name", "producer", "version", "date", "type", "architecture", "treatment")
PLACES = ("repository", "huggingface")


@pytest.fixture(scope="module")
def entries(corpus: Path) -> list[tuple[str, str]]:
    found = [(path.name, path.read_text(encoding="utf-8")) for path in sorted((corpus / "mot").glob("*.yml"))]
    assert len(found) > 100
    return found


def licenses(document: Document) -> dict[str, str | None]:
    return {entry.name: entry.license for entry in mof_entries(document)}


def test_what_every_entry_says_comes_back_or_is_listed(entries: list[tuple[str, str]]) -> None:
    wrong = [
        f"{name}: {what}" for name, text in entries for what in differences(name, text, formats.read(text, name, "mof"))
    ]
    assert wrong == []


def differences(name: str, text: str, read: Converted) -> list[str]:
    """Whatever an entry says that its way to a manifest and back changes, and nobody told."""
    before, after = parse(text, name), parse(formats.write(read.manifest, "mof").text, name)
    told = " ".join(str(one) for one in (*read.losses, *read.assumed))
    first, second = release_of(before), release_of(after)
    found = [
        key
        for key in TEXTS
        if first.get(key) not in ("", None)
        and str(first[key]).strip() != str(second.get(key)).strip()
        and f"release.{key}" not in told
    ]
    found += [
        key
        for key in PLACES
        if first.get(key)
        and location(str(first[key])) != location(str(second.get(key) or "-"))
        and f"release.{key}" not in told
    ]
    if evaluate_mof_file(before).class_ != evaluate_mof_file(after).class_:
        found.append("class")
    if evaluate_mof_file(before) != evaluate_mof_file(after) and "license" not in told:
        found.append("state of a component")
    gone = set(licenses(before)) - set(licenses(after))
    return found + sorted(one for one in gone if "read as withheld" not in told)
