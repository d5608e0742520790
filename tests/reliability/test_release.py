"""New flows brought to a whole bot while a couple is in the middle of the old ones."""

import shutil
from pathlib import Path

import pytest

from tests.e2e.house import ROOT, House
from tests.e2e.people import Reader
from tests.e2e.seats import Pair, meet, move_in
from tests.emulators.telegram import TelegramEmulator
from tests.reliability.figures import figure
from tests.reliability.test_start import CONFIG, paragraph

TRUST, THANKS = "How much did you trust", "you were glad of?"


class Shelf:
    """A content folder of the house's own."""

    def __init__(self, house: House) -> None:
        self.folder = house.folder / "dialogs"
        shutil.copytree(ROOT / "dialogs", self.folder)
        house.environment["MORTAR_DIALOGS_DIR"] = str(self.folder)

    @property
    def flow(self) -> Path:
        """Give the file of the check-in."""
        return self.folder / "weekly_checkin.yaml"

    def change(self, before: str, after: str) -> None:
        """Change the check-in in one place."""
        source = self.flow.read_text("utf-8")
        assert source.count(before) == 1
        self.flow.write_text(source.replace(before, after), "utf-8")

    def remove(self) -> None:
        """Take the check-in away, with its translations."""
        for file in self.folder.rglob("weekly_checkin.*"):
            file.unlink()
        after = self.folder / "needs" / "promises.yaml"
        after.write_text(after.read_text("utf-8").replace("weekly_checkin", "communicate"), "utf-8")
        journey = self.folder / "journey.yaml"
        told = journey.read_text("utf-8")
        assert "weekly_checkin" in told
        journey.write_text(told.replace("weekly_checkin, ", ""), "utf-8")


@pytest.fixture
def shelf(house: House) -> Shelf:
    return Shelf(house)


@pytest.fixture
async def talking(server: TelegramEmulator, house: House, shelf: Shelf) -> Pair:
    """Give a couple of whom one has answered the first question."""
    pair = meet(server)
    await move_in(house, pair)
    await house.start()
    pair.hurt.says("/checkin")
    for one in pair.people:
        await one.sees(TRUST)
    await Reader(pair.hurt).answers(TRUST, "7")
    await pair.hurt.sees(THANKS)
    await house.rests()
    return pair


async def finishes(pair: Pair) -> None:
    """Let both come to the end, and see what they agreed to show."""
    pair.hurt.says("You cooked for us.")
    await Reader(pair.hurt).answers("May I show both answers", "Yes, show them")
    reader = Reader(pair.repairing)
    await reader.answers(TRUST, "8")
    await reader.answers(THANKS, "You listened.")
    await reader.answers("May I show both answers", "Yes, show them")
    await pair.hurt.sees("This week, side by side.", pair.room)


@pytest.mark.parametrize("row", ["R28"])
class TestRelease:
    async def test_a_talk_ends_as_it_began(
        self, house: House, shelf: Shelf, talking: Pair, row: str
    ) -> None:
        """
        A change that does not fit those in the midst, then a release without the flow, with a
        start after each: nobody is stuck.
        """
        shelf.change("max: 600", "max: 500")
        published = await house.runs("publish")
        await house.restart()
        shelf.remove()
        await house.restart()

        await finishes(talking)

        figure("R28", "flow changed and removed under a talk: stuck", "0", "0")
        assert published.code == 0
        assert "1 stays pinned" in published.out

    async def test_a_broken_promise_is_refused(
        self, house: House, shelf: Shelf, talking: Pair, row: str
    ) -> None:
        """
        Neither `mortar publish` nor a start takes a release that breaks what people agreed to; the
        bot that runs goes on, and so does the old content.
        """
        shelf.change("{type: text, sensitive: true,", "{type: text,")

        published = await house.runs("publish")
        await house.kill()
        refused = await house.runs("run")
        shelf.change("{type: text,", "{type: text, sensitive: true,")
        await house.start()
        await finishes(talking)

        assert published.code == 1
        assert "U002" in published.out
        assert refused.code == CONFIG
        assert "U002" in paragraph(refused)
