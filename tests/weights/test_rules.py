"""What the rules on weights say where one miniature repository would not show it."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import TYPE_CHECKING

import pytest

from openness.facts.gather import gather
from openness.findings.run import run_rules
from openness.rules.base_model_mismatch import alike, hub_name
from support import repository_from
from weightfiles import gguf, pytorch, safetensors

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openness.findings.finding import Finding

ONE = {"w": ("F16", [8, 8])}
MANIFEST = """openness: 1
model: {name: TinyLM, producer: Example Lab}
license: Apache-2.0
components:
  weights: {status: released, location: model/}
"""


def findings(files: Mapping[str, bytes | str], name: str) -> list[Finding]:
    facts = gather(repository_from(files), today=date(2026, 6, 1))
    return [one for one in run_rules(facts) if one.name == name]


def test_shards_with_one_wrong_license_make_one_finding() -> None:
    shard = safetensors(ONE, {"license": "cc-by-nc-4.0"})
    files = {f"model/model-{number:05d}-of-00030.safetensors": shard for number in range(1, 31)}
    (one,) = findings({"openness.yml": MANIFEST, **files}, "weights-license-contradiction")
    assert "29 more" in one.message
    assert one.severity == "error"


def test_a_family_without_a_version_does_not_contradict_one_of_its_versions() -> None:
    manifest = MANIFEST.replace("Apache-2.0", "GPL-3.0-only")
    files: dict[str, bytes | str] = {"openness.yml": manifest, "model/m.gguf": gguf({"general.license": "gpl"}, ONE)}
    assert findings(files, "weights-license-contradiction") == []


def test_files_of_tests_are_no_release() -> None:
    files: dict[str, bytes | str] = {
        "openness.yml": MANIFEST,
        "model/model.safetensors": safetensors(ONE),
        "tests/data/model.safetensors": b"not safetensors at all, and not text either \x00\x01",
        "tests/data/model.pt": pytorch(ONE, ["own.module.Class"]),
        "tests/data/lora/adapter_config.json": "{}",
    }
    for name in (
        "weights-file-malformed",
        "pickle-foreign-imports",
        "adapter-without-base-model",
        "weights-undeclared",
    ):
        assert findings(files, name) == []


def test_what_could_run_commands_is_named_even_in_tests() -> None:
    (one,) = findings({"tests/data/model.pt": pytorch(ONE, ["os.system"])}, "pickle-foreign-imports")
    assert "os.system" in one.message


def test_digests_of_the_longer_kind_are_compared_too() -> None:
    body = safetensors(ONE)
    for digest, count in ((hashlib.sha512(body).hexdigest(), 0), ("0" * 128, 1)):
        manifest = MANIFEST.replace("location: model/", f"location: model/m.safetensors, digest: 'sha512:{digest}'")
        files: dict[str, bytes | str] = {"openness.yml": manifest, "model/m.safetensors": body}
        assert len(findings(files, "declared-digest-mismatch")) == count


def test_content_that_was_not_fetched_contradicts_nothing() -> None:
    manifest = MANIFEST.replace("location: model/", f"location: model/m.safetensors, digest: 'sha256:{'0' * 64}'")
    files: dict[str, bytes | str] = {"openness.yml": manifest, "model/m.safetensors": bytes(100_000)}
    for name in ("declared-digest-mismatch", "weights-file-malformed", "parameter-count-mismatch"):
        assert findings(files, name) == []


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("meta-llama/Llama-3.1-8B", "mirror/llama-3.1-8b-bnb-4bit", True),
        ("meta-llama/Llama-3.1-8B", "meta-llama/Llama-3.1-8B", True),
        ("meta-llama/Llama-3.1-8B", "meta-llama/Llama-3.2-3B", False),
        ("a/b", "c/bcd", False),
    ],
)
def test_names_of_one_model(one: str, other: str, same: bool) -> None:
    assert alike(one, other) == same


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("hf:owner/name", "owner/name"),
        ("hf:owner/name@main", "owner/name"),
        ("https://huggingface.co/owner/name/tree/main", "owner/name"),
        ("owner/name", "owner/name"),
        ("./owner/name", None),
        ("/data/name", None),
        ("name", None),
        ("https://example.org/owner/name", None),
    ],
)
def test_names_on_a_hub(text: str, name: str | None) -> None:
    assert hub_name(text) == name
