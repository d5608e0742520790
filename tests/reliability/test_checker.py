"""The checker sees every kind of broken promise: each is planted into a copy of what a run left."""

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from bot.ports.messages import Inbound, Wrote
from bot.store import codec
from bot.store.sql.books import Books
from bot.store.sql.connect import connect, dialect
from bot.store.sql.database import Database
from bot.store.sql.inbox import keep
from bot.store.vault import Vault
from tests.emulators.telegram_log import Call
from tests.reliability.checker import check
from tests.reliability.evidence import Evidence, copy, read
from tests.reliability.loop import loop

Plant = Callable[[Evidence], Evidence]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def good(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Evidence]:
    """Give what a run with two couples and one kill left."""
    async with loop(tmp_path_factory.mktemp("run"), couples=2, seed=3, bad=False) as run:
        await run.cycle()
        yield await run.end()


def rows(*statements: str) -> Plant:
    """Plant by statements on the database."""

    def plant(evidence: Evidence) -> Evidence:
        with closing(sqlite3.connect(evidence.database)) as file:
            for statement in statements:
                assert file.execute(statement).rowcount > 0, statement
            file.commit()
        return evidence

    return plant


def twice_in_the_inbox(evidence: Evidence) -> Evidence:
    """Keep a text again, under another key, as a dedupe that looks at the wrong thing would."""
    text = next(one for one in evidence.updates if "message" in one.body)
    key = f"telegram:u:{text.update_id}:again"
    with closing(connect(evidence.database)) as connection:
        books = Books(Database(connection, dialect()), Vault(evidence.key))
        connection.execute("BEGIN IMMEDIATE")
        keep(books, [Inbound(key, codec.from_milliseconds(0), Wrote("x", "1"))])
        connection.execute("UPDATE inbox SET state = 'done'")
        connection.execute("COMMIT")
    return evidence


def turn_played_twice(evidence: Evidence) -> Evidence:
    """Note somebody's turn a second time, as if it had not been seen that it was done."""
    with closing(connect(evidence.database)) as connection:
        books = Books(Database(connection, dialect()), Vault(evidence.key))
        run, number, seat, at, sealed, digest, partner = connection.execute(
            "SELECT run, journal.id, journal.seat, at, event, digest, partners.id FROM journal"
            " JOIN runs ON runs.id = run JOIN partners"
            " ON partners.couple = runs.couple AND partners.seat = journal.seat LIMIT 1"
        ).fetchone()
        key = books.keys.of(("partner", partner))
        event = key.open(sealed, f"journal|{run}|{number}")
        again = key.seal(event, f"journal|{run}|{number + 1}")
        connection.execute(
            "INSERT INTO journal (run, id, seat, at, event, digest) VALUES (?, ?, ?, ?, ?, ?)",
            (run, number + 1, seat, at, again, digest),
        )
    return evidence


def update_dropped(evidence: Evidence) -> Evidence:
    """Forget a press that had been kept."""
    (press,) = [one for one in evidence.updates if "callback_query" in one.body][-1:]
    found = [one for one in read(evidence).inbox if one.update == press.update_id]
    return rows(f"DELETE FROM inbox WHERE id = {found[0].id}")(evidence)


def updates_exchanged(evidence: Evidence) -> Evidence:
    """Let two updates have each other's numbers in the ledger."""
    first, second = [one for one in evidence.updates if "callback_query" in one.body][:2]
    numbers = {first.update_id: second.update_id, second.update_id: first.update_id}
    return replace(
        evidence,
        updates=tuple(
            replace(one, update_id=numbers.get(one.update_id, one.update_id))
            for one in evidence.updates
        ),
    )


def taken_out_of_order(evidence: Evidence) -> Evidence:
    """Let somebody's later update be kept before their earlier one."""
    chat = next(one.chat_id for one in evidence.updates if "callback_query" in one.body)
    numbers = [one.update_id for one in evidence.updates if one.chat_id == chat]
    found = {one.update: one.id for one in read(evidence).inbox if one.update in numbers}
    first, last = found[numbers[0]], found[numbers[-1]]
    return rows(
        f"UPDATE inbox SET id = 1000000 WHERE id = {first}",
        f"UPDATE inbox SET id = {first} WHERE id = {last}",
        f"UPDATE inbox SET id = {last} WHERE id = 1000000",
    )(evidence)


def calm(evidence: Evidence) -> list[Call]:
    """Give the letters that left well after the last kill: each of them came once."""
    last = max(evidence.kills, default=0.0)
    return [one for one in evidence.calls if one.method == "sendMessage" and one.at > last + 1.5]


def calls(change: Callable[[list[Call]], list[Call]]) -> Plant:
    """Plant by changing what the platform logged."""

    def plant(evidence: Evidence) -> Evidence:
        sent = calm(evidence)
        most = Counter(call.chat_id for call in sent if (call.chat_id or 0) > 0).most_common(1)
        its = [call for call in sent if call.chat_id == most[0][0]]
        others = [call for call in evidence.calls if call not in its]
        return replace(evidence, calls=(*others, *change(its)))

    return plant


def confirmed_and_forgotten(evidence: Evidence) -> Evidence:
    """Let the ledger hold an update that the database never saw."""
    last = evidence.updates[-1]
    return replace(
        evidence, updates=(*evidence.updates, replace(last, update_id=last.update_id + 5))
    )


def never_confirmed(evidence: Evidence) -> Evidence:
    first, *rest = evidence.updates
    return replace(evidence, updates=(replace(first, confirmed=None), *rest))


SENT = "(SELECT id FROM letters WHERE state = 'sent' ORDER BY id LIMIT 1)"
LAST_PRESS = "(SELECT max(id) FROM journal WHERE seat IS NOT NULL)"
PLANTS: dict[str, tuple[str, Plant]] = {
    "an update is dropped": ("lost", update_dropped),
    "an update is confirmed and forgotten": ("lost", confirmed_and_forgotten),
    "an update is never confirmed": ("lost", never_confirmed),
    "an update waits for ever": ("lost", rows("UPDATE inbox SET state = 'new' WHERE id = 3")),
    "an update is set aside": ("lost", rows("UPDATE inbox SET state = 'dead' WHERE id = 3")),
    "an update is kept twice": ("doubled", twice_in_the_inbox),
    "an update is kept as another": ("changed", updates_exchanged),
    "two updates change places": ("reordered", taken_out_of_order),
    "a turn is lost": (
        "lost",
        rows("DELETE FROM journal WHERE id = (SELECT min(id) FROM journal WHERE seat IS NOT NULL)"),
    ),
    "the last turn of a run is lost": (
        "lost", rows("DELETE FROM journal WHERE id = (SELECT max(id) FROM journal)")
    ),
    "a turn is played twice": ("doubled", turn_played_twice),
    "a turn led elsewhere": (
        "lost or doubled", rows(f"UPDATE journal SET digest = 'x' WHERE id = {LAST_PRESS}")
    ),
    "a letter never left": (
        "lost", rows(f"UPDATE letters SET state = 'waiting', message = NULL WHERE id = {SENT}")
    ),
    "a letter was given up silently": (
        "lost", rows(f"UPDATE letters SET state = 'dead', reason = NULL WHERE id = {SENT}")
    ),
    "a letter is lost on the way": ("lost", calls(lambda its: its[1:])),
    "two letters change places": ("reordered", calls(lambda its: [its[1], its[0], *its[2:]])),
    "a letter comes twice": (
        "doubled",
        calls(lambda its: [replace(its[0], message_id=999_999), *its]),
    ),
    "a letter of nobody comes": (
        "invented", calls(lambda its: [*its, replace(its[0], message_id=999_999)])
    ),
    "a letter comes too early": (
        "early", calls(lambda its: [replace(its[0], early=True), *its[1:]])
    ),
}  # fmt: skip


async def test_finds_nothing_wrong_with_a_good_run(good: Evidence) -> None:
    """
    A run in which nothing was planted is as it should be.
    """
    report = check(good)

    assert report.wrong == ()
    assert report.figures["letters"] > 10


@pytest.mark.parametrize(("finding", "plant"), PLANTS.values(), ids=PLANTS.keys())
async def test_sees_that(good: Evidence, tmp_path: Path, finding: str, plant: Plant) -> None:
    """
    One thing is wrong, and the checker says which.
    """
    spoilt = plant(replace(good, database=copy(good.database, tmp_path)))

    report = check(spoilt)

    assert any(one.startswith(finding) for one in report.wrong), report.wrong


async def test_a_wait_that_any_call_was_told_of_is_known(good: Evidence) -> None:
    """
    A chat's wait holds for a letter too when it was a courtesy that was told of it.
    """
    letter = calm(good)[0]
    flood = replace(
        letter, at=letter.arrived - 0.5, method="editMessageReplyMarkup", effect=False,
        outcome="flood_before", code=429, message_id=None,
    )  # fmt: skip
    early = tuple(replace(call, early=call is letter) for call in good.calls)
    told = replace(good, calls=(flood, *early), kills=())

    assert any(one.startswith("early") for one in check(told).wrong)
    assert check(replace(told, kills=(flood.at + 0.01,))).wrong == ()


async def test_a_courtesy_under_way_is_not_early(good: Evidence) -> None:
    """
    What left beside the call that was told to wait cannot have known of it; half a second later
    it can.
    """
    letter = calm(good)[0]
    flood = replace(letter, effect=False, outcome="flood_before", code=429, message_id=None)
    strip = replace(
        letter, method="editMessageReplyMarkup", effect=False, early=True, message_id=None,
        outcome="flood_goes_on", at=flood.at + 0.01, arrived=flood.at + 0.01,
    )  # fmt: skip
    late = replace(strip, arrived=flood.at + 0.5)

    assert check(replace(good, calls=(flood, strip, *good.calls))).wrong == ()
    (found,) = check(replace(good, calls=(flood, late, *good.calls))).wrong
    assert found.startswith("early")
