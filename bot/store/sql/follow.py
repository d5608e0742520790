"""Write what follows from a turn: letters, alarms, and things for the inbox."""

from datetime import datetime

from sqlalchemy import bindparam, delete, literal_column, select, update

from bot.errors import StoreError
from bot.model.address import Reach, Route
from bot.model.couple import Seat
from bot.model.ids import CoupleId, LetterId, RouteId, RunId
from bot.ports.messages import Inbound
from bot.ports.rows import Asked, Draft
from bot.store import codec
from bot.store.sql.database import Row
from bot.store.sql.desk import MOST_IN_A_TURN
from bot.store.sql.inbox import keep
from bot.store.sql.routes import ALOOF, owner_of, read_address
from bot.store.sql.runs import Runs
from bot.store.sql.statement import adding, statement
from bot.store.tables import alarms, inbox, letters, routes, runs
from bot.store.vault import Owner

_l, _r, _w = letters.c, routes.c, alarms.c
_POST_COLUMNS = (
    "id", "route", "couple", "reader", "content", "joint", "must", "state", "ready", "asked",
    "token", "run", "prompt", "node", "seat",
)  # fmt: skip
_POST = statement(
    adding(letters, *_POST_COLUMNS, retry="0", attempt="0", unsure="false"), *_POST_COLUMNS
)
_REACH = statement(select(_r.reach).where(_r.id == bindparam("i")), "i")
_letter = select(
    _l.id,
    _l.couple,
    _l.reader,
    _l.run,
    _l.prompt,
    _l.node,
    _l.seat,
    _l.message,
    _r.id,
    _r.reach,
    _r.chat,
    _r.address,
    _r.couple,
    _r.partner,
).select_from(letters.join(routes, _r.id == _l.route))
_ASKED = statement(
    _letter.where(_l.token == bindparam("t"), literal_column("letters.token IS NOT NULL")), "t"
)
_LETTER_AT = statement(
    _letter.where(_l.route == bindparam("i"), _l.message == bindparam("m")).order_by(_l.id.desc()),
    "i",
    "m",
)
_RELEASE = statement(
    update(letters)
    .where(_l.route == bindparam("i"), _l.over.is_(None), _l.ready > _l.retry)
    .values(ready=_l.retry),
    "i",
)
_FORGO = statement(
    update(letters)
    .where(
        _l.route == bindparam("i"),
        _l.over.is_(None),
        literal_column("state = 'parked'"),
        _l.prompt.is_not(None),
    )
    .values(
        state=literal_column("'dead'"),
        over=literal_column("coalesce(since, ready)"),
        reason=literal_column("'shown anew'"),
    ),
    "i",
)
_insert_alarm = adding(alarms, "couple", "run", "wait", "tag", "due")
_SET_ALARM = statement(
    _insert_alarm.on_conflict_do_update(
        index_elements=["couple", "run", "wait", "tag"], set_={"due": _insert_alarm.excluded.due}
    ),
    "couple",
    "run",
    "wait",
    "tag",
    "due",
)
_its = (
    _w.couple == select(runs.c.couple).where(runs.c.id == bindparam("r")).scalar_subquery(),
    _w.run == bindparam("r"),
)
_BLANK = statement(
    update(inbox).where(inbox.c.id == bindparam("i")).values(body=literal_column("NULL")), "i"
)
_DROP_ALARMS = statement(delete(alarms).where(*_its), "r")
_DROP_WAIT = statement(delete(alarms).where(*_its, _w.wait == bindparam("w")), "r", "w")


class Follow(Runs):
    """The part of `Held` about what follows from a turn."""

    __slots__ = ()

    def post(self, draft: Draft) -> None:
        """Write a letter to the outbox, behind all earlier ones of its chat."""
        if self.posted == MOST_IN_A_TURN:
            raise StoreError("letters: too many in one turn")
        reach = self._reach(draft)
        asked = draft.route == self.reader if draft.asked is None else draft.asked
        if reach == Reach.GONE and not asked:
            return
        number = self.inbox * MOST_IN_A_TURN + self.posted
        self.posted += 1
        key = self.keys.of(letter_owner(draft.couple, draft.reader))
        content = key.seal(codec.write_content(draft.content), content_place(number))
        node = draft.node and key.seal(codec.write_text(draft.node), node_place(number))
        ready = 0 if draft.not_before is None else codec.to_milliseconds(draft.not_before)
        self.database.run(
            _POST,
            number,
            draft.route,
            draft.couple,
            draft.reader,
            content,
            draft.joint,
            draft.must,
            "waiting" if reach == Reach.OPEN or (asked and reach in ALOOF) else "parked",
            ready,
            asked,
            draft.token,
            draft.run,
            draft.prompt,
            node,
            draft.seat,
        )

    def asked(self, token: str) -> Asked | None:
        """Find the letter a button belongs to."""
        row = self.database.one(_ASKED, token)
        return None if row is None else self._asked(row)

    def letter_at(self, route: RouteId, message: str) -> Asked | None:
        """Find the letter that became a message of a chat, by the platform's id of it."""
        row = self.database.one(_LETTER_AT, route, message)
        return None if row is None else self._asked(row)

    def _asked(self, row: Row) -> Asked:
        letter, couple, reader, run, prompt, node, seat, message, route, reach = row[:10]
        if node is not None:
            key = self.keys.of(owner_of(couple, reader))
            node = codec.read_text(key.open(node, node_place(letter)))
        return Asked(
            LetterId(letter),
            couple,
            run,
            prompt,
            node,
            seat and Seat(seat),
            Route(RouteId(route), read_address(self.books, row[10:]), Reach(reach)),
            message,
        )

    def release(self, route: RouteId) -> None:
        """Let letters go that quiet hours hold back; their reader is awake."""
        self.database.run(_RELEASE, route)

    def here(self, route: RouteId) -> None:
        """Note whose doing this turn is: what is written to their private chat is asked for."""
        self.reader = route

    def forgo(self, route: RouteId) -> None:
        """Give up questions that a chat keeps back; the one that is open is about to be shown."""
        self.database.run(_FORGO, route)

    def set_alarm(
        self, couple: CoupleId, run: RunId | None, wait: int, tag: str, due: datetime
    ) -> None:
        """Set or move an alarm. The same (couple, run, wait, tag) exists once."""
        self.database.run(_SET_ALARM, couple, run or 0, wait, tag, codec.to_milliseconds(due))

    def blank(self) -> None:
        """Forget the words that this turn is about."""
        self.database.run(_BLANK, self.inbox)
        self.database.untidy = True

    def drop_alarms(self, run: RunId, wait: int | None = None) -> None:
        """Drop a wait's alarms, or all of the run's."""
        if wait is None:
            self.database.run(_DROP_ALARMS, run)
        else:
            self.database.run(_DROP_WAIT, run, wait)

    def keep(self, inbound: Inbound) -> None:
        """Put something into the inbox as a consequence of this turn."""
        keep(self.books, (inbound,))

    def _reach(self, draft: Draft) -> str:
        household = self.books.couples.get(draft.couple or 0)
        if household is not None:
            for partner in household.couple.partners:
                if partner.route.id == draft.route:
                    return partner.route.reach
        row = self.database.one(_REACH, draft.route)
        return row[0] if row else Reach.OPEN


def letter_owner(couple: int | None, reader: int | None) -> Owner:
    """
    Say under whose key a letter is sealed.

    It may show what the other of the two said: so it is the couple's, whoever reads it, and goes
    with the joint key when one of them is erased. A partner's key opens it all the same.
    """
    return owner_of(couple, reader) if couple is None else ("couple", couple)


def content_place(letter: int) -> str:
    """Say where a letter's content lies."""
    return f"letters|content|{letter}"


def node_place(letter: int) -> str:
    """Say where the node that a letter asks for lies."""
    return f"letters|node|{letter}"
