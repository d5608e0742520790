"""The emulator's web server: tokens, methods, faults on the wire, the log."""

import asyncio
import json
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web

from tests.emulators.telegram_clock import Clock
from tests.emulators.telegram_contract import Contract
from tests.emulators.telegram_errors import ApiError, flooded
from tests.emulators.telegram_faults import POLL, Closed, Fault, FaultKind, Faults, When, is_early
from tests.emulators.telegram_log import Call, Log
from tests.emulators.telegram_messages import Method
from tests.emulators.telegram_parameters import Parameters, read
from tests.emulators.telegram_queue import UpdateQueue
from tests.emulators.telegram_state import World
from tests.emulators.telegram_types import JsonObject

TOKEN = re.compile(r"[1-9][0-9]{2,}:[A-Za-z0-9_-]{30,}")
LONGEST_POLL = 50
PAGE = (
    "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"
)
NAMES_OF_ERRORS = {500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable"}


@dataclass(frozen=True, slots=True)
class Arrival:
    """A call as it came in, and the flood that stops it, if one does."""

    method: str
    parameters: Parameters
    chat_id: int | None
    at: float
    closed: Closed | None

    @property
    def is_early(self) -> bool:
        """Tell whether it came although the bot had been told to wait."""
        return self.closed is not None and is_early(self.closed, self.at)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server has to say to a call."""

    code: int
    body: JsonObject

    @property
    def is_ok(self) -> bool:
        """Tell whether the call did its work."""
        return self.body["ok"] is True


class Front:
    """Take calls from the wire, let them have their effect and their faults, and answer."""

    def __init__(
        self,
        *,
        token: str,
        world: World,
        queue: UpdateQueue,
        methods: Mapping[str, Method],
        faults: Faults,
        log: Log,
        contract: Contract | None,
        depart: Callable[[list[str]], None],
    ) -> None:
        self.token = token
        self.is_revoked = False
        self._world = world
        self._queue = queue
        self._methods = methods
        self._names = {name.lower(): name for name in (*methods, POLL)}
        self._faults = faults
        self._log = log
        self._contract = contract
        self._depart = depart
        self._seq = 0
        self._closing = asyncio.Event()

    @property
    def clock(self) -> Clock:
        """Give the emulator's clock."""
        return self._world.clock

    def application(self) -> web.Application:
        """Build the routes."""
        app = web.Application(client_max_size=64 * 2**20)
        app.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]+}", self.call)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self.download)
        app.router.add_route("*", "/{rest:.*}", _nothing)
        return app

    def close(self) -> None:
        """Let go of every call that hangs."""
        self._closing.set()

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Serve one call."""
        arrival = await self._arrival(request)
        if refused := self._refused(request.match_info["token"]):
            return _response(self._log_error(arrival, refused, "error"))
        if arrival.closed is not None:
            seconds = math.ceil(arrival.closed.until - arrival.at)
            return _response(self._log_error(arrival, flooded(seconds), "flood_goes_on"))
        fault = self._faults.meet(arrival.method, arrival.chat_id)
        if fault is None:
            return _response(await self._effect(arrival, "ok"))
        return await self._spoil(request, arrival, fault)

    async def download(self, request: web.Request) -> web.StreamResponse:
        """Serve a file."""
        if refused := self._refused(request.match_info["token"]):
            return _response(_answer(refused))
        path = request.match_info["path"]
        for file in self._world.files.values():
            if file.path == path:
                return web.Response(body=file.content)
        return _response(_answer(ApiError(404, "Not Found")))

    def _refused(self, token: str) -> ApiError | None:
        if token == self.token and not self.is_revoked:
            return None
        if token == self.token or TOKEN.fullmatch(token):
            return ApiError(401, "Unauthorized")
        return ApiError(404, "Not Found")

    async def _arrival(self, request: web.Request) -> Arrival:
        now = self.clock.now()
        method = request.match_info["method"]
        name = self._names.get(method.lower(), method)
        parameters = await read(request)
        if self._contract is not None:
            self._depart(self._contract.departures_of_call(name, parameters))
        chat_id = self._chat_id(parameters)
        return Arrival(name, parameters, chat_id, now, self._faults.closed(name, chat_id, now))

    def _chat_id(self, parameters: Parameters) -> int | None:
        press = self._world.presses.get(parameters.text("callback_query_id"))
        if press is not None:
            return press.message.chat.id
        return parameters.integer("chat_id") or None

    async def _effect(self, arrival: Arrival, outcome: str) -> Answer:
        """Let a call do its work; write it down at once, as what follows may be cut off."""
        try:
            result = await self._result(arrival)
        except ApiError as refusal:
            return self._log_error(arrival, refusal, "error" if outcome == "ok" else outcome)
        except asyncio.CancelledError:
            self._note(arrival, "cancelled", effect=False)
            raise
        if self._contract is not None and arrival.method != POLL:
            self._depart(self._contract.departures_of_answer(arrival.method, result))
        posted = result.get("message_id") if isinstance(result, dict) else None
        message_id = posted if isinstance(posted, int) else None
        self._note(arrival, outcome, effect=True, code=200, message_id=message_id)
        return Answer(200, {"ok": True, "result": result})

    async def _result(self, arrival: Arrival) -> object:
        if arrival.method == POLL:
            return await self._poll(arrival.parameters)
        if arrival.method not in self._methods:
            raise ApiError(404, "Not Found: method not found")
        return self._methods[arrival.method](arrival.parameters)

    async def _poll(self, p: Parameters) -> object:
        kinds = p.json("allowed_updates")
        if isinstance(kinds, list):
            self._queue.allow([str(kind) for kind in kinds])
        limit = min(max(p.integer("limit", 100), 1), 100)
        seconds = min(max(p.integer("timeout"), 0), LONGEST_POLL)
        updates = await self._queue.poll(p.integer("offset"), limit, seconds)
        return [update.json() for update in updates]

    async def _spoil(
        self, request: web.Request, arrival: Arrival, fault: Fault
    ) -> web.StreamResponse:
        answer = None
        if fault.when is When.AFTER:
            answer = await self._effect(arrival, fault.name)
        match fault.kind:
            case FaultKind.FLOOD:
                self._faults.close(fault, arrival.chat_id, self.clock.now())
                refusal = flooded(math.ceil(fault.seconds))
                return _response(self._log_error(arrival, refusal, fault.name))
            case FaultKind.REFUSAL:
                refusal = ApiError(fault.code, fault.description, fault.parameters)
                return _response(self._log_error(arrival, refusal, fault.name))
            case FaultKind.SILENCE:
                self._note(arrival, fault.name, effect=False)
                await self._queue.silence(arrival.parameters.integer("timeout"))
                return _response(Answer(200, {"ok": True, "result": []}))
            case _:
                pass
        if answer is None:
            self._note(arrival, fault.name, effect=False)
            answer = Answer(200, {"ok": True, "result": True})
        return await self._wire(request, fault, answer)

    async def _wire(self, request: web.Request, fault: Fault, answer: Answer) -> web.StreamResponse:
        """Lose or garble an answer on its way."""
        match fault.kind:
            case FaultKind.CUT:
                if request.transport is not None:
                    request.transport.abort()
            case FaultKind.HANG:
                await self._closing.wait()
            case FaultKind.HTML:
                return web.Response(status=fault.code, text=PAGE, content_type="text/html")
            case FaultKind.HALF_JSON:
                text = json.dumps(answer.body)
                half = text[: len(text) // 2]
                return web.Response(text=half, content_type="application/json")
            case FaultKind.SLOW:
                await self._pause(fault.seconds)
                return _response(answer)
            case _:
                name = NAMES_OF_ERRORS.get(fault.code, "Error")
                return _response(_answer(ApiError(fault.code, name)))
        return web.Response(status=503)

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._closing.wait()
        except TimeoutError:
            return

    def _log_error(self, arrival: Arrival, refusal: ApiError, outcome: str) -> Answer:
        self._note(
            arrival, outcome, effect=False, code=refusal.code, description=refusal.description
        )
        return _answer(refusal)

    def _note(
        self,
        arrival: Arrival,
        outcome: str,
        *,
        effect: bool,
        code: int | None = None,
        description: str = "",
        message_id: int | None = None,
    ) -> None:
        self._seq += 1
        self._log.add(
            Call(
                seq=self._seq,
                arrived=arrival.at,
                at=self.clock.now(),
                method=arrival.method,
                chat_id=arrival.chat_id,
                parameters=dict(arrival.parameters.values),
                outcome=outcome,
                effect=effect,
                code=code,
                description=description,
                message_id=message_id or arrival.parameters.integer("message_id") or None,
                early=arrival.is_early,
            )
        )
        self._world.bell.ring()


def _answer(refusal: ApiError) -> Answer:
    return Answer(refusal.code, refusal.body())


def _response(answer: Answer) -> web.Response:
    # ASCII only: lone surrogates travel as escapes, as they do from the real server.
    return web.Response(
        status=answer.code, text=json.dumps(answer.body), content_type="application/json"
    )


async def _nothing(_: web.Request) -> web.StreamResponse:
    return _response(_answer(ApiError(404, "Not Found")))
