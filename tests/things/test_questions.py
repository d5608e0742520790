"""The question box."""

from dataclasses import replace

import pytest

from bot.model.couple import Seat
from bot.things import questions
from bot.things.asking import Asking, Found


def asked(asking: Asking, text: str, sort: str = "facts") -> int:
    """Lay a question into the box; give its number."""
    number = questions.add(asking, {"text": text, "sort": sort})["id"]
    assert isinstance(number, int)
    return number


def walk(asking: Asking) -> list[Found]:
    """Go through all of them, as a flow does."""
    found: list[Found] = []
    while one := questions.following(asking, {"after": found[-1]["id"] if found else None}):
        found.append(one)
    return found


class TestBox:
    def test_comes_back_in_order(self, asking: Asking) -> None:
        asked(asking, "Since when?")
        asked(asking, "Do you want to stay?", "reassurance")

        assert [(one["text"], one["sort"]) for one in walk(asking)] == [
            ("Since when?", "facts"),
            ("Do you want to stay?", "reassurance"),
        ]

    def test_nothing_yet(self, asking: Asking) -> None:
        assert questions.following(asking, {}) == {}
        assert questions.count(asking, {}) == {"open": 0, "held": 0}

    def test_what_paints_pictures_is_held_back(self, asking: Asking) -> None:
        """It is kept and counted, and never handed out."""
        asked(asking, "How was it?", "graphic")
        asked(asking, "Why?", "meaning")

        assert [one["text"] for one in walk(asking)] == ["Why?"]
        assert questions.count(asking, {}) == {"open": 1, "held": 1}

    @pytest.mark.parametrize(
        ("how", "left"), [("answered", 0), ("partly", 1), ("not_yet", 1), ("perhaps", 1)]
    )
    def test_only_an_answer_takes_it_out(self, asking: Asking, how: str, left: int) -> None:
        number = asked(asking, "Why?")

        questions.mark(asking, {"id": number, "how": how})

        assert questions.count(asking, {})["open"] == left

    def test_partly_can_be_answered_later(self, asking: Asking) -> None:
        number = asked(asking, "Why?")
        for how in ("partly", "answered"):
            questions.mark(asking, {"id": number, "how": how})

        assert walk(asking) == []

    def test_a_number_that_is_none(self, asking: Asking) -> None:
        asked(asking, "Why?")

        questions.mark(asking, {"id": 99, "how": "answered"})

        assert len(walk(asking)) == 1

    def test_of_no_known_sort(self, asking: Asking) -> None:
        asked(asking, "Why?", "whim")

        assert walk(asking)[0]["sort"] == "meaning"

    def test_the_other_has_a_box_of_their_own(self, asking: Asking) -> None:
        asked(asking, "Why?")

        assert walk(replace(asking, seat=Seat.B)) == []
        assert questions.count(replace(asking, seat=Seat.B), {}) == {"open": 0, "held": 0}
