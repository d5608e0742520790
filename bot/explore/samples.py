"""
Answers to try at a question, by its kind.

A new kind of answer gets its line in `typed`; what stands on buttons is found by itself.
"""

from collections.abc import Sequence
from datetime import timedelta

from bot.flow.kinds import (
    Choice,
    Choices,
    Consent,
    Day,
    Kind,
    Length,
    Number,
    Photo,
    Scale,
    Text,
    TimeOfDay,
    YesNo,
)  # fmt: skip
from bot.flow.outcomes import Phrase

BLANK = ("", "  ", "\u200b")
NOT_FITTING = ("?!", "x" * 5000)
LONGEST, MINUTE = 3000, timedelta(minutes=1)
DAYS = ("tomorrow", "2026-11-30", "yesterday", "31 February")
CLOCKS = ("20:30", "half past eight", "00:00", "23:59", "25:00")
SEVERAL = ("1", "1, 2", "2, 9", "none")


def typed(kind: Kind) -> Sequence[str]:
    """Give words to answer with: what fits, the last that does, and the first that does not."""
    match kind:
        case Number(min=low, max=high) | Scale(min=low, max=high):
            return [f"{one:g}" for one in (low, high, (low + high) // 2, low - 1, high + 1)]
        case Length(min=shortest, max=longest):
            return [_minutes(one) for one in (shortest, longest, longest + MINUTE)]
        case Day():
            return DAYS
        case TimeOfDay():
            return CLOCKS
        case Choices():
            return SEVERAL
        case Text(min=least, max=most):
            lengths = dict.fromkeys((20, least, min(most, LONGEST), least - 1, most + 1))
            return ["w" * one for one in lengths if 0 < one <= 2 * LONGEST]
        case Consent() | YesNo():
            return ["Yes.", "no"]
        case Choice() | Photo():
            return ["1", "99"]


def _minutes(length: timedelta) -> str:
    return f"{length // MINUTE} minutes"


def fitting(kind: Kind) -> str:
    """Give words that fit, or at least might."""
    return typed(kind)[0]


def yes(option: str | Phrase) -> bool:
    """Say whether a button of a question for consent gives it."""
    return isinstance(option, Phrase) and option.id in ("yes", "consent-yes")
