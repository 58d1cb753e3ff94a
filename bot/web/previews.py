"""Links that show staff one revision exactly as its page will be: signed, and good for a day.

Knows no page; `Previews.link` is given to whoever writes to staff.
"""

from datetime import timedelta

from itsdangerous import BadData, TimestampSigner, URLSafeTimedSerializer

from bot.desk.ports import Clock

GOOD_FOR = timedelta(hours=24)


class Previews:
    """Signs and reads links to previews. Whoever holds a link sees the words, so it is for staff only."""

    def __init__(self, secret_key: str, public_url: str, clock: Clock) -> None:
        self._public_url = public_url
        self._serializer = signing(secret_key, "preview", clock)

    def link(self, edition_id: int, revision_id: int) -> str:
        """Return the whole address that shows this revision until a day from now."""
        return f"{self._public_url}/preview/{self.token(edition_id, revision_id)}"

    def token(self, edition_id: int, revision_id: int) -> str:
        """Return what opens this revision's photos."""
        return str(self._serializer.dumps([edition_id, revision_id]))

    def read(self, token: str) -> tuple[int, int] | None:
        """Return edition and revision a link is for, None when it is not ours or too old."""
        try:
            edition_id, revision_id = self._serializer.loads(token, max_age=int(GOOD_FOR.total_seconds()))
        except BadData:
            return None
        return edition_id, revision_id


def signing(secret_key: str, purpose: str, clock: Clock) -> URLSafeTimedSerializer:
    """Return what signs links for one purpose, by our own clock; one for another purpose cannot be used for it."""

    class Signer(TimestampSigner):
        def get_timestamp(self) -> int:
            return int(clock.now().timestamp())

    return URLSafeTimedSerializer(secret_key, salt=purpose, signer=Signer)
