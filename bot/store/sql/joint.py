"""Seal a couple's joint part anew, so that what one of them said there goes with their key."""

import json
from collections.abc import Set as AbstractSet

from sqlalchemy import bindparam, delete, literal_column, select, update

from bot.flow.cast import Value
from bot.model.couple import Seat
from bot.store import codec
from bot.store.sql.desk import Desk
from bot.store.sql.follow import content_place, node_place
from bot.store.sql.routes import address_place, owner_of
from bot.store.sql.runs import answer_place, document_place, journal_place, mark_place
from bot.store.sql.statement import Statement, statement
from bot.store.sql.things import thing_place
from bot.store.tables import answers, journal, letters, marks, routes, runs, things
from bot.store.vault import Key, Unopened

_a, _m, _j, _l = answers.c, marks.c, journal.c, letters.c
_its_runs = select(runs.c.id).where(runs.c.couple == bindparam("c")).scalar_subquery()
_ANSWERS = statement(
    select(_a.run, _a.name, _a.value, _a.by).where(
        _a.run.in_(_its_runs), _a.owner == literal_column("'run'")
    ),
    "c",
)
_OWN = statement(
    select(_a.run, _a.name, _a.value).where(_a.run.in_(_its_runs), _a.owner == bindparam("s")),
    "c",
    "s",
)
_MARKS = statement(
    select(_m.run, _m.name, _m.word).where(_m.run.in_(_its_runs), _m.seat == literal_column("''")),
    "c",
)
_JOURNAL = statement(
    select(_j.run, _j.id, _j.event).where(_j.run.in_(_its_runs), _j.seat.is_(None)), "c"
)
_LETTERS = statement(
    select(_l.id, _l.reader, _l.content, _l.node).where(
        _l.couple == bindparam("c"), _l.over.is_(None)
    ),
    "c",
)
_DOCUMENTS = statement(
    select(runs.c.id, runs.c.document).where(
        runs.c.couple == bindparam("c"), runs.c.document.is_not(None)
    ),
    "c",
)
_ROOM = statement(
    select(routes.c.id, routes.c.chat, routes.c.address).where(
        routes.c.couple == bindparam("c"), routes.c.partner.is_(None)
    ),
    "c",
)
_THINGS = statement(
    select(things.c.id, things.c.value).where(
        things.c.couple == bindparam("c"), things.c.owner == literal_column("''")
    ),
    "c",
)
_SAVE_THING = statement(
    update(things).where(things.c.id == bindparam("i")).values(value=bindparam("b")), "b", "i"
)
_DROP_THING = statement(delete(things).where(things.c.id == bindparam("i")), "i")
_SAVE_DOCUMENT = statement(
    update(runs).where(runs.c.id == bindparam("i")).values(document=bindparam("b")), "b", "i"
)
_SAVE_ROOM = statement(
    update(routes).where(routes.c.id == bindparam("i")).values(address=bindparam("b")), "b", "i"
)
_DROP_DOCUMENT = statement(
    update(runs)
    .where(runs.c.id == bindparam("i"))
    .values(
        document=literal_column("NULL"),
        state=literal_column("'ended'"),
        once=literal_column("NULL"),
    ),
    "i",
)
_DROP_ROOM = statement(delete(routes).where(routes.c.id == bindparam("i")), "i")
_answer = (_a.run == bindparam("r"), _a.owner == literal_column("'run'"), _a.name == bindparam("n"))
_mark = (_m.run == bindparam("r"), _m.seat == literal_column("''"), _m.name == bindparam("n"))
_line = (_j.run == bindparam("r"), _j.id == bindparam("n"))
_SAVE_ANSWER = statement(
    update(answers).where(*_answer).values(value=bindparam("b")), "b", "r", "n"
)
_SAVE_MARK = statement(update(marks).where(*_mark).values(word=bindparam("b")), "b", "r", "n")
_SAVE_LINE = statement(update(journal).where(*_line).values(event=bindparam("b")), "b", "r", "n")
_SAVE_LETTER = statement(
    update(letters)
    .where(_l.id == bindparam("i"))
    .values(content=bindparam("b"), node=bindparam("n")),
    "b",
    "n",
    "i",
)
_DROP_ANSWER = statement(delete(answers).where(*_answer), "r", "n")
_DROP_MARK = statement(delete(marks).where(*_mark), "r", "n")
_DROP_LINE = statement(delete(journal).where(*_line), "r", "n")


def own_values(desk: Desk, couple: int, seat: str, key: Key) -> set[Value]:
    """Give what somebody answered at their seat, as far as it opens."""
    found: set[Value] = set()
    for run, mark, value in desk.database.all(_OWN, couple, seat):
        plain = _opened(key, value, answer_place(run, seat, mark))
        if plain is not None:
            found.add(codec.read_answer(plain)[1])
    return {one for one in found if isinstance(one, (str, tuple)) and one}


def without(desk: Desk, couple: int, partner: int, seat: str, own: AbstractSet[Value]) -> None:
    """
    Give a couple a new joint key, and take along all but what one partner brought into it.

    That is what their doing brought, what stands there as they said it at their own seat, and
    their lines in the journal. What does not open is left behind too.
    """
    old = desk.keys.of(("couple", couple))
    new = desk.keys.renew(couple, desk.at)

    def is_theirs(plain: bytes, by: int | None) -> bool:
        return by == partner or codec.read_answer(plain)[1] in own

    for run, mark, sealed, by in desk.database.all(_ANSWERS, couple):
        place = answer_place(run, "run", mark)
        plain = _opened(old, sealed, place)
        if plain is None or is_theirs(plain, by):
            desk.database.run(_DROP_ANSWER, run, mark)
        else:
            desk.database.run(_SAVE_ANSWER, new.seal(plain, place), run, mark)
    for run, mark, sealed in desk.database.all(_MARKS, couple):
        place = mark_place(run, None, mark)
        _carry(desk, (_SAVE_MARK, _DROP_MARK), (run, mark), _moved(old, new, sealed, place))
    for run, number, sealed in desk.database.all(_JOURNAL, couple):
        place = journal_place(run, number)
        plain = _opened(old, sealed, place)
        kept = None if plain is None or seat_in(plain) == seat else new.seal(plain, place)
        _carry(desk, (_SAVE_LINE, _DROP_LINE), (run, number), kept)
    for run, sealed in desk.database.all(_DOCUMENTS, couple):
        kept = _moved(old, new, sealed, document_place(run))
        _carry(desk, (_SAVE_DOCUMENT, _DROP_DOCUMENT), (run,), kept)
    for number, sealed in desk.database.all(_THINGS, couple):
        place = thing_place(number, None)
        plain = _opened(old, sealed, place)
        theirs = plain is None or not own.isdisjoint(codec.read_thing(plain)[1].values())
        kept = None if plain is None or theirs else new.seal(plain, place)
        _carry(desk, (_SAVE_THING, _DROP_THING), (number,), kept)
    for route, chat, sealed in desk.database.all(_ROOM, couple):
        kept = _moved(old, new, sealed, address_place(chat))
        _carry(desk, (_SAVE_ROOM, _DROP_ROOM), (route,), kept)
    for number, reader, content, node in desk.database.all(_LETTERS, couple):
        # A partner's key opens the couple's letters as well, and what was sealed under it before.
        key = old if reader is None else desk.keys.of(owner_of(couple, reader))
        desk.database.run(
            _SAVE_LETTER,
            content and _moved(key, new, content, content_place(number)),
            node and _moved(key, new, node, node_place(number)),
            number,
        )


def _carry(
    desk: Desk, ways: tuple[Statement, Statement], row: tuple[object, ...], sealed: bytes | None
) -> None:
    save, drop = ways
    if sealed is None:
        desk.database.run(drop, *row)
    else:
        desk.database.run(save, sealed, *row)


def _moved(old: Key, new: Key, sealed: bytes, place: str) -> bytes | None:
    plain = _opened(old, sealed, place)
    return None if plain is None else new.seal(plain, place)


def _opened(key: Key, sealed: bytes, place: str) -> bytes | None:
    try:
        return key.open(sealed, place)
    except Unopened:
        return None


def seat_in(event: bytes) -> str | None:
    """Give whose doing an event of the journal was."""
    try:
        _, _, seat, *_ = json.loads(codec.read_text(event))
    except ValueError:
        return None
    return seat if seat in tuple(Seat) else None
