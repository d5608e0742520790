"""Every leak is refused with its number; what only looks like one is let through."""

import pytest

from bot.errors import FlowError, Problem
from bot.flow.check import check
from bot.flow.script import Script
from bot.flow.source import Source, build
from tests.flow.clean_more import CALLED_CLEAN, MORE_CLEAN
from tests.flow.leaks import CLEAN, LEAKY
from tests.flow.leaks_more import CALLED_LEAKY, MORE_LEAKY

REFUSED: dict[str, tuple[str, str, dict[str, str]]] = {
    **{name: (*one, {}) for name, one in {**LEAKY, **MORE_LEAKY}.items()},
    **CALLED_LEAKY,
}
ACCEPTED: dict[str, tuple[str, dict[str, str]]] = {
    **{name: (one, {}) for name, one in {**CLEAN, **MORE_CLEAN}.items()},
    **CALLED_CLEAN,
}


def script(source: str, others: dict[str, str]) -> Script:
    """Build a flow beside those that it calls."""
    texts = {name: Source(f"{name}.yaml", text.encode(), {}) for name, text in others.items()}
    return build(Source("leak.yaml", source.encode(), {}), texts)


def problems(source: str, others: dict[str, str]) -> list[Problem]:
    """Give everything that is wrong with a flow."""
    try:
        return list(check(script(source, others)))
    except FlowError as exc:
        return list(exc.problems)


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_the_leak(name: str) -> None:
    """
    A private answer that could reach the other, in whatever way, is refused.
    """
    number, source, others = REFUSED[name]

    found = problems(source, others)

    assert number in {one.code for one in found}, found
    assert {one.code for one in found} <= {
        number,
        "F035",
        "F051",
        "F052",
        "F055",
        "F056",
        "F023",
        "F041",
    }, found
    assert all(one.line > 1 and one.message for one in found)


@pytest.mark.parametrize("name", ACCEPTED)
def test_lets_the_clean_one_through(name: str) -> None:
    """
    A condition on a private answer is welcome where only that person sees what follows.
    """
    found = problems(*ACCEPTED[name])

    assert not found, "\n".join(map(str, found))


def test_there_are_many() -> None:
    """
    No two flows have the same name, so that none is lost in the other's place.
    """
    assert len(REFUSED) == len(LEAKY) + len(MORE_LEAKY) + len(CALLED_LEAKY)
    assert len(ACCEPTED) == len(CLEAN) + len(MORE_CLEAN) + len(CALLED_CLEAN)
