"""The connection that PyGithub sends through: one host, bounded answers, and redirects that stay on it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit

import requests
from github.Requester import HTTPSRequestsConnectionClass

from openness.github.errors import ApiError
from openness.patterns import compiled
from openness.values import NamedTuple

if TYPE_CHECKING:
    import io
    from collections.abc import ItemsView

MOST_BYTES = 16_000_000
"""No answer that is asked for here comes near this; a hundred files of a pull request with their patches are 3 MB."""
TIMEOUT = (10.0, 30.0)
"""Seconds to connect, and between two pieces of an answer."""
MOST_SECONDS = 90.0
_REDIRECTS = frozenset({301, 302, 307, 308})
_MOST_REDIRECTS = 3
_NUMBERS = ("x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset")
_NUMBER = compiled(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
_PORTS = {"https": 443, "http": 80}


class Sent(NamedTuple):
    """One request as it went out: for the count of a run and its debug log."""

    method: str
    path: str
    status: int | None


class Answer:
    """What PyGithub expects a response to look like, with the body already read and within bounds."""

    def __init__(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    def getheaders(self) -> ItemsView[str, str]:
        """Header names and values."""
        return self.headers.items()

    def read(self) -> str:
        """The body as text; GitHub's API speaks UTF-8."""
        return self.body.decode("utf-8", "replace")


class Connection(HTTPSRequestsConnectionClass):
    """Sends every request to the one host it was made for, whatever an answer says.

    PyGithub's own connection reads answers of any size, and on a redirect drops the query: a renamed repository's file
    would be read at the wrong commit.
    """

    def __init__(self, base: SplitResult) -> None:
        host = base.hostname or ""
        super().__init__(host, base.port or _PORTS[base.scheme], retry=0)
        self.protocol = base.scheme
        self.session.mount("http://", self.adapter)
        self.origin = f"{base.scheme}://{f'[{host}]' if ':' in host else host}:{self.port}"
        self.sent: list[Sent] = []

    def request(
        self,
        verb: str,
        url: str,
        input: str | io.BufferedReader | None,  # noqa: A002 - PyGithub's name
        headers: dict[str, str],
        stream: bool = False,
    ) -> None:
        """Remember what to send; PyGithub asks for the answer next."""
        super().request(verb, url, input, headers, stream)

    def getresponse(self) -> Answer:  # type: ignore[override]  # the three members that PyGithub uses are there
        """Send the request; follows at most three redirects on the same origin.

        Raises ApiError of kind `network`, `too-large` or `malformed`.
        """
        url = f"{self.origin}{self.url}"
        for _ in range(_MOST_REDIRECTS + 1):
            answer = self._send(url)
            location = answer.headers.get("location", "")
            if answer.status not in _REDIRECTS or not location:
                if answer.status == 202 and self.verb in ("GET", "HEAD"):
                    # PyGithub would ask again without end.
                    raise ApiError(202, "server", "GitHub is still preparing the answer")
                return answer
            url = urljoin(url, location)
            if _origin(url) != self.origin:
                raise ApiError(answer.status, "malformed", "GitHub's answer redirects to another host")
        raise ApiError(None, "malformed", "GitHub's answer redirects in a circle")

    def _send(self, url: str) -> Answer:
        status: int | None = None
        try:
            with self.session.request(
                self.verb,
                url,
                headers=self.headers,
                data=self.input,
                timeout=TIMEOUT,
                allow_redirects=False,
                stream=True,
            ) as response:
                body = _bounded(response)
                status = response.status_code
                return Answer(status, _headers(response), body)
        except (requests.RequestException, OSError) as error:
            raise ApiError(None, "network", f"the connection to {self.host} failed: {_cause(error)}") from error
        finally:
            self.sent.append(Sent(self.verb, urlsplit(url).path, status))


def _bounded(response: requests.Response) -> bytes:
    """The body, unless it is too large or comes too slowly."""
    end = time.monotonic() + MOST_SECONDS
    pieces, size = [], 0
    for piece in response.iter_content(65_536):
        size += len(piece)
        if size > MOST_BYTES:
            raise ApiError(response.status_code, "too-large", f"GitHub's answer is larger than {MOST_BYTES:,} bytes")
        if time.monotonic() > end:
            raise ApiError(None, "network", f"GitHub's answer took longer than {MOST_SECONDS:.0f} seconds")
        pieces.append(piece)
    return b"".join(pieces)


def _headers(response: requests.Response) -> dict[str, str]:
    """The headers by lower-case name, without limits that are no numbers: PyGithub reads them without looking."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    return {name: value for name, value in headers.items() if not name.startswith(_NUMBERS) or _NUMBER.fullmatch(value)}


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
        port = parts.port or _PORTS.get(parts.scheme, 0)
    except ValueError:
        return ""
    host = parts.hostname or ""
    return f"{parts.scheme}://{f'[{host}]' if ':' in host else host}:{port}"


def _cause(error: Exception) -> str:
    """The kind of failure in a few words: messages of the network library are long and hold addresses."""
    if isinstance(error, requests.exceptions.ProxyError):
        return "the proxy did not answer"
    if isinstance(error, requests.exceptions.SSLError):
        return "the certificate could not be verified"
    if isinstance(error, requests.Timeout):
        return "no answer in time"
    return "it could not be opened, or broke off"
