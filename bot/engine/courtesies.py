"""What is done after the commit, and may be lost in a crash without harm."""

from dataclasses import dataclass

from bot.model.address import Address


@dataclass(frozen=True, slots=True)
class AnswerPress:
    """Stop a button's spinner, with a short notice or without."""

    platform: str
    press: str
    text: str | None


@dataclass(frozen=True, slots=True)
class Strip:
    """Take the buttons off a message that is over."""

    address: Address
    message: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave a room that is not ours."""

    address: Address


@dataclass(frozen=True, slots=True)
class Alert:
    """Tell the operator. ``text`` holds nobody's words."""

    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """A run has ended. Only the flow and the outcome are told, nobody's words."""

    flow: str
    outcome: str


Courtesy = AnswerPress | Strip | Leave | Alert | Finished
"""What is done after the commit and may be lost in a crash without harm."""
