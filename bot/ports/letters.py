"""What goes out: letters, ready for any platform."""

from dataclasses import dataclass

from bot.model.address import Address
from bot.model.ids import LetterId
from bot.model.words import Words


@dataclass(frozen=True, slots=True)
class Button:
    """A choice under a letter: its label, and the token that comes back when pressed."""

    label: str
    token: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a letter. ``name`` is one of our own: no person's words are in it."""

    name: str
    body: bytes

    @property
    def is_picture(self) -> bool:
        """Say whether it is to be seen in the chat, and not only to be opened from it."""
        return self.name.endswith((".png", ".jpg"))

    @property
    def is_text(self) -> bool:
        """Say whether it can be read as it is."""
        return self.name.endswith((".txt", ".json"))


@dataclass(frozen=True, slots=True)
class Content:
    """
    What a letter shows.

    ``rows`` are the buttons as they should stand. ``reply`` asks the platform to open a reply
    field, so that the answer reaches a bot which cannot read the room. ``language`` is the
    reader's, for the one line that delivery may have to add. ``picture`` is a platform's reference
    to a picture (`Attached.file`) that the words go with, or a sketch (`bot.model.sketches`), which
    delivery makes into an ``attachment``. ``answers`` is the platform's id of the message in the
    same chat that it hangs on; should that be gone, it goes without.
    ``attachment`` is a file that the words go with.
    """

    words: Words
    rows: tuple[tuple[Button, ...], ...] = ()
    reply: bool = False
    protect: bool = False
    silent: bool = False
    language: str = "en"
    picture: str | None = None
    answers: str | None = None
    attachment: Attachment | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """
    A row of the outbox, ready to go.

    ``attempt`` counts from 1. ``unsure`` says that an earlier attempt may have arrived.
    ``joint`` letters go to a room, where the people present are counted first. ``must`` letters
    are repeated when nobody knows whether they arrived; others are dropped then.
    """

    id: LetterId
    address: Address
    content: Content
    attempt: int
    must: bool
    unsure: bool
    joint: bool
