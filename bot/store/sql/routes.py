"""Read and write where people are reached."""

from collections.abc import Sequence

from sqlalchemy import Select, bindparam, delete, literal_column, select, update

from bot.errors import StoreError
from bot.model.address import Address, Reach, Route
from bot.model.ids import CoupleId, PartnerId, RouteId
from bot.store import codec
from bot.store.sql.books import Books
from bot.store.sql.database import Row
from bot.store.sql.desk import Desk
from bot.store.sql.statement import adding, statement
from bot.store.tables import letters, routes
from bot.store.vault import HOUSE, Owner

_ROUTE: Select[*tuple[object, ...]] = select(
    routes.c.id,
    routes.c.chat,
    routes.c.address,
    routes.c.reach,
    routes.c.couple,
    routes.c.partner,
)
_AT = statement(
    _ROUTE.where(routes.c.platform == bindparam("p"), routes.c.chat == bindparam("h")), "p", "h"
)
_BY_ID = statement(_ROUTE.where(routes.c.id == bindparam("i")), "i")
_ROOM = statement(_ROUTE.where(routes.c.couple == bindparam("c"), routes.c.partner.is_(None)), "c")
_ADD = statement(
    adding(routes, "platform", "chat", "address", "couple", "partner", reach="'open'").returning(
        routes.c.id
    ),
    "platform",
    "chat",
    "address",
    "couple",
    "partner",
)
_PLACE = statement(
    update(routes)
    .where(routes.c.id == bindparam("i"))
    .values(
        platform=bindparam("p"),
        chat=bindparam("h"),
        address=bindparam("a"),
        couple=bindparam("c"),
        partner=bindparam("w"),
    ),
    "p",
    "h",
    "a",
    "c",
    "w",
    "i",
)
# Blocking the bot and coming back does not undo having left.
_REACH = statement(
    update(routes)
    .where(routes.c.id == bindparam("i"), literal_column("reach <> 'gone'"))
    .values(reach=bindparam("r")),
    "r",
    "i",
)
_DROP = statement(delete(routes).where(routes.c.id == bindparam("i")), "i")

ALOOF = (Reach.RESTING, Reach.HIDDEN, Reach.GONE)
"""Chats that take only what their reader asks for."""

_open = letters.c.over.is_(None)
_FOLLOW = statement(
    update(letters)
    .where(letters.c.route == bindparam("old"), _open, letters.c.state != "away")
    .values(route=bindparam("new")),
    "old",
    "new",
)
_FOLLOW_ALL = statement(
    update(letters).where(letters.c.route == bindparam("old")).values(route=bindparam("new")),
    "old",
    "new",
)
_SETTLE = statement(
    update(letters)
    .where(letters.c.route == bindparam("i"), _open, letters.c.state == bindparam("old"))
    .values(state=bindparam("new")),
    "i",
    "old",
    "new",
)

# What was asked for a moment ago is not wanted any more either.
_HUSH = statement(
    update(letters)
    .where(letters.c.route == bindparam("i"), _open)
    .values(
        asked=literal_column("false"),
        state=literal_column("CASE state WHEN 'waiting' THEN 'parked' ELSE state END"),
    ),
    "i",
)
_GIVE_UP = statement(
    update(letters)
    .where(letters.c.route == bindparam("i"), _open, letters.c.state != "away")
    .values(
        state=literal_column("'dead'"),
        over=literal_column("coalesce(since, ready)"),
        reason=literal_column("'its reader left'"),
    ),
    "i",
)


_OF = statement(
    select(routes.c.chat, routes.c.address, routes.c.couple, routes.c.partner).where(
        routes.c.platform == bindparam("p"), routes.c.couple.is_not(None), routes.c.reach == "open"
    ),
    "p",
)


def owner_of(couple: int | None, partner: int | None) -> Owner:
    """Say under whose key something lies: the partner's, else the couple's, else the house's."""
    if partner is not None:
        return ("partner", partner)
    return HOUSE if couple is None else ("couple", couple)


def read_address(books: Books, row: Row) -> Address:
    """Open the address of a row (chat, address, couple, partner)."""
    chat, sealed, couple, partner = row
    key = books.keys.of(owner_of(couple, partner))
    return codec.read_address(key.open(sealed, address_place(chat)))


def addresses(books: Books, platform: str) -> Sequence[Address]:
    """Give the chats of couples on a platform that may be written to."""
    return [read_address(books, row) for row in books.database.all(_OF, platform)]


class Routes(Desk):
    """The part of `Held` about chats."""

    __slots__ = ()

    def route(self, address: Address) -> tuple[Route, CoupleId | None, PartnerId | None] | None:
        """Find whose chat this is; a room has no partner, a stranger's chat no couple."""
        row = self._at(address)
        if row is None:
            return None
        return Route(RouteId(row[0]), address, Reach(row[3])), row[4], row[5]

    def chat(self, route: RouteId) -> Route | None:
        """Read a chat by its number."""
        row = self.database.one(_BY_ID, route)
        return Route(RouteId(row[0]), self._address(row), Reach(row[3])) if row else None

    def add_route(self, address: Address) -> Route:
        """Note a chat that belongs to nobody, so that one line can be said there."""
        known = self.route(address)
        return known[0] if known else self._seat_route(None, address, None, None)

    def set_room(self, couple: CoupleId, address: Address) -> Route:
        """
        Link (or link anew) the couple's room.

        What waits for the old room goes to the new one.
        """
        old = self.database.one(_ROOM, couple)
        new = self._at(address)
        if old is not None and new is not None and old[0] == new[0]:
            self.set_reach(old[0], Reach.OPEN)
            return Route(old[0], address)
        if old is not None:
            # The old chat keeps its row, as nobody's: what was said there was said there.
            self._write(old[0], self._address(old), None, None)
        route = self._seat_route(new, address, couple, None)
        if old is not None:
            self.database.run(_FOLLOW, old[0], route.id)
            self.set_reach(route.id, Reach.OPEN)
        return route

    def let_go(self, route: int) -> None:
        """Let a chat belong to nobody; what was said there was said there."""
        row = self.database.one(_BY_ID, route)
        if row is not None:
            self._write(route, self._address(row), None, None)

    def save_route(self, route: Route) -> None:
        """Write a route's address and reach back; its waiting letters follow it."""
        row = self.database.one(_BY_ID, route.id)
        if row is None:
            return
        if row[1] != self._mark(route.address):
            self._move(row, route.address)
        if row[3] != route.reach:
            self.set_reach(route.id, route.reach)
        self.books.couples.clear()

    def move_route(self, route: RouteId, chat: str) -> None:
        """Give a route's chat its new id."""
        row = self.database.one(_BY_ID, route)
        if row is None:
            return
        old = self._address(row)
        if old.chat != chat:
            self._move(row, Address(old.platform, chat, old.thread))

    def _move(self, row: Row, address: Address) -> None:
        there = self._at(address)
        if there is not None:
            if there[4] is not None:
                raise StoreError("routes: the new address is somebody else's chat")
            # The bot was heard in the new chat before it learnt that it is the old one.
            self.database.run(_FOLLOW_ALL, there[0], row[0])
            self.database.run(_DROP, there[0])
        self._write(row[0], address, row[4], row[5])
        self._settle(row[0], Reach(row[3]))

    def _seat_route(
        self, there: Row | None, address: Address, couple: int | None, partner: int | None
    ) -> Route:
        if there is None:
            sealed = self._seal(address, couple, partner)
            new = self.database.make(_ADD, address.platform, *sealed, couple, partner)
            self.books.couples.take(couple or 0)
            return Route(RouteId(new), address)
        if there[4] is not None:
            raise StoreError("routes: this chat is somebody else's")
        self._write(there[0], address, couple, partner)
        self.set_reach(there[0], Reach.OPEN)
        return Route(there[0], address)

    def _write(self, route: int, address: Address, couple: int | None, partner: int | None) -> None:
        sealed = self._seal(address, couple, partner)
        self.database.run(_PLACE, address.platform, *sealed, couple, partner, route)
        self.books.couples.clear()

    def set_reach(self, route: int, reach: Reach) -> None:
        """Open or close a chat; its letters wait or go on."""
        self.database.run(_REACH, reach, route)
        self._settle(route, reach)
        self.books.couples.clear()

    def _settle(self, route: int, reach: Reach) -> None:
        if reach in ALOOF:
            self.database.run(_HUSH, route)
            if reach is Reach.GONE:
                self.database.run(_GIVE_UP, route)
            return
        to = ("parked", "waiting") if reach is Reach.OPEN else ("waiting", "parked")
        self.database.run(_SETTLE, route, *to)

    def _at(self, address: Address) -> Row | None:
        return self.database.one(_AT, address.platform, self._mark(address))

    def _address(self, row: Row) -> Address:
        return read_address(self.books, (row[1], row[2], row[4], row[5]))

    def _seal(
        self, address: Address, couple: int | None, partner: int | None
    ) -> tuple[bytes, bytes]:
        chat = self._mark(address)
        key = self.keys.of(owner_of(couple, partner))
        return chat, key.seal(codec.write_address(address), address_place(chat))

    def _mark(self, address: Address) -> bytes:
        return self.books.marks.mark("chat", address.platform, address.chat, address.thread or "")


def address_place(chat: bytes) -> str:
    """Say where the address of a chat lies."""
    return f"routes|address|{chat.hex()}"
