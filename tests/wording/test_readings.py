"""Chinese names of what is named in Latin letters."""

from __future__ import annotations

import pytest

from openness.wording.claims import find_claims
from openness.wording.context import Context
from openness.wording.readings import han_names

COMMON = frozenset({"中文"})


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("HaiYan-Music", "海燕能写歌。", {"海燕"}),
        ("YanqueLLM", "我們開源了燕雀。", {"燕雀"}),
        ("ZhenZhu-7B", "珍珠與珍珠號", {"珍珠"}),
        ("YakLM", "牦牛（YakLM）是一个模型。", {"牦牛"}),
        ("YakLM", "# 牦牛 YakLM\n", {"牦牛"}),
        ("YakLM", "# YakLM：中文模型\n", set()),
        ("YakLM", "更新（YakLM）", set()),
        ("Moxing", "本模型是开源的。", set()),
        ("Kaiyuan-2B", "开元模型已开源。", {"开元"}),
        ("Nova", "没有中文名。", set()),
        ("HaiYan", "No Chinese here.", set()),
    ],
)
def test_a_name_is_found_by_its_reading_or_beside_the_latin_one(name: str, text: str, expected: set[str]) -> None:
    stem = name.partition("-")[0].lower()
    assert han_names(text, [name], {stem}, COMMON) == expected


def test_a_claim_is_known_by_the_chinese_name() -> None:
    context = Context("NestLab", "HaiYan", ("NestLab/HaiYan-7B",), True)
    claims = find_claims("# HaiYan\n\n海燕已开源。\n", "README.md", context)
    assert [(claim.subject, claim.act) for claim in claims] == [("model", "asserts")]


def test_an_english_stretch_of_a_chinese_line_is_read_as_english() -> None:
    context = Context("NestLab", "HaiYan", ("NestLab/HaiYan-7B",), True)
    line = (
        "HaiYan is the first open-source model for operas，覆盖京剧、昆曲、越剧、豫剧、黄梅戏五大剧种，支持多种唱腔。"
    )
    claims = find_claims(f"# HaiYan\n\n{line}\n", "README.md", context)
    assert [(claim.subject, claim.act, claim.language) for claim in claims] == [("model", "asserts", "en")]
