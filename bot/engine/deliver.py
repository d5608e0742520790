"""
Send what lies in the outbox: in order per chat, as often as needed, never before it may go.

Sending is at least once. A letter is marked under way before it leaves; when nobody can know
whether it arrived it goes again with a line that says so.
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.engine.patience import insist
from bot.engine.pictures import Pictures
from bot.engine.rooms import PEOPLE
from bot.engine.speech import Speech
from bot.errors import Moved, Refused, TryLater, Uncertain, Unreachable
from bot.flow.outcomes import Phrase
from bot.model.address import Reach
from bot.model.ids import LetterId
from bot.model.words import Span
from bot.ports.clock import Clock
from bot.ports.gateway import Gateway
from bot.ports.letters import Letter
from bot.ports.messages import Gathered, Inbound, PutOut
from bot.ports.store import Store

LONGEST_BACKOFF = 60.0
LONGEST_DETOUR = 30.0
"""The longest rest, in seconds, between two tries of a chat to which there is no way."""
NAP = 30.0
GRACE = 1.2
"""
So many seconds after the start, at least, nothing goes again that a crash left under way: the
platform may have asked for patience in the moment in which we died.
"""

Keep = Callable[[Inbound], Awaitable[None]]
Alert = Callable[[str], None]


class Delivery:
    """
    The postman.

    ``keep`` puts into the inbox what is learnt on the way (a chat that is closed, a room with
    too many people in it). ``nap`` is the longest rest in seconds. ``pictures`` makes what
    letters only refer to; without it their words go alone.
    """

    def __init__(
        self, store: Store, gateways: Mapping[str, Gateway], clock: Clock, speech: Speech,
        keep: Keep, alert: Alert, nap: float = NAP,
    ) -> None:  # fmt: skip
        self.store = store
        self.gateways = gateways
        self.clock = clock
        self.speech = speech
        self.keep = keep
        self.alert = alert
        self.nap = nap
        self.pictures: Pictures | None = None
        self.bell = asyncio.Event()
        self.stopping = False
        self.held: dict[str, float] = {}
        self.began = time.monotonic()
        # Letters that are unsure since this life, and were not left so by an earlier one.
        self.own: set[LetterId] = set()
        self.failures: Counter[str] = Counter()

    def stop(self) -> None:
        """Take no new letters; `run` ends when those under way have arrived."""
        self.stopping = True
        self.bell.set()

    async def run(self) -> None:
        """Deliver until stopped."""
        async with asyncio.TaskGroup() as under_way:
            while not self.stopping:
                self.bell.clear()
                letters = await insist(lambda: self.store.unsent(self.clock.now()), self.alert)
                for letter in letters:
                    under_way.create_task(self.deliver(letter))
                if not letters:
                    await self.rest()

    async def rest(self) -> None:
        """Sleep until somebody rings or the next held letter may go."""
        now = self.clock.now()
        following = await insist(lambda: self.store.next_letter(now), self.alert)
        length = self.nap
        if following is not None:
            length = min(self.nap, max(0.02, (following - now).total_seconds()))
        try:
            await asyncio.wait_for(self.bell.wait(), length)
        except TimeoutError:
            return

    async def deliver(self, letter: Letter) -> None:
        """Bring one letter, and note what became of it."""
        platform = letter.address.platform
        gateway = self.gateways.get(platform)
        grace = self.began + GRACE if letter.unsure and letter.id not in self.own else 0.0
        wait = max(self.held.get(platform, 0.0), grace) - time.monotonic()
        if gateway is None or wait > 0:
            await self.later(letter, max(wait, 1.0) if gateway else LONGEST_BACKOFF)
        else:
            await self.send(gateway, letter)
        self.bell.set()

    async def send(self, gateway: Gateway, letter: Letter) -> None:
        """Hand it to the platform, once nobody else is in the room it is for."""
        try:
            if letter.joint and await self.crowded(gateway, letter):
                return
            message = await gateway.send(await self.whole(self.dressed(letter)))
        except TryLater as exc:
            if exc.everywhere:
                self.held[gateway.platform] = time.monotonic() + exc.after
            await self.later(letter, self.patience(letter, exc))
        except Moved as exc:
            chat = exc.chat
            await self.noted(lambda: self.store.move_route(letter.id, chat))
        except Unreachable:
            await self.closed(letter)
        except Uncertain:
            await self.unsure(letter)
        except Refused as exc:
            reason = str(exc)
            await self.noted(lambda: self.store.dead(letter.id, reason))
            self.alert(f"a letter was refused by {gateway.platform}: {exc}")
        else:
            at = self.clock.now()
            self.failures.pop(_chat(letter), None)
            await self.noted(lambda: self.store.sent(letter.id, message, at))

    async def noted(self, note: Callable[[], Awaitable[None]]) -> None:
        """Write down what became of a letter, however long it takes."""
        await insist(note, self.alert)

    def dressed(self, letter: Letter) -> Letter:
        """Put the line before a copy that may be a second one."""
        if not letter.unsure:
            return letter
        content = letter.content
        note = self.speech.say(Phrase("sending-again"), content.language)
        words = (*note, Span("\n"), *content.words)
        return replace(letter, content=replace(content, words=words))

    async def whole(self, letter: Letter) -> Letter:
        """Give a letter with the picture that it refers to."""
        return letter if self.pictures is None else await self.pictures.shown(letter)

    async def crowded(self, gateway: Gateway, letter: Letter) -> bool:
        """Count the people in a room; when they are not the two, keep still there."""
        present = await gateway.count(letter.address)
        if present is None or present == PEOPLE:
            return False
        await self.noted(lambda: self.store.close_route(letter.id, Reach.PAUSED))
        await self.learnt(letter, Gathered(present))
        return True

    async def closed(self, letter: Letter) -> None:
        """Write no more to a chat that is shut, and let both know when it is their room."""
        # A room only pauses here: it is the turn which tells the two that closes it.
        reach = Reach.PAUSED if letter.joint else Reach.CLOSED
        await self.noted(lambda: self.store.close_route(letter.id, reach))
        await self.learnt(letter, PutOut())

    async def learnt(self, letter: Letter, body: PutOut | Gathered) -> None:
        """Tell the bot what was found at the door."""
        key = f"door:{letter.id}:{letter.attempt}"
        private = not letter.joint
        inbound = Inbound(key, self.clock.now(), body, letter.address, private)
        await self.noted(lambda: self.keep(inbound))

    async def later(self, letter: Letter, after: float) -> None:
        """Put it back for a while; it certainly did not arrive."""
        at = self.clock.now() + timedelta(seconds=after)
        await self.noted(lambda: self.store.later(letter.id, at, unsure=letter.unsure))

    def patience(self, letter: Letter, exc: TryLater) -> float:
        """
        Give the seconds to wait: never less than the platform asked for.

        Where there is no way to it the rests grow, by chance, so that not all come at once.
        """
        if exc.__cause__ is None:
            # Its own pace, and no trouble.
            return exc.after
        chat = _chat(letter)
        self.failures[chat] += 1
        longest = min(LONGEST_DETOUR, 2.0 ** min(self.failures[chat] - 1, 6))
        return max(exc.after, random.uniform(0.0, longest))  # noqa: S311 - it keeps no secret

    async def unsure(self, letter: Letter) -> None:
        """Send a letter that matters again; drop one that does not."""
        if time.monotonic() < self.began + GRACE:
            self.own.add(letter.id)
        if not letter.must:
            reason = "nobody knows whether it arrived"
            await self.noted(lambda: self.store.dead(letter.id, reason))
            return
        backoff = min(LONGEST_BACKOFF, 2.0 ** min(letter.attempt - 1, 6))
        at = self.clock.now() + timedelta(seconds=backoff)
        await self.noted(lambda: self.store.later(letter.id, at, unsure=True))


def _chat(letter: Letter) -> str:
    return f"{letter.address.platform}:{letter.address.chat}"
