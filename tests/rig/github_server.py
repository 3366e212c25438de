"""A GitHub of its own on 127.0.0.1: stateful, with GitHub's own schemas watching every request and every answer.

    with GitHubServer() as server:
        server.add_repository("acme", "tern", files={"README.md": b"# Tern"})
        ...                                   # a client is pointed to server.url with the token `t-write`
        assert server.problems() == []        # nothing that GitHub would have refused, ignored or not said

Run as a program it serves until it is stopped: `python -m rig.github_server acme/tern=DIRECTORY …`.
"""

from __future__ import annotations

import hashlib
import json
import re
import socket
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

from rig import graph, rest_accounts, rest_issues, rest_pulls, rest_releases, rest_repositories, rest_writes  # noqa: F401 - they register
from rig.bodies import API, WEB
from rig.description import description
from rig.faults import Faults
from rig.limits import Limits
from rig.seeding import Seeding
from rig.serving import OPERATIONS, Call, Page, Raw, Refusal
from rig.state import State, Token

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from werkzeug.serving import BaseWSGIServer

    from rig.description import Route
    from rig.faults import Fault

_WRITE = {"contents": "read", "issues": "write", "pull-requests": "write", "metadata": "read", "actions": "read"}
_READ = {"contents": "read", "issues": "read", "pull-requests": "read", "metadata": "read", "actions": "read"}
_OWNER = dict.fromkeys((*_WRITE, "organization_custom_properties"), "write")
ANONYMOUS = Token("", "anonymous", {})
BOT = "github-actions[bot]"


class Exchange(NamedTuple):
    """One request and how it was answered; status 0 is a connection that was dropped."""

    method: str
    path: str
    query: str
    body: str
    token: str
    status: int
    operation: str
    problems: tuple[str, ...]
    cost: int = 1


class _Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - Werkzeug's name
        """Nothing: the journal has it all."""


class GitHubServer(Seeding):
    """The server; usable at once, and closed with `close` or as a context."""

    def __init__(self, *, enterprise: bool = False, port: int = 0) -> None:
        super().__init__(State())
        self.faults = Faults()
        self.journal: list[Exchange] = []
        self.tokens: dict[str, Token] = {
            "t-write": Token(BOT, "installation", _WRITE),
            "t-read": Token(BOT, "installation", _READ),
            "t-none": Token(BOT, "installation", {}),
            "t-user": Token("maintainer", "user", _OWNER),
        }
        self.limits = Limits()
        self._http: BaseWSGIServer = make_server("127.0.0.1", port, self, threaded=True, request_handler=_Quiet)
        self.base = f"http://127.0.0.1:{self._http.port}"
        self.url = f"{self.base}/api/v3" if enterprise else self.base
        self.graphql_url = f"{self.base}/api/graphql" if enterprise else f"{self.base}/graphql"
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def __enter__(self) -> GitHubServer:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Stop serving."""
        self._http.shutdown()
        self._http.server_close()
        self._thread.join(5)

    def environment(self) -> dict[str, str]:
        """The variables that a runner sets and that lead a client here."""
        return {"GITHUB_API_URL": self.url, "GITHUB_GRAPHQL_URL": self.graphql_url, "GITHUB_SERVER_URL": self.base}

    def add_token(self, name: str, login: str = BOT, kind: str = "installation", **permissions: str) -> None:
        """Let a token in; `pull_requests="write"` gives `pull-requests: write`."""
        given = {key.replace("pull_requests", "pull-requests"): level for key, level in permissions.items()}
        self.tokens[name] = Token(login, kind, given)

    def problems(self) -> list[str]:
        """Everything that GitHub's schemas find wrong with requests and answers so far."""
        return [f"{one.method} {one.path}: {problem}" for one in self.journal for problem in one.problems]

    def requests(self, method: str = "", path: str = ".*") -> list[Exchange]:
        """The requests of a method whose whole path matches a regular expression."""
        return [one for one in self.journal if method in ("", one.method) and re.fullmatch(path, one.path)]

    # -- serving

    def __call__(self, environment: dict[str, Any], start: Any) -> Iterable[bytes]:
        request = Request(environment)
        request.get_data()
        path = re.sub(r"^/api/(v3(?=/)|(?=graphql$))", "", request.path)
        path = path if path.startswith("/") else f"/{path}"
        fault = self.faults.take(request.method, path)
        if fault is not None:
            fault.wait()
            time.sleep(fault.delay)
            if (fault.drop or fault.status) and not fault.after:
                return self._fail(request, path, fault, environment=environment, start=start)
        with self.state.lock:
            try:
                response = self._answer(request, path)
            except Exception as error:  # noqa: BLE001 - a mistake of the server must fail the test, not be retried
                self._record(request, path, 418, "", [f"the test server failed: {error!r}"])
                response = Response(f"the test server failed: {error!r}", 418)
            if fault is not None and fault.after:
                self.journal.pop()  # what the caller sees is told below
        if fault is not None and fault.after:
            return self._fail(request, path, fault, environment=environment, start=start)
        answered: Iterable[bytes] = response(environment, start)
        return answered

    def _fail(
        self, request: Request, path: str, fault: Fault, *, environment: dict[str, Any], start: Any
    ) -> Iterable[bytes]:
        self._record(request, path, 0 if fault.drop else fault.status or 500, "fault")
        if fault.drop:
            environment["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
            start("500 dropped", [])
            return []
        body = fault.body if fault.body is not None else {"message": fault.message or "Server Error"}
        headers = {**self._headers(request, "core"), **fault.headers}
        response = Response(json.dumps(body), fault.status, headers, content_type="application/json; charset=utf-8")
        answered: Iterable[bytes] = response(environment, start)
        return answered

    def _record(
        self, request: Request, path: str, status: int, operation: str, problems: Iterable[str] = (), *, cost: int = 1
    ) -> None:
        token = (request.headers.get("Authorization") or "").partition(" ")[2]
        query, body = request.query_string.decode(), request.get_data(as_text=True)
        self.journal.append(
            Exchange(request.method, path, query, body, token, status, operation, tuple(problems), cost)
        )

    def _answer(self, request: Request, path: str) -> Response:
        if path.startswith(("/_artifacts/", "/raw/")) or "/releases/download/" in path:
            return self._file(request, path)
        if path == "/graphql" and request.method == "POST":
            return self._graphql(request)
        route = description().route(request.method, path)
        problems: list[str] = []
        try:
            status, body, extra = self._operate(request, route, problems)
        except Refusal as refusal:
            status, body, extra = refusal.status, refusal.body, refusal.headers
        if isinstance(body, Raw):
            self._record(request, path, body.status, route.name if route else "", problems)
            given = {name: value.replace(API, self.base) for name, value in body.headers}
            return Response(body.content, body.status, {**self._headers(request, "core"), **given})
        if route is not None:
            problems += description().response_problems(route, status, body)
        text = "" if body is None else json.dumps(body).replace(API, self.url).replace(WEB, self.base)
        headers = {**self._headers(request, "core"), **extra}
        if request.method == "GET" and status == 200:
            headers["ETag"] = f'W/"{hashlib.sha256(text.encode()).hexdigest()}"'
            if request.headers.get("If-None-Match") == headers["ETag"]:
                status, text = 304, ""
                self.limits.spend(_authorization(request), "core", -1)
                headers |= self._headers(request, "core")
        self._record(request, path, status, route.name if route else "", problems)
        return Response(text, status, headers, content_type="application/json; charset=utf-8")

    def _operate(self, request: Request, route: Route | None, problems: list[str]) -> tuple[int, Any, dict[str, str]]:
        token = self._token(request)
        if route is None:
            problems.append("no such operation in GitHub's description, or none that this server answers")
            raise Refusal(404, "Not Found")
        if route.name != "rate-limit/get":
            self.limits.charge(_authorization(request), "core")
        query = request.args.to_dict()
        problems += description().request_problems(route, query, request.get_data())
        refused = [problem for problem in problems if problem.startswith("body ")]
        if refused:
            raise Refusal(422, "Invalid request.\n\n" + "; ".join(refused))
        if route.name == "rate-limit/get":
            return 200, self.limits.overview(_authorization(request)), {}
        function = OPERATIONS.get(route.name)
        if function is None:
            problems.append(f"this server does not answer {route.name} yet")
            raise Refusal(404, "Not Found")
        body = json.loads(request.get_data() or b"{}")
        call = Call(self.state, token, route.values, query, body, request.headers.get("Accept", ""))
        status, answer = function(call)
        if isinstance(answer, Page):
            return (status, *self._page(request, answer))
        return status, answer, {}

    def _token(self, request: Request) -> Token:
        given = request.headers.get("Authorization")
        if given is None:
            return ANONYMOUS
        token = self.tokens.get(given.partition(" ")[2])
        if token is None:
            raise Refusal(401, "Bad credentials")
        return token

    def _page(self, request: Request, answer: Page) -> tuple[Any, dict[str, str]]:
        def number(name: str, default: int) -> int:
            value = request.args.get(name, "")
            return int(value) if value.isdigit() and int(value) else default

        size, page = min(100, number("per_page", 30)), number("page", 1)
        last = max(1, -(-len(answer.items) // size))
        place = self.base + request.path
        link = {"prev": page - 1, "first": 1} if page > 1 else {}
        link |= {"next": page + 1, "last": last} if page < last else {}
        headers = {
            "Link": ", ".join(
                f'<{place}?{urlencode({**request.args.to_dict(), "page": there})}>; rel="{name}"'
                for name, there in link.items()
            )
        }
        items = answer.items[(page - 1) * size : page * size]
        body = {answer.key: items, "total_count": len(answer.items), **answer.extra} if answer.key else items
        return body, headers if link else {}

    def _graphql(self, request: Request) -> Response:
        try:
            token = self._token(request)
            if token.kind == "anonymous":
                raise Refusal(401, "This endpoint requires you to be authenticated.")
            left = self.limits.left(_authorization(request), "graphql")
            if left <= 0:
                message = "API rate limit already exceeded for installation."
                body: dict[str, Any] = {"errors": [{"type": "RATE_LIMITED", "message": message}]}
                self._record(request, "/graphql", 200, "graphql", cost=0)
            else:
                limit = self.limits.window(_authorization(request), "graphql")
                told = {**limit, "resetAt": "2026-01-01T01:00:00Z"}
                answered = graph.answer(self.state, token, json.loads(request.get_data()), told)
                self.limits.spend(_authorization(request), "graphql", answered.cost)
                body = answered.body
                self._record(request, "/graphql", 200, "graphql", answered.problems, cost=answered.cost)
            status = 200
        except Refusal as refusal:
            status, body = refusal.status, refusal.body
            self._record(request, "/graphql", status, "graphql")
        text = json.dumps(body).replace(API, self.url).replace(WEB, self.base)
        return Response(text, status, self._headers(request, "graphql"), content_type="application/json; charset=utf-8")

    def _headers(self, request: Request, resource: str) -> dict[str, str]:
        return {
            "X-GitHub-Request-Id": f"{len(self.journal):04X}",
            "X-GitHub-Media-Type": "github.v3; format=json",
            **self.limits.headers(_authorization(request), resource),
        }

    def _file(self, request: Request, path: str) -> Response:
        """A file that an answer leads to: an artifact, or an asset of a release."""
        content = self.download(path)
        self._record(request, path, 404 if content is None else 200, "download")
        if content is None:
            return Response("Not Found", 404)
        return Response(content, 200, content_type="application/octet-stream")


def _authorization(request: Request) -> str:
    return request.headers.get("Authorization") or ""


def _serve(arguments: list[str]) -> None:
    with GitHubServer() as server:
        for argument in arguments:
            full_name, _, directory = argument.partition("=")
            owner, _, name = full_name.partition("/")
            server.add_repository(owner, name, Path(directory))
        print(server.url, flush=True)  # noqa: T201 - what the program is for
        threading.Event().wait()


if __name__ == "__main__":
    _serve(sys.argv[1:])
