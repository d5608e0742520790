"""The loop that hears, with a Telegram that says whatever a test wants."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from telegram.error import Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError, TimedOut

from adapters.telegram.poll import Poll, Tempo
from bot.errors import ConfigError, Unwritable
from bot.ports.messages import Attached, Inbound
from tests.adapters.telegram.updates import NOW

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")

JsonObject = dict[str, Any]
Answer = list[JsonObject] | BaseException


class End(Exception):
    """The test has seen enough."""


class Scene:
    """Telegram's answers one after another, a clock that only waiting moves, and an inbox."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.offsets: list[int | None] = []
        self.pauses: list[float] = []
        self.kept: list[list[str]] = []
        self.refusals = 0
        self.time = 1000.0

    async def ask(self, offset: int | None, hold: int) -> list[JsonObject]:
        """Answer the next poll; the last one ends the test."""
        self.offsets.append(offset)
        if not self.answers:
            raise End
        self.time += 2.0
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    async def pause(self, seconds: float) -> None:
        """Let time pass."""
        self.pauses.append(seconds)
        self.time += seconds

    async def keep(self, inbounds: Sequence[Inbound]) -> None:
        """Keep a batch, or fail as often as a test wants."""
        if self.refusals:
            self.refusals -= 1
            raise Unwritable
        self.kept.append([inbound.key for inbound in inbounds])

    async def play(self, chance: Callable[[], float] = lambda: 1.0) -> Poll:
        """Hear until the answers are used up."""
        tempo = Tempo(now=lambda: self.time, pause=self.pause, chance=chance)
        poll = Poll(self.ask, _read, tempo)
        with pytest.raises(End):
            await poll.run(self.keep)
        return poll


def _read(updates: Sequence[JsonObject]) -> list[Inbound]:
    return [
        Inbound(str(update["update_id"]), NOW, Attached("x"))
        for update in updates
        if "skip" not in update
    ]


def batch(*ids: int) -> list[JsonObject]:
    """Write updates."""
    return [{"update_id": each} for each in ids]


class TestConfirming:
    async def test_begins_without_an_offset(self) -> None:
        """
        Nobody knows where the ids stand after a quiet week.
        """
        scene = Scene([])

        await scene.play()

        assert scene.offsets[0] is None

    async def test_confirms_what_is_kept(self) -> None:
        """
        The offset follows the batch, is said once, and then forgotten.
        """
        scene = Scene(batch(7, 8), batch(9), [], [])

        await scene.play()

        assert scene.kept == [["7", "8"], ["9"]]
        assert scene.offsets == [None, 9, 10, None, None]

    async def test_does_not_confirm_what_was_not_kept(self) -> None:
        """
        A full disk: wait five seconds, and the same comes again.
        """
        scene = Scene(batch(7), batch(7, 8))
        scene.refusals = 1

        await scene.play()

        assert scene.pauses == [5.0]
        assert scene.kept == [["7", "8"]]
        assert scene.offsets == [None, None, 9]

    async def test_says_the_offset_until_it_was_heard(self) -> None:
        """
        A poll that failed confirmed nothing for certain.
        """
        scene = Scene(batch(7), NetworkError("Bad Gateway"), [])

        await scene.play()

        assert scene.offsets == [None, 8, 8, None]

    async def test_follows_ids_that_jump(self) -> None:
        """
        Lower ids are confirmed like higher ones; in a mixed batch the highest counts.
        """
        scene = Scene(batch(900), batch(12), batch(14, 13))

        await scene.play()

        assert scene.offsets == [None, 901, 13, 15]

    async def test_passes_over_updates_that_tell_nothing(self) -> None:
        """
        113: they are confirmed without troubling the inbox.
        """
        scene = Scene([{"update_id": 7, "skip": True}], [])

        await scene.play()

        assert scene.kept == []
        assert scene.offsets == [None, 8, None]

    async def test_lets_a_broken_store_end_it(self) -> None:
        """
        What must not be retried is not caught here.
        """

        async def keep(_: Sequence[Inbound]) -> None:
            raise End

        scene = Scene(batch(7), batch(7))
        poll = Poll(scene.ask, _read, Tempo(pause=scene.pause))

        with pytest.raises(End):
            await poll.run(keep)

        assert scene.offsets == [None]


class TestTrouble:
    @pytest.mark.parametrize(
        "answer",
        [
            pytest.param(TelegramError("Invalid server response"), id="114-half JSON or HTML"),
            pytest.param(KeyError("result"), id="114-not ok"),
            pytest.param(NetworkError("Bad Gateway"), id="114-502"),
            pytest.param([{"message": {}}], id="114-no ids"),
            pytest.param(TimedOut(), id="119-timeout"),
            pytest.param(NetworkError("httpx.ConnectError: DNS, TLS, clock"), id="119-no way"),
            pytest.param(NetworkError("Found (302). Parsing ..."), id="119-portal"),
            pytest.param(InvalidToken("Not Found (404). Parsing ..."), id="119-portal 404"),
        ],
    )
    async def test_is_tried_again(self, answer: Answer) -> None:
        """
        Whatever garbage comes, hearing goes on.
        """
        scene = Scene(answer, batch(7))

        await scene.play()

        assert scene.kept == [["7"]]
        assert len(scene.pauses) == 1

    async def test_is_tried_again_soon_then_seldom(self) -> None:
        """
        Full jitter: up to a second at first, a minute in the end, and anew after a success.
        """
        errors = [NetworkError("Bad Gateway") for _ in range(9)]
        scene = Scene(*errors, [], NetworkError("Bad Gateway"))

        await scene.play()

        assert scene.pauses == [1, 2, 4, 8, 16, 32, 60, 60, 60, 1]

    async def test_spreads_its_tries(self) -> None:
        """
        Chance decides how much of it is waited.
        """
        scene = Scene(NetworkError("x"), NetworkError("x"))

        await scene.play(chance=lambda: 0.5)

        assert scene.pauses == [0.5, 1.0]

    async def test_obeys_a_flood(self) -> None:
        """
        Polls can be too many as well.
        """
        scene = Scene(RetryAfter(17))

        await scene.play()

        assert scene.pauses == [17.0]

    async def test_says_once_that_another_program_hears(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        """
        409: one line, however long it lasts.
        """
        scene = Scene(*(Conflict("Conflict: terminated by other getUpdates") for _ in range(20)))

        with caplog.at_level(logging.WARNING):
            await scene.play(chance=lambda: 0.0)

        assert [record.name for record in caplog.records] == ["mortar.telegram"]
        assert "Another program" in caplog.text
        assert min(scene.pauses) >= 1.0

    async def test_revoked_token_stops_it(self) -> None:
        """
        120: with a paragraph that says what to do, and not the token.
        """
        poll = Poll(Scene(InvalidToken("Unauthorized")).ask, _read, Tempo())

        with pytest.raises(ConfigError, match="MORTAR_TELEGRAM_TOKEN"):
            await poll.run(Scene().keep)

    async def test_does_not_ask_in_a_frenzy(self) -> None:
        """
        Something that answers "nothing" at once is asked once a second.
        """

        class Hasty(Scene):
            async def ask(self, offset: int | None, hold: int) -> list[JsonObject]:
                self.time -= 2.0
                return await super().ask(offset, hold)

        scene = Hasty([], [], [])

        await scene.play()

        # The very first question is answered at once by Telegram too.
        assert scene.pauses == [1.0, 1.0]


class TestListening:
    async def test_is_known_at_the_first_answer(self) -> None:
        """
        Telegram is asked to answer the first time at once, and later to hold the question.
        """
        held: list[int] = []

        class Noting(Scene):
            async def ask(self, offset: int | None, hold: int) -> list[JsonObject]:
                held.append(hold)
                return await super().ask(offset, hold)

        poll = await Noting([], [], []).play()

        assert poll.listening.is_set()
        assert held == [0, Tempo().hold, Tempo().hold, Tempo().hold]

    async def test_is_not_known_before(self) -> None:
        """
        A way that leads nowhere is no answer.
        """
        poll = await Scene(NetworkError("no way"), NetworkError("no way")).play()

        assert not poll.listening.is_set()


class TestWatch:
    async def test_asks_anew_when_nothing_comes(self) -> None:
        """
        R11: a poll that never ends is given up.
        """
        scene = Scene(batch(7))

        async def ask(offset: int | None, hold: int) -> list[JsonObject]:
            if not scene.offsets:
                scene.offsets.append(offset)
                await asyncio.Event().wait()
            return await scene.ask(offset, hold)

        poll = Poll(ask, _read, Tempo(patience=0.02, pause=scene.pause))

        with pytest.raises(End):
            await poll.run(scene.keep)

        assert scene.kept == [["7"]]

    async def test_tells_when_it_last_heard(self) -> None:
        """
        Only answers count, not tries.
        """
        scene = Scene([], NetworkError("x"), NetworkError("x"))

        poll = await scene.play()

        assert poll.last_heard == 1002.0
