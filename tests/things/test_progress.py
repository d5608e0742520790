"""The two lines of progress, and the paper for a first meeting."""

from dataclasses import replace
from datetime import date, timedelta

from bot.model import sketches
from bot.model.couple import Seat
from bot.model.sketches import Brief, Progress
from bot.things import agreements, briefs, progress
from bot.things.asking import Asking, Found
from tests.things.conftest import later

MONDAY = date(2026, 11, 23)


def agreed(asking: Asking) -> int:
    """Note an agreement; give its number."""
    until = (asking.today + timedelta(days=300)).isoformat()
    found = agreements.add(
        asking, {"what": "Call", "by": "repairing", "kept": "A call", "until": until}
    )
    number = found["id"]
    assert isinstance(number, int)
    return number


def felt(asking: Asking, level: float) -> None:
    """Lay a pulse of whoever asks on their shelf."""
    asking.shelf.add("pulse", asking.seat, asking.now, {"level": level})


def drawn(found: Found) -> Progress:
    """Read what the picture is drawn from."""
    sketch = sketches.read(str(found["picture"]))
    assert isinstance(sketch, Progress)
    return sketch


class TestProgress:
    def test_nothing_yet(self, asking: Asking) -> None:
        agreed(asking)

        assert progress.picture(asking, {}) == {}

    def test_weeks_in_which_nobody_told_are_gaps(self, asking: Asking) -> None:
        first, second = agreed(asking), agreed(asking)
        agreements.tell(asking, {"id": first, "how": "kept"})
        agreements.tell(asking, {"id": second, "how": "missed"})
        then = later(asking, weeks=2)
        agreements.tell(then, {"id": first, "how": "kept"})
        agreements.tell(then, {"id": second, "how": "changed"})

        found = progress.picture(then, {})

        assert drawn(found) == Progress(MONDAY, (50, None, 100), (None, None, None))
        assert (found["weeks"], found["kept"]) == (3, 100)
        assert "felt" not in found

    def test_trust_is_the_middle_of_four_weeks(self, asking: Asking) -> None:
        for week, level in enumerate((2, 9, 4, 5, 6)):
            felt(later(asking, weeks=week), level)

        found = progress.picture(later(asking, weeks=5), {})

        assert drawn(found).felt == (2, 5.5, 4, 4.5, 5.5)
        assert found["felt"] == 5.5

    def test_a_silent_month_is_a_gap(self, asking: Asking) -> None:
        """What was felt long ago says nothing of today."""
        felt(asking, 3)
        felt(later(asking, weeks=6), 8)

        found = progress.picture(later(asking, weeks=6), {})

        assert drawn(found).felt == (3, 3, 3, 3, None, None, 8)

    def test_only_ones_own(self, asking: Asking) -> None:
        """What the other felt changes nothing, wherever one looks."""
        felt(asking, 3)
        alone = progress.picture(asking, {})
        for level in (9, 10):
            felt(replace(asking, seat=Seat.B), level)

        assert progress.picture(asking, {}) == alone

    def test_who_broke_it_sees_another_line(self, asking: Asking) -> None:
        """Theirs tells what they did for it, and is called so."""
        other = replace(asking, seat=Seat.B)
        felt(asking, 3)
        felt(other, 8)

        hurt, repairing = (drawn(progress.picture(one, {})) for one in (asking, other))

        assert (hurt.mirrored, repairing.mirrored) == (False, True)
        assert set(hurt.words) != set(repairing.words)

    def test_a_year_at_most(self, asking: Asking) -> None:
        for week in range(60):
            felt(later(asking, weeks=week), week % 10)

        found = progress.picture(later(asking, weeks=59), {})

        assert drawn(found).first == MONDAY + timedelta(weeks=8)
        assert found["weeks"] == len(drawn(found).felt) == 52

    def test_small_enough_for_a_letter(self, asking: Asking) -> None:
        number = agreed(asking)
        for week in range(60):
            then = later(asking, weeks=week)
            felt(then, 7.5)
            agreements.tell(then, {"id": number, "how": "kept"})

        assert len(str(progress.picture(later(asking, weeks=59), {})["picture"])) < 600


class TestBrief:
    def test_empty_parts_are_left_out(self, asking: Asking) -> None:
        found = briefs.paper(asking, {"who": "Us", "tried": None, "ask": "Help", "safety": ""})

        sketch = sketches.read(str(found["paper"]))
        assert sketch == Brief(MONDAY, (("who", ("Us",)), ("ask", ("Help",))))

    def test_both_wrote(self, asking: Asking) -> None:
        """Each keeps their place, also where the other wrote nothing."""
        given = {"ask": "Help", "ask_too": "Listen", "who_too": "We", "name": "A", "name_too": "B"}

        found = briefs.paper(asking, given)

        parts = (("who", ("", "We")), ("ask", ("Help", "Listen")))
        assert sketches.read(str(found["paper"])) == Brief(MONDAY, parts, ("A", "B"))

    def test_nothing_written(self, asking: Asking) -> None:
        assert briefs.paper(asking, {"who": "", "ask": None}) == {}
