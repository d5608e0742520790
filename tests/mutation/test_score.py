"""The score counts what was not noticed, and says no below the line."""

import json
from pathlib import Path

import pytest

from tests.mutation import score


@pytest.fixture
def found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Be where nothing has been found yet."""
    monkeypatch.chdir(tmp_path)
    return tmp_path / "mutants" / "bot" / "flow"


def write(folder: Path, module: str, codes: dict[str, int | None]) -> None:
    """Write what was found for one module, as mutmut does."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{module}.py.meta").write_text(json.dumps({"exit_code_by_key": codes}))


@pytest.mark.parametrize(
    ("codes", "share"),
    [
        ({"a": 1, "b": 1, "c": 1, "d": 0}, 75.0),
        ({"a": 1, "b": 36}, 100.0),
        ({"a": 1, "b": -24, "c": 33, "d": None}, 50.0),
        ({"a": 1, "b": 34}, 100.0),
        ({"a": 1, "b": 35}, 50.0),
        ({}, 100.0),
    ],
)
def test_share(codes: dict[str, int | None], share: float) -> None:
    """
    A time that ran out counts as noticed; what no test reaches, or nobody tried, does not.
    """
    assert score.percent(codes) == share


def test_below_the_line(found: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Less than eighty per cent over all modules is a failure, with the names kept.
    """
    write(found, "one", dict.fromkeys("abcdef", 1))
    write(found, "two", {"x": 1, "y": 0, "z": 0})

    assert score.main() == 1

    said = capsys.readouterr().out
    assert "33.3 %  bot/flow/two: 2 of 3 unnoticed" in said.splitlines()[0]
    assert "77.8 %  of 9 changes noticed" in said
    assert "less than 80 %" in said
    assert (found.parents[1] / score.NAMES).read_text() == "y\nz\n"


def test_at_the_line(found: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Eighty per cent is enough.
    """
    write(found, "one", {**dict.fromkeys("abcdefgh", 1), "y": 0, "z": 33})

    assert score.main() == 0

    assert "80.0 %  of 10 changes noticed" in capsys.readouterr().out


def test_nothing_found(found: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    Without a run there is no score.
    """
    assert score.main() == 1

    assert "make mutation" in capsys.readouterr().out


def test_a_part(found: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """
    What was not tried is left out when only a part was meant, and counts otherwise.
    """
    write(found, "one", {**dict.fromkeys("abcdefghi", 1), "y": 0, "u": None, "v": None})

    assert (score.main(["part"]), score.main()) == (0, 1)

    said = capsys.readouterr().out.splitlines()
    assert said[0] == "10 of 12 changes, give or take 18.6 points:"
    assert " 90.0 %  of 10 changes noticed" in said
