"""One repository judged: facts, findings and the report, as every way into the program makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openness.facts.gather import gather
from openness.findings.run import run_rules
from openness.report.document import Json, build_report
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from openness.evidence.remote import RemoteFacts
    from openness.facts.gather import Facts
    from openness.findings.finding import Finding
    from openness.model import Spoken
    from openness.read.repository import Repository


class Judged(NamedTuple):
    """What was learned of a repository. `report["findings"]` and `findings` are the same ones in the same order."""

    facts: Facts
    findings: list[Finding]
    report: Json


def judge_repository(
    repository: Repository,
    *,
    today: date,
    manifest_path: str | None = None,
    spoken: Sequence[Spoken] = (),
    remote: RemoteFacts | None = None,
) -> Judged:
    """The repository judged on a day.

    `manifest_path` names the manifest to use instead of looking for one; `spoken` are words said of the repository
    outside its files, `remote` what was learned of other places.
    """
    facts = gather(repository, today=today, manifest_path=manifest_path, spoken=spoken, remote=remote)
    findings = run_rules(facts)
    return Judged(facts, findings, build_report(facts, findings))
