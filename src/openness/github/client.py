"""The client: requests by path, lists over all pages, GraphQL and files, under one rule for faults and waiting."""

from __future__ import annotations

import base64
import time
from binascii import Error as NotBase64
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, quote, urlsplit

from github import Auth, Github
from github.GithubException import GithubException

from openness import __version__
from openness.errors import UsageError
from openness.github.answers import Json, fault, harmless, next_page, parse_json, said
from openness.github.connection import Connection
from openness.github.errors import ApiError
from openness.github.limits import MOST_WAITING, Patience, is_rate_limit, wait_asked
from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

DEFAULT_API = "https://api.github.com"
_ATTEMPTS = 4
_MOST_PAGES = 100
_MOST_FILE = 1_000_000
_REPOSITORY = compiled(r"(?!\.{1,2}/)[A-Za-z0-9_.-]{1,100}/(?!\.{1,2}\Z)[A-Za-z0-9_.-]{1,100}")
_ACCEPT = {"Accept": "application/vnd.github+json"}


class GraphqlError(NamedTuple):
    """One error of a GraphQL answer, which may stand beside data for the rest of the query."""

    type: str
    path: tuple[str, ...]
    message: str


class GraphqlAnswer(NamedTuple):
    """The data of a GraphQL answer and the errors of the parts that have none."""

    data: dict[str, Any]
    errors: tuple[GraphqlError, ...]


class GitHubClient:
    """GitHub's API on one host, with one token.

    Reads and the writes that say the same twice (PATCH, PUT, DELETE) are tried up to four times; a POST never is:
    its caller looks whether the first one took effect. `patience` bounds the waiting of the whole run.
    """

    def __init__(
        self,
        api: str = DEFAULT_API,
        graphql: str | None = None,
        token: str | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.time,
        budget: float = MOST_WAITING,
    ) -> None:
        base = _base(api)
        self.api = api.rstrip("/")
        self.token_given = bool(token)
        self.patience = Patience(sleep, budget)
        self._clock = clock
        self._connection = Connection(base)
        self._pygithub = Github(
            auth=Auth.Token(token) if token else None,
            base_url=self.api,
            user_agent=f"openness/{__version__}",
            per_page=100,
            retry=0,
            seconds_between_requests=None,
            seconds_between_writes=None,
        )
        self._requester = self._pygithub.requester
        self._graphql = _same_host(graphql, self.api) or self._requester.graphql_url

    @property
    def requests(self) -> int:
        """How many requests went out so far, repeated and redirected ones included."""
        return len(self._connection.sent)

    @property
    def journal(self) -> list[str]:
        """Every request so far as `GET /repos/o/r 200`, for a debug log; never its query, headers or body."""
        return [f"{one.method} {one.path} {one.status or 'failed'}" for one in self._connection.sent]

    def get(self, path: str, **parameters: str | int) -> Json:
        """The JSON answer to a GET; raises ApiError."""
        return self._repeated("GET", path, parameters=parameters)[1]

    def get_all(
        self, path: str, *, items: str | None = None, most_pages: int = _MOST_PAGES, **parameters: str | int
    ) -> Iterator[Json]:
        """The items of a list over all its pages, a hundred at a time; raises ApiError.

        `items` is the key that holds them where the answer is an object.
        """
        place: str | None = path
        asked: dict[str, str | int] = {"per_page": 100, **parameters}
        for _ in range(most_pages):
            headers, answer = self._repeated("GET", str(place), parameters=asked)
            page = answer.get(items) if items and isinstance(answer, dict) else answer
            if not isinstance(page, list):
                raise ApiError(200, "malformed", f"GitHub's answer to GET {path} is not a list")
            yield from page
            # The address of the next page carries the parameters.
            place, asked = next_page(headers, self._connection.origin), {}
            if place is None:
                return

    def post(self, path: str, body: dict[str, Any]) -> Json:
        """The JSON answer to a POST that is sent once, whatever happens; raises ApiError."""
        return self._once("POST", path, body=body)[1]

    def patch(self, path: str, body: dict[str, Any]) -> Json:
        """The JSON answer to a PATCH; raises ApiError."""
        return self._repeated("PATCH", path, body=body)[1]

    def put(self, path: str, body: dict[str, Any]) -> Json:
        """The JSON answer to a PUT; raises ApiError."""
        return self._repeated("PUT", path, body=body)[1]

    def delete(self, path: str) -> None:
        """Delete; what is already gone counts as deleted. Raises ApiError."""
        try:
            self._repeated("DELETE", path)
        except ApiError as error:
            if error.kind != "not-found":
                raise

    def graphql(
        self, query: str, variables: Mapping[str, Any] | None = None, *, attempts: int | None = None
    ) -> GraphqlAnswer:
        """Data and errors of a GraphQL request; a mutation is sent once, a query up to `attempts` times (four).

        Raises ApiError, of kind `graphql` where a query has errors and no data at all, or a mutation has errors.
        """
        once = query.lstrip().startswith("mutation")
        body = {"query": query, "variables": dict(variables or {})}
        _, answer = self._repeated("POST", self._graphql, body=body, attempts=1 if once else attempts or _ATTEMPTS)
        answered = _graphql_answer(answer)
        if once and answered.errors:
            # What a mutation could not do is null in its data, beside the error.
            raise ApiError(200, "graphql", f"GitHub's GraphQL: {answered.errors[0].message}")
        return answered

    def read_file(self, repository: str, path: str, ref: str | None = None) -> bytes:
        """The bytes of a file of at most 1 MB at a branch, tag or commit (the default branch when None).

        Raises ApiError (`too-large` above that, `invalid` where the path is a folder, a link or a submodule),
        and UsageError where repository or path is not one.
        """
        parts = path.strip("/").split("/")
        if not _REPOSITORY.fullmatch(repository):
            raise UsageError(f"{repository[:200]!r} is not a repository: write owner/name")
        if any(part in ("", ".", "..") for part in parts):
            raise UsageError(f"{path[:200]!r} is not a path in a repository")
        where = f"/repos/{repository}/contents/{'/'.join(quote(part, safe='') for part in parts)}"
        answer = self.get(where, **({"ref": ref} if ref else {}))
        if not isinstance(answer, dict) or answer.get("type") != "file":
            raise ApiError(200, "invalid", f"{repository}/{path} is not a file")
        content = answer.get("content")
        if answer.get("encoding") != "base64" or not isinstance(content, str) or len(content) > 2 * _MOST_FILE:
            raise ApiError(200, "too-large", f"{repository}/{path} is larger than {_MOST_FILE:,} bytes")
        try:
            return base64.b64decode(content)
        except (NotBase64, ValueError) as error:
            raise ApiError(200, "malformed", f"GitHub's answer for {repository}/{path} is not base64") from error

    def _repeated(
        self,
        method: str,
        path: str,
        *,
        parameters: dict[str, str | int] | None = None,
        body: dict[str, Any] | None = None,
        attempts: int = _ATTEMPTS,
    ) -> tuple[dict[str, str], Json]:
        for attempt in range(attempts):
            try:
                return self._once(method, path, parameters=parameters, body=body)
            except ApiError as error:  # noqa: PERF203 - each attempt is a request
                if attempt + 1 == attempts or not error.passing or not self.patience.wait(error, attempt):
                    raise
        raise AssertionError("at least one attempt is made")

    def _once(
        self,
        method: str,
        path: str,
        *,
        parameters: dict[str, str | int] | None = None,
        body: dict[str, Any] | None = None,
    ) -> tuple[dict[str, str], Json]:
        try:
            status, headers, text = self._requester.requestJson(
                method, path, dict(parameters or {}), dict(_ACCEPT), body, cnx=self._connection
            )
        except ApiError:
            raise
        except (GithubException, ValueError, RuntimeError, AssertionError) as error:
            raise ApiError(None, "malformed", f"GitHub's answer cannot be read ({type(error).__name__})") from error
        shown = f"{method} {urlsplit(path).path if '://' in path else path.partition('?')[0]}"
        problem = fault(status, headers, text, what=shown, now=self._clock())
        if problem is not None:
            raise problem
        answer = parse_json(text)
        if path == self._graphql:
            self._refused_by_graphql(headers, answer, text)
        return headers, answer

    def _refused_by_graphql(self, headers: Mapping[str, str], answer: Json, text: str) -> None:
        """GraphQL refuses for frequency with status 200."""
        if isinstance(answer, dict) and not answer.get("data") and is_rate_limit(200, headers, said(text)):
            wait = wait_asked(headers, self._clock())
            raise ApiError(200, "rate-limited", "GitHub refuses more GraphQL requests for now (rate limit)", wait=wait)


def connect(
    environment: Mapping[str, str],
    *,
    token: str | None = None,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.time,
    budget: float = MOST_WAITING,
) -> GitHubClient:
    """A client for the API that the environment names, as GitHub's runners do on every kind of host.

    The token is the one given, or the first of `OPENNESS_TOKEN`, `GITHUB_TOKEN` and `GH_TOKEN`; without one, only
    public things can be read. Raises UsageError where an address is not one.
    """
    named = (environment.get(name, "").strip() for name in ("OPENNESS_TOKEN", "GITHUB_TOKEN", "GH_TOKEN"))
    return GitHubClient(
        environment.get("GITHUB_API_URL", "").strip() or DEFAULT_API,
        environment.get("GITHUB_GRAPHQL_URL", "").strip() or None,
        token or next((value for value in named if value), None),
        sleep=sleep,
        clock=clock,
        budget=budget,
    )


def _base(api: str) -> SplitResult:
    try:
        parts = urlsplit(api)
        usable = parts.scheme in ("https", "http") and parts.hostname and not parts.username and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise UsageError(f"GITHUB_API_URL is not the address of an API: {api[:200]!r}")
    return parts


def _same_host(graphql: str | None, api: str) -> str | None:
    """The address of GraphQL where it is on the API's own host: the token goes nowhere else."""
    if not graphql:
        return None
    try:
        here, there = urlsplit(api), urlsplit(graphql)
        same = (here.scheme, here.hostname, here.port) == (there.scheme, there.hostname, there.port)
    except ValueError:
        same = False
    if not same:
        raise UsageError(f"GITHUB_GRAPHQL_URL is not on the host of GITHUB_API_URL: {graphql[:200]!r}")
    return graphql


def _graphql_answer(answer: Json) -> GraphqlAnswer:
    if not isinstance(answer, dict):
        raise ApiError(200, "malformed", "GitHub's answer to a GraphQL request is not an object")
    listed = answer.get("errors")
    errors = tuple(
        GraphqlError(
            str(error.get("type") or ""),
            tuple(str(part) for part in error.get("path") or ()),
            harmless(str(error.get("message") or "")),
        )
        for error in (listed if isinstance(listed, list) else ())
        if isinstance(error, dict)
    )
    data = answer.get("data")
    if not isinstance(data, dict):
        message = errors[0].message if errors else "the answer has no data"
        raise ApiError(200, "graphql", f"GitHub's GraphQL: {message}")
    return GraphqlAnswer(data, errors)
