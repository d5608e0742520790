"""Seat somebody beside their partner, and let somebody go without a trace."""

from dataclasses import replace

from sqlalchemy import and_, bindparam, delete, func, literal_column, or_, select, update

from bot.errors import StoreError
from bot.flow.cast import Value
from bot.model.couple import Partner, Seat
from bot.model.ids import CoupleId
from bot.store.sql.follow import content_place, node_place
from bot.store.sql.inbox import body_place
from bot.store.sql.joint import own_values, without
from bot.store.sql.keys import sender_of
from bot.store.sql.people import People
from bot.store.sql.routes import owner_of
from bot.store.sql.statement import statement
from bot.store.tables import (
    alarms,
    answers,
    breaches,
    couples,
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
_ROOM = statement(
    select(routes.c.id).where(routes.c.couple == bindparam("c"), routes.c.partner.is_(None)), "c"
)
_ROOMS = statement(select(routes.c.id).where(routes.c.couple == bindparam("c")), "c")
_OTHERS = statement(
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
_DROP_COUPLE = statement(delete(couples).where(couples.c.id == bindparam("c")), "c")
_DROP_PARTNER = statement(delete(partners).where(partners.c.id == bindparam("i")), "i")
_DROP_ROUTE = statement(delete(routes).where(routes.c.id == bindparam("i")), "i")
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


class Parting(People):
    """The part of `Held` about becoming two, and about leaving."""

    __slots__ = ()

    def unite(self, joiner: Partner, couple: CoupleId) -> Partner:
        """Seat the joiner, at B or where nobody sits; their couple of one is deleted."""
        if self.database.one(_OTHERS, joiner.couple, joiner.id):
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
        self._drop_couple(joiner.couple)
        self.books.forget()
        return replace(joiner, couple=couple, seat=seat)

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
        alone = not self.database.one(_OTHERS, couple, partner)
        own = self._own_values(partner, couple, seat) if not alone else set()
        for words in (*_DROP_WORDS, _DROP_THINGS):
            self.database.run(words, couple, seat, f"a:{partner}", f"b:{partner}")
        self._forget_sent(identity)
        self.database.run(_REVOKE_CLAIMED, partner)
        self.database.run(_DROP_ROUTE, route)
        self.database.run(_DROP_PARTNER, partner)
        self.keys.erase(("partner", partner), self.at)
        if alone:
            self._drop_couple(couple)
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
                self.database.run(_DROP_ROUTE, room)
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

    def _drop_couple(self, couple: int) -> None:
        for (room,) in self.database.all(_ROOMS, couple):
            self.database.run(_DROP_ROUTE, room)
        self.database.run(_DROP_COUPLE, couple)
        self.keys.erase(("couple", couple), self.at)
