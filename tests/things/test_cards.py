"""Cards that both keep."""

from dataclasses import replace

from bot.model.couple import Seat
from bot.things import cards
from bot.things.asking import Asking
from bot.things.shelf import Memory
from tests.things.conftest import later


def test_comes_back_as_it_was_written(asking: Asking) -> None:
    number = cards.add(asking, {"name": "quarrel", "first": "By day.", "third": "tea"})["id"]

    assert cards.load(later(asking, days=9), {"name": "quarrel"}) == {
        "id": number,
        "made": "2026-11-23",
        "first": "By day.",
        "third": "tea",
    }


def test_a_line_left_out_is_not_on_it(asking: Asking) -> None:
    cards.add(asking, {"name": "quarrel", "first": None, "second": "", "on": "2026-12-01"})

    found = cards.load(asking, {"name": "quarrel"})
    assert found["on"] == "2026-12-01"
    assert not {"first", "second", "third", "fourth"} & set(found)


def test_a_new_one_takes_the_place_of_the_old(asking: Asking) -> None:
    """Nothing of the old one stays, not even a line that the new one has not."""
    cards.add(asking, {"name": "quarrel", "first": "old", "second": "older"})
    cards.add(later(asking, days=1), {"name": "quarrel", "first": "new"})

    found = cards.load(asking, {"name": "quarrel"})
    assert (found["first"], found["made"], "second" in found) == ("new", "2026-11-24", False)
    assert len(asking.shelf.all(cards.KIND, None)) == 1


def test_each_name_has_its_own(asking: Asking) -> None:
    cards.add(asking, {"name": "quarrel", "first": "tea"})
    cards.add(asking, {"name": "therapists", "first": "Dr. Vega"})

    assert cards.load(asking, {"name": "quarrel"})["first"] == "tea"
    assert cards.load(asking, {"name": "therapists"})["first"] == "Dr. Vega"


def test_none_of_that_name(asking: Asking) -> None:
    cards.add(asking, {"name": "quarrel", "first": "tea"})

    assert cards.load(asking, {"name": "therapists"}) == {}


def test_both_read_it_and_no_other_couple(asking: Asking) -> None:
    """Whoever laid it there, it is the other's as well."""
    cards.add(replace(asking, seat=Seat.A), {"name": "quarrel", "first": "tea"})

    assert cards.load(replace(asking, seat=Seat.B), {"name": "quarrel"})["first"] == "tea"
    assert cards.load(replace(asking, shelf=Memory()), {"name": "quarrel"}) == {}
