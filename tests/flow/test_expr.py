"""Conditions mean what they say, and reach nothing else."""
# ruff: noqa: E501, RUF001 - tables, and letters that look alike on purpose

import contextlib
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.flow.cast import Plain, Scope, Value
from bot.flow.expr import (
    MAX_CHARACTERS,
    MAX_NODES,
    MAX_NUMBER,
    ExpressionError,
    Failed,
    compile_expression,
)  # fmt: skip
from bot.model.couple import Seat
from tests.pair import couple

MINE: dict[str, Value] = {"trust": 7, "mood": "sad", "text": "hello", "yes": True, "no": False}
THEIRS: dict[str, Value] = {"trust": 2}
CAST = replace(couple(), b=replace(couple().b, language="de"))


def run(source: str, seat: Seat | None = Seat.A, values: Any = None) -> Plain:
    """Evaluate in Ana's lane; she is the hurt one."""
    values = {"a": MINE, "b": THEIRS, "run": {"topic": "rain"}} if values is None else values
    return compile_expression(source).run(Scope(values, CAST, seat))


class TestMeaning:
    """The semantics."""

    @pytest.mark.parametrize(
        ("source", "value"),
        [
            ("my.trust <= 2", False), ("my.trust > 2 and my.yes", True), ("my.trust == 7", True),
            ("a.trust - b.trust", 5), ("hurt.trust > repairing.trust", True),
            ("my.mood in ['sad', 'bad']", True), ("my.mood not in ['sad']", False),
            ("my.mood == 'sad' or my.gone > 3", True), ("not my.yes", False), ("-my.trust", -7),
            ("'low' if my.trust < 3 else 'high'", "high"), ("run.topic", "rain"),
            ("len(my.text)", 5), ("min(my.trust, 3, 9)", 3), ("max(1, 2)", 2), ("round(2.6)", 3),
            ("7 // 2", 3), ("7 % 4", 3), ("7 / 2", 3.5), ("2 * 3 + 1", 7), ("me.name", "Ana"),
            ("partner.name", "Ben"), ("hurt.name", "Ana"), ("b.language", "de"),
            ("couple.room", True), ("my.yes == True", True), ("  my.trust\n", 7),
            ("'low' if my.trust > 3 else 'high'", "low"), ("partner.language", "de"),
            ("my.mood if my.yes else my.text", "sad"), ("my.mood if my.no else my.text", "hello"),
            ("me.language", "en"), ("my.text == my.mood", False), ("my.text != my.mood", True),
            ("my.trust in [my.low, my.trust]", True), ("my.trust in [my.low, 8]", False),
            ("my.yes == 1", False), ("my.yes != 1", True), ("my.yes in [1, 2]", False),
            ("my.trust == 7.0", True), ("round(2.5)", 3), ("round(-2.5)", -3), ("round(3.5)", 4),
            ("round(my.trust / 2)", 4), ("my.trust < 7.5", True), ("my.mood < my.text", False),
        ],
    )  # fmt: skip
    def test_of_what_may_be_written(self, source: str, value: Plain) -> None:
        """
        Names, numbers, texts, comparisons, arithmetic and five functions.
        """
        assert run(source) == value

    @pytest.mark.parametrize(
        ("source", "value"),
        [
            ("my.gone", None), ("answered(my.gone)", False), ("answered(my.no)", True),
            ("my.gone < 3", False), ("my.gone >= 3", False), ("3 > my.gone", False),
            ("my.gone == 3", False), ("my.gone != 3", True), ("my.gone == ''", False),
            ("len(my.gone)", 0), ("not my.gone", True), ("my.gone in ['sad']", False),
            ("my.gone + 1", None), ("my.gone + 1 > 0", False), ("-my.gone", None),
            ("min(my.gone, 2)", None), ("round(my.gone)", None), ("my.gone / 0", None),
        ],
    )  # fmt: skip
    def test_of_what_is_missing(self, source: str, value: Plain) -> None:
        """
        A missing answer is never smaller, larger or equal, and no reason to get stuck.
        """
        assert run(source) == value

    def test_without_any_answer_at_all(self) -> None:
        """
        Before the first answer nobody has a place among the values, and there is one room or none.
        """
        alone = replace(CAST, room=False)

        assert run("my.trust", values={}) is None
        assert run("run.topic", values={}) is None
        assert run("in.topic", values={}) is None
        assert run("b.trust", values={}) is None
        assert compile_expression("couple.room").run(Scope({}, alone, Seat.A)) is False

    def test_names_are_known(self) -> None:
        """
        Every name an expression reads stands in its list, wherever it is written.
        """
        found = compile_expression(
            "my.a if my.b in [my.c, my.d] and not my.e else len(my.f) + max(my.g, -my.h)"
        ).names

        assert sorted(map(str, found)) == [f"my.{letter}" for letter in "abcdefgh"]
        assert [str(name) for name in compile_expression("hurt.x == run.y").names] == [
            "hurt.x",
            "run.y",
        ]

    @pytest.mark.parametrize(
        ("source", "value"),
        [
            ("in.topic", "rain"), ("in.count > 2 and in.topic == 'rain'", True), ("not in.count", False),
            ("my.trust in [in.count, 7]", True), ("len(in.topic)", 4), ("in.gone", None),
            ("'in.topic'", "in.topic"), ("'a' if in.topic == \"in.topic\" else 'b in.c'", "b in.c"),
            ("1 in[1]", True),
        ],
    )  # fmt: skip
    def test_what_a_flow_was_given(self, source: str, value: Plain) -> None:
        """
        "in." is what another flow handed over; the word "in" and texts stay what they are.
        """
        shared: dict[str, Value] = {"in.topic": "rain", "in.count": 3, "topic": "sun"}

        assert run(source, values={"a": MINE, "run": shared}) == value
        assert "in_" not in str(compile_expression(source).names)

    @pytest.mark.parametrize(
        ("source", "value"),
        [("'sad' in my.moods", True), ("'sa' in my.moods", False), ("'sad' not in my.moods", False),
         ("my.mood in my.moods", True), ("my.gone in my.moods", False), ("'sad' in my.gone", False),
         ("'sad' not in my.gone", True), ("len(my.moods)", 2), ("1 in my.moods", False)],
    )  # fmt: skip
    def test_of_several_choices(self, source: str, value: Plain) -> None:
        """
        Whether one of several was chosen is asked with "in"; nothing chosen has none in it.
        """
        mine: dict[str, Value] = {**MINE, "moods": ("sad", "tired")}

        assert run(source, values={"a": mine}) == value

    def test_what_the_couple_has_reached(self) -> None:
        """
        A milestone is true once it is reached, and never missing.
        """
        reached = replace(CAST, marks={"apology_heard": 0})

        found = [
            compile_expression(source).run(Scope({}, reached, None))
            for source in ("couple.apology_heard", "couple.first_week", "couple.room")
        ]

        assert found == [True, False, True]

    def test_lane_decides_whose(self) -> None:
        """
        "my" is whoever's lane it is; sides go with the breach.
        """
        assert run("my.trust", Seat.B) == 2
        assert run("partner.name", Seat.B) == "Ana"
        assert run("hurt.trust", Seat.B) == 7

    @pytest.mark.parametrize("source", ["my.trust", "me.name", "partner.name == 'Ben'"])
    def test_outside_lanes_there_is_no_my(self, source: str) -> None:
        """
        Nobody's own is an answer of nobody.
        """
        with pytest.raises(Failed):
            run(source, None)

    @pytest.mark.parametrize(
        "source",
        ["1 / 0", "1 // 0", "1 % 0", "my.text + 1", "my.trust < my.text", "len(my.trust)",
         "-my.text", "my.yes + 1", "999999999999999 * 999", "round(my.text)", "max(my.text, 1)"],
    )  # fmt: skip
    def test_fails_with_one_error(self, source: str) -> None:
        """
        What cannot be evaluated says so, in one way.
        """
        with pytest.raises(Failed):
            run(source)


class TestSentences:
    """What authors and operators read."""

    @pytest.mark.parametrize(
        ("source", "sentence"),
        [
            ("1e16", "this number is too large"),
            ("my.x.y", "only names, numbers, texts, comparisons, and/or/not, + - * / and answered, days, len, round, min, max() may stand in an expression"),
            ("x", "'x' needs its owner: my.x, run.x, or quotes if it is a text"),
            ("you.x", "'you.x' is not known; names begin with my., me., partner., a., b., hurt., repairing., both., run., in., couple. or mine."),
            ("my.x in 'abc'", "after 'in' comes a list, for example: my.mood in ['sad', 'bad']"),
            ("my.x is 1", "compare with ==, !=, <, <=, >, >= or in"),
            ("sum(my.x)", "'sum' is not one of answered, days, len, round, min, max"),
            ("min(my.x)", "min() takes 2 to 8 values"),
            ("round(my.x, 1)", "round() takes one value"),
            ("my.x +", "this is no expression; one looks like 'my.trust <= 2'"),
            ("'\\n'", "a \\ has no meaning here; write the sign itself"),
            ("-" * 60 + "1", "this is nested too deeply; split it with 'set'"),
            (f"1 in [{'1,' * 160}]", "this is too long; split it with 'set'"),
            ("1" * 501, "this is longer than 500 characters"),
        ],
    )  # fmt: skip
    def test_for_authors(self, source: str, sentence: str) -> None:
        """
        Each mistake has its own sentence, with the way out.
        """
        with pytest.raises(ExpressionError) as found:
            compile_expression(source)

        assert str(found.value) == sentence

    @pytest.mark.parametrize(
        ("source", "sentence"),
        [
            ("1 / 0", "a division by zero"),
            ("my.trust < my.text", "only two numbers or two texts have an order"),
            ("my.text >= 2", "only two numbers or two texts have an order"),
            ("2 < my.yes", "only two numbers or two texts have an order"),
            ("my.yes < 2", "only two numbers or two texts have an order"),
            ("len(my.trust)", "the length of something that is no text"),
            ("'h' in my.text", "a search in something that is no list"),
            ("my.text + 1", "arithmetic with something that is no number"),
            (f"{MAX_NUMBER} + 1", "a number grew too large"),
        ],
    )  # fmt: skip
    def test_for_operators(self, source: str, sentence: str) -> None:
        """
        Why a lane is stuck is said without anybody's words.
        """
        with pytest.raises(Failed) as found:
            run(source)

        assert str(found.value) == sentence

    def test_outside_a_lane(self) -> None:
        """
        Without a lane there is no "my", and the sentence says so.
        """
        with pytest.raises(Failed, match=r"^outside a lane there is no 'my'$"):
            run("my.trust", None)

    def test_largest(self) -> None:
        """
        The largest number is still a number, written and reckoned.
        """
        assert run(str(MAX_NUMBER)) == MAX_NUMBER
        assert run(f"{MAX_NUMBER} - 1 + 1") == MAX_NUMBER
        assert run(f"-{MAX_NUMBER}") == -MAX_NUMBER


class TestTruth:
    """True and false, as YAML writes them."""

    @pytest.mark.parametrize(
        ("source", "value"), [("true", True), ("false", False), ("true == false", False)]
    )
    def test_is_written_small_too(self, source: str, value: object) -> None:
        """
        An author need not know how Python spells it.
        """
        assert run(source) is value


class TestRefused:
    """Nothing else can be written."""

    @pytest.mark.parametrize(
        "source",
        [
            # Ways to other objects
            "my.trust.real", "my.text.upper", "my.text.upper()", "''.join(['a'])", "my.__class__.x",
            "().__class__", "(1).real", "'x'.__len__()", "run.topic.__class__.__mro__",
            "my[0]", "my.text[0]", "my.text[::2]", "[1, 2]", "(1, 2)", "{1: 2}", "{1, 2}", "()",
            # Calls
            "open('/etc/passwd')", "__import__('os')", "eval('1')", "exec('1')", "getattr(my, 'x')",
            "print(1)", "len", "len()", "len(my.text, 1)", "len(obj=my.text)", "min(1)", "min(*[1])",
            "max(**my.x)", "min(1, 2, 3, 4, 5, 6, 7, 8, 9)", "answered()", "(len)(1)(2)",
            "my.text()", "len(1)(2)", "type(my.x)", "vars()", "globals()", "breakpoint()",
            "my.len(1)", "round(1, 2)", "str(1)",
            # Whole languages inside
            "lambda: 1", "(lambda: 1)()", "[x for x in my.text]", "{x for x in my.text}",
            "{x: 1 for x in my.text}", "(x for x in my.text)", "(x := 1)", "f'{my.trust}'",
            "f'{1 .__class__}'", "yield 1", "(yield)", "await my.x", "*my.x", "my.x, my.y",
            "x = 1", "import os", "del my.x", "my.x; my.y", "if my.x: 1", "...", "None",
            # Operators that build large things, or odd ones
            "2 ** 9999999", "9 ** 9 ** 9", "1 << 99999999", "1 >> 1", "~my.x", "my.x & 1", "my.x | 1",
            "my.x ^ 1", "my.x @ my.y", "+my.x", "my.x is None", "my.x is not None",
            "1 < my.x < 3", "'a' in 'abc'", "my.x in 'abc'",
            # Kinds of constants
            "b'x'", "1j", "1e400", str(MAX_NUMBER + 1), "9" * 400, "1e16",
            # Names
            "trust", "truth", "os.path", "self.x", "builtins.open", "coach.x",
            "__builtins__.x", "my", "me", "", " ", "#", "my.", ".x", "my..x", "my.x y",
            # Letters
            "my.x\x00", "my.x == 'a", "my.\u202ex y", "\uff08", "my.x \u2212 1", "my.x ≤ 2", "\ud800",
        ],
    )  # fmt: skip
    def test_says_a_sentence(self, source: str) -> None:
        """
        Whoever tries gets a sentence, and nothing has run.
        """
        with pytest.raises(ExpressionError) as found:
            compile_expression(source)

        assert len(str(found.value)) > 10
        assert "Error" not in str(found.value)

    @pytest.mark.parametrize("source", ["my.__class__", "my.__dict__", "run.__init__", "a.__doc__"])
    def test_odd_names_are_only_names(self, source: str) -> None:
        """
        A name with underscores is looked up among answers, and there is none.
        """
        assert run(source) is None

    def test_compatibility_letters_are_no_way_round(self) -> None:
        """
        Python folds odd letters into plain ones; what comes out is still only a name.
        """
        found = compile_expression("𝓶𝔂.𝕥𝕣𝕦𝕤𝕥 > 3")

        assert [str(name) for name in found.names] == ["my.trust"]

    def test_multiplied_texts(self) -> None:
        """
        A text is no number, so it cannot be made long.
        """
        with pytest.raises(Failed):
            run("'x' * 999999999")

    def test_longest(self) -> None:
        """
        Five hundred characters and a hundred and sixty parts are enough for any condition.
        """
        assert compile_expression("my.x".ljust(MAX_CHARACTERS))
        with pytest.raises(ExpressionError, match="longer"):
            compile_expression("my.x".ljust(MAX_CHARACTERS + 1))
        with pytest.raises(ExpressionError, match="too long"):
            compile_expression(f"1 in [{','.join('1' * MAX_NODES)}]")

    @pytest.mark.parametrize(
        "source", ["(" * 240 + "1" + ")" * 240, "-" * 499 + "1", "not " * 120 + "1"]
    )
    def test_deep(self, source: str) -> None:
        """
        Depth is no crash.
        """
        with pytest.raises(ExpressionError):
            compile_expression(source)

    @given(st.text("my.x()[]{}'\"+-*/%<>=!:,ab019 _&|~^@#\n", max_size=40))
    def test_never_anything_but_a_sentence(self, source: str) -> None:
        """
        What is written is an expression or none, and what runs gives a value or fails.
        """
        with contextlib.suppress(ExpressionError, Failed):
            compile_expression(source).run(Scope({}, couple(), Seat.A))
