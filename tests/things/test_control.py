"""What no agreement may ask for, and what everybody may."""

from pathlib import Path

import pytest
import yaml

from bot.load import load
from bot.things.asking import Asking
from bot.things.control import Control, long

CONTROL = Control(load(Path(__file__).parents[2] / "dialogs").control)

WRITTEN = yaml.safe_load(Path(__file__).with_name("control.yaml").read_text("utf-8"))
REFUSED, PLAIN = WRITTEN["refused"], WRITTEN["plain"]


@pytest.mark.parametrize(
    ("reason", "text"), [(reason, text) for reason, some in REFUSED.items() for text in some]
)
def test_refused(asking: Asking, reason: str, text: str) -> None:
    """Each with the reason that it is refused for."""
    assert CONTROL(asking, {"text": text}) == {"reason": reason}


@pytest.mark.parametrize("text", PLAIN)
def test_needs_are_free(asking: Asking, text: str) -> None:
    """A plain need, and a limit on one named contact, is nobody's control."""
    assert CONTROL(asking, {"text": text}) == {}


def test_no_words(asking: Asking) -> None:
    assert CONTROL(asking, {"text": None}) == {}


@pytest.mark.parametrize(("until", "far"), [("2027-02-21", False), ("2027-02-22", True)])
def test_over_ninety_days(asking: Asking, until: str, far: bool) -> None:
    """It is Monday, 23 November: ninety days are over on a Sunday in February."""
    assert long(asking, {"until": until}) == {"long": far}
