"""What can be done in the playground, without a browser."""

import asyncio
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from bot import load, transcript
from bot.playground.commands import Commands
from bot.playground.peer import Refusal
from bot.playground.server import Server
from bot.playground.session import Session
from tests.playground.house import playground, until

DIALOGS = Path(__file__).parents[2] / "dialogs"
REVEAL = (
    ("a", "7"), ("a", "He listened."), ("a", "yes"), ("b", "9"), ("b", "She stayed."), ("b", "yes"),
)  # fmt: skip


pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture
def session(server: Server) -> Session:
    """What is behind the page."""
    return server.session


@pytest.fixture
def commands(server: Server) -> Commands:
    """What the page may ask."""
    return server.commands


def room(session: Session) -> str:
    """Give all that the bot said in the room."""
    return "\n".join(one.text for one in session.stage.chats["room"] if one.by == "bot")


class TestKill:
    async def test_nothing_is_lost(self, session: Session) -> None:
        """
        Killed on the way of either, the check-in is revealed all the same.
        """
        lives = session.life.lives
        for number, (who, words) in enumerate(REVEAL):
            await session.does(who, words)
            if number % 3 == 1:
                await session.restart()

        assert session.life.lives == lives + 2
        assert "He listened." in room(session)
        assert "She stayed." in room(session)
        assert room(session).count("side by side") == 1

    async def test_what_came_while_it_was_dead(self, session: Session) -> None:
        """
        The phones keep what nobody confirmed, and the next life hears it.
        """
        number = await session.kill()
        session.writes("a", "7", room=False, reply=None)
        assert session.state()["alive"] is False

        await session.start()
        await session.settled(session.stage.happened("gathered", "room", None, present=3))

        assert number
        assert "glad of" in session.newest("a")

    async def test_in_the_middle_of_a_week(self, session: Session) -> None:
        """
        A bot that dies while time passes goes on from where it was.
        """
        waiting = session.own(session.wait(timedelta(days=7)))
        await session.kill()
        with pytest.raises(Refusal):
            await waiting
        await session.start()

        await session.wait(timedelta(days=3))

        assert "stays private" in session.newest("a")


class TestTime:
    async def test_to_the_next(self, session: Session, commands: Commands) -> None:
        """
        The reminder comes at its own moment; the alarms are told in words.

        Alarms that ring before it, depending on the hour at which this runs, say nothing.
        """
        before = session.clock.now()
        alarms = (await commands.do({"do": "inside"}))["alarms"]

        for _ in alarms:
            await commands.do({"do": "next"})
            if session.clock.now() - before >= timedelta(hours=22):
                break

        assert "a kind reminder for Ana in “Weekly check-in”" in [one["words"] for one in alarms]
        assert session.clock.now() - before < timedelta(hours=23)
        assert "No rush, Ana" in session.newest("a")

    async def test_back(self, session: Session, commands: Commands) -> None:
        """
        A step back takes away what was said and what was kept of it.
        """
        await session.does("a", "7")
        await session.does("a", "He listened.")
        await commands.do({"do": "back"})

        assert "glad of" in session.newest("a")
        looked = await commands.do({"do": "inside"})
        kept = {one["name"]: one["value"] for one in looked["runs"][0]["values"] if one["value"]}
        assert kept == {"trust": "7"}

        await session.does("a", "Something else.")
        assert "May I show both answers" in session.newest("a") + " ".join(
            one.text for one in session.stage.chats["a"][-3:]
        )


class TestInside:
    async def test_who_may_read_what(self, session: Session, commands: Commands) -> None:
        """
        Every value with its readers; lanes with their places.
        """
        await session.does("a", "7")

        run = (await commands.do({"do": "inside"}))["runs"][0]

        trust = next(v for v in run["values"] if v["name"] == "trust" and v["owner"] == "a")
        assert (trust["value"], trust["readers"]) == ("7", ["a"])
        assert {key: lane["at"] for key, lane in run["lanes"].items()} == {
            "main": "answers", "a": "thanks", "b": "trust",
        }  # fmt: skip

    async def test_picture_names_every_place(self, commands: Commands) -> None:
        """
        The page can light any node by its id; what an author wrote is no markup in it.
        """
        for flow in load.load(DIALOGS).flows.values():
            svg = (await commands.do({"do": "picture", "flow": flow.id}))["svg"]

            assert all(f'data-node="{name}"' in svg for name in flow.nodes)
            assert "<script" not in svg


class TestAuthors:
    async def test_begin_anywhere(self, session: Session, commands: Commands) -> None:
        """
        In the middle of a lane, with what was answered before.
        """
        values = {"a": {"trust": "2", "thanks": "The walk."}}

        await commands.do(
            {"do": "begin", "flow": "weekly_checkin", "node": "consent", "values": values}
        )

        assert "The walk." in session.newest("a")
        await session.does("a", "yes")
        assert "Thank you, Ana" in session.newest("a")

    async def test_begin_behind_the_lanes(self, session: Session, commands: Commands) -> None:
        """
        At the reveal, with both yeses given: it opens.
        """
        mine = {"trust": "5", "thanks": "The soup.", "share": "yes"}

        await commands.do(
            {
                "do": "begin",
                "flow": "weekly_checkin",
                "node": "open",
                "values": {"a": mine, "b": mine},
            }
        )

        assert room(session).count("The soup.") == 2

    @pytest.mark.parametrize("given", [{"trust": "many"}, {"trust": ""}])
    async def test_odd_values(self, commands: Commands, given: dict[str, str]) -> None:
        """
        What does not fit is refused with a sentence; what is empty is not given.
        """
        asked = {"do": "begin", "flow": "weekly_checkin", "node": None, "values": {"a": given}}

        if given["trust"]:
            with pytest.raises(Refusal, match="does not fit"):
                await commands.do(asked)
        else:
            await commands.do(asked)


class TestHotReload:
    async def test_at_once_or_not_at_all(self, tmp_path: Path) -> None:
        """
        What is saved is in force; a mistake is shown at its line, and the old stays in force,
        also for a bot that is killed meanwhile.
        """
        shutil.copytree(DIALOGS, tmp_path / "dialogs")
        flow = tmp_path / "dialogs" / "weekly_checkin.yaml"
        for old in (tmp_path / "dialogs" / "texts" / "es").glob("weekly*"):
            old.unlink()
        good = flow.read_text("utf-8").replace("Thank you, {me.name}.", "Many thanks, {me.name}.")
        async with playground(dialogs=tmp_path / "dialogs") as server:
            session = server.session

            flow.write_text(good.replace("save: my.share", "save: my.shaer"), "utf-8")
            await until(lambda: bool(session.library.problems))
            (problem,) = session.state()["problems"][:1]
            assert problem["file"].endswith("weekly_checkin.yaml")
            assert problem["first"] <= problem["line"] < problem["first"] + len(problem["lines"])
            assert any("my.shaer" in line for line in problem["lines"])
            await session.restart()
            await session.does("a", "7")
            assert "glad of" in session.newest("a")

            flow.write_text(good, "utf-8")
            await until(lambda: session.library.taken == 2)
            await session.does("a", "He listened.")
            await session.does("a", "yes")
            assert "Many thanks, Ana" in session.newest("a")


class TestTranscripts:
    async def test_what_was_played_can_be_played_again(
        self, session: Session, commands: Commands, tmp_path: Path
    ) -> None:
        """
        A saved transcript goes the same way on a fresh database.
        """
        for who, words in REVEAL[:3]:
            await session.does(who, words)
        await session.restart()
        await session.wait(timedelta(hours=5))
        for who, words in REVEAL[3:]:
            await session.does(who, words)

        text = (await commands.do({"do": "save"}))["text"]

        path = tmp_path / "saved.yaml"
        path.write_text(text, "utf-8")
        theatre = await transcript.play(transcript.read_transcript(path), load.load(DIALOGS))
        assert [one.outcome for one in theatre.finished] == ["shared"]

    async def test_step_by_step_and_back(self, session: Session, commands: Commands) -> None:
        """
        A transcript of the folder is played to its end, with a step back in between.
        """
        await commands.do({"do": "replay", "name": "weekly_checkin_good", "pace": 0})
        replay = commands.replay
        assert replay is not None
        assert replay.going is not None
        await replay.going
        assert (replay.wrong, replay.at) == (None, len(replay.transcript.steps))

        await commands.do({"do": "back"})
        assert "side by side" not in room(session)
        assert replay.transcript.steps[replay.at].text == "yes"
        await commands.do({"do": "step"})

        assert "side by side" in room(session)

    async def test_killed_on_the_way(self, session: Session, commands: Commands) -> None:
        """
        A transcript goes on over a restart, as the couple would.
        """
        await commands.do({"do": "replay", "name": "weekly_checkin_good", "pace": 0.02})
        replay = commands.replay
        assert replay is not None
        assert replay.going is not None
        await until(lambda: replay.at > 5)
        with pytest.raises(Refusal):
            await commands.do({"do": "wait", "seconds": 60})
        lives = session.life.lives

        await asyncio.gather(commands.do({"do": "restart"}), commands.do({"do": "start"}))
        await replay.going

        assert session.life.lives == lives + 1
        assert (replay.wrong, replay.at) == (None, len(replay.transcript.steps))
        assert "side by side" in room(session)

    async def test_goes_another_way(self, commands: Commands) -> None:
        """
        Where it goes astray it stops, and says where.
        """
        text = (Path(__file__).parents[1] / "transcripts" / "weekly_checkin_good.yaml").read_text()

        await commands.do(
            {
                "do": "replay",
                "name": "mine.yaml",
                "text": text.replace("glad of", "sad of"),
                "pace": 0,
            }
        )
        replay = commands.replay
        assert replay is not None
        assert replay.going is not None
        await replay.going

        assert replay.wrong is not None
        assert replay.wrong.startswith("mine.yaml:")


class TestCouples:
    @pytest.mark.parametrize(
        ("name", "sees"),
        [
            ("arrived", "What would you like to do?"),
            ("week3", ""),
            ("parted", ""),
            ("agreements", ""),
            ("red", ""),
        ],
    )
    async def test_start(self, session: Session, commands: Commands, name: str, sees: str) -> None:
        """
        Each comes as far as it says, and can be played on.
        """
        await commands.do({"do": "couple", "name": name})

        assert sees in session.newest("a")
        assert session.state()["alerts"] == []
        if name == "week3":
            joint = ("communicate", "weekly_checkin")
            talks = [flow for flow, _ in session.finished if flow in joint]
            assert talks == ["communicate", "weekly_checkin", "weekly_checkin"]
        if name == "agreements":
            assert "You two agree." in "".join(one.text for one in session.stage.chats["b"])
        if name == "red":
            told = {
                who: "".join(one.text for one in session.stage.chats[who]) for who in ("a", "b")
            }
            assert "I believe you" in told["a"]
            assert "believe" not in told["b"]
        if name == "parted":
            looked = await commands.do({"do": "inside"})
            assert looked["people"]["b"]["reach"] == "gone"

    async def test_names_and_languages(self, session: Session, commands: Commands) -> None:
        """
        A new couple has the names and languages that were wished for, from right to left too.
        """
        wishes = {
            "a": {"name": "נועה", "language": "es", "quiet": "22:00-8:00"},
            "b": {"name": "عمر", "language": "en", "quiet": "whenever"},
        }

        await commands.do({"do": "couple", "name": "checkin", "wishes": wishes})

        assert "נועה" in session.newest("a")
        assert "¿Cuánto confiaste" in session.newest("a")
        people = (await commands.do({"do": "inside"}))["people"]
        assert [people[who]["quiet"] for who in ("a", "b")] == ["22:00 to 08:00", None]
