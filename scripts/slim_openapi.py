#!/usr/bin/env python3
"""Write `tests/rig/data/github-openapi.json.gz`: the part of GitHub's API description that the test server answers.

`scripts/slim_openapi.py DIRECTORY` reads the unpacked npm package `@octokit/openapi` (MIT), which carries GitHub's own
description: `npm install --ignore-scripts --no-save @octokit/openapi`, then `node_modules/@octokit/openapi`.
An operation is added to `tests/rig/data/operations.json`, not here.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).resolve().parent.parent / "tests" / "rig" / "data"
SOURCE = "generated/api.github.com.json"
METHODS = ("get", "post", "put", "patch", "delete")
TALK = frozenset(
    {"description", "summary", "externalDocs", "x-github", "title", "tags", "example", "x-octokit", "links"}
)
"""Keys that say nothing a body can break."""


def main(directory: Path) -> None:
    """Write the slim description beside the list of operations."""
    package = json.loads((directory / "package.json").read_text(encoding="utf-8"))
    description = json.loads((directory / SOURCE).read_text(encoding="utf-8"))
    wanted = json.loads((DATA / "operations.json").read_text(encoding="utf-8"))
    slim = cut(description, set(wanted["operations"]), wanted["examples"])
    slim["info"] = {
        "title": "GitHub REST API, cut down to the operations of a test server",
        "version": description["info"]["version"],
        "license": description["info"]["license"],
        "x-source": f"npm {package['name']}@{package['version']}, {SOURCE}",
    }
    text = json.dumps(slim, separators=(",", ":"), sort_keys=True)
    target = DATA / "github-openapi.json.gz"
    target.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{target.name}: {len(slim['paths'])} paths, {target.stat().st_size // 1024} KiB")


def cut(description: dict[str, Any], operations: set[str], examples: list[str]) -> dict[str, Any]:
    """The description with these operations, what they refer to, and these examples."""
    paths: dict[str, Any] = {}
    for path, item in description["paths"].items():
        for method in METHODS:
            operation = item.get(method, {})
            if operation.get("operationId") in operations:
                operations.discard(operation["operationId"])
                keys = ("operationId", "parameters", "requestBody", "responses")
                paths.setdefault(path, {})[method] = {key: operation[key] for key in keys if key in operation}
    if operations:
        sys.exit(f"GitHub's description has no operation {', '.join(sorted(operations))}")
    bare = strip(paths)
    components: dict[str, dict[str, Any]] = {}
    waiting = list(references(bare))
    while waiting:
        _, _, kind, name = waiting.pop().split("/", 3)
        if name not in components.setdefault(kind, {}):
            components[kind][name] = strip(description["components"][kind][name])
            waiting += references(components[kind][name])
    known = description["components"]["examples"]
    components["examples"] = {name: known[name] for name in sorted(examples)}
    return {"openapi": description["openapi"], "paths": mend(bare), "components": mend(components, keep="examples")}


def strip(value: Any, named: bool = False) -> Any:  # noqa: ANN401 - any JSON
    """The value without texts and examples; keys of `properties` are names and stay."""
    if isinstance(value, list):
        return [strip(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: strip(item, named=key in ("properties", "parameters", "headers"))
        for key, item in value.items()
        if named or (key not in TALK and key != "examples")
    }


def references(value: object) -> Iterator[str]:
    """Every `$ref` of a piece of the description."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def mend(value: Any, keep: str = "") -> Any:  # noqa: ANN401 - any JSON
    """The description where it refuses what GitHub sends, and its own examples with it.

    A nullable enumeration lets null pass, `oneOf` of bodies that overlap becomes `anyOf`, discriminators go.
    """
    if isinstance(value, list):
        return [mend(item) for item in value]
    if not isinstance(value, dict):
        return value
    mended = {
        "anyOf" if key == "oneOf" else key: item if key == keep else mend(item)
        for key, item in value.items()
        if not (key == "discriminator" and isinstance(item, dict))
    }
    if mended.get("nullable") is True and isinstance(mended.get("enum"), list) and None not in mended["enum"]:
        mended["enum"] = [*mended["enum"], None]
    return mended


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
