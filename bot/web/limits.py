"""How often one visitor may ask: a bucket of tokens for each network address, in memory.

A restart forgives everybody; that is enough against a form filled in by a loop. Knows no page.
"""

import ipaddress
import math
from dataclasses import dataclass, field
from datetime import datetime

MOST_KNOWN = 10_000  # visitors remembered at once; about 2 MB


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: datetime


@dataclass(slots=True)
class Buckets:
    """Each visitor may ask `burst` times at once and then once every `seconds`."""

    burst: int = 5
    seconds: float = 60.0
    _known: dict[str, _Bucket] = field(default_factory=dict)

    def wait(self, visitor: str, now: datetime) -> int:
        """Take one token and return 0, or return how many whole seconds until there is one."""
        key = _network(visitor)
        bucket = self._known.pop(key, None) or _Bucket(self.burst, now)
        self._known[key] = bucket
        gained = max(0.0, (now - bucket.at).total_seconds()) / self.seconds
        bucket.tokens, bucket.at = min(self.burst, bucket.tokens + gained), now
        if len(self._known) > MOST_KNOWN:
            self._known.pop(next(iter(self._known)))
        if bucket.tokens < 1:
            return math.ceil((1 - bucket.tokens) * self.seconds)
        bucket.tokens -= 1
        return 0


def _network(visitor: str) -> str:
    """Return who is counted as one: an IPv4 address, or the /64 that one IPv6 household has to itself (RFC 6177)."""
    try:
        address = ipaddress.ip_address(visitor)
    except ValueError:
        return visitor
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(ipaddress.ip_network((address, 64), strict=False))
