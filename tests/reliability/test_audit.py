"""The auditor sees what is planted into a copy of what a good run left."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from tests.reliability.audit import DOUBLED, EARLY, LOST, REORDERED, STUCK, UNSENT, audit
from tests.reliability.evidence import Evidence, copy, read
from tests.reliability.loop import loop
from tests.reliability.test_checker import PLANTS

EXPECTED = {
    "an update is dropped": LOST,
    "an update is confirmed and forgotten": LOST,
    "an update waits for ever": STUCK,
    "an update is set aside": LOST,
    "an update is kept twice": DOUBLED,
    "two updates change places": REORDERED,
    "a turn is played twice": DOUBLED,
    "a letter never left": UNSENT,
    "a letter was given up silently": UNSENT,
    "a letter is lost on the way": UNSENT,
    "two letters change places": REORDERED,
    "a letter comes twice": DOUBLED,
    "a letter comes too early": EARLY,
}
NOBODY: Mapping[int, int] = {}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def good(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Evidence]:
    """Give what a run with one couple and no kill left."""
    async with loop(tmp_path_factory.mktemp("run"), couples=1, seed=5, bad=False) as run:
        yield await run.end()


async def test_finds_nothing_wrong_with_a_good_run(good: Evidence) -> None:
    """
    A run in which nothing was planted is as it should be.
    """
    found = audit(good, NOBODY)

    assert found.found == ()
    assert (found.copies, found.excused) == (0, 0)


@pytest.mark.parametrize(("plant", "kind"), EXPECTED.items(), ids=EXPECTED.keys())
async def test_sees_that(good: Evidence, tmp_path: Path, plant: str, kind: str) -> None:
    """
    One thing is wrong, and the auditor says of which kind it is.
    """
    spoilt = PLANTS[plant][1](replace(good, database=copy(good.database, tmp_path)))

    found = audit(spoilt, NOBODY)

    assert found.counts[kind] > 0, found.found


async def test_one_letters_bad_luck_excuses_no_other(good: Evidence) -> None:
    """
    A second copy is wrong unless the bot died with that very letter under way.
    """
    sent = [call for call in good.calls if call.method == "sendMessage"]
    twice = replace(good, calls=(replace(sent[0], message_id=999_999), *good.calls))
    (letter,) = [one.id for one in read(good).outbox if one.message == sent[0].message_id]

    assert audit(twice, {letter: 1}).found == ()
    assert audit(twice, {letter + 1: 1}).counts[DOUBLED] == 1


async def test_a_wait_that_was_not_heard_of_is_excused(good: Evidence) -> None:
    """
    A call is early unless the bot died while it was being told to wait.
    """
    first = next(call for call in good.calls if call.method == "sendMessage")
    told_at = first.arrived - 0.5
    flood = replace(
        first, at=told_at, effect=False, outcome="flood_before", code=429, message_id=None
    )
    early = replace(first, early=True)
    calls = (flood, *(early if call is first else call for call in good.calls))

    told = replace(good, calls=calls, kills=())
    killed = replace(good, calls=calls, kills=(told_at + 0.01,))

    assert audit(told, NOBODY).counts[EARLY] == 1
    assert audit(killed, NOBODY).found == ()


async def test_a_courtesy_under_way_is_excused_and_a_letter_is_not(good: Evidence) -> None:
    """
    What was sent before the answer to another call could be read is not early; a chat's letters
    wait for each other, so theirs is.
    """
    first = next(call for call in good.calls if call.method == "sendMessage")
    flood = replace(
        first, at=first.arrived, effect=False, outcome="flood_before", code=429, message_id=None
    )
    letter = replace(first, arrived=first.arrived + 0.01, early=True)
    strip = replace(letter, method="editMessageReplyMarkup", outcome="flood_goes_on", effect=False)
    late = replace(strip, arrived=first.arrived + 0.5)

    for call, count in ((strip, 0), (late, 1)):
        assert audit(replace(good, calls=(flood, call, *good.calls)), NOBODY).counts[EARLY] == count
    others = tuple(call for call in good.calls if call is not first)
    assert audit(replace(good, calls=(flood, letter, *others)), NOBODY).counts[EARLY] == 1
