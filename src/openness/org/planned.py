"""The plan of a scan as a file: who is in which shard, so that no shard lists the organization again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from openness.errors import UsageError
from openness.model import NotChecked
from openness.org.document import Organization
from openness.org.listed import Listed, is_login, is_oid
from openness.org.plan import MOST_SHARDS, Shard
from openness.org.selection import Skipped

if TYPE_CHECKING:
    from collections.abc import Sequence

Json = dict[str, Any]

KIND = "organization-plan"
_VERSION = "1.0"


def plan_document(
    organization: Organization,
    parts: Sequence[Sequence[Listed]],
    skipped: Sequence[Skipped],
    gaps: Sequence[NotChecked],
) -> Json:
    """The plan as a JSON document."""
    return {
        "schema_version": _VERSION,
        "kind": KIND,
        "organization": organization._asdict(),
        "shards": [[one._asdict() for one in part] for part in parts],
        "skipped": [{"repository": one.repository._asdict(), "reason": one.reason} for one in skipped],
        "not_checked": [gap._asdict() for gap in gaps],
    }


class Plan:
    """A plan that was read back."""

    def __init__(self, document: object, name: str) -> None:
        """Raises UsageError where the document is no plan of this version."""
        try:
            self.organization, self.shards, self.skipped, self.gaps = _read(document)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise UsageError(f"{name} is not a plan that this version of `openness org plan` wrote") from error

    def part(self, shard: Shard, name: str) -> list[Listed]:
        """The repositories of a shard; raises UsageError when the plan has another number of them."""
        if shard.of != len(self.shards):
            raise UsageError(f"{name} has {len(self.shards)} shards, not {shard.of}")
        return self.shards[shard.number - 1]


def _read(document: Any) -> tuple[Organization, list[list[Listed]], list[Skipped], list[NotChecked]]:  # noqa: ANN401
    if document["kind"] != KIND or document["schema_version"] != _VERSION:
        raise ValueError
    shards = [[_listed(one) for one in part] for part in document["shards"]]
    if not 1 <= len(shards) <= MOST_SHARDS:
        raise ValueError
    skipped = [Skipped(_listed(one["repository"]), str(one["reason"])) for one in document["skipped"]]
    gaps = [NotChecked(str(one["what"]), str(one["why"])) for one in document["not_checked"]]
    organization = Organization(**{key: str(value) for key, value in document["organization"].items()})
    return organization, shards, skipped, gaps


def _listed(value: dict[str, Any]) -> Listed:
    """A repository of a plan; the plan may have come over a network, so names are looked at again."""
    one = Listed(**{**value, "topics": tuple(str(topic) for topic in value["topics"])})
    known = Listed("", "", "")
    for name, default in known._asdict().items():
        if not isinstance(getattr(one, name), type(default)):
            raise TypeError(name)
    if not is_login(one.owner) or "/" in one.name or any(oid and not is_oid(oid) for oid in (one.tree, one.commit)):
        raise ValueError
    return one
