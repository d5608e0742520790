"""Let somebody go without a trace."""

from sqlalchemy import and_, bindparam, delete, func, literal_column, or_, select, update

from bot.flow.cast import Value
from bot.model.couple import Partner
from bot.store.sql.inbox import body_place
from bot.store.sql.joint import own_values, without
from bot.store.sql.keys import sender_of
from bot.store.sql.seating import DROP_ROUTE, OTHERS, Seating
from bot.store.sql.statement import statement
from bot.store.tables import (
    alarms,
    answers,
    inbox,
    invites,
    journal,
    letters,
    marks,
    partners,
    routes,
    runs,
    things,
)
from bot.store.vault import Unopened

_l = letters.c
_ROOM = statement(
    select(routes.c.id).where(routes.c.couple == bindparam("c"), routes.c.partner.is_(None)), "c"
)
_DROP_PARTNER = statement(delete(partners).where(partners.c.id == bindparam("i")), "i")
_REVOKE_CLAIMED = statement(
    update(invites)
    .where(invites.c.claimant == bindparam("i"), literal_column("state = 'claimed'"))
    .values(state=literal_column("'revoked'")),
    "i",
)
_PARTNER = statement(
    select(partners.c.couple, partners.c.seat, partners.c.identity, routes.c.id)
    .select_from(partners.outerjoin(routes, routes.c.partner == partners.c.id))
    .where(partners.c.id == bindparam("i")),
    "i",
)
_its_runs = select(runs.c.id).where(runs.c.couple == bindparam("c")).scalar_subquery()
# What they said at this seat, and at one that they have left (see `bot.store.tables.answers`).
_DROP_WORDS = tuple(
    statement(
        delete(table).where(
            or_(
                and_(table.c.run.in_(_its_runs), table.c[seat] == bindparam("s")),
                table.c[seat].in_((bindparam("fa"), bindparam("fb"))),
            )
        ),
        "c", "s", "fa", "fb",
    )
    for table, seat in ((answers, "owner"), (marks, "seat"), (journal, "seat"))
)  # fmt: skip
_DROP_THINGS = statement(
    delete(things).where(
        or_(
            and_(things.c.couple == bindparam("c"), things.c.owner == bindparam("s")),
            things.c.owner.in_((bindparam("fa"), bindparam("fb"))),
        )
    ),
    "c",
    "s",
    "fa",
    "fb",
)
# Couples whose seat they have left, for another account: what they brought in there goes too.
_ELSEWHERE = statement(
    select(runs.c.couple)
    .select_from(runs.join(answers, answers.c.run == runs.c.id))
    .where(answers.c.by == bindparam("i"), runs.c.couple != bindparam("c"))
    .distinct(),
    "i",
    "c",
)
_END_RUNS = statement(
    update(runs)
    .where(runs.c.couple == bindparam("c"))
    .values(
        state=literal_column("'ended'"),
        once=literal_column("NULL"),
        document=literal_column("NULL"),
    ),
    "c",
)
_STILL = statement(
    delete(alarms).where(alarms.c.couple == bindparam("c"), literal_column("run <> 0")), "c"
)
# What was on its way may show what the other said; it is not sent any more.
_GIVE_UP = statement(
    update(letters)
    .where(
        _l.couple == bindparam("c"),
        _l.over.is_(None),
        or_(_l.run.is_not(None), _l.joint, _l.state == literal_column("'away'")),
    )
    .values(
        state=literal_column("'dead'"),
        over=literal_column("coalesce(since, ready)"),
        reason=literal_column("'one of the two was erased'"),
    ),
    "c",
)
_BLANK_LETTERS = statement(
    update(letters)
    .where(_l.couple == bindparam("c"), _l.over.is_not(None))
    .values(content=literal_column("NULL"), node=literal_column("NULL")),
    "c",
)
_SENT = statement(
    select(inbox.c.id, inbox.c.key, inbox.c.body).where(
        inbox.c.body.is_not(None), literal_column("state = 'new'"), inbox.c.id > bindparam("i")
    ),
    "i",
)
_RESEAL_SENT = statement(
    update(inbox).where(inbox.c.id == bindparam("i")).values(body=bindparam("b")), "b", "i"
)
_BLANK_SENT = statement(
    update(inbox)
    .where(func.substr(inbox.c.body, 2, 4) == bindparam("n"), inbox.c.id <= bindparam("i"))
    .values(body=literal_column("NULL")),
    "n",
    "i",
)


class Parting(Seating):
    """The part of `Held` about leaving."""

    __slots__ = ()

    def erase_partner(self, partner: Partner) -> None:
        """
        Delete somebody: their keys, words, letters, chat, consents, invites and couple of one.

        In a couple of two the other stays, and so does what the other said. The joint part goes
        on under a new key, without what this one brought into it; runs under way end. From the
        commit on, what they said cannot be read in any earlier copy of the database either.
        """
        self.remove(partner.id)

    def remove(self, partner: int) -> None:
        """Do what `erase_partner` does, for somebody whose key may be gone already."""
        row = self.database.one(_PARTNER, partner)
        if row is None:
            return
        couple, seat, identity, route = row
        alone = not self.database.one(OTHERS, couple, partner)
        own = self._own_values(partner, couple, seat) if not alone else set()
        for words in (*_DROP_WORDS, _DROP_THINGS):
            self.database.run(words, couple, seat, f"a:{partner}", f"b:{partner}")
        self._forget_sent(identity)
        self.database.run(_REVOKE_CLAIMED, partner)
        self.database.run(DROP_ROUTE, route)
        self.database.run(_DROP_PARTNER, partner)
        self.keys.erase(("partner", partner), self.at)
        if alone:
            self.drop_couple(couple)
        else:
            self._part(couple, partner, seat, own)
        for (earlier,) in self.database.all(_ELSEWHERE, partner, couple):
            without(self, earlier, partner, "", frozenset())
        self.books.forget()

    def _own_values(self, partner: int, couple: int, seat: str) -> set[Value]:
        try:
            return own_values(self, couple, seat, self.keys.of(("partner", partner)))
        except Unopened:
            return set()

    def _part(self, couple: int, partner: int, seat: str, own: set[Value]) -> None:
        for change in (_END_RUNS, _STILL, _GIVE_UP, _BLANK_LETTERS):
            self.database.run(change, couple)
        for (room,) in self.database.all(_ROOM, couple):
            try:
                self.let_go(room)
            except Unopened:
                # In an earlier copy that was put back, its key is gone already.
                self.database.run(DROP_ROUTE, room)
        without(self, couple, partner, seat, own)

    def _forget_sent(self, identity: bytes) -> None:
        """Take what they sent out of the inbox; what came in after this turn is yet to be read."""
        key = self.keys.sender(identity)
        later = [row for row in self.database.all(_SENT, self.inbox) if key.is_newest(row[2])]
        self.database.run(_BLANK_SENT, key.number.to_bytes(4, "big"), self.inbox)
        self.keys.erase(sender_of(identity), self.at)
        if later:
            new = self.keys.add(sender_of(identity))
            for number, mark, body in later:
                place = body_place(mark)
                self.database.run(_RESEAL_SENT, new.seal(key.open(body, place), place), number)
