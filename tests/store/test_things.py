"""What couples build: sealed for its readers, handed out to them, and gone when they go."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.model.couple import Couple, Seat
from bot.model.ids import CoupleId
from bot.ports.store import Held
from bot.store.sql import SqlStore
from bot.store.sql.rotation import rotate_data_keys
from tests.reliability.keeping import readable
from tests.store.home import (
    BEN,
    HOUR,
    KEY,
    NOW,
    Home,
    arrive,
    begin,
    couple_up,
    play,
    seated,
)

JOINT, MINE, THEIRS = "Phones away at eight", "Where were you on Friday", "What I never said"


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Home]:
    made = Home(tmp_path)
    yield made
    await made.close()


@pytest.fixture
async def store(home: Home) -> SqlStore:
    return home.open()


async def built(store: SqlStore) -> Couple:
    """Let Ann and Ben build one thing together and one each."""
    couple = await play(store, couple_up)
    for kind, owner, words in (
        ("agreement", None, JOINT), ("question", Seat.A, MINE), ("question", Seat.B, THEIRS),
    ):  # fmt: skip

        def add(held, kind=kind, owner=owner, words=words):  # type: ignore[no-untyped-def]
            held.add_thing(couple.id, kind, owner, NOW, {"what": words, "told": ("a", "b")})

        await play(store, add)
    return couple


async def of(store: SqlStore, couple: Couple, kind: str, owner: Seat | None) -> list[object]:
    """Give what the things of one shelf say."""
    found = await play(store, lambda held: held.things(couple.id, kind, owner))
    return [one.fields["what"] for one in found]


async def everything(store: SqlStore, couple: Couple) -> list[object]:
    """Give what stands on all shelves."""
    shelves = (("agreement", None), ("question", Seat.A), ("question", Seat.B))
    return [one for kind, owner in shelves for one in await of(store, couple, kind, owner)]


async def test_come_along_to_a_partner(store: SqlStore) -> None:
    """
    What somebody built alone is theirs still when they join a partner, at the seat they have then.
    """

    def turn(held: Held) -> CoupleId:
        ann, ben = arrive(held), arrive(held, BEN, "Ben")
        held.add_thing(ann.couple, "question", Seat.A, NOW, {"what": MINE})
        held.add_thing(ben.couple, "question", ben.seat, NOW, {"what": THEIRS})
        held.add_thing(ben.couple, "agreement", None, NOW, {"what": JOINT})
        held.unite(ben, ann.couple)
        return ann.couple

    number = await play(store, turn)

    couple = await play(store, lambda held: held.couple(number))
    assert couple is not None
    assert await everything(store, couple) == [MINE, THEIRS]


async def test_each_on_its_own_shelf(store: SqlStore) -> None:
    couple = await built(store)

    assert await of(store, couple, "agreement", None) == [JOINT]
    assert await of(store, couple, "question", Seat.A) == [MINE]
    assert await of(store, couple, "question", None) == []
    assert await of(store, couple, "agreement", Seat.A) == []


async def test_changed_and_taken_away(store: SqlStore) -> None:
    couple = await built(store)
    (one,) = await play(store, lambda held: held.things(couple.id, "agreement", None))

    await play(store, lambda held: held.save_thing(couple.id, one.having(told=("c",))))
    (again,) = await play(store, lambda held: held.things(couple.id, "agreement", None))
    await play(store, lambda held: held.remove_thing(couple.id, one))

    assert (again.id, again.at, again.fields["told"]) == (one.id, NOW, ("c",))
    assert await of(store, couple, "agreement", None) == []


async def test_nothing_can_be_read_on_the_disk(home: Home, store: SqlStore) -> None:
    await built(store)
    await home.close()

    on_disk = await asyncio.to_thread(home.bytes)

    assert not any(words.encode() in on_disk for words in (JOINT, MINE, THEIRS, "agreement"))


async def test_handed_out_to_their_readers(store: SqlStore) -> None:
    couple = await built(store)
    await play(store, lambda held: held.add_thing(couple.id, "tier", Seat.A, NOW, {"tier": 2}))

    export = await play(store, lambda held: held.export(seated(couple, Seat.A)))

    assert [(one.kind, one.owner, one.fields["what"]) for one in export.things] == [
        ("agreement", None, JOINT),
        ("question", Seat.A, MINE),
    ]


async def test_forgotten_since(store: SqlStore) -> None:
    """What one built alone goes; how safe they are does not."""
    couple = await built(store)
    await play(store, lambda held: held.add_thing(couple.id, "tier", Seat.A, NOW, {"tier": 2}))
    ann = seated(couple, Seat.A)

    await play(store, lambda held: held.forget_since(ann, NOW + HOUR))
    later = await everything(store, couple)
    await play(store, lambda held: held.forget_since(ann, NOW - timedelta(days=1)))

    assert later == [JOINT, MINE, THEIRS]
    assert await everything(store, couple) == [JOINT, THEIRS]
    assert len(await play(store, lambda held: held.things(couple.id, "tier", Seat.A))) == 1


async def test_gone_when_one_goes(home: Home, store: SqlStore) -> None:
    """The other keeps what both had, and their own; no copy from before opens the rest."""
    couple = await built(store)
    await play(store, lambda held: begin(held, couple.id))
    before = await asyncio.to_thread(home.path.read_bytes)

    await play(store, lambda held: held.erase_partner(seated(couple, Seat.A)))
    left = await everything(store, couple)
    await home.close()
    old = home.folder / "old.db"
    await asyncio.to_thread(old.write_bytes, before)

    assert left == [JOINT, THEIRS]
    assert MINE not in readable(old, home.keys)[0]


async def test_what_one_brought_in_goes_with_them(store: SqlStore) -> None:
    """A joint thing made of words that one said at their own seat is theirs to take along."""
    couple = await built(store)
    await play(store, lambda held: begin(held, couple.id, a={"want": JOINT}))

    await play(store, lambda held: held.erase_partner(seated(couple, Seat.A)))

    assert await of(store, couple, "agreement", None) == []


async def test_sealed_anew_with_new_keys(home: Home, store: SqlStore) -> None:
    couple = await built(store)
    await home.close()

    _, unopened = await asyncio.to_thread(
        rotate_data_keys, home.url, KEY, home.keys, lambda *_: None
    )
    opened = home.open()

    assert unopened == 0
    assert await everything(opened, couple) == [JOINT, MINE, THEIRS]
