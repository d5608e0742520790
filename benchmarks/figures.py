"""What was measured: a median, the least and the most of several rounds, and what it should be."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """Whether less is better, or more."""

    LESS = "at most"
    MORE = "at least"


@dataclass(frozen=True, slots=True)
class Goal:
    """What must be reached, and what would be better."""

    way: Way
    must: float
    better: float

    def verdict(self, value: float) -> str:
        """Say in a word how a value stands."""
        for word, bound in (("better", self.better), ("must", self.must)):
            if value <= bound if self.way is Way.LESS else value >= bound:
                return word
        return "MISSED"


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One line of the table.

    ``number`` is its number among the goals. ``values`` has one entry for each round.
    """

    number: str
    name: str
    unit: str
    values: Sequence[float]
    goal: Goal | None = None

    @property
    def median(self) -> float:
        """Give the middle one."""
        return statistics.median(self.values)

    @property
    def verdict(self) -> str:
        """Say whether the goal is reached; empty without one."""
        return self.goal.verdict(self.median) if self.goal else ""


def less(must: float, better: float) -> Goal:
    """Set a goal that is reached from above."""
    return Goal(Way.LESS, must, better)


def more(must: float, better: float) -> Goal:
    """Set a goal that is reached from below."""
    return Goal(Way.MORE, must, better)


def ratios(ours: Sequence[float], others: Sequence[float]) -> Sequence[float]:
    """Give, round by round, how many times as fast we are, from what each takes."""
    return [other / our for our, other in zip(ours, others, strict=True)]
