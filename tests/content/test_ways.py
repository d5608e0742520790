"""
Ways that begin as no transcript's header can say, and two that must look alike to the other.

Those that begin like any other are in tests/transcripts, and called ``way_...``.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from bot import load, transcript
from bot.theatre import ROOM, Guest, Shown, Theatre
from bot.theatre.stage import raise_curtain
from bot.transcript import playing

ROOT = Path(__file__).parents[2]
CONTENT = load.load(ROOT / "dialogs")

Glance = tuple[datetime, str, str, tuple[str, ...]]
"""When somebody saw a message, where, its words, and what stood on its buttons."""


async def played(name: str) -> Theatre:
    """Play one as it is written."""
    way = transcript.read_transcript(ROOT / "tests" / "content" / "ways" / f"{name}.yaml")
    return await transcript.play(way, CONTENT)


async def test_somebody_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever's partner never comes is served for weeks, and nothing needs two of them."""

    async def arrive(self: Theatre, guests: Mapping[str, Guest], hurt: str, *, room: bool) -> None:
        assert room
        await self.arrive(hurt, guests[hurt].zone, "hurt", None)

    monkeypatch.setattr(Theatre, "unite", arrive)

    theatre = await played("alone")

    assert theatre.gateway.chats["b"] == theatre.gateway.chats[ROOM] == []


async def test_two_breaches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where both were hurt and both mend, each has the pages of either side."""
    arrive = Theatre.arrive

    async def as_both(
        self: Theatre, who: str, zone: str, _: str, quiet: str | None, language: str | None = None
    ) -> None:
        await arrive(self, who, zone, "both", quiet, language)

    monkeypatch.setattr(Theatre, "arrive", as_both)

    await played("two_breaches")


async def glances(name: str, monkeypatch: pytest.MonkeyPatch) -> list[Glance]:
    """Play one, and give all that the other and the room saw, and when."""
    way = transcript.read_transcript(ROOT / "tests" / "content" / "ways" / f"{name}.yaml")
    theatres: list[Theatre] = []
    seen: list[Glance] = []

    async def curtain(*given: object, **more: object) -> Theatre:
        theatres.append(await raise_curtain(*given, **more))  # type: ignore[arg-type]
        return theatres[-1]

    def look(message: Shown) -> None:
        if message.chat in ("b", ROOM):
            labels = tuple(button.label for button in message.buttons)
            seen.append((theatres[-1].clock.now(), message.chat, message.text, labels))

    monkeypatch.setattr(playing, "raise_curtain", curtain)
    await transcript.play(way, CONTENT, look)
    return seen


async def test_red_looks_like_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Who is not safe and says yes to everything looks to the other like one who waits, and says no:
    the same words, the same buttons, in the same order and at the same times.
    """
    red = await glances("red", monkeypatch)
    waits = await glances("red_twin", monkeypatch)

    assert len(red) > 20
    assert red == waits
