"""The trust pulse."""

from dataclasses import replace

import pytest

from bot.model.couple import Seat
from bot.things import pulse
from bot.things.asking import Asking
from tests.things.conftest import later


def given(*lines: int | None) -> dict[str, int | None]:
    """Name five lines."""
    return dict(zip(pulse.LINES, lines, strict=True))


@pytest.mark.parametrize(
    ("lines", "level"),
    [
        ((10, 10, 10, 10, 0), 10.0),
        ((0, 0, 0, 0, 10), 0.0),
        ((5, 6, 7, 8, 4), 6.4),
        ((None, None, 3, None, None), 3.0),
        ((None, None, None, None, 10), 0.0),
    ],
)
def test_level(asking: Asking, lines: tuple[int | None, ...], level: float) -> None:
    """The mean of what was said; the last line counts the other way round."""
    assert pulse.add(asking, given(*lines)) == {"level": level}


def test_nothing_said(asking: Asking) -> None:
    """All skipped is no pulse of nought."""
    assert pulse.add(asking, given(None, None, None, None, None)) == {}
    assert pulse.middle(asking, {"weeks": 4}) == {}


def test_median_of_four_weeks(asking: Asking) -> None:
    """One bad week hardly moves it, and older ones not at all."""
    for week, line in enumerate((0, 0, 6, 7, 2, 8)):
        pulse.add(later(asking, weeks=week), given(line, line, line, line, 10 - line))

    assert pulse.middle(later(asking, weeks=5, hours=1), {"weeks": 4}) == {"level": 6.5}


def test_nobody_elses(asking: Asking) -> None:
    pulse.add(asking, given(5, 5, 5, 5, 5))

    assert pulse.middle(replace(asking, seat=Seat.B), {"weeks": 4}) == {}
