"""What is done after the commit, and may be lost in a crash without harm."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.model.address import Address, Route
from bot.model.ids import InboxId


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
class TakeBack:
    """
    Take the bot's last messages out of a private chat.

    ``before`` is the turn that asked for it: what it says itself stays. ``own`` are messages of
    the person that go with them.
    """

    route: Route
    before: InboxId
    at: datetime
    own: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tidy:
    """Take out of a private chat what is older than its reader wants it to be."""

    route: Route
    before: InboxId
    at: datetime
    age: timedelta


@dataclass(frozen=True, slots=True)
class Remove:
    """Delete messages that somebody wrote to the bot, where a bot may do that."""

    address: Address
    messages: tuple[str, ...]


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


Courtesy = AnswerPress | Strip | TakeBack | Tidy | Remove | Leave | Alert | Finished
"""What is done after the commit and may be lost in a crash without harm."""
