"""Names of licenses as they stand in a sentence."""

from __future__ import annotations

import pytest

from openness.licenses import catalog
from openness.rules.phrases import license_name


@pytest.mark.parametrize(
    ("expression", "shown"),
    [
        (None, "no license"),
        ("Apache-2.0", "Apache-2.0"),
        ("LicenseRef-chatglm-6b", "the ChatGLM-6B License"),
        ("LicenseRef-nxai-community", "the NXAI Community License Agreement"),
        ("LicenseRef-llama-1", "the LLaMA License Agreement"),
        ("LicenseRef-no-such-license", "LicenseRef-no-such-license"),
    ],
)
def test_a_license_has_one_article_at_most(expression: str | None, shown: str) -> None:
    assert license_name(expression) == shown


def test_no_name_of_the_catalog_keeps_its_own_article() -> None:
    shown = [license_name(entry.id) for entry in catalog.model_entries()]
    assert [name for name in shown if name.lower().startswith("the the ")] == []
