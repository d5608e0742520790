"""The same first week, on Telegram alone, on Discord alone, and on one of them each."""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import assert_never

import pytest

from tests.e2e.anywhere import Chat, OnDiscord, OnTelegram, Seen, until
from tests.e2e.house import UNSENT, House
from tests.e2e.people import AGAIN, AWAY
from tests.e2e.script import (
    CHECK_IN,
    HURT,
    KEPT,
    PAIRING,
    REPAIRING,
    SHARED,
    SITTING,
    TALKS,
    Adds,
    Answers,
    Event,
    Follows,
    Passes,
    Sees,
    Writes,
)
from tests.emulators.discord import DiscordEmulator, faults
from tests.emulators.telegram import TelegramEmulator

CODE = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b")
TOKEN = re.compile(r"code: ([\w-]{22})(?![\w-])")
STORM = (
    faults.error(502),
    faults.error(502, after=True),
    faults.flood(0.2),
    faults.cut(after=True),
)
LATER = (*TALKS, *SITTING, *CHECK_IN)


Letter = tuple[str, tuple[str, ...]]
"""A letter's words, and what stands on its buttons."""


@dataclass
class Week:
    """
    Two people, each with a private chat; ``rooms`` are their views of what they share.

    Without a room, what is for both comes to each one's private chat.
    """

    house: House
    private: dict[str, Chat]
    rooms: dict[str, Chat] = field(default_factory=dict)
    servers: tuple[TelegramEmulator | DiscordEmulator, ...] = ()

    async def heard(self) -> None:
        """Wait until the bot has taken up all that was done, and said what it has to say."""
        await until(lambda: not any(map(_waiting, self.servers)), "something is not taken up")
        # A message on Discord wants no answer that could be waited for.
        await asyncio.sleep(0.05)
        await self.house.rests()

    async def play(self, events: Iterable[Event]) -> None:
        """Let everything happen in this order."""
        for event in events:
            await self.does(event)

    def chat(self, who: str, *, in_room: bool) -> Chat:
        """Give the chat in which somebody reads this."""
        return self.rooms[who] if in_room and self.rooms else self.private[who]

    async def does(self, event: Event) -> None:
        """Let one thing happen."""
        match event:
            case Passes(length=length):
                await self.heard()
                self.house.pass_time(length)
            case Writes(who=who, words=words):
                await self.private[who].commands(words.removeprefix("/"))
            case Answers(who=who, sees=sees, does=does, in_room=in_room):
                chat = self.chat(who, in_room=in_room)
                letter = await chat.finds(sees)
                if does in letter.labels:
                    await chat.presses(letter, does)
                elif in_room and self.rooms:
                    await chat.replies(letter, does)
                else:
                    await chat.writes(does)
            case Sees(who=who, words=words, in_room=in_room):
                await self.chat(who, in_room=in_room).finds(words)
            case Follows(who=who):
                other = HURT if who == REPAIRING else REPAIRING
                code = CODE.search((await self.private[other].finds("works once")).text)
                assert code is not None
                await self.private[who].commands("start", code[0])
            case Adds():
                raise AssertionError("rooms are linked by each platform's own way")
            case _:
                assert_never(event)

    def shown(self, who: str) -> str:
        """Give everything that somebody's private chat shows."""
        return "\n".join(one.text for one in self.private[who].seen())

    def told(self) -> dict[str, list[Letter]]:
        """Give what the chats show from the first talk on, in order, as people read it."""
        chats = {**self.private, "room": self.rooms[HURT]} if self.rooms else self.private
        return {name: [_plain(one) for one in _later(chat.seen())] for name, chat in chats.items()}


def _waiting(server: TelegramEmulator | DiscordEmulator) -> bool:
    if isinstance(server, TelegramEmulator):
        return bool(server.updates.waiting)
    return bool(server.unanswered)


def _later(letters: list[Seen]) -> list[Seen]:
    begun = ("shall we begin?", "welcome to your time together", "Welcome")
    first = next((at for at, one in enumerate(letters) if any(b in one.text for b in begun)), 0)
    return letters[first:]


def _plain(letter: Seen) -> Letter:
    return " ".join(letter.text.split()), letter.labels


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    """Close everything that a test opened, the last thing first."""
    async with AsyncExitStack() as stack:
        yield stack


async def telegram_server(stack: AsyncExitStack) -> TelegramEmulator:
    """Open a Telegram."""
    return await stack.enter_async_context(TelegramEmulator())


async def discord_server(stack: AsyncExitStack) -> DiscordEmulator:
    """Open a Discord."""
    return await stack.enter_async_context(DiscordEmulator())


async def house_on(
    stack: AsyncExitStack, folder: Path, telegram: TelegramEmulator | None,
    discord: DiscordEmulator | None,
) -> House:  # fmt: skip
    """Run the bot for these platforms."""
    house = await stack.enter_async_context(House(made(folder), telegram))
    if discord is not None:
        house.environment |= {
            "MORTAR_DISCORD_TOKEN": discord.token,
            "MORTAR_DISCORD_API_BASE": discord.api_base,
            "MORTAR_DISCORD_GATEWAY_URL": discord.gateway_url,
        }
    await house.start()
    if discord is not None:
        # What is done before that, people see failing, and do again.
        await until(lambda: discord.gateway.listening, "the bot does not listen")
    return house


def made(folder: Path) -> Path:
    """Make a folder."""
    folder.mkdir()
    return folder


async def on_telegram(
    stack: AsyncExitStack, folder: Path, kind: type[Week] = Week
) -> Week:  # fmt: skip
    """Play the week on Telegram alone."""
    server = await telegram_server(stack)
    house = await house_on(stack, folder, server, None)
    people = {name: server.user(name) for name in (HURT, REPAIRING)}
    group = server.group("Home", *people.values())
    week = kind(house, {name: OnTelegram(one) for name, one in people.items()}, servers=(server,))
    await week.play(PAIRING)
    await week.does(Answers(HURT, "Do you have a group chat", "Link a group"))
    link = await week.private[HURT].finds("Press the button")
    message = next(one for one in people[HURT].chat.messages if one.message_id == link.number)
    found = re.search(r"startgroup=([\w-]+)", str(message.buttons[0].raw))
    assert found is not None
    people[HURT].adds_bot(group, found[1])
    week.rooms = {name: OnTelegram(one, group) for name, one in people.items()}
    await week.does(Sees(REPAIRING, "I am here now", in_room=True))
    await week.play(LATER)
    assert server.departures == []
    return week


async def on_discord(
    stack: AsyncExitStack, folder: Path, kind: type[Week] = Week, *, storms: bool = False
) -> Week:
    """
    Play the week on Discord alone, in a thread that the bot makes for the two.

    With ``storms``, from the first talk on, one call in ten goes wrong, and after every event the
    line is cut, the session called invalid, or the bot killed.
    """
    server = await discord_server(stack)
    people = {name: server.user(name) for name in (HURT, REPAIRING)}
    home = await server.guild("Home", [*people.values(), server.user("Somebody")])
    lobby = await home.text_channel("lobby")
    house = await house_on(stack, folder, None, server)
    week = kind(house, {name: OnDiscord(one) for name, one in people.items()}, servers=(server,))
    await week.play(PAIRING)
    await week.does(Answers(HURT, "Do you have a group chat", "Link a group"))
    token = TOKEN.search((await week.private[HURT].finds("/room")).text)
    assert token is not None
    await people[HURT].slash("room", lobby, code=token[1], partner=people[REPAIRING])
    room = await server.new_thread()
    week.rooms = {name: OnDiscord(one, room) for name, one in people.items()}
    await week.does(Sees(REPAIRING, "I am here now", in_room=True))
    if storms:
        server.faults.some = STORM
        server.faults.share = 0.1
        for number, event in enumerate(LATER):
            await week.does(event)
            await week.heard()
            await wreck(server, house, number)
        server.faults.share = 0.0
    else:
        await week.play(LATER)
    assert server.problems == []
    assert server.unanswered == []
    assert server.slow(2.0) == []
    return week


async def wreck(server: DiscordEmulator, house: House, number: int) -> None:
    """Cut the line, end the session or kill the bot, and wait until it listens again."""
    match number % 5:
        case 0:
            await server.gateway.cut(4000)
        case 1:
            await server.gateway.cut(None)
        case 2:
            await server.gateway.reconnect()
        case 3:
            await server.gateway.invalidate()
        case _:
            await house.restart()
    await until(lambda: server.gateway.listening, "the bot does not listen again")


async def on_both(
    stack: AsyncExitStack, folder: Path, hurt: str, kind: type[Week] = Week
) -> Week:  # fmt: skip
    """Play the week with one on each; there is no room that both could enter."""
    telegram, discord = await telegram_server(stack), await discord_server(stack)
    house = await house_on(stack, folder, telegram, discord)
    there = {"telegram": (HURT, REPAIRING), "discord": (REPAIRING, HURT)}[hurt]
    chats: dict[str, Chat] = {
        there[0]: OnTelegram(telegram.user(there[0])),
        there[1]: OnDiscord(discord.user(there[1])),
    }
    week = kind(
        house, {name: chats[name] for name in (HURT, REPAIRING)}, servers=(telegram, discord)
    )
    await week.play(PAIRING)
    await week.does(Sees(HURT, "there is no group that both of you could enter"))
    await week.play(LATER)
    assert (telegram.departures, discord.problems) == ([], [])
    return week


def settled(told: list[Letter]) -> list[Letter]:
    """
    Take away what only a storm makes the bot say: that a copy may be a second one (on Discord none
    is), and once that it was away, as the week's clock goes on while it is down.
    """
    note = " ".join(AGAIN.split())
    bare = [(text.removeprefix(note).strip(), labels) for text, labels in told]
    if (AWAY, ()) in bare:
        bare.remove((AWAY, ()))
    return bare


async def ends_well(week: Week) -> None:
    """Let the bot say what it still has to say, and end it."""
    await week.house.rests()
    assert (await week.house.stop()).code == 0
    assert week.house.count(UNSENT) == 0


def nobody_leaked(week: Week) -> None:
    """Hold everything that was shown against what each of them kept, or shared for the room."""
    everything = [week.shown(HURT), week.shown(REPAIRING)]
    everything += ["\n".join(one.text for one in chat.seen()) for chat in week.rooms.values()]
    other = {HURT: REPAIRING, REPAIRING: HURT}
    for who, words in KEPT.items():
        for word in words:
            assert word not in week.shown(other[who])
            assert all(word not in shown for shown in everything[2:])


class TestFirstWeek:
    async def test_the_same_on_either(self, stack: AsyncExitStack, tmp_path: Path) -> None:
        """
        What each of the two chats and the room show is the same, word for word and button for
        button; and both agreed to what the room shows.
        """
        one, two = await asyncio.gather(
            on_telegram(stack, tmp_path / "telegram"), on_discord(stack, tmp_path / "discord")
        )
        await ends_well(one)
        await ends_well(two)

        assert one.told() == two.told()
        nobody_leaked(one)
        nobody_leaked(two)
        room = "\n".join(letter.text for letter in two.rooms[HURT].seen())
        assert all(word in room for words in SHARED.values() for word in words)
        assert "those who own or look after this server can read" in room

    @pytest.mark.parametrize("hurt", ["discord", pytest.param("telegram", marks=pytest.mark.chaos)])
    async def test_one_on_each(self, stack: AsyncExitStack, tmp_path: Path, hurt: str) -> None:
        """
        Each reads in their own app what both agreed to show, and nothing else of the other.
        """
        week = await on_both(stack, tmp_path / "both", hurt)
        await ends_well(week)

        nobody_leaked(week)
        for who in (HURT, REPAIRING):
            assert all(word in week.shown(who) for words in SHARED.values() for word in words)

    @pytest.mark.chaos
    async def test_in_storms(self, stack: AsyncExitStack, tmp_path: Path) -> None:
        """
        Cuts, invalid sessions, kills, floods and lost answers: the same conversation, and nothing
        of it twice.
        """
        calm, wild = await asyncio.gather(
            on_discord(stack, tmp_path / "calm"), on_discord(stack, tmp_path / "wild", storms=True)
        )
        await ends_well(calm)
        await ends_well(wild)

        assert {name: settled(told) for name, told in wild.told().items()} == calm.told()
        nobody_leaked(wild)
        (server,) = wild.servers
        assert isinstance(server, DiscordEmulator)
        assert len(server.faults.happened) > 10
        assert server.gateway.identified > 10
        assert server.gateway.resumed > 10
