"""A database in a temporary folder, and two people to live in it."""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bot.model.address import Address
from bot.model.couple import Couple, Partner, Seat
from bot.model.ids import CoupleId, InboxId, RunId
from bot.model.profile import Profile
from bot.model.words import words
from bot.ports.letters import Content
from bot.ports.messages import Inbound, Sender, Wrote
from bot.ports.rows import Draft, KeptRun, RunState
from bot.ports.store import Held, Store
from bot.store.sql import SqlStore, open_store
from bot.store.sql.keystore import beside

T = TypeVar("T")

KEY = bytes(range(32))
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)

ANN = Address("telegram", "4711000001")
BEN = Address("telegram", "4711000002")
ROOM = Address("telegram", "-1004711000003")

_numbers = itertools.count(1)


def wrote(text: str = "hello", *, key: str | None = None, user: str = "4711000001") -> Inbound:
    """Make something that came in; its key is new unless it is given."""
    number = next(_numbers)
    return Inbound(
        key or f"telegram:u:{number}",
        NOW,
        Wrote(text, str(number)),
        Address("telegram", user),
        True,
        Sender(user, "Ann"),
    )


def silent(held: Held, inbox: InboxId, inbound: Inbound) -> None:
    """Play a turn with no effect."""


async def play(store: Store, act: Callable[[Held], T]) -> T:
    """Play one turn, and give what it gave; what it raises is raised here."""
    outcome: list[T] = []
    trouble: list[Exception] = []

    def turn(held: Held, inbox: InboxId, inbound: Inbound) -> None:
        try:
            outcome.append(act(held))
        except Exception as exc:
            trouble.append(exc)
            raise

    await store.keep([wrote()])
    await store.work(turn, silent)
    if trouble:
        raise trouble[0]
    return outcome[0]


async def post(store: Store, draft: Draft) -> None:
    await play(store, lambda held: held.post(draft))


@dataclass
class Home:
    """Where the database lies. Whatever was opened is closed at the end of the test."""

    folder: Path
    stores: list[SqlStore] = field(default_factory=list)

    @property
    def path(self) -> Path:
        return self.folder / "mortar.db"

    @property
    def keys(self) -> Path:
        return beside(self.path)

    @property
    def url(self) -> str:
        return f"sqlite:///{self.path}"

    def open(self, key: bytes = KEY) -> SqlStore:
        store = open_store(self.url, key)
        self.stores.append(store)
        return store

    async def close(self) -> None:
        while self.stores:
            await self.stores.pop().close()

    def bytes(self) -> bytes:
        """Give all that lies in the folder, for a thief to look at."""
        return b"".join(one.read_bytes() for one in sorted(self.folder.iterdir()))


def arrive(held: Held, address: Address = ANN, name: str = "Ann") -> Partner:
    return held.add_partner("telegram", address.chat, address, Profile(name))


def couple_up(held: Held) -> Couple:
    """Make a couple of Ann (seat A) and Ben."""
    ann, ben = arrive(held), arrive(held, BEN, "Ben")
    held.unite(ben, ann.couple)
    couple = held.couple(ann.couple)
    assert couple is not None
    return couple


def begin(held: Held, couple: CoupleId, **values: Any) -> KeptRun:
    """Begin a run, with answers by owner."""
    run = held.add_run(couple, "check_in", "v1", RunState.ACTIVE, None)
    assert run is not None
    kept = KeptRun(run, couple, "check_in", "v1", RunState.ACTIVE, '{"at":"start"}', values)
    held.save_run(kept, {})
    return kept


def letter(partner: Partner, text: str = "hello", **more: Any) -> Draft:
    """Draft a letter to somebody's private chat."""
    content = Content(words(text))
    return Draft(partner.route.id, content, partner.couple, partner.id, **more)


def seated(couple: Couple, seat: Seat) -> Partner:
    partner = couple.at(seat)
    assert partner is not None
    return partner


def only(runs: Any) -> RunId:
    (run,) = runs
    number: RunId = run.id
    return number
