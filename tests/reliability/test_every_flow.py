"""
Every flow that we hand out, walked at random: no private word gets out, twins look alike (T1, T2).

`tests.walks` looks at the two oldest flows more closely; here all of them are, also new ones.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from bot.explore import alike
from bot.explore.case import Broken
from bot.explore.chance import Chance
from bot.explore.coverage import Watch
from bot.explore.judge import Judge
from bot.explore.walk import Walk
from bot.things.table import doings
from tests.engine.stage import CONTENT
from tests.reliability.figures import figure
from tests.walks.walk import EXCUSES

SHORT = 8
LONG = int(os.environ.get("MORTAR_WALKS", "10000"))
FLOWS = sorted(CONTENT.flows)


@dataclass(frozen=True, slots=True)
class Walked:
    """How many walks there were, and how many pairs of twins could be held side by side."""

    walks: int
    compared: int


def walked(flow: str, seeds: Sequence[int]) -> Walked:
    """Walk a couple alone, and twins who differ in private only, for each seed."""
    compared = 0
    for seed in seeds:
        chance = Chance(Judge(CONTENT.flows[flow], doings({"en": EXCUSES}), Watch()), EXCUSES)
        try:
            chance.solo(str(seed)).walk()
            pair: list[Walk] = []
            secret = chance.twins(str(seed), pair)
            pair[1].walk()
            one, two = pair[0].session, pair[1].session
            alike.look_alike(one, two, secret)
        except (AssertionError, Broken) as exc:
            exc.add_note(f"walked({flow!r}, [{seed}])")
            raise
        compared += alike.comparable(one, two, secret)
    return Walked(3 * len(seeds), compared)


@pytest.mark.parametrize("row", ["T1-T2"])
@pytest.mark.parametrize("flow", FLOWS)
def test_keeps_its_secrets(flow: str, row: str) -> None:
    """
    A few walks through each: the promises look at every turn, and the other's eyes at both twins.
    """
    assert walked(flow, range(SHORT)).compared > 0


@pytest.mark.chaos
@pytest.mark.parametrize("row", ["T1-T2"])
def test_ten_thousand_walks(row: str) -> None:
    """
    The same over and over, as many for each flow; the figures are printed.
    """
    each = range(1000, 1000 + LONG // (3 * len(FLOWS)) + 1)

    done = [walked(flow, each) for flow in FLOWS]

    walks, compared = sum(one.walks for one in done), sum(one.compared for one in done)
    figure("T1", f"random walks through {len(FLOWS)} flows: words that got out", "0", "0")
    figure("T2", "walks; twins held side by side that differed", f"{walks:,}; {compared:,}: 0", "0")
    assert walks >= LONG
    assert compared > walks // 5
