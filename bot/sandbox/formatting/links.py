"""Which addresses Telegram takes as a link, and which of them name a person.

Source: TDLib LinkManager.cpp (check_link, get_link_user_id), in spirit: http, https, ftp, tg, ton, tonsite;
a host needs a dot or is an IP address, so `http://localhost` is refused.
"""

from __future__ import annotations

import re

_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):(?://)?", re.IGNORECASE)
_HOST = re.compile(r"^(?:[^/?#@]*@)?(\[[0-9a-f:]+\]|[^/?#:\[\]\s]+)(?::(\d{1,5}))?(?=[/?#]|$)", re.IGNORECASE)
_USER = re.compile(r"^tg:(?://)?user\?id=(\d+)$", re.IGNORECASE)


def linked_person(url: str) -> int | None:
    """The id in `tg://user?id=…`."""
    found = _USER.match(url.strip())
    return int(found.group(1)) if found else None


def checked_link(url: str) -> str | None:
    """The address as Telegram keeps it, or None when it takes it for no link at all."""
    url = url.strip()
    if not url or re.search(r"\s", url):
        return None
    scheme = _SCHEME.match(url)
    if scheme and scheme.group(1).lower() in {"tg", "ton", "tonsite"}:
        return url
    if scheme and "://" in scheme.group(0) and scheme.group(1).lower() not in {"http", "https", "ftp"}:
        return None
    bare = scheme is None or "://" not in scheme.group(0)
    rest = url if bare else url[len(scheme.group(0)) :] if scheme else url
    return _with_host(rest, "http://" if bare else url[: len(url) - len(rest)].lower())


def _with_host(rest: str, scheme: str) -> str | None:
    found = _HOST.match(rest)
    if not found:
        return None
    host, port = found.group(1), found.group(2)
    if "." not in host.strip(".") and not host.startswith("["):
        return None
    if port is not None and not 0 < int(port) < 65536:
        return None
    path = rest[found.end() :]
    return scheme + rest[: found.end()] + (path if path.startswith("/") else "/" + path)
