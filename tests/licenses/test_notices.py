"""Notices in the wording of the Apache license that name another license, or one that nobody knows."""

from __future__ import annotations

import textwrap

import pytest

from licenses.texts import license_text
from openness.licenses.identify import identify

APACHE = 'the Apache License, Version 2.0 (the "License")'
ADDRESS = "http://www.apache.org/licenses/LICENSE-2.0"


def notice(name: str, address: str) -> str:
    text = license_text("Apache-2.0")
    begin, end = text.index("   Copyright [yyyy]"), text.index("limitations under the License.\n", 20)
    shown = textwrap.dedent(text[begin:end] + "limitations under the License.\n")
    assert APACHE in shown
    assert ADDRESS in shown
    return "# A model\n\n" + shown.replace(APACHE, name).replace(ADDRESS, address)


@pytest.mark.parametrize(
    ("name", "address", "expected"),
    [
        (APACHE, ADDRESS, ["Apache-2.0"]),
        ("the License", ADDRESS, ["Apache-2.0"]),
        ("the Apache License\nVersion 2.0", "https://example.org/license", ["Apache-2.0"]),
        ("either the Apache License 2.0 or the MIT License", ADDRESS, ["Apache-2.0"]),
        (
            "the GNU General Public License Version 2.0 (or later)",
            "https://www.gnu.org/licenses/old-licenses/gpl-2.0.txt",
            ["GPL-2.0-or-later"],
        ),
        ("the MIT License", "https://example.org/license", ["MIT"]),
        (
            "the CC BY-NC 4.0 License",
            "https://creativecommons.org/licenses/by-nc/4.0/",
            ["CC-BY-NC-4.0"],
        ),
        ("the Example Model Community License Agreement", "https://example.org/license", []),
    ],
)
def test_a_notice_is_of_the_license_that_it_names(name: str, address: str, expected: list[str]) -> None:
    found = identify(notice(name, address), "README.md")
    assert [item.expression for item in found] == expected
    assert all(item.match == "reference" for item in found)


def test_a_license_file_with_a_notice_of_an_unknown_license_is_not_called_open() -> None:
    found = identify(notice("the Example Non-Commercial License Agreement", "https://example.org/license"), "LICENSE")
    assert [(item.expression, item.open) for item in found] == [(None, False)]
