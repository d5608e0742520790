"""Two people who arrive and become a couple, by what they would type."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from bot.theatre.machine import PEOPLE

_CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}")
_ROOM_TOKEN = re.compile(r"(?:/start |/room/)(\S+)")


@dataclass(frozen=True, slots=True)
class Guest:
    """What one of the two tells when they arrive; None where a default button is pressed."""

    zone: str
    quiet: str | None = None
    language: str | None = None


class Arriving(ABC):
    """Whoever can act for both people, and read what they are shown."""

    __slots__ = ()

    @property
    @abstractmethod
    def languages(self) -> Mapping[str, str]:
        """Give the languages that are offered, and what each calls itself."""

    @abstractmethod
    async def hush(self, *, still: bool) -> None:
        """Let nothing come by itself to who arrives (``still``), or let it come again."""

    @abstractmethod
    async def does(self, who: str, text: str, *, room: bool = False) -> None:
        """Let somebody write or press, and play until everything waits again."""

    @abstractmethod
    def label(self, name: str, language: str | None = None) -> str:
        """Give a button's words, in the default language unless told otherwise."""

    @abstractmethod
    def newest(self, chat: str) -> str:
        """Give the newest message of a chat."""

    @abstractmethod
    def called(self, who: str) -> str:
        """Give somebody's name."""

    async def couple(self, zone: str, hurt: str, *, room: bool, quiet: str | None = None) -> None:
        """Let two people of one zone arrive, become a couple and link their room."""
        await self.unite({who: Guest(zone, quiet) for who in PEOPLE}, hurt, room=room)

    async def unite(self, guests: Mapping[str, Guest], hurt: str, *, room: bool) -> None:
        """
        Let two people arrive, become a couple and link their room, by what they would type.

        What comes to whoever has just arrived is left out: they are to be there already.
        """
        await self.hush(still=True)
        try:
            await self.join(guests, hurt, room=room)
        finally:
            await self.hush(still=False)

    async def join(self, guests: Mapping[str, Guest], hurt: str, *, room: bool) -> None:
        """Let two people arrive, become a couple and link their room, and leave out nothing."""
        for who in PEOPLE:
            guest, side = guests[who], "hurt" if who == hurt else "repairing"
            await self.arrive(who, guest.zone, side, guest.quiet, guest.language)
        await self.does("a", "/invite")
        code = _CODE.search(self.newest("a"))
        await self.does("b", f"/join {code[0] if code else ''}")
        for who in ("b", "a"):
            await self.does(who, self.label("yes", guests[who].language))
        if not room:
            for who in PEOPLE:
                await self.does(who, self.label("no-group-button", guests[who].language))
            return
        await self.does("a", "/group")
        token = _ROOM_TOKEN.search(self.newest("a"))
        await self.does("a", f"/start {token[1] if token else ''}", room=True)

    async def arrive(
        self, who: str, zone: str, side: str, quiet: str | None, language: str | None = None
    ) -> None:
        """Let one person answer the questions at the door."""
        await self.does(who, "/start")
        if len(self.languages) > 1:
            known = self.languages
            await self.does(who, known[language] if language else next(iter(known.values())))
        for answer in (
            self.label("go-on", language), self.label("yes", language),
            self.label("yes", language), self.called(who),
            zone.rsplit("/", 1)[-1].replace("_", " "),
            quiet or self.label("quiet-none", language),
            self.label(f"side-{side}", language),
        ):  # fmt: skip
            await self.does(who, answer)
