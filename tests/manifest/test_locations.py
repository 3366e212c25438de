from __future__ import annotations

import pytest

from openness.manifest.locations import Location, check_base_model, check_location, check_path, parse_location


@pytest.mark.parametrize(
    ("text", "location"),
    [
        ("src/model.py", Location("path", "src/model.py")),
        ("./src/", Location("path", "src/")),
        ("docs/with space.md", Location("path", "docs/with space.md")),
        ("https://example.org/a", Location("https", "https://example.org/a")),
        ("hf:org/name", Location("hf", "org/name")),
        ("hf:org/name@v1:a/b", Location("hf", "org/name", "v1", "a/b")),
        ("hf:datasets/org/name", Location("hf", "org/name", dataset=True)),
        ("gh:owner/repo@main:x.py", Location("gh", "owner/repo", "main", "x.py")),
        ("release:latest/*.gguf", Location("release", "latest", "latest", "*.gguf")),
        ("doi:10.5281/zenodo.1", Location("doi", "10.5281/zenodo.1")),
        ("arxiv:2402.00838v2", Location("arxiv", "2402.00838", "v2")),
        ("hf:org", None),
        ("../x", None),
        ("s3://bucket/x", None),
    ],
)
def test_locations_are_taken_apart(text: str, location: Location | None) -> None:
    assert parse_location(text) == location


@pytest.mark.parametrize("text", ["/etc/passwd", "C:/x", "C:\\x", "\\\\host\\x", "..", "a/..", "a/../../b", "../a"])
def test_paths_that_leave_the_repository_are_refused(text: str) -> None:
    assert [complaint.kind for complaint in check_path(text)] == ["path-leaves-repository"]
    assert [complaint.kind for complaint in check_location(text)] == ["path-leaves-repository"]


@pytest.mark.parametrize("text", ["..a/b", "a..b", "a/...", ".hidden", "a b/ü.md", "@scope/x"])
def test_dots_in_names_are_fine(text: str) -> None:
    assert check_path(text) == []


@pytest.mark.parametrize("text", ["", " ", "a\\b", "a\x00b", "a\nb"])
def test_paths_that_are_none_are_refused(text: str) -> None:
    assert check_path(text)


@pytest.mark.parametrize("text", ["hf:org/name:../x", "gh:o/r:a/../../b", "release:v1/../x"])
def test_sub_paths_stay_inside_as_well(text: str) -> None:
    assert check_location(text)


def test_a_base_model_says_where_it_is() -> None:
    assert check_base_model("none") == []
    assert check_base_model("hf:a/b") == []
    assert "hf:meta-llama/Llama-2-7b" in check_base_model("meta-llama/Llama-2-7b")[0].help
    assert check_base_model("hf:a")
