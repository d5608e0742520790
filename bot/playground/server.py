"""
Serve the page and its socket to this machine, and to nobody else unless told.

The address has an access token in it that is new every time. A page from elsewhere is refused by
its origin, and a name that somebody points at this machine by the host it asks for.
"""

import asyncio
import errno
import hmac
import ipaddress
import json
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

from aiohttp import web

from bot.errors import ConfigError
from bot.playground.commands import Commands
from bot.playground.session import Session
from bot.playground.tabs import LONGEST, Tabs

PAGE = Path(__file__).parent / "page"
HERE = "127.0.0.1"
PORTS = 30
HEARTBEAT = 20.0
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
RULES = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
SORRY = "Nothing is here. The address with its token stands in the terminal."

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Server:
    """The page in front of one session. ``host`` is where it listens; `HERE` unless told."""

    def __init__(self, session: Session, commands: Commands, tabs: Tabs, host: str = HERE) -> None:
        self.session = session
        self.commands = commands
        self.tabs = tabs
        self.host = host
        self.token = secrets.token_urlsafe(24)
        self.port = 0
        self.runner: web.AppRunner | None = None

    @property
    def address(self) -> str:
        """Give the address to open."""
        shown = HERE if self.host in ("", "0.0.0.0", "::") else self.host  # noqa: S104
        named = f"[{shown}]" if ":" in shown else shown
        return f"http://{named}:{self.port}/{self.token}/"

    async def open(self, port: int) -> list[int]:
        """
        Listen on a port or the next one that is free; give those that were not.

        Raises `ConfigError` when none is, or when nothing can be listened to there.
        """
        app = web.Application(middlewares=[self.guard])
        app.add_routes(
            [
                web.get("/{token}/", self.index),
                web.get("/{token}/socket", self.socket),
                web.get("/{token}/{file}", self.file),
            ]
        )
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await self.runner.setup()
        taken: list[int] = []
        for one in range(port, port + PORTS) if port else [0]:
            site = web.TCPSite(self.runner, self.host, one)
            try:
                await site.start()
            except OSError as exc:
                if exc.errno != errno.EADDRINUSE:
                    raise ConfigError(f"Cannot listen on {self.host}: {exc.strerror}.") from exc
                taken.append(one)
                await site.stop()
                continue
            self.port = int(self.runner.addresses[0][1])
            return taken
        raise ConfigError(
            f"The ports {port} to {port + PORTS - 1} are all in use. Name another: --port 9000"
        )

    async def close(self) -> None:
        """Stop listening, and let all tabs go."""
        for queue in [*self.tabs.open]:
            queue.put_nowait(None)
        if self.runner is not None:
            await self.runner.cleanup()

    @property
    def told_to_be_open(self) -> bool:
        """Say whether somebody wanted other machines to come in."""
        return not _loopback(self.host)

    @web.middleware
    async def guard(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse whoever should not be here, before anything is read."""
        if not self.told_to_be_open and not _loopback(request.remote or ""):
            return web.Response(status=403, text="This playground is for its own machine only.")
        if not self.told_to_be_open and not _loopback(_name(request.host)):
            return web.Response(status=403, text="Ask for 127.0.0.1 or localhost, by its own name.")
        origin = request.headers.get("Origin")
        if origin is not None and origin != f"http://{request.host}":
            return web.Response(status=403, text="Pages from elsewhere may not look in here.")
        if _from_elsewhere(request):
            return web.Response(status=403, text="Pages from elsewhere may not look in here.")
        token = request.match_info.get("token", "")
        if not hmac.compare_digest(token.encode(), self.token.encode()):
            return web.Response(status=404, text=SORRY)
        answer = await handler(request)
        if not answer.prepared:
            answer.headers.update(RULES)
        return answer

    async def index(self, _: web.Request) -> web.Response:
        """Give the page, with everything that there is to see already in it."""
        page = await asyncio.to_thread((PAGE / "index.html").read_text, "utf-8")
        first = json.dumps(self.session.everything()).replace("<", "\\u003c")
        return web.Response(text=page.replace("{}", first, 1), content_type="text/html")

    async def file(self, request: web.Request) -> web.Response:
        """Give one of the page's files."""
        name = request.match_info["file"]
        path = PAGE / name
        if (
            path.suffix not in KINDS
            or path.parent != PAGE
            or not await asyncio.to_thread(path.is_file)
        ):
            return web.Response(status=404, text=SORRY)
        body = await asyncio.to_thread(path.read_bytes)
        return web.Response(body=body, content_type=KINDS[path.suffix], charset="utf-8")

    async def socket(self, request: web.Request) -> web.StreamResponse:
        """Serve a tab. One without an origin is no page, and is refused as well."""
        if request.headers.get("Origin") is None:
            return web.Response(status=403, text="Only the playground's own page may speak here.")
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LONGEST, compress=False)
        await socket.prepare(request)
        await self.tabs.serve(socket, self.session, self.commands)
        return socket


def _from_elsewhere(request: web.Request) -> bool:
    """Say whether another site's page wants something; following a link to here is no harm."""
    site = request.headers.get("Sec-Fetch-Site", "none")
    follows = request.headers.get("Sec-Fetch-Dest") == "document"
    return site not in ("none", "same-origin") and not follows


def _name(host: str) -> str:
    """Give a host without its port."""
    return host[1:].partition("]")[0] if host.startswith("[") else host.partition(":")[0]


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
