"""Who and what there is in the furnished sandbox. All of it is made up."""

from dataclasses import dataclass

from bot.sandbox.chats import Chat
from bot.sandbox.people import Person
from bot.sandbox.world import World

DESK = "Northshire Police and Crime Commissioner"
MAIL_FROM = f"{DESK} <news@northshire-pcc.example>"


@dataclass(frozen=True, slots=True)
class Part:
    """One person: what they are called, which roles they get, in a word who they are, and what they do."""

    name: str
    username: str
    roles: tuple[str, ...]
    about: str
    wording: str
    address: str = ""


ADMIN = Part("Marcus Penn", "marcus_penn", ("admin",), "Admin", "invites people, says where announcements go")
DRAFTER = Part(
    "Nora Whitlock",
    "nora_whitlock",
    ("drafter", "approver"),
    "Drafter",
    "writes; may approve, but never her own words",
)
APPROVER = Part(
    "Idris Vale", "idris_vale", ("approver",), "Approver", "reads and approves what others have written"
)
DUTY_OFFICER = Part(
    "Tess Harrow", "tess_harrow", ("duty_officer",), "Duty officer", "is on call for emergencies"
)
SUBSCRIBER = Part("Gwen Abbot", "gwen_abbot", (), "Reader", "gets the news in Telegram")
MAIL_READER = Part(
    "Leo Marsh", "leo_marsh", (), "Reader by mail", "gets the news in an inbox", "leo.marsh@example.org"
)
PARTS = (DRAFTER, APPROVER, DUTY_OFFICER, ADMIN, SUBSCRIBER, MAIL_READER)


@dataclass(frozen=True, slots=True)
class Cast:
    """The parts as people of a world, and the two places they share."""

    people: dict[Part, Person]
    channel: Chat
    group: Chat

    def __getitem__(self, part: Part) -> Person:
        return self.people[part]


def cast_in(world: World) -> Cast:
    """Bring everybody into the world. Nobody has spoken with the bot yet, and it is nowhere a member."""
    people = {part: world.add_person(part.name, part.username) for part in PARTS}
    for part, person in people.items():
        person.about = part.about
    admin = people[ADMIN]
    channel = world.add_channel("Northshire PCC news", "northshire_pcc", owner=admin)
    group = world.add_group("Northshire press office", owner=admin)
    for part in (DRAFTER, APPROVER, DUTY_OFFICER):
        admin.add(people[part], group)
    for part in (SUBSCRIBER, MAIL_READER):
        people[part].join(channel)
    return Cast(people, channel, group)
