"""What the drafter of a play has to hand in: the example, or a file, and what they answer when the card asks for more."""

from dataclasses import dataclass, field
from pathlib import Path

from bot.cli.example import ALT_TEXT, CANARIES, CREDIT, PHOTO, TEXT
from bot.cli.saying import CommandError
from bot.sandbox.posting import Attachment

MESSAGE_LIMIT = 4096  # UTF-16 units; a person's app splits what is longer
LARGEST_FILE = 20 * 2**20  # bytes; what a bot may fetch
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
STAND_IN = "The photo of this release; in a newsroom, somebody who sees it says here what it shows."


@dataclass(frozen=True, slots=True)
class Release:
    """`texts` are messages, `photo` a picture sent as one, `document` a file. `answers` go by the button that asks.

    `canaries` are bytes of the photo that nobody outside may ever see. `righted` is what turns out to have been wrong, and
    the headline that takes the place of the first.
    """

    name: str
    texts: tuple[str, ...] = ()
    photo: bytes = field(default=b"", repr=False)
    document: Attachment | None = None
    answers: dict[str, str] = field(default_factory=dict)
    canaries: tuple[bytes, ...] = ()
    righted: tuple[str, str] = ("In this play, our first headline was not quite right.", "The right headline")


EXAMPLE = Release(
    "the example",
    texts=(TEXT.read_text("utf-8").strip(),),
    photo=PHOTO.read_bytes(),
    answers={"Alt text": ALT_TEXT, "Credit": CREDIT},
    canaries=CANARIES,
    righted=(
        "Our first headline spoke of cars and engines only. Vans, bicycles and boats are mended there too.",
        "Police and fire to share one workshop in Northshire",
    ),
)


def release_from(file: Path) -> Release:
    """Read a .txt or a .docx. Raises CommandError with what is wrong with it."""
    content = _content(file)
    answers = {"Alt text": STAND_IN}
    if file.suffix.lower() == ".docx":
        return Release(file.name, document=Attachment(file.name, content, WORD), answers=answers)
    if file.suffix.lower() != ".txt":
        raise CommandError(f"{file} cannot be played: give a text (.txt) or a Word document (.docx).")
    text = _decoded(content).strip()
    if not text:
        raise CommandError(f"There are no words in {file}.")
    return Release(file.name, texts=tuple(as_sent(text)), answers=answers)


def as_sent(text: str) -> list[str]:
    """Split a long text as Telegram's apps do when it is pasted: at the last line or blank that still fits."""
    parts = []
    while text:
        fitting = _fitting(text)
        edge = max(fitting.rfind("\n"), fitting.rfind(" ")) if len(fitting) < len(text) else len(text)
        edge = edge if edge > 0 else len(fitting)
        parts.append(text[:edge].strip())
        text = text[edge:].strip()
    return parts


def _fitting(text: str) -> str:
    """Return as many of the first characters as one message holds."""
    units = text[:MESSAGE_LIMIT].encode("utf-16-le")[: MESSAGE_LIMIT * 2]
    return units.decode("utf-16-le", "ignore")


def _content(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise CommandError(f"{file} is larger than the 20 MB that a bot may fetch from Telegram.")
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from error


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
