from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.read.links import LinkLeavesTreeError, LinkLoopError, leaves, resolve

NAMES = st.sampled_from(["a", "b", "c", "..", ".", ""])
PATHS = st.lists(NAMES, min_size=1, max_size=6).map("/".join)


@pytest.mark.parametrize(
    ("path", "links", "end"),
    [
        ("a", {}, "a"),
        ("a", {"a": "b"}, "b"),
        ("a/x", {"a": "b/c"}, "b/c/x"),
        ("d/a", {"d/a": "../b"}, "b"),
        ("a", {"a": "b", "b": "c"}, "c"),
        ("./a//b/../c", {}, "a/c"),
        ("a/..", {}, ""),
        # `..` is worked out after the link, as the system does it
        ("a/../x", {"a": "b/c"}, "b/x"),
    ],
)
def test_a_path_comes_to_what_its_links_say(path: str, links: dict[str, str], end: str) -> None:
    assert resolve(path, links) == end


@pytest.mark.parametrize("target", ["/etc/passwd", "../x", "b/../../x", "C:\\x", "\\\\host\\share", "../../.."])
def test_a_link_out_of_the_tree_is_told(target: str) -> None:
    assert leaves("a", {"a": target})
    with pytest.raises(LinkLeavesTreeError, match="leads outside"):
        resolve("a", {"a": target})


@pytest.mark.parametrize("links", [{"a": "a"}, {"a": "b", "b": "a"}, {"a": "a/a"}, {"a": "./b/" * 300 + "a"}])
def test_a_loop_ends(links: dict[str, str]) -> None:
    assert not leaves("a", links)
    with pytest.raises(LinkLoopError):
        resolve("a", links)


@given(PATHS, st.dictionaries(st.sampled_from(["a", "b", "c", "a/b", "b/a", "a/c"]), PATHS, max_size=5))
def test_any_links_end_inside_or_with_a_named_error(path: str, links: dict[str, str]) -> None:
    try:
        end = resolve(path, links)
    except (LinkLeavesTreeError, LinkLoopError):
        return
    assert not {"..", "."} & set(end.split("/"))
    assert end not in links
