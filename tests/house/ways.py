"""Every way in, one line each: who may use it, and on an edition in which state.

Written from the workflow's rules, not from the code. `tests/house/test_ways.py` fails for a way in that has no line;
`tests/authority` then tries each line with every kind of person, state and chat.

A new command, button or question is one line here. `who` names the roles ("" for anybody at all), `on` the states of
the edition it is about (ANY when the state does not matter), `about` the kinds of subject its button carries (made in
`tests/authority/subjects.py`); `others` says that nobody who contributed may, `outsiders` that nobody on the desk.
"""

from dataclasses import dataclass

from bot.news.staff import Role
from bot.news.status import State

ANY = frozenset(State)
# What a button carries when it is about no edition, so that no edition's state matters to it.
APART = frozenset(
    {"nothing", "question", "where", "role", "role_to_give", "role_to_take", "person", "channel", "group"}
)
APART |= {"policy_part", "policy_choice", "press_contact", "press_link"}
_S = State


@dataclass(frozen=True)
class Way:
    """One way in. `about` may name several kinds of subject, each of which is tried."""

    who: str
    on: frozenset[State] = ANY
    about: str = ""
    others: bool = False
    outsiders: bool = False

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that open it; none of them for anybody."""
        return frozenset(Role(name) for name in self.who.split())

    @property
    def is_apart(self) -> bool:
        """Tell whether its button is about no edition."""
        return bool(set(self.about.split()) & APART)


def on(*states: State) -> frozenset[State]:
    """The states in which a way leads anywhere."""
    return frozenset(states)


STAFF = "drafter approver duty_officer admin"
PUBLISHERS = "drafter approver"
DESK = "drafter approver duty_officer"
EDITABLE = on(_S.DRAFT, _S.IN_REVIEW, _S.APPROVED)
REVIEW = on(_S.IN_REVIEW)
OPEN = EDITABLE | on(_S.SCHEDULED, _S.HOLDING, _S.HELD)
ANSWERABLE = EDITABLE | on(_S.SCHEDULED, _S.HELD)
LIVE = on(_S.PUBLISHING, _S.PARTLY_PUBLISHED, _S.PUBLISHED)

# All of them in a private chat only.
COMMANDS = {
    "start": Way(""),
    "stop": Way(""),
    "latest": Way(""),
    "help": Way(""),
    "new": Way("drafter"),
    "rehearse": Way("drafter"),
    "drafts": Way(DESK),
    "published": Way(DESK),
    "calendar": Way(DESK),
    "history": Way(STAFF),
    "people": Way("admin"),
    "channels": Way("admin"),
    "policy": Way("admin"),
    "guards": Way("admin duty_officer"),
    "press": Way("drafter admin"),
}

# In whatever chat the button hangs.
BUTTONS = {
    "ask": Way("drafter", EDITABLE, "field"),
    "decorative": Way("drafter", EDITABLE, "edition"),
    "remove_photo": Way("drafter", EDITABLE),
    "remark": Way("drafter"),
    "place": Way("drafter", about="where"),
    "open": Way(DESK, about="edition"),
    "discard": Way("drafter"),
    "discard_yes": Way("drafter", EDITABLE, "edition"),
    "never_mind": Way(STAFF, about="nothing question"),
    "preview": Way(STAFF),
    "quotes": Way(STAFF),
    "quote": Way(STAFF, about="quote"),
    "ask_speaker": Way(PUBLISHERS, EDITABLE | on(_S.HELD), "quote"),
    "go_without": Way(PUBLISHERS, EDITABLE, "quote"),
    "agree": Way("", OPEN, "wish", outsiders=True),
    "disagree": Way("", OPEN, "wish", outsiders=True),
    "mend": Way("drafter", EDITABLE, "mend"),
    "misread": Way("drafter", EDITABLE, "finding"),
    "misread_this": Way("drafter", EDITABLE, "finding"),
    "submit": Way("drafter", on(_S.DRAFT)),
    "approve": Way("approver", REVIEW, others=True),
    "send_back": Way("approver", REVIEW, others=True),
    "reject": Way("approver", REVIEW, others=True),
    "claim": Way("approver", REVIEW, others=True),
    "give_back": Way("approver", REVIEW, others=True),
    "publish_now": Way(PUBLISHERS, on(_S.APPROVED, _S.HELD)),
    "stop": Way(STAFF, on(_S.HOLDING)),
    "kill": Way("approver duty_officer", on(_S.SCHEDULED, _S.HOLDING) | LIVE),
    "emergency": Way("duty_officer", on(_S.DRAFT, _S.IN_REVIEW)),
    "emergency_yes": Way("duty_officer", on(_S.DRAFT, _S.IN_REVIEW), "order"),
    "approve_afterwards": Way("approver", LIVE, others=True),
    "embargo": Way("drafter", EDITABLE),
    "embargo_say": Way("drafter", EDITABLE, "embargo_words"),
    "embargo_choose": Way("drafter", EDITABLE, "embargo_half"),
    "embargo_set": Way("drafter", EDITABLE, "embargo"),
    "embargo_off": Way("drafter", EDITABLE),
    "press_now": Way(PUBLISHERS, on(_S.SCHEDULED)),
    "break_embargo": Way(PUBLISHERS, on(_S.SCHEDULED)),
    "press_end": Way("admin", about="press_contact"),
    "press_end_yes": Way("admin", about="press_contact"),
    "press_agree": Way("", about="press_link"),
    "press_leave": Way(""),
    "schedule": Way(PUBLISHERS, on(_S.APPROVED, _S.SCHEDULED)),
    "offered_time": Way(PUBLISHERS, on(_S.APPROVED, _S.SCHEDULED), "time"),
    "schedule_at": Way(PUBLISHERS, on(_S.APPROVED), "moment"),
    "reschedule_at": Way(PUBLISHERS, on(_S.SCHEDULED), "other_moment"),
    "reopen": Way(PUBLISHERS, on(_S.APPROVED, _S.SCHEDULED), "moment"),
    "unschedule": Way(PUBLISHERS, on(_S.SCHEDULED)),
    "release_hold": Way(PUBLISHERS, on(_S.HELD)),
    "new_calendar_link": Way(DESK),
    "correct": Way("drafter", LIVE),
    "correct_as": Way("drafter", LIVE, "manner"),
    "retry": Way(PUBLISHERS, on(_S.PARTLY_PUBLISHED)),
    "it_is_there": Way(PUBLISHERS, on(_S.PARTLY_PUBLISHED), "kind"),
    "send_again": Way(PUBLISHERS, on(_S.PARTLY_PUBLISHED), "kind"),
    "history": Way(STAFF, about="announcement"),
    "invite": Way("admin", about="role"),
    "person": Way("admin", about="person"),
    "give_role": Way("admin", about="role_to_give"),
    "take_role": Way("admin", about="role_to_take"),
    "hand_over": Way("admin", OPEN, "left_behind"),
    "hand_over_to": Way("admin", OPEN, "left_behind_to"),
    "remove": Way("admin", about="person"),
    "remove_yes": Way("admin", about="person"),
    "place_public": Way("admin", about="channel"),
    "place_staff": Way("admin", about="group"),
    "place_rehearsal": Way("admin", about="channel group"),
    "place_no": Way("admin", about="channel group"),
    "place_change": Way("admin", about="channel group"),
    "case": Way("drafter", ANSWERABLE),
    "case_stage": Way("drafter", ANSWERABLE, "stage"),
    "period_reason": Way("drafter", ANSWERABLE, "period"),
    "period_agree": Way("duty_officer", ANSWERABLE, "period", others=True),
    "periods": Way("admin"),
    "period_add": Way("admin"),
    "period_end": Way("admin", about="period"),
    "policy": Way("admin", about="policy_part"),
    "policy_is": Way("admin", about="policy_choice"),
    "follow": Way(""),
}

# A message in answer to what was asked (`Asked`), by the person who was asked.
QUESTIONS = {
    "headline": Way("drafter", EDITABLE),
    "standfirst": Way("drafter", EDITABLE),
    "body": Way("drafter", EDITABLE),
    "photo": Way("drafter", on()),  # words are no photo: asked for again, and nothing changes
    "alt_text": Way("drafter", EDITABLE),
    "caption": Way("drafter", EDITABLE),
    "credit": Way("drafter", EDITABLE),
    "correction_note": Way("drafter", on()),  # of a first edition: there is nothing to correct
    "send_back": Way("approver", REVIEW, others=True),
    "reject": Way("approver", REVIEW, others=True),
    "misread": Way("drafter", EDITABLE),
    "schedule": Way(
        PUBLISHERS, on(_S.APPROVED, _S.SCHEDULED)
    ),  # the time is read and shown; a button confirms it
    "override": Way(PUBLISHERS, EDITABLE),
    "other_words": Way("", OPEN, outsiders=True),
    "emergency": Way("duty_officer", on(_S.DRAFT, _S.IN_REVIEW)),  # shown once more; a button confirms it
    "kill": Way("approver duty_officer", on(_S.SCHEDULED, _S.HOLDING) | LIVE),
    "case_reason": Way("drafter", ANSWERABLE),  # the second of three questions
    "case_decider": Way("drafter", ANSWERABLE),
    "period": Way("admin"),
    "period_end": Way("admin"),
    "period_reason": Way("drafter", ANSWERABLE),
    "embargo_press": Way("drafter", EDITABLE),  # read and shown, like a time
    "embargo_public": Way("drafter", EDITABLE),
    "break_embargo": Way(PUBLISHERS, on(_S.SCHEDULED)),
    "place": Way("drafter"),  # laid aside with the others, until a button says where they go
}

# Words of somebody who was asked nothing, and the edit of a message that gave an edition its words.
MESSAGES = Way("drafter")
EDITS = Way("drafter", EDITABLE)

# What python-telegram-bot hands to which part of the entrance.
DOORS = ("place", "command", "message", "reply", "edit", "press", "place")

SHOWN_TO_STAFF = ANY - on(_S.REJECTED, _S.DISCARDED, _S.KILLED)


@dataclass(frozen=True)
class Page:
    """One address of the site. `to` says who holds what opens it: everybody, staff, a speaker, a reader, the press, Telegram.

    `on` are the states of the edition it is about in which it opens; `decides`: something is changed by it.
    """

    to: str = "everybody"
    on: frozenset[State] = ANY
    decides: bool = False


PAGES = {
    "GET /": Page(),
    "GET /news/{slug}": Page(),
    "GET /preview/{token}": Page("staff", SHOWN_TO_STAFF),
    "GET /difference/{token}": Page("staff", SHOWN_TO_STAFF),
    "GET /calendar/{token}.ics": Page("staff"),
    "GET /quote/{token}": Page("speaker", OPEN),
    "POST /quote/{token}": Page("speaker", OPEN, decides=True),
    "GET /feed.xml": Page(),
    "GET /sitemap.xml": Page(),
    "GET /robots.txt": Page(),
    "GET /media/{sha256:sha256}.{ending:ending}": Page(),
    "GET /subscribe": Page(),
    "POST /subscribe": Page(decides=True),
    "GET /subscribe/asked": Page(),
    "GET /subscribe/confirm/{token}": Page("reader"),
    "POST /subscribe/confirm/{token}": Page("reader", decides=True),
    "GET /unsubscribe/{key}": Page("reader"),
    "POST /unsubscribe/{key}": Page("reader", decides=True),
    "GET /press/confirm/{token}": Page("press"),
    "POST /press/confirm/{token}": Page("press", decides=True),
    "GET /press/leave/{key}": Page("press"),
    "POST /press/leave/{key}": Page("press", decides=True),
    "GET /assets/{name}": Page(),
    "GET /healthz": Page(),
    "POST /telegram/webhook": Page("telegram", decides=True),
}

# Every verb of the command line, whose user owns the machine, and the entries of history it may write by itself.
VERBS = {
    "run": "",
    "sandbox": "",
    "doctor": "",
    "invite": "invited",
    "disclose": "disclosed",
    "guards": "",
}
