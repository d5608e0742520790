"""Flows that leave no trace: what is said in the private screen is in no copy, and is deleted."""

import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from bot.errors import FlowError
from bot.flow.parse import parse
from tests.engine.stage import Household, Stage, inhabited
from tests.engine.test_welcome import RED

FLOW = """\
format: 1
flow: one_page
title: A page
{lines}
vars: {{my.feel: {{type: text{more}}}}}
policies: {{open: {{until: 1d}}}}
nodes:
  - {{id: feel, ask: "How are you?", text: {{max: 100}}, save: my.feel}}
"""
ALONE = "for: one\npolicy: open\ntraceless: true"


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Stage]:
    """Ana and Ben at home in Madrid."""
    stage = await inhabited(tmp_path, Household())
    yield stage
    await stage.theatre.close()


def left(home: Stage) -> Sequence[int]:
    """Count the answers and the lines of the journal that the screen left in the database."""
    with closing(sqlite3.connect(home.folder / "mortar.db")) as database:
        return [
            database.execute(
                f"SELECT count(*) FROM {table} WHERE run IN"
                " (SELECT id FROM runs WHERE flow = 'screen')"
            ).fetchone()[0]
            for table in ("answers", "journal")
        ]


def copied(home: Stage) -> str:
    """Give the copies that were handed to Ana."""
    return "".join(one.file.body.decode() for one in home.shown("a") if one.file is not None)


async def screened(home: Stage, words: Sequence[str]) -> None:
    """Let Ana come so far in the screen."""
    await home.says("a", "/howiam")
    for word in words:
        await home.says("a", word)


async def test_nothing_is_left_when_it_is_over(home: Stage) -> None:
    await screened(home, RED[:-1])
    assert left(home)[0] > 0

    await home.says("a", RED[-1])

    assert left(home) == [0, 0]


async def test_a_copy_on_the_way_has_nothing_of_it(home: Stage) -> None:
    """Whoever stands behind them and wants to see it reads nothing of the screen."""
    await screened(home, RED[:4])
    await home.writes("a", "yes")

    await home.says("a", "/export")

    told = copied(home)
    assert "Madrid" in told
    for word in ("screen", "afraid", "humiliated", "yes"):
        assert word not in told


async def test_nor_when_another_takes_its_place(home: Stage) -> None:
    """Words of risk bring a page that begins anew each time; the one before leaves nothing."""
    await home.says("a", "I want to kill myself")
    await home.says("a", "No")
    await home.says("a", "I want to kill myself")

    with closing(sqlite3.connect(home.folder / "mortar.db")) as database:
        ended = database.execute(
            "SELECT count(*) FROM answers WHERE run IN"
            " (SELECT id FROM runs WHERE flow = 'safe_now' AND state = 'ended')"
        ).fetchone()[0]
    assert ended == 0


@pytest.mark.parametrize(
    ("lines", "more", "said"),
    [
        ("traceless: true", "", "'traceless' is for a flow that one has alone"),
        (ALONE, ", keep: true", "a 'traceless' flow keeps nothing"),
    ],
)
def test_is_refused(lines: str, more: str, said: str) -> None:
    with pytest.raises(FlowError, match=said):
        parse(FLOW.format(lines=lines, more=more).encode(), "one_page.yaml")


def test_is_taken() -> None:
    assert parse(FLOW.format(lines=ALONE, more="").encode(), "one_page.yaml") is not None


async def test_words_are_not_kept_as_they_came(home: Stage) -> None:
    """Neither what was typed there, nor what a deed was given."""
    await screened(home, RED[:2])
    await home.writes("a", "yes")
    await screened(home, ())
    for word in RED[3:]:
        await home.says("a", word)

    with closing(sqlite3.connect(home.folder / "mortar.db")) as database:
        kept = database.execute(
            "SELECT count(*) FROM inbox WHERE body IS NULL AND state = 'done'"
        ).fetchone()[0]
    assert kept >= 2
