"""What the checker refuses, people would really see; what it lets through, nobody does."""

import pytest

from bot.errors import FlowError
from bot.explore.alike import look_alike
from bot.explore.case import Broken, Oracle
from bot.explore.chance import Chance
from bot.explore.coverage import Watch
from bot.explore.judge import Judge
from bot.explore.walk import Walk
from tests.flow.leaks_more import UNSEEN
from tests.flow.spy import LOOK, PACES, telling
from tests.flow.test_labels import ACCEPTED, REFUSED, script

PAIRS = 50
HIDDEN = {name for names in UNSEEN.values() for name in names}


def _played(name: str) -> bool:
    """Say whether a refused flow can be built at all."""
    try:
        script(*REFUSED[name][1:])
    except FlowError:
        return False
    return True


SEEN = [name for name in REFUSED if name not in HIDDEN and _played(name)]


@pytest.mark.parametrize("name", SEEN)
def test_the_leak_is_real(name: str) -> None:
    """
    The other sees something else when only what one partner answered in private is another.
    """
    assert telling(script(*REFUSED[name][1:])) is not None


@pytest.mark.parametrize("name", sorted(HIDDEN))
def test_what_is_refused_to_be_sure_does_not_show(name: str) -> None:
    """
    Where the core keeps a leak from showing, the checker is the second lock and not the only one.
    """
    assert telling(script(*REFUSED[name][1:]), PACES[:1]) is None


@pytest.mark.parametrize("name", ACCEPTED)
def test_nothing_shows(name: str) -> None:
    """
    Two couples that differ in one partner's privacy look the same to the other.
    """
    assert telling(script(*ACCEPTED[name]), PACES[:1]) is None


@pytest.mark.slow
@pytest.mark.parametrize("name", ACCEPTED)
def test_nothing_shows_in_random_couples(name: str) -> None:
    """
    Nor does it with whatever two people happen to do.
    """
    judge = Judge(script(*ACCEPTED[name]), LOOK, Watch())
    chance = Chance(judge, ("but you",))

    for seed in range(PAIRS):
        pair: list[Walk] = []
        try:
            secret = chance.twins(str(seed), pair)
            pair[1].walk()
            look_alike(pair[0].session, pair[1].session, secret)
        except Broken as broken:
            # Some of these flows divide by nothing on purpose; only what shows counts here.
            if broken.oracle in (Oracle.SECRET, Oracle.TWINS):
                raise
