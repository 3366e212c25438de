"""How the outputs of a report speak of the policy: one plain line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator


def policy_lines(report: dict[str, Any]) -> Iterator[str]:
    """What a policy makes of the repository in one plain line; nothing without a policy."""
    policy = report.get("policy")
    if not policy:
        return
    name = policy["name"]
    if policy["conclusion"] == "not-applicable":
        why = "; ".join(one["why"] for one in policy["layers"] if one["why"])
        yield f"{name} does not bind this repository" + (f" ({why})" if why else "")
        return
    counted = {
        state: sum(one["state"] == state for one in policy["demands"]) for state in ("met", "not-met", "unknown")
    }
    words = {"met": "met", "not-met": "not met", "unknown": "not known"}
    parts = [f"{number} {words[state]}" for state, number in counted.items() if number]
    demands = f"demands: {', '.join(parts)}" if parts else "no demand on what is released"
    exempted = sum(one["findings"] for one in policy["exemptions"] if not one["expired"])
    if exempted:
        demands += f"; {exempted} exempted"
    if policy["off"]:
        demands += f"; {policy['off']} of rules that are off"
    only = f"; reports only ({policy['reporting_only']})" if policy["reporting_only"] else ""
    yield f"{name}: {demands}{only}"
