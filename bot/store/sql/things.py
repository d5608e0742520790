"""Read and write what couples build: each thing sealed for whoever may read it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update

from bot.flow.cast import Value
from bot.model.couple import Seat
from bot.model.ids import CoupleId
from bot.store import codec
from bot.store.sql.runs import OF_BOTH, Runs
from bot.store.sql.statement import adding, statement
from bot.store.tables import things
from bot.things.shelf import Thing

_t = things.c
_ALL = statement(
    select(_t.id, _t.at, _t.value)
    .where(_t.couple == bindparam("c"), _t.owner == bindparam("o"), _t.kind == bindparam("k"))
    .order_by(_t.id),
    "c",
    "o",
    "k",
)
_ADD = statement(
    adding(things, "couple", "owner", "kind", "at", value="x''").returning(_t.id),
    "couple",
    "owner",
    "kind",
    "at",
)
_SAVE = statement(
    update(things)
    .where(_t.id == bindparam("i"), _t.couple == bindparam("c"))
    .values(value=bindparam("v")),
    "v",
    "i",
    "c",
)
_REMOVE = statement(
    delete(things).where(_t.id == bindparam("i"), _t.couple == bindparam("c")), "i", "c"
)


class Things(Runs):
    """The part of `Held` about what couples build."""

    __slots__ = ()

    def things(self, couple: CoupleId, kind: str, owner: Seat | None) -> Sequence[Thing]:
        """Read a couple's things of one kind, those of one partner alone or those of both."""
        rows = self.database.all(_ALL, couple, owner or "", self.books.name(kind))
        if not rows:
            # Most shelves are empty, and nobody may sit at that seat.
            return ()
        key = self._key(couple, owner or OF_BOTH)
        found = []
        for number, at, sealed in rows:
            _, fields = codec.read_thing(key.open(sealed, thing_place(number, owner)))
            found.append(Thing(number, kind, owner, codec.from_milliseconds(at), fields))
        return found

    def add_thing(
        self, couple: CoupleId, kind: str, owner: Seat | None, at: datetime,
        fields: Mapping[str, Value],
    ) -> Thing:  # fmt: skip
        """Keep a new thing, sealed for whoever may read it."""
        mark = self.books.name(kind)
        moment = codec.to_milliseconds(at)
        ((number,),) = self.database.all(_ADD, couple, owner or "", mark, moment)
        thing = Thing(number, kind, owner, at, fields)
        # Its place, to which it is sealed, has its number in it.
        self.save_thing(couple, thing)
        return thing

    def save_thing(self, couple: CoupleId, thing: Thing) -> None:
        """Write a thing's fields back."""
        key = self._key(couple, thing.owner or OF_BOTH)
        written = codec.write_thing(thing.kind, thing.fields)
        sealed = key.seal(written, thing_place(thing.id, thing.owner))
        self.database.run(_SAVE, sealed, thing.id, couple)

    def remove_thing(self, couple: CoupleId, thing: Thing) -> None:
        """Delete a thing."""
        self.database.run(_REMOVE, thing.id, couple)


def thing_place(number: int, owner: str | None) -> str:
    """Name the place of a thing; of somebody who has left that seat it is the seat's still."""
    return f"things|{number}|{(owner or '').partition(':')[0]}"
