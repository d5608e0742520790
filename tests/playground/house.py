"""A playground for tests: real server, real bot, on a free port of this machine."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from aiohttp import ClientSession, ClientWebSocketResponse

from adapters.playground.line import Json
from bot.playground.commands import Commands
from bot.playground.open import Wishes, first, opened
from bot.playground.server import Server
from bot.playground.session import Session
from bot.playground.tabs import Tabs

Wanted = Callable[[Json], bool]
"""Says whether a word is the one that was waited for."""

DIALOGS = Path(__file__).parents[2] / "dialogs"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TRANSCRIPTS = Path(__file__).parents[1] / "transcripts"


@asynccontextmanager
async def door() -> AsyncIterator[Server]:
    """Open only the door: nobody is on the phones, and no bot behind them."""
    with TemporaryDirectory() as folder:
        tabs = Tabs()
        session = Session(Path(folder), DIALOGS, NOON, tabs.tell)
        session.library.take()
        server = Server(session, Commands(session, None, Path(folder)), tabs)
        try:
            await server.open(0)
            yield server
        finally:
            await server.close()


@asynccontextmanager
async def playground(couple: str = "checkin", dialogs: Path | None = None) -> AsyncIterator[Server]:
    """Open one, with a couple on the phones."""
    wishes = Wishes(port=0, dialogs=dialogs, transcripts=TRANSCRIPTS, couple=couple)
    async with opened(wishes) as server:
        await server.open(0)
        await first(server, wishes)
        yield server


class Tab:
    """A page without a browser: the socket, and what was heard on it."""

    def __init__(self, socket: ClientWebSocketResponse) -> None:
        self.socket = socket
        self.heard: list[Json] = []
        self.count = 0

    async def ask(self, name: str, number: str | None = None, **given: object) -> Json:
        """Ask for something; give the answer. What is heard before it is kept."""
        self.count += 1
        number = number or f"t{self.count}"
        await self.socket.send_str(json.dumps({"id": number, "do": name, **given}))
        return await self.until(lambda word: word.get("to") == number)

    async def writes(self, who: str, text: str, number: str | None = None) -> Json:
        """Write in private."""
        return await self.ask("write", number, who=who, text=text, room=False, reply=None)

    async def until(self, wanted: Wanted) -> Json:
        """Listen until something comes."""
        while True:
            word: Json = await self.socket.receive_json(timeout=20)
            self.heard.append(word)
            if wanted(word):
                return word

    async def sees(self, words: str) -> Json:
        """Listen until a message with these words comes."""
        return await self.until(lambda word: words in said(word))

    def messages(self) -> list[str]:
        """Give every message that was told as new or changed."""
        return [said(word) for word in self.heard if word.get("message")]


def said(word: Json) -> str:
    """Give a message's words."""
    spans = (word.get("message") or {}).get("spans") or []
    return "".join(text for _, text in spans)


@asynccontextmanager
async def tab(server: Server) -> AsyncIterator[Tab]:
    """Open the socket, as the page does."""
    origin = {"Origin": f"http://127.0.0.1:{server.port}"}
    async with (
        ClientSession() as client,
        client.ws_connect(f"{server.address}socket", headers=origin) as socket,
    ):
        made = Tab(socket)
        await made.until(lambda word: "all" in word)
        yield made


async def until(look: Callable[[], bool]) -> None:
    """Wait until something is true."""
    async with asyncio.timeout(15):
        # It may be anything, and nothing tells when it changes.
        while not look():  # noqa: ASYNC110
            await asyncio.sleep(0.05)
