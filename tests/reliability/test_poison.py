"""A message on which the bot stumbles harms nothing but itself."""

import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.engine.engine import Engine
from bot.engine.scene import Scene
from bot.ports.messages import Commanded, Inbound, Wrote
from tests.e2e import house as houses
from tests.e2e.house import House
from tests.e2e.people import Reader
from tests.emulators.telegram import TelegramEmulator
from tests.engine.stage import Household, Stage, inhabited
from tests.reliability.figures import figure
from tests.reliability.timing import answered

POISON = "💥"
SORRY = "Something went wrong on my side. Your message is kept, and nothing was lost."
STUMBLES = (sys.executable, "-m", "tests.reliability.stumbling")


@dataclass
class Poisoned:
    """A couple whose bot stumbles over one sign. ``most`` is how often it does so at most."""

    stage: Stage
    most: int = 1000
    tries: int = 0
    alerts: list[str] = field(default_factory=list)

    def take(self, engine: Engine, scene: Scene, inbound: Inbound) -> None:
        """Take a turn as the bot does, but for the sign."""
        if isinstance(inbound.body, Wrote) and POISON in inbound.body.text:
            self.tries += 1
            if self.tries <= self.most:
                raise ZeroDivisionError(inbound.body.text)
        TAKE(engine, scene, inbound)


TAKE = Engine.take


@pytest.fixture
async def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Poisoned]:
    stage = await inhabited(tmp_path, Household())
    poisoned = Poisoned(stage)
    stage.theatre.parts.work.alert = poisoned.alerts.append

    def take(engine: Engine, scene: Scene, inbound: Inbound) -> None:
        poisoned.take(engine, scene, inbound)

    monkeypatch.setattr(Engine, "take", take)
    yield poisoned
    await stage.theatre.close()


@pytest.mark.parametrize("row", ["R29"])
class TestPoison:
    async def test_is_tried_three_times_and_set_aside(self, home: Poisoned, row: str) -> None:
        """
        The third time is the last; one calm sentence, one line for the operator without words.
        """
        await home.stage.says("a", "/checkin")

        told = await home.stage.writes("a", f"my {POISON} secret")

        assert told == SORRY
        assert home.tries == 3
        assert len(home.alerts) == 1
        assert "ZeroDivisionError" in home.alerts[0]
        assert "secret" not in home.alerts[0]
        await home.stage.wait(days=1)
        assert home.tries == 3

    async def test_leaves_the_talk_as_it_was(self, home: Poisoned, row: str) -> None:
        """
        What comes next goes on where it stood, for both.
        """
        await home.stage.says("a", "/checkin")
        await home.stage.writes("a", POISON)

        assert "you were glad of?" in await home.stage.says("a", "7")
        assert "you were glad of?" in await home.stage.says("b", "7")

    async def test_in_one_batch_harms_no_other(self, home: Poisoned, row: str) -> None:
        """
        What was kept together with it, before and behind, has its effect once and in order.
        """
        await home.stage.says("a", "/checkin")

        told = await home.stage.sends(
            "a", Wrote("7", "1"), Wrote(POISON, "2"), Commanded("help", "", "3")
        )

        assert told.index("you were glad of?") < told.index(SORRY) < told.index("/menu shows")

    async def test_that_was_a_moment_of_weakness_is_taken(self, home: Poisoned, row: str) -> None:
        """
        If the third try goes well, nobody notices.
        """
        home.most = 2
        await home.stage.says("a", "/checkin")

        assert SORRY not in await home.stage.writes("a", f"7 {POISON}")
        assert home.tries == 3


async def goes_on(server: TelegramEmulator, house: House) -> float:
    """Let somebody send poison to a whole bot; give the seconds until their next word counts."""
    ana, ben = server.user("Amparo"), server.user("Bertil")
    await house.start()
    for one in (ana, ben):
        await Reader(one, {one.id: one.start()}).finds("Which language")
    began = server.clock.now()
    said = ana.says(POISON)
    assert await answered(server, ben) <= 5
    await ana.sees(SORRY, after=said)
    await answered(server, ana)
    return server.clock.now() - began


@pytest.mark.parametrize("row", ["R29"])
async def test_next_words_go_on(
    server: TelegramEmulator, house: House, monkeypatch: pytest.MonkeyPatch, row: str
) -> None:
    """
    A whole bot: the next word counts within five seconds, for them and for others.
    """
    monkeypatch.setattr(houses, "MORTAR", STUMBLES)

    seconds = await goes_on(server, house)

    figure("R29", "after poison the next word counts within", f"{seconds:.1f} s", "5 s")
    assert seconds <= 5
    assert house.log.count("a turn failed: ZeroDivisionError") == 1
    assert POISON not in house.log
