"""The one exception a Bot API call may end in, and its spelling.

Telegram answers a refusal with an HTTP status equal to `error_code` and a description that begins with the
name of the status. Nothing here knows which call was made or why it was refused.
"""

from __future__ import annotations

from typing import Any

PREFIXES = {
    400: "Bad Request: ",
    401: "Unauthorized: ",
    403: "Forbidden: ",
    404: "Not Found: ",
    409: "Conflict: ",
    413: "Request Entity Too Large: ",
    429: "Too Many Requests: ",
    500: "Internal Server Error: ",
}


class Refused(Exception):
    """A call was refused: `code` is the status and the error code, `description` the whole sentence."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


def bad(reason: str) -> Refused:
    """400: what was asked cannot be done as it was asked."""
    return Refused(400, PREFIXES[400] + reason)


def forbidden(reason: str) -> Refused:
    """403: the chat does not let the bot in."""
    return Refused(403, PREFIXES[403] + reason)


def conflict(reason: str) -> Refused:
    """409: two ways of receiving updates at once."""
    return Refused(409, PREFIXES[409] + reason)


def too_many(seconds: int) -> Refused:
    """429 with the figure in words, in `parameters` and (by the server) in the Retry-After header."""
    return Refused(429, f"{PREFIXES[429]}retry after {seconds}", {"retry_after": seconds})


def upgraded(new_chat_id: int) -> Refused:
    """400 of a basic group that became a supergroup; the bot must follow `migrate_to_chat_id`."""
    moved = bad("group chat was upgraded to a supergroup chat")
    moved.parameters = {"migrate_to_chat_id": new_chat_id}
    return moved
