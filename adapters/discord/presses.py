"""The interactions whose tokens may still be used."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from bot.model.address import Address

LASTS = 15 * 60.0 - 15.0
MOST = 2000
FOLLOW_UPS = 5


@dataclass(slots=True)
class Live:
    """
    An interaction: its token, where it happened, until when it may be used.

    ``answered`` ends when Discord has taken the first answer or will not. ``busy`` is the sign of
    waiting that its person sees. ``left`` counts the messages that may still be sent with it.
    ``people`` is how many read along where the bot is not; 0 elsewhere, where they are counted.
    """

    token: str
    address: Address
    until: float
    answered: asyncio.Task[bool]
    busy: bool = False
    people: int = 0
    left: int = FOLLOW_UPS


class Presses:
    """Interactions by their ids, the newest last. What a restart forgets is dropped in silence."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._live: OrderedDict[str, Live] = OrderedDict()

    def note(self, interaction: int, live: Live) -> None:
        """Remember an interaction; the oldest go when there are too many."""
        self._live[str(interaction)] = live
        while len(self._live) > MOST or self._oldest().until <= self._now():
            self._live.popitem(last=False)
            if not self._live:
                return

    def find(self, press: str) -> Live | None:
        """Give an interaction while its token may be used."""
        live = self._live.get(press)
        return live if live and live.until > self._now() else None

    def busy(self, address: Address) -> list[Live]:
        """Give those in a chat whose person sees a sign of waiting."""
        return [one for one in self._live.values() if one.busy and one.address == address]

    def all_busy(self) -> list[Live]:
        """Give those anywhere."""
        return [one for one in self._live.values() if one.busy]

    def newest(self, address: Address) -> Live | None:
        """Give the newest of a chat with which a message may still be sent."""
        for one in reversed(self._live.values()):
            if one.address == address and one.left > 0 and one.until > self._now():
                return one
        return None

    def until(self) -> float:
        """Give when the token of an interaction that comes now runs out."""
        return self._now() + LASTS

    def _oldest(self) -> Live:
        return next(iter(self._live.values()))
