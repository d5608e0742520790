"""Two people who go a way that is written down, each in the app that they have."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.transcript.playing import same
from bot.transcript.reading import Step, Transcript, length
from tests.e2e.anywhere import Chat, OnTelegram, Seen, until
from tests.e2e.script import HURT, REPAIRING
from tests.e2e.test_both_platforms import Week
from tests.emulators.discord import DiscordEmulator

SETTLED = timedelta(seconds=6)
"""So long the bot waits for a second part of a text, at the most."""
SETTLES = timedelta(seconds=3)
"""So long it mostly waits, and did when the way was written down."""


class Captioned(OnTelegram):
    """A private chat on Telegram in which pictures are read as well, by what stands under them."""

    def seen(self) -> list[Seen]:
        under = {one.message_id: one.caption for one in self.messages}
        return [replace(one, text=one.text or under[one.number]) for one in super().seen()]


class Wayfarers:
    """Plays a transcript's steps on a platform; whoever is ``a`` in it is the hurt one here."""

    def __init__(self, way: Transcript, week: Week) -> None:
        self.way = way
        self.week = week
        self.names: Mapping[str, str] = {"a": HURT, "b": REPAIRING}
        self.read = {"a": 0, "b": 0, "group": 0}
        self.planned = way.at

    async def go(self) -> None:
        """Go all of it; raises `AssertionError` where somebody sees something else."""
        for step in self.way.steps:
            await self.step(step)

    async def step(self, step: Step) -> None:
        """Let one line happen."""
        verb, _, rest = step.verb.partition(" ")
        match verb:
            case "wait":
                await self.passes(length(step.text))
            case "restart":
                await self.restarts()
            case "to":
                await self.sees(step, rest)
            case _:
                await self.acts(step, verb, in_room="in group" in rest)
                await self.week.heard()

    async def restarts(self) -> None:
        """Kill the bot, start it again, and wait until it listens."""
        await self.week.house.restart()
        for server in self.week.servers:
            if isinstance(server, DiscordEmulator):
                await until(partial(getattr, server.gateway, "listening"), "the bot is deaf")

    def chat(self, who: str) -> Chat:
        """Give somebody's chat; the room as the hurt one sees it."""
        return self.week.rooms[HURT] if who == "group" else self.week.private[self.names[who]]

    async def sees(self, step: Step, where: str) -> None:
        """Find the words in what was not read yet."""
        found: list[Seen] = []

        def look() -> bool:
            new = [one for one in self.chat(where).seen() if one.number > self.read[where]]
            found[:] = [one for one in new if same(step.text) in same(one.text)]
            return bool(found)

        await until(look, f"line {step.line}: nobody reads {step.text!r} in {where}")
        self.read[where] = found[0].number

    async def acts(self, step: Step, who: str, *, in_room: bool) -> None:
        """Press the button that begins so in the newest letter that has any, or else write."""
        place = "group" if in_room else who
        chat = self.week.rooms[self.names[who]] if in_room else self.chat(who)
        letters = list(reversed(chat.seen()))
        self.read[place] = max((one.number for one in letters), default=0)
        if step.text.startswith("/"):
            await chat.commands(step.text.removeprefix("/"))
            return
        # In the room people look for their own name.
        mine = [one for one in letters if not in_room or self.names[who] in one.text]
        pressed = button(mine, step.text)
        if pressed is not None:
            await chat.presses(*pressed)
        elif in_room:
            await chat.replies(letters[0], step.text)
        else:
            await chat.writes(step.text)
        if pressed is None:
            await self.week.heard()
            self.week.house.pass_time(SETTLED)
            self.planned += SETTLES

    async def passes(self, time: timedelta) -> None:
        """
        Let time pass, and whatever falls due on the way happen at its own moment.

        What the way took so far does not count: platforms take their time.
        """
        house = self.week.house
        self.planned += time
        while (due := self.due()) is not None and due <= max(self.planned, house.now):
            house.set_clock(max(due, house.now))
            await until(partial(self.rang, due), "an alarm does not ring")
            await self.week.heard()
        house.set_clock(max(self.planned, house.now))

    def rang(self, alarm: datetime) -> bool:
        """Say whether what was to happen then has happened."""
        return self.due() != alarm

    def due(self) -> datetime | None:
        """Say when something happens next by itself."""
        (first,) = self.week.house.column("min(due) FROM alarms")
        return None if first == "None" else datetime.fromtimestamp(int(first) / 1000, UTC)


def button(letters: list[Seen], said: str) -> tuple[Seen, str] | None:
    """Find the button that is meant, in the newest letter that has any."""
    asked = next((one for one in letters if one.labels), None)
    if asked is None:
        return None
    exact = [label for label in asked.labels if same(label) == same(said)]
    near = [label for label in asked.labels if same(label).startswith(same(said))]
    found = exact or (near if len(near) == 1 else [])
    return (asked, found[0]) if found else None
