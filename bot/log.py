"""
Log so that nobody's words and no secret can be in it.

Only listed fields pass. What libraries log below a warning is dropped (the HTTP client would
write every address with the bot's token in it), and what looks like a token is blotted out of
the rest.
"""

import contextlib
import io
import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from bot.errors import failure

FIELDS = frozenset(
    {"event", "level", "timestamp", "platform", "flow", "count", "seconds", "kind", "code", "pid",
     "reason", "where"}
)  # fmt: skip
_TOKEN = re.compile(r"(?<!\d)\d{6,12}:[A-Za-z0-9_-]{30,}|\b[\w-]{23,28}\.[\w-]{6,7}\.[\w-]{27,}")


def set_up(level: str, *, as_json: bool) -> None:
    """Write to standard error from now on, as lines for people or as JSON."""
    out: Any = _Out()
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=0)
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            only_listed,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(out),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(out)
    handler.addFilter(_Blot())
    handler.setFormatter(logging.Formatter("%(asctime)s [warning  ] %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


class _Out(io.TextIOBase):
    """Standard error, as long as somebody reads it: a closed terminal must not end the bot."""

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            sys.stderr.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            sys.stderr.flush()


def log() -> structlog.typing.FilteringBoundLogger:
    """Give the log. Fields that are not listed do not get through."""
    found: structlog.typing.FilteringBoundLogger = structlog.get_logger()
    return found


def only_listed(
    _logger: object, _method: str, entry: MutableMapping[str, Any]
) -> MutableMapping[str, Any]:
    """Drop every field that is not on the list, and blot out what looks like a token."""
    return {
        key: blotted(value) if isinstance(value, str) else value
        for key, value in entry.items()
        if key in FIELDS
    }


def blotted(text: str) -> str:
    """Put a black bar over tokens."""
    return _TOKEN.sub("█████", text)


class _Blot(logging.Filter):
    def filter(self, record: logging.LogRecord) -> bool:
        # What a library lists below its first line, and a traceback, hold what was being worked
        # on, which may be somebody's words.
        line = record.getMessage().partition("\n")[0]
        exc = record.exc_info[1] if record.exc_info else None
        record.msg = blotted(f"{line} ({failure(exc)})" if exc else line)
        record.args = None
        record.exc_info = None
        record.exc_text = None
        return True
