"""A translation has its own plurals, ways of speaking of somebody, and direction."""

from dataclasses import replace

import pytest

from bot.flow.outcomes import Phrase, Told
from bot.model.couple import Seat
from bot.model.words import Span, Style
from tests.flow.translated import built, couple
from tests.pair import Pair

A, B = Seat.A, Seat.B
FSI, PDI = "\u2068", "\u2069"

DAYS = """\
format: 1
flow: small
title: Small
outcomes: [done]
vars:
  my.days: {type: int, private: false}
nodes:
  - id: both
    each: partner
    until: 1d
    do:
      - {id: days, ask: How many days?, number: {min: 0, max: 99}, save: my.days}
      - {id: said, say: "{me.name}, it is {my.days} days. We are glad of you."}
  - {end: done}
"""
SOME_DAYS = """\
# Small
flow-title = Breve
# How many days?
days = ¿Cuántos días?
# {me.name}, it is {my.days} days. We are glad of you.
said =
    { $me-name }, { $my-days ->
        [0] aún no es ni un día
        [one] es { $my-days } día
       *[other] son { $my-days } días
    }. { $me-gender ->
        [feminine] Eres bienvenida.
        [masculine] Eres bienvenido.
       *[other] Nos alegra que estés.
    }
"""
SEVERAL_DAYS = """\
# Small
flow-title = Mały
# How many days?
days = Ile dni?
# {me.name}, it is {my.days} days. We are glad of you.
said =
    { $me-name }: { $my-days ->
        [one] { $my-days } dzień
        [few] { $my-days } dni, mało
        [many] { $my-days } dni, dużo
       *[other] { $my-days } dnia
    }
"""


class TestSelectors:
    @pytest.mark.parametrize(
        ("days", "said"),
        [
            ("0", "aún no es ni un día"),
            ("1", "es 1 día"),
            ("2", "son 2 días"),
            ("21", "son 21 días"),
        ],
    )
    def test_a_number_has_its_form(self, days: str, said: str) -> None:
        """
        One day, two days; a number that is named stands before its form.
        """
        pair = Pair(built(DAYS, es=SOME_DAYS), couple("es", "en", "es"))

        pair.say(A, days)
        pair.say(B, days)

        assert pair.last(A) == f"Ana, {said}. Nos alegra que estés."
        assert pair.last(B) == f"Ben, it is {days} days. We are glad of you."

    @pytest.mark.parametrize(
        ("days", "said"), [("1", "1 dzień"), ("3", "3 dni, mało"), ("5", "5 dni, dużo"),
                           ("22", "22 dni, mało"), ("12", "12 dni, dużo")],
    )  # fmt: skip
    def test_a_number_has_the_forms_of_its_language(self, days: str, said: str) -> None:
        """
        Polish counts in other ways than Spanish does, also within one flow.
        """
        pair = Pair(built(DAYS, es=SOME_DAYS, pl=SEVERAL_DAYS), couple("pl", "es", "pl"))

        pair.say(A, days)

        assert pair.last(A) == f"Ana: {said}"

    @pytest.mark.parametrize(
        ("gender", "said"),
        [("feminine", "Eres bienvenida."), ("masculine", "Eres bienvenido."),
         ("", "Nos alegra que estés."), ("neither", "Nos alegra que estés.")],
    )  # fmt: skip
    def test_somebody_is_spoken_of_as_they_wish(self, gender: str, said: str) -> None:
        """
        Who did not say how, is spoken of in neither way.
        """
        pair = Pair(built(DAYS, es=SOME_DAYS), couple("es", "es", "es", gender=gender))

        pair.say(A, "2")
        pair.say(B, "2")

        assert pair.last(A) == f"Ana, son 2 días. {said}"
        assert pair.last(B) == "Ben, son 2 días. Nos alegra que estés."


HELLO = """\
format: 1
flow: small
title: Small
outcomes: [done]
vars:
  my.words: {type: text, private: false}
nodes:
  - id: both
    each: partner
    until: 1d
    do:
      - {id: words, ask: "{me.name}, what is it?", text: {min: 1, max: 99}, save: my.words}
      - {id: said, say: "Thank you, {me.name}. You said “{my.words}”, and {partner.name} will too."}
  - {end: done}
"""
SHALOM = """\
# Small
flow-title = קטן
# {me.name}, what is it?
words = שלום { $me-name }, מה זה?
# Thank you, {me.name}. You said “{my.words}”, and {partner.name} will too.
said = תודה, { $me-name }. כתבת: “{ $my-words }”, וגם { $partner-name } יכתוב.
"""


def hebrew(words: str, a: str = "Ana") -> tuple[Span, ...]:
    """Let Ana read in Hebrew what she wrote."""
    cast = couple("he", "en", "he")
    pair = Pair(built(HELLO, he=SHALOM), replace(cast, a=replace(cast.a, name=a)))
    pair.say(A, words)
    said = next(one.line for one in pair.outcomes if isinstance(one, Told) and one.to is A)
    assert not isinstance(said, Phrase)
    return said


class TestHebrew:
    def test_is_in_the_order_it_is_read_aloud(self) -> None:
        """
        A name written the other way stands where the sentence has it, in one piece.
        """
        bare = [one.text.strip(FSI + PDI) for one in hebrew("hello")]

        assert bare == ["תודה, ", "Ana", ". כתבת: “", "hello", "”, וגם ", "Ben", " יכתוב."]

    @pytest.mark.parametrize(
        "words",
        ["**hi** _you_", "{me.name}", "{ $me-name }", '{ "x" }', "[other] x", "@ben http://x.y"],
    )
    def test_quoted_words_stay_what_they_are(self, words: str) -> None:
        """
        What somebody wrote is never read: no markup, no placeholder, no variant.
        """
        quoted = [one.text.strip(FSI + PDI) for one in hebrew(words) if one.style is Style.QUOTED]

        assert quoted == ["Ana", words, "Ben"]

    @pytest.mark.parametrize("name", ["\u202eAna", "A\u2066na", "Ana\u2069", "A\u200fna"])
    def test_nobody_turns_the_sentence_around(self, name: str) -> None:
        """
        Marks of direction in a name or an answer are dropped before they are shown.
        """
        shown = hebrew(name, name)

        assert [one.text.strip(FSI + PDI) for one in shown[1:4:2]] == ["Ana", "Ana"]
        whole = "".join(one.text for one in shown)
        assert not set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u200e\u200f") & set(whole)
        assert whole.count(FSI) == whole.count(PDI)

    def test_stands_apart_in_the_others_sentence(self) -> None:
        """
        Ben reads Ana's Hebrew name in English, and the comma after it stays after it.
        """
        cast = couple("he", "en", "en")
        pair = Pair(built(HELLO, he=SHALOM), replace(cast, a=replace(cast.a, name="דנה")))
        pair.say(B, "דג")

        assert pair.last(B) == (
            f"Thank you, Ben. You said “{FSI}דג{PDI}”, and {FSI}דנה{PDI} will too."
        )
