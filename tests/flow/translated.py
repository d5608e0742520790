"""Ana and Ben in two languages, and small flows with their translations."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import pytest

from bot.errors import FlowError, Problem
from bot.flow.cast import Cast, Person
from bot.flow.check import checked
from bot.flow.script import Script
from bot.flow.source import Source, build
from bot.model.couple import Seat

UTC = ZoneInfo("UTC")


def couple(a: str, b: str, together: str, *, room: bool = True, gender: str = "") -> Cast:
    """Make Ana and Ben, with a language for each and for the room."""
    ana = Person("Ana", a, UTC, gender=gender)
    return Cast(ana, Person("Ben", b, UTC), Seat.A, room=room, language=together)


def built(source: str, **texts: str) -> Script:
    """Build a flow that has to be sound, with translations by language."""
    files = {code: (f"texts/{code}/small.ftl", text.encode()) for code, text in texts.items()}
    return checked(build(Source("small.yaml", source.encode(), files), {}))


def refused(source: str, **texts: str) -> Sequence[Problem]:
    """Give the mistakes of a flow that must not be built."""
    with pytest.raises(FlowError) as refusal:
        built(source, **texts)
    return refusal.value.problems
