"""Forget what somebody said lately: their own words go, the other's stay."""

from datetime import datetime, timedelta

from sqlalchemy import and_, bindparam, delete, func, literal_column, or_, select, update

from bot.model.couple import Partner
from bot.store import codec
from bot.store.sql.joint import seat_in
from bot.store.sql.keys import sender_of
from bot.store.sql.people import People
from bot.store.sql.runs import journal_place
from bot.store.sql.statement import statement
from bot.store.tables import answers, inbox, journal, letters, partners, runs, things
from bot.store.vault import Unopened
from bot.things import safety

GATHERING = timedelta(minutes=1)
"""The parts of a long answer come in up to this long before it counts as given."""

_a, _j, _l = answers.c, journal.c, letters.c
_its_runs = select(runs.c.id).where(runs.c.couple == bindparam("c")).scalar_subquery()
_theirs = or_(
    and_(_a.run.in_(_its_runs), _a.owner == bindparam("s")),
    and_(_a.run.in_(_its_runs), _a.by == bindparam("i")),
)
_DROP_ANSWERS = statement(
    delete(answers).where(_theirs, _a.at >= bindparam("t")), "c", "s", "i", "t"
)
_DROP_THINGS = statement(
    delete(things).where(
        things.c.couple == bindparam("c"),
        things.c.owner == bindparam("s"),
        things.c.at >= bindparam("t"),
        things.c.kind != bindparam("k"),
    ),
    "c",
    "s",
    "t",
    "k",
)
_own_lines = and_(_j.run.in_(_its_runs), _j.seat == bindparam("s"))
_DROP_LINES = statement(delete(journal).where(_own_lines, _j.at >= bindparam("t")), "c", "s", "t")
_JOINT_LINES = statement(
    select(_j.run, _j.id, _j.event).where(
        _j.run.in_(_its_runs), _j.seat.is_(None), _j.at >= bindparam("t")
    ),
    "c",
    "t",
)
_DROP_LINE = statement(
    delete(journal).where(_j.run == bindparam("r"), _j.id == bindparam("n")), "r", "n"
)
_BLANK_LETTERS = statement(
    update(letters)
    .where(_l.couple == bindparam("c"), _l.over >= bindparam("t"))
    .values(content=literal_column("NULL")),
    "c",
    "t",
)
_BLANK_SENT = statement(
    update(inbox)
    .where(
        func.substr(inbox.c.body, 2, 4) == bindparam("n"),
        inbox.c.at >= bindparam("t"),
        inbox.c.id < bindparam("i"),
    )
    .values(body=literal_column("NULL")),
    "n",
    "t",
    "i",
)
_LAST_ANSWER = statement(select(func.max(_a.at)).where(_theirs), "c", "s", "i")
_LAST_LINE = statement(select(func.max(_j.at)).where(_own_lines), "c", "s")
_IDENTITY = statement(select(partners.c.identity).where(partners.c.id == bindparam("i")), "i")


class Forgetting(People):
    """The part of `Held` about taking one's words back."""

    __slots__ = ()

    def forget_since(self, partner: Partner, instant: datetime) -> int:
        """Delete what somebody said since then, themselves and together; say how many answers."""
        return self._forget(partner, codec.to_milliseconds(instant), timedelta())

    def _forget(self, partner: Partner, at: int, gathering: timedelta) -> int:
        couple, seat = partner.couple, partner.seat
        count = self.database.run(_DROP_ANSWERS, couple, seat, partner.id, at)
        # How they were said lies a little before the answer that came of it.
        said = at - gathering // timedelta(milliseconds=1)
        self.database.run(_DROP_LINES, couple, seat, said)
        # How safe they are is not said today or yesterday, and nobody can make them take it back.
        self.database.run(_DROP_THINGS, couple, seat, at, self.books.name(safety.KIND))
        for run, number, sealed in self.database.all(_JOINT_LINES, couple, said):
            if self._said_by(seat, couple, sealed, journal_place(run, number)):
                self.database.run(_DROP_LINE, run, number)
        # What was sent may repeat their words, to themselves or to both.
        self.database.run(_BLANK_LETTERS, couple, said)
        for (identity,) in self.database.all(_IDENTITY, partner.id):
            for key in self.keys.store.of(sender_of(identity)):
                number = key.number.to_bytes(4, "big")
                self.database.run(_BLANK_SENT, number, said, self.inbox)
        self.books.forget()
        self.database.untidy = True
        return count

    def forget_last(self, partner: Partner) -> int:
        """Delete what somebody said last, as `forget_since` does from that moment on."""
        couple, seat = partner.couple, partner.seat
        found = [
            *self.database.all(_LAST_ANSWER, couple, seat, partner.id),
            *self.database.all(_LAST_LINE, couple, seat),
        ]
        last = max((at for (at,) in found if at is not None), default=None)
        return 0 if last is None else self._forget(partner, last, GATHERING)

    def _said_by(self, seat: str, couple: int, sealed: bytes, place: str) -> bool:
        try:
            return seat_in(self.keys.of(("couple", couple)).open(sealed, place)) == seat
        except Unopened:
            return False
