"""Tokens: secrets handed out once, of which only a hash is kept. Knows not what they open."""

import hashlib


def hashed(token: str) -> str:
    """Return the SHA-256 (hex) by which a token is known to the database."""
    return hashlib.sha256(token.encode()).hexdigest()
