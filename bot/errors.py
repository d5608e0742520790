"""
Name what can go wrong, sorted by who can mend it.

What happens every day (a reply that does not fit, a stranger, an old button) is a value and
not in here.
"""

from dataclasses import dataclass
from pathlib import Path


def failure(exc: BaseException) -> str:
    """Name a failure and where it happened, without what was being worked on."""
    trace = exc.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(exc).__name__} at {where}"


class MortarError(Exception):
    """Be the root of everything Mortar raises on purpose."""


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One mistake in a flow: number, place and a sentence with the way out.

    ``line`` and ``column`` count from 1.
    """

    code: str
    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """Give the one line that editors and people both can follow."""
        return f"{self.file}:{self.line}:{self.column}: {self.message} [{self.code}]"


class FlowError(MortarError):
    """A flow cannot run: the author's to mend. Carries every problem found, in file order."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class ConfigError(MortarError):
    """A setting, key or file is wrong: the operator's to mend, found at the start."""


class StoreError(MortarError):
    """The database did not do what was asked."""


class AlreadyRunning(StoreError):
    """Another process holds this database. ``str()`` names its process id when it is known."""


class Unwritable(StoreError):
    """The disk is full or the database is locked: nothing was kept, try again later."""


class Broken(StoreError):
    """Writing failed in a way that must not be retried in this process (I/O error)."""


class SchemaBehind(ConfigError):
    """The database has an older shape: `mortar migrate` brings it up to date."""


class DeliveryError(MortarError):
    """A letter was not delivered."""


class Unreachable(DeliveryError):
    """The person or room cannot be reached until they come back by themselves."""


class TryLater(DeliveryError):
    """
    The platform asked for patience, or was certainly not reached.

    ``after`` is in seconds; ``everywhere`` means that all chats of the platform wait.
    """

    def __init__(self, after: float, *, everywhere: bool = False) -> None:
        super().__init__(f"try again in {after:g} s")
        self.after = after
        self.everywhere = everywhere


class Uncertain(DeliveryError):
    """Nobody knows whether the letter arrived: the line broke after it was sent."""


class Refused(DeliveryError):
    """The platform will never take this letter. ``str()`` gives its reason, never the words."""


class Moved(DeliveryError):
    """The chat lives at another address now (``chat`` is the platform's new id)."""

    def __init__(self, chat: str) -> None:
        super().__init__("the chat has a new address")
        self.chat = chat
