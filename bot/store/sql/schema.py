"""Bring a database to the shape that this version knows, or say why not."""

import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import bindparam, create_engine, event, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

import bot
from bot.errors import ConfigError, SchemaBehind
from bot.store.sql.connect import connect, dialect
from bot.store.sql.database import Database, translated
from bot.store.sql.keystore import KeyStore, beside, make
from bot.store.sql.place import APPLICATION, Lock, create, examine, locate
from bot.store.sql.statement import adding, statement
from bot.store.tables import house
from bot.store.vault import FINDING, HOUSE, Owner, Vault

REVISION = "0003"
"""The newest revision in `migrations`. Revisions are numbers, so that they can be compared."""

MIGRATIONS = Path(bot.__file__).parent.parent / "migrations"

KEY_STORE = "key store"
"""Name of the row of the table house that tells which key store belongs to a database."""

_KEYS_INSIDE = "0001"
"""The last revision that had the keys in the database."""

_PEOPLE = "SELECT 1 FROM keys WHERE kind NOT IN (?, ?) LIMIT 1"

_READ = statement(select(house.c.value).where(house.c.name == bindparam("n")), "n")
_WRITE = statement(adding(house, "name", "value").on_conflict_do_nothing(), "name", "value")


def migrate(database_url: str, master_key: bytes, key_store: Path | None = None) -> Path | None:
    """
    Bring the database up to date, or make it; return the copy that was made before.

    ``key_store`` is where the keys lie, or shall lie; None puts them beside the database. All
    revisions are one transaction: killed in between, nothing has changed. Raises `ConfigError`
    when it is not ours to change, and `AlreadyRunning` while somebody uses it.
    """
    path, vault = locate(database_url), Vault(master_key)
    exists = examine(path)
    lock = Lock(path)
    try:
        return bring_up(path, vault, key_store or beside(path), exists=exists)
    finally:
        lock.release()


def bring_up(path: Path, vault: Vault, key_store: Path, *, exists: bool) -> Path | None:
    """Do what `migrate` does, with the lock taken."""
    if not exists:
        _refuse_a_loss(path, key_store)
        create(path)
    # Not WAL: killed on its first day, the file must not look like a copy without its WAL.
    with closing(connect(path, "TRUNCATE")) as connection:
        found = _revision(connection, path)
        if found == _KEYS_INSIDE:
            _check_former(connection, vault, path)
        elif found is not None:
            the_key_store(connection, vault, path, key_store).close()
        if found == REVISION:
            return None
        try:
            copy = None if found is None else _copy(connection, path)
            # The keys are safe in their new place before the old one is given up.
            former = _former(connection, vault) if found == _KEYS_INSIDE else []
            with closing(make(key_store, vault, former)) as store:
                connection.execute("PRAGMA foreign_keys=OFF")
                _upgrade(connection, store.id)
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


def the_key_store(
    connection: sqlite3.Connection, vault: Vault, path: Path, key_store: Path
) -> KeyStore:
    """Open the key store, or raise `ConfigError` when it does not belong to this database."""
    store = KeyStore(key_store, vault)
    row = Database(connection, dialect()).one(_READ, KEY_STORE)
    if row is None or row[0] != store.id:
        store.close()
        raise ConfigError(
            f"The key store {key_store} is not that of the database {path}. Nothing was changed. "
            "Put back the two that belong together, or name the right key store in "
            "MORTAR_MASTER_KEY_STORE."
        )
    return store


def _check_former(connection: sqlite3.Connection, vault: Vault, path: Path) -> None:
    row = connection.execute("SELECT wrapped FROM keys WHERE kind = 'check'").fetchone()
    if row is None or row[0] != vault.id:
        raise ConfigError(
            f"The database {path} was made with another master key. Nothing was changed. Put back "
            "the key that belongs to it (MORTAR_MASTER_KEY_FILE); without it nothing in there can "
            "be read, by anybody."
        )


def _former(connection: sqlite3.Connection, vault: Vault) -> list[tuple[Owner, bytes]]:
    """Give the keys that lie in a database of the first shape, and the one of its marks."""
    rows = connection.execute("SELECT kind, owner, wrapped FROM keys WHERE kind <> 'check'")
    found = [
        ((kind, owner), vault.unwrap_former((kind, owner), wrapped))
        for kind, owner, wrapped in rows
    ]
    return [*found, (FINDING, vault.former_finding)]


def _refuse_a_loss(path: Path, key_store: Path) -> None:
    """Begin nothing anew where there were people already."""
    if _knows_people(key_store):
        what = "is empty" if path.exists() else "is not there"
        raise ConfigError(
            f"The database {path} {what}, and {key_store} has the keys of those who were in it. "
            "Nothing was changed. Put back your last backup, or, to begin anew without them, move "
            "that key store away."
        )


def _knows_people(key_store: Path) -> bool:
    if not key_store.is_file() or key_store.stat().st_size == 0:
        return False
    where = f"file:{quote(str(key_store))}?mode=rw"
    with closing(sqlite3.connect(where, uri=True)) as connection:
        try:
            found = connection.execute(_PEOPLE, (HOUSE[0], FINDING[0])).fetchone()
        except sqlite3.DatabaseError:
            # It was never finished, or is something else: `make` knows what to do, or to say.
            return False
    return found is not None


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


def _upgrade(connection: sqlite3.Connection, key_store: bytes) -> None:
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
        Database(connection, dialect()).run(_WRITE, KEY_STORE, key_store)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


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
