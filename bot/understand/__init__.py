"""
Understand numbers, dates, times of day and lengths of time in free text.

The whole text has to be the thing, courtesies aside; anything else gives None. Nothing here
raises, whatever the text, or asks a clock. Libraries are loaded when they are first needed.
"""

import datetime as dt
from collections.abc import Iterable

from bot.understand.clocks import clock
from bot.understand.dates import date
from bot.understand.lengths import length
from bot.understand.numbers import number
from bot.understand.said import say_back

__all__ = ["clock", "date", "length", "number", "say_back", "warm"]


def warm(languages: Iterable[str], *, dates: bool = True) -> None:
    """
    Load what these languages need, so that no turn has to wait for it.

    What ``dates`` need is the larger part: twice the time and the memory of all the rest.
    """
    for language in languages:
        # A word that is nothing is tried in every way there is.
        number("mortar", language)
        if dates:
            date("mortar", language, dt.date(2026, 1, 1))
        length("mortar", language)
        say_back(dt.timedelta(hours=1), language)
