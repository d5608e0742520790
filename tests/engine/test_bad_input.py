"""
Parts 4.1, 4.2 and 4.7 of the reliability page, row by row.

Each row that concerns what is built is played here or in the module that `ELSEWHERE` names.
"""

import unicodedata
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.flow import reply
from bot.model.words import Style, units
from bot.ports.messages import Attached, Commanded, Edited, Pressed, Wrote
from bot.theatre import ROOM
from tests.engine.stage import START
from tests.engine.stage import Stage as House

TRUST = "How much did you trust Ben this week?"
THANKS = "What is one thing Ben did this week that you were glad of?"
CLOSED = "This question is closed."
COMMANDS = (
    "I know /menu, /help, /back, /undo, /skip, /repeat, /stop, /pause, /resume, /invite, /join and "
    "/group. /help says more."
)
NOT_VALID = "This link or code is not valid. Ask your partner for a new one."
KINDS = (
    "sticker", "animation", "voice", "video_note", "photo", "poll", "dice", "contact", "location",
    "document", "story", "gift", "game",
)  # fmt: skip

Play = Callable[..., Awaitable[None]]
ROWS: dict[str, tuple[Play, tuple[str, ...]]] = {}

ELSEWHERE = {
    31: "tests/engine/test_lane.py",
    19: "tests/rows/test_words.py",
    22: "tests/rows/test_words.py",
    24: "tests/rows/test_words.py",
    28: "tests/rows/test_words.py",
    29: "tests/rows/test_words.py",
    32: "tests/rows/test_words.py",
    34: "tests/rows/test_words.py",
    36: "tests/rows/test_rights.py",
    37: "tests/rows/test_words.py",
    38: "tests/rows/test_rights.py",
    39: "tests/rows/test_rights.py",
    45: "tests/rows/test_presses.py",
    46: "tests/rows/test_presses.py",
    47: "tests/rows/test_presses.py",
    48: "tests/rows/test_servers.py and test_presses.py there",
    49: "tests/rows/test_servers.py",
    104: "tests/rows/test_time.py",
    105: "tests/rows/test_time.py",
    106: "tests/rows/test_time.py",
    107: "tests/rows/test_time.py",
    108: "tests/rows/test_time.py",
    109: "tests/rows/test_time.py",
    110: "tests/reliability/test_life.py and test_clock.py there",
    111: "tests/rows/test_time.py",
    112: "tests/rows/test_time.py",
}
LATER: dict[int, str] = {}


def row(number: int, *cases: str) -> Callable[[Play], Play]:
    """Note what plays a row; with cases, once for each of them."""

    def note(play: Play) -> Play:
        for at, case in enumerate(cases):
            ROWS[f"{number}-{at + 1}"] = (play, (case,))
        if not cases:
            ROWS[str(number)] = (play, ())
        return play

    return note


def test_every_row_has_its_place() -> None:
    """No row of the three parts is forgotten, and none stands in two places."""
    played = {int(name.partition("-")[0]) for name in ROWS}

    assert sorted([*played, *ELSEWHERE, *LATER]) == [*range(1, 50), *range(104, 113)]


async def thanks(home: House, *parts: str) -> str:
    """Answer the first question, then the second with these words; give the preview."""
    await home.says("a", "7")
    await home.sends("a", *[Wrote(part, "0") for part in parts])
    await home.theatre.settle()
    return home.told("a")


def quoted(home: House, chat: str = "a") -> list[str]:
    """Give what the newest message shows as somebody's own words."""
    return [span.text for span in home.shown(chat)[-1].words if span.style is Style.QUOTED]


@row(1)
async def nothing_to_read(home: House) -> None:
    """What holds no text is answered once in ten minutes."""
    first = await home.sends("a", Attached("photo"))
    second = await home.sends("a", Attached("photo"))
    await home.wait(minutes=10)
    third = await home.sends("a", Attached("photo"))

    assert [first, second, third] == ["I can only read text.", "", "I can only read text."]


@row(2, "   ", "\n\t\n")
@row(3, "\u200b\u200d\ufeff", "\u00ad \u2060")
async def nothing_to_see(home: House, blank: str) -> None:
    """Blank or invisible words bring the same question again."""
    assert TRUST in await home.writes("a", blank)


@row(4)
async def as_long_as_it_can_be(home: House) -> None:
    """More than fits is refused with both numbers, and the next answer is taken."""
    told = await thanks(home, "x" * 4096)
    again = await home.says("a", "He waited.")

    assert (
        told == "That is 4,096 characters, and I can keep 600. Could you say it a little shorter?"
    )
    assert "“He waited.”" in again


@row(5)
async def split_by_the_app(home: House) -> None:
    """Two parts of one text are one answer, in order."""
    told = await thanks(home, "The first part,", "and the second.")

    assert "“The first part,\nand the second.”" in told
    assert len([one for one in home.new("a") if "exactly what would be shown" in one]) == 1


@row(6, "😀")
@row(7, "👨‍👩‍👧‍👦", "🇪🇸", "👍🏽", "1️⃣")
async def emoji(home: House, sign: str) -> None:
    """A long text of emoji is shown in pieces that fit, and no emoji is broken."""
    house = home.theatre.parts.engine.house
    home.theatre.parts.engine.house = replace(house, limits={"terminal": 100})
    most = 600 // len(sign)

    told = await thanks(home, sign * most)

    assert told.replace("\n", "").count(sign) == most
    assert all(units(one) <= 100 for one in home.new("a"))
    assert len(home.new("a")) > 6


@row(8)
async def piled_up_marks(home: House) -> None:
    """Marks piled on a letter are kept, and shown eight high."""
    told = await thanks(home, "Z" + "\u0301" * 500)

    assert sum(1 for letter in told if unicodedata.combining(letter)) == 8


@row(9)
async def direction(home: House) -> None:
    """Signs that turn the line around are dropped, and right-to-left words are fenced in."""
    told = await thanks(home, "a \u202eevil\u2066 b")
    await home.says("a", "no")
    await home.says("b", "7")
    hebrew = await home.says("b", "\u05e9\u05dc\u05d5\u05dd")

    assert "“a evil b”" in told
    assert "“\u2068\u05e9\u05dc\u05d5\u05dd\u2069”" in hebrew


@row(10)
async def half_a_character(home: House) -> None:
    """Half a character becomes the sign for one that cannot be read."""
    assert "“a\ufffdb”" in await thanks(home, "a\ud800b")


@row(11)
async def nul(home: House) -> None:
    """NUL is dropped."""
    assert "“ab”" in await thanks(home, "a\0b")


@row(12)
async def composed(home: House) -> None:
    """Letters composed or not are the same choice."""
    assert reply.pick(["Caf\u00e9", "Tea"], reply.fold("CAFE\u0301")) == 0
    assert reply.pick(["Cafe\u0301", "Tea"], reply.fold("Caf\u00e9")) == 0


@row(13, "\uff17", "\u0667", "seven", "7.", "7)", " 7 ")
async def digits(home: House, written: str) -> None:
    """A number may be written in any way people write one."""
    assert THANKS in await home.writes("a", written)


@row(14)
async def lookalikes(home: House) -> None:
    """Letters that only look alike are not taken for a yes."""
    await thanks(home, "He waited.")

    assert await home.writes("a", "\u0443\u0435s") == "Please answer yes or no."


@row(15, "<b>x</b> &amp; </pre>")
@row(16, r"_*[]()~`>#+-=|{}.!\\")
@row(17, "@everyone @here <@123> <@&5> <#9>")
@row(18, "[click](https://evil.example) tg://user?id=1 https://evil.example")
@row(20, "{{7*7}} {name} {0.__class__} %s ${HOME}")
@row(21, "'; DROP TABLE couple;--")
async def marks(home: House, words: str) -> None:
    """Marks, mentions, links and templates in somebody's words are words."""
    await thanks(home, words)

    assert words in quoted(home)


@row(23)
async def edited(home: House) -> None:
    """A change made afterwards is not taken over, and how to change it is said."""
    await home.says("a", "7")

    told = await home.sends("a", Edited("2", "0"))

    assert told == "I keep what you sent first, unchanged. /back changes it."
    assert THANKS in await home.says("a", "/start")


@row(25)
async def impatient(home: House) -> None:
    """The same, five times in two seconds, is one answer."""
    told = await thanks(home, *["He waited."] * 5)

    assert told.count("May I show both answers") == 1


@row(26)
async def forwarded(home: House) -> None:
    """A forwarded message is no answer before somebody said so (more in test_forwards)."""
    await home.says("a", "7")

    told = await home.sends("a", Wrote("I love you", "0", forwarded=True))
    await home.theatre.settle()

    assert told == home.told("a") == "This looks forwarded. Shall I take it as your answer?"


@row(27, *KINDS)
async def kinds(home: House, kind: str) -> None:
    """Whatever is not text is answered alike, and the question stays."""
    assert await home.sends("a", Attached(kind)) == "I can only read text."
    assert TRUST in await home.says("a", "/start")


@row(30)
async def language(home: House) -> None:
    """Who speaks a language that is not offered is welcomed in the first one."""
    told = await home.says("z", "/start")

    assert told.startswith("Hello. Which language")
    assert home.theatre.parts.engine.house.speech.known("xx-YY") == "en"


@row(33, "unknown", "x" * 200)
async def unknown_command(home: House, name: str) -> None:
    """An unknown command brings the list, and touches nothing."""
    assert await home.says("a", f"/{name}") == COMMANDS
    assert TRUST in await home.says("a", "/start")


@row(35, "x" * 100, "../../x", "' OR 1")
async def bad_links(home: House, secret: str) -> None:
    """A link that is none is not valid, whatever it holds, and counts as a wrong try."""
    told = await home.sends("z", Commanded("start", secret, "0"))
    tries = await home.look(lambda held: held.tries("terminal", "z", START))

    assert told.startswith(NOT_VALID)
    assert tries == (1, 1)


@row(40, "", "\x00\xff" * 32, "x" * 65, "é" * 20, "A" * 16 + "0", "A" * 16)
async def forged_buttons(home: House, token: str) -> None:
    """What never was one of our buttons is closed."""
    assert await home.presses("a", token) == [CLOSED]


@row(41)
async def buttons_of_others(home: House) -> None:
    """A partner's, a stranger's or a used button changes nothing for anyone."""
    mine = home.token("a", "7")

    partner = await home.presses("b", mine)
    stranger = await home.presses("z", mine)
    await home.presses("a", mine)
    used = await home.presses("a", mine)

    assert partner == ["This button is for someone else."]
    assert stranger == ["This button is for someone else."]
    assert used == [CLOSED]


@row(42)
async def two_taps(home: House) -> None:
    """Two taps on one button are one answer."""
    seven = home.token("a", "7")

    told = await home.sends("a", Pressed(seven, "1", None), Pressed(seven, "2", None))

    assert told.count(THANKS) == 1


@row(43)
async def both_at_once(home: House) -> None:
    """Two who are through at the same moment see one reveal."""
    for who in ("a", "b"):
        await home.says(who, "7")
        await home.says(who, "Something small.")
    keys = {who: home.token(who, "Yes, show them") for who in ("a", "b")}
    home.look_away()
    gateway = home.theatre.gateway
    await home.theatre.parts.store.keep([gateway.does(who, "Yes, show them") for who in ("a", "b")])
    await home.theatre.calm()

    assert keys["a"] != keys["b"]
    assert home.told(ROOM).count("This week, side by side.") == 1


@row(44)
async def message_out_of_reach(home: House) -> None:
    """A button on a message that nobody can touch any more still counts."""
    assert await home.presses("a", home.token("a", "7")) == []
    assert THANKS in home.told("a")


@pytest.mark.parametrize("name", ROWS)
async def test_row(home: House, name: str) -> None:
    """What comes in badly is answered kindly, and harms nothing."""
    play, case = ROWS[name]
    await home.says("a", "/checkin")

    await play(home, *case)
