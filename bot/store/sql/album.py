"""Read and write the photos that couples keep, by their number."""

from base64 import b64decode, b64encode
from collections.abc import Awaitable, Callable, Mapping

from sqlalchemy import bindparam, literal_column, select, update

from bot.flow.cast import Value
from bot.ports.press import Photo
from bot.store import codec
from bot.store.sql.books import Books
from bot.store.sql.statement import statement
from bot.store.sql.things import thing_place
from bot.store.tables import things
from bot.store.vault import Key
from bot.things.photos import JPEG, KIND, SOURCE

_t = things.c
_ONE = statement(
    select(_t.couple, _t.value).where(
        _t.id == bindparam("i"), _t.kind == bindparam("k"), _t.owner == literal_column("''")
    ),
    "i",
    "k",
)
_SAVE = statement(
    update(things).where(_t.id == bindparam("i")).values(value=bindparam("v")), "v", "i"
)

Found = tuple[Key, Mapping[str, Value]]
Write = Callable[[Callable[[], None]], Awaitable[None]]
Read = Callable[[Callable[[], Found | None]], Awaitable[Found | None]]


class SqlAlbum:
    """
    `bot.ports.press.Album` on SQLite.

    ``read`` and ``write`` have a job done in the store's one writer thread.
    """

    def __init__(self, books: Books, read: Read, write: Write) -> None:
        self._books = books
        self._read = read
        self._write = write

    async def photo(self, number: int) -> Photo | None:
        """Read one by its number; None when there is none (any more)."""
        found = await self._read(lambda: self._opened(number))
        if found is None:
            return None
        _, fields = found
        return Photo(str(fields[SOURCE]), b64decode(str(fields[JPEG])))

    async def put(self, number: int, jpeg: bytes) -> None:
        """Put in what was fetched; nothing when there is none any more."""
        body = b64encode(jpeg).decode("ascii")
        await self._write(lambda: self._filled(number, body))

    def _opened(self, number: int) -> Found | None:
        row = self._books.database.one(_ONE, number, self._books.name(KIND))
        if row is None:
            return None
        couple, sealed = row
        key = self._books.keys.of(("couple", couple))
        return key, codec.read_thing(key.open(sealed, thing_place(number, None)))[1]

    def _filled(self, number: int, body: str) -> None:
        found = self._opened(number)
        if found is not None:
            key, _ = found
            written = codec.write_thing(KIND, {SOURCE: "", JPEG: body})
            self._books.database.run(_SAVE, key.seal(written, thing_place(number, None)), number)
