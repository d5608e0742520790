"""Messages that vanish from somebody's own chat after a time of their own (T3, T5)."""

import re
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.discord.outbound import LIMITS as DISCORD
from adapters.telegram.outbound import LIMITS as TELEGRAM
from bot.engine.rights.tidying import HOURS
from bot.flow.outcomes import Phrase
from bot.model.words import plain
from bot.ports.messages import Wrote
from bot.theatre import ROOM
from tests.engine.stage import CONTENT, Household, Stage, inhabited


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = await inhabited(tmp_path, Household())
    yield stage
    await stage.theatre.close()


def standing(home: Stage, chat: str = "a") -> list[str]:
    """Give what still stands in a chat."""
    return [one.text for one in home.shown(chat) if not one.taken]


class TestChoosing:
    @pytest.mark.parametrize("argument", ["1h", "1 h", "1", "12h", "24H", "24"])
    async def test_a_time(self, home: Stage, argument: str) -> None:
        """What is written counts, as it is written."""
        told = await home.says("a", f"/tidy {argument}")
        found = re.search(r"\d+", argument)
        ana = await home.partner("a")

        assert found is not None
        assert told.startswith(f"All right. After {found[0]} hour")
        assert ana is not None
        assert ana.profile.discretion.tidy == int(found[0])

    @pytest.mark.parametrize("argument", ["", "48h", "-1", "soon", "1h1h", "9" * 50])
    async def test_any_other_asks(self, home: Stage, argument: str) -> None:
        """Nothing else is set, and nothing longer than a platform allows can be chosen."""
        told = await home.says("a", f"/tidy {argument}")
        ana = await home.partner("a")

        assert told.startswith("After how long shall messages vanish from this chat?")
        assert ana is not None
        assert ana.profile.discretion.tidy == 0
        assert max(HOURS) < min(one.recall.total_seconds() / 3600 for one in (TELEGRAM, DISCORD))

    async def test_by_button_and_off(self, home: Stage) -> None:
        """The buttons do the same; off is off."""
        await home.says("a", "/tidy")
        assert (await home.says("a", "1 hour")).startswith("All right. After 1 hour")
        assert await home.says("a", "/tidy off") == home.phrase("tidy-off")
        await home.wait(hours=30)

        assert not any(one.taken for one in home.shown("a"))

    @pytest.mark.parametrize("language", CONTENT.languages)
    @pytest.mark.parametrize("phrase", ["tidy-ask", "tidy-done", "pin-kept"])
    def test_each_platform_is_told_what_it_lets_a_bot_do(self, phrase: str, language: str) -> None:
        """A bot may delete what somebody wrote to it on Telegram, and not on Discord."""
        from bot.engine.speech import Speech

        speech = Speech(CONTENT.bundles, CONTENT.languages)
        stay, go = (
            plain(speech.say(Phrase(phrase, (("own", own), ("count", 12))), language))
            for own in ("stay", "go")
        )

        assert stay != go
        assert {"en": "in the app", "de": "in der App", "es": "en la aplicación"}[language] in stay
        assert (TELEGRAM.theirs, DISCORD.theirs) == (True, False)


class TestVanishing:
    async def test_after_the_time(self, home: Stage) -> None:
        """What was written goes when its hour has passed, not before; what is younger stays."""
        await home.says("a", "/tidy 1h")
        await home.says("b", "/checkin")
        asked = home.told("a")
        await home.wait(minutes=59)
        assert asked in standing(home)
        await home.says("a", "/help")
        await home.wait(minutes=12)

        assert len(standing(home)) == 1
        assert standing(home)[0].startswith("I ask each of you questions")
        await home.wait(hours=1)
        assert standing(home) == []

    async def test_only_there(self, home: Stage) -> None:
        """Nothing goes from the other's chat, or from the room."""
        before = (standing(home, "b"), standing(home, ROOM))
        await home.says("a", "/tidy 1h")
        await home.says("b", "/checkin")
        await home.wait(days=1)

        assert standing(home, "b")[: len(before[0])] == before[0]
        assert not any(one.taken for chat in ("b", ROOM) for one in home.shown(chat))

    async def test_what_they_wrote(self, home: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
        """Where a bot may, it deletes their own messages; where not, it does not try."""
        taken: list[str] = []

        async def take_back(_: object, __: object, messages: Sequence[str]) -> None:
            taken.extend(messages)

        await home.says("a", "/tidy 1h")
        monkeypatch.setattr(type(home.theatre.gateway), "take_back", take_back)
        engine = home.theatre.parts.engine
        await home.sends("a", Wrote("hello", "own-1"))
        engine.house = replace(engine.house, tidied=frozenset())
        await home.sends("a", Wrote("hello", "own-2"))
        engine.house = replace(engine.house, tidied=frozenset({"terminal"}))
        await home.wait(hours=2)

        assert "own-1" in taken
        assert "own-2" not in taken

    async def test_nothing_is_tried_twice(
        self, home: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What is gone is not asked for again at the next alarm."""
        taken: list[str] = []

        async def take_back(_: object, __: object, messages: Sequence[str]) -> None:
            taken.extend(messages)

        monkeypatch.setattr(type(home.theatre.gateway), "take_back", take_back)
        await home.says("a", "/tidy 1h")
        await home.says("a", "/help")
        await home.wait(hours=30)
        bots = [one for one in taken if one != "0"]

        assert len(bots) == len(set(bots)) > 1

    async def test_survives_a_restart(self, home: Stage) -> None:
        """The alarm lies in the database; who starts later tidies then."""
        await home.says("a", "/tidy 1h")
        await home.says("a", "/help")
        await home.restart()
        await home.wait(minutes=80)

        assert standing(home) == []

    async def test_survives_a_kill_just_before_it(
        self, home: Stage, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What was not deleted after all is deleted an hour later."""
        lost = 0

        async def killed(_: object, __: object) -> None:
            nonlocal lost
            lost += 1

        await home.says("a", "/tidy 1h")
        await home.says("a", "/help")
        with monkeypatch.context() as patch:
            patch.setattr(type(home.theatre.parts.work), "tidy", killed)
            await home.wait(minutes=75)
        assert lost == 1
        assert len(standing(home)) > 1
        await home.wait(hours=1)

        assert standing(home) == []

    async def test_a_question_that_went_can_be_asked_again(self, home: Stage) -> None:
        """It stays open, although it stands there no longer."""
        await home.says("a", "/tidy 1h")
        await home.says("b", "/checkin")
        await home.wait(hours=2)

        assert "How much did you trust Ben this week?" in await home.says("a", "/repeat")
