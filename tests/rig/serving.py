"""What every operation of the test server is made of: calls, answers, refusals, and the table of operations."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rig.state import Repository, State, Token

Json = dict[str, Any]
READ_ONLY = "Resource not accessible by integration"


class Refusal(Exception):  # noqa: N818 - it is an answer
    """An answer other than success, in GitHub's words."""

    def __init__(self, status: int, message: str, *, errors: list[Any] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body: Json = {
            "message": message,
            "documentation_url": "https://docs.github.com/rest",
            "status": str(status),
        }
        if errors is not None:
            self.body["errors"] = errors
        self.headers: dict[str, str] = {}


class Raw(NamedTuple):
    """An answer that is no JSON, or that leads elsewhere."""

    status: int
    content: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()


class Call(NamedTuple):
    """A request after authentication and validation."""

    state: State
    token: Token
    values: dict[str, str]
    query: dict[str, str]
    body: Json
    accept: str

    def repository(self) -> Repository:
        """The repository of the path; one that the token cannot see is not found."""
        return visible(self.state, self.token, f"{self.values['owner']}/{self.values['repo']}")

    def writable(self, *permissions: str) -> Repository:
        """The same, where the token has one of the permissions to write."""
        repository = self.repository()
        if self.token.kind == "anonymous":
            raise Refusal(401, "Requires authentication")
        among = self.token.repositories is None or repository.full_name.lower() in self.token.repositories
        if not among or not any(self.token.may(permission, "write") for permission in permissions):
            refusal = Refusal(403, READ_ONLY)
            accepted = "; ".join(f"{name.replace('-', '_')}=write" for name in permissions)
            refusal.headers["X-Accepted-GitHub-Permissions"] = accepted
            raise refusal
        if repository.archived:
            raise Refusal(403, "Repository was archived so is read-only.")
        return repository

    def integer(self, name: str) -> int:
        """A number of the path; what is no number names nothing."""
        value = self.values[name]
        if not value.isdigit():
            raise not_found()
        return int(value)


class Page(NamedTuple):
    """A list that is answered in pages, inside an object where `key` is given."""

    items: list[Any]
    key: str = ""
    extra: Mapping[str, Any] = MappingProxyType({})


OPERATIONS: dict[str, Callable[[Call], tuple[int, Any]]] = {}


def operation(name: str) -> Callable[[Callable[[Call], tuple[int, Any]]], Callable[[Call], tuple[int, Any]]]:
    """Answers the operation of GitHub's description with this `operationId`."""

    def register(function: Callable[[Call], tuple[int, Any]]) -> Callable[[Call], tuple[int, Any]]:
        OPERATIONS[name] = function
        return function

    return register


def visible(state: State, token: Token, full_name: str) -> Repository:
    """The repository, if there is one and the token may know of it."""
    repository = state.repository(full_name)
    if repository is None or not may_see(token, repository):
        raise not_found()
    return repository


def may_see(token: Token, repository: Repository) -> bool:
    """Whether a token reads a repository: a public one always, a private one by permission."""
    if not repository.private:
        return True
    among = token.repositories is None or repository.full_name.lower() in token.repositories
    return among and token.may("contents", "read")


def not_found() -> Refusal:
    return Refusal(404, "Not Found")


def invalid(resource: str, field: str, code: str, message: str | None = None) -> Refusal:
    """GitHub's refusal of a field."""
    error = {"resource": resource, "code": code, "field": field}
    if message is not None:
        error["message"] = message
    return Refusal(422, "Validation Failed", errors=[error])
