"""Content that is kept elsewhere: digest and size without it."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.read.tree import Entry, Kind
from openness.weights.digests import HashBudget, digest_of, size_of
from openness.weights.elsewhere import DvcOutput, Remote, annex_key, dvc_outputs
from openness.weights.survey import survey
from support import repository_from

SHA = "1d8f" * 16
LFS = f"version https://git-lfs.github.com/spec/v1\noid sha256:{SHA}\nsize 123456\n"
ANNEX = f".git/annex/objects/fX/g3/SHA256E-s100000--{SHA}.bin/SHA256E-s100000--{SHA}.bin"


def test_git_annex_keys() -> None:
    assert annex_key(ANNEX) == Remote(100_000, SHA)
    assert annex_key(f"/annex/objects/SHA256-s7--{SHA}\n") == Remote(7, SHA)
    assert annex_key("/annex/objects/MD5E-s5-m12--d41d8cd98f00b204e9800998ecf8427e.bin") == Remote(5, None)
    assert annex_key("/annex/objects/URL--https&c%%example.org%model") == Remote(None, None)
    assert annex_key(f"../../.git/annex/objects/a/b/SHA256E-s3-S2-C1--{SHA}/x") == Remote(3, SHA)
    assert annex_key("../weights/model.safetensors") is None


def test_dvc_files() -> None:
    text = (
        "outs:\n- md5: 22e3f61e52c0ba45334d973244efc155\n  size: 64128504\n  hash: md5\n  path: model.pt\n"
        "- md5: 22e3f61e52c0ba45334d973244efc155.dir\n  nfiles: 3\n  path: 'data'\nmeta:\n- path: other\n"
    )
    md5 = "22e3f61e52c0ba45334d973244efc155"
    assert dvc_outputs(text) == [DvcOutput("model.pt", 64_128_504, md5, None), DvcOutput("data", None, md5 + ".dir", 3)]
    assert dvc_outputs("outs:\n- path: a\n  size: \u00b2\n") == [DvcOutput("a", None, None, None)]
    assert dvc_outputs("- [") == []


@given(st.text(max_size=300))
def test_no_text_makes_them_fail(text: str) -> None:
    annex_key(text)
    dvc_outputs("outs:\n" + text)


def test_weights_behind_pointers_are_listed_with_size_and_digest() -> None:
    repository = repository_from(
        {
            "a.safetensors": LFS,
            "b.safetensors": f"/annex/objects/SHA256E-s100000--{SHA}.safetensors\n",
            "d.safetensors.dvc": "outs:\n- md5: 22e3f61e52c0ba45334d973244efc155\n  size: 9\n  path: d.safetensors\n",
            "e.safetensors": bytes(5000),
        },
        extra=[
            Entry("c.bin", 90, Kind.SYMLINK, target=ANNEX),
            Entry("c.safetensors", 90, Kind.SYMLINK, target=ANNEX),
            Entry("gpt-neox", 0, Kind.SUBMODULE),
        ],
    )
    found = survey(repository)
    assert [(one.path, one.stored, one.size, one.sha256) for one in found.files] == [
        ("a.safetensors", "lfs", 123_456, SHA),
        ("b.safetensors", "annex", 100_000, SHA),
        ("c.safetensors", "annex", 100_000, SHA),
        ("d.safetensors", "dvc", 9, None),
        ("e.safetensors", "unknown", 5000, None),
    ]
    assert found.submodules == ("gpt-neox",)
    assert found.bytes_read == 0
    assert not any(one.problems for one in found.files)


def test_digests_and_sizes_of_what_is_here_and_of_what_is_not() -> None:
    body = b"some weights"
    repository = repository_from(
        {
            "a": LFS,
            "b": body,
            "c": f"/annex/objects/SHA256E-s100000--{SHA}.bin\n",
            "d": bytes(9000),
            "empty": b"",
        },
        extra=[Entry("link", 90, Kind.SYMLINK, target=ANNEX), Entry("sub", 0, Kind.SUBMODULE)],
    )
    digests = {path: digest_of(repository, path) for path in ("a", "b", "c", "d", "empty", "link", "sub", "absent")}
    assert digests == {
        "a": f"sha256:{SHA}",
        "b": "sha256:" + hashlib.sha256(body).hexdigest(),
        "c": f"sha256:{SHA}",
        "d": None,
        "empty": "sha256:" + hashlib.sha256().hexdigest(),
        "link": f"sha256:{SHA}",
        "sub": None,
        "absent": None,
    }
    assert digest_of(repository, "b", "sha512") == "sha512:" + hashlib.sha512(body).hexdigest()
    assert digest_of(repository, "a", "sha512") is None
    sizes = [size_of(repository, path) for path in ("a", "b", "c", "d", "link", "sub", "absent")]
    assert sizes == [123_456, 12, 100_000, 9000, 100_000, None, None]


def test_hashing_ends_with_the_budget() -> None:
    repository = repository_from({"a": b"1234567", "b": b"12345"})
    budget = HashBudget(10)
    assert digest_of(repository, "a", budget=budget) is not None
    assert digest_of(repository, "b", budget=budget) is None


@pytest.mark.parametrize("size", ["99999999999999999999", "-1", "1e3"])
def test_a_damaged_pointer_in_the_place_of_weights_is_named(size: str) -> None:
    text = LFS.replace("123456", size)
    (file,) = survey(repository_from({"model.safetensors": text})).files
    assert file.problems == ("begins like a Git LFS pointer and is none",)
