"""How often a password may be tried, and how long an account waits after too many wrong ones.

Rule: the first nine wrong passwords in a row cost nothing. From the tenth on the account waits, one
second at first, twice as long each time, a quarter of an hour at most; it is never closed for good,
and the right password clears it. One network may be wrong 30 times in ten minutes. New links for a
lost password: three an hour for an account, ten an hour from a network.

A network is one IPv4 address, or the /64 of an IPv6 address, since one line at home is given a
whole /64. An address that nobody has counts like one that somebody has.

Source: OWASP Authentication Cheat Sheet (a rising delay rather than a lock); NIST SP 800-63B, 5.2.2
(a limit on tries for each account).
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from math import ceil

FREE = 9
LONGEST = timedelta(minutes=15)
FORGOTTEN = timedelta(days=1)
"""After so long without a try an account's count begins anew."""

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Limit:
    """So many in so long, counted from the first."""

    kind: str
    most: int
    within: timedelta


ACCOUNT = "account"
NETWORK = Limit("network", 30, timedelta(minutes=10))
LINKS_FOR_ACCOUNT = Limit("links_account", 3, timedelta(hours=1))
LINKS_FROM_NETWORK = Limit("links_network", 10, timedelta(hours=1))


class Wait(Exception):
    """Too many tries; `seconds` says for how long, `kind` whether it is the account or the
    network that waits."""

    def __init__(self, kind: str, left: timedelta) -> None:
        super().__init__(kind)
        self.kind = kind
        self.seconds = max(1, ceil(left.total_seconds()))


def delay(tries: int) -> timedelta:
    """How long an account waits after so many wrong passwords in a row."""
    over = tries - FREE - 1
    if over < 0:
        return timedelta(0)
    return min(LONGEST, timedelta(seconds=2 ** min(over, 20)))


def steps() -> tuple[tuple[int, timedelta], ...]:
    """The numbers of tries with a delay of their own; after the last of them it stays LONGEST."""
    found, tries = [], FREE + 1
    while delay(tries) < LONGEST:
        found.append((tries, delay(tries)))
        tries += 1
    return tuple(found)


def network(address: str | None) -> str:
    """The network of an address that a connection came from.

    Args:
        address: as the server or a believed proxy gives it, perhaps with a port.
    """
    text = (address or "").strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        found = ip_address(text.partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return f"{IPv6Address(int(found) >> 64 << 64)}/64"
    return str(found)


def digest(secret: bytes, kind: str, text: str) -> bytes:
    """What is stored of an address or a network: a keyed hash, so that nobody can read it back.

    Args:
        secret: of this installation; the key of each kind is worked out from it.
    """
    key = hmac.new(secret, b"tries|" + kind.encode(), hashlib.sha256).digest()
    return hmac.new(key, text.encode("utf-8", "replace"), hashlib.sha256).digest()
