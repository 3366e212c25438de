"""Reports of which every text is somebody's attack."""

from __future__ import annotations

from typing import Any

PAYLOADS = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)' x='",
    "</title></style></script><svg onload=alert(1)>",
    "javascript:alert(1)",
    "<!--", "]]>", "{{ 7 * 7 }}", "{% include 'base.html' %}", "&lt;b&gt;&#x3c;i>",
    "\u202etxt.exe\u2066 \u200b\u0000\x1b[31m\ud83d\udcaf\udc80",
    "\n</pre>\n\t<iframe src=//evil.example>",
    "`</code><a href=//evil.example>", "x" * 5_000,
)  # fmt: skip
"""What is tried in the place of every text."""

_VOCABULARY = {
    "schema_version", "kind", "severity", "status", "verdict", "act", "match", "change", "state", "keeps_from", "id",
    "observed", "declared", "before", "after", "conclusion", "format", "mode", "visibility", "scanned_at", "since",
}  # fmt: skip
"""Keys of which this program, and not the repository, writes the values."""


def filled(value: Any, payload: str, key: str = "") -> Any:
    """The value with the payload in place of every text that somebody else can choose."""
    if isinstance(value, str):
        return value if key in _VOCABULARY else payload
    if isinstance(value, list):
        return [filled(one, payload, key) for one in value]
    if isinstance(value, dict):
        return {name: filled(one, payload, name) for name, one in value.items()}
    return value
