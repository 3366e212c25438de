"""The manifest lists a file on the hub or in a release, and it is not there, or its upload was never finished.

What it checks: with `--online`, paths in `hf:` locations, assets in `release:` locations and the `files` of components
that are placed there are looked up in the listing of the hub repository or release.

Why it matters: the repository page exists, and what was promised on it does not.

What to do: upload the file, correct its name, or take it out of the manifest.

Severity: error; warning on pull requests and pushes, where the file may still be uploaded before the release.

Sources: GitHub REST API, release assets, `state`; Hugging Face hub API, `siblings`.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from openness.model import Evidence
from openness.rules.base import Found, Rule
from openness.rules.remote_files import expected_files

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openness.facts.gather import Facts
    from openness.rules.remote_files import Expected


def check(facts: Facts) -> Iterator[Found]:
    """One finding for each file that is missing or unfinished."""
    if facts.remote is None:
        return
    for file in expected_files(facts):
        unfinished = [one for one in file.found if one.state != "uploaded"]
        if file.found and not unfinished:
            continue
        what = "its upload is not finished" if unfinished else "it is not there"
        yield Found(
            f"The manifest places `{file.path}` of {file.component} at `{file.where}`, and {what}.",
            path=facts.manifest_path,
            line=file.span.line,
            column=file.span.column,
            help=_advice(facts, file),
            key=f"{file.component} {file.where} {file.path}",
            severity=None if facts.remote.is_final else "warning",
            evidence=(Evidence(file.where, None, f"{file.path}: {what}"),),
        )


def _advice(facts: Facts, file: Expected) -> str:
    assert facts.remote is not None
    listings = [held.files for held in facts.remote.hubs.values()]
    listings += [held.assets for held in facts.remote.releases.values()]
    known = [one.path for files in listings for one in files[:2000]]
    close = difflib.get_close_matches(file.path, known, n=1, cutoff=0.8)
    if close and close[0] != file.path:
        return f"Did you mean `{close[0]}`?"
    return "Upload the file, correct its name, or take it out of the manifest."


RULE: Rule[Facts] = Rule(
    "OM335",
    "remote-file-absent",
    "error",
    "A published file is missing or unfinished",
    check,
    __doc__ or "",
)
