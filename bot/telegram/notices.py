"""Which buttons stand under a notice. The words are the template's, the choices are here."""

from bot.desk.choices import Choice, Rows
from bot.desk.ports.chat import Asked, Notice
from bot.news.corrections import Manner
from bot.news.guards.court import Stage
from bot.news.policy import CHOICES
from bot.news.staff import Role
from bot.telegram.buttons import labels
from bot.telegram.embargo_notices import EMBARGO_ROWS
from bot.typeset import shortened


def rows_of(notice: Notice) -> Rows:
    """Return the rows of choices under a notice; most have none."""
    maker = _ROWS.get(notice.template)
    return maker(notice.values) if maker else []


def looked_at(notice: Notice) -> tuple[int, int] | None:
    """Return edition and revision that a notice shows, None when it shows none."""
    edition_id, revision_id = (notice.values.get(name) for name in ("edition_id", "revision_id"))
    return (edition_id, revision_id) if isinstance(edition_id, int) and isinstance(revision_id, int) else None


def comment_of(notice: Notice) -> tuple[tuple[int, int], int] | None:
    """Return what a notice of a comment shows (edition and revision id) and the comment's id: a reply answers that."""
    shown, comment_id = looked_at(notice), notice.values.get("comment_id")
    return (shown, comment_id) if shown and isinstance(comment_id, int) else None


def _place_offered(values: dict[str, object]) -> Rows:
    chat_id = str(values["chat_id"])
    actions = ["place_public", "place_staff", "place_rehearsal", "place_no"]
    if values["kind"] == "channel":
        actions.remove("place_staff")
    return [[Choice(action, chat_id)] for action in actions]


def _where_to_put(_values: dict[str, object]) -> Rows:
    return [[Choice("place", "new")], [Choice("place", "append")], [Choice("place", "replace")]]


def _ask(_values: dict[str, object]) -> Rows:
    return [[Choice("never_mind", "question")]]


def _ask_alt_text(values: dict[str, object]) -> Rows:
    return [[Choice("decorative", str(values["edition_id"]))], *_ask(values)]


def _offer_news(_values: dict[str, object]) -> Rows:
    return [[Choice("follow")]]


def _drafts(values: dict[str, object]) -> Rows:
    items = values["items"]
    assert isinstance(items, list)
    return [[Choice("open", str(item["edition_id"]), item["label"])] for item in items]


def _comment(values: dict[str, object]) -> Rows:
    return [[Choice("open", str(values["edition_id"]))]]


def _own_reply(_values: dict[str, object]) -> Rows:
    return [
        [Choice("remark")],
        [Choice("place", "append")],
        [Choice("place", "replace")],
        [Choice("never_mind")],
    ]


def _histories(values: dict[str, object]) -> Rows:
    items = values["items"]
    assert isinstance(items, list)
    return [[Choice("history", str(item["announcement_id"]), item["label"])] for item in items]


def _people(values: dict[str, object]) -> Rows:
    people = values["people"]
    assert isinstance(people, list)
    invites = [
        [Choice("invite", "drafter"), Choice("invite", "approver")],
        [Choice("invite", "duty_officer"), Choice("invite", "admin")],
    ]
    each = ((str(p["id"]), p["name"]) for p in people)
    rows = [[Choice("person", number, name), Choice("remove", number, f"✕ {name}")] for number, name in each]
    return [*invites, *rows]


def _person(values: dict[str, object]) -> Rows:
    held, number = values["roles"], values["id"]
    assert isinstance(held, list)
    take = [[Choice("take_role", f"{number} {role}", labels()[f"take_role.{role}"])] for role in held]
    more = [role.value for role in Role if role.value not in held and not values["oneself"]]
    give = [[Choice("give_role", f"{number} {role}", labels()[f"give_role.{role}"])] for role in more]
    return [*take, *give]


def _left_drafts(values: dict[str, object]) -> Rows:
    items = values["items"]
    assert isinstance(items, list)
    return [[Choice("hand_over", str(item["edition_id"]), shortened(item["headline"], 40))] for item in items]


def _hand_over(values: dict[str, object]) -> Rows:
    drafters, edition = values["drafters"], values["edition_id"]
    assert isinstance(drafters, list)
    return [[Choice("hand_over_to", f"{edition} {one['id']}", one["name"])] for one in drafters]


def _remove_sure(values: dict[str, object]) -> Rows:
    return [[Choice("remove_yes", str(values["id"])), Choice("never_mind")]]


def _correct_which(_values: dict[str, object]) -> Rows:
    return [*([Choice("correct_as", manner.value)] for manner in Manner), [Choice("never_mind")]]


def _discard_sure(values: dict[str, object]) -> Rows:
    return [[Choice("discard_yes", str(values["edition_id"])), Choice("never_mind")]]


def _places(values: dict[str, object]) -> Rows:
    places = values["places"]
    assert isinstance(places, list)
    return [[Choice("place_change", str(place["chat_id"]), place["title"])] for place in places]


def _ask_schedule(values: dict[str, object]) -> Rows:
    offers = values["offers"]
    assert isinstance(offers, list)
    pairs = [offers[place : place + 2] for place in range(0, len(offers), 2)]
    return [*([Choice("offered_time", offer) for offer in pair] for pair in pairs), *_ask(values)]


def _misread_which(values: dict[str, object]) -> Rows:
    findings = values["findings"]
    assert isinstance(findings, list)
    return [*([Choice("misread_this", one["subject"], one["label"])] for one in findings), *_ask(values)]


def _time_blocked(values: dict[str, object]) -> Rows:
    misread = [[Choice("misread", f"{values['moment']} ")]] if values["misread"] else []
    return [*misread, [Choice("schedule", "again"), Choice("never_mind", "question")]]


def _schedule_sure(values: dict[str, object]) -> Rows:
    moments = values["moments"]
    assert isinstance(moments, list)
    label = "said" if len(moments) > 1 else "button"
    action, before = ("reschedule_at", f"{values['before']} ") if values["is_other"] else ("schedule_at", "")
    if values["voids"]:
        chosen = [[Choice("reopen", f"{moments[0]['iso']}: {values['words']}")]]
        return [*chosen, [Choice("schedule", "again"), Choice("never_mind")]]
    chosen = [
        [Choice(action, f"{before}{moment['iso']} {values['words']}", moment.get(label, ""))]
        for moment in moments
    ]
    return [*chosen, [Choice("schedule", "again"), Choice("never_mind")]]


def _calendar(values: dict[str, object]) -> Rows:
    return [*_drafts(values), [Choice("new_calendar_link")]]


def _emergency_sure(values: dict[str, object]) -> Rows:
    return [[Choice("emergency_yes", str(values["number"])), Choice("never_mind")]]


def _emergency_ordered(_values: dict[str, object]) -> Rows:
    return [[Choice("stop")]]


def _ask_case(_values: dict[str, object]) -> Rows:
    return [*([Choice("case_stage", stage.value)] for stage in Stage), [Choice("never_mind")]]


def _period_agree(values: dict[str, object]) -> Rows:
    return [[Choice("preview")], [Choice("period_agree", str(values["period_id"]))]]


def _schedule_guarded(values: dict[str, object]) -> Rows:
    stands = values["stands"]
    assert isinstance(stands, list)
    lacking = [[Choice("period_reason", str(one["id"]))] for one in stands if not one["reason"]]
    return [*lacking, [Choice("schedule", "again")]]


def _periods(values: dict[str, object]) -> Rows:
    known = values["periods"]
    assert isinstance(known, list)
    return [
        *([Choice("period_end", str(one["id"]), f"✕ {one['name']}")] for one in known),
        [Choice("period_add")],
    ]


def _policy(_values: dict[str, object]) -> Rows:
    return [*([Choice("policy", part)] for part in CHOICES), [Choice("periods")]]


def _policy_choose(values: dict[str, object]) -> Rows:
    options = values["options"]
    assert isinstance(options, list)
    return [*([Choice("policy_is", one["subject"], one["label"])] for one in options if not one["holds"])]


def _quotes(values: dict[str, object]) -> Rows:
    items = values["items"]
    assert isinstance(items, list)
    return [[Choice("quote", item["identity"], item["label"])] for item in items]


def _quote(values: dict[str, object]) -> Rows:
    identity, stand = str(values["identity"]), values["stand"]
    ask = [] if stand == "signed" else [[Choice("ask_speaker", identity)]]
    return [*ask, *([[Choice("go_without", identity)]] if stand == "asked" else [])]


def _your_words(values: dict[str, object]) -> Rows:
    subject = str(values["subject"])
    return [] if values["page"] else [[Choice("agree", subject)], [Choice("disagree", subject)]]


def _ask_other_words(values: dict[str, object]) -> Rows:
    return [[Choice("agree", str(values["subject"]))]]


_ROWS = {
    "place_offered": _place_offered,
    "place_change": _place_offered,
    "where_to_put": _where_to_put,
    **{f"ask_{asked.value}": _ask for asked in Asked if asked is not Asked.PLACE},
    "ask_alt_text": _ask_alt_text,
    "ask_other_words": _ask_other_words,
    "quotes": _quotes,
    "quote": _quote,
    "your_words": _your_words,
    "ask_schedule": _ask_schedule,
    "misread_which": _misread_which,
    "schedule_sure": _schedule_sure,
    "time_blocked": _time_blocked,
    **EMBARGO_ROWS,
    "calendar": _calendar,
    "offer_news": _offer_news,
    "drafts": _drafts,
    "published_list": _drafts,
    "correct_which": _correct_which,
    "comment": _comment,
    "own_reply": _own_reply,
    "histories": _histories,
    "people": _people,
    "person": _person,
    "left_drafts": _left_drafts,
    "hand_over": _hand_over,
    "remove_sure": _remove_sure,
    "discard_sure": _discard_sure,
    "places": _places,
    "ask_case": _ask_case,
    "period_agree": _period_agree,
    "schedule_guarded": _schedule_guarded,
    "periods": _periods,
    "emergency_sure": _emergency_sure,
    "emergency_ordered": _emergency_ordered,
    "policy": _policy,
    "policy_choose": _policy_choose,
}
