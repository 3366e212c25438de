"""What the comment and the summary of a pull request say of a policy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from openness.action.comment import Context, render_comment
from openness.action.summary import render_summary
from policy_support import CLOSED, judged, stack

if TYPE_CHECKING:
    from collections.abc import Callable

CONTEXT = Context()


@pytest.mark.parametrize("render", [render_comment, render_summary])
def test_the_policy_is_told_in_one_line(render: Callable[..., str]) -> None:
    report, _ = judged(CLOSED, stack("name: acme\nmode: evaluate\nlevel: open-weights\n"))
    text = render(report, CONTEXT)
    assert "Policy acme: demands: 1 not met; reports only (mode evaluate)" in text


def test_nobody_is_told_to_accept_what_a_policy_demands() -> None:
    report, _ = judged(CLOSED, stack("level: open-weights\nrules:\n  OM401: off\n  OM101: off\n"))
    text = render_comment(report, CONTEXT)
    assert "OM502" in text
    assert "ignore[OM502]" not in text
    assert "`rule: OM502`" not in text
    assert "Only an exemption in the policy accepts what it demands." in text
