"""Ports for servers that are stopped and started again on the same one."""

import secrets
import socket

# Below what Linux (32768) and others (49152) give to outgoing connections: one of those may take a port of theirs while
# its server is down, and then it cannot be opened again.
FIRST, LAST = 20_000, 32_000
TRIES = 100


def free_port() -> int:
    """Return a port of this machine that nobody uses now. Raises LookupError when none was found."""
    for _ in range(TRIES):
        port = FIRST + secrets.randbelow(LAST - FIRST)  # no seed: tests run side by side
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise LookupError("no port is free")
