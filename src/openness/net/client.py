"""Requests to servers that may be anything: few, guarded, counted. Nothing is raised: an answer says what became."""

from __future__ import annotations

import contextlib
import os
import time
from hashlib import sha256
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import HTTPError

from openness import __version__
from openness.net.addresses import AddressError, resolve
from openness.net.answer import Answer, outcome_of
from openness.net.transport import Gate, adapter
from openness.net.waiting import asked_to_wait, is_rate_limit
from openness.values import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from openness.net.addresses import Resolver
    from openness.net.cache import DiskCache

USER_AGENT = f"openness/{__version__} (checks model releases; one request at a time)"
_REDIRECTS = (301, 302, 303, 307, 308)
_PERMANENT = (301, 308)
_AGAIN = (429, 500, 502, 503, 504)
_CHUNK = 65_536


class Limits(NamedTuple):
    """What one run may spend. Times in seconds, sizes in bytes.

    `seconds` is for all of it, `each` for one request with its redirects; `wait` is the longest pause that a server is
    granted before it is asked once more.
    """

    requests: int = 200
    body: int = 16_000_000
    total: int = 200_000_000
    redirects: int = 5
    connect: float = 5.0
    each: float = 20.0
    seconds: float = 300.0
    wait: float = 30.0


class Request(NamedTuple):
    """What is asked.

    `token` goes to the host of `url` only. `trusted` allows the hosts of the user's own settings. `keep` is for how
    long, in seconds, a kept answer is taken without asking again, alive and dead; None asks the server whether a kept
    one still holds. `unread` leaves the body on the way: the status is all that is wanted.
    """

    url: str
    method: str = "GET"
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None
    token: str | None = None
    trusted: bool = False
    limit: int | None = None
    keep: tuple[float, float] | None = None
    cached: bool = True
    unread: bool = False


class _Line:
    """A session whose connections pass one gate."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate
        self.session = requests.Session()
        # No proxies and passwords from files that the user may have forgotten; certificates of a company are wanted.
        self.session.trust_env = False
        self.session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE") or True
        self.session.mount("https://", adapter(gate))
        self.session.mount("http://", adapter(gate))


class HttpClient:
    """Sends requests one after the other. `spent` counts those that left, `received` the bytes of bodies.

    `trusted` are hosts with ports that may have any address and plain http in requests that say so, `reachable` the
    same for every request (test servers). `spacing` is the seconds between two requests to a host. `resolver`, `sleep`,
    `clock` (monotonic) and `now` (since 1970) are the world, injected.
    """

    def __init__(
        self,
        *,
        trusted: frozenset[tuple[str, int]] = frozenset(),
        reachable: frozenset[tuple[str, int]] = frozenset(),
        limits: Limits = Limits(),  # noqa: B008 - an immutable value
        cache: DiskCache | None = None,
        spacing: Mapping[str, float] | None = None,
        resolver: Resolver = resolve,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        self.spent = 0
        self.received = 0
        self._limits = limits
        self._cache = cache
        self._spacing = dict(spacing or {})
        self._sleep = sleep
        self._clock = clock
        self._now = now
        self._end = clock() + limits.seconds
        self._last: dict[str, float] = {}
        self._stopped: dict[str, str] = {}
        self._slow: set[str] = set()
        # Two of them, so that no link uses a connection that only trusted requests may open.
        self._lines = {True: _Line(Gate(resolver, trusted | reachable)), False: _Line(Gate(resolver, reachable))}

    def ask(self, request: Request) -> Answer:
        """The answer to a request, from the cache where that holds, asked again once where the server was busy."""
        key = _key(request)
        kept = self._cache.get(key) if self._cache is not None and request.cached else None
        if kept is not None and request.keep is not None:
            fresh = request.keep[0] if kept.answer.outcome == "ok" else request.keep[1]
            if kept.age < fresh:
                return kept.answer
        conditions: dict[str, str] = {}
        if kept is not None and request.keep is None:
            conditions = _conditions(kept.answer)
        answer = self._twice(request, conditions)
        if answer.status == 304 and kept is not None:
            return kept.answer
        if self._cache is not None and request.cached and _may_be_kept(request, answer):
            self._cache.put(key, answer)
        return answer

    def _twice(self, request: Request, conditions: Mapping[str, str]) -> Answer:
        answer = self._follow(request, conditions)
        limited = is_rate_limit(answer.status, answer.headers)
        if not limited and answer.status not in _AGAIN and not answer.why.startswith(_BROKEN):
            return answer
        pause = asked_to_wait(answer.headers, self._now())
        pause = 1.0 if pause is None else pause
        host = urlsplit(answer.url).netloc
        if pause <= self._limits.wait and self._clock() + pause < self._end:
            self._sleep(pause)
            answer = self._follow(request, conditions)
            limited = is_rate_limit(answer.status, answer.headers)
        if limited:
            self._stopped[host] = f"{host} asks for fewer requests"
            return answer._replace(outcome="unknown", why=self._stopped[host])
        return answer

    def _follow(self, request: Request, conditions: Mapping[str, str]) -> Answer:
        """The answer after redirects, every hop of which is checked like the first."""
        url, method, moved = request.url, request.method, False
        origin = _origin(url)
        for _ in range(self._limits.redirects + 1):
            refused = self._refusal(url, request)
            if refused:
                return Answer("unknown", 0, url, {}, why=refused)
            headers = dict(request.headers) | dict(conditions)
            if request.token and _origin(url) == origin:
                headers["Authorization"] = request.token
            answer = self._once(method, url, headers, request)
            place = answer.headers.get("location")
            if answer.status not in _REDIRECTS or not place:
                return answer._replace(moved=moved)
            moved = moved or answer.status in _PERMANENT
            url = urljoin(url, place)
            if answer.status == 303 and method != "HEAD":
                method = "GET"
        return Answer("unknown", 0, url, {}, why=f"more than {self._limits.redirects} redirects")

    def _refusal(self, url: str, request: Request) -> str:
        """Why a request is not sent, empty when it may be."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            return "not a web address"
        port = port or (443 if parts.scheme == "https" else 80)
        if parts.scheme != "https" and not (
            parts.scheme == "http" and self._lines[request.trusted].gate.is_trusted(host, port)
        ):
            return "only https addresses are asked" if parts.scheme == "http" else "not a web address"
        if not host or parts.username is not None or len(url) > 4000:
            return "not a plain web address"
        if parts.netloc in self._stopped:
            return self._stopped[parts.netloc]
        if self.spent >= self._limits.requests:
            return f"a run sends at most {self._limits.requests} requests"
        if self.received >= self._limits.total:
            return f"a run receives at most {self._limits.total:,} bytes"
        if self._clock() >= self._end:
            return f"a run asks servers for at most {self._limits.seconds:.0f} seconds"
        self._space(host.lower())
        return ""

    def _space(self, host: str) -> None:
        gap = self._spacing.get(host)
        if gap is not None and host in self._last:
            left = self._last[host] + gap - self._clock()
            if left > 0:
                self._sleep(left)
        self._last[host] = self._clock()

    def _once(self, method: str, url: str, headers: dict[str, str], request: Request) -> Answer:
        self.spent += 1
        common = {"User-Agent": USER_AGENT, "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}
        headers = common | headers
        seconds = min(self._limits.each, max(0.1, self._end - self._clock()))
        status, named, body, why = 0, {}, b"", ""
        line = self._lines[request.trusted]
        with line.gate.deadline(seconds) as over:
            try:
                with line.session.request(
                    method,
                    url,
                    headers=headers,
                    data=request.body,
                    timeout=(self._limits.connect, seconds),
                    allow_redirects=False,
                    stream=True,
                ) as response:
                    status = response.status_code
                    named = {str(key).lower(): str(value)[:4000] for key, value in response.headers.items()}
                    if method != "HEAD" and status not in _REDIRECTS and not request.unread:
                        body, why = self._body(response, request.limit or self._limits.body)
            except AddressError as error:
                return Answer("unknown", 0, url, {}, why=str(error))
            except (requests.RequestException, HTTPError, OSError, ValueError) as error:
                why = _failure(error)
            if over.is_set():
                why = _LATE
        if why:
            self._give_up(urlsplit(url).netloc, why)
            return Answer("unknown", 0, url, {}, why=why)
        return Answer(outcome_of(status), status, url, named, body, _why(status))

    def _give_up(self, host: str, why: str) -> None:
        """Leave a host alone that cannot be reached, or that let a second request wait in vain."""
        if why in _UNREACHABLE or (why in _WAITED and host in self._slow):
            self._stopped[host] = why
        elif why in _WAITED:
            self._slow.add(host)

    def _body(self, response: requests.Response, limit: int) -> tuple[bytes, str]:
        """The body and why it is not whole."""
        if response.headers.get("Content-Encoding", "identity").lower() not in ("identity", ""):
            return b"", "the answer is compressed although that was not asked for"
        held = bytearray()
        for chunk in _chunks(response):
            held += chunk
            self.received += len(chunk)
            if len(held) > limit:
                return b"", f"the answer is longer than {limit:,} bytes"
        stated = response.headers.get("Content-Length", "")
        if stated.isdecimal() and int(stated) != len(held):
            return b"", f"{_BROKEN} after {len(held):,} bytes"
        return bytes(held), ""


_BROKEN = "the connection broke"
_LATE = "no whole answer in time"
_WAITED = frozenset({_LATE, "no answer in time"})
_UNREACHABLE = frozenset({"the name cannot be resolved", "the connection is refused", "the network is unreachable"})


def _chunks(response: requests.Response) -> Iterator[bytes]:
    while chunk := response.raw.read1(_CHUNK, decode_content=False):
        yield chunk


def _failure(error: Exception) -> str:
    """A network failure in a few words, without the objects that the library prints."""
    text = str(error)
    if isinstance(error, requests.exceptions.SSLError):
        return "the server's certificate is not accepted"
    if isinstance(error, requests.Timeout) or "timed out" in text:
        return "no answer in time"
    if isinstance(error, (requests.exceptions.InvalidURL, ValueError)) and not isinstance(error, OSError):
        return "not a web address"
    for said in ("Name or service not known", "has no address", "refused", "unreachable"):
        if said in text:
            return {"refused": "the connection is refused", "unreachable": "the network is unreachable"}.get(
                said, "the name cannot be resolved"
            )
    return _BROKEN


def _why(status: int) -> str:
    if outcome_of(status) == "ok":
        return ""
    return f"the server answers {status}"


def _origin(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()


def _key(request: Request) -> str:
    """What tells one kept answer from another; a token is part of it, and cannot be read from it."""
    who = sha256(request.token.encode()).hexdigest()[:16] if request.token else "-"
    body = sha256(request.body).hexdigest() if request.body else "-"
    wanted = next((value for name, value in request.headers if name.lower() == "range"), "-")
    return f"{request.method}\n{request.url}\n{wanted}\n{who}\n{body}"


def _conditions(kept: Answer) -> dict[str, str]:
    headers = {}
    with contextlib.suppress(KeyError):
        headers["If-None-Match"] = kept.headers["etag"]
    if not headers and "last-modified" in kept.headers:
        headers["If-Modified-Since"] = kept.headers["last-modified"]
    return headers


def _may_be_kept(request: Request, answer: Answer) -> bool:
    """Answers that are asked for by age are kept by outcome, others where the server can tell a change."""
    if "no-store" in answer.headers.get("cache-control", ""):
        return False
    if request.keep is not None:
        return answer.outcome in ("ok", "dead")
    return request.method == "GET" and answer.status == 200 and bool(_conditions(answer))
