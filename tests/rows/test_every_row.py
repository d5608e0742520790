"""
Every row of the table of bad inputs has a test that bears its number.

The tests are read, not run: whatever gives a test its name, in a decorator or in a table that a
decorator names, counts when it begins with ``row-`` and the number; and so does ``@row(number)``.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
ROWS = range(1, 121)
LATER: dict[int, str] = {}
_NAME = re.compile(r"(?:^|\W)row-(\d{1,3})(?!\d)")


def rows_in(source: str) -> Mapping[int, list[str]]:
    """Give the rows that a file's tests are named after, each with its tests."""
    found: dict[int, list[str]] = defaultdict(list)
    tree = ast.parse(source)
    tables = {
        target.id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for test, decorators in _tests(tree.body, ()):
        for decorator in decorators:
            if _called(decorator) == "row":
                found[_number(decorator)].append(test)
            for text in _texts(decorator, tables):
                for number in _NAME.findall(text):
                    found[int(number)].append(test)
    return found


@cache
def everywhere() -> Mapping[int, list[str]]:
    """Give all rows, with the tests of the whole suite."""
    found: dict[int, list[str]] = defaultdict(list)
    for file in sorted(TESTS.rglob("test_*.py")):
        name = file.relative_to(TESTS).as_posix()
        source = file.read_text("utf-8")
        if "row" in source:
            for number, tests in rows_in(source).items():
                found[number] += [f"{name}::{test}" for test in tests]
    return found


@pytest.mark.parametrize("number", ROWS)
def test_has_a_test(number: int) -> None:
    """
    A row without one is a promise that nobody looks after; what is for later says why.
    """
    assert everywhere()[number] or number in LATER


def test_there_is_no_other_row() -> None:
    """
    A number outside the table is a slip.
    """
    assert set(everywhere()) - set(ROWS) == set()


SAMPLE = '''
"""A word about row-1."""
CASES = {"3-one": 1, "row-4": 2}
NAMES = ["row-5"]

@pytest.mark.parametrize("x", [pytest.param(1, id="row-2-first"), 7])
class TestOne:
    # row-9
    def test_a(self): return "row-8"
    def helper(self): ...

@pytest.mark.parametrize("x", CASES)
def test_b(x): ...

@pytest.mark.parametrize("x", [1], ids=lambda one: f"row-6-{one}")
def test_c(x): ...

@pytest.mark.parametrize("x", [pytest.param(n, id=n) for n in NAMES])
def test_d(x): ...

@row(10, "a case")
async def play(): ...

@pytest.mark.parametrize("x", ["row-7"])
def not_a_test(x): ...
'''


def test_what_counts() -> None:
    """
    Names of tests do; remarks, other functions and what a test says do not.
    """
    assert rows_in(SAMPLE) == {
        2: ["TestOne.test_a"], 4: ["test_b"], 5: ["test_d"], 6: ["test_c"], 10: ["play"],
    }  # fmt: skip


def _tests(
    body: list[ast.stmt], above: tuple[ast.expr, ...], within: str = ""
) -> Iterator[tuple[str, tuple[ast.expr, ...]]]:
    """Give every test, and the rows' plays, with all decorators that hold for them."""
    for node in body:
        match node:
            case ast.ClassDef(name=name) if name.startswith("Test"):
                yield from _tests(node.body, (*above, *node.decorator_list), f"{name}.")
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                rows = any(_called(one) == "row" for one in node.decorator_list)
                if name.startswith("test_") or rows:
                    yield f"{within}{name}", (*above, *node.decorator_list)
            case _:
                pass


def _texts(node: ast.expr, tables: Mapping[str, ast.expr]) -> Iterator[str]:
    """Give all texts that stand in an expression, and in the tables that it names."""
    seen: set[str] = set()
    waiting = [node]
    while waiting:
        for part in ast.walk(waiting.pop()):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value
            elif isinstance(part, ast.Name) and part.id in tables and part.id not in seen:
                seen.add(part.id)
                waiting.append(tables[part.id])


def _called(node: ast.expr) -> str:
    return node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def _number(call: ast.expr) -> int:
    first = call.args[0] if isinstance(call, ast.Call) else None
    assert isinstance(first, ast.Constant)
    return int(str(first.value))
