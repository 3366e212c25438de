"""Any text at all: never a crash, and every problem lies inside the file."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from openness.manifest.crossfield import unlocated
from openness.manifest.load import load_manifest

YAML_BITS = st.sampled_from(
    [
        "openness: 1\n", "model:\n", "  name: x\n", "  producer: y\n", "components:\n", "  weights: released\n",
        "  weights:\n    - {status: released, name: a}\n", "release:\n", "  components:\n  - name: Datasets\n",
        "    license: MIT\n", "license: MIT\n", "claims: [open]\n", "- ", ": ", "? ", "[", "]", "{", "}", "'", '"',
        "&a ", "*a", "!!str ", "|\n", ">\n", "\t", "\r", "\r\n", "\n\n", "#", "---\n", "...\n", "%YAML 1.2\n", "\x00",
        "\u2028", "\ufeff", "é", "\U0001f600", "\ud800", "<<: ", "~", "1e9", "2024-13-45", "../x", "hf:a",
        "exceptions: [{rule: OM401, reason: long enough for us, until: 2020-01-01}]\n", "data: {disclosure: full}\n",
    ]
)  # fmt: skip


def check(text: str, path: str) -> None:
    loaded = load_manifest(text, path)
    unlocated(loaded, frozenset())
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    for problem in loaded.problems:
        assert problem.path == path
        assert 1 <= problem.line <= len(lines)
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
        assert "\n" not in problem.message
        assert len(problem.message) < 1000


@settings(deadline=None, max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(YAML_BITS, max_size=40).map("".join), st.sampled_from(["openness.yml", "MOF.yml"]))
@example("a: 1\n\n\n", "openness.yml")
@example("model: {name: [}", "openness.yml")
def test_any_arrangement_of_yaml_is_survived(text: str, path: str) -> None:
    check(text, path)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=300))
def test_any_text_is_survived(text: str) -> None:
    check(text, "openness.yml")
    check(
        f"openness: 1\nlicense: {text}\ncomponents:\n  weights: {{status: released, location: {text}}}\n",
        "openness.yml",
    )


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.recursive(
        st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=20)),
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.text(max_size=10), inner, max_size=4)),
        max_leaves=20,
    ),
    st.sampled_from(["model", "license", "components", "claims", "data", "exceptions", "releases", "release"]),
)
def test_any_value_under_any_key_is_survived(value: object, key: str) -> None:
    check(json.dumps({"openness": 1, key: value}, ensure_ascii=False), "openness.yml")
    check(json.dumps({"framework": {}, key: value}, ensure_ascii=False), "MOF.yml")


@pytest.mark.parametrize(
    "expression",
    ["LicenseRef-Foo_Bar", "MIT AND -", "MIT AND é", "(" * 500, "MIT AND " * 50, "a" * 299, "MIT OR OR", "'"],
)
def test_any_license_is_survived(expression: str) -> None:
    for path in ("openness.yml", "MOF.yml"):
        check(json.dumps({"openness": 1, "license": expression}), path)
    stated = {
        "license": {"distribution": {"name": expression}},
        "components": [{"name": "Datasets", "license": expression}],
    }
    check(json.dumps({"release": stated}), "MOF.yml")
