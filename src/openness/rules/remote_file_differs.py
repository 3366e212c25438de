"""A file on the hub or in a release has another digest or size than the manifest says.

What it checks: with `--online`, `digest` and `size` of the manifest are compared with what the hub (sha256 of large
files) and GitHub (digest of release assets) say of their files. Nothing is downloaded.

Why it matters: a digest says "this file and no other was released". Where it differs, a file was replaced after the
release, or the manifest describes another one.

What to do: find out which of the two is right. If the file is, renew the digest in the manifest.

Severity: error.

Sources: Hugging Face hub API, `lfs.sha256`; GitHub REST API, release assets, `digest` (since June 2025).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.remote_files import expected_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.rules.remote_files import Expected

_SHOWN = 19


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each file that is there and another one than declared."""
    for file in expected_files(facts):
        what = _difference(file)
        if what is None:
            continue
        yield Found(
            f"`{file.path}` at `{file.where}` {what}.",
            path=facts.manifest_path,
            line=file.span.line,
            column=file.span.column,
            help="If the file there is the one you release, renew what the manifest says of it.",
            key=f"{file.component} {file.where} {file.path}",
            evidence=(Evidence(file.where, None, f"{file.path} {what}"),),
        )


def _difference(file: Expected) -> str | None:
    if len(file.found) != 1:
        return None
    actual = file.found[0]
    if file.digest and file.digest.startswith("sha256:") and actual.sha256:
        held = f"sha256:{actual.sha256}"
        if held != file.digest.lower():
            return f"has the digest {held[:_SHOWN]}…; the manifest says {file.digest[:_SHOWN]}…"
    if file.size is not None and actual.size is not None and file.size != actual.size:
        return f"has {actual.size:,} bytes; the manifest says {file.size:,}"
    return None


RULE: Rule[Facts] = Rule(
    "OM334",
    "remote-file-differs",
    "error",
    "A published file is not the declared one",
    check,
    __doc__ or "",
)
