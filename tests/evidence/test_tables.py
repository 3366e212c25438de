"""The tables of patterns and words."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from openness.errors import MissingDataError
from openness.evidence.lexicon import pattern, table
from openness.evidence.links import classify
from openness.licenses import catalog

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = sorted(entry.name for entry in (files("openness") / "data" / "evidence").iterdir())
HOSTILE = [
    "a " * 1200,
    "[" * 2400,
    "https://github.com/" + "a" * 2400,
    "the model is under the " * 100,
    "-" * 2400,
    "开源" * 1200,
]


def keys(value: Any, prefix: str = "") -> Iterator[str]:
    for key, held in value.items():
        if isinstance(held, dict):
            yield from keys(held, f"{prefix}{key}.")
        else:
            yield prefix + key


@pytest.mark.parametrize("name", NAMES)
def test_every_table_names_its_source(name: str) -> None:
    assert len(table(name.removesuffix(".json"))["source"]) > 30


@pytest.mark.parametrize("name", ["accounts.json", "cues.json", "disclosure.json", "prose.json", "source.json"])
def test_every_pattern_compiles_and_ends_on_hostile_lines(name: str) -> None:
    short = name.removesuffix(".json")
    for key in keys(json.loads((files("openness") / "data" / "evidence" / name).read_text(encoding="utf-8"))):
        regex = pattern(short, key)
        for line in HOSTILE:
            regex.search(line)


def test_bases_name_licenses_of_the_catalog() -> None:
    named = {row["id"]: row["license"] for row in table("bases")["families"] if row["license"]}
    assert {family: catalog.canonical(license_id) for family, license_id in named.items()} == named


def test_a_table_that_is_not_there_is_said_to_be_missing() -> None:
    with pytest.raises(MissingDataError):
        table("no-such-table")


@pytest.mark.parametrize(
    ("url", "kind", "target"),
    [
        ("https://huggingface.co/org/name", "hub-model", "org/name"),
        ("https://huggingface.co/org/name/blob/main/config.json", "hub-model", "org/name"),
        ("https://huggingface.co/datasets/org/corpus", "dataset", "org/corpus"),
        ("https://huggingface.co/spaces/org/demo", "other", "https://huggingface.co/spaces/org/demo"),
        ("https://huggingface.co/org", "hub-org", "org"),
        ("https://huggingface.co/collections/org/set-1", "hub-collection", "org/set-1"),
        ("https://modelscope.cn/models/org/name/summary", "hub-model", "org/name"),
        ("https://github.com/o/r/releases/download/v1/w.pth", "asset", "gh:o/r:v1/w.pth"),
        ("https://example.org/weights/w.ckpt", "file", "https://example.org/weights/w.ckpt"),
        ("https://arxiv.org/abs/2401.00001", "paper", "https://arxiv.org/abs/2401.00001"),
        ("https://forms.gle/abc", "form", "https://forms.gle/abc"),
        ("https://wandb.ai/org/run", "run-log", "https://wandb.ai/org/run"),
        ("https://example.org/", "other", "https://example.org/"),
    ],
)
def test_links_are_told_apart(url: str, kind: str, target: str) -> None:
    assert classify(url) == (kind, target)
