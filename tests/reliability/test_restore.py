"""R26: a machine whose data is gone goes on from its last copy, with the people where they were."""

import asyncio
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.house import House
from tests.e2e.people import Reader, words_shown
from tests.e2e.seats import Pair, meet, move_in
from tests.emulators.telegram import TelegramEmulator
from tests.emulators.telegram_people import Person
from tests.reliability.figures import figure
from tests.reliability.test_start import CONFIG

TRUST, GLAD = "How much did you trust", "What is one thing"
LARGE = 100 * 1024 * 1024
SOON = 300.0


@pytest.mark.parametrize("row", ["R26"])
class TestDrill:
    async def test_people_go_on(self, server: TelegramEmulator, house: House, row: str) -> None:
        """
        Copied beside the running bot, killed, deleted, put back: the open question is answered.
        """
        pair = await asked(server, house)
        copy = await copied(house)
        pair.hurt.says("7")
        await sees(server, pair.hurt, GLAD)
        await house.kill()

        await restored(house, copy)
        await house.start()
        pair.hurt.says("6")
        await sees(server, pair.hurt, GLAD, 2)
        pair.hurt.says("For the soup.")
        await house.rests()

        # What was said since the copy is asked again, and there is one talk, not two.
        assert house.count("runs") == 1
        assert house.count("inbox WHERE state = 'dead'") == 0
        assert words_shown(server, pair.hurt).count(GLAD) == 2

    async def test_keys_are_lost(self, server: TelegramEmulator, house: House, row: str) -> None:
        """
        With older keys it does not start; with the data of the same hour besides, people go on.
        """
        pair = await asked(server, house)
        copy = await copied(house)
        late = server.user("Lise")
        await Reader(late, {late.id: late.start()}).finds("Which language")
        await house.rests()
        await house.kill()

        older_keys(house, copy)
        refused = await house.runs("run")
        done = await house.runs("restore", str(copy))
        await house.start()
        pair.hurt.says("7")
        late.start()

        assert refused.code == CONFIG
        assert "older than the database" in refused.said
        assert done.code == 0, done.said
        await sees(server, pair.hurt, GLAD)
        await sees(server, late, "Which language", 2)

    @pytest.mark.chaos
    async def test_of_a_large_house(self, server: TelegramEmulator, house: House, row: str) -> None:
        """
        A hundred megabytes are copied, put back and served again in a few minutes at most.
        """
        pair = await asked(server, house)
        assert (await house.stop()).code == 0
        await asyncio.to_thread(grow, house.database)
        copy = await copied(house)
        began = time.monotonic()

        await restored(house, copy)
        await house.start()
        pair.hurt.says("7")
        await sees(server, pair.hurt, GLAD)

        seconds = time.monotonic() - began
        figure("R26", "100 MB put back, and somebody answered", f"{seconds:.1f} s", "300 s")
        assert seconds < SOON


async def asked(server: TelegramEmulator, house: House) -> Pair:
    """Let a couple move in, and one of them be asked something."""
    pair = meet(server)
    await move_in(house, pair)
    await house.start()
    pair.hurt.says("/checkin")
    await sees(server, pair.hurt, TRUST)
    await house.rests()
    return pair


async def sees(server: TelegramEmulator, who: Person, what: str, times: int = 1) -> None:
    await server.wait_for(lambda: words_shown(server, who).count(what) >= times)


async def copied(house: House) -> Path:
    """Make a copy as an operator does."""
    made = await house.runs("backup")
    assert made.code == 0, made.said
    return Path(made.out.partition(".db:")[0] + ".db")


async def restored(house: House, copy: Path) -> None:
    """Lose the data, and put the copy back as an operator does."""
    for path in house.data.glob("mortar.db*"):
        # The keys lie here as well, in this house only; they are not what was lost.
        if not path.name.endswith(".keys"):
            path.unlink()
    done = await house.runs("restore", str(copy))
    assert done.code == 0, done.said


def older_keys(house: House, copy: Path) -> None:
    """Put the keys in their place that were copied together with this copy of the data."""
    keys = Path(house.environment["MORTAR_MASTER_KEY_STORE"])
    shutil.copy(keys.parent / "key-backups" / copy.name.replace("mortar", "keys"), keys)


def grow(database: Path) -> None:
    """Let there be a hundred megabytes of what came in from one person, done just now."""
    # What begins like a sealed value of theirs is not taken for that of somebody who was erased.
    insert = (
        "WITH RECURSIVE one(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM one WHERE n < 10000), "
        "real AS (SELECT at, body FROM inbox WHERE length(body) > 5 LIMIT 1) "
        "INSERT INTO inbox (key, at, state, attempts, body) SELECT randomblob(16), real.at, "
        "'done', 0, CAST(substr(real.body, 1, 5) || randomblob(400) AS BLOB) FROM one, real"
    )
    with closing(sqlite3.connect(database)) as file:
        while database.stat().st_size < LARGE:
            file.execute(insert)
            file.commit()
