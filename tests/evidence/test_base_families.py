"""Names of base models and the terms that they bring along."""

from __future__ import annotations

import pytest

from openness.evidence.bases import named_base
from openness.licenses.catalog import lookup
from openness.model import Evidence

RESTRICTED = {
    "Qwen/Qwen2.5-72B-Instruct": "LicenseRef-qwen-2024",
    "Qwen/Qwen2.5-3B": "LicenseRef-qwen-research-2024",
    "Qwen/Qwen1.5-14B-Chat": "LicenseRef-tongyi-qianwen",
    "CohereForAI/c4ai-command-r-v01": "LicenseRef-cohere-cc-by-nc-aup",
    "CohereForAI/aya-expanse-8b": "LicenseRef-cohere-cc-by-nc-aup",
    "stabilityai/stable-diffusion-3.5-large": "LicenseRef-stability-community",
    "stabilityai/stable-diffusion-xl-base-1.0": "LicenseRef-OpenRAIL++-M",
    "stabilityai/sdxl-turbo": "LicenseRef-stability-nc-research-2023",
    "runwayml/stable-diffusion-v1-5": "LicenseRef-CreativeML-OpenRAIL-M",
    "mistralai/Mistral-Large-Instruct-2407": "LicenseRef-mistral-mrl-0.1",
    "mistralai/Codestral-22B-v0.1": "LicenseRef-mistral-mnpl-0.1",
    "LGAI-EXAONE/EXAONE-3.5-7.8B-Instruct": "LicenseRef-exaone",
}


@pytest.mark.parametrize("name", RESTRICTED)
def test_families_with_terms_of_their_own(name: str) -> None:
    base = named_base(name, Evidence("README.md", 1, name), "manifest")
    assert base is not None
    assert (base.license, base.open) == (RESTRICTED[name], False)
    assert lookup(RESTRICTED[name]) is not None


@pytest.mark.parametrize(
    "name", ["Qwen/Qwen2.5-7B", "Qwen/Qwen3-72B", "mistralai/Mistral-7B-v0.1", "example/command-line-7b"]
)
def test_siblings_under_open_licenses_bring_none(name: str) -> None:
    base = named_base(name, Evidence("README.md", 1, name), "manifest")
    assert base is None or base.open
