"""
An emulator of Telegram's Bot API, for the real library to talk to.

Tests use it as the people do who use the bot: they start, type, press, block, join. It runs in the
test's event loop, on loopback only; the bot may run in another process.

    async with TelegramEmulator() as server:
        ana = server.user("Ana")
        ana.start()
        await ana.sees("Welcome")
"""

import random
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from aiohttp import web

from tests.emulators import telegram_contract, telegram_stage, telegram_transcript
from tests.emulators.telegram_access import Access
from tests.emulators.telegram_bell import Bell, Seen
from tests.emulators.telegram_chats import ChatMethods
from tests.emulators.telegram_clock import Clock
from tests.emulators.telegram_faults import Faults
from tests.emulators.telegram_groups import Channel, Group
from tests.emulators.telegram_http import Front
from tests.emulators.telegram_log import Call, Log
from tests.emulators.telegram_menus import Menus
from tests.emulators.telegram_messages import MessageMethods
from tests.emulators.telegram_news import News, member
from tests.emulators.telegram_people import Person
from tests.emulators.telegram_profile import ProfileMethods
from tests.emulators.telegram_queue import Update, UpdateQueue
from tests.emulators.telegram_state import Account, Chat, ChatKind, Member, Status, World
from tests.emulators.telegram_types import JsonObject, Placed

BOT_ID = 7_000_000_001
TOKEN = f"{BOT_ID}:AAEmulatorTokenForTestsOnly0000000000"


class TelegramEmulator:
    """A Telegram of one's own. Enter it to open it; leaving ends every call that hangs."""

    def __init__(
        self,
        *,
        token: str = TOKEN,
        username: str = "mortar_test_bot",
        clock: Clock | None = None,
        log_path: Path | None = None,
        seed: int = 0,
        port: int = 0,
    ) -> None:
        chance = random.Random(seed)
        bell = Bell()
        bot = Account(int(token.partition(":")[0]), "Mortar", username=username, is_bot=True)
        self.clock = clock or Clock()
        self.departures: list[str] = []
        self.faults = Faults(chance)
        self.contract = telegram_contract.load()
        self._log = Log(log_path)
        self._world = World(bot, self.clock, bell, chance)
        self.updates = UpdateQueue(self.clock, bell, chance, self._note)
        menus = Menus()
        news = News(self._world, self.updates)
        self._stage = telegram_stage.built(self._world, news, menus)
        access = Access(self._world)
        methods = {
            **MessageMethods(self._world, access).table(),
            **ChatMethods(self._world, access, news).table(),
            **ProfileMethods(self._world, self.updates, menus).table(),
        }
        self._front = Front(
            token=token,
            world=self._world,
            queue=self.updates,
            methods=methods,
            faults=self.faults,
            log=self._log,
            contract=self.contract,
            depart=self.departures.extend,
        )
        self._port = port
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    async def __aenter__(self) -> Self:
        self._runner = web.AppRunner(
            self._front.application(),
            access_log=None,
            handler_cancellation=True,
            keepalive_timeout=3600,
            shutdown_timeout=0.1,
        )
        await self._runner.setup()
        await self.comes_up()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._front.close()
        await self.goes_down()
        if self._runner is not None:
            await self._runner.cleanup()
        self._log.close()

    @property
    def token(self) -> str:
        """Give the bot's token."""
        return self._front.token

    @property
    def port(self) -> int:
        """Give the port."""
        return self._port

    @property
    def base_url(self) -> str:
        """Give what the library wants as `base_url`."""
        return f"http://127.0.0.1:{self._port}/bot"

    @property
    def file_base_url(self) -> str:
        """Give what the library wants as `base_file_url`."""
        return f"http://127.0.0.1:{self._port}/file/bot"

    @property
    def bot(self) -> Account:
        """Give the bot's account."""
        return self._world.bot

    @property
    def privacy(self) -> bool:
        """Tell whether the bot sees only what is meant for it in groups."""
        return self._world.privacy

    @privacy.setter
    def privacy(self, is_on: bool) -> None:
        self._world.privacy = is_on

    @property
    def calls(self) -> list[Call]:
        """Give every call, in the order of effects."""
        return self._log.calls

    @property
    def ledger(self) -> list[Update]:
        """Give every update there ever was."""
        return self.updates.ledger

    def calls_of(self, method: str, chat: Placed | None = None) -> list[Call]:
        """Give the calls of one method, to one chat or to all."""
        return [
            call
            for call in self.calls
            if call.method == method and (chat is None or call.chat_id == chat.id)
        ]

    def user(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language: str | None = "en",
        user_id: int = 0,
    ) -> Person:
        """Let somebody have an account; `user_id` 0 takes a free one."""
        account = Account(user_id, first_name, last_name, username, language)
        return Person(self._stage, self._world.add_account(account))

    def other_bot(self, name: str) -> Person:
        """Let there be another bot."""
        account = Account(0, name, username=f"{name.lower()}_bot", is_bot=True)
        return Person(self._stage, self._world.add_account(account))

    def group(self, title: str, creator: Person, *others: Person) -> Group:
        """Open a basic group without the bot."""
        return self._group(ChatKind.GROUP, title, creator, others)

    def supergroup(self, title: str, creator: Person, *others: Person) -> Group:
        """Open a supergroup without the bot."""
        return self._group(ChatKind.SUPERGROUP, title, creator, others)

    def group_with_bot(self, title: str, creator: Person, *others: Person) -> Group:
        """Open a basic group in which the bot is from the start."""
        group = self.group(title, creator, *others)
        self._stage.news.stands(group.chat, creator.account, member(self.bot))
        self._stage.announce(group.chat, creator.account, {"group_chat_created": True})
        return group

    def channel(self, title: str, owner: Person) -> Channel:
        """Open a channel."""
        chat = self._world.add_chat(ChatKind.CHANNEL, title)
        chat.members[owner.id] = Member(owner.account, Status.CREATOR)
        return Channel(self._stage, chat, owner.account)

    def chat(self, place: Placed | int) -> Chat:
        """Show a chat: a person's private one, a group's, or the one with an id."""
        return self._world.chats[place] if isinstance(place, int) else self._stage.chat(place)

    def transcript(self, place: Placed | int) -> str:
        """Write down a chat."""
        return telegram_transcript.transcript(self.chat(place))

    def injects(self, body: JsonObject) -> None:
        """Queue an update as it stands, however odd; it is not checked."""
        self.updates.put("injected", body, None)

    def revokes_token(self) -> None:
        """Make the token worthless."""
        self._front.is_revoked = True

    async def wait_for(self, predicate: Callable[[], Seen], timeout: float = 5.0) -> Seen:
        """Wait until something is true and give it; looks again after every change."""
        return await self._stage.until(predicate, timeout, "It did not come true")

    async def goes_down(self) -> None:
        """Refuse connections and cut those there are."""
        if self._site is not None:
            await self._site.stop()
            self._site = None
        if self._runner is not None and self._runner.server is not None:
            for connection in self._runner.server.connections:
                if connection.transport is not None:
                    connection.transport.abort()

    async def comes_up(self) -> None:
        """Accept connections, on the same port as before."""
        assert self._runner is not None, "use `async with`"
        self._site = web.TCPSite(self._runner, "127.0.0.1", self._port, reuse_address=True)
        await self._site.start()
        self._port = int(self._runner.addresses[0][1])

    def _group(
        self, kind: ChatKind, title: str, creator: Person, others: tuple[Person, ...]
    ) -> Group:
        chat = self._world.add_chat(kind, title)
        chat.members[creator.id] = Member(creator.account, Status.CREATOR)
        for other in others:
            chat.members[other.id] = member(other.account)
        return Group(self._stage, chat, creator.account)

    def _note(self, event: str, update: Update) -> None:
        self._log.note(event, update)
        if event == "created" and update.kind != "injected" and self.contract is not None:
            self.departures += self.contract.departures_of_update(update.json())
