"""Connections of `requests` that go to a checked address and end at a deadline."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import NewConnectionError
from urllib3.poolmanager import PoolManager

from openness.net.addresses import AddressError, checked_addresses

if TYPE_CHECKING:
    from collections.abc import Generator

    from openness.net.addresses import Resolver


class Gate:
    """Decides which address a connection goes to, and ends connections that take too long.

    `trusted` hosts (with port) come from the user's own settings and may have any address.
    """

    def __init__(self, resolver: Resolver, trusted: frozenset[tuple[str, int]]) -> None:
        self._resolver = resolver
        self._trusted = trusted
        self._watched: list[socket.socket] = []

    def is_trusted(self, host: str, port: int) -> bool:
        """True for a host of the user's own settings."""
        return (host.lower(), port) in self._trusted

    def connect(self, host: str, port: int, timeout: float | None) -> socket.socket:
        """A socket to a checked address of the host; raises AddressError and OSError."""
        if self.is_trusted(host, port):
            addresses = self._resolver(host, port)
        else:
            addresses = checked_addresses(host, port, self._resolver)
        failure: OSError = OSError(f"{host} has no address")
        for address in addresses:
            try:
                # The name is resolved once: what was checked is what is connected to.
                made = socket.create_connection((address, port), timeout)
            except OSError as error:
                failure = error
                continue
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            # A second handle on the connection: it outlives the wrapping for TLS, and what the libraries let go of.
            self._watched.append(made.dup())
            return made
        raise failure

    @contextlib.contextmanager
    def deadline(self, seconds: float) -> Generator[threading.Event, None, None]:
        """Connections made inside are shut when the time is over; the event says that it was."""
        over = threading.Event()

        def end() -> None:
            over.set()
            for handle in list(self._watched):
                with contextlib.suppress(OSError):
                    handle.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            yield over
        finally:
            timer.cancel()
            for handle in self._watched:
                handle.close()
            self._watched.clear()


def adapter(gate: Gate) -> HTTPAdapter:
    """An adapter for both schemes whose connections pass the gate; it repeats and redirects nothing by itself."""

    def connected(connection: HTTPConnection, host: str) -> socket.socket:
        try:
            timeout = connection.timeout if isinstance(connection.timeout, (int, float)) else None
            return gate.connect(host, connection.port, timeout)
        except AddressError:
            raise
        except OSError as error:
            raise NewConnectionError(connection, f"no connection to {host}: {error}") from error

    class _Plain(HTTPConnection):
        def _new_conn(self) -> socket.socket:
            return connected(self, self.host)

    class _Secure(HTTPSConnection):
        def _new_conn(self) -> socket.socket:
            return connected(self, self.host)

    class _PlainPool(HTTPConnectionPool):
        ConnectionCls = _Plain

    class _SecurePool(HTTPSConnectionPool):
        ConnectionCls = _Secure

    class _Adapter(HTTPAdapter):
        def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **settings: object) -> None:
            manager = PoolManager(num_pools=connections, maxsize=maxsize, block=block, **settings)  # type: ignore[arg-type]
            manager.pool_classes_by_scheme = {"http": _PlainPool, "https": _SecurePool}
            self.poolmanager = manager

    return _Adapter(pool_connections=8, pool_maxsize=1, max_retries=0)
