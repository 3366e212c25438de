"""Components that a manifest places elsewhere: unknown while nobody looked, absent where they are known to be gone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from openness.evidence.remote import HubRepository, RemoteFacts
from openness.facts.gather import gather
from openness.report.judged import judge_repository
from openness.report.text import render
from support import repository_from

if TYPE_CHECKING:
    from openness.facts.gather import Facts

TODAY = date(2026, 6, 1)
HEAD = "openness: 1\nmodel: {name: Tiny, producer: Lab}\nlicense: MIT\n"
ELSEWHERE = (
    f"{HEAD}components:\n  weights: {{status: released, location: 'hf:lab/tiny'}}\n"
    "  training-code: {status: released, location: ['gh:lab/tiny', 'train/']}\n  training-data: withheld\n"
)
CODE = {"train/run.py": "import torch\n" * 40, "setup.py": "x = 1\n"}


def known(files: dict[str, bytes | str], remote: RemoteFacts | None = None) -> Facts:
    return gather(repository_from(files), today=TODAY, remote=remote)


def test_a_place_elsewhere_was_not_looked_at() -> None:
    facts = known({"openness.yml": ELSEWHERE, **CODE})
    weights = facts.evidence.component("weights")
    assert weights.status == "unknown"
    assert weights.evidence[0] == ("openness.yml", 5, "declared at hf:lab/tiny, not looked at: offline")
    assert facts.level.observed is None
    assert "hf:lab/tiny, not looked at: offline" in facts.level.reasons[0].why


def test_every_place_that_was_not_asked_is_listed() -> None:
    offline = known({"openness.yml": ELSEWHERE, **CODE})
    assert {gap.what: gap.why for gap in offline.not_checked}["hf:lab/tiny"] == "offline"
    asked = known({"openness.yml": ELSEWHERE, **CODE}, RemoteFacts())
    assert "hf:lab/tiny" not in {gap.what for gap in asked.not_checked}


def test_what_should_be_here_and_is_not_stays_absent() -> None:
    facts = known({"openness.yml": ELSEWHERE, "setup.py": "x = 1\n"})
    assert facts.evidence.component("training-code").status == "absent"
    assert facts.evidence.component("training-data").status == "absent"


def test_nothing_else_was_looked_at_where_a_manifest_is_given_alone() -> None:
    facts = known({"openness.yml": ELSEWHERE})
    states = {one.id: one.status for one in facts.evidence.components}
    assert set(states.values()) == {"unknown"}
    assert "only the manifest was given" in facts.evidence.component("model-card").evidence[0].what


def test_without_a_manifest_nothing_changes() -> None:
    assert known({"README.md": "# A tool\n"}).evidence.component("weights").status == "absent"


@pytest.mark.parametrize(("state", "status"), [("dead", "absent"), ("unknown", "unknown"), ("there", "unknown")])
def test_a_place_that_is_gone_is_no_release(state: str, status: str) -> None:
    hub = HubRepository("hf:lab/tiny", state, why="the hub does not know lab/tiny")  # type: ignore[arg-type]
    facts = known({"openness.yml": ELSEWHERE, **CODE}, RemoteFacts(hubs={"hf:lab/tiny": hub}))
    assert facts.evidence.component("weights").status == status
    verdict = facts.frameworks["owd"]["verdict"]
    assert verdict == ("does-not-conform" if state == "dead" else "conforms")


def test_a_maintainer_reads_what_was_not_seen() -> None:
    judged = judge_repository(repository_from({"openness.yml": ELSEWHERE}), today=TODAY)
    text = render(judged.report)
    assert "weights        released  ? unknown" in text
    assert "· absent" not in text
    assert "European Open Source AI Index (a lower bound)           at least " in text
