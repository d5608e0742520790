"""Give somebody's seat to their other account, and leave what was said under its own key."""

from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, literal_column, or_, select, update

from bot.errors import StoreError
from bot.model.couple import Partner
from bot.store.sql.people import People
from bot.store.sql.statement import statement
from bot.store.tables import (
    alarms,
    answers,
    invites,
    journal,
    letters,
    marks,
    partners,
    routes,
    runs,
    things,
)

_l = letters.c
_OTHERS = statement(
    select(partners.c.id).where(
        partners.c.couple == bindparam("c"), partners.c.id != bindparam("i")
    ),
    "c",
    "i",
)
_its_runs = select(runs.c.id).where(runs.c.couple == bindparam("c")).scalar_subquery()
_AWAY: BindParameter[str] = bindparam("f")
# What was said at a seat is named after who sat there; who sits there now has other keys.
_FORMER = tuple(
    statement(
        update(table)
        .where(table.c.run.in_(_its_runs), table.c[seat] == bindparam("s"))
        .values({seat: _AWAY}),
        "f", "c", "s",
    )
    for table, seat in ((answers, "owner"), (marks, "seat"), (journal, "seat"))
)  # fmt: skip
_FORMER_THINGS = statement(
    update(things)
    .where(things.c.couple == bindparam("c"), things.c.owner == bindparam("s"))
    .values(owner=_AWAY),
    "f",
    "c",
    "s",
)
_given_up: dict[str, Any] = {
    "state": literal_column("'dead'"),
    "over": literal_column("coalesce(since, ready)"),
    "reason": literal_column("'its reader goes on elsewhere'"),
}
# Also what is under way: should it come back, it is not sent a second time.
_GIVE_UP = statement(
    update(letters).where(_l.route == bindparam("r"), _l.over.is_(None)).values(_given_up), "r"
)
_GIVE_UP_QUESTIONS = statement(
    update(letters)
    .where(_l.couple == bindparam("c"), _l.over.is_(None), _l.run.is_not(None))
    .values(_given_up),
    "c",
)
_STOP = statement(
    update(runs)
    .where(runs.c.couple == bindparam("c"), literal_column("state = 'active'"))
    .values(state=literal_column("'ended'"), once=literal_column("NULL")),
    "c",
)
_STILL = statement(
    delete(alarms).where(alarms.c.couple == bindparam("c"), literal_column("run <> 0")), "c"
)
_SIT = statement(
    update(partners)
    .where(partners.c.id == bindparam("i"))
    .values(couple=bindparam("c"), seat=bindparam("s")),
    "c",
    "s",
    "i",
)
_VOID = statement(
    update(invites)
    .where(
        or_(
            invites.c.couple.in_((bindparam("c"), bindparam("d"))),
            invites.c.claimant == bindparam("i"),
        ),
        literal_column("state IN ('open', 'claimed', 'vouched')"),
    )
    .values(state=literal_column("'revoked'")),
    "c",
    "d",
    "i",
)
_MOVE = statement(
    update(routes).where(routes.c.partner == bindparam("i")).values(couple=bindparam("c")),
    "c",
    "i",
)
_ROOM = statement(
    select(routes.c.id).where(routes.c.couple == bindparam("c"), routes.c.partner.is_(None)), "c"
)


class Moving(People):
    """The part of `Held` about going on from another account."""

    __slots__ = ()

    def swap(self, old: Partner, new: Partner) -> None:
        """
        Let somebody who is here alone take a partner's seat, who is left in their couple of one.

        What the old one said stays under their own key, and is no answer of that seat any more.
        The couple's runs under way end, and may begin anew; what waits for the old chat, or for
        the room, is given up; the room is linked no longer; all open invites of the two end.
        """
        if self.database.one(_OTHERS, new.couple, new.id) or old.couple == new.couple:
            raise StoreError("partners: somebody who has a partner cannot take another's seat")
        for change in (_STOP, _STILL, _GIVE_UP_QUESTIONS):
            self.database.run(change, old.couple)
        for change in (*_FORMER, _FORMER_THINGS):
            self.database.run(change, f"{old.seat}:{old.id}", old.couple, old.seat)
        self.database.run(_GIVE_UP, old.route.id)
        for (room,) in self.database.all(_ROOM, old.couple):
            self.database.run(_GIVE_UP, room)
            self.let_go(room)
        self.database.run(_VOID, old.couple, new.couple, new.id)
        # Two cannot sit on one seat, not even for a moment.
        self.database.run(_SIT, new.couple, new.seat.other, old.id)
        self.database.run(_SIT, old.couple, old.seat, new.id)
        self.database.run(_SIT, new.couple, new.seat, old.id)
        self.database.run(_MOVE, new.couple, old.id)
        self.database.run(_MOVE, old.couple, new.id)
        self.books.forget()
