"""Kinds of answers: several of a few, days, times, lengths, pictures and numbers with a point."""
# ruff: noqa: E501, RUF001 - a flow is read as one line; digits of other scripts are meant

from dataclasses import replace

import pytest

from bot.flow.cast import Cast, Value
from bot.flow.events import Showed
from bot.flow.outcomes import Noticed, Prompted, Revealed, Told
from tests.flow.leaks import flow, group, lane
from tests.pair import NOON, A, B, Pair, couple

SIGNS = "- {id: signs, ask: Which?, choices: {of: {sad: Sad, mad: Mad, both: Sad and mad, far: 'Far, far away', odd: Odd}, min: 1, max: 3}, save: my.signs}"
SEVERAL = flow(lane(SIGNS), given=("my.signs: {type: choices}",))


def speaking(language: str, *, room: bool = True) -> Cast:
    """Make a couple who speak that language."""
    cast = couple(room=room)
    a, b = (replace(one, language=language) for one in (cast.a, cast.b))
    return replace(cast, a=a, b=b, language=language)


def one(kind: str, declared: str, language: str = "en") -> Pair:
    """Ask Ana and Ben for one answer of a kind."""
    question = f"- {{id: q, ask: Well?, {kind}, save: my.q}}"
    return Pair(flow(lane(question), given=(f"my.q: {declared}",)), speaking(language))


class TestChoices:
    """Several of a few."""

    def test_buttons_toggle(self) -> None:
        """
        A press puts one on, a second press off again; the last button takes them in their order.
        """
        pair = Pair(SEVERAL)
        for label in ("Odd", "Mad", "Sad", "Mad"):
            pair.press(A, label)

        pair.press(A, "<picks-done>")

        assert pair.run.values[A] == {"signs": ("sad", "odd")}
        said = [str(note.phrase.id) for note in pair.outcomes if isinstance(note, Noticed)]
        assert said == ["picked", "picked", "picked", "unpicked"]

    @pytest.mark.parametrize("labels", [(), ("Sad", "Mad", "Odd", "Sad and mad")])
    def test_done_with_too_few_or_too_many(self, labels: tuple[str, ...]) -> None:
        """
        It says how many, and the question stays open with what was picked.
        """
        pair = Pair(SEVERAL)
        for label in labels:
            pair.press(A, label)

        pair.press(A, "<picks-done>")

        assert pair.last(A) == "<pick-some least=1 most=3>"
        assert pair.open(A) is not None
        assert "signs" not in pair.run.values.get(A, {})

    def test_too_many_can_be_mended(self) -> None:
        """
        Taking one off again is enough.
        """
        pair = Pair(SEVERAL)
        for label in ("Sad", "Mad", "Odd", "Sad and mad", "<picks-done>", "Odd"):
            pair.press(A, label)

        pair.press(A, "<picks-done>")

        assert pair.run.values[A]["signs"] == ("sad", "mad", "both")

    @pytest.mark.parametrize(
        ("language", "said", "values"),
        [
            ("en", "1, 2 and 5", ("sad", "mad", "odd")),
            ("en", "1, 2, and 5.", ("sad", "mad", "odd")),
            ("en", "5 1", ("sad", "odd")),
            ("en", "odd; MAD", ("mad", "odd")),
            ("en", "Odd and mad", ("mad", "odd")),
            ("en", "one and two", ("sad", "mad")),
            ("en", "sad and mad", ("both",)),
            ("en", "odd, sad and mad", ("both", "odd")),
            ("en", "far, far away", ("far",)),
            ("en", "١ and ٢", ("sad", "mad")),
            ("es", "1 y 3", ("sad", "both")),
            ("es", "uno y dos", ("sad", "mad")),
            ("de", "1 und 3", ("sad", "both")),
            ("de", "eins, zwei und fünf", ("sad", "mad", "odd")),
        ],
    )
    def test_typed(self, language: str, said: str, values: tuple[str, ...]) -> None:
        """
        As people list things; a label that has an "and" or a comma of its own stays whole.
        """
        pair = Pair(SEVERAL, speaking(language))

        pair.say(A, said)

        assert pair.run.values[A]["signs"] == values

    @pytest.mark.parametrize("said", ["6", "1 and 6", "sad and blue", "1 2 5 4", "0", ",", "and"])
    def test_asked_again(self, said: str) -> None:
        """
        When one of them is none, or there are too many, nothing is kept.
        """
        pair = Pair(SEVERAL)

        pair.say(A, said)

        assert pair.last(A) == "<pick-some least=1 most=3>"
        assert "signs" not in pair.run.values.get(A, {})

    def test_what_was_picked_is_forgotten_with_its_fork(self) -> None:
        """
        In the next round nothing is on yet.
        """
        rounds = "- id: rounds\n  repeat: 2\n  do:\n    " + lane(SIGNS).replace("\n", "\n    ")
        pair = Pair(flow(rounds, given=("my.signs: {type: choices}",)))
        pair.press(A, "Odd")
        pair.wait("2d")

        pair.press(A, "Sad")
        pair.press(A, "<picks-done>")

        assert pair.run.values[A]["signs"] == ("sad",)

    def test_skip_is_the_last_button(self) -> None:
        """
        It leaves the question out, whatever was picked.
        """
        pair = Pair(SEVERAL)
        pair.press(A, "Odd")

        pair.press(A, "<skip>")

        assert pair.run.values[A] == {}
        assert pair.open(A) is None


class TestTyped:
    """What is written in many ways, and said back as it was understood."""

    @pytest.mark.parametrize(
        ("kind", "declared", "language", "said", "value"),
        [
            ("number: {min: 0, max: 24, whole: false}", "{type: float}", "en", "7.5", 7.5),
            ("number: {min: 0, max: 24, whole: false}", "{type: float}", "de", "7,5", 7.5),
            ("number: {min: 0, max: 24, whole: false}", "{type: float}", "es", "7,5", 7.5),
            ("number: {min: 0, max: 24, whole: false}", "{type: float}", "en", "7", 7),
            ("number: {min: 0, max: 24}", "{type: int}", "en", "seven", 7),
            ("date: {}", "{type: date}", "en", "next sunday", "2026-11-29"),
            ("date: {}", "{type: date}", "es", "mañana", "2026-11-23"),
            ("date: {back: 4w, ahead: 0s}", "{type: date}", "en", "yesterday", "2026-11-21"),
            ("time: {}", "{type: time}", "en", "half past eight", "08:30"),
            ("time: {}", "{type: time}", "de", "halb neun", "08:30"),
            ("duration: {}", "{type: duration}", "en", "an hour and a half", 5400),
            ("duration: {}", "{type: duration}", "es", "20 minutos", 1200),
        ],
    )
    def test_understood(
        self, kind: str, declared: str, language: str, said: str, value: Value
    ) -> None:
        """
        The value is kept in one way of writing, whoever wrote it how.
        """
        pair = one(kind, declared, language)

        pair.say(A, said)

        assert pair.run.values[A]["q"] == value

    @pytest.mark.parametrize(
        ("kind", "declared", "said", "problem"),
        [
            ("number: {min: 0, max: 24, whole: false}", "{type: float}", "24.1", "number-please"),
            ("number: {min: 0, max: 24}", "{type: int}", "7.5", "whole-number"),
            ("date: {}", "{type: date}", "yesterday", "date-range"),
            ("date: {ahead: 1w}", "{type: date}", "30 november 2026", "date-range"),
            ("date: {}", "{type: date}", "soon", "date-please"),
            ('time: {min: "18:00", max: "21:00"}', "{type: time}", "21:01", "time-range"),
            ("time: {}", "{type: time}", "25:00", "time-please"),
            ("duration: {max: 2h}", "{type: duration}", "3 hours", "length-range"),
            ("duration: {}", "{type: duration}", "a while", "length-please"),
        ],
    )
    def test_asked_again(self, kind: str, declared: str, said: str, problem: str) -> None:
        """
        What does not fit is asked for once more, with the bounds where there are some.
        """
        pair = one(kind, declared)

        pair.say(A, said)

        assert pair.last(A).startswith(f"<{problem}")
        assert pair.run.values.get(A, {}) == {}

    @pytest.mark.parametrize(
        ("kind", "declared", "said", "back"),
        [
            ("date: {}", "{type: date}", "next sunday", "Sunday"),
            ("time: {}", "{type: time}", "half past eight", "8:30"),
            ("scale: {}", "{type: int}", "seven", "7"),
        ],
    )
    def test_said_back(self, kind: str, declared: str, said: str, back: str) -> None:
        """
        What could have been something else is said back; digits on a scale are not.
        """
        pair = one(kind, declared)

        pair.say(A, said)

        assert pair.last(A).startswith("<understood")
        assert back in pair.last(A)

    def test_digits_are_not_said_back(self) -> None:
        """
        They were plain enough.
        """
        pair = one("scale: {}", "{type: int}")

        pair.say(A, "7")

        assert pair.last(A) == "Well?"

    def test_today_is_the_readers_own(self) -> None:
        """
        "Tomorrow" is another day where it is tomorrow already.
        """
        cast = couple(zones=("UTC", "Pacific/Auckland"))
        question = "- {id: q, ask: Well?, date: {}, save: my.q}"
        pair = Pair(flow(lane(question), given=("my.q: {type: date}",)), cast)

        pair.say(A, "tomorrow")
        pair.say(B, "tomorrow")

        assert [pair.run.values[seat]["q"] for seat in (A, B)] == ["2026-11-23", "2026-11-24"]

    @pytest.mark.parametrize("said", ["1.5", "1,5", "one and a half", "2.5", "0.5", "1.9"])
    def test_a_fraction_is_no_yes(self, said: str) -> None:
        """
        Buttons are counted: 1 is yes and 2 is no; what lies between is neither.
        """
        pair = one("yesno: true", "{type: bool}")

        pair.say(A, said)

        assert pair.last(A) == "<yes-or-no>"


class TestPhoto:
    """A picture."""

    PIC = "- {id: pic, ask: A picture?, photo: {}, save: my.pic}"
    HERE = "- {say: 'Here it is.', media: my.pic}"
    GIVEN = ("my.pic: {type: photo}",)

    def test_is_kept_and_comes_back(self) -> None:
        """
        To its owner, with the words.
        """
        pair = Pair(flow(lane(self.PIC, self.HERE), given=self.GIVEN))

        pair.do(Showed(NOON, A, "file-1"))

        assert pair.run.values[A] == {"pic": "file-1"}
        last = pair.outcomes[-1]
        assert isinstance(last, Told)
        assert (last.to, last.picture) == (A, "file-1")

    def test_left_out_there_are_only_words(self) -> None:
        """
        Somebody who has no picture is told the same without it.
        """
        pair = Pair(flow(lane(self.PIC, self.HERE), given=self.GIVEN))

        pair.skip(A)

        last = pair.outcomes[-1]
        assert isinstance(last, Told)
        assert last.picture is None

    def test_words_are_no_picture(self) -> None:
        """
        It is asked for once more.
        """
        pair = Pair(flow(lane(self.PIC), given=self.GIVEN))

        pair.say(A, "I have none")

        assert pair.last(A) == "<photo-please>"

    def test_a_picture_is_no_answer_to_words(self) -> None:
        """
        And none to a question in the other place.
        """
        pair = Pair(flow(lane(self.PIC), given=self.GIVEN))

        assert not pair.do(Showed(NOON, A, "file-1", room=True)).taken
        assert not Pair(SEVERAL).do(Showed(NOON, A, "file-1")).taken

    def test_its_check_is_looked_at(self) -> None:
        """
        As for every other answer.
        """
        never = self.PIC.replace("save:", "check: not answered(my.pic), save:")
        pair = Pair(flow(lane(never), given=self.GIVEN))

        pair.do(Showed(NOON, A, "file-1"))

        assert pair.last(A) == "<another-answer>"
        assert pair.run.values.get(A, {}) == {}

    def test_without_a_room_the_other_hears_of_it(self) -> None:
        """
        Never as the platform's reference to it.
        """
        pair = Pair(
            flow(group(self.PIC), given=("my.pic: {type: photo, private: false}",)),
            couple(room=False),
        )

        pair.do(Showed(NOON, A, "file-1"))

        shown = [one.words for one in pair.outcomes if isinstance(one, Revealed | Prompted)]
        assert "file-1" not in str(shown)
