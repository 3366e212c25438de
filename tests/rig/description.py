"""GitHub's own description of its REST API, asked about single requests and responses."""

from __future__ import annotations

import copy
import gzip
import json
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from jsonschema import FormatChecker
from openapi_schema_validator import OAS30ReadValidator, OAS30WriteValidator
from referencing import Registry
from referencing.jsonschema import DRAFT4

DATA = Path(__file__).parent / "data"
_WITH_SLASHES = frozenset({"path", "ref", "tree_sha", "basehead", "tag", "branch"})
_ANYWHERE = frozenset({301, 304, 401, 403, 404, 410, 422, 429, 451, 500, 502, 503, 504})
"""Statuses that GitHub answers everywhere, although its description names them only here and there."""
_URN = "urn:github"


class Route(NamedTuple):
    """An operation with the values of its path; `operation` is empty where the path is known and the method is not."""

    template: str
    method: str
    operation: dict[str, Any]
    values: dict[str, str]

    @property
    def name(self) -> str:
        return str(self.operation.get("operationId", ""))


class Description:
    """The slim description: finds operations and says what is wrong with a request or a response."""

    def __init__(self) -> None:
        self.document: dict[str, Any] = json.loads(gzip.decompress((DATA / "github-openapi.json.gz").read_bytes()))
        self._registry: Registry[Any] = Registry().with_resource(_URN, DRAFT4.create_resource(self.document))
        self._validators: dict[tuple[object, ...], Any] = {}
        paths = sorted(self.document["paths"].items(), key=lambda item: (item[0].count("{"), -len(item[0])))
        self._routes = [(re.compile(_pattern(template)), template, item) for template, item in paths]

    def route(self, method: str, path: str) -> Route | None:
        """The operation of a request, the most literal path first."""
        for pattern, template, item in self._routes:
            matched = pattern.fullmatch(path)
            if matched and method.lower() in item:
                values = {name: unquote(value) for name, value in matched.groupdict().items()}
                return Route(template, method, item[method.lower()], values)
        return None

    def example(self, name: str) -> Any:
        """A copy of one of the description's examples."""
        return copy.deepcopy(self.document["components"]["examples"][name]["value"])

    def request_problems(self, route: Route, query: dict[str, str], data: bytes) -> list[str]:
        """What GitHub would refuse or silently ignore in this request."""
        problems, known = [], set()
        for reference in route.operation.get("parameters", []):
            parameter = self._resolved(reference)
            name, place = parameter["name"], parameter["in"]
            known.add((place, name))
            given = {"query": query, "path": route.values}.get(place, {}).get(name)
            if given is None:
                if parameter.get("required") and place == "query":
                    problems.append(f"query {name} is missing")
                continue
            value = _typed(given, self._resolved(parameter["schema"]).get("type"))
            found = self._errors((route.template, route.method, place, name), parameter["schema"], value)
            problems += [f"{place} {name}: {error}" for error in found]
        problems += [f"query {name} is not in GitHub's description" for name in query if ("query", name) not in known]
        return problems + self._body_problems(route, data)

    def _body_problems(self, route: Route, data: bytes) -> list[str]:
        if "requestBody" not in route.operation:
            return ["a body where the description has none"] if data.strip() not in (b"", b"null", b"{}") else []
        body = self._resolved(route.operation["requestBody"])
        schema = body["content"].get("application/json", {}).get("schema")
        if schema is None or not (data or body.get("required")):
            return []
        try:
            value = json.loads(data or b"null")
        except ValueError as error:
            return [f"body is not JSON: {error}"]
        problems = self._errors((route.template, route.method, "body"), schema, value, write=True)
        if problems:
            return [f"body {problem}" for problem in problems]
        properties = self._resolved(schema).get("properties")
        if not properties or not isinstance(value, dict):
            return []
        return [f"ignored body key {key}: not in GitHub's description" for key in value if key not in properties]

    def response_problems(self, route: Route, status: int, body: object) -> list[str]:
        """How an answer departs from what GitHub answers."""
        reference = route.operation["responses"].get(str(status))
        if reference is None:
            return [] if status in _ANYWHERE else [f"status {status} is not described for {route.name}"]
        content = self._resolved(reference).get("content", {})
        schema = content.get("application/json", {}).get("schema")
        if schema is None or body is None:
            return []
        return [f"response {e}" for e in self._errors((route.template, route.method, status), schema, body)]

    def _resolved(self, value: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in value:
            found: Any = self.document
            for part in value["$ref"].removeprefix("#/").split("/"):
                found = found[part.replace("~1", "/").replace("~0", "~")]
            value = found
        return value

    def _errors(self, key: tuple[object, ...], schema: object, value: object, write: bool = False) -> list[str]:
        if key not in self._validators:
            kind = OAS30WriteValidator if write else OAS30ReadValidator
            formats = FormatChecker(["date-time"])
            self._validators[key] = kind(_rebased(schema), registry=self._registry, format_checker=formats)
        errors = self._validators[key].iter_errors(value)
        return [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in errors][:8]


@cache
def description() -> Description:
    """The description, read once in a process."""
    return Description()


def _pattern(template: str) -> str:
    return re.sub(
        r"\\\{(\w+)\\\}",
        lambda name: f"(?P<{name[1]}>{'.+' if name[1] in _WITH_SLASHES else '[^/]+'})",
        re.escape(template),
    )


def _typed(text: str, kind: str | None) -> object:
    if kind == "integer" and re.fullmatch(r"-?\d{1,18}", text):
        return int(text)
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    return text


def _rebased(schema: Any) -> Any:
    """The schema with its local references made absolute, so that a part can be used alone."""
    if isinstance(schema, list):
        return [_rebased(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: _URN + item if key == "$ref" and isinstance(item, str) and item.startswith("#") else _rebased(item)
        for key, item in schema.items()
    }
