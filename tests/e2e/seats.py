"""Couples who are here already: what arriving, pairing and linking would have written."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.engine import zones
from bot.flow import times
from bot.flow.script import Clock
from bot.model.address import Address
from bot.model.couple import Partner, Seat
from bot.model.ids import InboxId
from bot.model.profile import Profile, Stage
from bot.ports.messages import CameIn, Inbound
from bot.ports.store import Held
from bot.store.sql.store import open_store
from tests.e2e.house import House
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_groups import Group
from tests.emulators.telegram_people import Person

ZONE = "Europe/Madrid"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people and their group; the first was hurt. ``group`` is None without one."""

    hurt: Person
    repairing: Person
    group: Group | None

    @property
    def people(self) -> tuple[Person, Person]:
        """Give both."""
        return self.hurt, self.repairing

    @property
    def room(self) -> Group:
        """Give the group, where there is one."""
        assert self.group is not None
        return self.group


def meet(
    server: TelegramEmulator,
    hurt: str = "Amparo",
    repairing: str = "Bertil",
    *,
    grouped: bool = True,
) -> Pair:
    """Let two people have chats with the bot, and a group with it; the bot hears nothing of it."""
    people = server.user(hurt), server.user(repairing)
    for one in people:
        one.start()
    group = server.group_with_bot(f"{hurt} & {repairing}", *people) if grouped else None
    server.updates.drop()
    return Pair(*people, group)


async def move_in(house: House, *pairs: Pair, weekly: Clock | None = None) -> None:
    """Write couples into the house's database; ``weekly`` is when their check-ins begin."""
    store = open_store(house.url, house.key)
    now = house.now
    by_key = {f"seat:{pair.hurt.id}": pair for pair in pairs}

    def turn(held: Held, inbox: InboxId, inbound: Inbound) -> None:
        _seat(held, by_key[inbound.key], now, weekly)

    try:
        await store.keep([Inbound(key, now, CameIn()) for key in by_key])
        while await store.work(turn, turn):
            pass
    finally:
        await store.close()


def _seat(held: Held, pair: Pair, now: datetime, weekly: Clock | None) -> None:
    inviter = _arrive(held, pair.hurt, "hurt")
    joiner = _arrive(held, pair.repairing, "repairing")
    held.unite(joiner, inviter.couple)
    held.add_breach(inviter.couple, Seat.A)
    if pair.group is not None:
        held.set_room(inviter.couple, Address("telegram", str(pair.group.id)))
    if weekly is not None:
        due = times.next_clock(weekly, now, zones.zone_of(ZONE))
        held.set_alarm(inviter.couple, None, 0, "start:weekly_checkin:0", due)


def _arrive(held: Held, person: Person, side: str) -> Partner:
    profile = Profile(person.name, "en", ZONE, side=side)
    address = Address("telegram", str(person.id))
    partner = held.add_partner("telegram", str(person.id), address, profile)
    home = replace(partner, stage=Stage.HOME)
    held.save_partner(home)
    return home
