"""Which buttons stand under what is said about embargoes and to press contacts."""

from bot.desk.choices import Choice, Rows


def _ask_embargo(values: dict[str, object]) -> Rows:
    offers = values["offers"]
    assert isinstance(offers, list)
    says = [Choice("embargo_say", offer["subject"], offer["label"]) for offer in offers]
    pairs = [says[place : place + 2] for place in range(0, len(says), 2)]
    return [
        *pairs,
        *([[Choice("embargo_off")]] if values["is_set"] else []),
        [Choice("never_mind", "question")],
    ]


def _embargo_which(values: dict[str, object]) -> Rows:
    choices = values["choices"]
    assert isinstance(choices, list)
    return [*([Choice("embargo_choose", one["subject"], one["label"])] for one in choices), *_embargo_again()]


def _embargo_sure(values: dict[str, object]) -> Rows:
    return [[Choice("embargo_set", str(values["said"]))], *_embargo_again()]


def _embargo_again() -> Rows:
    return [[Choice("embargo", "again"), Choice("never_mind", "question")]]


def _contacts(values: dict[str, object]) -> Rows:
    known = values["contacts"]
    assert isinstance(known, list)
    return [[Choice("press_end", str(one["id"]), f"✕ {one['name']}")] for one in known if values["is_admin"]]


def _press_end_sure(values: dict[str, object]) -> Rows:
    return [[Choice("press_end_yes", str(values["id"])), Choice("never_mind")]]


def _press_agree(values: dict[str, object]) -> Rows:
    return [[Choice("press_agree", str(values["token_hash"]))]]


def _press_leave(_values: dict[str, object]) -> Rows:
    return [[Choice("press_leave")]]


EMBARGO_ROWS = {
    "ask_embargo_press": _ask_embargo,
    "ask_embargo_public": _ask_embargo,
    "embargo_which": _embargo_which,
    "embargo_sure": _embargo_sure,
    "press": _contacts,
    "press_end_sure": _press_end_sure,
    "press_agree": _press_agree,
    "press_welcome": _press_leave,
    "press_stop": _press_leave,
    "press_withdrawn": _press_leave,
    "press_kept_back": _press_leave,
    "press_lifted": _press_leave,
    "press_corrected": _press_leave,
    "press_taken_back": _press_leave,
}
