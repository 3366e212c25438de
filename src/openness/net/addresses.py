"""Which network addresses may be connected to.

Blocks: IANA special-purpose registries for IPv4 and IPv6 (RFC 6890 and its updates, read 2026-11), and every way of
writing one of their addresses inside of an IPv6 address.
"""

from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TYPE_CHECKING

from openness.errors import OpennessError

if TYPE_CHECKING:
    from collections.abc import Callable

    Resolver = Callable[[str, int], list[str]]
    """Addresses of a host as text; raises OSError when there are none."""

_CLOSED_4 = tuple(
    ip_network(block)
    for block in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.31.196.0/24",
        "192.52.193.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "192.175.48.0/24",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
        # Addresses of cloud providers that answer with secrets although they are public by number.
        "168.63.129.16/32",
    )
)
_OPEN_6 = ip_network("2000::/3")
_CLOSED_6 = tuple(
    ip_network(block) for block in ("2001::/23", "2001:db8::/32", "3fff::/20", "2620:4f:8000::/48", "5f00::/16")
)
_SIX_TO_FOUR = ip_network("2002::/16")
_NAT64 = (ip_network("64:ff9b::/96"), ip_network("64:ff9b:1::/48"))
_MOST = 8


class AddressError(OpennessError):
    """A host that leads, or may lead, into a network that is not the public one."""


def is_public(text: str) -> bool:
    """True for an address of the public network; whatever is not an address is not public."""
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if "%" in text:
        return False
    return _is_public_4(address) if isinstance(address, IPv4Address) else _is_public_6(address)


def _is_public_4(address: IPv4Address) -> bool:
    return not any(address in block for block in _CLOSED_4)


def _is_public_6(address: IPv6Address) -> bool:
    if address.ipv4_mapped is not None:
        return False
    if address in _SIX_TO_FOUR:
        return _is_public_4(IPv4Address(address.packed[2:6]))
    if address in _NAT64[0]:
        return _is_public_4(IPv4Address(address.packed[12:16]))
    return address in _OPEN_6 and not any(address in block for block in _CLOSED_6)


def resolve(host: str, port: int) -> list[str]:
    """Addresses of a host from the operating system, each once; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def checked_addresses(host: str, port: int, resolver: Resolver) -> list[str]:
    """The addresses of a host, each of them public.

    One address that is not refuses the host: names that lead to both are how a check is gone around. Raises
    AddressError, and OSError when the name cannot be resolved.
    """
    found = resolver(host, port)
    if not found:
        raise OSError(f"{host} has no address")
    closed = [one for one in found if not is_public(one)]
    if closed:
        raise AddressError(f"{host} leads to {closed[0]}, which is not a public address")
    return found[:_MOST]
