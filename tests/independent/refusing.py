"""The Bot API's "no": a code, its words and its parameters. Knows nothing of who asks or why."""

from typing import Any

Json = dict[str, Any]


class Refused(Exception):
    """An answer with "ok": false."""

    def __init__(self, code: int, words: str, **parameters: int) -> None:
        super().__init__(words)
        self.code = code
        self.parameters = parameters

    def body(self) -> Json:
        """Return what the client gets."""
        extra = {"parameters": self.parameters} if self.parameters else {}
        return {"ok": False, "error_code": self.code, "description": str(self), **extra}


def bad(words: str, **parameters: int) -> Refused:
    """Return a 400 with the prefix that the Bot API gives it."""
    return Refused(400, f"Bad Request: {words}", **parameters)


def forbidden(words: str) -> Refused:
    """Return a 403 with its prefix."""
    return Refused(403, f"Forbidden: {words}")


def too_many(seconds: int) -> Refused:
    """Return a 429."""
    return Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)
