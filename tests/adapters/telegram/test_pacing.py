"""No message goes before it may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.pacing import MOST_CHATS, Pace

PERSON, OTHER, GROUP = "51", "52", "-4001"
STEPS = st.lists(st.floats(0, 3), max_size=120)


def sent_at(chat: str, steps: list[float]) -> list[float]:
    """Try to send after each step of time; give when something went."""
    pace, now, sent = Pace(), 1000.0, []
    for step in steps:
        now += step
        if not pace.chat_wait(chat, now):
            pace.spend(chat, now)
            sent.append(now)
    return sent


def most_within(sent: list[float], seconds: float) -> int:
    """Count the most messages in any stretch of time."""
    return max((sum(1 for s in sent if begin <= s < begin + seconds) for begin in sent), default=0)


class TestChat:
    def test_may_have_three_at_once(self) -> None:
        """
        A short burst passes, then it is one a second.
        """
        assert sent_at(PERSON, [0.0] * 5) == [1000.0] * 3
        assert len(sent_at(PERSON, [0.0] * 5 + [1.0] * 5)) == 8

    @given(STEPS)
    def test_has_one_a_second_beyond_the_burst(self, steps: list[float]) -> None:
        """
        However it is tried, no stretch of time has more.
        """
        sent = sent_at(PERSON, steps)

        for seconds in (1, 5, 30):
            assert most_within(sent, seconds) <= seconds + 3

    def test_group_has_twenty_a_minute(self) -> None:
        """
        Trying all the time gives twenty in the first minute and in any other.
        """
        sent = sent_at(GROUP, [0.25] * 800)

        assert most_within(sent, 60) == 20

    @given(STEPS)
    def test_wait_is_exactly_long_enough(self, steps: list[float]) -> None:
        """
        After the wait that was named it may go, and not before.
        """
        pace, now = Pace(), 1000.0
        for step in steps:
            now += step
            wait = pace.chat_wait(GROUP, now)
            assert not wait or pace.chat_wait(GROUP, now + wait - 0.01)
            now += wait + 1e-6
            assert not pace.chat_wait(GROUP, now)
            pace.spend(GROUP, now)

    def test_does_not_wait_for_others(self) -> None:
        """
        One busy chat costs another nothing but its share of the whole.
        """
        pace = Pace()
        for _ in range(3):
            pace.spend(PERSON, 0.0)

        assert pace.chat_wait(PERSON, 0.0)
        assert not pace.chat_wait(OTHER, 0.0)


class TestAll:
    def test_have_about_twenty_five_a_second(self) -> None:
        """
        Any number of chats together stay below Telegram's thirty.
        """
        pace, sent = Pace(), []
        for tick in range(3000):
            now = tick / 1000
            if not pace.overall_wait(now):
                pace.spend(str(tick), now)
                sent.append(now)

        assert 20 <= most_within(sent, 1) <= 25
        assert pace.overall_wait(3.0) <= 0.05

    def test_forgets_chats_that_rest(self) -> None:
        """
        Memory does not grow with everybody who ever wrote.
        """
        pace = Pace()
        for chat in range(3 * MOST_CHATS):
            pace.spend(str(chat), chat * 1.0)

        assert len(pace._pasts) <= MOST_CHATS


class TestPatience:
    @pytest.mark.parametrize("after", [0.1, 1.0, 30.0, 86_400.0])
    def test_is_kept_to_the_end(self, after: float) -> None:
        """
        Nothing goes before, and the rest of the world goes on.
        """
        pace = Pace()

        everywhere = pace.hold(PERSON, after, 100.0)

        assert not everywhere
        assert pace.chat_wait(PERSON, 100.0 + after * 0.99)
        assert not pace.chat_wait(PERSON, 100.0 + after + 1e-6)
        assert not pace.chat_wait(OTHER, 100.0)

    def test_is_everybodys_when_two_chats_wait_for_the_same_moment(self) -> None:
        """
        A wait of the whole bot is told to each chat with what is left of it.
        """
        pace = Pace()
        pace.hold(PERSON, 30.0, 100.0)

        everywhere = pace.hold(OTHER, 22.0, 108.5)

        assert everywhere
        assert pace.chat_wait("53", 129.0)
        assert not pace.chat_wait("53", 131.0)

    def test_is_each_ones_own_otherwise(self) -> None:
        """
        Two chats that were each too fast do not stop a third.
        """
        pace = Pace()
        pace.hold(PERSON, 30.0, 100.0)

        assert not pace.hold(OTHER, 5.0, 100.2)
        assert not pace.chat_wait("53", 100.3)

    def test_is_never_shortened(self) -> None:
        """
        A second refusal does not end the first.
        """
        pace = Pace()
        pace.hold(PERSON, 30.0, 100.0)
        pace.hold(PERSON, 1.0, 101.0)

        assert pace.chat_wait(PERSON, 129.0)
