"""New content, brought to a couple who are in the middle of a conversation."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot import app
from bot.load import Content
from bot.model.ids import InboxId
from bot.ports.messages import Gathered, Inbound
from bot.ports.rows import KeptRun
from bot.ports.store import Held
from bot.theatre import Theatre, raise_curtain
from tests.engine.stage import CONTENT, START
from tests.flow.versions import talk

STARTED = ("outcomes:", "start: [{command: talk}]\noutcomes:")
RENAMED = (
    ("{id: fear,", "{id: dread,"), ("How afraid were you?", "How much fear was there?"),
    ("nodes:\n", "moved: {fear: dread}\nnodes:\n"),
)  # fmt: skip


def content(*edits: tuple[str, str]) -> Content:
    """Give the content folder with the one flow in it."""
    script = talk(STARTED, *edits)
    return replace(CONTENT, flows={script.id: script})


@pytest.fixture
async def theatre(tmp_path: Path) -> AsyncIterator[Theatre]:
    """A couple who have both been asked the first question."""
    house = await raise_curtain(tmp_path, content(), ("Ana", "Ben"), START, _unseen, _unseen)
    await house.couple("Europe/Madrid", "a", room=True)
    await house.does("a", "/talk")
    await house.wait(timedelta(hours=1))
    yield house
    await house.close()


def _unseen(_: object) -> None:
    """Look away."""


class TestRenewed:
    async def test_goes_on_in_the_new_version(self, theatre: Theatre) -> None:
        """
        A button of a message from before still counts, under the node's new name.
        """
        await app.renew(theatre.parts, content(*RENAMED))

        await theatre.does("a", "3")

        assert "What do you feel?" in theatre.newest("a")
        (run,) = await runs(theatre)
        assert run.version == content(*RENAMED).flows["talk"].version

    async def test_stays_pinned(self, theatre: Theatre) -> None:
        """
        What cannot be proved safe changes nothing for those who are in it.
        """
        await app.renew(theatre.parts, content(("max: 9", "max: 8"), ("And now?", "Well?")))

        await theatre.does("a", "9")

        assert "And now?" in theatre.newest("a")


async def runs(theatre: Theatre) -> list[KeptRun]:
    """Give what the couple has open."""
    found: list[KeptRun] = []

    def look(held: Held, _: InboxId, __: Inbound) -> None:
        partner = held.partner("terminal", "a")
        found[:] = held.runs(partner.couple) if partner else []

    await theatre.parts.store.keep([Inbound("look:1", theatre.clock.now(), Gathered(None))])
    await theatre.parts.store.work(look, look)
    return found
