"""People who check in week after week, impatiently."""

import asyncio
import random
from dataclasses import dataclass, field

from tests.e2e.people import AGAIN
from tests.e2e.seats import Pair
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_people import Person
from tests.emulators.telegram_state import Message

DONE = "That is all for this week"


@dataclass(slots=True)
class Visitor:
    """
    Somebody who answers whatever the bot asks, sometimes twice.

    ``done`` says that the bot has thanked them for this week; ``tapped`` is the button they pressed
    last.
    """

    person: Person
    chance: random.Random
    done: bool = True
    seen: int = 0
    answered: set[str] = field(default_factory=set)
    said: int = 0
    tapped: tuple[Message, str] | None = None

    async def live(self, server: TelegramEmulator) -> None:
        """Read and answer until cancelled."""
        while True:
            await server.wait_for(lambda: len(self.person.chat.messages) > self.seen, 3600)
            message = self.person.chat.messages[self.seen]
            self.seen += 1
            if message.sender is server.bot:
                await asyncio.sleep(self.chance.uniform(0.0, 0.1))
                self.reads(message)

    def reads(self, message: Message) -> None:
        """Do something about a message."""
        text = (message.text or "").removeprefix(AGAIN)
        if DONE in text:
            self.done = True
        elif "Are you by yourself" in text:
            self.presses(message, "Another time")
        elif "How much did you trust" in text:
            self.presses(message, str(self.chance.randint(0, 10)))
        elif "you were glad of?" in text and text not in self.answered:
            self.tells(message, text)
        elif "May I show both answers" in text:
            yes = self.chance.random() < 0.85
            self.presses(message, "Yes, show them" if yes else "No, keep them private")

    def presses(self, message: Message, label: str) -> None:
        """Press a button, and now and then again."""
        if label not in message.labels:
            return
        self.tapped = (message, message.buttons[message.labels.index(label)].data or "")
        for _ in range(self.chance.choice((1, 1, 1, 2, 3))):
            self.person.presses(message, label)

    def fidgets(self) -> None:
        """Send the last tap twice more, as a phone does that finds its connection again."""
        for message, data in [self.tapped] * 2 if self.tapped else ():
            self.person.presses_forged(message, data)

    def tells(self, message: Message, question: str) -> None:
        """Answer in words, which are new each time, or leave the question out."""
        self.answered.add(question)
        if self.chance.random() < 0.1:
            self.presses(message, "Skip")
            return
        self.said += 1
        self.person.says(f"Number {self.said} of {self.person.id}.")

    def begins_anew(self) -> None:
        """Begin another week."""
        self.done = False
        self.answered.clear()


def crowd(pairs: list[Pair], chance: random.Random) -> list[Visitor]:
    """Bring everybody."""
    return [
        Visitor(person, random.Random(chance.random())) for pair in pairs for person in pair.people
    ]
