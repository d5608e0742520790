"""
Ways out of other sandboxes lead nowhere here.

The rows are facts about attempts that were published against evaluators and sandboxes for Python,
told in our own syntax: whose it was, and what is tried. Each is refused before anything runs, or
ends in `Failed`; nothing is opened, imported or run, and nothing large or slow comes of it.
"""
# ruff: noqa: E501, RUF001 - tables, and letters that look alike on purpose

import ast
import gc
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.flow.cast import Cast, Person, Plain, Scope, Value
from bot.flow.expr import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_NODES,
    MAX_NUMBER,
    ExpressionError,
    Failed,
    compile_expression,
)  # fmt: skip
from bot.model.couple import Seat

_ZONE = ZoneInfo("UTC")
CAST = Cast(Person("Ana", "en", _ZONE), Person("Ben", "de", _ZONE), Seat.B, room=True)
MINE: dict[str, Value] = {
    "n": 7, "big": MAX_NUMBER, "half": 2.5, "text": "hello", "yes": True, "list": ("a", "b"),
    "huge": 10**400, "endless": float("inf"), "nothing": float("nan"), "long": "x" * 100_000,
    "code": "__import__('os').system('id')", "format": "{0.__class__.__mro__}",
}  # fmt: skip
SCOPE = Scope({"a": MINE, "b": {}, "run": {"topic": "rain"}}, CAST, Seat.A)

SECONDS = 0.1
"""Ten thousand times what a condition takes, so that only something endless is over it."""

_seen: list[str] = []
_watching: list[int] = []


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    # Python's own parser says "compile", and nothing else of it is wanted here. What other threads
    # of the test runner do is theirs.
    mine = threading.get_ident() in _watching
    if mine and event not in ("compile", "sys._getframe"):
        _seen.append(event)


sys.addaudithook(_watch)


@contextmanager
def harmless() -> Iterator[None]:
    """Hold what happens inside to its time, and to touching nothing outside."""
    _seen.clear()
    begin = time.thread_time()
    # What is collected meanwhile was left by others.
    gc.disable()
    _watching.append(threading.get_ident())
    try:
        yield
    finally:
        _watching.clear()
        gc.enable()
    assert _seen == []
    assert time.thread_time() - begin < SECONDS


def outcome(source: str, scope: Scope = SCOPE) -> Plain | ExpressionError | Failed:
    """Compile and evaluate, and give the value or the one of two errors."""
    with harmless():
        try:
            return compile_expression.__wrapped__(source).run(scope)
        except (ExpressionError, Failed) as exc:
            return exc


BUILTINS = "().__class__.__base__.__subclasses__()"

PUBLISHED: tuple[tuple[str, str], ...] = (
    # simpleeval
    ("simpleeval 15, globals of a function", "len.__globals__"),
    ("simpleeval 15, globals of a function", "my.text.func_globals"),
    ("simpleeval 15, from a truth to all classes",
     "True.__class__.__class__.__base__.__subclasses__()[-1].__init__.__globals__['sys'].exit(1)"),
    ("simpleeval 138, frame of a generator",
     "my.walk().gi_frame.f_globals['__builtins__'].exec('1')"),
    ("simpleeval 138, frame of a coroutine", "my.walk().cr_frame.f_builtins"),
    ("simpleeval 138, frame of a generator", "(x for x in [1]).gi_frame.f_back.f_back.f_globals"),
    ("simpleeval CVE-2026-32640, a module by a name", "my.path.os.popen('id').read()"),
    ("simpleeval CVE-2026-32640, a module in a list", "my.list[0].os.popen('id').read()"),
    ("simpleeval CVE-2026-32640, a function in a map", "{'e': eval}['e']('1 + 1')"),
    ("simpleeval CVE-2026-32640, what a function gives", "round(eval)('1 + 1')"),
    ("simpleeval CVE-2026-32640, a function as a value", "exec"),
    ("simpleeval, method resolution order", "my.text.mro()"),
    ("simpleeval, import as a statement", "import sys"),
    ("simpleeval, powers", "9 ** 9 ** 9 ** 9"), ("simpleeval, powers", "pow(9, 99999999)"),
    ("simpleeval, shifts", "1 << 999999999"), ("simpleeval, shifts", "my.n >> 25000"),
    ("simpleeval, long texts", "'text' * 999999999"), ("simpleeval, long texts", "999999999 * 'text'"),
    ("simpleeval, long texts", "my.long * my.big"), ("simpleeval, long texts", "my.long + my.long"),
    ("simpleeval, long texts", "f'{my.long * 9999}'"),
    ("simpleeval, long lists", "my.list * 999999999"), ("simpleeval, long lists", "'a b'.split() * 9"),
    ("simpleeval, long bytes", "'1'.encode() * 999999999"),
    ("simpleeval, large numbers from bytes", "(1).from_bytes(('1' * 99).encode() * 999999, 'big')"),
    ("simpleeval, comprehensions in each other", "[a for a in [b for b in [1] * 999999]]"),
    ("simpleeval, format", "'{x.__class__}'.format(x=my.text)"),
    ("simpleeval, format_map", "'{a.__class__}'.format_map(my.map)"),
    ("simpleeval, literal with braces", "f'{my.text.__class__}'"),
    ("simpleeval, assignment in passing", "(my := 1)"), ("simpleeval, lambda", "(lambda: 1)()"),
    # asteval
    ("asteval 86, reduce of a function", "print.__reduce__()[0]"),
    ("asteval 86, reduce of a value", "my.text.__reduce_ex__(2)[0].__globals__"),
    ("asteval CVE-2025-24359, conversion in a literal", "f'{my.text!r:{my.text.__class__}}'"),
    ("asteval, a file", "open('/etc/passwd').read()"), ("asteval, an array", "zeros(999999999)"),
    ("asteval, endless", "while True: 1"), ("asteval, a function", "def f(): f()"),
    # RestrictedPython
    ("RestrictedPython CVE-2023-37271, stack of a generator",
     "[g.gi_frame.f_back for g in [(g.gi_frame for _ in [1])]]"),
    ("RestrictedPython CVE-2023-41039, format by way of the type", "str.format('{0.__class__}', 1)"),
    ("RestrictedPython CVE-2023-41039, format of a value", "my.format.format(my.text)"),
    ("RestrictedPython CVE-2024-47532, what an error carries", "my.text.nowhere.obj"),
    ("RestrictedPython CVE-2024-47532, module string", "string.Formatter().get_field('0.x', [1], {})"),
    ("RestrictedPython CVE-2025-22153, except star", "try: 1\nexcept* Exception as e: e"),
    ("RestrictedPython, names that begin low", "_getattr_(my.text, '__class__')"),
    # Jinja
    ("Jinja CVE-2016-10745, format", "'{0.__class__.__init__.__globals__}'.format(my.text)"),
    ("Jinja CVE-2019-10906, format_map", "'{x.__class__}'.format_map({'x': 1})"),
    ("Jinja CVE-2024-56326, a method kept and called later", "(my.text.format if true else 1)('x')"),
    ("Jinja CVE-2025-27516, a filter that gives attributes", "attr(my.text, 'format')"),
    ("Jinja CVE-2025-27516, a filter that gives attributes", "my.text | attr('__class__')"),
    ("Jinja, globals of helpers", "cycler.__init__.__globals__.os.popen('id').read()"),
    ("Jinja, braces", "{{ 7 * 7 }}"), ("Jinja, braces", "{% for x in () %}"),
    # numexpr, pandas
    ("numexpr CVE-2023-39631, evaluate", "evaluate('__import__(1)')"),
    ("numexpr CVE-2023-39631, all in one line", f"{BUILTINS}[107].load_module('os').system('id')"),
    ("numexpr, a space before the dot", "my.text .__class__ .__base__"),
    ("pandas, at sign", "@pd.compat.os.system('id')"),
    # Python itself
    ("Python, builtins by name", "__builtins__['eval']('1')"), ("Python, import", "__import__('os')"),
    ("Python, getattr", "getattr(getattr((), '__class__'), '__bases__')"),
    ("Python, vars", "vars()['my']"), ("Python, a class", "type('X', (), {})()"),
    ("Python, debugger", "breakpoint()"), ("Python, help", "help()"), ("Python, input", "input()"),
    ("Python, the printer of the licence", "license._Printer__setup()"),
    ("Python, letters that fold", "ｅｖａｌ('1')"), ("Python, letters that fold", "𝓮𝔁𝓮𝓬('1')"),
    ("Python, letters that fold", "my.ｔｅｘｔ.__ｃｌａｓｓ__"),
    ("Python, underscores that fold", "my.text.＿＿class＿＿"),
    ("Python, escapes in a text", r"'\x5f\x5fclass\x5f\x5f'"),
    ("Python, escapes in a text", r"'\N{LATIN SMALL LETTER A}' == 'a'"),
    ("Python, half a letter", r"'\ud800'"), ("Python, half a letter", "'\ud800'"),
    ("Python, a line that goes on", "my.\\\ntext"),
    ("Python, width of a number in a text", "'%999999999d' % 1"),
    ("Python, width of a number in a text", "f'{1:>999999999}'"),
    ("Python, literal within a literal", "f'{f\"{my.text.upper()}\"}'"),
    ("Python, star", "min(*my.list)"), ("Python, two stars", "max(**my.list)"),
    ("Python, keyword", "max(1, 2, key=eval)"), ("Python, keyword", "max([1], default=eval)"),
    ("Python, decorator", "@eval\ndef f(): 1"), ("Python, match", "match my.text:\n case str(): 1"),
    ("Python, await", "await my.text"), ("Python, yield", "(yield my.text)"),
    ("Python, async", "[x async for x in my.text]"), ("Python, walrus", "[y := 1, y]"),
    ("Python, slice", "my.text[::-1]"), ("Python, starred list", "my.n in [*my.list]"),
    ("Python, list in a list", "my.n in [[1]]"), ("Python, matrix product", "my.n @ my.n"),
    ("Python, coding comment", "# coding: utf-7\n+AF8AXw-"), ("Python, nul", "my.n\x00.real"),
    ("Python, two statements", "my.n; exit()"), ("Python, type comment", "my.n # type: ignore\n; exit()"),
    ("Python, large literal", "9" * 480), ("Python, large literal", "0x" + "f" * 400),
    ("Python, large literal", "1e308 * 10"), ("Python, complex number", "1j * 1j"),
    ("Python, ellipsis", "... == 1"), ("Python, identity", "my.n is 7"),
    # Other languages of expressions
    ("SpEL", "T(java.lang.Runtime).getRuntime().exec('id')"), ("OGNL", "%{#a=1}"),
    ("Groovy, shell", "${'id'.execute()}"), ("JavaScript", "this.constructor.constructor('1')()"),
)  # fmt: skip


@pytest.mark.parametrize(("whose", "source"), PUBLISHED)
def test_leads_nowhere(whose: str, source: str) -> None:
    """
    An author's mistake, or a failure; never a value, and nothing has happened.
    """
    found = outcome(source)

    assert isinstance(found, ExpressionError | Failed), whose
    assert len(str(found).split()) > 2
    assert "Error" not in str(found)


@pytest.mark.parametrize(
    "field", ["__class__", "__dict__", "__init__", "real", "format", "gi_frame"]
)
@pytest.mark.parametrize("scope", ["my", "partner", "hurt", "repairing", "a", "b", "run", "me"])
def test_a_name_is_looked_up_among_answers(scope: str, field: str) -> None:
    """
    What looks like an attribute is the name of an answer, and nobody gave one.
    """
    answered = field == "format" and scope in ("my", "a", "me", "repairing")

    found = outcome(f"{scope}.{field}")

    assert found == (MINE["format"] if answered else None)


@pytest.mark.parametrize("source", ["my.code", "my.format", "my.code == my.code", "len(my.code)"])
def test_what_somebody_wrote_is_only_a_text(source: str) -> None:
    """
    Words that look like code are compared, counted and given back, and never read.
    """
    assert outcome(source) in (MINE["code"], MINE["format"], True, len(str(MINE["code"])))


@pytest.mark.parametrize("bad", ["huge", "endless", "nothing", "big"])
@pytest.mark.parametrize(
    "source",
    ["my.{0} + 1", "my.{0} * 9", "9 * my.{0}", "my.{0} / 3 + my.{0}", "-my.{0} - 1",
     "round(my.{0}) + 1", "min(my.{0}, 0) - 1 + my.{0} + 1", "max(my.{0}, 1) + 1"],
)  # fmt: skip
def test_numbers_stay_small(source: str, bad: str) -> None:
    """
    Whatever number is already there, none comes out that is too large, or none at all.
    """
    found = outcome(source.format(bad))

    assert isinstance(found, Failed) or (
        isinstance(found, int | float) and abs(found) <= MAX_NUMBER
    )


class TestBudget:
    """Length, parts, levels and time."""

    def test_of_levels(self) -> None:
        """
        Forty levels are accepted, and not one more, whatever they are made of.
        """
        for opening, levels in (("-", 1), ("not ", 1)):
            deepest = opening * (MAX_DEPTH - levels) + "1"
            assert not isinstance(outcome(deepest), ExpressionError)
            assert "deep" in str(outcome(opening + deepest))
        sums = "+".join(["1"] * MAX_DEPTH)
        assert outcome(sums) == MAX_DEPTH
        assert "deep" in str(outcome(f"{sums}+1"))

    def test_of_parts(self) -> None:
        """
        A hundred and sixty parts are accepted, and not one more.
        """
        # The comparison and its sign, the name, its owner and how both are used, the list and its.
        fits = f"my.n in [{','.join(['7'] * (MAX_NODES - 8))}]"

        assert outcome(fits) is True
        assert "too long" in str(outcome(fits.replace("]", ",7]")))

    def test_of_characters(self) -> None:
        """
        Five hundred characters, blanks and all.
        """
        assert outcome("my.n".ljust(MAX_CHARACTERS)) == 7
        assert "longer" in str(outcome("my.n".ljust(MAX_CHARACTERS + 1)))

    @pytest.mark.parametrize("open_", ["(", "[", "{", "-", "+", "~", "not ", "lambda:", "f("])
    @pytest.mark.parametrize("count", [50, 99, 199, 201, 450, 100_000])
    def test_of_what_is_opened(self, open_: str, count: int) -> None:
        """
        However much is opened, and whether or not it is closed, one sentence comes back.
        """
        closing = {"(": ")", "[": "]", "{": "}", "f(": ")"}.get(open_, "")

        found = [outcome(open_ * count), outcome(open_ * count + "1" + closing * count)]

        # Brackets around one value are no part of the expression, up to what Python's parser bears.
        bare = open_ == "(" and count < 200
        assert isinstance(found[0], ExpressionError)
        assert found[1] == 1 if bare else isinstance(found[1], ExpressionError)

    def test_of_the_stack(self) -> None:
        """
        The deepest expression runs where a hundred and fifty calls are left.
        """
        deepest = [
            compile_expression("not " * (MAX_DEPTH - 1) + "1"),
            compile_expression("-" * (MAX_DEPTH - 1) + "1"),
            compile_expression("+".join(["my.n"] * 25)),
        ]
        limit, depth = sys.getrecursionlimit(), _depth()

        sys.setrecursionlimit(depth + 150)
        try:
            values = [one.run(SCOPE) for one in deepest]
        finally:
            sys.setrecursionlimit(limit)

        assert values == [False, -1, 7 * 25]


def _depth() -> int:
    frame, depth = sys._getframe(), 0
    while frame := frame.f_back:  # type: ignore[assignment]
        depth += 1
    return depth


SIGNS = st.sampled_from(
    ["my.n", "my.text", "my.yes", "my.none", "my.list", "my.huge", "my.endless", "my.nothing",
     "my.long", "hurt.n", "run.topic", "me.name", "couple.room", "0", "1", "-1", "2.5", "1e15",
     "'a'", "''", "true", "false", "True", "None", "...", "len", "(", ")", "[", "]", "{", "}", ",",
     ":", "=", "==", "!=", "<", "<=", ">", ">=", "in", "not", "and", "or", "if", "else", "is", "+",
     "-", "*", "/", "//", "%", "**", "<<", "@", "~", "lambda", "for", "await", "yield", ":=", ".",
     "len(", "min(", "max(", "round(", "answered(", "eval(", "__import__(", "f'{", "}'", "b'", "#",
     "\\", "\n", "\t", "\x00", "\ud800", "ｍｙ", "__class__", "*", ";", "'", '"'],
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(SIGNS, max_size=60).map(" ".join), st.lists(SIGNS, max_size=60).map("".join),
    st.text(max_size=600), st.text("my.n()[]'\"+-*/%<>=!,:0189 \\\n", max_size=600),
)  # fmt: skip


@settings(max_examples=400)
@given(TEXTS)
def test_any_text_is_an_expression_or_none(source: str) -> None:
    """
    Up to 600 characters of anything: a sentence to the author, a failure, or a value of a kind.
    """
    found = outcome(source)

    assert found is None or isinstance(found, ExpressionError | Failed | str | int | float | tuple)


VALUES: st.SearchStrategy[Value] = st.one_of(
    st.integers(), st.floats(), st.booleans(), st.text(max_size=20),
    st.lists(st.text(max_size=3), max_size=3).map(tuple), st.integers(-3, 3),
)  # fmt: skip
NAMES = ("x", "y", "z")


def _deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    signs = ("+", "-", "*", "/", "//", "%", "==", "!=", "<", "<=", ">", ">=", "and", "or")
    return st.one_of(
        st.tuples(inner, st.sampled_from(signs), inner).map(lambda it: f"({' '.join(it)})"),
        st.tuples(inner, inner, inner).map(lambda it: f"({it[0]} if {it[1]} else {it[2]})"),
        st.tuples(st.sampled_from(("min", "max")), two).map(
            lambda it: f"{it[0]}({', '.join(it[1])})"
        ),
        st.tuples(st.sampled_from(("len", "answered", "round", "not ", "-")), inner).map(
            lambda it: f"({it[0]}({it[1]}))"
        ),
        two.map(lambda it: f"({it[0]} in [{it[1]}, 'a', 1])"),
    )


EXPRESSIONS = st.recursive(
    st.one_of(
        st.sampled_from([f"my.{name}" for name in NAMES]),
        st.sampled_from(["0", "1", "2.5", "'a'", "''", "true", "false", "me.name", "couple.room"]),
    ),
    _deeper,
    max_leaves=12,
)


@settings(max_examples=400)
@given(EXPRESSIONS, st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, VALUES)))
def test_any_expression_gives_a_small_value_or_fails(source: str, mine: dict[str, Value]) -> None:
    """
    Whatever was answered: no other error, nothing larger than what went in, and the same again.
    """
    scope = Scope({"a": mine}, CAST, Seat.A)

    found = outcome(source, scope)

    if isinstance(found, ExpressionError):
        assert "too" in str(found) or "longer" in str(found)
        return
    if isinstance(found, Failed):
        return
    given_texts = {"a", "", "Ana", *(one for one in mine.values() if isinstance(one, str))}
    match found:
        case None | bool():
            pass
        case int() | float():
            one_of_mine = any(found is one for one in mine.values())
            assert one_of_mine or -MAX_NUMBER <= found <= MAX_NUMBER
        case str():
            assert found in given_texts
        case _:
            assert found in mine.values()
    again = outcome(source, scope)
    assert again == found or found != found  # noqa: PLR0124 - an answer that is no number


def test_the_tree_has_only_what_is_listed() -> None:
    """
    Of all parts that Python's grammar has, those that can be built are known by name.
    """
    samples = {
        "x if c else y": "1 if true else 2", "or": "true or true", "compare": "1 < 2",
        "call": "len('a')", "minus": "-1", "times": "2 * 2", "name": "my.n", "in": "1 in [1]",
        "in a tuple": "1 in (1, 2)", "not": "not true", "not in": "1 not in [1]",
    }  # fmt: skip
    built = {
        type(part).__name__
        for source in samples.values()
        for part in ast.walk(compile_expression(source).tree)
        if isinstance(part, ast.expr)
    }

    assert built == {
        "IfExp", "BoolOp", "Compare", "Call", "UnaryOp", "BinOp", "Attribute", "Name", "Constant",
        "List", "Tuple",
    }  # fmt: skip
