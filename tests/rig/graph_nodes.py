"""Pieces that every object of GitHub's GraphQL API is made of."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

from graphql import GraphQLError

from rig.bodies import WEB
from rig.state import node_id

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rig.state import Repository, Token

Node = dict[str, Any]
_SHOWN = 512_000
"""Bytes of a blob's text that GitHub gives; the rest is cut off, and said to be."""


def refuse(kind: str, message: str) -> GraphQLError:
    """An error of the kind that GitHub names beside its message."""
    return GraphQLError(message, extensions={"type": kind})


def connection(items: Sequence[Any], node: Callable[[Any], Node], **arguments: Any) -> Node:
    """A page of a list, with the cursor that leads on."""
    after, first, last = arguments.get("after"), arguments.get("first"), arguments.get("last")
    start = int(base64.b64decode(after)) if after else 0
    end = min(len(items), start + first) if first is not None else len(items)
    if last is not None:
        start = max(start, end - last)
    return {
        "totalCount": len(items),
        "nodes": [node(item) for item in items[start:end]],
        "edges": [{"cursor": _cursor(number + 1), "node": node(items[number])} for number in range(start, end)],
        "pageInfo": {
            "hasNextPage": end < len(items),
            "hasPreviousPage": start > 0,
            "startCursor": _cursor(start) if items else None,
            "endCursor": _cursor(end) if items else None,
        },
    }


def _cursor(position: int) -> str:
    return base64.b64encode(str(position).encode()).decode()


def actor(login: str) -> Node:
    """An account; what REST calls `github-actions[bot]` is `github-actions` here."""
    kind = "Bot" if login.endswith("[bot]") else "User"
    name = login.removesuffix("[bot]")
    return {"__typename": kind, "id": node_id("U", name), "login": name, "url": f"{WEB}/{name}", "name": name}


def written(login: str, body: str, created: str, updated: str, token: Token) -> Node:
    return {
        "author": actor(login),
        "authorAssociation": "NONE",
        "body": body,
        "createdAt": created,
        "updatedAt": updated,
        "viewerDidAuthor": login == token.login,
        "viewerCanUpdate": login == token.login,
        "viewerCanDelete": login == token.login,
        "viewerCanMinimize": token.may("pull-requests", "write"),
    }


def blob(one: Repository, oid: str) -> Node:
    def data() -> bytes:
        return one.objects.blob(oid)

    def is_binary(_info: object) -> bool:
        return one.objects.size(oid) > 4_000_000 or b"\0" in data()[:8000]

    def text(info: object) -> str | None:
        return None if is_binary(info) else data()[:_SHOWN].decode(errors="replace")

    size = one.objects.size(oid)
    return {"byteSize": size, "isBinary": is_binary, "isTruncated": size > _SHOWN, "text": text}
