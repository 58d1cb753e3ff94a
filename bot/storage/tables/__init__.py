"""Every table, split by noun. Importing this module fills `metadata`."""

from bot.storage.tables.announcements import announcements, reference_counts, revisions
from bot.storage.tables.chat import (
    buttons,
    cards,
    conversations,
    intake,
    laid_aside,
    notices,
    sent_messages,
)
from bot.storage.tables.columns import metadata
from bot.storage.tables.comments import comments, spoken
from bot.storage.tables.desks import desks, invites, memberships, people
from bot.storage.tables.editions import approvals, contributors, editions
from bot.storage.tables.emergencies import emergencies
from bot.storage.tables.guards import guard_answers, periods
from bot.storage.tables.history import entries
from bot.storage.tables.inboxes import consents, letters, mail_addresses, mail_tokens
from bot.storage.tables.media import file_ids, media, renditions
from bot.storage.tables.outbox import deliveries, leases, renderings
from bot.storage.tables.overrides import overrides
from bot.storage.tables.press import press_contacts, press_waves, press_ways
from bot.storage.tables.readers import channels, subscribers, subscriptions
from bot.storage.tables.reviews import reviews
from bot.storage.tables.schedules import calendar_links, schedules
from bot.storage.tables.signoffs import sign_offs
from bot.storage.tables.soundings import soundings

__all__ = [
    "announcements",
    "approvals",
    "buttons",
    "calendar_links",
    "cards",
    "channels",
    "comments",
    "consents",
    "contributors",
    "conversations",
    "deliveries",
    "desks",
    "editions",
    "emergencies",
    "entries",
    "file_ids",
    "guard_answers",
    "intake",
    "invites",
    "laid_aside",
    "leases",
    "letters",
    "mail_addresses",
    "mail_tokens",
    "media",
    "memberships",
    "metadata",
    "notices",
    "overrides",
    "people",
    "periods",
    "press_contacts",
    "press_waves",
    "press_ways",
    "reference_counts",
    "renderings",
    "renditions",
    "reviews",
    "revisions",
    "schedules",
    "sent_messages",
    "sign_offs",
    "soundings",
    "spoken",
    "subscribers",
    "subscriptions",
]
