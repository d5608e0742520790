"""See what an author saves, and bring it into force at once."""

import asyncio

from bot.playground.peer import Refusal
from bot.playground.session import Session

OFTEN = 0.3
"""Seconds between two looks at the folder."""


async def watch(session: Session) -> None:
    """Look at the folder for ever."""
    while True:
        await asyncio.sleep(OFTEN)
        if await asyncio.to_thread(session.library.changed):
            await renew(session)


async def renew(session: Session) -> None:
    """Take what was saved; where it is wrong, all stays as it was and the page says where."""
    taken = await asyncio.to_thread(session.library.try_to_take)
    if taken and session.life.alive:
        try:
            await session.asked("renew", {"dialogs": str(session.library.home)})
        except Refusal as exc:
            session.library.sentence = str(exc)
    session.tell()
