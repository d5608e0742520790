"""Seat somebody beside their partner, and let somebody go without a trace."""

from dataclasses import replace

from sqlalchemy import bindparam, delete, literal_column, select, update

from bot.errors import StoreError
from bot.model.couple import Partner, Seat
from bot.model.ids import CoupleId
from bot.store.sql.follow import content_place, node_place
from bot.store.sql.people import People
from bot.store.sql.statement import statement
from bot.store.tables import (
    answers,
    couples,
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
_SEAT = statement(
    update(partners)
    .where(partners.c.id == bindparam("i"))
    .values(couple=bindparam("c"), seat=literal_column("'b'")),
    "c",
    "i",
)
_MOVE = statement(
    update(routes).where(routes.c.partner == bindparam("i")).values(couple=bindparam("c")),
    "c",
    "i",
)
_SHARED = statement(
    select(_l.id, _l.content, _l.node).where(
        _l.route == bindparam("r"), _l.couple == bindparam("c"), _l.reader.is_(None)
    ),
    "r",
    "c",
)
_RESEAL = statement(
    update(letters)
    .where(_l.id == bindparam("i"))
    .values(
        couple=bindparam("c"),
        reader=bindparam("w"),
        content=bindparam("b"),
        node=bindparam("n"),
    ),
    "c",
    "w",
    "b",
    "n",
    "i",
)
_ROOMS = statement(select(routes.c.id).where(routes.c.couple == bindparam("c")), "c")
_OTHERS = statement(
    select(partners.c.id).where(
        partners.c.couple == bindparam("c"), partners.c.id != bindparam("i")
    ),
    "c",
    "i",
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
_its_runs = select(runs.c.id).where(runs.c.couple == bindparam("c")).scalar_subquery()
_DROP_WORDS = (
    statement(
        delete(answers).where(answers.c.run.in_(_its_runs), answers.c.owner == bindparam("s")),
        "c",
        "s",
    ),
    statement(
        delete(marks).where(marks.c.run.in_(_its_runs), marks.c.seat == bindparam("s")), "c", "s"
    ),
    statement(
        delete(journal).where(journal.c.run.in_(_its_runs), journal.c.seat == bindparam("s")),
        "c",
        "s",
    ),
    statement(
        delete(things).where(things.c.couple == bindparam("c"), things.c.owner == bindparam("s")),
        "c",
        "s",
    ),
)


class Parting(People):
    """The part of `Held` about becoming two, and about leaving."""

    __slots__ = ()

    def unite(self, joiner: Partner, couple: CoupleId) -> Partner:
        """Seat the joiner as B; their couple of one is deleted. Returns them as they are now."""
        if self.database.one(_OTHERS, joiner.couple, joiner.id):
            raise StoreError("partners: somebody who has a partner cannot join another")
        self.database.run(_SEAT, couple, joiner.id)
        self.database.run(_MOVE, couple, joiner.id)
        self._keep_letters(joiner, couple)
        self._drop_couple(joiner.couple)
        self.books.forget()
        return replace(joiner, couple=couple, seat=Seat.B)

    def erase_partner(self, partner: Partner) -> None:
        """
        Delete somebody, their keys, letters, invites and couple of one.

        In a couple of two the other stays, and so does what was the couple's.
        """
        for words in _DROP_WORDS:
            self.database.run(words, partner.couple, partner.seat)
        alone = not self.database.one(_OTHERS, partner.couple, partner.id)
        self.database.run(_REVOKE_CLAIMED, partner.id)
        self.database.run(_DROP_ROUTE, partner.route.id)
        self.database.run(_DROP_PARTNER, partner.id)
        self.keys.drop(("partner", partner.id))
        if alone:
            self._drop_couple(partner.couple)
        self.books.forget()
        self.database.untidy = True

    def _keep_letters(self, joiner: Partner, couple: CoupleId) -> None:
        # What was sealed for the couple of one would be lost with its key.
        old = self.keys.of(("couple", joiner.couple))
        new = self.keys.of(("partner", joiner.id))
        for letter, content, node in self.database.all(_SHARED, joiner.route.id, joiner.couple):
            place, other = content_place(letter), node_place(letter)
            self.database.run(
                _RESEAL,
                couple,
                joiner.id,
                content and new.seal(old.open(content, place), place),
                node and new.seal(old.open(node, other), other),
                letter,
            )

    def _drop_couple(self, couple: CoupleId) -> None:
        for (room,) in self.database.all(_ROOMS, couple):
            self.database.run(_DROP_ROUTE, room)
        self.database.run(_DROP_COUPLE, couple)
        self.keys.drop(("couple", couple))
