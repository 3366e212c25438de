"""A policy over every repository of an organization."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from openness.commands.policies import read_policy
from openness.github.errors import ApiError
from openness.model import NotChecked
from openness.policy.entities import Identity
from openness.policy.identity import identity_from_github
from openness.report.policy import under_policy

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from openness.github.client import GitHubClient
    from openness.org.listed import Listed
    from openness.policy.entities import Policy

Json = dict[str, Any]


class Overseer:
    """Puts reports under a policy, knowing who each repository is."""

    def __init__(self, references: Sequence[str], client: GitHubClient, login: str, today: date) -> None:
        """Raises UsageError for what is no policy, IncompleteError when one cannot be read."""
        # The client of the scan reads policies too, unless they have a token of their own.
        reader = None if os.environ.get("OPENNESS_POLICY_TOKEN") else client
        self._policy: Policy = read_policy(references, reader=reader)
        self._today = today
        self._references = list(references)
        self.unread: list[NotChecked] = []
        self._properties = self._read_properties(client, login)

    def put_under(self, listed: Listed, report: Json) -> Json:
        """The report as the policy wants it."""
        known = None if self._properties is None else self._properties.get(listed.full_name.lower(), {})
        identity = Identity(listed.full_name, listed.topics, known, listed.visibility)
        return under_policy(report, self._policy, today=self._today, identity=identity)[0]

    def described(self) -> Json:
        """The policy, for the organization's report."""
        layers = [{"source": one.source, "name": one.name} for one in self._policy.layers]
        return {"name": layers[-1]["name"] if layers else "", "references": self._references, "layers": layers}

    def _read_properties(self, client: GitHubClient, login: str) -> Mapping[str, Mapping[str, tuple[str, ...]]] | None:
        """Custom properties by repository; asked for only where the policy speaks of them. None: not known."""
        if not any(layer.applies_to.properties for layer in self._policy.layers):
            return None
        found = {}
        try:
            for one in client.get_all(f"/orgs/{login}/properties/values"):
                name = one.get("repository_full_name") if isinstance(one, dict) else None
                values = one.get("properties") if isinstance(one, dict) else None
                if isinstance(name, str) and isinstance(values, list):
                    identity = identity_from_github({"full_name": name, "custom_properties": _pairs(values)})
                    found[name.lower()] = (identity.properties if identity else None) or {}
        except ApiError as error:
            why = f"the policy speaks of them, and they could not be read: {error.message}"
            self.unread.append(NotChecked("custom properties", why))
            return None
        return found


def _pairs(values: list[Any]) -> dict[str, Any]:
    return {
        str(one.get("property_name")): one.get("value") for one in values if isinstance(one, dict) and "value" in one
    }
