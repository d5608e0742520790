"""What authors are told, word for word."""

from tests.flow.odd import ODD
from tests.flow.sentences import FILE, written
from tests.flow.test_read_flows import found


def test_are_those_that_were_read() -> None:
    """
    Each sentence, its place and its number; `python -m tests.flow.sentences` writes them anew.
    """
    assert written().splitlines() == FILE.read_text("utf-8").splitlines()


def test_what_is_sound() -> None:
    """The flow around the odd ones has nothing to mend."""
    assert found(ODD["sound"]) == ()
