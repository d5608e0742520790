"""The agreement ledger."""

from dataclasses import replace
from datetime import timedelta, timezone

import pytest

from bot.model.couple import Seat
from bot.things import agreements
from bot.things.asking import Asking, Found
from tests.things.conftest import later


def agreed(
    asking: Asking, what: str = "Call when late", by: str = "repairing", days: int = 30
) -> int:
    """Note an agreement; give its number."""
    until = (asking.today + timedelta(days=days)).isoformat()
    found = agreements.add(
        asking, {"what": what, "by": by, "kept": "A call before eight", "until": until}
    )
    number = found["id"]
    assert isinstance(number, int)
    return number


def walk(asking: Asking) -> list[Found]:
    """Go through all of them, as a flow does."""
    found: list[Found] = []
    while one := agreements.following(asking, {"after": found[-1]["id"] if found else None}):
        found.append(one)
    return found


class TestLedger:
    def test_comes_back_in_order(self, asking: Asking) -> None:
        agreed(asking, "First")
        agreed(asking, "Second", "both")

        found = walk(asking)

        assert [(one["what"], one["by"], one["over"]) for one in found] == [
            ("First", "repairing", False),
            ("Second", "both", False),
        ]
        assert found[0]["until"] == "2026-12-23"

    def test_nothing_yet(self, asking: Asking) -> None:
        assert agreements.following(asking, {}) == {}
        assert agreements.load(asking, {}) == {"all": 0, "hurt": 0, "repairing": 0}
        assert agreements.rate(asking, {"weeks": 4}) == {}

    def test_the_last_day_still_counts(self, asking: Asking) -> None:
        """It binds through its last day, where the couple lives."""
        agreed(asking, days=1)

        on_it = later(asking, days=1)
        east = replace(on_it, zone=timezone(timedelta(hours=5)))

        assert [one["over"] for one in walk(on_it)] == [False]
        assert [one["over"] for one in walk(east)] == [True]

    def test_one_that_is_over_can_go_on(self, asking: Asking) -> None:
        number = agreed(asking, days=7)
        then = later(asking, days=8)

        assert agreements.load(then, {})["all"] == 0
        agreements.extend(then, {"id": number, "until": "2027-01-15"})

        assert walk(then)[0]["until"] == "2027-01-15"
        assert agreements.load(then, {})["all"] == 1

    def test_closed(self, asking: Asking) -> None:
        agreements.close(asking, {"id": agreed(asking)})

        assert walk(asking) == []

    def test_a_number_that_is_none(self, asking: Asking) -> None:
        for deed in (agreements.tell, agreements.extend, agreements.close):
            assert deed(asking, {"id": 99, "how": "kept", "until": "2027-01-15"}) == {}

    def test_another_breach(self, asking: Asking) -> None:
        """Whom it binds is a person; how they are called there depends on the breach."""
        agreed(asking, by="repairing")

        assert walk(replace(asking, hurt=Seat.B))[0]["by"] == "hurt"

    def test_load(self, asking: Asking) -> None:
        for by in ("repairing", "repairing", "hurt", "both"):
            agreed(asking, by=by)

        assert agreements.load(asking, {}) == {"all": 4, "hurt": 2, "repairing": 3}


class TestRate:
    @pytest.mark.parametrize(
        ("told", "percent"),
        [
            (["kept"], 100),
            (["kept", "missed"], 50),
            (["kept", "kept", "missed"], 67),
            (["missed"], 0),
            (["kept", "changed"], 100),
        ],
    )
    def test_of_what_was_told(self, asking: Asking, told: list[str], percent: int) -> None:
        for how in told:
            agreements.tell(asking, {"id": agreed(asking), "how": how})

        assert agreements.rate(asking, {"weeks": 1}) == {"percent": percent}

    def test_only_the_last_weeks(self, asking: Asking) -> None:
        number = agreed(asking, days=60)
        agreements.tell(asking, {"id": number, "how": "missed"})
        then = later(asking, weeks=2)
        agreements.tell(then, {"id": number, "how": "kept"})

        assert agreements.rate(then, {"weeks": 1}) == {"percent": 100}
        assert agreements.rate(then, {"weeks": 4}) == {"percent": 50}

    def test_the_second_word_of_a_day(self, asking: Asking) -> None:
        """A slip of the finger can be put right."""
        number = agreed(asking)
        agreements.tell(asking, {"id": number, "how": "missed"})
        agreements.tell(asking, {"id": number, "how": "kept"})

        assert agreements.rate(asking, {"weeks": 1}) == {"percent": 100}

    def test_a_word_that_is_none(self, asking: Asking) -> None:
        agreements.tell(asking, {"id": agreed(asking), "how": "perhaps"})

        assert agreements.rate(asking, {"weeks": 1}) == {}
