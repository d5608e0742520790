"""
Conditions agree with the Common Expression Language where both have the same thing.

The rows are facts from the conformance tests of CEL (google/cel-spec, tests/simple/testdata),
told in our own syntax: which file and section they are from, what is written here, and what comes
out. Where we go another way on purpose, the row says why.
"""
# ruff: noqa: E501 - tables

from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest

from bot.flow.cast import Cast, Person, Plain, Scope
from bot.flow.expr import MAX_NUMBER, ExpressionError, Failed, compile_expression
from bot.model.couple import Seat


@dataclass(frozen=True, slots=True)
class Fails:
    """It compiles, and gives no value."""


@dataclass(frozen=True, slots=True)
class Refused:
    """It does not even compile."""


FAILS, REFUSED = Fails(), Refused()
Found = Plain | Fails | Refused

_ZONE = ZoneInfo("UTC")
CAST = Cast(Person("Ana", "en", _ZONE), Person("Ben", "en", _ZONE), Seat.A, room=True)
SCOPE = Scope({"a": {"x": 123, "on": True, "word": "tree"}}, CAST, Seat.A)


def found(source: str) -> Found:
    """Give the value, or how there is none."""
    try:
        expression = compile_expression(source)
    except ExpressionError:
        return REFUSED
    try:
        return expression.run(SCOPE)
    except Failed:
        return FAILS


def exactly(one: Found, two: Found) -> bool:
    """Say whether two are the same, of the same type."""
    return type(one) is type(two) and one == two


ALIKE: tuple[tuple[str, str, Found], ...] = (
    # basic: what a literal and a variable are
    ("basic, literals", "0", 0), ("basic, literals", "42", 42), ("basic, literals", "-1", -1),
    ("basic, literals", "0.5", 0.5), ("basic, literals", "-2.3e+1", -23.0),
    ("basic, literals", "''", ""), ("basic, literals", "'hi'", "hi"),
    ("basic, literals", "'Straße'", "Straße"), ("basic, literals", "'a ❤ b'", "a ❤ b"),
    ("basic, literals", "true", True), ("basic, literals", "false", False),
    ("basic, variables", "my.x", 123), ("basic, variables", "my.x == 123", True),
    ("basic, functions", "1 + 1", 2), ("basic, reserved words", "x", REFUSED),
    # comparisons: the same
    ("comparisons, ==", "1 == 1", True), ("comparisons, ==", "-1 == 1", False),
    ("comparisons, ==", "1.0 == 1e0", True), ("comparisons, ==", "-1.0 == 1.0", False),
    ("comparisons, ==", "'' == \"\"", True), ("comparisons, ==", "'x' == 'y'", False),
    ("comparisons, ==", "'low' == 'LOW'", False), ("comparisons, ==", "true == true", True),
    ("comparisons, ==", "false == true", False), ("comparisons, ==", "my.no == my.none", True),
    ("comparisons, == of int and double", "1 == 1.0", True),
    ("comparisons, == of int and double", "1 == 1.5", False),
    ("comparisons, == over types", "1 == '1'", False),
    ("comparisons, == over types", "true == 1", False),
    ("comparisons, == over types", "0.0 == false", False),
    ("comparisons, == over types", "true == 'true'", False),
    ("comparisons, == over types", "my.none == false", False),
    ("comparisons, == over types", "my.none == 0", False),
    ("comparisons, == of letters", "'e\u0301' == '\u00e9'", False),
    ("comparisons, !=", "24 != 42", True), ("comparisons, !=", "1 != 1", False),
    ("comparisons, !=", "9.0e3 != 9001.0", True), ("comparisons, !=", "1.0 != 1e0", False),
    ("comparisons, !=", "'ab' != ''", True), ("comparisons, !=", "'ab' != 'ab'", False),
    ("comparisons, !=", "false != true", True), ("comparisons, !=", "true != true", False),
    ("comparisons, !=", "my.no != my.none", False), ("comparisons, !=", "true != 1", True),
    # What is before what
    ("comparisons, <", "-1 < 0", True), ("comparisons, <", "0 < 0", False),
    ("comparisons, <", "1.0 < 1.0000001", True), ("comparisons, <", "-0.0 < 0.0", False),
    ("comparisons, <", "1 < 1.1", True), ("comparisons, <", "'a' < 'b'", True),
    ("comparisons, <", "'Zeb' < 'ant'", True), ("comparisons, <", "'abc' < 'abcd'", True),
    ("comparisons, <", "'a' < '\u00e1'", True), ("comparisons, <", "'' < ''", False),
    ("comparisons, <", "'abc' < 'abc'", False), ("comparisons, <", "'a' < 'AB'", False),
    ("comparisons, < over types", "1 < 'a'", FAILS), ("comparisons, < over types", "'a' < 1", FAILS),
    ("comparisons, < over types", "true < 1", FAILS), ("comparisons, < over types", "0 < true", FAILS),
    ("comparisons, < of lists", "[0] < [1]", REFUSED),
    ("comparisons, >", "42 > -42", True), ("comparisons, >", "0 > 0", False),
    ("comparisons, >", "1e1 > 1e0", True), ("comparisons, >", "0.99 > 9.9e-1", False),
    ("comparisons, >", "'abc' > 'aBc'", True), ("comparisons, >", "'A' > ''", True),
    ("comparisons, >", "'' > ''", False),
    ("comparisons, <=", "0 <= -1", False), ("comparisons, <=", "0 <= 0", True),
    ("comparisons, <=", "'b' <= 'a'", False), ("comparisons, <=", "'a' <= 'b'", True),
    ("comparisons, >=", "41 >= 42", False), ("comparisons, >=", "2.5 >= 2.5", True),
    ("comparisons, >=", "'y' >= 'x'", True), ("comparisons, >=", "'x' >= 'y'", False),
    # What is among others
    ("comparisons, in", "1 in [3, 2, 1]", True), ("comparisons, in", "5 in [3, 2, 1]", False),
    ("comparisons, in", "'a' in []", False), ("comparisons, in", "'a' in ['b', 'a']", True),
    ("comparisons, in", "my.x in [1, 123]", True), ("comparisons, in", "1 in [1.0]", True),
    ("comparisons, in", "true in [1, 2]", False), ("comparisons, in", "1 in ['1', 1]", True),
    ("comparisons, in", "not (2 in [3])", True),
    # logic
    ("logic, conditional", "1 if true else 2", 1),
    ("logic, conditional", "'one' if false else 'two'", "two"),
    ("logic, conditional", "'one' if 2 / 0 > 4 else 'two'", FAILS),
    ("logic, conditional", "'one' if true else 17", "one"),
    ("logic, conditional", "1 if true else 1 / 0", 1), ("logic, conditional", "1 / 0 if false else 2", 2),
    ("logic, and", "true and true", True), ("logic, and", "false and false", False),
    ("logic, and", "false and true", False), ("logic, and", "true and false", False),
    ("logic, and", "false and 32", False), ("logic, and", "'horse' and false", False),
    ("logic, and", "false and (2 / 0 > 3)", False), ("logic, and", "true and 1 / 0 != 0", FAILS),
    ("logic, and", "1 / 0 != 0 and true", FAILS),
    ("logic, or", "true or true", True), ("logic, or", "false or false", False),
    ("logic, or", "false or true", True), ("logic, or", "true or false", True),
    ("logic, or", "true or 32", True), ("logic, or", "'horse' or true", True),
    ("logic, or", "true or 2 / 0 > 3", True), ("logic, or", "false or 1 / 0 != 0", FAILS),
    ("logic, or", "1 / 0 != 0 or false", FAILS),
    ("logic, not", "not true", False), ("logic, not", "not false", True),
    # whole numbers
    ("integer_math", "42 + 2", 44), ("integer_math", "42 + (-2)", 40),
    ("integer_math", "-42 + (-2)", -44), ("integer_math", "42 - 2", 40),
    ("integer_math", "42 - (-2)", 44), ("integer_math", "-42 - (-2)", -40),
    ("integer_math", "42 * 2", 84), ("integer_math", "42 * (-2)", -84),
    ("integer_math", "-42 * (-2)", 84), ("integer_math", "42 // 2", 21),
    ("integer_math", "-42 // 2", -21), ("integer_math", "-42 // (-2)", 21),
    ("integer_math", "42 % 5", 2), ("integer_math", "-42 % (-5)", -2),
    ("integer_math", "-(42)", -42), ("integer_math", "-(-42)", 42), ("integer_math", "-(0)", 0),
    ("integer_math", "15 * 0", 0), ("integer_math", "42 % 0", FAILS),
    ("integer_math", "15 / 0", FAILS), ("integer_math", "15 // 0", FAILS),
    ("integer_math, unary minus of no number", "-my.on", FAILS),
    ("integer_math, too large", f"{MAX_NUMBER} + 1", FAILS),
    ("integer_math, too large", f"-{MAX_NUMBER} - 1", FAILS),
    ("integer_math, too large", f"{MAX_NUMBER} * {MAX_NUMBER}", FAILS),
    ("integer_math, too large", f"{MAX_NUMBER} - 1 + 1", MAX_NUMBER),
    ("integer_math, literal too large", "9223372036854775808", REFUSED),
    # numbers with a point
    ("fp_math", "4.25 + 15.25", 19.5), ("fp_math", "17.75 + (-7.75)", 10.0),
    ("fp_math", "-4.125 + (-2.125)", -6.25), ("fp_math", "42.0 - 12.0", 30.0),
    ("fp_math", "42.875 - (-22.0)", 64.875), ("fp_math", "-4.875 - (-0.125)", -4.75),
    ("fp_math", "42.5 * 0.2", 8.5), ("fp_math", "40.75 * (-2.25)", -91.6875),
    ("fp_math", "0.0625 / 0.002", 31.25), ("fp_math", "-8.875 / (-0.0625)", 142.0),
    ("fp_math", "-(-1.25)", 1.25), ("fp_math", "15.36 * 0.0", 0.0),
    ("fp_math", "7.5 + 1.5 == 1.5 + 7.5", True),
    ("fp_math", "5.75 * (1.5 + 2.5) == 5.75 * 1.5 + 5.75 * 2.5", True),
    ("fp_math, underflow", "1e-324 / 2.0", 0.0),
    # functions
    ("string, size", "len('')", 0), ("string, size", "len('A')", 1), ("string, size", "len('ÿ')", 1),
    ("string, size", "len('four')", 4), ("string, size", "len('πέντε')", 5),
    ("conversions, size of a number", "len(3)", FAILS),
    ("macros, has", "answered(my.x)", True), ("macros, has", "answered(my.none)", False),
    ("math_ext, greatest", "max(1, 3, 2)", 3), ("math_ext, greatest", "max(-1, 1.5)", 1.5),
    ("math_ext, least", "min(5.4, 10, 3)", 3), ("math_ext, least", "min('a', 1)", FAILS),
    ("math_ext, round", "round(1.2)", 1), ("math_ext, round", "round(1.5)", 2),
    ("math_ext, round", "round(2.5)", 3), ("math_ext, round", "round(-1.5)", -2),
    ("math_ext, round", "round(-1.2)", -1), ("math_ext, round", "round(0.49999999999999994)", 0),
    # how deep and how wide every implementation has to go
    ("parse, parentheses", "(" * 32 + "7" + ")" * 32, 7),
    ("parse, calls", "max(0, " * 12 + "7" + ")" * 12, 7),
    ("parse, conditionals", "true if true else " * 24 + "false", True),
    ("parse, or", "false or " * 31 + "true", True), ("parse, and", "true and " * 31 + "false", False),
    ("parse, sums", "3 - 3 + " * 12 + "3", 3), ("parse, products", "4 * 4 // " * 12 + "4", 4),
    ("parse, not", "not " * 32 + "true", True), ("parse, minus", "-" * 32 + "19", 19),
    ("parse, list", f"17 in {list(range(32))}", True),
    ("parse, quotes", "'hello'", "hello"), ("parse, quotes", '"hello"', "hello"),
    ("parse, quotes", "'''hello'''", "hello"),
    ("parse, precedence", "1 + 2 * 3", 7), ("parse, precedence", "(1 + 2) * 3", 9),
    ("parse, precedence", "true or false and false", True),
    ("parse, precedence", "1 + 1 == 2 and 2 > 1", True), ("parse, white space", " 1\t+   1", 2),
    ("parse, white space", "(1\n+\n1)", 2), ("parse, comment", "(1 + # one\n 1)", 2),
)  # fmt: skip


@pytest.mark.parametrize(("where", "source", "value"), ALIKE)
def test_agrees(where: str, source: str, value: Found) -> None:
    """
    The same is written, and the same comes out, of the same type.
    """
    assert exactly(found(source), value), (where, found(source))


NO_JOINING = "texts cannot grow inside an expression; a message joins words by placeholders"
NO_PARTS = "somebody's words are not searched; 'in' asks whether a whole value is one of several"
NO_METHODS = "nothing is called on a value, so that nothing can be reached through one"
NO_LISTS = "a list stands only after 'in'; a value is a number, a text, or yes and no"
LEFT_TO_RIGHT = "what is left is looked at first, so that an author can put the guard there"
THERE_OR_NOT = "in a condition, an answer that is there counts as yes, and a missing one as no"
MISSING = "a missing answer is neither more nor less, and no reason to get stuck"
ONE_NUMBER = "authors know one kind of number; nobody has to tell 1 from 1.0"
PLAIN = "what an author sees is what is compared: there are no escapes to know"

APART: tuple[tuple[str, str, str, Found, str], ...] = (
    ("logic, and", "false", "2 / 0 > 3 and false", FAILS, LEFT_TO_RIGHT),
    ("logic, or", "true", "2 / 0 > 3 or true", FAILS, LEFT_TO_RIGHT),
    ("logic, and", "an error", "'less' and 'great'", True, THERE_OR_NOT),
    ("logic, or", "an error", "'less' or 'great'", True, THERE_OR_NOT),
    ("logic, or", "an error", "my.none or 0", False, THERE_OR_NOT),
    ("logic, not", "an error", "not 0", True, THERE_OR_NOT),
    ("logic, conditional", "an error", "1 if 'cows' else 17", 1, THERE_OR_NOT),
    ("comparisons, <", "true", "false < true", FAILS, "yes is not more than no"),
    ("comparisons, < of null", "an error", "my.none < my.no", False, MISSING),
    ("comparisons, < of null", "an error", "my.none >= 1", False, MISSING),
    ("basic, null", "null", "None", REFUSED, "what is missing is asked with answered()"),
    ("basic, null", "null", "null", REFUSED, "what is missing is asked with answered()"),
    ("dynamic, arithmetic with null", "an error", "my.none + 1", None, MISSING),
    ("comparisons, lists", "true", "[1] == [1]", REFUSED, NO_LISTS),
    ("comparisons, maps", "true", "{'k': 1} == {'k': 1}", REFUSED, NO_LISTS),
    ("lists, concatenation", "true", "[0] + [3] == [0, 3]", REFUSED, NO_LISTS),
    ("fields, index", "a value", "my.word[0]", REFUSED, NO_METHODS),
    ("fields, in a map", "true", "'k' in {'k': 1}", REFUSED, NO_LISTS),
    ("macros, exists", "true", "any([my.x > 1])", REFUSED, NO_LISTS),
    ("basic, bytes", "bytes", "b'a'", REFUSED, "nobody answers in bytes"),
    ("integer_math, uint", "44", "42u + 2u", REFUSED, ONE_NUMBER),
    ("integer_math, /", "3", "7 / 2", 3.5, f"{ONE_NUMBER}; // is for whole ones"),
    ("integer_math, / towards zero", "-3", "-7 // 2", -4, "as Python: // and % go together"),
    ("integer_math, %", "2", "42 % (-5)", -3, "as Python: // and % go together"),
    ("integer_math, int and double", "an error", "1 + 1.5", 2.5, ONE_NUMBER),
    ("integer_math, 64 bits", "9007199254740993", "9007199254740993", REFUSED,
     "numbers stay where they are exact, with or without a point"),
    ("fp_math, %", "an error", "47.5 % 5.5", 3.5, ONE_NUMBER),
    ("fp_math, / by zero", "infinity", "15.75 / 0.0", FAILS, "infinity is no answer of anybody"),
    ("fp_math, too large", "infinity", "1e15 * 1e15", FAILS, "infinity is no answer of anybody"),
    ("fp_math, too large", "a value", "8.9e307", REFUSED, "infinity is no answer of anybody"),
    ("string, concatenation", "hello", "'he' + 'llo'", FAILS, NO_JOINING),
    ("string, startsWith", "true", "my.word.startswith('tr')", REFUSED, NO_METHODS),
    ("string, contains", "true", "'tr' in my.word", FAILS, NO_PARTS),
    ("string, matches", "true", "matches(my.word, 'tr.*')", REFUSED,
     "a pattern could take for ever on somebody's words"),
    ("conversions, int", "1", "int('1')", REFUSED, "a variable has a type; nothing is converted"),
    ("conversions, string", "1", "str(1)", REFUSED, "a variable has a type; nothing is converted"),
    ("conversions, type", "int", "type(1)", REFUSED, NO_METHODS),
    ("timestamps", "a moment", "timestamp('2026-11-22T00:00:00Z')", REFUSED,
     "time comes in with the event, never from an expression"),
    ("parse, white space", "2", "1 +\n1", REFUSED, "one line, unless in parentheses"),
    ("parse, signs", "true", "!false", REFUSED, "'not', 'and', 'or' are words"),
    ("parse, signs", "true", "true && true", REFUSED, "'not', 'and', 'or' are words"),
    ("parse, signs", "1", "true ? 1 : 2", REFUSED, "'x if c else y' reads as a sentence"),
    ("parse, escapes", "a line feed", r"'\n'", REFUSED, PLAIN),
    ("parse, raw texts", "true", r"'ab' == r'a\x62'", REFUSED, PLAIN),
    ("parse, unicode escapes", "a letter", r"'\u00e9'", REFUSED, PLAIN),
    ("parse, repetition", "7", "-" * 80 + "7", REFUSED, "40 levels are enough for any condition"),
)  # fmt: skip


@pytest.mark.parametrize(("where", "theirs", "source", "value", "why"), APART)
def test_goes_another_way_on_purpose(
    where: str, theirs: str, source: str, value: Found, why: str
) -> None:
    """
    What differs is known, and has its reason.
    """
    assert exactly(found(source), value), (where, theirs, why, found(source))
