"""The tier: what raises it, what lowers it, what it holds back."""

from dataclasses import replace

import pytest

from bot.model.couple import Seat
from bot.things import safety
from bot.things.asking import Asking, Given
from tests.things.conftest import later

CALM: Given = {"afraid": False, "humiliated": False, "low": 0}
RED: Given = {"afraid": True}


def tier(asking: Asking) -> object:
    """Ask for it."""
    return safety.tier(asking, {})["tier"]


class TestTier:
    @pytest.mark.parametrize(
        ("given", "found"),
        [
            ({}, "calm"),
            (CALM, "calm"),
            ({"afraid": True}, "red"),
            ({"forced": True}, "red"),
            ({"hurt": True}, "red"),
            ({"threatened": True}, "red"),
            ({"trouble": True}, "red"),
            ({"control": 1}, "calm"),
            ({"control": 2}, "red"),
            ({"humiliated": True}, "amber"),
            ({"hurt": True, "long_ago": True}, "amber"),
            ({"low": 2, "worried": 2}, "calm"),
            ({"low": 3}, "amber"),
            ({"worried": 3}, "amber"),
            ({"not_living": True}, "amber"),
            ({"humiliated": True, "trouble": True}, "red"),
        ],
    )
    def test_from_answers(self, asking: Asking, given: Given, found: str) -> None:
        assert safety.screen(asking, given) == {"tier": found}
        assert tier(asking) == found

    def test_never_asked(self, asking: Asking) -> None:
        assert tier(asking) == "calm"

    def test_one_denial_clears_nothing(self, asking: Asking) -> None:
        safety.screen(asking, RED)

        assert safety.screen(later(asking, days=1), CALM) == {"tier": "red"}
        assert safety.screen(later(asking, days=7), CALM) == {"tier": "red"}

    def test_a_second_calm_screen_a_week_later_does(self, asking: Asking) -> None:
        safety.screen(asking, RED)
        safety.screen(later(asking, days=1), CALM)

        assert safety.screen(later(asking, days=8), CALM) == {"tier": "calm"}

    def test_a_fresh_flag_starts_anew(self, asking: Asking) -> None:
        safety.screen(asking, RED)
        safety.screen(later(asking, days=1), CALM)
        safety.screen(later(asking, days=3), RED)

        assert safety.screen(later(asking, days=9), CALM) == {"tier": "red"}

    @pytest.mark.parametrize(
        ("days", "found"), [(89, "red"), (90, "amber"), (119, "amber"), (120, "calm")]
    )
    def test_fades(self, asking: Asking, days: int, found: str) -> None:
        safety.screen(asking, RED)

        assert tier(later(asking, days=days)) == found

    def test_answers_are_not_kept(self, asking: Asking) -> None:
        """Two that lead to the same tier leave the same on the shelf."""
        safety.screen(asking, {"afraid": True, "humiliated": True})
        one = asking.shelf.all("tier", Seat.A)[-1].fields
        safety.screen(asking, {"forced": True})

        assert [thing.fields for thing in asking.shelf.all("tier", Seat.A)] == [one]


class TestHolds:
    def held(self, asking: Asking) -> tuple[bool, bool]:
        """Say whether light sittings are held, and heavy ones."""
        return (
            safety.holds(asking.shelf, asking.now, heavy=False),
            safety.holds(asking.shelf, asking.now, heavy=True),
        )

    @pytest.mark.parametrize("seat", list(Seat))
    def test_heavy_sittings_at_red(self, asking: Asking, seat: Seat) -> None:
        safety.screen(replace(asking, seat=seat), RED)

        assert self.held(asking) == (False, True)
        assert self.held(later(asking, days=90)) == (False, False)

    def test_all_of_them_if_somebody_wishes(self, asking: Asking) -> None:
        safety.screen(asking, RED)
        safety.choose(asking, {"way": "never"})

        assert self.held(asking) == (True, True)
        safety.screen(later(asking, days=2), RED)
        assert self.held(later(asking, days=2)) == (True, True)

    @pytest.mark.parametrize("given", [CALM, {"humiliated": True}, {"low": 6}])
    def test_nothing_below(self, asking: Asking, given: Given) -> None:
        safety.screen(asking, given)

        assert self.held(asking) == (False, False)
