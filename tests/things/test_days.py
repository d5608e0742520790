"""Days that somebody wants to be told of."""

from dataclasses import replace

import pytest

from bot.model.couple import Seat
from bot.things import agreements, days
from bot.things.asking import Asking
from tests.things.conftest import later


def noted(asking: Asking, on: str, *, yearly: bool = False) -> None:
    """Note a day of one's own."""
    days.add(asking, {"what": f"day of {on}", "on": on, "yearly": yearly})


class TestOwn:
    def test_only_on_that_day(self, asking: Asking) -> None:
        noted(asking, "2026-11-25")

        found = [days.mine(later(asking, days=ahead), {}) for ahead in range(4)]

        assert found == [{}, {}, {"what": "day of 2026-11-25"}, {}]

    def test_once_or_every_year(self, asking: Asking) -> None:
        noted(asking, "2026-11-24")
        noted(asking, "2026-11-25", yearly=True)

        assert days.mine(later(asking, days=366), {}) == {}
        assert days.mine(later(asking, days=367), {}) == {"what": "day of 2026-11-25"}

    @pytest.mark.parametrize(
        ("ahead", "falls"), [(462, False), (463, True), (828, True), (1557, False)]
    )
    def test_leap_day(self, asking: Asking, ahead: int, falls: bool) -> None:
        """On the 28th in years that have no 29th."""
        noted(asking, "2028-02-29", yearly=True)
        then = later(asking, days=ahead)

        assert bool(days.mine(then, {})) == falls, then.today

    def test_nobody_elses(self, asking: Asking) -> None:
        noted(asking, "2026-11-23")

        other = replace(asking, seat=Seat.B)

        assert days.mine(other, {}) == {}
        assert days.following(other, {}) == {}

    def test_can_be_taken_away(self, asking: Asking) -> None:
        noted(asking, "2026-11-23")
        number = days.following(asking, {})["id"]
        days.forget(replace(asking, seat=Seat.B), {"id": number})
        still = days.following(asking, {})

        days.forget(asking, {"id": number})

        assert still
        assert days.following(asking, {}) == {}


class TestPlanned:
    def test_tomorrow_and_today(self, asking: Asking) -> None:
        days.plan(asking, {"what": "a walk", "on": "2026-11-25"})

        found = [days.ours(later(asking, days=ahead), {}) for ahead in range(4)]

        assert [one.get("when") for one in found] == [None, "tomorrow", "today", None]

    def test_both_are_told(self, asking: Asking) -> None:
        days.plan(asking, {"what": "a walk", "on": "2026-11-23"})

        assert days.ours(replace(asking, seat=Seat.B), {})["what"] == "a walk"

    def test_today_before_tomorrow(self, asking: Asking) -> None:
        days.plan(asking, {"what": "later", "on": "2026-11-24"})
        days.plan(asking, {"what": "sooner", "on": "2026-11-23"})

        assert days.ours(asking, {})["what"] == "sooner"


def test_agreements_that_end(asking: Asking) -> None:
    """Those that are closed are none."""
    for until in ("2026-11-25", "2026-11-25", "2026-11-26"):
        given = {"what": "x", "by": "both", "kept": "y", "until": until}
        number = agreements.add(asking, given)["id"]
        if until == "2026-11-26":
            agreements.close(asking, {"id": number})

    assert days.due(asking, {"days": 2}) == {"count": 2}
    assert days.due(asking, {"days": 3}) == {"count": 0}
