"""Who reads along in a group, asked no more often than needed."""

from dataclasses import dataclass, field
from typing import cast

import pytest

from adapters.telegram.company import GOOD_FOR, Company
from adapters.telegram.line import JsonObject, Line
from bot.ports.company import ANYBODY
from tests.emulators.telegram_types import JsonObject as Facts

PUBLIC: JsonObject = {"username": "us_two"}


@dataclass
class Group:
    """A line to one group of two and the bot, and a clock."""

    facts_now: Facts = field(default_factory=dict)
    asked: int = 0
    at: float = 100.0

    async def facts(self, _: str) -> JsonObject:
        self.asked += 1
        return self.facts_now

    async def get_chat_member_count(self, _: str) -> int:
        return 3

    def now(self) -> float:
        return self.at


def company(group: Group) -> Company:
    return Company(cast(Line, group), group.now)


@pytest.mark.parametrize(
    "facts",
    [
        PUBLIC,
        {"active_usernames": ["us_two"]},
        {"has_visible_history": True},
        {"linked_chat_id": -100},
    ],
)
async def test_open_to_others(facts: JsonObject) -> None:
    """66: a public address, history that newcomers see, or a channel above: anybody reads."""
    group = Group({"id": -1, "title": "Us"} | facts)

    assert await company(group).present("-1") == ANYBODY


@pytest.mark.parametrize(
    "facts", [{}, {"username": ""}, {"has_visible_history": False}, {"title": "username"}]
)
async def test_closed_to_others(facts: JsonObject) -> None:
    """66: in all other groups the people are counted."""
    assert await company(Group(facts)).present("-1") == 3


async def test_is_asked_once_a_minute() -> None:
    """66: what was learnt is good for a minute, and not longer."""
    group = Group()
    counting = company(group)

    await counting.present("-1")
    group.facts_now = PUBLIC
    group.at += GOOD_FOR - 1
    within = await counting.present("-1")
    group.at += 1
    after = await counting.present("-1")

    assert (within, after, group.asked) == (3, ANYBODY, 2)


async def test_is_closed_again_at_once() -> None:
    """66: nobody waits a minute for a group that has been closed to others."""
    group = Group(PUBLIC)
    counting = company(group)

    still = [await counting.present("-1"), await counting.present("-1")]
    group.facts_now = {}

    assert still == [ANYBODY, ANYBODY]
    assert await counting.present("-1") == 3


async def test_groups_are_told_apart() -> None:
    """66: what is known of one group is not taken for another."""
    group = Group()
    counting = company(group)

    await counting.present("-1")
    group.facts_now = PUBLIC

    assert await counting.present("-2") == ANYBODY
