"""What the benchmarks measure is W1, all of it, on both sides."""

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks import core, long, workload
from benchmarks.raw import TABLES, Reference, record
from benchmarks.stage import DIALOGS, Company, found
from benchmarks.workload import LETTERS, SCRIPT
from bot.flow.check import check
from bot.flow.parse import parse
from bot.flow.script import Ask


@pytest.fixture
async def company(tmp_path: Path) -> AsyncIterator[Company]:
    folder = tmp_path / "ours"
    folder.mkdir()
    company = found(folder)
    await company.seat(3)
    yield company
    await company.store.close()


def rows(path: Path) -> Counter[str]:
    """Count the rows of each table, and the inbox rows that are done."""
    with closing(sqlite3.connect(path)) as connection:
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in TABLES
        }
        done = "SELECT count(*) FROM inbox WHERE state = 'done'"
        return Counter(counts | {"inbox": connection.execute(done).fetchone()[0]})


async def talk(company: Company) -> int:
    """Let couples 1 and 2 play W1; give how many letters they got."""
    pairs = company.pairs[1:]
    letters = 0
    for number, step in enumerate(SCRIPT):
        await company.store.keep([company.step(pair, step, number) for pair in pairs])
        await company.work()
        letters += await company.deliver(pairs)
    return letters


class TestW1:
    def test_is_twelve_questions_in_fourteen_messages(self) -> None:
        """
        The flow has W1's questions, and playing it takes what W1 says.
        """
        script = workload.script()

        messages, run = core.play(script)

        assert sum(isinstance(node, Ask) for node in script.nodes.values()) == 12
        assert len(SCRIPT) == 14
        assert messages == sum(LETTERS) == 16
        assert len(run.values["a"]) == 12

    async def test_is_played_to_its_end_on_the_real_store(self, company: Company) -> None:
        """
        Two couples send fourteen messages each and get sixteen.
        """
        before = rows(company.path)

        letters = await talk(company)

        written = rows(company.path) - before
        assert letters == 2 * 16
        assert written["inbox"] == written["journal"] == 2 * 14
        assert written["answers"] == 2 * 12

    async def test_reference_writes_as_many_rows(self, company: Company, tmp_path: Path) -> None:
        """
        What raw sqlite3 has to do is what our engine does, table by table.
        """
        folder = tmp_path / "raw"
        folder.mkdir()
        twin = found(folder)
        await twin.seat(3)
        await twin.store.close()
        reference = Reference(twin.path, await record(company, company.pairs[0]))
        ours, raw = rows(company.path), rows(twin.path)

        await talk(company)
        talks = reference.talks(1, 2)
        for number in range(len(SCRIPT)):
            reference.keep(talks, number)
            reference.work(talks, number)
            reference.deliver()
        reference.close()

        assert rows(company.path) - ours == rows(twin.path) - raw

    def test_plays_the_check_in_up_to_the_reveal(self) -> None:
        """
        The check-in that is measured ends with both answers shown.
        """
        path = DIALOGS / "weekly_checkin.yaml"

        run = core.check_ins(parse(path.read_bytes(), path.name))

        assert run.ended == "shared"

    def test_long_flow_has_five_hundred_lines_and_no_mistake(self) -> None:
        """
        What is loaded for P11 is as long as it says, and would be accepted.
        """
        source = long.source()

        assert len(source.splitlines()) == 500
        assert check(parse(source, "long.yaml")) == ()
