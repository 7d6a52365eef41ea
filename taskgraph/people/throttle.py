"""How often a secret may be tried: by account and by address, in the memory of the server."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from enum import StrEnum
from ipaddress import IPv6Address, ip_address, ip_network

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class Door(StrEnum):
    """Where a secret is tried: a password of one account, or from one address a password, a token, a feed's address."""

    ACCOUNT = "account"
    LOGIN = "login"
    TOKEN = "token"  # noqa: S105 - a name
    FEED = "feed"


MOST: Mapping[Door, str] = {
    Door.ACCOUNT: "10 per 15 minutes",
    Door.LOGIN: "60 per 15 minutes",  # an office may share an address
    Door.TOKEN: "30 per 5 minutes",
    Door.FEED: "30 per 5 minutes",
}


class Throttle:
    """Counts attempts at each door; tried ones count before it is known whether they are right."""

    def __init__(self) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._most: Mapping[Door, RateLimitItem] = {door: parse(most) for door, most in MOST.items()}

    def try_door(self, door: Door, who: str) -> int:
        """Count an attempt; return 0 if it may be made, else in how many seconds the next one may."""
        most = self._most[door]
        if self._limiter.hit(most, door, who):
            return 0
        return max(1, math.ceil(self._limiter.get_window_stats(most, door, who).reset_time - time.time()))

    def forgive(self, door: Door, who: str) -> None:
        """Forget the attempts of somebody who has proved to be the right one."""
        self._limiter.clear(self._most[door], door, who)


def name_address(address: str) -> str:
    """Return by which name an address is counted: of IPv6 all that one line usually has."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(ip_network((known, 64), strict=False)) if isinstance(known, IPv6Address) else address
