"""Every leak is refused with its number; what only looks like one is let through."""

import pytest

from bot.errors import FlowError, Problem
from bot.flow.check import check
from bot.flow.parse import parse
from tests.flow.leaks import CLEAN, LEAKY


def problems(source: str) -> list[Problem]:
    """Give everything that is wrong with a flow."""
    try:
        return list(check(parse(source.encode(), "leak.yaml")))
    except FlowError as exc:
        return list(exc.problems)


@pytest.mark.parametrize("name", LEAKY)
def test_refuses_the_leak(name: str) -> None:
    """
    A private answer that could reach the other, in whatever way, is refused.
    """
    number, source = LEAKY[name]

    found = problems(source)

    assert number in {one.code for one in found}, found
    assert {one.code for one in found} <= {
        number,
        "F035",
        "F051",
        "F052",
        "F055",
        "F056",
        "F023",
    }, found
    assert all(one.line > 1 and one.message for one in found)


@pytest.mark.parametrize("name", CLEAN)
def test_lets_the_clean_one_through(name: str) -> None:
    """
    A condition on a private answer is welcome where only that person sees what follows.
    """
    found = problems(CLEAN[name])

    assert not found, "\n".join(map(str, found))
