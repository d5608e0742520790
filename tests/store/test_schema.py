"""The shape of the database, and how it comes to it."""

import importlib
import pkgutil
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

import bot.store.sql
from bot.errors import ConfigError
from bot.model.couple import Partner
from bot.ports.store import Held
from bot.store.sql import migrate, schema
from bot.store.sql.statement import Statement, statement
from bot.store.tables import metadata
from tests.store.home import ANN, KEY, Home, arrive, play

NEXT = """
from alembic import op
import sqlalchemy as sa
revision = "{revision}"
down_revision = "{before}"
def upgrade():
    op.add_column("couples", sa.Column("c{revision}", sa.Integer()))
"""


class Later:
    """A later version of the code, which knows two revisions more."""

    def __init__(self, folder: Path) -> None:
        self.migrations = folder / "migrations"
        shutil.copytree(schema.MIGRATIONS, self.migrations)
        before = schema.REVISION
        for number in (1, 2):
            self.revision = f"{int(schema.REVISION) + number:04}"
            self.last = self.migrations / "versions" / f"{self.revision}_later.py"
            self.last.write_text(NEXT.format(revision=self.revision, before=before))
            before = self.revision

    def spoil(self, line: str) -> None:
        """Add a line to the last revision."""
        self.last.write_text(f"{self.last.read_text()}    {line}\n")

    @contextmanager
    def code(self) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(schema, "MIGRATIONS", self.migrations)
            patch.setattr(schema, "REVISION", self.revision)
            yield


@pytest.fixture
def later(tmp_path_factory: pytest.TempPathFactory) -> Later:
    return Later(tmp_path_factory.mktemp("later"))


class TestShape:
    def test_is_what_the_tables_say(self, home: Home) -> None:
        """
        The revisions lead to the tables that the code knows, to the letter.
        """
        migrate(home.url, KEY)
        engine = create_engine(home.url)
        with engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        engine.dispose()

        made = create_engine(f"sqlite:///{home.folder / 'made.db'}")
        metadata.create_all(made)
        made.dispose()
        assert _sql(home.path) == _sql(home.folder / "made.db")

    def test_says_whose_it_is(self, home: Home) -> None:
        """
        The file says that it is ours.
        """
        migrate(home.url, KEY)

        with sqlite3.connect(home.path) as file:
            assert file.execute("PRAGMA application_id").fetchone() == (0x4D6F7274,)
        file.close()

    def test_the_newest_revision_is_known(self) -> None:
        """
        The constant in the code is the head of the migrations.
        """
        config = Config()
        config.set_main_option("script_location", str(schema.MIGRATIONS))

        assert ScriptDirectory.from_config(config).get_heads() == [schema.REVISION]


class TestStatements:
    def test_postgresql_is_not_ruled_out(self) -> None:
        """
        Every statement can be said to PostgreSQL too.
        """
        dialect = PGDialect_psycopg(paramstyle="format")  # type: ignore[no-untyped-call]
        found = _statements()

        for one in found:
            assert one.compiled(dialect).text
        assert len(found) > 50

    def test_parameters_are_named(self) -> None:
        """
        A statement whose parameters are not the ones it says is refused when it is built.
        """
        one = statement(_statements()[0].core, "no", "such")

        with pytest.raises(ValueError, match="no"):
            one.compiled(PGDialect_psycopg())  # type: ignore[no-untyped-call]


class TestMigrating:
    def test_a_new_database(self, home: Home) -> None:
        """
        Where there is none, one is made, without a copy; the second time nothing is done.
        """
        assert migrate(home.url, KEY) is None
        before = home.path.read_bytes()
        assert migrate(home.url, KEY) is None
        assert home.path.read_bytes() == before

    async def test_a_copy_comes_first(self, home: Home, later: Later) -> None:
        """
        Before anything changes there is a copy that can be put back; nobody is lost.
        """
        ann = await play(home.open(), arrive)
        await home.close()

        with later.code():
            copy = migrate(home.url, KEY)
            assert await play(home.open(), here) == ann
            await home.close()

        assert copy == home.folder / f"mortar.db.before-{later.revision}"
        assert copy.stat().st_mode & 0o777 == 0o600
        shutil.copy(copy, home.path)
        assert await play(home.open(), here) == ann

    async def test_copies_are_kept(self, home: Home, later: Later) -> None:
        """
        An earlier copy is not overwritten.
        """
        await home.open().close()
        first = home.folder / f"mortar.db.before-{later.revision}"
        first.write_text("mine")

        with later.code():
            copy = migrate(home.url, KEY)

        assert copy == first.with_name(f"{first.name}-2")
        assert first.read_text() == "mine"

    @pytest.mark.parametrize(
        "trouble",
        [
            "raise ZeroDivisionError",
            "op.execute('CREATE TABLE couples (id)')",
            "op.execute('INSERT INTO breaches (couple, hurt) VALUES (99, 1)')",
        ],
    )
    async def test_fails_whole(self, home: Home, later: Later, trouble: str) -> None:
        """
        When the last revision fails, the first is undone too.
        """
        ann = await play(home.open(), arrive)
        await home.close()
        before = _sql(home.path)
        later.spoil(trouble)

        with later.code(), pytest.raises(Exception):  # noqa: B017, PT011
            migrate(home.url, KEY)

        assert _sql(home.path) == before
        assert await play(home.open(), here) == ann

    async def test_killed_in_between(self, home: Home, later: Later) -> None:
        """
        Killed before the last word, nothing has changed.
        """
        ann = await play(home.open(), arrive)
        await home.close()
        before = _sql(home.path)
        later.spoil("import os; os.kill(os.getpid(), 9)")

        assert _migrate_apart(home, later) == -9

        assert await play(home.open(), here) == ann
        await home.close()
        assert _sql(home.path) == before

    def test_only_with_its_key(self, home: Home) -> None:
        """
        Who has another key may not migrate.
        """
        migrate(home.url, KEY)

        with pytest.raises(ConfigError, match="another master key"):
            migrate(home.url, bytes(32))

    def test_alembic_stays_out(self, home: Home) -> None:
        """
        On a day without a migration, what migrates is not even imported.
        """
        migrate(home.url, KEY)
        program = (
            "import sys; from bot.store.sql import open_store\n"
            "open_store(sys.argv[1], bytes(range(32)))\n"
            "sys.exit('alembic' in sys.modules or 'aiosqlite' in sys.modules)"
        )

        subprocess.run([sys.executable, "-c", program, home.url], check=True)


def here(held: Held) -> Partner | None:
    return held.partner("telegram", ANN.chat)


def _migrate_apart(home: Home, later: Later) -> int:
    """Migrate in a process of its own; give its end."""
    program = (
        "import sys; from pathlib import Path; from bot.store.sql import schema\n"
        "schema.MIGRATIONS, schema.REVISION = Path(sys.argv[2]), sys.argv[3]\n"
        "schema.migrate(sys.argv[1], bytes(range(32)))\n"
    )
    where = [home.url, str(later.migrations), later.revision]
    return subprocess.run([sys.executable, "-c", program, *where], check=False).returncode


def _sql(path: Path) -> list[tuple[str, ...]]:
    with sqlite3.connect(path) as file:
        rows = file.execute(
            "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'alembic%'"
            " AND name NOT LIKE 'sqlite_auto%alembic%' ORDER BY type, name"
        ).fetchall()
    file.close()
    # A column that was added later stands there as it was written, spaces and all.
    return [
        (kind, name, re.sub(r"\s*([(),])\s*|\s+", r" \1", sql or "")) for kind, name, sql in rows
    ]


def _statements() -> list[Statement]:
    found = []
    for one in pkgutil.iter_modules(bot.store.sql.__path__, "bot.store.sql."):
        for value in vars(importlib.import_module(one.name)).values():
            group = value if isinstance(value, tuple) else (value,)
            found += [single for single in group if isinstance(single, Statement)]
    return found
