"""Chats where the bot is not: what is said there goes as a follow-up to somebody's interaction."""

from typing import Any

from adapters.discord.answers import Answers
from adapters.discord.outbound import NO_PREVIEW, Shown
from adapters.discord.presses import Presses
from adapters.discord.trouble import SHORTEST_WAIT, TROUBLE
from bot.errors import Refused, TryLater, Uncertain
from bot.model.address import Address

JsonObject = dict[str, Any]

UNTIL_SOMEBODY_PRESSES = 30.0
OVER = frozenset({401, 403, 404})


async def send(answers: Answers, presses: Presses, address: Address, shown: Shown) -> str:
    """
    Send with the newest token there is for a chat; give the id of the message.

    `TryLater` while there is none: somebody has to press or to command something first. A lost
    answer is `Uncertain`, for Discord has no mark against doubles here.
    """
    while (live := presses.newest(address)) is not None:
        await live.answered
        live.left -= 1
        body = shown.body() | {"flags": NO_PREVIEW}
        try:
            status, answer = await answers.post(live.token, body)
        except TROUBLE as trouble:
            raise Uncertain("nobody knows whether Discord took it") from trouble
        if status < 300:
            live.busy = False
            return str(answer.get("id", ""))
        if status == 429:
            live.left += 1
            raise TryLater(max(float(answer.get("retry_after", 0)), SHORTEST_WAIT))
        if status >= 500:
            raise Uncertain("nobody knows whether Discord took it")
        if status not in OVER:
            raise Refused(f"Discord does not take it (code {answer.get('code', 0)})")
        live.left = 0
    raise TryLater(UNTIL_SOMEBODY_PRESSES)


def count(presses: Presses, address: Address) -> int:
    """
    Count who reads there, and the bot, which those who have it see as one of them.

    `TryLater` until somebody pressed or commanded something there.
    """
    live = presses.newest(address)
    if live is None:
        raise TryLater(UNTIL_SOMEBODY_PRESSES)
    return live.people + 1
