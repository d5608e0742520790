"""
Phrases that were written before anybody had seen the patterns, in two halves.

The patterns may learn from ``practised``; from ``held_out`` they never do, so it says what they are
worth on words that nobody has seen. Its bounds are what was reached, not what is wished for.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import yaml

from bot.risk import KINDS
from tests.risk.test_net import NETS

HALVES = Path(__file__).parent / "halves"
LEAST = {"en": (0.7, 0.85, 0.85), "es": (0.5, 0.6, 0.8), "de": (0.5, 0.6, 0.7)}
"""The least shares found of each kind, in the order of `bot.risk.KINDS`."""
MOST = {"en": 0.04, "es": 0.1, "de": 0.1}
"""The greatest share of harmless ones, most of them figures of speech, that is taken for risk."""


def held_out(language: str) -> Mapping[str, Sequence[str]]:
    """Give the phrases of a language by kind, and the harmless ones under ``none``."""
    found = yaml.safe_load((HALVES / f"held_out_{language}.yaml").read_text("utf-8"))
    assert {*found} >= {*KINDS, "none"}
    return found  # type: ignore[no-any-return]


@pytest.mark.parametrize("language", LEAST)
@pytest.mark.parametrize("kind", KINDS)
def test_recall(language: str, kind: str) -> None:
    some = held_out(language)[kind]

    found = sum(kind in NETS[language].find(one) for one in some)

    assert found >= LEAST[language][KINDS.index(kind)] * len(some)


@pytest.mark.parametrize("language", LEAST)
def test_false_alarms(language: str) -> None:
    some = held_out(language)["none"]

    wrong = sum(bool(NETS[language].find(one)) for one in some)

    assert wrong <= MOST[language] * len(some)
