"""
When a message may go: arithmetic on a monotonic clock, no waiting.

Telegram publishes no exact limits: about one message a second to a chat, twenty a minute to a
group, thirty a second in all, and whatever it says when it refuses (429).
"""

from collections import deque
from dataclasses import dataclass, field

BURST = 3
SPACING = 1.0
MINUTE = 60.0
A_MINUTE = 20
BURST_OVERALL = 5
SPACING_OVERALL = 1 / 20
# Telegram rounds up to whole seconds.
SAME_END = 1.5
MOST_CHATS = 1000


@dataclass(slots=True)
class Past:
    """
    What went to one chat.

    ``due`` is when the chat would be at rest again; ``last`` are its last twenty messages;
    ``held`` is until when Telegram asked for patience.
    """

    due: float = 0.0
    last: deque[float] = field(default_factory=lambda: deque(maxlen=A_MINUTE))
    held: float = float("-inf")


class Pace:
    """Say how long a chat has to wait. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._pasts: dict[str, Past] = {}
        self._due = 0.0
        self._held = float("-inf")

    def held(self, chat: str | None, now: float) -> float:
        """Give the seconds for which Telegram wants no call; None is any chat at all."""
        past = self._pasts.get(chat) if chat is not None else None
        until = max(self._held, past.held) if past else self._held
        return max(until - now, 0.0)

    def chat_wait(self, chat: str, now: float) -> float:
        """Give the seconds until this chat may have a message; 0 when it may have one now."""
        past = self._pasts.get(chat)
        if past is None:
            return self.held(chat, now)
        waits = [self.held(chat, now), past.due - (BURST - 1) * SPACING - now]
        if is_group(chat) and len(past.last) == A_MINUTE:
            waits.append(past.last[0] + MINUTE - now)
        return max(0.0, *waits)

    def overall_wait(self, now: float) -> float:
        """Give the seconds until any chat may have a message: a twentieth at most."""
        return max(self._due - (BURST_OVERALL - 1) * SPACING_OVERALL - now, 0.0)

    def spend(self, chat: str, now: float) -> None:
        """Count a message that goes now."""
        past = self._past(chat, now)
        past.due = max(past.due, now) + SPACING
        past.last.append(now)
        self._due = max(self._due, now) + SPACING_OVERALL

    def hold(self, chat: str, after: float, now: float) -> bool:
        """
        Note that Telegram asked for patience; say whether all chats have to wait.

        It does not tell whom it means. A wait of the whole bot ends for all chats at the same
        moment, so when two of them have to wait until then, everybody does.
        """
        until = now + after
        ends = [past.held for other, past in self._pasts.items() if other != chat]
        same = [end for end in ends if end > now and abs(end - until) <= SAME_END]
        if same:
            self._held = max(self._held, until, *same)
        past = self._past(chat, now)
        past.held = max(past.held, until)
        return self._held > now

    def _past(self, chat: str, now: float) -> Past:
        if len(self._pasts) >= MOST_CHATS and chat not in self._pasts:
            self._pasts = {name: past for name, past in self._pasts.items() if _recent(past, now)}
        return self._pasts.setdefault(chat, Past())


def is_group(chat: str) -> bool:
    """Tell a group's id from a person's: it is below zero."""
    return chat.startswith("-")


def _recent(past: Past, now: float) -> bool:
    return past.held > now or past.due > now or bool(past.last and past.last[-1] > now - MINUTE)
