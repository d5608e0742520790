"""Notes of one's own."""

from dataclasses import replace

from bot.model.couple import Seat
from bot.things import notes
from bot.things.asking import Asking
from tests.things.conftest import later


def written(asking: Asking, *texts: str) -> None:
    """Write notes, a day between each two."""
    for day, text in enumerate(texts):
        notes.add(later(asking, days=day), {"text": text})


def walk(asking: Asking) -> list[object]:
    """Go back through all of them, as a flow does."""
    found: list[object] = []
    one = notes.before(asking, {})
    while one:
        found.append(one["text"])
        one = notes.before(asking, {"than": one["id"]})
    return found


def test_newest_first(asking: Asking) -> None:
    written(asking, "one", "two", "three")

    assert walk(asking) == ["three", "two", "one"]
    assert notes.before(asking, {})["on"] == "2026-11-25"


def test_nobody_elses(asking: Asking) -> None:
    written(asking, "one")
    number = notes.before(asking, {})["id"]
    other = replace(asking, seat=Seat.B)

    notes.forget(other, {"id": number})

    assert walk(other) == []
    assert walk(asking) == ["one"]


def test_is_gone_for_good(asking: Asking) -> None:
    written(asking, "one", "two")

    notes.forget(asking, {"id": notes.before(asking, {})["id"]})

    assert walk(asking) == ["one"]
