"""Whatever two people do, no secret gets out and no conversation dies."""

from collections import Counter
from collections.abc import Callable

import pytest

from bot.explore import alike
from bot.explore.case import Broken
from bot.explore.chance import Chance
from bot.explore.coverage import Watch, watching
from bot.explore.judge import Judge
from bot.explore.walk import Walk
from bot.flow.outcomes import Marked, Revealed
from bot.flow.passage import MAX_NODES
from bot.model.couple import Seat
from tests.walks.walk import CHECK_IN, COMMUNICATE, shipped, solo, twins

# Together 10,000 walks: 2,000 + 2,000 alone, and 1,250 + 1,750 pairs of twins.
ALONE = [(CHECK_IN, at, 500) for at in range(0, 2000, 500)]
ALONE += [(COMMUNICATE, at, 250) for at in range(0, 2000, 250)]
TWINS = [(CHECK_IN, at, 625) for at in range(0, 1250, 625)]
TWINS += [(COMMUNICATE, at, 125) for at in range(0, 1750, 125)]


def look_alike(flow: str, seed: int) -> None:
    """Walk twins, and hold what the one who looks on was shown side by side."""
    first, second, secret = twins(flow, seed)
    alike.look_alike(first.session, second.session, secret)


def fits(flow: str, seed: int) -> None:
    """Walk one couple; its promises look at every turn."""
    close_alike(solo(flow, seed))


def close_alike(walk: Walk) -> None:
    """A conversation that closes in private says the same to both, at the deadline."""
    if walk.session.run.ended not in ("kept_private", "not_now"):
        return
    last = {seat: walk.session.chats[seat][-1].text for seat in Seat}
    assert last[Seat.A] == last[Seat.B]


def every(test: Callable[[str, int], None], flow: str, seeds: range) -> None:
    """Try all seeds; a failure says with which."""
    for seed in seeds:
        try:
            test(flow, seed)
        except (AssertionError, Broken) as exc:
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

    ends = Counter(walk.session.run.ended for walk in walks)
    outcomes = [[one for turn in walk.session.decided for one in turn.outcomes] for walk in walks]
    shown = sum(any(isinstance(one, Revealed) for one in several) for several in outcomes)
    marks = [one.name for several in outcomes for one in several if isinstance(one, Marked)]

    assert set(ends) == {"shared", "kept_private", "heard", "not_now", "unfinished"}
    assert min(ends.values()) > 5
    assert 30 < shown < 200
    assert marks.count("apology_heard") > 0


def test_twins_differ() -> None:
    """
    Most twins did do something else, and can be held against each other.
    """
    pairs = [twins(COMMUNICATE, seed) for seed in range(60)]

    differ = sum(
        one.session.seen_by(secret) != two.session.seen_by(secret) for one, two, secret in pairs
    )
    compared = sum(alike.comparable(one.session, two.session, secret) for one, two, secret in pairs)

    assert differ > 40
    assert compared > 40


def test_turns_stay_short() -> None:
    """
    No turn plays more than 200 nodes.
    """
    with watching(Watch()) as watch:
        chance = Chance(Judge(shipped(COMMUNICATE), {}, watch))

        for seed in range(60):
            chance.solo(str(seed)).walk()

    assert watch.most == MAX_NODES
