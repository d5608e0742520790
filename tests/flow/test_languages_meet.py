"""Where two languages meet in one conversation, each still reads their own."""

from dataclasses import replace

import pytest

from bot.flow.outcomes import ROOM
from bot.model.couple import Seat
from tests.flow.test_translated_words import FSI, HELLO, PDI, SHALOM
from tests.flow.test_translations import played
from tests.flow.test_translations_refused import GOOD, HOLA, PLAIN
from tests.flow.translated import built, couple, refused
from tests.pair import Pair

A, B = Seat.A, Seat.B

SITTING = """\
format: 1
flow: small
title: Small
outcomes: [done]
nodes:
  - id: sitting
    each: hurt
    place: group
    until: 4h
    remind: [{after: 2h, say: "No rush, {me.name}."}]
    do:
      - {id: hello, say: "It is your turn, {me.name}."}
      - {id: agreed, ask: "{me.name}, how many?", number: {min: 1, max: 3},
         retry: "Again, {me.name}.",
         until: 3h, remind: [{after: 1h, say: "Whenever you like, {me.name}."}]}
  - {end: done}
"""
ENCUENTRO = """\
# Small
flow-title = Breve
# No rush, {me.name}.
t-913cda6a = Sin prisa, { $me-name }.
# It is your turn, {me.name}.
hello = Te toca, { $me-name }.
# {me.name}, how many?
# .retry: Again, {me.name}.
agreed = { $me-name }, ¿cuántos?
    .retry = Otra vez, { $me-name }.
# Whenever you like, {me.name}.
t-7768978f = Cuando quieras, { $me-name }.
"""


def sat(a: str, b: str, together: str, *, room: bool) -> Pair:
    """Let Ana be asked, misunderstood and reminded before Ben's eyes, until time is up."""
    pair = Pair(built(SITTING, es=ENCUENTRO), couple(a, b, together, room=room))
    pair.say(A, "many")
    pair.wait("5h")
    return pair


class TestTheRoom:
    def test_reads_its_own_language(self) -> None:
        """
        What is said about Ana in the room is said in the room's language, and not in hers.
        """
        room = sat("en", "en", "es", room=True).read(ROOM)

        assert room == [
            "Te toca, Ana.", "Ana, ¿cuántos?", "Otra vez, Ana.", "Cuando quieras, Ana.",
            "Sin prisa, Ana.",
        ]  # fmt: skip

    def test_without_one_each_reads_their_own(self) -> None:
        """
        Ben follows in English what Ana is asked in Spanish.
        """
        mixed = sat("es", "en", "es", room=False)

        assert mixed.read(A) == sat("es", "es", "es", room=False).read(A)
        assert mixed.read(B) == sat("en", "en", "en", room=False).read(B)

    @pytest.mark.parametrize("option", [0, 1, 9])
    @pytest.mark.parametrize("name", ["weekly_checkin", "communicate"])
    def test_without_one_our_flows_are_in_each_language(self, name: str, option: int) -> None:
        """
        Both read the sitting at home, and each in their own language.
        """
        mixed = played(name, couple("es", "en", "es", room=False), option)

        assert mixed.seen(A) == played(name, couple("es", "es", "es", room=False), option).seen(A)
        assert mixed.seen(B) == played(name, couple("en", "en", "en", room=False), option).seen(B)


class TestHebrew:
    @pytest.mark.parametrize("name", ["Ana", "Ana (2)", "!!!"])
    def test_keeps_a_name_in_its_place(self, name: str) -> None:
        """
        A name written the other way stands apart, with its own signs at its own end.
        """
        cast = couple("he", "en", "he")
        pair = Pair(built(HELLO, he=SHALOM), replace(cast, a=replace(cast.a, name=name)))

        assert pair.last(A) == f"שלום {FSI}{name}{PDI}, מה זה?"
        assert pair.last(B) == "Ben, what is it?"


def test_a_term_is_refused_at_its_own_line() -> None:
    """
    The comment above it is not what is wrong.
    """
    found = refused(PLAIN, es=GOOD.replace(HOLA, "-hello = Buenas noches."))

    assert ("F060", 4) in [(one.code, one.line) for one in found]
