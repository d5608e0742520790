"""Hand somebody all that is kept of them."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import bindparam, func, literal_column, select

from bot.model.couple import Partner
from bot.model.words import plain
from bot.ports.messages import Wrote
from bot.ports.rows import Export, Told
from bot.store import codec
from bot.store.sql.consents import Consents
from bot.store.sql.database import Row
from bot.store.sql.follow import content_place
from bot.store.sql.inbox import body_place
from bot.store.sql.keys import sender_of
from bot.store.sql.people import person_place
from bot.store.sql.runs import answer_place, mark_place
from bot.store.sql.statement import statement
from bot.store.sql.things import thing_place
from bot.store.tables import answers, inbox, letters, marks, partners, runs, things
from bot.store.vault import Key, Unopened
from bot.things.safety import UNTOLD
from bot.things.shelf import Thing

_a, _m, _l, _u = answers.c, marks.c, letters.c, runs.c
_THINGS = statement(
    select(things.c.id, things.c.owner, things.c.at, things.c.value)
    .where(
        things.c.couple == bindparam("c"),
        things.c.owner.in_((literal_column("''"), bindparam("s"))),
    )
    .order_by(things.c.id),
    "c",
    "s",
)
_PERSON = statement(
    select(partners.c.person, partners.c.identity).where(partners.c.id == bindparam("i")), "i"
)
_ANSWERS = statement(
    select(_u.flow, _a.run, _a.name, _a.value, _a.at)
    .select_from(answers.join(runs, _u.id == _a.run))
    .where(_u.couple == bindparam("c"), _a.owner == bindparam("o"))
    .order_by(_a.run, _a.at),
    "c",
    "o",
)
_MARKS = statement(
    select(_u.flow, _m.run, _m.seat, _m.name, _m.word, _m.at)
    .select_from(marks.join(runs, _u.id == _m.run))
    .where(_u.couple == bindparam("c"), _m.seat.in_((literal_column("''"), bindparam("s"))))
    .order_by(_m.at),
    "c",
    "s",
)
_SENT = statement(
    select(inbox.c.key, inbox.c.body, inbox.c.at)
    .where(func.substr(inbox.c.body, 2, 4) == bindparam("n"))
    .order_by(inbox.c.id),
    "n",
)
_SHOWN = statement(
    select(_l.id, _l.content, _l.over)
    .where(
        _l.couple == bindparam("c"),
        _l.joint,
        _l.content.is_not(None),
        _l.state == literal_column("'sent'"),
    )
    .order_by(_l.id),
    "c",
)


class Exporting(Consents):
    """The part of `Held` about handing out."""

    __slots__ = ()

    def export(self, partner: Partner) -> Export:
        """Give somebody all that is kept of them, and nothing the other said in private."""
        own = self.keys.of(("partner", partner.id))
        joint = self.keys.of(("couple", partner.couple))
        person, identity = self.database.all(_PERSON, partner.id)[0]
        return Export(
            partner.profile,
            codec.read_text(own.open(person, person_place(partner.id))),
            tuple(self.consents(partner.id)),
            tuple(self._told(own, partner.couple, partner.seat)),
            tuple(self._told(joint, partner.couple, "run")),
            tuple(self._reached(own, joint, partner)),
            tuple(self._wrote(identity)),
            tuple(self._shown(joint, partner.couple)),
            tuple(self._built(own, joint, partner)),
        )

    def _built(self, own: Key, joint: Key, partner: Partner) -> Iterator[Thing]:
        for number, owner, at, sealed in self.database.all(_THINGS, partner.couple, partner.seat):
            plain = _opened(own if owner else joint, sealed, thing_place(number, owner))
            kind = None if plain is None else codec.read_thing(plain)
            if kind is not None and kind[0] not in UNTOLD:
                whose = partner.seat if owner else None
                yield Thing(number, kind[0], whose, codec.from_milliseconds(at), kind[1])

    def _told(self, key: Key, couple: int, owner: str) -> Iterator[Told]:
        for flow, run, mark, sealed, at in self.database.all(_ANSWERS, couple, owner):
            plain = _opened(key, sealed, answer_place(run, owner, mark))
            if plain is not None:
                name, value = codec.read_answer(plain)
                yield Told(flow, name, value, None if at is None else codec.from_milliseconds(at))

    def _reached(
        self, own: Key, joint: Key, partner: Partner
    ) -> Iterator[tuple[str, str, datetime]]:
        for flow, run, seat, mark, sealed, at in self._marks_of(partner):
            plain = _opened(own if seat else joint, sealed, mark_place(run, seat, mark))
            if plain is not None:
                yield flow, codec.read_text(plain), codec.from_milliseconds(at)

    def _marks_of(self, partner: Partner) -> list[Row]:
        return self.database.all(_MARKS, partner.couple, partner.seat)

    def _wrote(self, identity: bytes) -> Iterator[tuple[datetime, str]]:
        for kept in self.keys.store.of(sender_of(identity)):
            for mark, sealed, at in self.database.all(_SENT, kept.number.to_bytes(4, "big")):
                plain = _opened(self.keys.house, sealed, body_place(mark))
                body = codec.read_inbound(plain).body if plain is not None else None
                if isinstance(body, Wrote):
                    yield codec.from_milliseconds(at), body.text

    def _shown(self, joint: Key, couple: int) -> Iterator[tuple[datetime, str]]:
        for number, sealed, over in self.database.all(_SHOWN, couple):
            opened = _opened(joint, sealed, content_place(number))
            if opened is not None:
                yield codec.from_milliseconds(over), plain(codec.read_content(opened).words)


def _opened(key: Key, sealed: bytes, place: str) -> bytes | None:
    try:
        return key.open(sealed, place)
    except Unopened:
        return None
