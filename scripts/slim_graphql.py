#!/usr/bin/env python3
"""Write `tests/rig/data/github.graphql.gz`: the part of GitHub's GraphQL schema that the test server answers.

`scripts/slim_graphql.py DIRECTORY` reads the unpacked npm package `@octokit/graphql-schema` (MIT), which carries
GitHub's own schema. Types, and fields of the two roots, are added to `tests/rig/data/graphql-types.json`, not here:
of the types that it names every field stays whose type stays.
"""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from graphql import build_schema, get_named_type, is_enum_type, is_input_object_type, is_scalar_type, print_schema
from graphql.type import (
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
)

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

DATA = Path(__file__).resolve().parent.parent / "tests" / "rig" / "data"


def main(directory: Path) -> None:
    """Write the slim schema beside the list of types."""
    package = json.loads((directory / "package.json").read_text(encoding="utf-8"))
    wanted = json.loads((DATA / "graphql-types.json").read_text(encoding="utf-8"))
    schema = build_schema((directory / "schema.graphql").read_text(encoding="utf-8"), assume_valid=True)
    cut(schema, frozenset(wanted["types"]), {"Query": wanted["queries"], "Mutation": wanted["mutations"]})
    text = print_schema(GraphQLSchema(schema.query_type, schema.mutation_type, types=_members(schema)))
    head = f"# GitHub's GraphQL schema, cut down: npm {package['name']}@{package['version']}, {package['license']}\n"
    target = DATA / "github.graphql.gz"
    target.write_bytes(gzip.compress((head + text).encode(), mtime=0))
    print(f"{target.name}: {len(text.splitlines())} lines, {target.stat().st_size // 1024} KiB")


def cut(schema: GraphQLSchema, types: AbstractSet[str], roots: dict[str, list[str]]) -> None:
    """Take every field away whose type does not stay, and descriptions with them."""
    missing = types - set(schema.type_map)
    if missing:
        sys.exit(f"GitHub's schema has no type {', '.join(sorted(missing))}")
    stay = types | set(roots)

    def stays(named: GraphQLNamedType) -> bool:
        plain = is_scalar_type(named) or is_enum_type(named) or is_input_object_type(named)
        return plain or named.name in stay

    for name in stay:
        kind = schema.type_map[name]
        if isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
            kind.fields = {
                field: value
                for field, value in kind.fields.items()
                if stays(get_named_type(value.type)) and (name not in roots or field in roots[name])
            }
            kind.interfaces = tuple(one for one in kind.interfaces if one.name in stay)
        elif isinstance(kind, GraphQLUnionType):
            kind.types = tuple(one for one in kind.types if one.name in stay)
    for root, fields in roots.items():
        kind = schema.type_map[root]
        assert isinstance(kind, GraphQLObjectType)
        unknown = set(fields) - set(kind.fields)
        if unknown:
            sys.exit(f"GitHub's schema has no {root} field {', '.join(sorted(unknown))}, or its type does not stay")
    for kind in schema.type_map.values():
        _silence(kind)


def _silence(kind: GraphQLNamedType) -> None:
    """Take the descriptions of a type away; what is deprecated stays so."""
    kind.description = None
    kind.ast_node = None
    for value in getattr(kind, "values", {}).values() if is_enum_type(kind) else ():
        value.description = None
    if isinstance(kind, (GraphQLObjectType, GraphQLInterfaceType)):
        for field in kind.fields.values():
            field.description = None
            for argument in field.args.values():
                argument.description = None
    elif isinstance(kind, GraphQLInputObjectType):
        for item in kind.fields.values():
            item.description = None


def _members(schema: GraphQLSchema) -> list[GraphQLObjectType]:
    """Object types that are reached only through an interface."""
    wanted = json.loads((DATA / "graphql-types.json").read_text(encoding="utf-8"))["types"]
    found = (schema.type_map[name] for name in wanted)
    return [kind for kind in found if isinstance(kind, GraphQLObjectType)]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
