"""Outsiders: what they try that no other test of docs/threats.md tries (T9, T10, T14, T21, T22)."""

import os
import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.engine.hasher import Argon
from bot.model.address import Address
from bot.model.profile import Stage as Step
from bot.ports.messages import Body, Commanded, Inbound, Pressed, Sender, Wrote
from bot.theatre import ROOM
from tests.engine.stage import ENGLISH, Household, Stage, inhabited, raised

CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069\u200b-\u200f\ufeff\x00-\x09\x0b-\x1f\x7f]")
CODE = re.compile(r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b")
NOT_YOURS = "not-yours"
NAMES = (
    "\u202eevil\u2066", "<b>Ben</b> &amp;", "[Ben](https://evil.example)", "@everyone <@123>",
    "{name} {0.__class__} %s ${HOME}", "Ben\n\nPress yes now", "\u200b\u200d\ufeff", "x" * 5000,
)  # fmt: skip


@pytest.fixture
async def home(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = await inhabited(tmp_path, Household())
    yield stage
    await stage.theatre.close()


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[Stage]:
    stage = await raised(tmp_path, ENGLISH)
    yield stage
    await stage.theatre.close()


async def comes(stage: Stage, who: str, name: str, *bodies: Body, chat: str | None = None) -> str:
    """Let something come in from an account that is called like this; give what its chat reads."""
    stage.look_away()
    now, here = stage.theatre.clock.now(), chat or who
    await stage.theatre.parts.store.keep(
        [
            Inbound(
                f"outside:{next(stage.numbers)}", now, body, Address("terminal", here),
                here == who, Sender(who, name, "en"),
            )
            for body in bodies
        ]
    )  # fmt: skip
    await stage.theatre.calm()
    await stage.theatre.settle()
    return stage.told(here)


@pytest.mark.parametrize("row", ["T14"])
class TestNames:
    @pytest.mark.parametrize("name", NAMES)
    async def test_are_letters_to_whoever_invited(self, street: Stage, row: str, name: str) -> None:
        """
        Whoever comes with a code may be called anything: what the inviter reads is one line of it.
        """
        await street.theatre.arrive("a", "Europe/Madrid", "hurt", None)
        code = CODE.search(await street.says("a", "/invite"))
        assert code is not None
        await comes(street, "x", name, Commanded("start", code[0], "0"))
        for text in ("Go on", "Yes", "Yes"):
            await street.says("x", text)
        await street.writes("x", name)
        who = await street.partner("x")
        assert who is not None
        if who.stage is Step.NAME:
            await street.writes("x", "Ben")
        street.look_away()
        for text in ("Madrid", street.phrase("quiet-none"), street.phrase("side-repairing"), "Yes"):
            await street.says("x", text)
        told = street.new("a")
        seen = [one.text for chat in ("a", "x") for one in street.shown(chat)]

        assert told != [], "nobody was asked whether this is who they invited"
        assert [one for one in seen if CONTROLS.search(one)] == []
        assert [one for one in seen if "x" * 41 in one] == []
        assert [one for one in seen if "Ben\n\nPress" in one] == []


@pytest.mark.parametrize("row", ["T9"])
class TestOwnButtons:
    @pytest.mark.parametrize(
        ("asked", "label"),
        [
            ("/tidy", "1 hour"),
            ("/consent", "Take back: talking here"),
            ("/forget", "All of today"),
            ("/pin", "I do not know it"),
            ("leave", "Leave for good"),
        ],
    )
    @pytest.mark.parametrize("thief", ["b", "x"])
    async def test_are_nobody_elses(
        self, home: Stage, row: str, asked: str, label: str, thief: str
    ) -> None:
        """
        What concerns one alone cannot be pressed by the partner, nor by somebody from the street.
        """
        await home.says("a", "/pin")
        await home.writes("a", "2468")
        await home.writes("a", "2468")
        await home.says("a", asked)
        token = home.token("a", label)
        before = await home.partner("a")

        told = await home.presses(thief, token)
        in_the_room = await home.presses(thief, token, chat=ROOM)

        assert told == in_the_room == [home.phrase(NOT_YOURS)]
        assert await home.partner("a") == before


@pytest.mark.parametrize("row", ["T10"])
class TestReplayed:
    async def test_the_same_event_counts_once(self, home: Stage, row: str) -> None:
        """
        What is handed in again, word by word, is known already, also after the next start.
        """
        await home.says("a", "/checkin")
        now = home.theatre.clock.now()
        token = home.token("a", "7")
        copy = Inbound(
            "replayed:1", now, Pressed(token, "p", None), Address("terminal", "a"), True,
            Sender("a", "Ana", "en"),
        )  # fmt: skip
        first = await home.theatre.parts.store.keep([copy])
        again = await home.theatre.parts.store.keep([copy, replace(copy, body=Wrote("1", "9"))])
        await home.theatre.calm()
        await home.restart()
        later = await home.theatre.parts.store.keep([copy])

        assert (first, again, later) == (1, 0, 0)

    @pytest.mark.parametrize(
        "tag", ["tidy:again", "pin", "parted", "copied", "retention:erase", "start:checkin"]
    )
    async def test_nobody_rings_by_hand(self, home: Stage, row: str, tag: str) -> None:
        """
        An alarm's name, sent as a command, as words or as a button, rings nothing.
        """
        before = (await home.partner("a"), await home.partner("b"))
        for body in (Commanded(tag, "", "0"), Wrote(f"/{tag}", "0")):
            await comes(home, "x", "Xu", body)
        await home.presses("b", tag)

        assert (await home.partner("a"), await home.partner("b")) == before
        assert home.new("a") == []


class TestStrangers:
    async def test_learn_nothing_of_who_lives_here(self, tmp_path: Path) -> None:
        """
        With or without a couple in the house, a stranger reads the same, to the letter.
        """
        told = []
        for lived_in in (False, True):
            folder = tmp_path / str(lived_in)
            folder.mkdir()
            stage = await (inhabited(folder, Household()) if lived_in else raised(folder))
            told.append(
                [
                    await comes(stage, "x", "Xu", body)
                    for body in (
                        Wrote("Ana", "0"), Wrote("is Ben here?", "0"), Commanded("menu", "", "0"),
                        Commanded("join", "AAAAA-AAAAA", "0"), Commanded("export", "", "0"),
                        Commanded("pin", "forget", "0"), Commanded("tidy", "1h", "0"),
                        Commanded("start", "../../etc/passwd", "0"), Pressed("A" * 17, "p", None),
                    )
                ]
            )  # fmt: skip
            await stage.theatre.close()

        assert told[0] == told[1]
        assert sum(bool(one) for one in told[0]) >= 6

    async def test_are_not_answered_in_the_room(self, home: Stage) -> None:
        """
        Somebody else in the couple's room gets no word, whatever they write.
        """
        for body in (Wrote("stop", "0"), Commanded("pin", "", "0"), Commanded("leave", "", "0")):
            assert await comes(home, "x", "Xu", body, chat=ROOM) == ""

        assert (home.new("a"), home.new("b")) == ([], [])


@pytest.mark.parametrize("row", ["T21"])
class TestExceptions:
    async def test_say_nobodys_words_and_no_number(
        self,
        home: Stage,
        row: str,
        monkeypatch: pytest.MonkeyPatch,
        capfd: pytest.CaptureFixture[str],
    ) -> None:
        """
        A turn that breaks with a number in its hands tells the operator where, and not which.
        """
        alerts: list[str] = []
        home.theatre.parts.work.alert = alerts.append
        await home.says("a", "/pin")
        await home.writes("a", "48213907")
        await home.writes("a", "48213907")
        await home.wait(minutes=16)

        def fits(_: object, number: str, hidden: str) -> bool:
            raise RuntimeError(f"{number} is not {hidden}")

        with monkeypatch.context() as broken:
            broken.setattr(Argon, "fits", fits)
            told = await home.writes("a", "48213907")
        said = "\n".join(alerts) + "".join(capfd.readouterr())

        assert "a turn failed" in said
        assert "48213907" not in said
        assert "argon2id" not in said
        assert "48213907" not in told


@pytest.fixture
def open_to_all() -> Iterator[None]:
    """Let new files be anybody's, unless whoever makes them says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.parametrize("row", ["T22"])
@pytest.mark.usefixtures("open_to_all")
async def test_files_are_their_owners_alone(tmp_path: Path, row: str) -> None:
    """
    The database and all that lies beside it, under the most careless settings.
    """
    street = await raised(tmp_path, ENGLISH)
    await street.says("a", "/start")
    found = modes(tmp_path)
    await street.theatre.close()

    assert {"mortar.db", "mortar.db.keys"} <= set(found)
    assert {name: mode for name, mode in found.items() if mode & 0o077} == {}


def modes(folder: Path) -> dict[str, int]:
    """Give who may do what with each file below a folder."""
    return {one.name: one.stat().st_mode & 0o777 for one in folder.rglob("*") if one.is_file()}
