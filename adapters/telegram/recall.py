"""Take messages back, as many in one call as Telegram takes."""

from collections.abc import Awaitable, Callable, Sequence

MOST_AT_ONCE = 100
MOST_ONE_BY_ONE = 20

Delete = Callable[[Sequence[int]], Awaitable[bool | None]]
"""Deletes messages; None when that failed."""


async def take_back(messages: Sequence[str], delete: Delete) -> None:
    """Delete messages, those in front first."""
    numbers = [int(one) for one in messages if one.isdecimal()]
    for start in range(0, len(numbers), MOST_AT_ONCE):
        several = numbers[start : start + MOST_AT_ONCE]
        if await delete(several) is None:
            # Telegram deletes all of them or none: one may be too old.
            for one in several[:MOST_ONE_BY_ONE]:
                await delete([one])
