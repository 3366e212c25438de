"""Lines that only look as if they said that a part is there."""

from __future__ import annotations

import pytest

from openness.evidence.document import read_document
from openness.evidence.mentions import says


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We release the training code.", True),
        ("- [x] Release training code", True),
        ("![We release the training code](assets/pipeline.png)", False),
        ("- [Release of training code](#training)", False),
        ("## Acknowledgements\n\n- [forge](https://example.org): we release our training code on top of it", False),
    ],
)
def test_pictures_contents_and_thanks_release_nothing(text: str, told: bool) -> None:
    assert bool(says([read_document("README.md", f"# Kestrel\n\n{text}\n")], "training_code_here")) is told
