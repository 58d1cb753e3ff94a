"""Addresses in a text: where they stand, whether readers can follow them, and what only serves to track them.

Reads their letters alone; nothing is ever fetched.
"""

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

from bot.news.places import reworded
from bot.news.words import Block, Mark

_LOOKS_LIKE = re.compile(
    r"(?<![\w@./-])(?:h?t{1,2}ps?:{0,2}/{1,3}|hppts?:/{1,3}|https?:|https?;//|www[.,])[^\s<>“”\"]+",
    re.IGNORECASE,
)
_AFTER_IT = ".,;:!?’'…"
_HOST = re.compile(r"(?:[^\W_](?:[\w-]*[^\W_])?\.)+[^\W\d_][\w-]*[^\W_]", re.ASCII)
_MAIL = re.compile(r"[^\s@<>,;:]+@(?P<host>[^\s@?]+)")
_TRACKS = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|mc_[ce]id|mkt_tok"
    r"|_hs(?:enc|mi)|vero_(?:id|conv)|wickedid|oly_(?:anon|enc)_id|s_kwcid|ml_subscriber(?:_hash)?",
    re.IGNORECASE,
)
_NOT_PUBLIC_ENDINGS = (
    ".local",
    ".localhost",
    ".internal",
    ".intranet",
    ".lan",
    ".home.arpa",
    ".test",
    ".invalid",
)
_STAGES = frozenset({"staging", "stage", "test", "dev", "uat", "preprod", "qa"})


def addresses(block: Block) -> Iterator[str]:
    """Yield each address of a block once: those laid over words, then those written out, as they stand."""
    laid = [span.href for span in block.spans if span.mark is Mark.LINK]
    bare = [_without_stop(match.group()) for match in _LOOKS_LIKE.finditer(block.text)]
    yield from dict.fromkeys([*laid, *(one for one in bare if one not in laid)])


def scheme_of(address: str) -> str:
    """Return "https", "mailto", …, in small letters; "https" for www. addresses, "" where there is none."""
    if address.lower().startswith("www."):
        return "https"
    scheme, colon, _ = address.partition(":")
    return scheme.lower() if colon else ""


def host_of(address: str) -> str:
    """Return the host in small letters, "" when the address has none or cannot be read."""
    if scheme_of(address) == "mailto":
        mail = _MAIL.fullmatch(address.partition(":")[2].partition("?")[0])
        return mail["host"].lower() if mail else ""
    try:
        parts = urlsplit(f"https://{address}" if address.lower().startswith("www.") else address)
        return (
            ""
            if "@" in parts.netloc or (parts.port is None and parts.netloc.endswith(":"))
            else parts.hostname or ""
        )
    except ValueError:  # an unfinished IPv6 address, or a port that is no number
        return ""


def is_well_formed(address: str) -> bool:
    """Tell whether the address can be followed as it is written."""
    host = host_of(address)
    nowhere = not host or (host.startswith("www.") and host.count(".") < 2)
    if nowhere or any(character.isspace() for character in address):
        return False
    readable = host if host.isascii() else _in_ascii(host)
    return is_private(address) or bool(_HOST.fullmatch(readable.rstrip("."))) or _ip(host) is not None


def is_private(address: str) -> bool:
    """Tell a machine of one's own or a site still being made from a public one."""
    host = host_of(address).rstrip(".")
    ip = _ip(host)
    if ip is not None:
        return not ip.is_global
    if host == "localhost" or host.endswith(_NOT_PUBLIC_ENDINGS) or (host and "." not in host):
        return True
    return any(
        label in _STAGES or label.startswith(("staging-", "preprod-")) for label in host.split(".")[:-2]
    )


def without_tracking(address: str) -> str:
    """Return the address without what only tells who sent the reader; everything else stays, in its order."""
    start, mark, fragment = address.partition("#")
    path, question, query = start.partition("?")
    kept = [pair for pair in query.split("&") if not _TRACKS.fullmatch(pair.partition("=")[0])]
    if not question or len(kept) == len(query.split("&")):
        return address
    return f"{path}{'?' if kept else ''}{'&'.join(kept)}{mark}{fragment}"


def with_address(block: Block, address: str, instead: str) -> Block:
    """Put an address in the place of another, laid over words or written out; all else stays as it is."""
    spans = tuple(
        replace(span, href=instead) if span.mark is Mark.LINK and span.href == address else span
        for span in block.spans
    )
    block = replace(block, spans=spans)
    written = [
        match.start() for match in _LOOKS_LIKE.finditer(block.text) if _without_stop(match.group()) == address
    ]
    for start in reversed(written):
        block = reworded(block, start, start + len(address), instead)
    return block


def _without_stop(address: str) -> str:
    """Cut off what ends the sentence and not the address; a bracket stays when it was opened inside."""
    while address and (address[-1] in _AFTER_IT or (address[-1] in ")]" and not _is_opened(address))):
        address = address[:-1]
    return address


def _is_opened(address: str) -> bool:
    closing = address[-1]
    return address.count("(" if closing == ")" else "[") >= address.count(closing)


def _in_ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ""


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
