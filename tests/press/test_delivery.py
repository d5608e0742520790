"""Letters that hold a sketch: drawn just before they go, and never in a turn."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest

from adapters.terminal.gateway import PLATFORM, TerminalGateway
from bot.errors import TryLater
from bot.model.ids import LetterId
from bot.model.sketches import MARK, write
from bot.model.words import plain
from bot.ports.letters import Attachment, Letter
from bot.ports.press import Unmade
from bot.theatre import ROOM
from tests.engine.stage import Stage as House
from tests.press.conftest import with_press
from tests.press.shipped import pages
from tests.press.test_apart import PAPER

CANARY = "Together for nine years."


@dataclass
class Recording(TerminalGateway):
    """A platform that keeps what it was given; the first letters with a file may wait."""

    letters: list[Letter] = field(default_factory=list)
    waits: int = 0

    async def send(self, letter: Letter) -> str:
        if letter.content.attachment is not None and self.waits:
            self.waits -= 1
            raise TryLater(1)
        self.letters.append(letter)
        return await super().send(letter)


def recording(house: House) -> Recording:
    """Let a house write to a platform that keeps everything."""
    old = house.theatre.gateway
    new = Recording(old.clock, old.names, old.shown, old.noticed, old.chats, numbers=old.numbers)
    house.theatre.gateway = new
    house.theatre.parts.delivery.gateways = {PLATFORM: new}
    return new


async def asks_for_a_page(house: House) -> None:
    """Let Ana write her page."""
    await house.theatre.chooses("a", "brief")
    for said in (CANARY, "It ended.", "/skip", "Listen.", "Leave it out"):
        await house.theatre.does("a", said)


def page_of(kept: Recording) -> Letter:
    """Give the letter that her page came with."""
    (found,) = [one for one in kept.letters if "Here is your page" in plain(one.content.words)]
    return found


class Broken:
    """A press that makes nothing."""

    async def make(self, reference: str, words: Mapping[str, str], language: str) -> Attachment:
        raise Unmade("out of paper")

    async def clean(self, photo: bytes) -> bytes:
        raise Unmade("out of paper")

    async def close(self) -> None:
        """Nothing to end."""


class TestPage:
    async def test_comes_as_a_file(self, home: House) -> None:
        """Hers alone, in her words, and free to be handed on."""
        kept = recording(home)

        await asks_for_a_page(home)

        letter = page_of(kept)
        file = letter.content.attachment
        assert file is not None
        assert letter.address.chat == "a"
        assert (letter.content.picture, letter.content.protect) == (None, False)
        (said,) = pages(file.body)
        assert CANARY in said
        assert "Who we are" in said
        assert "safety" not in said.lower()

    async def test_nobody_else_gets_it(self, home: House) -> None:
        kept = recording(home)

        await asks_for_a_page(home)

        others = [one for one in kept.letters if one.address.chat in {"b", ROOM}]
        assert not any(one.content.attachment for one in others)

    async def test_lies_sealed_as_a_sketch(self, home: House) -> None:
        """In the outbox is what it is drawn from, small; no file, and nothing to be read."""
        home.theatre.parts.delivery.gateways = {}

        await asks_for_a_page(home)

        await home.theatre.parts.store.close()
        files = b"".join(path.read_bytes() for path in home.folder.rglob("*") if path.is_file())
        assert b"%PDF" not in files
        assert CANARY.encode() not in files
        home.theatre.parts = await home.theatre.build()

    async def test_a_second_try_brings_the_same(self, home: House) -> None:
        """After a pause, and after a restart, it is drawn anew and is what it was."""
        kept = recording(home)
        kept.waits = 1
        await asks_for_a_page(home)
        await home.theatre.wait(timedelta(seconds=5))
        first = page_of(kept).content.attachment

        kept.letters.clear()
        await asks_for_a_page(home)

        assert first is not None
        assert page_of(kept).content.attachment == first

    async def test_words_go_alone_when_it_cannot_be_made(self, home: House) -> None:
        """What else she is told comes as ever; the operator hears of it without her words."""
        kept = recording(home)
        with_press(home, Broken())

        await asks_for_a_page(home)

        letter = page_of(kept)
        assert (letter.content.attachment, letter.content.picture) == (None, None)
        assert "Nobody else has it" in plain(kept.letters[-1].content.words)
        assert any("out of paper" in one for one in home.notices)
        assert not any(CANARY in one for one in home.notices)

    async def test_without_a_press(self, home: House) -> None:
        """Where there is none, platforms are given a reference that they do not know."""
        kept = recording(home)
        home.theatre.parts.delivery.pictures = None

        await asks_for_a_page(home)

        letter = page_of(kept)
        assert letter.content.attachment is None
        assert (letter.content.picture or "").startswith(MARK)


class TestOthers:
    async def test_others_letters_do_not_wait(self, home: House) -> None:
        """While one is drawn, everybody else is written to."""
        kept = recording(home)
        begun, go_on = asyncio.Event(), asyncio.Event()

        class Slow(Broken):
            async def make(
                self, reference: str, words: Mapping[str, str], language: str
            ) -> Attachment:
                begun.set()
                await go_on.wait()
                return Attachment("notes.pdf", b"%PDF")

        parts = home.theatre.parts
        with_press(home, Slow())
        parts.delivery.nap = 0.05
        page = asyncio.create_task(asks_for_a_page(home))
        await asyncio.wait_for(begun.wait(), 5)

        await parts.store.keep([kept.does("b", "/help")])
        done, _ = await parts.work.once()
        for letter in await parts.store.unsent(parts.clock.now()):
            await parts.delivery.deliver(letter)

        assert done
        assert kept.letters[-1].address.chat == "b"
        assert not page.done()
        go_on.set()
        await page
        assert page_of(kept).content.attachment == Attachment("notes.pdf", b"%PDF")


@pytest.mark.parametrize("language", ["de", "es"])
async def test_in_the_readers_language(home: House, language: str) -> None:
    """Whatever words there are for them, a picture has them in the language of its reader."""
    said: dict[str, str] = {}

    class Listening(Broken):
        async def make(self, reference: str, words: Mapping[str, str], language: str) -> Attachment:
            said.update(words, language=language)
            return Attachment("notes.pdf", b"%PDF")

    delivery = home.theatre.parts.delivery
    kept = recording(home)
    with_press(home, Listening())
    await asks_for_a_page(home)
    english = dict(said)
    letter = page_of(kept)
    content = replace(letter.content, language=language, picture=write(PAPER), attachment=None)
    await delivery.whole(replace(letter, id=LetterId(0), content=content))

    assert english["language"] == "en"
    assert said["language"] == language
    assert all(said[name] != english[name] for name in PAPER.words)
