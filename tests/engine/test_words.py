"""The words that always work: in every language, before any flow, and unseen by the other."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fluent.runtime import FluentBundle, FluentResource

from bot import load
from bot.engine import work
from bot.engine.courtesies import TakeBack
from bot.engine.play import Players
from bot.engine.speech import Speech
from bot.engine.vocabulary import Vocabulary, Word, forms
from bot.flow.events import Back, Event, Skipped, Stopped, Undo
from bot.flow.outcomes import Phrase
from bot.flow.read import plain, read
from bot.model.address import Address, Reach
from bot.model.profile import Stage
from bot.ports.messages import CameIn, Commanded, Edited, Inbound, PutOut, Sender, Wrote
from bot.theatre import ROOM
from tests.engine.stage import CONTENT, DIALOGS, Household, inhabited
from tests.engine.stage import Stage as House

TRUST = "How much did you trust Ben this week?"
THANKS = "What is one thing Ben did this week that you were glad of?"
NUDGE = "No rush, Ana."
BLAND = "Hello. Write /menu to see what we can do."
NOTHING = "Nothing is open at the moment. Write /menu to see what we can do."
NO_WAY_BACK = "There is nothing here to go back to."
NO_SITTING = "Nothing is open in your group at the moment."
KEPT = "This week's check-in stays private."
EVENTS: dict[str, type[Event]] = {
    "back": Back, "undo": Undo, "skip": Skipped, "stop": Stopped
}  # fmt: skip
DOOR = ("/start", *[*CONTENT.languages.values()][: len(CONTENT.languages) > 1], "Go on")
CIRCLE = """
format: 1
flow: circle
title: Circle
start: [{command: circle}]
vars:
  my.word: {type: text, private: false}
policies:
  sitting: {until: 30m, quiet: off}
nodes:
  - id: round
    each: partner
    place: group
    policy: sitting
    do: [{id: word, ask: "{me.name}, one word?", text: {min: 1, max: 80}, save: my.word}]
    missed: [{say: "We stop here.", to: group}]
  - {say: "{a.name} said: {a.word}. {b.name} said: {b.word}.", to: group}
"""


WAYS: dict[str, tuple[str, ...]] = {
    "pauses": ("pause",),
    "pauses and resumes": ("pause", "resume"),
    "hides": ("hide",),
    "hides and comes back": ("hide", "/menu"),
    "stops": ("stop",),
    "stops later": ("7", "/stop"),
    "asks for all": ("help", "repeat", "back", "undo", "leave", "Stay"),
    "looks and takes a copy": ("/privacy", "/export", "/consent"),
    "forgets": ("7", "/forget last", "/forget today"),
    "wants no reminders": ("/consent", "Take back: reminders"),
    "begins to erase": ("/erase me", "erase some things"),
}
LEAVES: dict[str, tuple[str, ...]] = {
    "leaves": ("leave", "Leave for good"),
    "agrees and leaves": ("7", "He waited.", "yes, show them", "leave for good"),
    "takes back consent": ("/consent", "Take back: talking here"),
}
PARTED = "Check-ins are paused."


def speech(content: load.Content = CONTENT) -> Speech:
    return Speech(content.bundles, content.languages)


def with_spanish() -> load.Content:
    """Give the content with a second language, which has two words of its own."""
    bundle = FluentBundle(["es"], use_isolating=False)
    bundle.add_resource(FluentResource("word-back = atrás, volver\nword-hide = ocultar\n"))
    return replace(
        CONTENT,
        bundles={"en": CONTENT.bundles["en"], "es": bundle},
        languages={"en": "English", "es": "Español"},
    )


def circling() -> load.Content:
    """Give the content with a small sitting."""
    script = load.rebuild(CIRCLE, "circle.yaml")
    return replace(CONTENT, flows={**CONTENT.flows, "circle": script})


def options(shape: Any) -> Iterator[str]:
    """Find what every choice of a flow offers: its labels, and the values that may be typed."""
    if isinstance(shape, dict):
        for key, value in shape.items():
            if key in ("choice", "choices") and isinstance(value, dict):
                yield from value
                yield from (one for one in value.values() if isinstance(one, str))
            yield from options(value)
    elif isinstance(shape, list):
        for one in shape:
            yield from options(one)


def standing(house: House, chat: str) -> list[str]:
    """Give what still stands in a chat."""
    return [one.text for one in house.shown(chat) if not one.taken]


@pytest.fixture
async def asked(home: House) -> House:
    """Ana and Ben, with the check-in open for both."""
    await home.says("a", "/checkin")
    home.look_away()
    return home


@pytest.fixture
async def circle(tmp_path: Path) -> AsyncIterator[House]:
    """Ana and Ben in a sitting in their room."""
    house = await inhabited(tmp_path, Household(), circling())
    await house.says("a", "/circle", room=True)
    house.look_away()
    yield house
    await house.theatre.close()


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """What is handed to runs, which take it."""
    found: list[Event] = []

    def heard(_: Players, __: object, ___: object, event: Event) -> bool:
        found.append(event)
        return True

    monkeypatch.setattr(Players, "heard", heard)
    return found


class TestVocabulary:
    def test_no_word_means_two_things(self) -> None:
        """Whatever somebody writes, in whatever language, means one thing."""
        meant: dict[str, set[Word]] = {}
        for language in CONTENT.languages:
            for word in Word:
                for written in forms(speech(), word, language):
                    meant.setdefault(written, set()).add(word)

        assert {written: words for written, words in meant.items() if len(words) > 1} == {}

    @pytest.mark.parametrize("language", CONTENT.languages)
    @pytest.mark.parametrize("word", Word)
    def test_every_language_has_every_word(self, language: str, word: Word) -> None:
        """Each language says each word, and its first form is what its button says."""
        own = CONTENT.bundles[language].has_message(f"word-{word}")
        found = forms(speech(), word, language)

        assert own
        assert found
        if word in (Word.SKIP, Word.LEAVE_SURE):
            label = speech().label(Phrase(word.value), language)
            assert Vocabulary(speech()).word(label) is word

    @pytest.mark.parametrize("flow", CONTENT.flows)
    def test_no_answer_is_a_word(self, flow: str) -> None:
        """What a shipped flow offers to choose can be typed, also where it is a single word."""
        file = DIALOGS.parent / CONTENT.flows[flow].file
        shape = plain(read(file.read_bytes(), flow))
        words = Vocabulary(speech())

        assert [one for one in options(shape) if words.word(str(one))] == []
        assert [one for one in CONTENT.flows[flow].commands if words.command(one)] == []

    @pytest.mark.parametrize("language", CONTENT.languages)
    @pytest.mark.parametrize(
        "name",
        [
            "yes", "no", "ready", "go-on", "consent-yes", "consent-no", "invite-button",
            "group-button", "no-group-button", "alone-again", "quiet-none", "side-hurt",
            "side-repairing", "side-both", "leave-stay",
        ],
    )  # fmt: skip
    def test_no_other_button_is_a_word(self, language: str, name: str) -> None:
        """A label that is typed presses its own button."""
        assert Vocabulary(speech()).word(speech().label(Phrase(name), language)) is None

    @pytest.mark.parametrize(
        "text", ["back", " Back ", "BACK!", "go  back.", "\uff42\uff41\uff43\uff4b", "ba\u200bck"]
    )
    def test_folds(self, text: str) -> None:
        """Case, stray spaces, stops and other widths make no difference."""
        assert Vocabulary(speech()).word(text) is Word.BACK

    @pytest.mark.parametrize(
        "text", ["I want to stop", "stop it now", "please help", "", " ", "stop\nhide", "s top"]
    )
    def test_wants_the_whole_message(self, text: str) -> None:
        """A word within a sentence is part of what somebody says."""
        assert Vocabulary(speech()).word(text) is None

    @pytest.mark.parametrize(
        "quoted", ['"stop"', "“stop”", "„Stop“", "« stop »", "'stop'", "「stop」"]
    )
    def test_unquotes_a_word(self, quoted: str) -> None:
        """Quotation marks make an answer of it."""
        words = Vocabulary(speech())

        assert words.word(quoted) is None
        assert words.unquoted(quoted).casefold() == "stop"

    @pytest.mark.parametrize("text", ['"We should talk"', "“", '""', '"stop" he said', "stop"])
    def test_leaves_other_quotations_alone(self, text: str) -> None:
        """What is no word stays as it was written."""
        assert Vocabulary(speech()).unquoted(text) == text

    def test_knows_all_languages_at_once(self) -> None:
        """What somebody writes counts whatever their profile says; also after a stroke."""
        words = Vocabulary(speech(with_spanish()))

        found = [words.word("Atrás"), words.word("back"), words.command("atrás")]

        assert found == [Word.BACK] * 3
        assert words.command("go_back") is Word.BACK

    def test_help_tells_all_of_them(self) -> None:
        """Every word that may be written stands in the help."""
        told = speech().label(Phrase("help"), "en")

        assert [word for word in Word if "-" not in word and f"/{word}" not in told] == [Word.HELP]


class TestInPrivate:
    @pytest.mark.parametrize("name", EVENTS)
    @pytest.mark.parametrize("stroke", ["", "/"])
    async def test_reaches_the_run(
        self, asked: House, events: list[Event], name: str, stroke: str
    ) -> None:
        """What is about the conversation is handed to it, as what it is and not as words."""
        say = asked.says if stroke else asked.writes
        await say("a", f"{stroke}{name}")

        assert [(type(one), getattr(one, "seat", None)) for one in events] == [(EVENTS[name], "a")]

    @pytest.mark.parametrize("name", [*EVENTS, "repeat"])
    async def test_says_so_when_nothing_is_open(self, home: House, name: str) -> None:
        """There is a kind sentence where there is nothing to do."""
        nothing = NO_WAY_BACK if name in ("back", "undo") else NOTHING

        assert await home.says("a", name) == nothing

    @pytest.mark.parametrize("name", ["back", "undo", "/back", "/undo"])
    async def test_goes_to_the_question_before(self, asked: House, name: str) -> None:
        """It is asked again, and goes on from there."""
        await asked.says("a", "7")

        again = await asked.says("a", name)
        on = await asked.says("a", "4")

        assert TRUST in again
        assert THANKS in on
        assert asked.new("b") == []

    async def test_stops(self, asked: House) -> None:
        """Their part ends with one sentence, and reminds them of nothing."""
        told = await asked.writes("a", "stop")
        await asked.wait(hours=23)

        assert told == asked.phrase("stopped-here")
        assert asked.new("a") == []
        assert "No rush, Ben." in asked.told("b")

    @pytest.mark.parametrize("text", ["repeat", "/repeat", "Say that again!"])
    async def test_repeats(self, asked: House, text: str) -> None:
        """The open question comes once more, with its buttons."""
        told = await asked.says("a", text)

        assert TRUST in told
        assert [one.label for one in asked.shown("a")[-1].buttons][-1] == "Skip"

    async def test_is_an_answer_in_quotation_marks(self, asked: House) -> None:
        """Whoever wants to say "stop" can say it."""
        await asked.says("a", "7")

        told = await asked.writes("a", "“stop”")

        assert "“stop”" in told

    async def test_is_no_word_within_a_sentence(self, asked: House, events: list[Event]) -> None:
        """A sentence that has one in it is an answer."""
        await asked.writes("a", "I want to stop")

        assert getattr(events[0], "text", "") == "I want to stop"

    async def test_in_a_language_that_is_not_theirs(self, tmp_path: Path) -> None:
        """The word that comes first counts, whatever language was chosen."""
        house = await inhabited(tmp_path, Household(), with_spanish())
        await house.says("a", "/checkin")

        told = await house.says("a", "Ocultar")

        assert told == BLAND
        await house.theatre.close()

    async def test_forwarded_is_not_theirs(self, asked: House) -> None:
        """A forwarded word is somebody else's."""
        told = await asked.sends("a", Wrote("leave", "0", forwarded=True))

        assert told.startswith("This looks forwarded.")

    async def test_says_how_to_change_an_answer(self, asked: House) -> None:
        """An edit afterwards changes nothing, and the way to change it is named."""
        await asked.says("a", "7")

        told = await asked.sends("a", Edited("2", "0"))

        assert told == "I keep what you sent first, unchanged. /back changes it."


class TestAtTheDoor:
    async def test_goes_back(self, street: House) -> None:
        """The question before comes again, and the first one stays the first."""
        for text in (*DOOR, "Yes"):
            await street.says("a", text)

        told = [await street.says("a", "back") for _ in range(4)]

        assert told[0] == street.phrase("age")
        assert told[1].startswith("Hello, I am Mortar.")
        assert told[2] == told[3]

    @pytest.mark.parametrize("text", ["skip", "stop", "pause", "/resume", "repeat"])
    async def test_asks_again(self, street: House, text: str) -> None:
        """No word is taken for an answer."""
        for said in (*DOOR, "Yes", "Yes"):
            await street.says("a", said)

        assert await street.says("a", text) == street.phrase("name")

    async def test_may_be_a_name(self, street: House) -> None:
        """Somebody may be called like a word."""
        for text in (*DOOR, "Yes", "Yes"):
            await street.says("a", text)

        await street.writes("a", '"Hide"')

        partner = await street.partner("a")
        assert partner is not None
        assert (partner.profile.name, partner.stage) == ("Hide", Stage.ZONE)

    async def test_leaves_no_trace(self, street: House) -> None:
        """Who leaves before there is anybody else is deleted, once they have said yes."""
        await street.says("a", "/start")
        told = await street.says("a", "leave")

        gone = await street.says("a", "Leave for good")

        assert told.startswith("Would you like to leave? Everything you sent me is deleted then")
        assert gone == "You have left, and what you sent is deleted. I wish you well."
        assert await street.partner("a") is None


class TestPause:
    async def test_keeps_reminders_back(self, asked: House) -> None:
        """What nobody asked for waits; the other is reminded as ever."""
        told = await asked.says("a", "pause")
        await asked.wait(hours=23)

        assert told.startswith("All right. I write nothing to you by myself for a week")
        assert asked.new("a") == []
        assert "No rush, Ben." in asked.told("b")

    async def test_stale_reminders_never_come(self, asked: House) -> None:
        """What was to be said in the pause has lost its moment when it is over."""
        await asked.says("a", "pause")
        await asked.wait(hours=30)

        told = await asked.says("a", "resume")

        assert "No rush" not in told
        assert "No rush" in "\n".join(one.text for one in asked.shown("b"))

    async def test_ends_with_resume(self, asked: House) -> None:
        """The open question comes, once."""
        await asked.says("a", "pause")
        await asked.wait(hours=23)

        told = await asked.says("a", "resume")

        assert told.startswith("Welcome back.")
        assert told.count(TRUST) == 1

    async def test_old_questions_stay_away(self, home: House) -> None:
        """A question that came and closed meanwhile is not asked any more."""
        await home.says("a", "pause")
        await home.says("b", "/checkin")
        await home.wait(days=3)

        told = await home.says("a", "/resume")

        assert TRUST not in told
        assert KEPT in told
        assert told.endswith(NOTHING)

    async def test_answers_what_is_asked(self, asked: House) -> None:
        """Who rests can answer all the same, and the talk goes on; reminders still wait."""
        await asked.says("a", "pause")

        second = await asked.says("a", "7")
        third = await asked.says("a", "He waited.")
        await asked.wait(hours=23)

        assert THANKS in second
        assert "May I show both answers" in third
        assert asked.new("a") == []

    async def test_is_over_after_a_week(self, asked: House) -> None:
        """One gentle line, and from then on all is as before."""
        await asked.says("a", "pause")
        await asked.wait(days=6, hours=23)
        before = asked.new("a")
        await asked.wait(hours=2)
        line = asked.told("a")
        await asked.wait(days=14)

        assert before == []
        assert line.count("A week has gone by") == 1
        assert "A week has gone by" not in asked.told("a")

    async def test_line_waits_for_the_morning(self, tmp_path: Path) -> None:
        """Quiet hours hold for the line after a week too."""
        house = await inhabited(tmp_path, Household(quiet="12:00-14:00"))
        await house.says("a", "pause")
        await house.wait(days=7, minutes=30)
        early = house.new("a")
        await house.wait(minutes=31)

        assert "A week has gone by" not in "".join(early)
        assert "A week has gone by" in house.told("a")
        await house.theatre.close()

    async def test_resumed_before_is_not_said_again(self, asked: House) -> None:
        """Whoever came back by themselves hears nothing of a week."""
        await asked.says("a", "pause")
        await asked.says("a", "resume")
        await asked.wait(days=8)

        assert "A week has gone by" not in asked.told("a")

    async def test_outlives_a_restart(self, asked: House) -> None:
        """It stands in the database."""
        await asked.says("a", "pause")
        house = await asked.restart()
        await house.wait(hours=23)

        assert house.new("a") == []


class TestHide:
    async def test_empties_the_chat(self, asked: House) -> None:
        """Whatever the bot wrote is gone, and one bland line stands there."""
        before = standing(asked, "b"), standing(asked, ROOM)

        await asked.says("a", "hide")

        assert standing(asked, "a") == [BLAND]
        assert (standing(asked, "b"), standing(asked, ROOM)) == before

    async def test_takes_the_word_with_it(
        self, asked: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """What they wrote to ask for it does not stay behind."""
        seen: list[str] = []

        async def take_back(_: object, __: Address, messages: list[str]) -> None:
            seen.extend(messages)

        monkeypatch.setattr(type(asked.theatre.gateway), "take_back", take_back)
        await asked.sends("a", Commanded("hide", "", "4711"))

        assert seen[0] == "4711"

    async def test_leaves_what_is_too_old(self, asked: House) -> None:
        """The platform's limit is kept: no call is wasted on what cannot go."""
        old = standing(asked, "a")
        await asked.wait(hours=49)
        await asked.says("a", "/menu")

        await asked.says("a", "hide")

        assert standing(asked, "a") == [*old, BLAND]

    async def test_may_be_repeated(self, asked: House) -> None:
        """A second one takes the first one's line, and says it again."""
        await asked.says("a", "hide")
        await asked.says("a", "hide")

        assert standing(asked, "a") == [BLAND]

    async def test_is_still_until_they_write(self, asked: House) -> None:
        """A reminder does not come into the empty chat, and later its moment is over."""
        await asked.says("a", "hide")
        await asked.wait(hours=23)
        still = standing(asked, "a")

        told = await asked.says("a", "/menu")

        assert still == [BLAND]
        assert NUDGE not in told

    async def test_what_they_write_then_is_no_answer(self, asked: House) -> None:
        """The question is not to be seen, so it is shown again first."""
        await asked.says("a", "7")
        await asked.says("a", "hide")

        told = await asked.writes("a", "hello there")
        after = await asked.says("a", "He waited.")

        assert told.count(THANKS) == 1
        assert "“He waited.”" in after

    async def test_shows_a_new_question_once(self, home: House) -> None:
        """What began meanwhile is asked when they are back, and not twice."""
        await home.says("a", "hide")
        await home.says("b", "/checkin")
        still = standing(home, "a")

        told = await home.writes("a", "hello there")

        assert still == [BLAND]
        assert told.count(TRUST) == 1

    async def test_pause_goes_on(self, asked: House) -> None:
        """Hiding does not end a rest."""
        await asked.says("a", "pause")
        await asked.says("a", "hide")
        await asked.says("a", "/menu")
        await asked.wait(hours=23)

        assert asked.new("a") == []

    async def test_takes_what_is_under_way(
        self, asked: House, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A letter that leaves at the same moment is taken back when it has arrived."""
        monkeypatch.setattr(work, "LOOK_AGAIN", 0)
        parts, now = asked.theatre.parts, asked.theatre.clock.now()
        here, ana = Address("terminal", "a"), Sender("a", "Ana", "en")
        await parts.store.keep([Inbound("t:1", now, Commanded("menu", "", "1"), here, True, ana)])
        await parts.work.once()
        (letter,) = await parts.store.unsent(now)
        await parts.store.keep([Inbound("t:2", now, Commanded("hide", "", "2"), here, True, ana)])
        _, left = await parts.work.once()
        asked_for = next(one for one in left if isinstance(one, TakeBack))
        emptied = asked.theatre.gateway.take_back

        async def arrives_meanwhile(_: object, address: Address, messages: list[str]) -> None:
            monkeypatch.undo()
            monkeypatch.setattr(work, "LOOK_AGAIN", 0)
            await emptied(address, messages)
            await parts.delivery.deliver(letter)

        monkeypatch.setattr(type(asked.theatre.gateway), "take_back", arrives_meanwhile)

        await parts.work.do(asked_for)
        await asked.theatre.calm()

        assert standing(asked, "a") == [BLAND]


class TestLeave:
    async def test_asks_once(self, asked: House) -> None:
        """The word alone leaves nothing."""
        told = await asked.says("a", "leave")
        stayed = await asked.says("a", "Stay")

        assert told.startswith("Would you like to leave?")
        assert stayed == "All right. Everything is as it was."
        assert TRUST in await asked.says("a", "repeat")

    @pytest.mark.parametrize("yes", ["Leave for good", "leave for good."])
    async def test_is_silent_from_then_on(self, asked: House, yes: str) -> None:
        """Nothing is written to them any more, and what they write changes nothing."""
        await asked.says("a", "leave")
        told = await asked.writes("a", yes)
        await asked.wait(days=9)
        quiet = asked.new("a")
        again = [await asked.says("a", text) for text in ("7", "/checkin", "hello")]

        assert told.startswith("You have left. I write nothing to you any more")
        assert quiet == []
        assert again[0].startswith("You have left, so nothing is open for you here.")
        assert again[1:] == ["", ""]

    async def test_old_buttons_are_dead(self, asked: House) -> None:
        """No button of before answers anything."""
        token = asked.token("a", "7")
        await asked.says("a", "leave for good")

        assert await asked.presses("a", token) == ["This question is closed."]

    async def test_takes_back_what_was_agreed(self, asked: House) -> None:
        """A yes to showing ends with the leaving: nothing of theirs is shown later."""
        for text in ("7", "He waited.", "yes, show them"):
            await asked.says("a", text)
        await asked.says("a", "leave for good")

        for text in ("5", "She called.", "yes, show them"):
            await asked.says("b", text)
        at_once = asked.told(ROOM)
        await asked.wait(days=3)

        assert at_once == ""
        assert "He waited." not in "".join(standing(asked, "b") + standing(asked, ROOM))
        assert KEPT in asked.told("b")

    async def test_is_not_undone_by_the_app(self, asked: House) -> None:
        """Blocking the bot, and opening it again, is no coming back."""
        await asked.says("a", "leave for good")
        await asked.sends("a", PutOut(), CameIn())
        await asked.wait(days=3)

        couple = await asked.couple("b")
        assert couple.partners[0].route.reach is Reach.GONE
        assert asked.new("a") == []

    @pytest.mark.parametrize("other", ["silent", "speaks"])
    async def test_in_a_sitting_looks_like_silence(self, tmp_path: Path, other: str) -> None:
        """Who leaves in the middle of it does not answer, and that is all."""
        seen = []
        for name in ("stays", "leaves"):
            (tmp_path / name).mkdir()
            house = await inhabited(tmp_path / name, Household(), circling())
            await house.says("a", "/circle", room=True)
            house.look_away()
            if name == "leaves":
                await house.says("a", "leave for good")
            if other == "speaks":
                await house.writes("b", "sun", room=True)
            await house.theatre.wait(timedelta(hours=1))
            seen.append([house.new(chat) for chat in ("b", ROOM)])
            await house.theatre.close()

        assert seen[0] == seen[1]
        assert "We stop here." in seen[0][1]

    async def test_in_the_room_changes_nothing(self, circle: House) -> None:
        """What they still write in the group is not heard."""
        await circle.says("a", "leave for good")

        assert await circle.says("a", "sun", room=True) == ""


class TestTheOtherSeesNothing:
    """Two evenings that differ only in what Ana does: for Ben they are the same to the minute."""

    async def seen(self, folder: Path, says: tuple[str, ...]) -> list[tuple[str, datetime, str]]:
        house = await inhabited(folder, Household())
        log: list[tuple[str, datetime, str]] = []
        clock = house.theatre.clock
        house.theatre.gateway.shown = lambda one: log.append((one.chat, clock.now(), one.text))
        await house.says("b", "/checkin")
        for text in says:
            await house.says("a", text)
        # Waiting for the rest of an answer moves the only clock there is.
        clock.time = max(clock.time, log[0][1] + timedelta(minutes=1))
        for text in ("5", "She called.", "yes, show them"):
            await house.says("b", text)
        await house.wait(days=16)
        await house.theatre.close()
        return [one for one in log if one[0] != "a"]

    @pytest.mark.parametrize("way", WAYS)
    async def test_twins(self, tmp_path: Path, way: str) -> None:
        """Words, order and time are those of silence."""
        for name in ("one", "two"):
            (tmp_path / name).mkdir()

        silence = await self.seen(tmp_path / "one", ())
        other = await self.seen(tmp_path / "two", WAYS[way])

        assert len(silence) > 8
        assert other == silence

    @pytest.mark.parametrize("way", LEAVES)
    async def test_twins_until_long_after(self, tmp_path: Path, way: str) -> None:
        """Who left is silent; hours later one neutral line comes, and no more check-ins after."""
        for name in ("one", "two"):
            (tmp_path / name).mkdir()

        silence = await self.seen(tmp_path / "one", ())
        other = await self.seen(tmp_path / "two", LEAVES[way])

        at = next(index for index, one in enumerate(other) if one[2].startswith(PARTED))
        moment = other[at][1]
        waited = moment - silence[0][1]
        assert timedelta(hours=1) <= waited <= timedelta(hours=35)
        before = [one for one in silence if one[1] <= moment]
        assert other[:at] == before[:at]
        begun = silence[0][2]
        assert [one for one in other[at + 1 :] if one[2] == begun] == []
        rest = [one for one in silence[at:] if one[1] < moment + timedelta(days=3)]
        assert [one for one in other[at + 1 :] if one[1] < moment + timedelta(days=3)] == rest


class TestInTheRoom:
    @pytest.mark.parametrize("name", EVENTS)
    @pytest.mark.parametrize("stroke", ["", "/"])
    async def test_reaches_the_sitting(
        self, circle: House, events: list[Event], name: str, stroke: str
    ) -> None:
        """In a sitting a plain word is enough."""
        say = circle.says if stroke else circle.writes
        await say("b", f"{stroke}{name}", room=True)

        assert [(type(one), getattr(one, "seat", None)) for one in events] == [(EVENTS[name], "b")]

    async def test_shows_the_question_again(self, circle: House) -> None:
        """What is open in the room is shown in the room."""
        assert await circle.says("a", "/repeat", room=True) == "Ana, one word?"

    async def test_is_an_answer_in_quotation_marks(self, circle: House) -> None:
        """Also there."""
        await circle.writes("a", '"stop"', room=True)
        await circle.writes("b", "sun", room=True)

        assert "Ana said: stop. Ben said: sun." in circle.told(ROOM)

    @pytest.mark.parametrize("text", ["stop", "help", "back", "hide", "leave", "pause"])
    async def test_two_people_may_say_it_to_each_other(self, home: House, text: str) -> None:
        """Outside of a sitting a plain word in the group is not for the bot."""
        await home.writes("a", text, room=True)

        assert [home.new(chat) for chat in ("a", "b", ROOM)] == [[], [], []]

    @pytest.mark.parametrize("name", [*EVENTS, "repeat"])
    async def test_tells_nothing_of_what_is_private(self, asked: House, name: str) -> None:
        """Whether something is open for somebody in private shows nowhere."""
        await asked.says("a", f"/{name}", room=True)

        assert asked.told("a") == NO_SITTING
        assert (asked.new("b"), asked.new(ROOM)) == ([], [])

    @pytest.mark.parametrize("name", ["hide", "leave", "pause", "resume"])
    async def test_answers_in_private(self, asked: House, name: str) -> None:
        """What concerns one alone is said to them alone."""
        await asked.says("a", f"/{name}", room=True)

        assert len(asked.new("a")) == 1
        assert (asked.new("b"), asked.new(ROOM)) == ([], [])
        assert not any(one.taken for one in asked.shown("a"))

    async def test_help_is_for_both(self, home: House) -> None:
        """In the group it says what is for both of them."""
        told = await home.says("a", "/help", room=True)

        assert told.startswith("In this group I show what you have both agreed to show")
        assert "/leave" not in told

    @pytest.mark.parametrize(
        ("said", "room", "minutes"),
        [
            ("/pause", True, 20), ("time out", True, 20), ("/pause", False, 20),
            ("/pause 5 minutes", True, 20), ("/pause two hours", True, 120),
            ("/pause 3 weeks", True, 24 * 60),
        ],
    )  # fmt: skip
    async def test_a_sitting_rests(
        self, circle: House, said: str, room: bool, minutes: int
    ) -> None:
        """Either may pause it, for 20 minutes at least and a day at most; then it goes on."""
        await circle.says("a", said, room=room)

        assert circle.told(ROOM).startswith("All right. We rest until ")
        await circle.writes("a", "rain", room=True)
        assert "Ana said" not in circle.told(ROOM)
        await circle.wait(minutes=minutes - 1)
        assert circle.new(ROOM) == []
        await circle.wait(minutes=2)
        assert "The rest is over." in circle.told(ROOM)
        assert "Ana, one word?" in circle.told(ROOM)

    async def test_a_rest_can_only_become_longer(self, circle: House) -> None:
        """Nobody can cut the other's rest short, not by a shorter one and not by asking on."""
        await circle.says("a", "/pause 1 hour", room=True)
        await circle.says("b", "/pause", room=True)
        await circle.says("b", "/repeat", room=True)
        await circle.says("b", "/resume", room=True)

        await circle.wait(minutes=58)
        assert "one word?" not in circle.told(ROOM)
        await circle.wait(minutes=3)
        assert "Ana, one word?" in circle.told(ROOM)

    async def test_a_sitting_can_be_stopped_in_its_rest(self, circle: House) -> None:
        """Who needs no more than that need not wait for it."""
        await circle.says("a", "/pause", room=True)

        await circle.says("b", "/stop", room=True)
        await circle.wait(hours=1)

        assert "The rest is over." not in circle.told(ROOM)

    async def test_after_a_rest_there_is_time_enough(self, circle: House) -> None:
        """The deadline stands still with the sitting."""
        await circle.wait(minutes=9)
        await circle.says("a", "/pause", room=True)
        await circle.wait(minutes=29)

        await circle.writes("a", "sun", room=True)
        await circle.writes("b", "rain", room=True)

        assert "Ana said: sun. Ben said: rain." in circle.told(ROOM)
