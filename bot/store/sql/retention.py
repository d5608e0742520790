"""
Let go of what is older than the rules allow, and see who has not been heard of for long.

Words of a run that is under way stay until it has ended: it would stumble over what is missing.
Whoever is not heard of any more is due after `Rules.couple`, and that ends their runs too.
"""

from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    delete,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from bot.model.ids import CoupleId
from bot.ports.rows import Pruned, Rules
from bot.store import codec
from bot.store.sql.books import Books
from bot.store.sql.people import People
from bot.store.sql.statement import statement
from bot.store.tables import answers, couples, inbox, journal, letters, marks, routes, runs, tries

_a, _c, _i, _j, _l = answers.c, couples.c, inbox.c, journal.c, letters.c
_over: ColumnElement[bool] = literal_column("state <> 'new'")
_ended = exists().where(runs.c.id == _a.run, literal_column("runs.state = 'ended'"))
_BLANK_INBOX = statement(
    update(inbox)
    .where(_over, _i.at < bindparam("t"), _i.body.is_not(None))
    .values(body=literal_column("NULL")),
    "t",
)
_BLANK_LETTERS = statement(
    update(letters)
    .where(_l.over < bindparam("t"), _l.content.is_not(None))
    .values(content=literal_column("NULL")),
    "t",
)
_DROP_INBOX = statement(delete(inbox).where(_over, _i.at < bindparam("t")), "t")
_DROP_TRIES = statement(delete(tries).where(tries.c.at < bindparam("t")), "t")
_DROP_LETTERS = statement(delete(letters).where(_l.over < bindparam("t")), "t")
# A stranger's chat, and a room that nobody has any more.
_DROP_NOBODYS = statement(
    delete(routes).where(
        routes.c.couple.is_(None),
        exists().where(_l.route == routes.c.id),
        ~exists().where(_l.route == routes.c.id, or_(_l.over.is_(None), _l.over >= bindparam("t"))),
    ),
    "t",
)
_DROP_PRIVATE = statement(
    delete(answers).where(literal_column("owner <> 'run'"), _a.at < bindparam("t"), _ended),
    "t",
)
_DROP_JOINT = statement(
    delete(answers).where(literal_column("owner = 'run'"), _a.at < bindparam("t"), _ended),
    "t",
)
_DROP_LINES = statement(
    delete(journal).where(
        or_(and_(_j.seat.is_not(None), _j.at < bindparam("p")), _j.at < bindparam("q"))
    ),
    "p",
    "q",
)
# Of a run in which nothing was said and nothing reached, nothing is left to know.
_DROP_RUNS = statement(
    delete(runs).where(
        literal_column("state = 'ended'"),
        runs.c.once.is_(None),
        ~exists().where(answers.c.run == runs.c.id),
        ~exists().where(marks.c.run == runs.c.id),
        ~exists().where(journal.c.run == runs.c.id),
        runs.c.id.not_in(select(_l.run).where(_l.run.is_not(None))),
    )
)
_BEGIN = statement(update(couples).where(_c.active.is_(None)).values(active=bindparam("t")), "t")
_told_before = or_(_c.noticed.is_(None), _c.noticed <= bindparam("n"))
_TO_TELL = statement(
    select(_c.id).where(
        _told_before,
        or_(
            and_(literal_column("notices = 0"), _c.active <= bindparam("a")),
            and_(literal_column("notices = 1"), _c.active <= bindparam("b")),
        ),
    ),
    "n",
    "a",
    "b",
)
_TO_ERASE = statement(
    select(_c.id).where(
        literal_column("notices >= 2"), _c.noticed <= bindparam("n"), _c.active <= bindparam("t")
    ),
    "n",
    "t",
)
_NOTICED = statement(
    update(couples)
    .where(_c.id == bindparam("i"))
    .values(notices=_c.notices + literal_column("1"), noticed=bindparam("t")),
    "t",
    "i",
)
_SENDERS = statement(select(func.substr(_i.body, 2, 4)).where(_i.body.is_not(None)).distinct())


class Lasting(People):
    """The part of `Held` about who is about to be forgotten."""

    __slots__ = ()

    def noticed(self, couple: CoupleId, at: datetime) -> None:
        """Note that a couple was told that it will be forgotten."""
        self.database.run(_NOTICED, codec.to_milliseconds(at), couple)


def prune(books: Books, now: datetime, rules: Rules) -> Pruned:
    """Delete what is older than the rules allow, and say who is due to be told or erased."""
    run, ms = books.database.run, codec.to_milliseconds
    private, joint = ms(now - rules.private), ms(now - rules.joint)
    rows = sum(
        [
            run(_DROP_INBOX, ms(now - rules.dedupe)),
            run(_BLANK_INBOX, ms(now - rules.inbox)),
            run(_DROP_LETTERS, private),
            run(_BLANK_LETTERS, ms(now - rules.outbox)),
            run(_DROP_NOBODYS, ms(now - rules.outbox)),
            run(_DROP_TRIES, ms(now - rules.dedupe)),
            run(_DROP_PRIVATE, private),
            run(_DROP_JOINT, joint),
            run(_DROP_LINES, private, joint),
            run(_DROP_RUNS),
        ]
    )
    if rows:
        books.database.untidy = True
    run(_BEGIN, ms(now))
    told = ms(now - rules.notice)
    first, second = now - rules.couple + 2 * rules.notice, now - rules.couple + rules.notice
    to_tell = books.database.all(_TO_TELL, told, ms(first), ms(second))
    to_erase = books.database.all(_TO_ERASE, told, ms(now - rules.couple))
    return Pruned(
        rows,
        tuple(CoupleId(couple) for (couple,) in to_tell),
        tuple(CoupleId(couple) for (couple,) in to_erase),
    )


def shed(books: Books) -> None:
    """Delete the keys of senders of whom nothing is left in the inbox: they get new ones."""
    used = {int.from_bytes(row[0], "big") for row in books.database.all(_SENDERS)}
    idle = [
        (number, owner)
        for number, owner in books.keys.store.numbers("kept")
        if owner[0] == "sender" and number not in used
    ]
    if idle:
        books.keys.drop(idle)
