"""Seat somebody beside their partner, with what they brought along."""

from dataclasses import replace

from sqlalchemy import bindparam, delete, literal_column, select, update

from bot.errors import StoreError
from bot.model.couple import Partner, Seat
from bot.model.ids import CoupleId
from bot.store.sql.follow import content_place, node_place
from bot.store.sql.people import People
from bot.store.sql.routes import owner_of
from bot.store.sql.statement import statement
from bot.store.sql.things import thing_place
from bot.store.tables import (
    answers,
    breaches,
    couples,
    letters,
    marks,
    partners,
    routes,
    runs,
    things,
)

_l = letters.c
_SEAT = statement(
    update(partners)
    .where(partners.c.id == bindparam("i"))
    .values(couple=bindparam("c"), seat=bindparam("s")),
    "c",
    "s",
    "i",
)
_TAKEN = statement(select(partners.c.seat).where(partners.c.couple == bindparam("c")), "c")
_MOVE = statement(
    update(routes).where(routes.c.partner == bindparam("i")).values(couple=bindparam("c")),
    "c",
    "i",
)
_SHARED = statement(
    select(_l.id, _l.reader, _l.content, _l.node).where(
        _l.route == bindparam("r"), _l.couple == bindparam("c")
    ),
    "r",
    "c",
)
_RESEAL = statement(
    update(letters)
    .where(_l.id == bindparam("i"))
    .values(
        couple=bindparam("c"), reader=bindparam("w"), content=bindparam("b"), node=bindparam("n")
    ),
    "c",
    "w",
    "b",
    "n",
    "i",
)
_ROOMS = statement(select(routes.c.id).where(routes.c.couple == bindparam("c")), "c")
OTHERS = statement(
    select(partners.c.id).where(
        partners.c.couple == bindparam("c"), partners.c.id != bindparam("i")
    ),
    "c",
    "i",
)
# Two were here once where it is known who stands where. What they had together is nobody's now:
# somebody new begins with nothing of it. What is under way is alone, and stays.
_WERE_TWO = statement(
    select(breaches.c.couple).where(breaches.c.couple == bindparam("c")).limit(literal_column("1")),
    "c",
)
_DROP_BREACHES = statement(delete(breaches).where(breaches.c.couple == bindparam("c")), "c")
_past_runs = (
    select(runs.c.id)
    .where(runs.c.couple == bindparam("c"), literal_column("state = 'ended'"))
    .scalar_subquery()
)
_DROP_JOINT = (
    statement(
        delete(answers).where(
            answers.c.run.in_(_past_runs), answers.c.owner == literal_column("'run'")
        ),
        "c",
    ),
    statement(
        delete(marks).where(marks.c.run.in_(_past_runs), marks.c.seat == literal_column("''")), "c"
    ),
    statement(
        delete(things).where(
            things.c.couple == bindparam("c"), things.c.owner == literal_column("''")
        ),
        "c",
    ),
)
_OWN_THINGS = statement(
    select(things.c.id, things.c.value).where(
        things.c.couple == bindparam("c"), things.c.owner == bindparam("s")
    ),
    "c",
    "s",
)
_CARRY_THING = statement(
    update(things)
    .where(things.c.id == bindparam("i"))
    .values(couple=bindparam("c"), owner=bindparam("s"), value=bindparam("v")),
    "c",
    "s",
    "v",
    "i",
)
DROP_ROUTE = statement(delete(routes).where(routes.c.id == bindparam("i")), "i")
_DROP_COUPLE = statement(delete(couples).where(couples.c.id == bindparam("c")), "c")


class Seating(People):
    """The part of `Held` about becoming two."""

    __slots__ = ()

    def unite(self, joiner: Partner, couple: CoupleId) -> Partner:
        """
        Seat the joiner, at B or where nobody sits; their couple of one is deleted.

        What they built alone they bring along, and nobody else can read it there either.
        """
        if self.database.one(OTHERS, joiner.couple, joiner.id):
            raise StoreError("partners: somebody who has a partner cannot join another")
        if self.database.one(_WERE_TWO, couple):
            for change in (*_DROP_JOINT, _DROP_BREACHES):
                self.database.run(change, couple)
        # Who is alone may sit at B: their partner of earlier was erased.
        taken = {row[0] for row in self.database.all(_TAKEN, couple)}
        seat = Seat.A if taken == {Seat.B} else Seat.B
        self.database.run(_SEAT, couple, seat, joiner.id)
        self.database.run(_MOVE, couple, joiner.id)
        self._keep_letters(joiner, couple)
        self._keep_things(joiner, couple, seat)
        self.drop_couple(joiner.couple)
        self.books.forget()
        return replace(joiner, couple=couple, seat=seat)

    def _keep_letters(self, joiner: Partner, couple: CoupleId) -> None:
        # What was sealed for the couple of one would be lost with its key. What was asked of the
        # joiner alone stays a question of that couple, which is over.
        new = self.keys.of(("partner", joiner.id))
        for letter, reader, content, node in self.database.all(
            _SHARED, joiner.route.id, joiner.couple
        ):
            old = self.keys.of(owner_of(joiner.couple, reader))
            place, other = content_place(letter), node_place(letter)
            self.database.run(
                _RESEAL,
                couple if reader is None else joiner.couple,
                joiner.id,
                content and new.seal(old.open(content, place), place),
                node and new.seal(old.open(node, other), other),
                letter,
            )

    def _keep_things(self, joiner: Partner, couple: CoupleId, seat: Seat) -> None:
        own = self.keys.of(("partner", joiner.id))
        for number, sealed in self.database.all(_OWN_THINGS, joiner.couple, joiner.seat):
            fields = own.open(sealed, thing_place(number, joiner.seat))
            new = own.seal(fields, thing_place(number, seat))
            self.database.run(_CARRY_THING, couple, seat, new, number)

    def drop_couple(self, couple: int) -> None:
        """Delete a couple with its rooms and its key; nobody may sit there any more."""
        for (room,) in self.database.all(_ROOMS, couple):
            self.database.run(DROP_ROUTE, room)
        self.database.run(_DROP_COUPLE, couple)
        self.keys.erase(("couple", couple), self.at)
