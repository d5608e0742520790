"""Whatever two people do, no secret gets out and no conversation dies."""

from collections import Counter
from collections.abc import Callable

import pytest

from bot.flow.outcomes import Told, Turn
from bot.flow.passage import MAX_NODES, Passage
from bot.model.couple import Seat
from bot.model.words import Words, plain
from tests.walks.walk import CHECK_IN, COMMUNICATE, Walk, solo, twins

# Together 10,000 walks: 2,000 + 2,000 alone, and 1,250 + 1,750 pairs of twins.
ALONE = [(CHECK_IN, at, 500) for at in range(0, 2000, 500)]
ALONE += [(COMMUNICATE, at, 250) for at in range(0, 2000, 250)]
TWINS = [(CHECK_IN, at, 625) for at in range(0, 1250, 625)]
TWINS += [(COMMUNICATE, at, 125) for at in range(0, 1750, 125)]


def look_alike(flow: str, seed: int) -> None:
    """Walk twins, and hold what the one who looks on was shown side by side."""
    first, second, onlooker = twins(flow, seed)
    assert first.seen_by(onlooker) == second.seen_by(onlooker)


def fits(flow: str, seed: int) -> None:
    """Walk one couple; the walk looks at every turn."""
    close_alike(solo(flow, seed))


def close_alike(walk: Walk) -> None:
    """A conversation that closes in private says the same to both, at the deadline."""
    if walk.pair.ended not in ("kept_private", "not_now"):
        return
    last = {seat: told(walk, seat) for seat in Seat}
    assert last[Seat.A] == last[Seat.B]


def told(walk: Walk, seat: Seat) -> str:
    """Give the last words somebody was told, apart from system sentences."""
    lines: list[Words] = [
        one.line
        for one in walk.pair.outcomes
        if isinstance(one, Told) and one.to == seat and isinstance(one.line, tuple)
    ]
    return plain(lines[-1])


def every(test: Callable[[str, int], None], flow: str, seeds: range) -> None:
    """Try all seeds; a failure says with which."""
    for seed in seeds:
        try:
            test(flow, seed)
        except AssertionError as exc:
            exc.add_note(f"{test.__name__}({flow!r}, {seed})")
            raise


@pytest.mark.slow
@pytest.mark.parametrize(("flow", "first", "count"), ALONE)
def test_keeps_every_secret(flow: str, first: int, count: int) -> None:
    """
    No private words reach the other or the room without both consents, and every walk ends.
    """
    every(fits, flow, range(first, first + count))


@pytest.mark.slow
@pytest.mark.parametrize(("flow", "first", "count"), TWINS)
def test_twins_look_alike(flow: str, first: int, count: int) -> None:
    """
    Couples who differ in one partner's private answers look the same to the other.

    Words, order and times.
    """
    every(look_alike, flow, range(first, first + count))


def test_walks_go_everywhere() -> None:
    """
    The walks are worth something: all ends are reached, shown and not shown.
    """
    walks = [solo(flow, seed) for flow in (CHECK_IN, COMMUNICATE) for seed in range(150)]

    ends = Counter(walk.pair.ended for walk in walks)
    shown = sum(bool(walk.pair.revealed) for walk in walks)
    apologies = sum("apology_heard" in {mark.name for mark in walk.pair.marks} for walk in walks)

    assert set(ends) == {"shared", "kept_private", "heard", "not_now", "unfinished"}
    assert min(ends.values()) > 5
    assert 30 < shown < 200
    assert apologies > 0


def test_twins_differ() -> None:
    """
    Most twins did do something else; the comparison is not of a thing with itself.
    """
    pairs = [twins(COMMUNICATE, seed) for seed in range(60)]

    differ = sum(one.seen_by(by.other) != two.seen_by(by.other) for one, two, by in pairs)

    assert differ > 40


def test_turns_stay_short(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    No turn plays more than 200 nodes.
    """
    steps: list[int] = []
    turn = Passage.turn

    def counted(self: Passage) -> Turn:
        steps.append(self.steps)
        return turn(self)

    monkeypatch.setattr(Passage, "turn", counted)

    for seed in range(60):
        solo(COMMUNICATE, seed)

    assert max(steps) <= MAX_NODES
