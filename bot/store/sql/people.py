"""Read and write who is who: partners, couples, what broke trust."""

from sqlalchemy import ColumnElement, bindparam, literal_column, or_, select, update
from sqlalchemy.sql.elements import ClauseElement

from bot.model.address import Address, Reach, Route
from bot.model.couple import Breach, Couple, Partner, Seat
from bot.model.ids import CoupleId, PartnerId, RouteId
from bot.model.profile import Profile, Stage
from bot.store import codec
from bot.store.sql.books import Household
from bot.store.sql.database import Row
from bot.store.sql.routes import Routes, read_address
from bot.store.sql.statement import adding, statement
from bot.store.tables import breaches, couples, partners, routes

_p, _r, _b = partners.c, routes.c, breaches.c


def _household(where: ColumnElement[bool]) -> ClauseElement:
    """Read a couple whole: a row for each of its chats, times its breaches."""
    return (
        select(
            _r.couple,
            _r.id,
            _r.chat,
            _r.address,
            _r.reach,
            _r.partner,
            _p.identity,
            _p.seat,
            _p.stage,
            _p.profile,
            _b.id,
            _b.hurt,
        )
        .select_from(
            routes.outerjoin(partners, _p.id == _r.partner).outerjoin(
                breaches, _b.couple == _r.couple
            )
        )
        .where(where)
    )


_OF_USER = statement(
    _household(
        _r.couple
        == select(_p.couple)
        .where(_p.platform == bindparam("p"), _p.identity == bindparam("i"))
        .scalar_subquery()
    ),
    "p",
    "i",
)
_OF_PARTNER = statement(
    _household(_r.couple == select(_p.couple).where(_p.id == bindparam("i")).scalar_subquery()),
    "i",
)
_COUPLE = statement(_household(_r.couple == bindparam("c")), "c")

_ADD_COUPLE = statement(adding(couples, "active").returning(couples.c.id), "active")
_DAY = 24 * 60 * 60 * 1000
_HEARD = statement(
    update(couples)
    .where(
        couples.c.id == bindparam("c"),
        or_(couples.c.active.is_(None), couples.c.active <= bindparam("d")),
    )
    .values(active=bindparam("t"), notices=literal_column("0"), noticed=literal_column("NULL")),
    "t",
    "c",
    "d",
)
_ADD_PARTNER = statement(
    adding(
        partners, "couple", "seat", "stage", "platform", "identity", "person", "profile"
    ).returning(_p.id),
    "couple",
    "seat",
    "stage",
    "platform",
    "identity",
    "person",
    "profile",
)
_NAME_PARTNER = statement(
    update(partners)
    .where(_p.id == bindparam("i"))
    .values(person=bindparam("w"), profile=bindparam("f")),
    "w",
    "f",
    "i",
)
_SAVE_PARTNER = statement(
    update(partners)
    .where(_p.id == bindparam("i"))
    .values(stage=bindparam("s"), profile=bindparam("f")),
    "s",
    "f",
    "i",
)
_ADD_BREACH = statement(adding(breaches, "couple", "hurt"), "couple", "hurt")


class People(Routes):
    """The part of `Held` about partners and couples."""

    __slots__ = ()

    def partner(self, platform: str, user: str) -> Partner | None:
        """Find the partner behind a platform's user id."""
        identity = self.identity(platform, user)
        household = self.books.couples.get(self.books.seats.get(identity) or 0)
        if household is not None:
            self._heard(household)
            return household.partners.get(identity)
        rows = self.database.all(_OF_USER, platform, identity)
        if not rows:
            return None
        household = self._household_of(rows)
        self._heard(household)
        return household.partners[identity]

    def person(self, partner: PartnerId) -> Partner | None:
        """Read a partner by their number."""
        rows = self.database.all(_OF_PARTNER, partner)
        if not rows:
            return None
        household = self._household_of(rows)
        return next(one for one in household.couple.partners if one.id == partner)

    def couple(self, couple: CoupleId) -> Couple | None:
        """Read a couple. The transaction is the only writer, so it is held already."""
        known = self.books.couples.get(couple)
        if known is not None:
            return known.couple
        rows = self.database.all(_COUPLE, couple)
        return self._household_of(rows).couple if rows else None

    def add_partner(self, platform: str, user: str, address: Address, profile: Profile) -> Partner:
        """Welcome somebody new as seat A of a couple of one, with keys of their own."""
        couple = CoupleId(self.database.make(_ADD_COUPLE, self.at))
        self.keys.add(("couple", couple))
        stage, identity = Stage.LANGUAGE, self.identity(platform, user)
        # The row comes first: its id names the key that seals what stands in it.
        partner = PartnerId(
            self.database.make(_ADD_PARTNER, couple, Seat.A, stage, platform, identity, b"", b"")
        )
        key = self.keys.add(("partner", partner))
        person = key.seal(codec.write_text(user), person_place(partner))
        self.database.run(_NAME_PARTNER, person, self._seal_profile(partner, profile), partner)
        route = self._seat_route(self._at(address), address, couple, partner)
        return Partner(partner, couple, Seat.A, stage, profile, route)

    def save_partner(self, partner: Partner) -> None:
        """Write stage and profile back (not seat, couple or route)."""
        sealed = self._seal_profile(partner.id, partner.profile)
        self.database.run(_SAVE_PARTNER, partner.stage, sealed, partner.id)
        self.books.couples.take(partner.couple)

    def add_breach(self, couple: CoupleId, hurt: Seat) -> None:
        """Note who stands where."""
        self.database.run(_ADD_BREACH, couple, hurt)
        self.books.couples.take(couple)

    def _heard(self, household: Household) -> None:
        """Note, once a day, that something was heard of a couple."""
        couple = household.couple.id
        if self.inbound is None or self.inbound.sender is None:
            return
        if self.at - (self.books.heard.get(couple) or 0) >= _DAY:
            self.books.heard.put(couple, self.at)
            self.database.run(_HEARD, self.at, couple, self.at - _DAY)

    def identity(self, platform: str, user: str) -> bytes:
        """Give what stands for a person."""
        return self.books.person(platform, user)

    def _household_of(self, rows: list[Row]) -> Household:
        household = self._open_household(rows)
        self.books.couples.put(household.couple.id, household)
        for identity in household.partners:
            self.books.seats.put(identity, household.couple.id)
        return household

    def _open_household(self, rows: list[Row]) -> Household:
        chats = {row[1]: row for row in rows}.values()
        partners = {row[6]: self._open_partner(row) for row in chats if row[5] is not None}
        rooms = [self._open_route(row) for row in chats if row[5] is None]
        found = {row[10]: Breach(Seat(row[11])) for row in rows if row[10] is not None}
        couple = Couple(
            CoupleId(rows[0][0]),
            tuple(sorted(partners.values(), key=lambda one: one.seat)),
            rooms[0] if rooms else None,
            tuple(found[number] for number in sorted(found)),
        )
        return Household(couple, partners)

    def _open_partner(self, row: Row) -> Partner:
        partner = PartnerId(row[5])
        key = self.keys.of(("partner", partner))
        profile = codec.read_profile(key.open(row[9], profile_place(partner)))
        return Partner(
            partner,
            CoupleId(row[0]),
            Seat(row[7]),
            Stage(row[8]),
            profile,
            self._open_route(row),
        )

    def _open_route(self, row: Row) -> Route:
        address = read_address(self.books, (row[2], row[3], row[0], row[5]))
        return Route(RouteId(row[1]), address, Reach(row[4]))

    def _seal_profile(self, partner: PartnerId, profile: Profile) -> bytes:
        key = self.keys.of(("partner", partner))
        return key.seal(codec.write_profile(profile), profile_place(partner))


def person_place(partner: int) -> str:
    """Say where a partner's id on their platform lies."""
    return f"partners|person|{partner}"


def profile_place(partner: int) -> str:
    """Say where a partner's profile lies."""
    return f"partners|profile|{partner}"
