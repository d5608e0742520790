"""Note when a platform was last heard, and let those know who may have pressed in vain."""

from datetime import datetime

from sqlalchemy import bindparam, exists, literal_column, select

from bot.model.profile import Stage
from bot.ports.messages import Inbound, Rang
from bot.store import codec
from bot.store.sql.books import Books
from bot.store.sql.inbox import keep
from bot.store.sql.statement import adding, statement
from bot.store.tables import house, partners, routes, runs

_READ = statement(select(house.c.value).where(house.c.name == bindparam("n")), "n")
_insert = adding(house, "name", "value")
_WRITE = statement(
    _insert.on_conflict_do_update(index_elements=["name"], set_={"value": _insert.excluded.value}),
    "name",
    "value",
)
# Who is in the middle of something: in a run, or in the doorway.
_IN_TALK = statement(
    select(routes.c.couple)
    .where(
        routes.c.platform == bindparam("p"),
        routes.c.couple.is_not(None),
        literal_column("reach = 'open'"),
        exists().where(runs.c.couple == routes.c.couple, literal_column("state = 'active'"))
        | exists().where(
            partners.c.couple == routes.c.couple,
            literal_column(f"stage NOT IN ('{Stage.HOME}', '{Stage.CLOSED}')"),
        ),
    )
    .distinct()
    .order_by(routes.c.couple),
    "p",
)


def last_heard(books: Books, platform: str) -> datetime | None:
    """Give when a platform was last heard; None when it never was."""
    name = _name(platform)
    row = books.database.one(_READ, name)
    if row is None:
        return None
    return datetime.fromisoformat(codec.read_text(books.keys.house.open(row[0], _place(name))))


def heard(books: Books, platform: str, at: datetime, *, away: bool) -> None:
    """Note that it was heard, and in the same commit, after an absence, what follows from that."""
    name = _name(platform)
    sealed = books.keys.house.seal(codec.write_text(at.isoformat()), _place(name))
    books.database.run(_WRITE, name, sealed)
    if not away:
        return
    moment = codec.to_milliseconds(at)
    keep(
        books,
        [
            Inbound(
                f"away:{platform}:{moment}:{couple}", at, Rang(couple, None, 0, f"away:{platform}")
            )
            for (couple,) in books.database.all(_IN_TALK, platform)
        ],
    )


def _name(platform: str) -> str:
    return f"heard:{platform}"


def _place(name: str) -> str:
    return f"house|{name}"
