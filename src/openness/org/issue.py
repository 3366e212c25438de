"""The issue that tells a repository what was found in it: its text, and when it is written, mended, closed, reopened.

A person who closes the issue as not planned has decided; it stays closed until something else is found. Nothing is
written while nothing changes, and no text of an issue mentions anybody.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Literal

from openness.org.figures import counted
from openness.org.rows import license_of
from openness.org.sarif import place
from openness.patterns import compiled
from openness.report.gfm import code, inert
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Json = dict[str, Any]

TITLE = "Openness check: what is said here and what is released"
LABEL = "openness"

When = Literal["policy", "error", "warning", "never"]

_MOST_FINDINGS = 30
_MOST_BODY = 60_000
_MARKER = compiled(r"<!-- openness:issue v1 ([0-9a-f]{16}) (open|mended) -->")


class Existing(NamedTuple):
    """An issue of a repository that this account wrote and that carries the marker."""

    number: int
    state: str
    reason: str
    body: str
    url: str = ""


class Act(NamedTuple):
    """What to do about a repository. `why` says it in a few words; `duplicates` are issues to close besides."""

    kind: Literal["none", "create", "update", "close", "reopen"]
    why: str
    number: int | None = None
    body: str = ""
    duplicates: tuple[int, ...] = ()


def offends(row: Json, when: When) -> bool:
    """True when the repository gets an issue: where the policy fails it, or where it has findings of that severity."""
    if when == "policy":
        return (row["policy"] or {}).get("conclusion") == "failure"
    if when == "never":
        return False
    counted_severities = ("error",) if when == "error" else ("error", "warning")
    return any(row["counts"][severity] for severity in counted_severities)


def decide(row: Json, existing: Sequence[Existing], when: When) -> Act:
    """What to do about a repository, given the issues of this tool in it."""
    own = sorted(existing)
    if row["status"] != "judged":
        return Act("none", "not judged in full: nothing is known to have changed", own[0].number if own else None)
    duplicates = tuple(one.number for one in own[1:] if one.state == "open")
    held = own[0] if own else None
    if not offends(row, when):
        if held is None or held.state != "open":
            return Act("none", "nothing to say", held.number if held else None, duplicates=duplicates)
        return Act("close", "what it spoke of is mended", held.number, mended_body(row), duplicates)
    body = issue_body(row)
    if held is None:
        return Act("create", f"{_found(row)}", None, body)
    if _hash_of(held.body) == digest(row) and (held.state == "open" or not _closed_by_us(held)):
        why = "said already" if held.state == "open" else "said already, and closed by hand"
        return Act("none", why, held.number, duplicates=duplicates)
    if held.state == "open":
        return Act("update", "the result changed", held.number, body, duplicates)
    if held.reason == "not_planned" and not _closed_by_us(held):
        return Act("none", "closed as not planned", held.number, duplicates=duplicates)
    return Act("reopen", "it is back", held.number, body, duplicates)


def is_own(body: str) -> bool:
    """True when the text begins with the marker of this tool's issues."""
    return _MARKER.fullmatch(_first_line(body)) is not None


def digest(row: Json) -> str:
    """What the result comes to, in sixteen digits: the same as long as there is nothing new to say."""
    standing = sorted(one["fingerprint"] + one["severity"] for one in _told(row))
    policy = row["policy"] or {}
    content = [standing, row["level"]["observed"], policy.get("conclusion"), policy.get("name")]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:16]


def issue_body(row: Json) -> str:
    """The text of the issue, its marker first."""
    blocks = [f"<!-- openness:issue v1 {digest(row)} open -->", *_blocks(row)]
    text = "\n\n".join(blocks)
    return text if len(text) <= _MOST_BODY else text[:_MOST_BODY].rpartition("\n")[0] + "\n\n…"


def mended_body(row: Json) -> str:
    """The text of the issue once there is nothing more to say."""
    level = row["level"]["observed"]
    said = f" The level of openness is **{level}**." if level else ""
    return (
        f"<!-- openness:issue v1 {digest(row)} mended -->\n\n"
        f"At {code(row['commit'][:12])} nothing is left of what this issue spoke of.{said}\n\n"
        "It is opened again if something comes back."
    )


def _blocks(row: Json) -> Iterator[str]:
    level = row["level"]["observed"] or "unknown"
    license_name = license_of(row)
    terms = f", its weights under {code(license_name)}" if license_name else ""
    yield (
        f"At {code(row['commit'][:12])}, this repository's level of openness is **{level}**{terms}."
        f" The check found {_found(row)}."
    )
    policy = row["policy"]
    if policy:
        contact = f" Questions and exemptions: {inert(str(policy['contact']))}." if policy.get("contact") else ""
        yield f"The policy is {inert(str(policy.get('name') or 'the policy of this organization'))}.{contact}"
        demands = [one for one in policy.get("demands") or () if one["state"] == "not-met"]
        if demands:
            yield "\n".join(
                f"- {code(str(one['setting']))}: {inert(str(one['required']))} is asked for, {inert(str(one['found']))}"
                " was found"
                for one in demands[:_MOST_FINDINGS]
            )
    told = _told(row)
    yield "\n".join(_line(row, one) for one in told[:_MOST_FINDINGS])
    if len(told) > _MOST_FINDINGS:
        yield f"{len(told) - _MOST_FINDINGS} more: run `openness check`."
    yield (
        f"`openness explain {told[0]['rule'] if told else 'OM401'}` says what a rule means and what to do. A finding"
        " that is right as it stands can be accepted with a reason: `<!-- openness: ignore[RULE] reason -->` on its"
        " line. This issue closes by itself once nothing is left; closed as not planned, it stays closed."
    )


def _line(row: Json, one: Json) -> str:
    where = ":".join(str(part) for part in (one["path"], one["line"]) if part)
    link = f" ([{inert(where)}]({place(row, one['path'], one['line'])}))" if where and row["url"] else ""
    advice = f" {inert(one['help'])}" if one["help"] else ""
    return f"- **{one['rule']}** {one['severity']}: {inert(one['message'])}{advice}{link}"


def _told(row: Json) -> list[Json]:
    return [one for one in row["findings"] if one["suppressed"] is None and one["severity"] != "note"]


def _found(row: Json) -> str:
    counts = row["counts"]
    return f"{counted(counts['error'], 'error')} and {counted(counts['warning'], 'warning')}"


def _hash_of(body: str) -> str | None:
    match = _MARKER.fullmatch(_first_line(body))
    return match[1] if match else None


def _closed_by_us(held: Existing) -> bool:
    match = _MARKER.fullmatch(_first_line(held.body))
    return bool(match and match[2] == "mended")


def _first_line(body: str) -> str:
    return body.split("\n", 1)[0].rstrip("\r")
