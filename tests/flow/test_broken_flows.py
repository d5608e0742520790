"""Every mistake has its number, and every number its flow."""

import re
from pathlib import Path

import pytest

from bot.load import flow
from bot.shelf import flow_files

FOLDER = Path(__file__).parents[1] / "broken_flows"
CODE = Path(__file__).parents[2] / "bot" / "flow"
FILES = sorted(FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gives_its_number_at_its_line(path: Path) -> None:
    """
    The mistake in a file is the first that is found, where it is, with a sentence.
    """
    first = path.read_bytes().split(b"\n", 1)[0].decode()
    expected = re.fullmatch(r"# expect: (F\d{3}) at line (\d+)", first)
    assert expected, first

    _, problems = flow(path, path.name)

    assert (problems[0].code, problems[0].line) == (expected[1], int(expected[2]))
    assert path.name.startswith(expected[1])
    assert all(len(one.message) > 10 for one in problems)


def test_every_number_has_a_flow() -> None:
    """
    A number that stands in the code stands in a file here, and the other way round.
    """
    mentioned = {
        number
        for path in [*CODE.glob("*.py"), CODE.parent / "load.py"]
        for number in re.findall(r"\bF\d{3}\b", path.read_text("utf-8"))
    }

    assert {path.name[:4] for path in FILES} == mentioned


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_gives_no_other_number(path: Path) -> None:
    """
    An author with one mistake is sent to one line, with words and no names from the code.
    """
    _, problems = flow(path, path.name)

    assert len({(one.code, one.line) for one in problems}) == 1, problems
    for one in problems:
        assert len(one.message.split()) > 2
        assert not re.search(r"[a-z][A-Z]|Shape\b|\bpydantic\b|literal\[|-str\b", one.message)


def test_a_link_is_refused(tmp_path: Path) -> None:
    """
    A link in the content folder could lead out of it.
    """
    link = tmp_path / "linked.yaml"
    link.symlink_to(FILES[0])

    _, problems = flow(link, link.name)

    assert [(one.code, one.line) for one in problems] == [("F002", 1)]


def test_our_own_flows_are_clean() -> None:
    """
    What we ship has none of these mistakes.
    """
    folder = CODE.parents[1] / "dialogs"
    ours = list(flow_files(folder))

    assert ours
    assert not [str(one) for path in ours for one in flow(path, path.name)[1]]


def test_every_number_is_explained() -> None:
    """
    The page for authors has one row for each number in the code, and none for others.
    """
    page = (CODE.parents[1] / "docs" / "flow-checks.md").read_text("utf-8")
    code = "".join(path.read_text("utf-8") for path in CODE.glob("*.py"))

    rows = re.findall(r"^\| (F\d{3}) \|", page, re.MULTILINE)

    assert sorted(rows) == sorted(set(re.findall(r"\bF\d{3}\b", code)))
