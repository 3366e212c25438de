"""The guarded client against servers that misbehave in every way that servers do."""

from __future__ import annotations

import json
import socket
import threading
from contextlib import ExitStack
from ipaddress import IPv4Address
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from openness.net.addresses import AddressError, checked_addresses, is_public
from openness.net.cache import DiskCache, cache_directory
from openness.net.client import HttpClient, Limits, Request
from openness.net.waiting import asked_to_wait, is_rate_limit
from rig.scripted import Asked, ScriptedServer, reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PUBLIC = "93.184.216.34"
Script = dict[str, list[Any]]


class World:
    """Time that passes only when somebody sleeps."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.moment = 1000.0

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.moment += seconds

    def clock(self) -> float:
        return self.moment


@pytest.fixture
def serving() -> Iterator[Callable[[Script], ScriptedServer]]:
    with ExitStack() as stack:
        yield lambda script: stack.enter_context(ScriptedServer(script))


def client(server: ScriptedServer, world: World | None = None, **settings: Any) -> HttpClient:
    world = world or World()
    settings.setdefault("trusted", server.trusted)
    return HttpClient(sleep=world.sleep, clock=world.clock, now=world.clock, **settings)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "127.9.9.9",
        "10.0.0.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.1",
        "240.0.0.1",
        "192.0.0.192",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:93.184.216.34",
        "::127.0.0.1",
        "2002:7f00:1::",
        "2002:a9fe:a9fe::1",
        "64:ff9b::169.254.169.254",
        "64:ff9b::10.0.0.1",
        "64:ff9b:1::1",
        "2001:0:4136:e378::1",
        "2001:db8::1",
        "100::1",
        "localhost",
        "",
        "127.1",
        "0x7f000001",
    ],
)
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", [PUBLIC, "8.8.8.8", "2606:4700::1111", "2a00:1450::1", "64:ff9b::8.8.8.8"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


@given(st.integers(0, 2**32 - 1))
def test_no_way_of_writing_an_address_makes_it_public(number: int) -> None:
    address = IPv4Address(number)
    high, low = f"{number >> 16:x}", f"{number & 0xFFFF:x}"
    if not is_public(str(address)):
        assert not is_public(f"2002:{high}:{low}::1")
        assert not is_public(f"64:ff9b::{high}:{low}")
    assert not is_public(f"::ffff:{high}:{low}")
    assert not (is_public(str(address)) and not address.is_global)


def test_one_closed_address_among_open_ones_refuses_the_name() -> None:
    with pytest.raises(AddressError, match=r"evil\.example leads to 10\.0\.0\.1"):
        checked_addresses("evil.example", 443, lambda _host, _port: [PUBLIC, "10.0.0.1"])


def test_the_address_that_was_checked_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere when it is asked for again gains nothing: it is asked for once."""
    answers = [[PUBLIC], ["127.0.0.1"]]
    reached: list[tuple[str, int]] = []

    def connect(place: tuple[str, int], _timeout: object = None) -> socket.socket:
        reached.append(place)
        raise ConnectionRefusedError("refused")

    monkeypatch.setattr(socket, "create_connection", connect)
    asked = HttpClient(resolver=lambda _host, _port: answers.pop(0), limits=Limits(), sleep=lambda _: None).ask(
        Request("https://rebinding.example/x")
    )
    assert reached == [(PUBLIC, 443)]
    assert (asked.outcome, asked.why) == ("unknown", "the connection is refused")


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.org/", "only https addresses are asked"),
        ("https://127.0.0.1/", "127.0.0.1 leads to 127.0.0.1, which is not a public address"),
        ("https://[::1]/", "::1 leads to ::1, which is not a public address"),
        ("https://user:secret@example.org/", "not a plain web address"),
        ("file:///etc/passwd", "not a web address"),
        ("https://", "not a plain web address"),
        ("https://example.org:99999/", "not a web address"),
    ],
)
def test_what_is_never_sent(url: str, why: str) -> None:
    asked = HttpClient(resolver=lambda host, _port: [host]).ask(Request(url))
    assert (asked.outcome, asked.status, asked.why) == ("unknown", 0, why)


def test_a_host_of_the_settings_is_not_one_for_links(serving: Callable[[Script], ScriptedServer]) -> None:
    server = serving({"/x": [reply(body=b"secret")]})
    sender = client(server)
    assert sender.ask(Request(f"{server.url}/x", trusted=True)).body == b"secret"
    assert sender.ask(Request(f"{server.url}/x")).why == "only https addresses are asked"


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "https://169.254.169.254/latest/meta-data/",
        "https://[::ffff:127.0.0.1]/",
        "file:///etc/passwd",
        "gopher://127.0.0.1:6379/_FLUSHALL",
    ],
)
def test_a_redirect_to_a_forbidden_address_is_not_followed(
    target: str, serving: Callable[[Script], ScriptedServer]
) -> None:
    server = serving({"/x": [reply(302, headers={"Location": target})]})
    answer = client(server).ask(Request(f"{server.url}/x", trusted=True))
    assert (answer.outcome, len(server.journal)) == ("unknown", 1)
    assert "not a public address" in answer.why or "address" in answer.why


def test_a_token_stays_with_its_host(serving: Callable[[Script], ScriptedServer]) -> None:
    other = serving({"/file": [reply(body=b"bytes")]})
    first = serving(
        {
            "/here": [reply(302, headers={"Location": "/there"})],
            "/there": [reply(307, headers={"Location": f"{other.url}/file"})],
        }
    )
    sender = client(first, trusted=first.trusted | other.trusted)
    answer = sender.ask(Request(f"{first.url}/here", token="Bearer t", trusted=True))
    assert answer.body == b"bytes"
    assert [one.headers.get("authorization") for one in first.journal] == ["Bearer t", "Bearer t"]
    assert "authorization" not in other.journal[0].headers


def test_redirects_end(serving: Callable[[Script], ScriptedServer]) -> None:
    server = serving({"/x": [reply(302, headers={"Location": "/x"})]})
    answer = client(server).ask(Request(f"{server.url}/x", trusted=True))
    assert (answer.why, len(server.journal)) == ("more than 5 redirects", 6)


def test_a_permanent_redirect_is_told(serving: Callable[[Script], ScriptedServer]) -> None:
    server = serving({"/old": [reply(301, headers={"Location": "/new"})], "/new": [reply(body=b"x")]})
    answer = client(server).ask(Request(f"{server.url}/old", trusted=True))
    assert (answer.moved, answer.url) == (True, f"{server.url}/new")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, "ok"),
        (206, "ok"),
        (401, "restricted"),
        (403, "unknown"),
        (404, "dead"),
        (410, "dead"),
        (418, "unknown"),
        (451, "unknown"),
        (500, "unknown"),
    ],
)
def test_what_a_status_means(status: int, outcome: str, serving: Callable[[Script], ScriptedServer]) -> None:
    server = serving({"/x": [reply(status)]})
    assert client(server).ask(Request(f"{server.url}/x", trusted=True)).outcome == outcome


def drop(taken: socket.socket, _asked: Asked) -> None:
    taken.shutdown(socket.SHUT_RDWR)


def cut(taken: socket.socket, _asked: Asked) -> None:
    taken.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf")


def endless(taken: socket.socket, _asked: Asked) -> None:
    taken.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        taken.sendall(b"x" * 65_536)


def garbage(taken: socket.socket, _asked: Asked) -> None:
    taken.sendall(b"\x00\xff" * 4000)


@pytest.mark.parametrize("broken", [reply(500), reply(502), reply(503), drop, cut])
def test_a_fault_that_passes_is_asked_again_once(broken: Any, serving: Callable[[Script], ScriptedServer]) -> None:
    server = serving({"/x": [broken, reply(body=b"good")]})
    world = World()
    answer = client(server, world).ask(Request(f"{server.url}/x", trusted=True))
    assert (answer.outcome, answer.body, world.slept) == ("ok", b"good", [1.0])


@pytest.mark.parametrize("broken", [reply(503), drop, cut, garbage])
def test_a_fault_that_stays_is_unknown(broken: Any, serving: Callable[[Script], ScriptedServer]) -> None:
    server = serving({"/x": [broken]})
    answer = client(server).ask(Request(f"{server.url}/x", trusted=True))
    assert (answer.outcome, len(server.journal)) == ("unknown", 2)
    assert answer.why


def test_a_rate_limit_is_waited_for_and_then_left_alone(serving: Callable[[Script], ScriptedServer]) -> None:
    server = serving({"/x": [reply(429, headers={"Retry-After": "7"})]})
    world = World()
    sender = client(server, world)
    first = sender.ask(Request(f"{server.url}/x", trusted=True))
    second = sender.ask(Request(f"{server.url}/y", trusted=True))
    assert world.slept == [7.0]
    assert (first.outcome, second.outcome, len(server.journal)) == ("unknown", "unknown", 2)
    assert "fewer requests" in second.why


def test_a_pause_that_is_too_long_is_not_made(serving: Callable[[Script], ScriptedServer]) -> None:
    server = serving({"/x": [reply(403, headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "99999"})]})
    world = World()
    answer = client(server, world).ask(Request(f"{server.url}/x", trusted=True))
    assert (answer.outcome, world.slept, len(server.journal)) == ("unknown", [], 1)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "12"}, 12.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:20:00 GMT"}, 200.0),
        ({"retry-after": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0.0),
        ({"retry-after": "soon"}, None),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1030"}, 30.0),
        ({"x-ratelimit-remaining": "5", "x-ratelimit-reset": "1030"}, None),
        ({"ratelimit": '"api";r=0;t=55'}, 55.0),
        ({"ratelimit": '"api";r=3;t=55'}, None),
        ({}, None),
    ],
)
def test_pauses_that_servers_ask_for(headers: dict[str, str], seconds: float | None) -> None:
    assert asked_to_wait(headers, 1000.0) == seconds


@given(
    st.dictionaries(
        st.sampled_from(["retry-after", "x-ratelimit-remaining", "x-ratelimit-reset", "ratelimit"]), st.text()
    )
)
def test_no_header_breaks_the_waiting(headers: dict[str, str]) -> None:
    pause = asked_to_wait(headers, 1000.0)
    assert pause is None or pause >= 0
    assert is_rate_limit(429, headers)


def test_an_endless_body_ends_at_the_bound(serving: Callable[[Script], ScriptedServer]) -> None:
    server = serving({"/x": [endless]})
    answer = client(server).ask(Request(f"{server.url}/x", trusted=True, limit=1_000_000))
    assert (answer.outcome, answer.body) == ("unknown", b"")
    assert answer.why == "the answer is longer than 1,000,000 bytes"


@pytest.mark.parametrize("start", [b"", b"HTTP/1.1 200 OK\r\nX-Slow: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_a_slow_answer_ends_at_the_deadline(start: bytes, serving: Callable[[Script], ScriptedServer]) -> None:
    """A byte now and then keeps every time-out of a socket from passing, in the head as in the body."""

    def drip(taken: socket.socket, _asked: Asked) -> None:
        taken.sendall(start)
        while not server.stopping.wait(0.02):
            taken.sendall(b"x")

    server = serving({"/x": [drip]})
    answer = HttpClient(trusted=server.trusted, limits=Limits(each=0.3), sleep=lambda _: None).ask(
        Request(f"{server.url}/x", trusted=True)
    )
    assert (answer.outcome, answer.why) == ("unknown", "no whole answer in time")


def test_a_compressed_answer_is_not_unfolded(serving: Callable[[Script], ScriptedServer]) -> None:
    server = serving({"/x": [reply(body=b"\x1f\x8b", headers={"Content-Encoding": "gzip"})]})
    answer = client(server).ask(Request(f"{server.url}/x", trusted=True))
    assert (answer.outcome, server.journal[0].headers["accept-encoding"]) == ("unknown", "identity")


def test_a_run_has_an_end(serving: Callable[[Script], ScriptedServer]) -> None:
    server = serving({"/x": [reply(body=b"12345")]})
    few = client(server, limits=Limits(requests=2))
    answers = [few.ask(Request(f"{server.url}/x", trusted=True)) for _ in range(3)]
    assert [one.outcome for one in answers] == ["ok", "ok", "unknown"]
    assert answers[2].why == "a run sends at most 2 requests"
    small = client(server, limits=Limits(total=5))
    assert [small.ask(Request(f"{server.url}/x", trusted=True)).outcome for _ in range(2)] == ["ok", "unknown"]
    world = World()
    short = client(server, world, limits=Limits(seconds=10))
    world.moment += 11
    assert short.ask(Request(f"{server.url}/x", trusted=True)).why == "a run asks servers for at most 10 seconds"


def test_requests_to_one_host_keep_their_distance(serving: Callable[[Script], ScriptedServer]) -> None:
    server = serving({"/x": [reply()]})
    world = World()
    sender = client(server, world, spacing={"127.0.0.1": 3.0})
    for _ in range(3):
        sender.ask(Request(f"{server.url}/x", trusted=True))
    assert world.slept == [3.0, 3.0]


def test_an_answer_that_still_holds_is_taken_from_the_disk(
    tmp_path: Path, serving: Callable[[Script], ScriptedServer]
) -> None:
    server = serving({"/x": [reply(body=b"long", headers={"ETag": '"1"'}), reply(304)]})
    bodies = [
        client(server, cache=DiskCache(tmp_path)).ask(Request(f"{server.url}/x", trusted=True)).body for _ in range(2)
    ]
    assert bodies == [b"long", b"long"]
    assert server.journal[1].headers["if-none-match"] == '"1"'


def test_another_token_sees_nothing_of_what_was_kept(
    tmp_path: Path, serving: Callable[[Script], ScriptedServer]
) -> None:
    server = serving({"/x": [reply(body=b"private", headers={"ETag": '"1"'}), reply(401)]})
    sender = client(server, cache=DiskCache(tmp_path))
    assert sender.ask(Request(f"{server.url}/x", token="Bearer t", trusted=True)).body == b"private"
    assert sender.ask(Request(f"{server.url}/x", trusted=True)).outcome == "restricted"
    assert "Bearer" not in "".join(one.read_text("utf-8") for one in tmp_path.iterdir())


def test_links_are_asked_again_after_their_time(tmp_path: Path, serving: Callable[[Script], ScriptedServer]) -> None:
    server = serving({"/x": [reply(404), reply(200)]})
    cache = DiskCache(tmp_path)
    sender = client(server, cache=cache)
    kept = [sender.ask(Request(f"{server.url}/x", trusted=True, keep=(99.0, 99.0))).outcome for _ in range(2)]
    assert (kept, len(server.journal)) == (["dead", "dead"], 1)
    assert sender.ask(Request(f"{server.url}/x", trusted=True, keep=(99.0, 0.0))).outcome == "ok"


def test_a_spoiled_cache_is_no_cache(tmp_path: Path, serving: Callable[[Script], ScriptedServer]) -> None:
    server = serving({"/x": [reply(body=b"long", headers={"ETag": '"1"'})]})
    cache = DiskCache(tmp_path)
    request = Request(f"{server.url}/x", trusted=True)
    client(server, cache=cache).ask(request)
    (place,) = tmp_path.iterdir()
    for spoiled in (b"", b"{}", b"[]\nx", place.read_bytes()[:-1], json.dumps({"format": 1}).encode() + b"\n"):
        place.write_bytes(spoiled)
        assert client(server, cache=cache).ask(request).body == b"long"
    blocked = tmp_path / "file"
    blocked.write_bytes(b"")
    assert client(server, cache=DiskCache(blocked)).ask(request).body == b"long"


def test_two_runs_write_one_cache(tmp_path: Path, serving: Callable[[Script], ScriptedServer]) -> None:
    body = b"x" * 200_000
    server = serving({"/x": [reply(body=body, headers={"ETag": '"1"'})]})
    seen: list[bytes] = []

    def run() -> None:
        sender = client(server, cache=DiskCache(tmp_path))
        seen.extend(sender.ask(Request(f"{server.url}/x", trusted=True)).body for _ in range(10))

    runs = [threading.Thread(target=run) for _ in range(4)]
    for one in runs:
        one.start()
    for one in runs:
        one.join()
    assert set(seen) == {body}
    assert len(seen) == 40
    assert len(list(tmp_path.iterdir())) == 1


def test_the_cache_is_where_the_user_keeps_caches(tmp_path: Path) -> None:
    assert cache_directory({"OPENNESS_CACHE": str(tmp_path)}) == tmp_path / "http"
    assert "openness" in cache_directory({"HOME": str(tmp_path)}).parts
