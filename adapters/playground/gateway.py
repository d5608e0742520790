"""The playground, as the bot's engine sees it."""

from base64 import b64decode
from collections.abc import Sequence
from contextlib import suppress

from adapters.playground.inbound import hear
from adapters.playground.line import Json, Line, LineBroken
from adapters.playground.outbound import LIMITS, PLATFORM, shown
from bot.errors import Refused, TryLater, Uncertain, Unreachable
from bot.model.address import Address
from bot.ports.clock import Clock
from bot.ports.gateway import Keep, Limits
from bot.ports.letters import Letter

COUNT_AGAIN = 2.0
PHOTO = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAGCAIAAABxZ0isAAAAFUlEQVR42mOctmAVAzbAxIAD0EMCABmVAezyACcXAA"
    "AAAElFTkSuQmCC"
)
"""A grey one, eight by six."""


class PlaygroundGateway:
    """A bot on the stage at the other end of a line."""

    def __init__(self, line: Line, clock: Clock) -> None:
        self._line = line
        self._clock = clock

    @property
    def platform(self) -> str:
        """Give the name that stands in `Address.platform`."""
        return PLATFORM

    @property
    def limits(self) -> Limits:
        """Give what fits into one message."""
        return LIMITS

    async def open(self) -> str:
        """Sign in; return the bot's own id."""
        return str((await self._line.ask("sign_in", {}))["bot"])

    async def listening(self) -> None:
        """Be heard at once: the stage is in the same machine."""

    async def listen(self, keep: Keep) -> None:
        """Hear until cancelled. What is kept is confirmed by asking for what comes after it."""
        after = 0
        while True:
            updates: list[Json] = (await self._line.ask("updates", {"after": after}))["updates"]
            now = self._clock.now()
            heard = [inbound for one in updates if (inbound := hear(one, now)) is not None]
            if heard:
                await keep(heard)
            after = max((one["id"] for one in updates), default=after)

    async def send(self, letter: Letter) -> str:
        """
        Deliver one letter; return the stage's id of the message.

        Raises `Unreachable` where somebody has blocked the bot, `Uncertain` when the line broke.
        """
        given = {"chat": letter.address.chat, **shown(letter.content)}
        try:
            answer = await self._line.ask("send", given)
        except LineBroken as exc:
            raise Uncertain("the playground has gone") from exc
        match answer.get("error"):
            case None:
                return str(answer["message"])
            case "unreachable":
                raise Unreachable("the bot may not write there")
            case error:
                raise Refused(f"the playground does not take it ({error})")

    async def answer_press(self, press: str, text: str | None) -> None:
        """Show a notice to whoever pressed. Never raises."""
        await self._attempt("answer_press", {"press": press, "text": text})

    async def strip(self, address: Address, message: str) -> None:
        """Take the buttons off a message that is over. Never raises."""
        await self._attempt("strip", {"chat": address.chat, "message": message})

    async def take_back(self, address: Address, messages: Sequence[str]) -> None:
        """Take messages out of a chat. Never raises."""
        await self._attempt("take_back", {"chat": address.chat, "messages": list(messages)})

    async def count(self, address: Address) -> int | None:
        """Count who is in the room, the bot included."""
        try:
            return int((await self._line.ask("count", {"chat": address.chat}))["present"])
        except LineBroken as exc:
            raise TryLater(COUNT_AGAIN) from exc

    async def fetch(self, reference: str) -> bytes:
        """Give a picture that stands for any: on the stage nobody takes photos."""
        if not reference.startswith(f"{PLATFORM}:"):
            raise Refused("another platform keeps it")
        return PHOTO

    async def leave(self, address: Address) -> None:
        """Leave a room that is not ours. Never raises."""
        await self._attempt("leave", {"chat": address.chat})

    def link(self, payload: str, *, room: bool) -> str | None:
        """Give an address that the page opens on the other phone, or in the room."""
        return f"https://playground.invalid/{'room' if room else 'start'}/{payload}"

    async def close(self) -> None:
        """There is nothing to sign off from."""

    async def _attempt(self, method: str, given: Json) -> None:
        with suppress(LineBroken):
            await self._line.ask(method, given)
