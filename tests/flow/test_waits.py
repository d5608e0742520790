"""Waiting for an hour, for a milestone, for the first who comes, and for one's turn."""
# ruff: noqa: E501 - a flow is read as one line

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.flow.events import Happened, Paused, Stopped
from bot.flow.outcomes import ROOM
from bot.flow.parse import parse
from bot.flow.run import LATER
from bot.model.couple import Seat
from tests.flow.leaks import FEAR, flow, group, lane
from tests.pair import NOON, A, B, Pair, couple

HEARD = "- {id: news, wait_for: heard, until: 1d, missed: [{say: Not yet.}]}"
HERE = "- {id: here, ask: Here?, yesno: true}"
AFTER = "- {say: After that., to: both}"
MADRID = ("Europe/Madrid", "America/New_York")


def happens(pair: Pair, name: str = "heard") -> bool:
    """Let a milestone be reached in another flow; say whether somebody waited for it."""
    return pair.do(Happened(pair.now, name)).taken


def test_reached_before() -> None:
    """Who comes to a milestone that was reached goes on at once."""
    script = flow(HEARD.replace("1d", "2d"), AFTER)
    pair = Pair(script, replace(couple(), marks={"heard": 0}))

    assert pair.last(A) == "After that."


def first_comes(*nodes: str) -> str:
    """Make a fork in the room that goes on with the first who is through."""
    return group(*nodes).replace("  until", "  join: any\n  until", 1)


def in_turns(*nodes: str) -> str:
    """Make a fork in the room in which one comes after the other."""
    return group(*nodes).replace("  until", "  order: turns\n  until", 1)


class TestUntil:
    """An hour by somebody's clock."""

    @pytest.mark.parametrize(
        ("clock", "start", "then"),
        [
            ('{at: "18:30"}', "2026-11-22T12:00", "2026-11-22T17:30"),
            ('{at: "12:00"}', "2026-11-22T12:00", "2026-11-23T11:00"),
            ('{day: sunday, at: "18:30"}', "2026-11-22T12:00", "2026-11-22T17:30"),
            ('{day: sunday, at: "13:00"}', "2026-11-22T12:00", "2026-11-29T12:00"),
            # Half past two is skipped in this night, and comes twice in that one.
            ('{at: "02:30"}', "2027-03-27T12:00", "2027-03-28T01:00"),
            ('{at: "02:30"}', "2027-10-30T12:00", "2027-10-31T00:30"),
            ('{at: "18:30"}', "2027-03-27T20:00", "2027-03-28T16:30"),
            ('{day: monday, at: "09:00"}', "2027-10-29T12:00", "2027-11-01T08:00"),
        ],
    )
    def test_the_couples(self, clock: str, start: str, then: str) -> None:
        """
        Outside lanes it is the couple's own, also where daylight saving begins or ends.
        """
        begin, due = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (start, then))
        pair = Pair(
            flow(f"- {{id: hour, wait_until: {clock}}}", AFTER), couple(zones=MADRID), at=begin
        )

        pair.ring()

        assert (pair.now, pair.last(A)) == (due, "After that.")

    def test_each_ones_own(self) -> None:
        """
        In a lane it is that of whoever waits.
        """
        pair = Pair(
            flow(lane('- {id: hour, wait_until: {at: "18:30"}}', "- {say: Evening.}")),
            couple(zones=MADRID),
        )

        pair.wait("1d")

        assert [pair.seen(seat)[0].at.hour for seat in Seat] == [17, 23]

    def test_every_day_at_the_same_hour(self) -> None:
        """
        Over both ends of daylight saving a day is a day: no day is left out, none has two.
        """
        days = '- {id: days, repeat: 5, do: [{id: hour, wait_until: {at: "02:30"}}, {say: A day., to: both}]}'
        pair = Pair(flow(days), couple(zones=MADRID), at=datetime(2027, 3, 26, 12, tzinfo=UTC))

        pair.wait("6d")

        assert [f"{one.at:%d %H:%M}" for one in pair.seen(A)] == [
            "27 01:30", "28 01:00", "29 00:30", "30 00:30", "31 00:30",
        ]  # fmt: skip


class TestFor:
    """A milestone of another flow."""

    def test_goes_on_when_it_is_reached(self) -> None:
        """
        At once, and its deadline rings no more.
        """
        pair = Pair(flow(HEARD.replace("say: Not yet.", "say: Not yet., to: both"), AFTER))

        assert not happens(pair, "other")
        assert happens(pair)

        assert pair.read(A) == ["After that."]
        assert not pair.alarms

    def test_time_is_up(self) -> None:
        """
        Then comes what the author wrote for that, and it goes on below.
        """
        pair = Pair(flow(HEARD.replace("say: Not yet.", "say: Not yet., to: both"), AFTER))

        pair.wait("1d")

        assert pair.read(A) == ["Not yet.", "After that."]

    def test_in_both_lanes(self) -> None:
        """
        Who is there already goes on; who comes later waits for the next time.
        """
        pair = Pair(flow(lane(FEAR, HEARD, "- {say: Heard.}")))
        pair.press(A, "5")

        happens(pair)
        pair.press(B, "5")

        assert pair.last(A) == "Heard."
        assert pair.run.lanes[B].at == "news"

    def test_wakes_nobody_who_left_the_rest_out(self) -> None:
        """
        To stop is to stop.
        """
        pair = Pair(flow(lane(HEARD, FEAR)))
        pair.do(Stopped(pair.now, A))

        happens(pair)

        assert pair.last(A) == "<stopped-here>"
        assert pair.last(B) == "How afraid were you?"

    def test_wakes_nobody_whose_turn_has_not_come(self) -> None:
        """
        The other speaks first.
        """
        pair = Pair(flow(in_turns(HEARD, HERE)))
        happens(pair)

        assert pair.run.lanes[A].at == "here"
        assert pair.run.lanes[B].wait == LATER

    def test_the_first_closes_the_other(self) -> None:
        """
        Both waited for the same; one of them is enough.
        """
        pair = Pair(flow(first_comes(HEARD), AFTER))

        happens(pair)

        assert pair.ended == "done"
        assert pair.read(A) == ["After that."]


class TestAny:
    """The first who is through."""

    def test_goes_on_at_once(self) -> None:
        """
        The other's question is closed, and nothing of it rings any more.
        """
        timed = HERE.replace("yesno", "until: 2h, remind: [{after: 1h, say: Well?}], yesno")
        pair = Pair(flow(first_comes(timed), AFTER, "- {id: pause, wait: 1w}"))
        theirs = pair.open(B)
        assert theirs is not None

        pair.press(A, "<yes>")

        assert pair.last(B) == "After that."
        assert [tag for _, tag in pair.alarms] == ["wake"]
        pair.tap(theirs, 0)
        assert pair.last(B) == "<closed-question>"

    def test_nobody(self) -> None:
        """
        When time is up, it was missed.
        """
        pair = Pair(flow(first_comes(HERE)))

        pair.wait("2d")

        assert pair.ended == "other_way"

    def test_who_is_through_without_being_asked(self) -> None:
        """
        The next fork asks each of them once.
        """
        first = first_comes("- {when: couple.room, say: 'Hello, {me.name}.'}")
        second = group(HERE).replace("id: sitting", "id: second")
        pair = Pair(flow(first, second))

        assert pair.read(ROOM) == ["Hello, Ana.", "Here?", "Here?"]
        assert len(pair.alarms) == 1

    def test_many_forks_that_ask_nobody(self) -> None:
        """
        However many stand behind each other, one turn goes through them, or several.
        """
        empty = "- {{id: fork{}, each: partner, place: group, until: 1d, do: []}}"
        pair = Pair(flow(*(empty.format(at) for at in range(250))))

        pair.wait("1s")

        assert pair.ended == "done"


def test_in_private_nobody_waits_for_their_turn() -> None:
    """
    The moment it came would tell when the other was through. The checker refuses it, too.
    """
    turns = flow(lane(FEAR)).replace("each: partner", "each: partner\n    order: turns")

    pair = Pair(parse(turns.encode(), "turns.yaml"))

    assert pair.open(B) is not None


class TestRest:
    """A break in a sitting."""

    def rest(self, pair: Pair, minutes: int = 20) -> None:
        """Take one."""
        assert pair.do(Paused(pair.now, A, pair.now + timedelta(minutes=minutes))).taken

    def test_nothing_that_was_on_its_way_rings(self) -> None:
        """
        An alarm that fell due with the wish for a break does not end the sitting.
        """
        pair = Pair(flow(group(HERE)))
        late = dict(pair.alarms)
        self.rest(pair, 60 * 72)
        pair.alarms |= late

        pair.wait("2d")

        assert pair.ended is None

    def test_the_deadline_counts_anew(self) -> None:
        """
        Afterwards there is the whole time again.
        """
        pair = Pair(flow(group(HERE)))
        pair.wait("1d")
        self.rest(pair)

        pair.wait("2d")
        soon = pair.ended
        pair.wait("20m")

        assert (soon, pair.ended) == (None, "other_way")
        assert pair.now - NOON == timedelta(days=3, minutes=20)

    def test_a_pause_begins_anew(self) -> None:
        """
        What would have woken it was dropped, and nobody stays behind.
        """
        pair = Pair(flow(group("- {id: pause, wait: 1h}", HERE)))
        self.rest(pair)

        pair.wait("80m")

        assert pair.read(ROOM)[-2:] == ["Here?", "Here?"]


def test_two_reveals_close_at_the_same_deadline() -> None:
    """
    The first was agreed to and shown; the second was not, and says so when silence would.
    """
    one = "- {id: one, ask: May I?, consent: {shows: [fear]}, save: my.read}"
    two = "- {id: two, ask: And this?, consent: {shows: [fear]}, save: my.share}"
    shows = "- {{id: {0}, reveal: [fear], needs: {1}, say: '{{a.fear}} {{b.fear}}', withheld: [{{say: {0} is kept., to: both}}]}}"
    pair = Pair(
        flow(lane(FEAR, one, two), shows.format("first", "read"), shows.format("second", "share"))
    )
    for seat in Seat:
        for label in ("5", "<consent-yes>", "<consent-no>"):
            pair.press(seat, label)

    pair.wait("2d")

    assert pair.read(ROOM) == ["5 5"]
    assert (pair.ended, pair.seen(A)[-1].text) == ("done", "second is kept.")
    assert pair.seen(A)[-1].at == NOON + timedelta(days=2)
