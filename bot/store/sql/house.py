"""Facts of the house, and the flows that runs began with."""

from sqlalchemy import bindparam, select

from bot.store import codec
from bot.store.sql.books import Books
from bot.store.sql.statement import adding, statement
from bot.store.tables import house, scripts

_READ = statement(select(house.c.value).where(house.c.name == bindparam("n")), "n")
_WRITE = statement(adding(house, "name", "value").on_conflict_do_nothing(), "name", "value")
_KEEP_SCRIPT = statement(
    adding(scripts, "flow", "version", "source").on_conflict_do_nothing(),
    "flow",
    "version",
    "source",
)


def remember(books: Books, name: str, value: str) -> str:
    """Write a fact once; return what stands there (the first wins)."""
    key, place = books.keys.house, f"house|{name}"
    row = books.database.one(_READ, name)
    if row is not None:
        return codec.read_text(key.open(row[0], place))
    books.database.run(_WRITE, name, key.seal(codec.write_text(value), place))
    return value


def keep_script(books: Books, version: str, flow: str, source: str) -> None:
    """Keep a flow as it is now."""
    books.database.run(_KEEP_SCRIPT, flow, version, source)
