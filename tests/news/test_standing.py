"""Whether the desk is ready: few approvers stop a draft, a closed channel and a silent relay only warn."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.news.checks.desk import SILENT_AFTER, Relay, Standing, desk, is_silent
from bot.typeset import Typesetter

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TYPESETTER = Typesetter("Europe/London", {})
LINES = [
    (Standing(needed=1, eligible=1), []),
    (Standing(needed=1), ["✗ Nobody on the desk could approve this yet: an admin can invite an approver with /people."]),
    (Standing(needed=3, eligible=2), ["✗ 3 have to approve this, and only 2 could: an admin can invite an approver with /people."]),
    (Standing(needed=1, decided=True), ["△ Nobody on the desk could approve this any more: an admin can invite an approver with /people."]),
    (Standing(closed=("Fire news",)), ["△ I may not write in “Fire news” now: make me an administrator there again."]),
    (Standing(inboxes=1, relay=Relay(None, "no answer")), ["△ The mail relay does not answer: 1 mail would wait until it does. Tell whoever runs Newsdesk."]),
    (Standing(inboxes=0, relay=Relay(None, "no answer")), []),
    (
        Standing(inboxes=7, relay=Relay(NOW - timedelta(hours=3), "no answer")),
        ["△ The mail relay has not answered since Mon 23 Nov 2026, 09:00 GMT: 7 mails would wait until it does. Tell whoever runs Newsdesk."],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("standing", "lines"), LINES)
def test_what_is_in_the_way_is_told_with_what_to_do(standing: Standing, lines: list[str]) -> None:
    found = desk(standing, NOW)

    said = [TYPESETTER.set(f"chat/issue/{issue.code}.html.j2", issue=issue) for issue in found]
    assert [
        f"{'✗' if one.severity == 'blocks' else '△'} {line}" for one, line in zip(found, said, strict=True)
    ] == lines
    assert not any(issue.can_be_overridden for issue in found)


def test_a_relay_is_silent_only_after_a_failure_and_a_while() -> None:
    """A machine that slept a day has asked nobody: no failure, no warning."""
    assert not is_silent(Relay(), NOW)
    assert not is_silent(Relay(NOW - timedelta(days=1)), NOW)
    assert not is_silent(Relay(NOW - SILENT_AFTER + timedelta(seconds=1), "no answer"), NOW)
    assert is_silent(Relay(NOW - SILENT_AFTER, "no answer"), NOW)
    assert is_silent(Relay(None, "no answer"), NOW)
