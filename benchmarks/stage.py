"""A real store and engine, with couples in it who are ready to talk."""

import asyncio
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from benchmarks import workload
from benchmarks.workload import START, Begin, Press, Step, Write
from bot import load
from bot.engine.engine import Engine
from bot.engine.library import Library
from bot.engine.scene import House
from bot.engine.speech import Speech
from bot.model.address import Address
from bot.model.couple import Partner, Seat
from bot.model.ids import InboxId
from bot.model.profile import Profile, Stage
from bot.ports.messages import CameIn, Commanded, Inbound, Pressed, Sender, Wrote
from bot.ports.store import Held
from bot.store.sql import SqlStore, open_store

PLATFORM = "telegram"
AT_ONCE = 64
DIALOGS = Path(load.__file__).parent.parent / "dialogs"


@dataclass(slots=True)
class Pair:
    """
    A couple; the partner at seat A is the one who talks.

    ``token`` is on the buttons of the last letter that had some.
    """

    number: int
    token: str = ""

    @property
    def user(self) -> str:
        """Give the id of the one who talks."""
        return str(4_000_000_000 + 2 * self.number)

    @property
    def partner(self) -> str:
        """Give the other's id."""
        return str(4_000_000_001 + 2 * self.number)


@dataclass(slots=True)
class Company:
    """A store, an engine, and everybody who was seated."""

    path: Path
    store: SqlStore
    engine: Engine
    pairs: list[Pair] = field(default_factory=list)
    numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    async def seat(self, count: int) -> None:
        """Let so many couples arrive and join, past the questions at the door."""
        new = [Pair(len(self.pairs) + index) for index in range(count)]
        self.pairs += new
        for some in batches(new):
            await self.store.keep([self.inbound(pair, CameIn(), 0) for pair in some])
            while await self.store.work(_join, _join):
                pass

    def step(self, pair: Pair, step: Step, number: int) -> Inbound:
        """Give what comes in when somebody takes a step."""
        message = str(next(self.numbers))
        match step:
            case Begin():
                return self.inbound(pair, Commanded("w1", "", message), number)
            case Press(option=option):
                return self.inbound(pair, Pressed(f"{pair.token}{option}", message, None), number)
            case Write(text=text):
                return self.inbound(pair, Wrote(text, message), number)

    def inbound(self, pair: Pair, body: CameIn | Commanded | Pressed | Wrote, at: int) -> Inbound:
        """Put an address and a time to what somebody did."""
        return Inbound(
            f"{PLATFORM}:bot:{next(self.numbers)}",
            START + timedelta(minutes=at),
            body,
            Address(PLATFORM, pair.user),
            True,
            Sender(pair.user, "Robin", "en"),
        )

    async def work(self) -> int:
        """Take up what waits, as the bot does."""
        done = await self.store.work(self.engine.turn, _fail)
        self.engine.take_left()
        return done

    async def deliver(self, pairs: Sequence[Pair]) -> int:
        """Hand all letters out, remember the buttons, and give how many there were."""
        by_user = {pair.user: pair for pair in pairs}
        now = START + timedelta(days=1)
        count = 0
        while letters := await self.store.unsent(now):
            for letter in letters:
                tokens = [button.token for row in letter.content.rows for button in row]
                pair = by_user.get(letter.address.chat)
                if tokens and pair is not None:
                    pair.token = tokens[0][:-1]
            await asyncio.gather(*(self.store.sent(one.id, str(one.id), now) for one in letters))
            count += len(letters)
        return count


def batches(pairs: Sequence[Pair]) -> Sequence[Sequence[Pair]]:
    """Give so many at once as one commit holds."""
    return [pairs[at : at + AT_ONCE] for at in range(0, len(pairs), AT_ONCE)]


def found(folder: Path) -> Company:
    """Make a database in a folder, and the engine that works on it; nobody is seated yet."""
    path = folder / "mortar.db"
    content = load.load(DIALOGS)
    speech = Speech(content.bundles, content.languages)
    house = House(speech, "nobody", {PLATFORM: 4096}, {}, b"benchmark")
    script = workload.script()
    engine = Engine(house, Library({script.id: script}, {}), {})
    return Company(path, open_store(f"sqlite:///{path}", bytes(32)), engine)


def _join(held: Held, _: InboxId, inbound: Inbound) -> None:
    sender = inbound.sender
    if sender is None:
        raise LookupError("nobody came")
    profile = Profile(sender.name, "en", "Europe/Madrid")
    partners = []
    for user in (int(sender.id), int(sender.id) + 1):
        chat = Address(PLATFORM, str(user))
        partner = held.add_partner(PLATFORM, str(user), chat, profile)
        partners.append(partner)
    couple = partners[0].couple
    held.unite(partners[1], couple)
    held.add_breach(couple, Seat.A)
    seated = held.couple(couple)
    for one in seated.partners if seated else ():
        held.save_partner(_home(one))


def _home(partner: Partner) -> Partner:
    return replace(partner, stage=Stage.HOME)


def _fail(held: Held, inbox: InboxId, inbound: Inbound) -> None:  # noqa: ARG001
    raise RuntimeError("a turn of the benchmark failed")
