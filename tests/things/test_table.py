"""What flows may ask for is what is done, under the same names."""

from typing import get_args

from bot.flow.deeds import DEEDS, DeedName
from bot.things.table import doings


def test_every_deed_is_described_and_done() -> None:
    """The names that an editor offers, their descriptions and what does them are the same."""
    assert set(get_args(DeedName)) == set(DEEDS) == set(doings({}))


def test_what_is_optional_is_taken() -> None:
    """Nothing is optional that cannot be given."""
    assert all(deed.optional <= set(deed.takes) for deed in DEEDS.values())
