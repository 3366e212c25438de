"""GitHub's GraphQL API: queries validated against GitHub's schema, priced as GitHub does, answered from the state."""

from __future__ import annotations

import gzip
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from graphql import (
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    VariableNode,
    build_schema,
    execute,
    parse,
    validate,
)

from rig.description import DATA
from rig.graph_roots import roots

if TYPE_CHECKING:
    from graphql import DocumentNode, SelectionSetNode

    from rig.state import State, Token

_MOST_NODES = 500_000
_LARGEST_PAGE = 100


class GraphAnswer(NamedTuple):
    """What a query gets; `problems` is what GitHub would have refused, or what this server does not know."""

    body: dict[str, Any]
    cost: int
    problems: list[str]


@cache
def schema() -> GraphQLSchema:
    """GitHub's schema, cut down."""
    return build_schema(gzip.decompress((DATA / "github.graphql.gz").read_bytes()).decode(), assume_valid=True)


def answer(state: State, token: Token, request: dict[str, Any], limit: dict[str, Any]) -> GraphAnswer:
    """The answer to one request; `limit` is what `rateLimit` tells, without the cost."""
    variables = request.get("variables") or {}
    try:
        document = parse(str(request.get("query", "")))
    except GraphQLError as error:
        return _refused([error])
    errors = validate(schema(), document)
    if errors:
        return _refused(errors)
    price = _Price(document, variables)
    if price.problems:
        return GraphAnswer({"errors": price.problems}, 1, [f"graphql: {item['message']}" for item in price.problems])
    known = {**limit, "cost": price.cost, "nodeCount": price.nodes}
    result = execute(
        schema(),
        document,
        root_value=roots(state, token, known),
        variable_values=variables,
        type_resolver=lambda value, _info, _kind: value["__typename"],
    )
    assert isinstance(result, ExecutionResult)
    problems, listed = [], []
    for failed in result.errors or []:
        told: dict[str, Any] = dict(failed.formatted)
        kind = (told.pop("extensions", None) or {}).get("type")
        listed.append({"type": kind, **told} if kind else told)
        if kind is None:
            problems.append(f"graphql: {failed.message} at {'/'.join(map(str, failed.path or []))}")
    body: dict[str, Any] = {"data": result.data}
    if listed:
        body["errors"] = listed
    return GraphAnswer(body, price.cost, problems)


def _refused(errors: list[GraphQLError]) -> GraphAnswer:
    return GraphAnswer({"errors": [dict(error.formatted) for error in errors]}, 1, [f"graphql: {e}" for e in errors])


class _Price:
    """Points and nodes of a query: a connection is asked for once for every node above it, a hundred to the point."""

    def __init__(self, document: DocumentNode, variables: dict[str, Any]) -> None:
        self.problems: list[dict[str, Any]] = []
        self.nodes = 0
        self._requests = 0
        self._variables = variables
        definitions = document.definitions
        self._fragments = {one.name.value: one for one in definitions if isinstance(one, FragmentDefinitionNode)}
        for definition in definitions:
            if isinstance(definition, OperationDefinitionNode):
                self._walk(definition.selection_set, 1)
        if self.nodes > _MOST_NODES:
            message = f"This query requests up to {self.nodes:,} possible nodes which exceeds the maximum of 500,000."
            self.problems.append({"type": "MAX_NODE_LIMIT_EXCEEDED", "message": message})

    @property
    def cost(self) -> int:
        return max(1, round(self._requests / 100))

    def _walk(self, selections: SelectionSetNode, times: int) -> None:
        for one in selections.selections:
            if isinstance(one, FragmentSpreadNode):
                self._walk(self._fragments[one.name.value].selection_set, times)
            elif isinstance(one, InlineFragmentNode):
                self._walk(one.selection_set, times)
            elif isinstance(one, FieldNode) and one.selection_set:
                self._walk(one.selection_set, times * self._page(one, times))

    def _page(self, field: FieldNode, times: int) -> int:
        """How many nodes a connection may give, counted as one request for each node above; 1 for other fields."""
        sizes = [argument.value for argument in field.arguments or () if argument.name.value in ("first", "last")]
        connection = any(name in ("nodes", "edges") for name in self._children(field))
        if not sizes:
            if connection and field.name.value != "entries":
                message = f"You must provide a `first` or `last` value to properly paginate `{field.name.value}`."
                self.problems.append({"type": "MISSING_PAGINATION_BOUNDARIES", "message": message})
            return 1
        value = sizes[0]
        size = 0
        if isinstance(value, IntValueNode):
            size = int(value.value)
        elif isinstance(value, VariableNode):
            size = int(self._variables.get(value.name.value) or 0)
        if size > _LARGEST_PAGE or size < 1:
            message = f"Requesting {size} records on `{field.name.value}` exceeds the limit of 100 records."
            self.problems.append({"type": "EXCESSIVE_PAGINATION", "message": message})
        self._requests += times
        self.nodes += times * size
        return size

    def _children(self, field: FieldNode) -> list[str]:
        selections = field.selection_set.selections if field.selection_set else ()
        return [one.name.value for one in selections if isinstance(one, FieldNode)]
