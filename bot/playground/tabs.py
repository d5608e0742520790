"""
The tabs that look at one session.

Each hears everything in order. What a tab asks carries a number of its own: a line that broke and
came back may ask again, and nothing is done twice for it.
"""

import asyncio
import contextlib
from collections import OrderedDict

from aiohttp import WSMsgType, web

from adapters.playground.line import Json
from bot.errors import MortarError, failure
from bot.playground.commands import Commands
from bot.playground.session import Session

MOST_WAITING = 5000
"""Words to a tab that does not listen (a closed laptop); after that it has to come anew."""

MOST_REMEMBERED = 2000
LONGEST = 1 << 20


class Tabs:
    """Everybody who looks on."""

    def __init__(self) -> None:
        self.open: set[asyncio.Queue[Json | None]] = set()
        self.done: OrderedDict[str, asyncio.Future[Json]] = OrderedDict()

    def tell(self, word: Json) -> None:
        """Tell every tab; one that has not listened for long is let go."""
        for queue in [*self.open]:
            if queue.qsize() >= MOST_WAITING:
                self.open.discard(queue)
                queue.put_nowait(None)
            else:
                queue.put_nowait(word)

    async def serve(
        self, socket: web.WebSocketResponse, session: Session, commands: Commands
    ) -> None:
        """Serve one tab until it goes: first with everything, then with every change."""
        queue: asyncio.Queue[Json | None] = asyncio.Queue()
        queue.put_nowait(session.everything())
        queue.put_nowait({"replay": commands.replay.state() if commands.replay else None})
        self.open.add(queue)
        speaking = asyncio.create_task(_speak(socket, queue))
        asked: set[asyncio.Task[None]] = set()
        try:
            async for word in socket:
                if word.type is not WSMsgType.TEXT:
                    break
                task = asyncio.create_task(self.take(word.json(), queue, commands))
                asked.add(task)
                task.add_done_callback(asked.discard)
        except ValueError:
            await socket.close()
        finally:
            self.open.discard(queue)
            speaking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await speaking

    async def take(self, asked: Json, queue: "asyncio.Queue[Json | None]", does: Commands) -> None:
        """Do what a tab asks, once, and answer it."""
        number = str(asked.get("id", ""))[:64]
        known = self.done.get(number)
        if known is None:
            known = self.done[number] = asyncio.get_running_loop().create_future()
            while len(self.done) > MOST_REMEMBERED:
                self.done.popitem(last=False)
            known.set_result(await _answer(does, asked))
        queue.put_nowait({"to": number, **await known})


async def _answer(does: Commands, asked: Json) -> Json:
    try:
        return {"result": await does.do(asked)}
    except MortarError as exc:
        return {"error": str(exc)}
    except Exception as exc:  # noqa: BLE001 - the page goes on, and says so
        return {"error": f"This is a bug in Mortar: {failure(exc)}."}


async def _speak(socket: web.WebSocketResponse, queue: "asyncio.Queue[Json | None]") -> None:
    with contextlib.suppress(ConnectionError):
        while (word := await queue.get()) is not None:
            await socket.send_json(word)
        await socket.close()
