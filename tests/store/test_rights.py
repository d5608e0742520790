"""What somebody may ask for: to take words back, to get a copy, to see what they agreed to."""

from datetime import datetime
from typing import Any

import pytest

from bot.model.address import Address
from bot.model.ids import InboxId, RunId
from bot.model.profile import Profile
from bot.model.words import words
from bot.ports.letters import Content
from bot.ports.messages import Inbound, Sender, Wrote
from bot.ports.rows import Consent, Draft, Export, KeptRun, RunState
from bot.ports.store import Held
from bot.store.sql import SqlStore
from bot.store.sql.connect import connect
from tests.reliability.keeping import readable
from tests.store.home import HOUR, NOW, Home, play

ANN, BEN = "4711000001", "4711000002"


class Two:
    """A couple who speak, one after the other."""

    def __init__(self, store: SqlStore) -> None:
        self.store = store
        self.number = 0

    async def turn(self, user: str, text: str, at: datetime, act: Any) -> Any:
        """Play a turn that somebody's words bring about; give what it gave."""
        self.number += 1
        sender, address = Sender(user, "name"), Address("telegram", user)
        inbound = Inbound(f"u:{self.number}", at, Wrote(text, "1"), address, True, sender)
        given = []

        def turn(held: Held, inbox: InboxId, inbound: Inbound) -> None:
            given.append(act(held))

        await self.store.keep([inbound])
        await self.store.work(turn, turn)
        return given[-1]

    async def begin(self) -> None:
        for user in (ANN, BEN):

            def arrive(held: Held, user: str = user) -> None:
                held.add_partner(
                    "telegram", user, Address("telegram", user), Profile(f"I am {user}")
                )

            await self.turn(user, "hello", NOW - 2 * HOUR, arrive)

        def unite(held: Held) -> None:
            ann, ben = held.partner("telegram", ANN), held.partner("telegram", BEN)
            assert ann
            assert ben
            held.unite(ben, ann.couple)
            run = held.add_run(ann.couple, "talk", "v1", RunState.ACTIVE, None)
            assert run == RunId(1)
            held.save_run(KeptRun(run, ann.couple, "talk", "v1", RunState.ACTIVE, "{}", {}), {})
            held.mark(run, "met", None, NOW)

        await self.turn(BEN, "united", NOW - 2 * HOUR, unite)

    async def say(self, user: str, name: str, text: str, at: datetime) -> None:
        """Answer in private and together, and let both see a letter with it."""

        def answer(held: Held) -> None:
            who = held.partner("telegram", user)
            assert who
            couple = held.couple(who.couple)
            assert couple
            (run,) = held.runs(couple.id)
            values: dict[str, dict[str, Any]] = {key: dict(its) for key, its in run.values.items()}
            values.setdefault(who.seat, {})[name] = f"{text} own"
            values.setdefault("run", {})[f"{name}_{who.seat}"] = f"{text} joint"
            held.save_run(KeptRun(**{**_fields(run), "values": values}), run.values)
            held.journal(run.id, who.seat, at, f'["Said",1,"{who.seat}","{text} line",false]', "d")
            held.journal(run.id, None, at, f'["Said",1,"{who.seat}","{text} room",true]', "d")
            for one in couple.partners:
                shown = Content(words(f"{text} shown"))
                held.post(Draft(one.route.id, shown, couple.id, one.id, joint=True, run=run.id))

        await self.turn(user, f"{text} message", at, answer)
        for _ in range(2):
            for letter in await self.store.unsent(at):
                await self.store.sent(letter.id, "1", at)

    async def values(self) -> dict[str, Any]:
        (run,) = await play(self.store, lambda held: held.runs(_couple(held)))
        return {owner: dict(its) for owner, its in run.values.items()}


@pytest.fixture
async def two(store: SqlStore) -> Two:
    two = Two(store)
    await two.begin()
    await two.say(ANN, "x", "early ann", NOW - HOUR)
    await two.say(BEN, "x", "early ben", NOW - HOUR)
    await two.say(ANN, "y", "late ann", NOW)
    await two.say(BEN, "y", "late ben", NOW)
    return two


class TestForgetting:
    async def test_since(self, two: Two, home: Home) -> None:
        """
        What was said since then is gone, from every table; the rest and the other's words stay.
        """
        count = await two.turn(
            ANN, "/forget", NOW, lambda held: held.forget_since(_ann(held), NOW - HOUR / 2)
        )

        assert count == 2
        values = await two.values()
        assert values["a"] == {"x": "early ann own"}
        assert values["b"] == {"x": "early ben own", "y": "late ben own"}
        assert set(values["run"]) == {"x_a", "x_b", "y_b"}
        await home.close()
        found, closed = readable(home.path, home.keys)
        assert closed == 0
        assert "late ann" not in found
        for text in ("early ann", "late ben"):
            for what in ("own", "joint", "line", "room", "message"):
                assert f"{text} {what}" in found

    async def test_last(self, two: Two) -> None:
        """
        Only what was said last goes; asked again, what was said before that.
        """
        for left in ({"x": "early ann own"}, None):
            await two.turn(ANN, "/forget", NOW + HOUR, lambda held: held.forget_last(_ann(held)))
            assert (await two.values()).get("a") == left

        again = await two.turn(ANN, "/forget", NOW, lambda held: held.forget_last(_ann(held)))
        assert again == 0
        assert len((await two.values())["b"]) == 2

    async def test_words_are_not_in_the_files(self, two: Two, home: Home) -> None:
        """
        What was forgotten cannot be opened from the log or a free page either.
        """
        await home.close()
        sealed = _sealed(home)
        store = home.open()
        two.store = store
        await two.turn(ANN, "/f", NOW, lambda held: held.forget_since(_ann(held), NOW - 9 * HOUR))
        await home.close()

        gone = sealed - _sealed(home)
        assert len(gone) >= 4
        assert all(one not in home.bytes() for one in gone)


class TestExport:
    async def test_is_own_and_joint(self, two: Two) -> None:
        """
        Somebody gets what they said and what both may read; nothing of the other's own.
        """
        export: Export = await two.turn(ANN, "/export", NOW, lambda held: held.export(_ann(held)))

        assert (export.user, export.profile.name) == (ANN, f"I am {ANN}")
        assert [(one.flow, one.name, one.value, one.at) for one in export.own] == [
            ("talk", "x", "early ann own", NOW - HOUR),
            ("talk", "y", "late ann own", NOW),
        ]
        assert {one.value for one in export.joint} == {
            f"{when} {who} joint" for when in ("early", "late") for who in ("ann", "ben")
        }
        assert export.milestones == (("talk", "met", NOW),)
        assert [text for _, text in export.messages] == [
            "hello", "early ann message", "late ann message", "/export",
        ]  # fmt: skip
        assert {text for _, text in export.shown} == {
            f"{when} {who} shown" for when in ("early", "late") for who in ("ann", "ben")
        }
        whole = repr(export)
        for secret in (BEN, "ben own", "ben line", "ben message"):
            assert secret not in whole


class TestConsents:
    async def test_are_all_kept(self, two: Two) -> None:
        """
        Each yes and each no is a row; the last one of a purpose counts.
        """

        def turn(held: Held) -> list[Consent]:
            ann = _ann(held)
            held.consent(ann.id, "private", "v1", NOW - HOUR, digest="abc", channel="telegram")
            held.consent(ann.id, "joint", "v1", NOW)
            held.withdraw(ann.id, "private", NOW, channel="terminal")
            return [*held.consents(ann.id)]

        assert await two.turn(ANN, "/consent", NOW, turn) == [
            Consent("private", "v1", NOW - HOUR, "abc", "telegram"),
            Consent("joint", "v1", NOW),
            Consent("private", "v1", NOW, "abc", "terminal", given=False),
        ]

    async def test_are_nobody_elses(self, two: Two) -> None:
        """
        One partner's yes is not the other's.
        """

        def turn(held: Held) -> object:
            held.consent(_ann(held).id, "private", "v1", NOW)
            ben = held.partner("telegram", BEN)
            assert ben
            return held.consents(ben.id)

        assert await two.turn(ANN, "/consent", NOW, turn) == []


def _ann(held: Held) -> Any:
    return held.partner("telegram", ANN)


def _couple(held: Held) -> Any:
    return _ann(held).couple


def _fields(run: KeptRun) -> dict[str, Any]:
    return {name: getattr(run, name) for name in run.__slots__}


def _sealed(home: Home) -> set[bytes]:
    file = connect(home.path, "TRUNCATE")
    rows = file.execute(
        "SELECT value FROM answers UNION SELECT event FROM journal"
        " UNION SELECT body FROM inbox WHERE body IS NOT NULL"
        " UNION SELECT content FROM letters WHERE content IS NOT NULL"
    ).fetchall()
    file.close()
    return {row[0] for row in rows}
