"""Links that show staff one revision exactly as its page will be: signed for one person, and good for a day.

A link shows nothing any more once its person has left the desk. Knows no page; `Previews.link` is given to whoever
writes to staff.
"""

from datetime import timedelta

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from bot.desk.ports import Clock, Work

GOOD_FOR = timedelta(hours=24)


class Previews:
    """Signs and reads links to previews. Whoever holds a link sees the words while its reader is on the desk."""

    def __init__(self, secret_key: str, public_url: str, clock: Clock) -> None:
        self._public_url = public_url
        self._serializer = signing(secret_key, "preview", clock)

    def link(self, reader_id: int, edition_id: int, revision_id: int) -> str:
        """Return the whole address that shows this revision until a day from now; `reader_id` is whom it is given."""
        return f"{self._public_url}/preview/{self.token(reader_id, edition_id, revision_id)}"

    def token(self, reader_id: int, edition_id: int, revision_id: int) -> str:
        """Return what opens this revision's photos."""
        return str(self._serializer.dumps([reader_id, edition_id, revision_id]))

    def read(self, token: str) -> tuple[int, int, int] | None:
        """Return reader, edition and revision a link is for, None when it is not ours or too old."""
        try:
            found = self._serializer.loads(token, max_age=int(GOOD_FOR.total_seconds()))
            reader_id, edition_id, revision_id = found
        except (BadData, ValueError):  # a link of an earlier form named no reader
            return None
        return reader_id, edition_id, revision_id


def signing(secret_key: str, purpose: str, clock: Clock) -> URLSafeTimedSerializer:
    """Return what signs links for one purpose, by our own clock; one for another purpose cannot be used for it."""

    class Signer(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(clock.now().timestamp())

    return URLSafeTimedSerializer(secret_key, salt=purpose, signer=Signer)


async def may_see(work: Work, reader_id: int) -> bool:
    """Tell whether the person a link was signed for is on the desk at this moment."""
    reader = await work.people.get(reader_id)
    return reader is not None and bool(reader.roles)
