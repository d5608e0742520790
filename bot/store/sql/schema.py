"""Bring a database to the shape that this version knows, or say why not."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import bindparam, create_engine, event, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

import bot
from bot.errors import ConfigError, SchemaBehind
from bot.store.sql.connect import connect, dialect
from bot.store.sql.database import Database, translated
from bot.store.sql.place import APPLICATION, Lock, create, examine, locate
from bot.store.sql.statement import adding, statement
from bot.store.tables import keys
from bot.store.vault import HOUSE, Vault

REVISION = "0003"
"""The newest revision in `migrations`. Revisions are numbers, so that they can be compared."""

MIGRATIONS = Path(bot.__file__).parent.parent / "migrations"

_CHECK = ("check", 0)
_READ = statement(select(keys.c.wrapped).where(keys.c.kind == bindparam("k")), "k")
_WRITE = statement(adding(keys, "kind", "owner", "wrapped"), "kind", "owner", "wrapped")


def migrate(database_url: str, master_key: bytes) -> Path | None:
    """
    Bring the database up to date, or make it; return the copy that was made before.

    All revisions are one transaction: killed in between, nothing has changed. Raises
    `ConfigError` when it is not ours to change, and `AlreadyRunning` while somebody uses it.
    """
    path, vault = locate(database_url), Vault(master_key)
    exists = examine(path)
    lock = Lock(path)
    try:
        return bring_up(path, vault, exists=exists)
    finally:
        lock.release()


def bring_up(path: Path, vault: Vault, *, exists: bool) -> Path | None:
    """Do what `migrate` does, with the lock taken."""
    if not exists:
        create(path)
    # Not WAL: killed on its first day, the file must not look like a copy without its WAL.
    with closing(connect(path, "TRUNCATE")) as connection:
        found = _revision(connection, path)
        if found is not None:
            check_key(connection, vault, path)
        if found == REVISION:
            return None
        try:
            copy = None if found is None else _copy(connection, path)
            connection.execute("PRAGMA foreign_keys=OFF")
            _upgrade(connection, vault)
        except sqlite3.Error as exc:
            raise translated(exc) from exc
        except DBAPIError as exc:
            raise translated(exc.orig) from exc
        return copy


def check_schema(connection: sqlite3.Connection, path: Path) -> bool:
    """
    Say whether there is anything in the database.

    Raises `SchemaBehind` when it is older than this version, `ConfigError` when it is newer.
    """
    found = _revision(connection, path)
    if found is not None and found != REVISION:
        raise SchemaBehind(
            f"The database {path} has the shape of an earlier version ({found}; this one is "
            f"{REVISION}). Run `mortar migrate`: it makes a copy first, then brings it up to date."
        )
    return found is not None


def check_key(connection: sqlite3.Connection, vault: Vault, path: Path) -> None:
    """Raise `ConfigError` when the database was sealed under another master key."""
    row = Database(connection, dialect()).one(_READ, _CHECK[0])
    if row is None or row[0] != vault.check:
        raise ConfigError(
            f"The database {path} was made with another master key. Nothing was changed. Put back "
            "the key that belongs to it (MORTAR_MASTER_KEY_FILE); without it nothing in there can "
            "be read, by anybody."
        )


def _revision(connection: sqlite3.Connection, path: Path) -> str | None:
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    if not tables:
        return None
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION or "alembic_version" not in tables:
        raise ConfigError(
            f"The database {path} is the database of another application. It is left as it is. "
            "Name another file in MORTAR_DATABASE_URL."
        )
    found = [row[0] for row in connection.execute("SELECT version_num FROM alembic_version")]
    if len(found) != 1 or found[0] > REVISION:
        raise ConfigError(
            f"The database {path} was written by a newer version of Mortar ({', '.join(found)}; "
            f"this one knows {REVISION}). Nothing was changed. Install that version again, or "
            "restore the copy that was made before the upgrade."
        )
    return str(found[0])


def _upgrade(connection: sqlite3.Connection, vault: Vault) -> None:
    # Not needed, and not cheap to import, on any other day.
    from alembic import command
    from alembic.config import Config

    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool)
    event.listen(engine, "begin", _begin)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as transaction:
        config.attributes["connection"] = transaction
        command.upgrade(config, "head")
        transaction.exec_driver_sql(f"PRAGMA application_id={APPLICATION}")
        broken = transaction.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise ConfigError(f"The migration would break {len(broken)} rows; it was undone.")
        _found(connection, vault)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _found(connection: sqlite3.Connection, vault: Vault) -> None:
    database = Database(connection, dialect())
    if database.one(_READ, _CHECK[0]) is None:
        database.run(_WRITE, *_CHECK, vault.check)
        database.run(_WRITE, *HOUSE, vault.make(HOUSE)[1])


def _copy(connection: sqlite3.Connection, path: Path) -> Path:
    target = path.with_name(f"{path.name}.before-{REVISION}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.name}.before-{REVISION}-{number}")
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    create(unfinished)
    copy = sqlite3.connect(unfinished)
    try:
        connection.backup(copy)
        if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise ConfigError(f"The copy {unfinished} is not good; nothing was changed.")
    finally:
        copy.close()
    return unfinished.replace(target)
