"""Read what is not part of a turn, on a connection that cannot write."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sqlalchemy import URL, ColumnElement, exists, func, literal_column, or_, select

from bot.store.sql.connect import BUSY_SECONDS
from bot.store.tables import couples, inbox, letters, partners, runs, scripts

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

_unfinished: ColumnElement[bool] = literal_column("runs.state <> 'ended'")
_COUNTS = {
    "couples": select(func.count()).select_from(couples),
    "partners": select(func.count()).select_from(partners),
    "runs": select(func.count()).select_from(runs).where(_unfinished),
    "letters": select(func.count()).select_from(letters).where(letters.c.over.is_(None)),
    "events": select(func.count()).select_from(inbox).where(literal_column("state = 'new'")),
}
_COUNT = select(*[count.scalar_subquery().label(name) for name, count in _COUNTS.items()])
_SCRIPTS = select(scripts.c.version, scripts.c.flow, scripts.c.source).where(
    exists().where(runs.c.flow == scripts.c.flow, runs.c.version == scripts.c.version, _unfinished)
)
_NEWEST: ColumnElement[bool] = literal_column(
    "scripts.rowid IN (SELECT max(rowid) FROM scripts GROUP BY flow)"
)
VERSIONS = select(scripts.c.version, scripts.c.flow, scripts.c.source).where(
    or_(
        exists().where(
            runs.c.flow == scripts.c.flow, runs.c.version == scripts.c.version, _unfinished
        ),
        _NEWEST,
    )
)
"""Every flow that an unfinished run still needs, and of each the version that was kept last."""


class Reads:
    """A second connection, opened when it is first used."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._engine: AsyncEngine | None = None

    async def counts(self) -> Mapping[str, int]:
        """Count couples, partners, unfinished runs, waiting letters and waiting events."""
        async with self._open().connect() as connection:
            row = (await connection.execute(_COUNT)).one()
        return dict(row._mapping)

    async def scripts(self) -> Sequence[tuple[str, str, str]]:
        """Give (version, flow, source) of every flow that an unfinished run still needs."""
        async with self._open().connect() as connection:
            rows = (await connection.execute(_SCRIPTS)).all()
        return [(version, flow, source) for version, flow, source in rows]

    async def versions(self) -> Sequence[tuple[str, str, str]]:
        """Give (version, flow, source) of what runs still need, and of each flow's newest."""
        async with self._open().connect() as connection:
            rows = (await connection.execute(VERSIONS)).all()
        return [(version, flow, source) for version, flow, source in rows]

    async def close(self) -> None:
        """Let go of the connection."""
        if self._engine is not None:
            await self._engine.dispose()

    def _open(self) -> "AsyncEngine":
        if self._engine is None:
            # It brings the ORM with it, which nothing else needs.
            from sqlalchemy.ext.asyncio import create_async_engine

            url = URL.create(
                "sqlite+aiosqlite",
                database=f"file:{quote(str(self._path))}",
                query={"mode": "ro", "uri": "true"},
            )
            self._engine = create_async_engine(
                url, connect_args={"timeout": BUSY_SECONDS}, pool_size=1, max_overflow=0
            )
        return self._engine
