"""Couples at random on the shipped flows; the walking itself is `bot.explore.chance`."""

from functools import cache
from pathlib import Path

from bot.explore.chance import Chance
from bot.explore.coverage import Watch
from bot.explore.judge import Judge
from bot.explore.walk import Walk
from bot.flow.check import checked
from bot.flow.parse import parse
from bot.flow.script import Script
from bot.model.couple import Seat
from bot.things.table import doings

DIALOGS = Path(__file__).parents[2] / "dialogs"
CHECK_IN, COMMUNICATE = "weekly_checkin.yaml", "communicate/communicate.yaml"
EXCUSES = ("I am sorry if", "but you", "it just happened")
LOOK = doings({"en": EXCUSES})


@cache
def shipped(name: str) -> Script:
    """Load one of the flows that people will meet."""
    return checked(parse((DIALOGS / name).read_bytes(), name))


def chance(flow: str) -> Chance:
    """Make the one who draws couples for a flow."""
    judge = Judge(shipped(flow), LOOK, Watch())
    return Chance(judge, EXCUSES)


def solo(flow: str, seed: int) -> Walk:
    """Walk one couple. Raises `Broken`."""
    walk = chance(flow).solo(str(seed))
    walk.walk()
    return walk


def twins(flow: str, seed: int) -> tuple[Walk, Walk, Seat]:
    """Walk a couple twice; only one partner's private answers differ. Raises `Broken`."""
    pair: list[Walk] = []
    secret = chance(flow).twins(str(seed), pair)
    pair[1].walk()
    return pair[0], pair[1], secret
