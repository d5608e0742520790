"""
What we promise names the tests that show it, and they are there.

The tests are read, not run: a file, a class, a function, and whether it is one that only
`make chaos` runs.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
PAGES = ("reliability.md", "privacy.md", "threats.md", "operating.md")
TEST = re.compile(r"tests/[\w/]+\.py(?:::\w+)*")
NOTE = re.compile(r"\[\^([\w-]+)\]")
ROW = re.compile(r"^\| ([RT]\d+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
NOT_PROMISED = "not promised"


@cache
def page(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


@cache
def found_in(file: str) -> Mapping[str, bool]:
    """Give the tests of a file, ``Class::test`` or ``test``, and whether each is a long one."""
    path = ROOT / file
    if not path.is_file():
        return {}
    tree = ast.parse(path.read_text("utf-8"))
    return dict(_tests(tree.body, "", is_long=_marked(tree.body)))


def _tests(body: list[ast.stmt], within: str, *, is_long: bool) -> Iterator[tuple[str, bool]]:
    for node in body:
        match node:
            case ast.ClassDef(name=name) if name.startswith("Test"):
                yield name, False
                long = is_long or _chaos(node.decorator_list)
                yield from _tests(node.body, f"{name}::", is_long=long)
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                if name.startswith("test_"):
                    yield within + name, is_long or _chaos(node.decorator_list)
            case _:
                pass


def _chaos(decorators: list[ast.expr]) -> bool:
    return any("mark.chaos" in ast.unparse(one) for one in decorators)


def _marked(body: list[ast.stmt]) -> bool:
    """Say whether a whole file is marked."""
    return any(
        isinstance(node, ast.Assign)
        and "pytestmark" in map(ast.unparse, node.targets)
        and "mark.chaos" in ast.unparse(node.value)
        for node in body
    )


def missing(text: str) -> list[str]:
    """Give what is named in a text and is no test."""
    lost = []
    for named in dict.fromkeys(TEST.findall(text)):
        file, _, test = named.partition("::")
        known = found_in(file)
        if not known or (test and test not in known):
            lost.append(named)
    return lost


def rows(name: str) -> Mapping[str, tuple[str, str]]:
    """Give the rows of a page's tables, by their number."""
    return {number: (said, shown) for number, said, shown in ROW.findall(page(name))}


class TestNamed:
    @pytest.mark.parametrize("name", PAGES)
    def test_are_there(self, name: str) -> None:
        """
        Whoever renames a test that shows a promise mends the page as well.
        """
        assert missing(page(name)) == []

    def test_what_is_not_there_is_found(self) -> None:
        """
        A wrong file, class or function, and a function of another class, are noticed.
        """
        here = "tests/test_promises.py"
        wrong = [
            "tests/test_nothing.py", f"{here}::TestOther::test_are_there",
            f"{here}::TestNamed::test_other", f"{here}::test_are_there",
        ]  # fmt: skip
        right = [here, f"{here}::TestNamed", f"{here}::TestNamed::test_are_there"]

        assert missing(" and `".join([*right, *wrong])) == wrong


class TestReliability:
    def test_every_clause_has_its_row(self) -> None:
        """
        None of the contract is left out, and each has a test.
        """
        found = rows("reliability.md")

        assert sorted(found, key=lambda one: int(one[1:])) == [f"R{one}" for one in range(1, 35)]
        assert [one for one, (_, shown) in found.items() if not TEST.search(shown)] == []

    @pytest.mark.parametrize("number", [f"R{one}" for one in range(1, 35)])
    def test_long_ones_are_said_to_be_long(self, number: str) -> None:
        """
        What `make test` shows and what only `make chaos` shows are told apart.
        """
        shown = rows("reliability.md")[number][1]
        short, _, long = shown.partition("long: ")

        assert [one for one in TEST.findall(short) if _is_long(one)] == []
        assert [one for one in TEST.findall(long) if not _is_long(one)] == []

    def test_figures_stand_between_their_marks(self) -> None:
        """
        There is one place for them, and what stands there is a table.
        """
        found = re.findall(
            r"<!-- figures -->\n(.*?)<!-- end of figures -->", page("reliability.md"), re.DOTALL
        )

        assert len(found) == 1
        assert all(line.startswith("| ") for line in found[0].splitlines())


def _is_long(named: str) -> bool:
    file, _, test = named.partition("::")
    return found_in(file).get(test, False)


class TestThreats:
    def test_every_threat_has_its_row(self) -> None:
        """
        Each is answered: by a test, or by saying what is not promised.
        """
        found = rows("threats.md")

        assert sorted(found, key=lambda one: int(one[1:])) == [f"T{one}" for one in range(1, 38)]
        bare = [
            one
            for one, (said, shown) in found.items()
            if not TEST.search(shown) and NOT_PROMISED not in said.casefold() + shown.casefold()
        ]
        assert bare == []


class TestPrivacy:
    def test_every_promise_has_its_tests(self) -> None:
        """
        Each note in the text is explained at its end by the tests that show it, and the reverse.
        """
        text, _, shown = page("privacy.md").partition("## Shown by")
        notes = dict(re.findall(r"^\[\^([\w-]+)\]: (.+)$", shown, re.MULTILINE))

        assert set(NOTE.findall(text)) == set(notes)
        assert [name for name, tests in notes.items() if not TEST.search(tests)] == []
