"""Somebody who asks, on an empty shelf."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.model.couple import Seat
from bot.things.asking import Asking
from bot.things.shelf import Memory

MONDAY = datetime(2026, 11, 23, 20, tzinfo=UTC)


@pytest.fixture
def asking() -> Asking:
    """Ana was hurt; it is Monday evening."""
    return Asking(Memory(), MONDAY, UTC, Seat.A, Seat.A)


def later(asking: Asking, **length: float) -> Asking:
    """Give the same person some time later."""
    return replace(asking, now=asking.now + timedelta(**length))
