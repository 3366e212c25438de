"""A sentence that calls a model openly licensed does not outweigh the model license that lies beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from openness.report.judged import judge_repository
from support import ROOT, repository_from

TEXTS = Path(ROOT).parent / "shared" / "licence-texts"


@pytest.mark.skipif(not TEXTS.is_dir(), reason="the folder ../shared with license texts is not there")
@pytest.mark.parametrize("license_id", ["LicenseRef-CreativeML-OpenRAIL-M", "LicenseRef-chatglm-6b"])
def test_praise_moves_no_model_to_an_open_license(license_id: str) -> None:
    readme = (
        "# Tern-7B\n\nTern-7B is a language model with weights at https://huggingface.co/tern-labs/tern-7b.\n\n"
        "Our model is fully open source under the Apache-2.0 license.\n"
    )
    text = (TEXTS / f"{license_id}.txt").read_text(encoding="utf-8")
    report = judge_repository(repository_from({"README.md": readme, "LICENSE": text}), today=date(2026, 6, 1)).report
    assert report["level"]["observed"] == "weights-available"
    weights = next(one for one in report["components"] if one["id"] == "weights")
    assert weights["observed"]["license"] == license_id
    errors = {(one["rule"], one["line"]) for one in report["findings"] if one["severity"] == "error"}
    assert errors == {("OM403", 5), ("OM404", 5)}
