"""Couples who come to the bot for the first time while it is killed again and again."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from bot import load
from tests.e2e.house import ROOT, House
from tests.e2e.killer import Killer
from tests.e2e.people import AGAIN, bare
from tests.e2e.seats import Pair
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_faults import POLL
from tests.emulators.telegram_state import Message
from tests.reliability.crowd import Visitor
from tests.reliability.evidence import Evidence
from tests.reliability.loop import DEAF, TROUBLE, Loop

AT_ONCE = 8
"""Couples who are on their way at the same time."""
END = 240.0
HURRY = timedelta(seconds=1)
"""So much passes for the bot every tenth of a second, once the network is good again."""
HASTE = 0.05
"""Seconds that people look at a question, at most."""
ALL = ("When you would like to sit together",)
"""What people see when they are through with the whole private talk."""
SOON = ("How much did you trust",)
"""What people see when they have arrived, are joined, and their first check-in begins."""
LABELS = (
    "English", "Go on", "Yes, show them", "Yes", "No quiet hours", "Let us begin",
)  # fmt: skip
"""What people press where they see it; numbers and their own names besides."""
WORDS = (
    "What exactly do you feel", "Why do you choose to rebuild", "to help you?", "you were glad of?",
    "What are you sorry for?", "What did you do?", "Which choices in this were yours?",
    "What has it done to", "What will you do from now on", "What can you offer",
    "What led you to do it?", "How do you need to change",
)  # fmt: skip
"""The questions that are answered in words."""
_LINK = re.compile(r"[?&]start=([\w-]+)")
_GROUP_LINK = re.compile(r"[?&]startgroup=([\w-]+)")


@dataclass
class Newcomer(Visitor):
    """Somebody who goes all the way from the door to the end of the first private talk."""

    pair: Pair | None = None
    last: tuple[str, ...] = ALL

    async def live(self, server: TelegramEmulator) -> None:
        """Read and answer until cancelled."""
        while True:
            await server.wait_for(lambda: len(self.person.chat.messages) > self.seen, 3600)
            message = self.person.chat.messages[self.seen]
            self.seen += 1
            if message.sender is server.bot:
                await asyncio.sleep(self.chance.uniform(0.0, HASTE))
                self.reads(message)

    @property
    def was_hurt(self) -> bool:
        """Say which of the two this is."""
        assert self.pair is not None
        return self.person is self.pair.hurt

    def reads(self, message: Message) -> None:
        """Do something about a message."""
        text = bare(message.text or "").removeprefix(AGAIN)
        if any(words in text for words in self.last):
            self.done = True
        elif any(words in text for words in WORDS) or "Which large city" in text:
            self.once(text, lambda: self.writes(text))
        elif "Where do you stand?" in text:
            self.presses(message, "My trust was broken" if self.was_hurt else "I broke trust")
        elif message.labels and not self.leads(text, message):
            wanted = [*LABELS, self.person.name, str(self.chance.randint(0, 10))]
            label = next((one for one in wanted if one in message.labels), None)
            if label is not None:
                self.presses(message, label)
        elif not message.labels:
            self.follows(text)

    def leads(self, text: str, message: Message) -> bool:
        """Do what only one of the two does, and once; True when it is such a thing."""
        assert self.pair is not None
        if "You have arrived" in text:
            self.once(text, lambda: self.person.presses(message, "Invite my partner"))
        elif "Do you have a group chat" in text:
            answer = "Link a group" if self.pair.group else "We have no group"
            if self.was_hurt:
                self.once(text, lambda: self.person.presses(message, answer))
        elif "Are you by yourself" in text:
            self.once(text, lambda: self.person.presses(message, "Another time"))
        elif "Press the button" in text:
            token = _GROUP_LINK.search(str(message.buttons[0].raw))
            room = self.pair.room
            assert token is not None
            self.once("the group", lambda: self.person.adds_bot(room, token[1]))
        elif "What would you like to do?" in text:
            if self.was_hurt:
                self.once("the menu", lambda: self.person.says("/checkin"))
        else:
            return False
        return True

    def follows(self, text: str) -> None:
        """Do what a message without buttons leads to."""
        assert self.pair is not None
        link = _LINK.search(text)
        if link is not None:
            joiner = self.pair.repairing
            self.once("the link", lambda: joiner.start(link[1]))
        elif "That is all for this week" in text and self.was_hurt:
            self.once("the talk", lambda: self.person.says("/communicate"))

    def writes(self, text: str) -> None:
        """Answer in words that nobody else uses."""
        if "Which large city" in text:
            self.person.says("Madrid")
            return
        self.said += 1
        self.person.says(f"I lied to you, w{self.person.id}n{self.said}.")

    def once(self, what: str, does: Callable[[], object]) -> None:
        """Do something, unless it was done before."""
        if what not in self.answered:
            self.answered.add(what)
            does()


@dataclass
class Siege(Loop):
    """
    The loop with couples who arrive; whenever some are through, others come.

    ``most`` is how many come in all, ``last`` what they see when they are through. ``fallen``
    counts, by its id, how often the bot was killed with a letter under way.
    """

    most: int = 0
    last: tuple[str, ...] = ALL
    fallen: Counter[int] = field(default_factory=Counter)
    lives: list[asyncio.Task[None]] = field(default_factory=list)

    async def cycle(self) -> None:
        """Let it live for a moment, kill it, and note what was under way."""
        await Loop.cycle(self)
        self.fallen.update(map(int, self.house.column("id FROM letters WHERE state = 'away'")))

    def next_week(self) -> None:
        """Let others come where some are through."""
        while len(self.pairs) < self.most and self.on_their_way() < AT_ONCE:
            self.comes(grouped=len(self.pairs) % 2 == 0)

    async def end(self) -> Evidence:
        """Let everybody come to their end with a good network and a fast clock."""
        self.server.faults.clear()
        await self.start()
        async with asyncio.timeout(END):
            while self.on_their_way() or self.is_busy():
                # Not before: the bot would think that a wait it was told of is over.
                self.house.pass_time(HURRY)
                await asyncio.sleep(0.1)
        ended = await self.house.stop()
        assert ended.code == 0
        return self.evidence()

    def on_their_way(self) -> int:
        """Count the couples who are not through."""
        undone = [one for one in self.visitors if not one.done]
        return len({id(one.pair) for one in undone if isinstance(one, Newcomer)})

    def comes(self, *, grouped: bool) -> None:
        """Let a couple come."""
        number = len(self.pairs)
        hurt, repairing = self.server.user(f"Ada{number}"), self.server.user(f"Bo{number}")
        group = self.server.group(f"Home {number}", hurt, repairing) if grouped else None
        pair = Pair(hurt, repairing, group)
        self.pairs.append(pair)
        for person in pair.people:
            chance = random.Random(self.chance.random())
            visitor = Newcomer(person, chance, done=False, pair=pair, last=self.last)
            self.visitors.append(visitor)
            self.lives.append(asyncio.create_task(visitor.live(self.server)))
        hurt.start()


@asynccontextmanager
async def siege(
    folder: Path, *, most: int, seed: int, last: tuple[str, ...] = ALL
) -> AsyncIterator[Siege]:
    """Let so many couples come, eight at a time, over a bad network."""
    async with TelegramEmulator(seed=seed) as server, House(folder, server) as house:
        weekly = load.load(ROOT / "dialogs").flows["weekly_checkin"].clocks[0]
        for probability, fault in TROUBLE:
            server.faults.chance(probability, fault)
        for probability, fault in DEAF:
            server.faults.chance(probability, fault, method=POLL)
        chance = random.Random(seed)
        killer = Killer(house, server, chance)
        found = Siege(server, house, [], chance, [], weekly, killer, most=most, last=last)
        found.next_week()
        try:
            yield found
        finally:
            for life in found.lives:
                life.cancel()
            ends = await asyncio.gather(*found.lives, return_exceptions=True)
        assert [one for one in ends if not isinstance(one, asyncio.CancelledError)] == []
        assert server.departures == []
