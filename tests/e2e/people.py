"""People as they read on: what they have acted upon is behind them."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_people import Person
from tests.emulators.telegram_state import Message
from tests.emulators.telegram_types import Placed

AGAIN = "(Sending again, in case the first copy did not arrive.)\n"
AWAY = "I was away for a while. If a button did nothing, please press it again."
PATIENCE = 60.0
_INVISIBLE = dict.fromkeys([0x2060, 0x200C, 0x2068, 0x2069])
_SECRET = re.compile(
    r"(?<=start=)[\w-]{22}|(?<=startgroup=)[\w-]{22}|\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b"
)


@dataclass(slots=True)
class Reader:
    """A person, and the last message in each chat that they have acted upon."""

    person: Person
    read: dict[int, Message] = field(default_factory=dict)

    async def finds(
        self, words: str, where: Placed | None = None, *, seconds: float = PATIENCE
    ) -> Message:
        """Wait for a message of the bot with these words that was not read yet."""
        place = (where or self.person).id
        last = self.read.get(place)
        found = await self.person.sees(words, where, after=last, seconds=seconds)
        while last and found.text == f"{AGAIN}{(last.text or '').removeprefix(AGAIN)}":
            # A second copy of what was read last; nobody answers that anew.
            last = found
            found = await self.person.sees(words, where, after=last, seconds=seconds)
        self.read[place] = found
        return found

    async def answers(
        self, words: str, reply: str, where: Placed | None = None, *, seconds: float = PATIENCE
    ) -> Message:
        """Wait for a question, and press the button with this label, or write."""
        question = await self.finds(words, where, seconds=seconds)
        if reply in question.labels:
            self.person.presses(question, reply)
        elif where is not None:
            self.person.replies(question, reply)
        else:
            self.person.says(reply)
        return question


@dataclass(frozen=True, slots=True)
class Shown:
    """One letter as it arrived: its words without invisible signs, and its buttons' labels."""

    text: str
    labels: tuple[str, ...]
    tokens: tuple[str, ...] = field(compare=False, default=())


def letters(server: TelegramEmulator, place: Placed) -> tuple[list[Shown], int]:
    """
    Give what the bot wrote to a chat, in order, and how many copies of it came twice.

    A copy says that it is sent again and is the same as the letter before it; of a letter whose
    first copy was lost only the line about it is taken away.
    """
    seen: list[Shown] = []
    copies = 0
    for text, shown in _sent(server, place):
        again = text.startswith(AGAIN)
        if again and seen and seen[-1] == shown and seen[-1].tokens == shown.tokens:
            copies += 1
        else:
            seen.append(shown)
    return seen, copies


def readable(shown: Iterable[Shown]) -> str:
    """Write letters down, for a test to compare and for people to read."""
    return "\n".join(f"{one.text} {list(one.labels) or ''}".rstrip() for one in shown)


def words_shown(server: TelegramEmulator, place: Placed) -> str:
    """Give all that a chat was ever shown by the bot, notices at buttons included."""
    calls = [call for call in server.calls if call.chat_id == place.id and call.effect]
    return bare("\n".join(call.parameters.get("text", "") for call in calls))


def bare(text: str) -> str:
    """Take away the signs that nobody sees."""
    return text.translate(_INVISIBLE)


def _sent(server: TelegramEmulator, place: Placed) -> Iterator[tuple[str, Shown]]:
    for call in server.calls_of("sendMessage", place):
        if not call.effect:
            continue
        text = bare(call.parameters["text"])
        markup = json.loads(call.parameters.get("reply_markup", "{}"))
        buttons = [button for row in markup.get("inline_keyboard", ()) for button in row]
        labels = tuple(button["text"] for button in buttons)
        tokens = tuple(button.get("callback_data", "") for button in buttons)
        yield text, Shown(_SECRET.sub("…", text.removeprefix(AGAIN)), labels, tokens)
