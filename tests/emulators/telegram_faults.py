"""What can go wrong with a call, and when it does."""

import math
import random
from dataclasses import dataclass, field
from enum import StrEnum

from tests.emulators.telegram_types import JsonObject, Placed

POLL = "getUpdates"
# A bot with several sends under way cannot know of a flood before it has read of it.
UNDER_WAY = 0.05


class FaultKind(StrEnum):
    """What goes wrong."""

    FLOOD = "flood"
    REFUSAL = "refusal"
    ERROR = "error"
    CUT = "cut"
    HANG = "hang"
    HTML = "html"
    HALF_JSON = "half_json"
    SLOW = "slow"
    SILENCE = "silence"


class When(StrEnum):
    """Whether a call had its effect before it went wrong."""

    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong with one call."""

    kind: FaultKind
    when: When = When.BEFORE
    code: int = 200
    description: str = ""
    parameters: JsonObject = field(default_factory=dict)
    seconds: float = 0.0
    everywhere: bool = False

    @property
    def name(self) -> str:
        """Give the word that stands in the log."""
        return f"{self.kind.value}_{self.when.value}"


def flood(retry_after: int = 1) -> Fault:
    """Close a chat for writing for some seconds: 429."""
    return Fault(FaultKind.FLOOD, code=429, seconds=retry_after)


def flood_everywhere(retry_after: int = 1) -> Fault:
    """Close everything but looking and polling for some seconds: 429."""
    return Fault(FaultKind.FLOOD, code=429, seconds=retry_after, everywhere=True)


def refusal(code: int, description: str, parameters: JsonObject | None = None) -> Fault:
    """Refuse with any error of the Bot API, word for word."""
    return Fault(FaultKind.REFUSAL, code=code, description=description, parameters=parameters or {})


def error(code: int = 502, when: When = When.BEFORE) -> Fault:
    """Fail inside Telegram: 500, 502 and the like."""
    return Fault(FaultKind.ERROR, when, code)


def cut(when: When = When.BEFORE) -> Fault:
    """Cut the connection instead of answering."""
    return Fault(FaultKind.CUT, when)


def hang(when: When = When.BEFORE) -> Fault:
    """Never answer."""
    return Fault(FaultKind.HANG, when)


def html(code: int = 502, when: When = When.BEFORE) -> Fault:
    """Answer with a page of HTML."""
    return Fault(FaultKind.HTML, when, code)


def half_json(when: When = When.AFTER) -> Fault:
    """Answer 200 with a body that ends in the middle."""
    return Fault(FaultKind.HALF_JSON, when)


def slow(seconds: float) -> Fault:
    """Answer rightly, but late."""
    return Fault(FaultKind.SLOW, When.AFTER, seconds=seconds)


def silence() -> Fault:
    """Hold a poll to its end and show no update, whatever there is."""
    return Fault(FaultKind.SILENCE)


@dataclass(slots=True, eq=False)
class Rule:
    """Say which calls meet a fault; None as method means all but polls."""

    fault: Fault
    method: str | None
    chat: int | None
    skip: int = 0
    times: float = math.inf
    probability: float = 1.0

    def stop(self) -> None:
        """Let it happen no more."""
        self.times = 0

    def fits(self, method: str, chat: int | None) -> bool:
        """Tell whether a call is meant."""
        named = method != POLL if self.method is None else method == self.method
        return named and self.times > 0 and self.chat in (None, chat)

    def strikes(self, chance: random.Random) -> bool:
        """Tell whether this call meets the fault, and count it."""
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.probability < 1.0 and chance.random() >= self.probability:
            return False
        self.times -= 1
        return True


@dataclass(frozen=True, slots=True)
class Closed:
    """A chat, or everything, closed by a flood."""

    told: float
    until: float
    chat: int | None
    everywhere: bool

    def closes(self, method: str, chat: int | None) -> bool:
        """Tell whether a call is stopped: all that change something, or writing to one chat."""
        if self.everywhere:
            return not method.startswith("get")
        return method.startswith(("send", "edit")) and chat == self.chat


class Faults:
    """Decide which call meets which fault. The rule that was made first wins."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._rules: list[Rule] = []
        self._closed: list[Closed] = []

    def next(
        self,
        fault: Fault,
        *,
        method: str | None = None,
        chat: Placed | None = None,
        times: int = 1,
        skip: int = 0,
    ) -> Rule:
        """Let the next calls meet a fault, after some that are let pass."""
        return self._add(Rule(fault, method, chat.id if chat else None, skip, times))

    def always(
        self, fault: Fault, *, method: str | None = None, chat: Placed | None = None
    ) -> Rule:
        """Let all calls meet a fault until it is stopped."""
        return self._add(Rule(fault, method, chat.id if chat else None))

    def chance(
        self,
        probability: float,
        fault: Fault,
        *,
        method: str | None = None,
        chat: Placed | None = None,
    ) -> Rule:
        """Let calls meet a fault by chance."""
        place = chat.id if chat else None
        return self._add(Rule(fault, method, place, probability=probability))

    def clear(self) -> None:
        """Let nothing go wrong any more; floods end at once."""
        self._rules.clear()
        self._closed.clear()

    def meet(self, method: str, chat: int | None) -> Fault | None:
        """Give the fault that a call meets; None if all goes well."""
        for rule in self._rules:
            if rule.fits(method, chat) and rule.strikes(self._chance):
                return rule.fault
        return None

    def close(self, fault: Fault, chat: int | None, now: float) -> None:
        """Begin a flood."""
        self._closed.append(Closed(now, now + fault.seconds, chat, fault.everywhere))

    def closed(self, method: str, chat: int | None, now: float) -> Closed | None:
        """Give the flood that stops a call; None if it may pass."""
        self._closed = [each for each in self._closed if now < each.until]
        return next((each for each in self._closed if each.closes(method, chat)), None)

    def _add(self, rule: Rule) -> Rule:
        self._rules.append(rule)
        return rule


def is_early(closed: Closed, arrived: float) -> bool:
    """Tell whether a call came although the bot had been told to wait."""
    grace = UNDER_WAY if closed.everywhere else 0.0
    return closed.told + grace <= arrived < closed.until
