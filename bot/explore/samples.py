"""
Answers to try at a question, by its kind.

A new kind of answer gets its line in `typed`; what stands on buttons is found by itself.
"""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass

from bot.flow.kinds import Consent, Kind, Number, Scale, Text
from bot.flow.outcomes import Phrase

BLANK = ("", "  ", "\u200b")
NOT_FITTING = ("?!", "x" * 5000)
LONGEST = 3000
FREE = {
    "Date": ("tomorrow", "2027-01-15", "31 February"),
    "Clock": ("half past eight", "20:30", "25:00"),
    "Time": ("half past eight", "20:30", "25:00"),
    "Duration": ("20 minutes", "2 hours", "minus one minute"),
    "Length": ("20 minutes", "2 hours", "minus one minute"),
    "Multi": ("1", "1, 2", "2, 9"),
    "Several": ("1", "1, 2", "2, 9"),
}
"""What is typed at kinds that have no bounds to try, by the name of their class."""


def typed(kind: Kind) -> Sequence[str]:
    """Give words to answer with: what fits, the last that does, and the first that does not."""
    match kind:
        case Number(min=least, max=most) | Scale(min=least, max=most):
            return [str(one) for one in (least, most, (least + most) // 2, least - 1, most + 1)]
        case Text(min=least, max=most):
            lengths = dict.fromkeys((20, least, min(most, LONGEST), least - 1, most + 1))
            return ["w" * one for one in lengths if 0 < one <= 2 * LONGEST]
        case Consent():
            return ["Yes.", "no"]
        case _:
            return (*FREE.get(type(kind).__name__, ()), *bounds(kind), "1")


def bounds(kind: object) -> Sequence[str]:
    """Give the numbers in a kind, and their neighbours."""
    if not is_dataclass(kind):
        return ()
    found = [getattr(kind, one.name) for one in fields(kind)]
    whole = [one for one in found if isinstance(one, int) and not isinstance(one, bool)]
    return [str(one + step) for one in whole for step in (-1, 0, 1)]


def fitting(kind: Kind) -> str:
    """Give words that fit, or at least might."""
    return typed(kind)[0]


def yes(option: str | Phrase) -> bool:
    """Say whether a button of a question for consent gives it."""
    return isinstance(option, Phrase) and option.id in ("yes", "consent-yes")
