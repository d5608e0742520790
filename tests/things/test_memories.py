"""The album of both, and the deck of ideas."""

from dataclasses import replace

from bot.model.couple import Seat
from bot.things import memories, photos
from bot.things.asking import Asking
from tests.things.conftest import later


def days(asking: Asking) -> list[object]:
    """Go back through the album, as a flow does."""
    found: list[object] = []
    one = memories.before(asking, {})
    while one:
        found.append(one["what"])
        one = memories.before(asking, {"than": one["id"]})
    return found


def test_both_read_it_newest_first(asking: Asking) -> None:
    memories.add(asking, {"what": "Rain", "by": "Ana"})
    memories.add(replace(later(asking, days=1), seat=Seat.B), {"what": "Snow"})

    assert days(asking) == days(replace(asking, seat=Seat.B)) == ["Snow", "Rain"]
    newest = memories.before(asking, {})
    assert newest["on"] == "2026-11-24"
    assert "by" not in newest
    assert memories.before(asking, {"than": newest["id"]})["by"] == "Ana"


def test_a_day_goes_with_its_photo(asking: Asking) -> None:
    kept = photos.keep(asking, {"photo": "telegram:1"})
    memories.add(asking, {"what": "Rain", "photo": kept["photo"]})
    memories.add(asking, {"what": "Snow"})
    rain = memories.before(asking, {"than": memories.before(asking, {})["id"]})

    memories.forget(asking, {"id": rain["id"]})

    assert days(asking) == ["Snow"]
    assert asking.shelf.all(photos.KIND, None) == []


def test_what_is_not_there_is_not_taken_out(asking: Asking) -> None:
    memories.add(asking, {"what": "Rain"})

    memories.forget(asking, {"id": 99})

    assert days(asking) == ["Rain"]


def test_hands_come_in_turn_for_both(asking: Asking) -> None:
    other = replace(asking, seat=Seat.B)

    told = [memories.turn(one, {"of": 3})["number"] for one in (asking, other, asking, other)]

    assert told == [1, 2, 3, 1]
    assert len(asking.shelf.all(memories.DECK, None)) == 1
