"""Each reads their own language, the room the couple's, and nobody reads half of one."""

import re
from functools import cache
from pathlib import Path

import pytest

from bot.flow.cast import Cast
from bot.flow.outcomes import ROOM, Audience
from bot.flow.script import Script
from bot.flow.translate import read_translation
from bot.load import flow
from bot.model.couple import Seat
from bot.model.words import Style
from tests.flow.translated import built, couple
from tests.pair import Pair

DIALOGS = Path(__file__).parents[2] / "dialogs"
SPANISH = DIALOGS / "texts" / "es"
FLOWS = {
    "weekly_checkin": DIALOGS / "weekly_checkin.yaml",
    "communicate": DIALOGS / "communicate" / "communicate.yaml",
}
A, B = Seat.A, Seat.B
WORDS = "8am · 1/2"
"""What everybody writes here: in no language."""
MOST_TURNS = 200

GENDERED = re.compile(
    r"(?<!la )bienvenid[oa]|\blist[oa]s?\b|nosotr[oa]s|vosotr[oa]s|\blos dos\b|\bjunt[oa]s\b"
    r"|\bambos\b|\bsegur[oa]s?\b|[oa]/[oa]\b|\w@s?\b|\bsol[oa]s\b|\bél\b|\bellos\b|\bpreparad[oa]s?\b",
    re.IGNORECASE,
)
"""Words that say whether a woman or a man is spoken to, or of."""


@cache
def shipped(name: str) -> Script:
    """Read a flow of ours with its translations."""
    script, problems = flow(FLOWS[name], FLOWS[name].name)
    assert not problems, problems
    assert script is not None
    return script


def played(name: str, cast: Cast, option: int) -> Pair:
    """Play a flow to its end: the same option of every question, the same words for every text."""
    pair = Pair(shipped(name), cast)
    done: set[tuple[Seat, int, str]] = set()
    for _ in range(MOST_TURNS):
        if pair.ended:
            return pair
        waiting = [one for seat in Seat if (one := pair.open(seat)) is not None]
        new = [one for one in waiting if (one.seat, one.prompt, one.node) not in done]
        if not new:
            pair.ring()
            continue
        asked = new[0]
        done.add((asked.seat, asked.prompt, asked.node))
        if asked.typed:
            pair.say(asked.seat, WORDS)
        else:
            answers = [one for one in asked.options if isinstance(one, str) or one.id != "skip"]
            pair.tap(asked, min(option, len(answers) - 1))
    raise AssertionError(f"{name} has not ended")


@pytest.mark.parametrize("option", [0, 1, 9], ids=["yes", "no", "last"])
@pytest.mark.parametrize("name", FLOWS)
class TestOurFlows:
    def test_each_reads_their_own_language(self, name: str, option: int) -> None:
        """
        What somebody reads does not depend on what the other one speaks, to the last word.
        """
        mixed = played(name, couple("es", "en", "es"), option)
        spanish = played(name, couple("es", "es", "es"), option)
        english = played(name, couple("en", "en", "en"), option)

        assert mixed.seen(A) == spanish.seen(A)
        assert mixed.seen(B) == english.seen(B)
        assert mixed.ended == spanish.ended == english.ended

    @pytest.mark.parametrize("language", ["es", "en"])
    @pytest.mark.parametrize("other", ["es", "en"])
    def test_the_room_reads_the_couples_language(
        self, name: str, option: int, language: str, other: str
    ) -> None:
        """
        Whichever of the two speaks it, or neither: the room's language is its own.
        """
        room = played(name, couple(other, "en", language), option).seen(ROOM)
        alike = played(name, couple(language, language, language), option).seen(ROOM)

        assert room == alike

    def test_no_sentence_is_left_in_english(self, name: str, option: int) -> None:
        """
        Line by line, the Spanish conversation says something else than the English one.
        """
        spanish = played(name, couple("es", "es", "es"), option)
        english = played(name, couple("en", "en", "en"), option)

        chats: tuple[Audience, ...] = (A, B, ROOM)
        for chat in chats:
            pairs = list(zip(spanish.seen(chat), english.seen(chat), strict=True))
            assert pairs
            same = [one.text for one, other in pairs if one.text == other.text]
            assert not [text for text in same if not text.startswith("<")]


class TestTheWeeklyCheckIn:
    def test_opens_in_the_readers_language(self) -> None:
        """
        The same question, in two languages, with its ends named in each.
        """
        pair = Pair(shipped("weekly_checkin"), couple("es", "en", "es"))

        assert "¿Cuánto confiaste esta semana en Ben?" in pair.last(A)
        assert "0 = nada" in pair.last(A)
        assert "How much did you trust Ana this week?" in pair.last(B)
        assert "0 = not at all" in pair.last(B)
        assert pair.last(ROOM).startswith("Es la hora del repaso")

    def test_shows_words_as_they_were_written(self) -> None:
        """
        The room's sentence is Spanish; what Ben wrote in English stands in it to the letter.
        """
        pair = Pair(shipped("weekly_checkin"), couple("es", "en", "es"))
        for seat, words in ((A, "Llamó cuando dijo."), (B, "You **asked** {me.name}.")):
            pair.say(seat, "6")
            pair.say(seat, words)
            pair.wait("3s")
            pair.press(seat, "<consent-yes>")

        shown = pair.revealed[0].words

        assert [one.text for one in shown if one.style is Style.BOLD] == []
        quoted = [one.text for one in shown if one.style is Style.QUOTED]
        assert quoted == ["Ana", "Llamó cuando dijo.", "Ben", "You **asked** {me.name}."]
        assert "sintió una confianza de 6 sobre 10" in "".join(one.text for one in shown)


class TestChoices:
    @pytest.mark.parametrize("said", ["Empecemos", "empecemos", "Let us begin", "let", "1"])
    @pytest.mark.parametrize("seat", list(Seat))
    def test_are_understood_in_either_language(self, seat: Seat, said: str) -> None:
        """
        A button's words count in every language it has, whatever the buttons show.
        """
        pair = Pair(shipped("communicate"), couple("es", "en", "es"))
        asked = pair.open(seat)
        assert asked is not None
        assert asked.options[0] == ("Empecemos" if seat is A else "Let us begin")

        pair.say(seat, said)

        after = pair.open(seat)
        assert after is not None
        assert after.node != "begin"

    @pytest.mark.parametrize("said", ["Todavía no", "Not yet", "todavía", "3"])
    def test_keep_the_same_value(self, said: str) -> None:
        """
        What is kept, and what follows from it, is the same in both.
        """
        pair = Pair(CHOICE, couple("es", "en", "es"))

        pair.say(A, said)
        pair.say(B, "Sí")

        assert pair.run.values["a"]["got"] == "not_yet"
        assert pair.run.values["b"]["got"] == "yes"

    def test_are_shown_in_the_readers_language(self) -> None:
        """
        Ana pressed a Spanish button; Ben reads in English which one it was.
        """
        pair = Pair(CHOICE, couple("es", "en", "es"))

        pair.press(A, "En parte")
        pair.press(B, "Yes")
        pair.wait("1d")

        assert pair.last(ROOM) == "Ana: En parte. Ben: Sí."
        assert [pair.last(A), pair.last(B)] == ["Dijiste: En parte.", "You said: Yes."]


CHOICE = built(
    """\
format: 1
flow: small
title: Small
outcomes: [done]
vars:
  my.got: {type: choice, of: ["yes", partly, not_yet], private: false}
nodes:
  - id: both
    each: partner
    until: 1d
    do:
      - {id: got, ask: Did you get it?, choice: {"yes": "Yes", partly: Partly, not_yet: Not yet},
         save: my.got}
      - {id: said, say: "You said: {my.got}."}
  - {id: all, say: "{a.name}: {a.got}. {b.name}: {b.got}.", to: group}
  - {end: done}
""",
    es="""\
# Small
flow-title = Breve
# Did you get it?
# .option-yes: Yes
# .option-partly: Partly
# .option-not_yet: Not yet
got = ¿Lo entendiste?
    .option-yes = Sí
    .option-partly = En parte
    .option-not_yet = Todavía no
# You said: {my.got}.
said = Dijiste: { $my-got }.
# {a.name}: {a.got}. {b.name}: {b.got}.
all = { $a-name }: { $a-got }. { $b-name }: { $b-got }.
""",
)


class TestSpanish:
    @pytest.mark.parametrize("name", FLOWS)
    def test_every_text_is_there_and_done(self, name: str) -> None:
        """
        Nothing waits behind the translators' signs, and nothing stands there as it was.
        """
        source = (SPANISH / f"{name}.ftl").read_text("utf-8")
        script = shipped(name)

        read, problems = read_translation(source.encode(), name, "es")

        assert not problems
        assert set(read.entries) == set(script.texts)
        assert not re.search(r"^##\s|To translate", source, re.MULTILINE)

    @pytest.mark.parametrize("name", FLOWS)
    def test_says_nothing_of_anybodys_gender(self, name: str) -> None:
        """
        Whoever reads it, and whoever it speaks of, is neither of the two in particular.
        """
        source = (SPANISH / f"{name}.ftl").read_text("utf-8")
        lines = [line for line in source.splitlines() if not line.startswith("#")]

        assert not [line for line in lines if GENDERED.search(line)]
