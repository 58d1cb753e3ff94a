"""The one map: every command, button and message, its handler, and who may use it where.

A way in that is not on this map does not exist.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Update

from bot.news.staff import Role
from bot.telegram import (
    administering,
    beginning,
    claiming,
    commenting,
    contacting,
    correcting,
    drafting,
    electing,
    embargoing,
    giving,
    guarding,
    mending,
    noticing,
    overriding,
    planning,
    policies,
    previewing,
    quoting,
    recounting,
    reviewing,
    roles,
    scheduling,
    subscribing,
    urgent,
)
from bot.telegram.calls import Call
from bot.telegram.front import FrontDesk

Handler = Callable[[FrontDesk, Call], Awaitable[str | None]]
ANYONE: frozenset[Role] = frozenset()
STAFF = frozenset(Role)
DRAFTERS = frozenset({Role.DRAFTER})
APPROVERS = frozenset({Role.APPROVER})
PUBLISHERS = frozenset({Role.DRAFTER, Role.APPROVER})
ADMINS = frozenset({Role.ADMIN})
DUTY_OFFICERS = frozenset({Role.DUTY_OFFICER})
KILLERS = APPROVERS | DUTY_OFFICERS
DESK = PUBLISHERS | DUTY_OFFICERS
PRIVATE = frozenset({"private"})
GROUPS = frozenset({"group", "supergroup"})


@dataclass(frozen=True, slots=True)
class Route:
    """One way in. Empty `roles` mean anyone, readers and strangers included.

    `once` is for a question under a notice: the answer takes its buttons away.
    """

    handler: Handler
    roles: frozenset[Role]
    chats: frozenset[str] = PRIVATE
    once: bool = False


COMMANDS: dict[str, Route] = {
    "start": Route(subscribing.start, ANYONE),
    "stop": Route(subscribing.stop, ANYONE),
    "latest": Route(subscribing.latest, ANYONE),
    "help": Route(subscribing.show_help, ANYONE),
    "new": Route(beginning.new, DRAFTERS),
    "rehearse": Route(beginning.rehearse, DRAFTERS),
    "drafts": Route(drafting.drafts, DESK),
    "published": Route(correcting.published, DESK),
    "calendar": Route(planning.calendar, DESK),
    "history": Route(recounting.history, STAFF),
    "people": Route(administering.people, ADMINS),
    "channels": Route(administering.places, ADMINS),
    "policy": Route(policies.show, ADMINS),
    "guards": Route(electing.guards, ADMINS | DUTY_OFFICERS),
    "press": Route(contacting.press, ADMINS | DRAFTERS),
}

BUTTONS: dict[str, Route] = {
    "ask": Route(drafting.ask, DRAFTERS),
    "decorative": Route(drafting.decorative, DRAFTERS, once=True),
    "remove_photo": Route(drafting.remove_photo, DRAFTERS),
    "remark": Route(commenting.remark, DRAFTERS, once=True),
    "place": Route(drafting.place, DRAFTERS, once=True),
    "open": Route(drafting.open_draft, DESK),
    "discard": Route(drafting.discard, DRAFTERS),
    "discard_yes": Route(drafting.discard_yes, DRAFTERS, once=True),
    "never_mind": Route(drafting.never_mind, STAFF, once=True),
    "preview": Route(previewing.preview, STAFF),
    "quotes": Route(quoting.quotes, STAFF),
    "quote": Route(quoting.quote, STAFF),
    "ask_speaker": Route(quoting.ask_speaker, PUBLISHERS),
    "go_without": Route(quoting.go_without, PUBLISHERS),
    "agree": Route(quoting.agree, ANYONE, once=True),
    "disagree": Route(quoting.disagree, ANYONE),
    "mend": Route(mending.mend, DRAFTERS),
    "misread": Route(overriding.choose, DRAFTERS),
    "misread_this": Route(overriding.ask, DRAFTERS),
    "submit": Route(reviewing.submit, DRAFTERS),
    "approve": Route(reviewing.approve, STAFF),
    "send_back": Route(reviewing.send_back, STAFF),
    "reject": Route(reviewing.reject, STAFF),
    "claim": Route(claiming.claim, STAFF),
    "give_back": Route(claiming.give_back, STAFF),
    "publish_now": Route(reviewing.publish_now, PUBLISHERS),
    "stop": Route(reviewing.stop, STAFF),
    "kill": Route(urgent.ask_kill, KILLERS),
    "emergency": Route(urgent.ask_emergency, DUTY_OFFICERS),
    "emergency_yes": Route(urgent.confirm_emergency, DUTY_OFFICERS, once=True),
    "approve_afterwards": Route(urgent.approve_afterwards, STAFF),
    "embargo": Route(embargoing.ask, DRAFTERS),
    "embargo_say": Route(embargoing.say, DRAFTERS),
    "embargo_choose": Route(embargoing.choose, DRAFTERS),
    "embargo_set": Route(embargoing.confirm, DRAFTERS),
    "embargo_off": Route(embargoing.take_away, DRAFTERS),
    "press_now": Route(giving.press_now, PUBLISHERS),
    "break_embargo": Route(giving.ask_why, PUBLISHERS),
    "press_end": Route(contacting.end, ADMINS),
    "press_end_yes": Route(contacting.end_yes, ADMINS, once=True),
    "press_agree": Route(contacting.agree, ANYONE, once=True),
    "press_leave": Route(contacting.leave, ANYONE),
    "schedule": Route(scheduling.ask_time, PUBLISHERS),
    "offered_time": Route(scheduling.offered_time, PUBLISHERS),
    "schedule_at": Route(scheduling.confirm, PUBLISHERS),
    "reschedule_at": Route(scheduling.confirm_other, PUBLISHERS),
    "reopen": Route(scheduling.reopen, PUBLISHERS),
    "unschedule": Route(scheduling.unschedule, PUBLISHERS),
    "release_hold": Route(scheduling.release_hold, PUBLISHERS),
    "new_calendar_link": Route(planning.new_link, DESK),
    "correct": Route(correcting.ask, DRAFTERS),
    "correct_as": Route(correcting.choose, DRAFTERS, once=True),
    "retry": Route(reviewing.retry, PUBLISHERS),
    "it_is_there": Route(reviewing.it_is_there, PUBLISHERS),
    "send_again": Route(reviewing.send_again, PUBLISHERS),
    "history": Route(recounting.history_of, STAFF),
    "invite": Route(administering.invite, ADMINS),
    "person": Route(roles.person, ADMINS),
    "give_role": Route(roles.give_role, ADMINS, once=True),
    "take_role": Route(roles.take_role, ADMINS, once=True),
    "hand_over": Route(roles.hand_over, ADMINS),
    "hand_over_to": Route(roles.hand_over_to, ADMINS, once=True),
    "remove": Route(administering.remove, ADMINS),
    "remove_yes": Route(administering.remove_yes, ADMINS, once=True),
    "place_public": Route(administering.place_public, ADMINS, once=True),
    "place_staff": Route(administering.place_staff, ADMINS, once=True),
    "place_rehearsal": Route(administering.place_rehearsal, ADMINS, once=True),
    "place_no": Route(administering.place_no, ADMINS, once=True),
    "place_change": Route(administering.place_change, ADMINS),
    "case": Route(guarding.ask_case, DRAFTERS),
    "case_stage": Route(guarding.case_stage, DRAFTERS, once=True),
    "period_reason": Route(guarding.ask_period_reason, DRAFTERS),
    "period_agree": Route(guarding.agree, DUTY_OFFICERS),
    "periods": Route(electing.periods, ADMINS),
    "period_add": Route(electing.period_add, ADMINS),
    "period_end": Route(electing.period_end, ADMINS),
    "policy": Route(policies.choose, ADMINS),
    "policy_is": Route(policies.decide, ADMINS, once=True),
    "follow": Route(subscribing.follow, ANYONE, once=True),
}

MESSAGES = Route(drafting.message, ANYONE)
EDITS = Route(drafting.edit, ANYONE)
# In groups the bot hears replies to its own messages (privacy mode), and their edits.
REPLIES = Route(commenting.reply, ANYONE, GROUPS)
EDITED_REPLIES = Route(commenting.edit, ANYONE, GROUPS)
PLACES: Callable[[FrontDesk, Update], Awaitable[None]] = noticing.notice
