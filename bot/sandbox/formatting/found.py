"""What Telegram finds in plain text by itself: @mentions, #hashtags, $CASHTAGS, /commands, links, e-mails.

Source: the find_* functions of TDLib's MessageEntity.cpp, as expressions of our own. Phone and bank card
numbers are left out: nothing a newsroom sends depends on them.
"""

from __future__ import annotations

import re
from itertools import chain

from bot.sandbox.formatting.entities import Entity, in_order

_GENERIC = (
    "com|org|net|edu|gov|mil|int|info|biz|name|pro|aero|coop|museum|jobs|mobi|travel|app|dev|news|online|site|"
    "xyz|club|shop|store|tech|blog|live|world|today|media|press|page|link|london|scot|wales|cymru|onion|arpa"
)
_COUNTRY = (
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz "
    "ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo "
    "fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je "
    "jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp "
    "mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py "
    "qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm "
    "tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
).replace(" ", "|")
_LABEL = r"[a-z0-9_\u00a1-\uffff](?:[a-z0-9_\u00a1-\uffff-]{0,62}[a-z0-9_\u00a1-\uffff])?"
_DOMAIN = rf"(?:{_LABEL}\.)+(?:{_GENERIC}|{_COUNTRY}|xn--[a-z0-9-]+)(?![a-z0-9_\u00a1-\uffff-])"
_IP = r"(?:\d{1,3}\.){3}\d{1,3}(?!\d)"
_TAIL = r"(?::\d{1,5})?(?:[/?#][^\s\u2026\u00ab\u00bb\u201c\u201d\u2018\u2019<>]*)?"

_URL = re.compile(
    rf"(?<![@\w.$-])(?:(?:https?|ftp)://(?:[^\s/@]+@)?(?:{_DOMAIN}|{_IP})|{_DOMAIN}(?!@)){_TAIL}",
    re.IGNORECASE,
)
_TG = re.compile(r"(?<!\w)(?:tg|ton|tonsite)://[a-z0-9_-]{1,253}(?:[/?#][^\s<>]*)?", re.IGNORECASE)
_EMAIL = re.compile(rf"(?<![\w.+-])[a-z0-9_.+-]{{1,64}}@{_DOMAIN}", re.IGNORECASE)
_MENTION = re.compile(r"(?<![\w@/])@([a-zA-Z0-9_]{3,32})(?!\w)")
_COMMAND = re.compile(r"(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/<>@])")
_HASHTAG = re.compile(r"(?<![\w\u200c#])#(?=[\d_\u200c]*[^\W\d_])[\w\u200c]{1,256}(?![\w\u200c]*#)")
_CASHTAG = re.compile(r"(?<![\w$])\$(?:1INCH|[A-Z]{1,8})(?![\w$])")
_ANY = re.compile(r"[@#$/]|\.\w")
_LOOSE_ENDS = ".,:;!?'\"*"
# The sign without which there is none: asked first, since most texts have most of them not.
_PATTERNS = (
    ("mention", "@", _MENTION),
    ("bot_command", "/", _COMMAND),
    ("hashtag", "#", _HASHTAG),
    ("cashtag", "$", _CASHTAG),
    ("url", "://", _TG),
    ("email", "@", _EMAIL),
    ("url", ".", _URL),
)


def find(text: str) -> list[Entity]:
    """All of them in code points, none overlapping another; the earlier and longer one stays."""
    if not _ANY.search(text):
        return []
    matches = chain.from_iterable(
        _all(kind, pattern, text) for kind, sign, pattern in _PATTERNS if sign in text
    )
    kept: list[Entity] = []
    for entity in in_order(matches):
        if not kept or entity.offset >= kept[-1].end:
            kept.append(entity)
    return kept


def _all(kind: str, pattern: re.Pattern[str], text: str) -> list[Entity]:
    found = []
    for match in pattern.finditer(text):
        length = len(match.group())
        if kind == "url":
            length = len(_without_loose_end(match.group()))
        found.append(Entity(kind, match.start(), length))
    return found


def _without_loose_end(url: str) -> str:
    """A full stop or a closing bracket that ends the sentence is not part of the address."""
    while url[-1] in _LOOSE_ENDS or (url[-1] == ")" and url.count(")") > url.count("(")):
        url = url[:-1]
    return url
