"""What both sides can say survives the way there and back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from exchange.manifests import CODE, DATASET, HUB, WORD, manifest, manifests, said, some
from openness.exchange import formats
from openness.manifest.load import load_manifest
from openness.manifest.mof import component_ids
from support import ROOT

if TYPE_CHECKING:
    from openness.manifest.entities import Manifest

EXAMPLES = sorted((ROOT / "examples" / "manifests").glob("*.yml"))
FULL = ("openness", "cyclonedx", "spdx")
NAMES = {"openness": "openness.yml", "mof": "MOF.yml", "huggingface": "README.md"}
PROPERTY = settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))


def there_and_back(one: Manifest, form: str) -> Manifest:
    written = formats.write(one, form)
    assert written.text == formats.write(one, form).text
    converted = formats.read(written.text, NAMES.get(form, "bom.json"), form)
    assert formats.detect(written.text, NAMES.get(form, "bom.json")) == form
    return converted.manifest


@pytest.mark.parametrize("form", FULL)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_come_back_whole(path: Any, form: str) -> None:
    source = formats.read(path.read_text(encoding="utf-8"), path.name, "openness")
    assert source.losses == ()
    written = formats.write(source.manifest, form)
    assert written.losses == ()
    back = formats.read(written.text, NAMES.get(form, "bom.json"), form)
    assert back.losses == ()
    assert said(back.manifest) == said(source.manifest)


@pytest.mark.parametrize("form", ["cyclonedx", "spdx"])
@PROPERTY
@given(one=manifests)
def test_any_manifest_comes_back_from_a_bill_of_materials(one: Manifest, form: str) -> None:
    assert said(there_and_back(one, form)) == said(one)


@PROPERTY
@given(one=manifests)
def test_any_manifest_comes_back_from_its_own_format(one: Manifest) -> None:
    written = formats.write(one, "openness")
    back = load_manifest(written.text, "openness.yml").manifest
    assert back is not None
    before, after = said(one), said(back)
    for loss in written.assumed:
        parts = loss.what.split(".")
        remove(after, parts)
    assert after == before


def remove(data: dict[str, Any], parts: list[str]) -> None:
    """Take out a value that was assumed for want of a statement."""
    if parts[0] != "components":
        return
    entry = data["components"][parts[1]][int(parts[2]) if len(parts) == 4 else 0]
    del entry[parts[-1]]


MOF_LICENSE = st.sampled_from(["Apache-2.0", "MIT", "CC-BY-4.0", "LicenseRef-own-terms", "NOASSERTION"])
MOF_PLACE = st.one_of(HUB, DATASET, CODE.filter(lambda place: "@main" not in place), st.just("src/train.py"))
MOF = some(
    {
        "model": some(
            {"name": WORD, "producer": WORD},
            version=WORD.filter(lambda text: not text[:1].isdigit()),
            type=st.sampled_from(["language", "image-generation", "code"]),
            architecture=st.sampled_from(["transformer decoder", "RNN"]),
            treatment=st.sampled_from(["pre-trained", "instruction-tuned", "chat-tuned"]),
            base_model=st.one_of(st.just("none"), HUB.map(lambda place: [{"id": place}])),
            released=st.just("2024-11-22"),
        ),
        "components": st.dictionaries(
            st.sampled_from(sorted(component_ids().values())),
            some(
                {"status": st.just("released")},
                license=MOF_LICENSE,
                license_file=st.sampled_from(["LICENSE", "gh:org/repo:LICENSE"]),
                location=MOF_PLACE.map(lambda place: [place]),
                notes=WORD,
            ).map(lambda one: [one]),
            max_size=17,
        ),
    },
    license=MOF_LICENSE,
    releases=st.just(
        [{"channel": "huggingface", "location": "hf:org/model"}, {"channel": "github", "location": "gh:org/repo"}]
    ),
)


@PROPERTY
@given(data=MOF)
def test_what_mof_can_say_comes_back(data: dict[str, Any]) -> None:
    one = manifest(data)
    written = formats.write(one, "mof")
    assert written.losses == ()
    assert said(there_and_back(one, "mof")) == said(one)


HF_LICENSE = st.sampled_from(
    ["Apache-2.0", "MIT", "LicenseRef-llama-2", "LicenseRef-own-terms", "MIT AND CC-BY-4.0", "Apache-2.0 OR MIT"]
)


@st.composite
def cards(draw: st.DrawFn) -> dict[str, Any]:
    """What front matter can say: bases with one relation, data sets of the hub, a license, a kind of model."""
    relation = draw(st.sampled_from([None, "finetune", "merge"]))
    ids = draw(st.lists(HUB, unique=True, max_size=3))
    bases = [{"id": place, **({"relation": relation} if relation else {})} for place in ids]
    places = draw(st.lists(DATASET, unique=True, max_size=3))
    names = [place.removeprefix("hf:datasets/") for place in places]
    sources = [{"name": name, "location": f"hf:datasets/{name}", "obtainable": "unknown"} for name in names]
    kind = draw(st.sampled_from([None, "language", "image-generation", "embedding"]))
    return {
        "model": {**({"type": kind} if kind else {}), **({"base_model": bases} if bases else {})},
        "license": draw(HF_LICENSE),
        "components": {"model-card": [{"status": "released", "location": ["README.md"]}]},
        **({"data": {"sources": sources}} if sources else {}),
    }


@PROPERTY
@given(data=cards())
def test_what_front_matter_can_say_comes_back(data: dict[str, Any]) -> None:
    one = manifest(data)
    written = formats.write(one, "huggingface")
    assert written.losses == ()
    assert said(there_and_back(one, "huggingface")) == said(one)


@PROPERTY
@given(one=manifests, form=st.sampled_from(["mof", "huggingface"]))
def test_what_is_not_carried_is_listed(one: Manifest, form: str) -> None:
    """Every value of the manifest is in the way back, or named among the losses."""
    written = formats.write(one, form)
    back = said(formats.read(written.text, NAMES[form], form).manifest)
    if not written.losses:
        before = json.loads(json.dumps(said(one)))
        assume(before != back)
        assert set(before) <= set(back)
    for key in said(one):
        assert key in back or any(loss.what.startswith(key) for loss in written.losses)


def test_the_same_manifest_gives_the_same_bytes() -> None:
    text = EXAMPLES[0].read_text(encoding="utf-8")
    for form in formats.WRITERS:
        first, second = (formats.write(formats.read(text, "x", "openness").manifest, form).text for _ in range(2))
        assert first == second
