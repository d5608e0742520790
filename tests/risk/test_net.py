"""The net: what it finds in invented phrases of each language, and what it lets pass."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from bot.errors import FlowError
from bot.risk import KINDS, checked, read_nets
from bot.risk.normal import normal

HERE = Path(__file__).parent
SAFETY = HERE.parents[1] / "dialogs" / "safety"
NETS = read_nets(SAFETY)
_WAYS = re.compile(r"\{([^{}]*)\}")


def phrases(language: str, kind: str) -> list[str]:
    """Give every phrase that the frames of a kind stand for."""
    frames = yaml.safe_load((HERE / f"{language}.yaml").read_text("utf-8"))[kind]
    return [phrase for frame in frames for phrase in spread(frame)]


def spread(frame: str) -> Iterator[str]:
    """Give each of a frame's ways."""
    parts = _WAYS.split(frame)
    ways = [part.split("|") if at % 2 else [part] for at, part in enumerate(parts)]
    return ("".join(one) for one in itertools.product(*ways))


@pytest.mark.parametrize("language", NETS)
class TestPhrases:
    def test_enough_of_them(self, language: str) -> None:
        """Three hundred of risk, and as many harmless ones as a measure needs."""
        risky = [one for kind in KINDS for one in phrases(language, kind)]

        assert len(set(risky)) >= 300
        assert len(set(phrases(language, "none"))) >= 50

    @pytest.mark.parametrize("kind", KINDS)
    def test_recall(self, language: str, kind: str) -> None:
        """At least 95 of 100 are found, as what they are."""
        some = phrases(language, kind)

        missed = [one for one in some if kind not in NETS[language].find(one)]

        assert len(missed) <= 0.05 * len(some), missed

    def test_false_alarms(self, language: str) -> None:
        """Of talk without risk, at most two messages in a hundred are taken for it."""
        some = phrases(language, "none")

        wrong = [one for one in some if NETS[language].find(one)]

        assert len(wrong) <= 0.02 * len(some), wrong


PLAIN = re.compile(
    r"suicid|kill (?:my|him|her|me)|want to die|end my life|self.?harm|cut(?:ting)? my|overdose"
    r"|\b(?:hit|hits|hitting|beat|beats|punch\w*|slap\w*|kick\w*|chok\w*|hurt\w*|push\w*)"
    r" (?:me|him|her|my)\b"
    r"|abus|violen|rape|threat|die\b|dead\b|kill",
    re.IGNORECASE,
)
"""What somebody might look for who has an hour: plain words."""


class TestVoices:
    """Phrases of many people, one by one; `voices_en.yaml` says how they came about."""

    VOICES = yaml.safe_load((HERE / "voices_en.yaml").read_text("utf-8"))

    @pytest.mark.parametrize("kind", KINDS)
    def test_recall(self, kind: str) -> None:
        some = self.VOICES[kind]

        missed = [one for one in some if kind not in NETS["en"].find(one)]

        assert len(missed) <= 0.15 * len(some), missed

    def test_false_alarms(self) -> None:
        """Half of these were written to sound like risk; of others fewer than two in a hundred."""
        some = self.VOICES["none"]

        wrong = [one for one in some if NETS["en"].find(one)]

        assert len(wrong) <= 0.04 * len(some), wrong

    def test_better_than_plain_words(self) -> None:
        """More is found than by looking for words, with a third of its false alarms."""
        risky = [one for kind in KINDS for one in self.VOICES[kind]]
        harmless = self.VOICES["none"]

        by_words = sum(PLAIN.search(one) is not None for one in risky)
        false_by_words = sum(PLAIN.search(one) is not None for one in harmless)
        found = sum(bool(NETS["en"].find(one)) for one in risky)
        false = sum(bool(NETS["en"].find(one)) for one in harmless)

        assert found >= 1.5 * by_words
        assert false <= false_by_words / 3


class TestNormal:
    @pytest.mark.parametrize(
        ("written", "seen"),
        [
            ("I DON\u2019T   want", "i dont want"),
            ("k i l l myself", "kill myself"),
            ("k.i.l.l myself", "kill myself"),
            ("su1c1de", "suicide"),
            ("d*e", "die"),
            ("diiiiie", "diie"),
            ("Me hago DAÑO", "me hago dano"),
            ("Ich hab's satt, wirklich.", "ich habs satt . wirklich ."),
            ("the 3rd of May", "the 3rd of may"),
        ],
    )
    def test_means_the_same(self, written: str, seen: str) -> None:
        assert normal(written) == seen


class TestReading:
    def test_bad_pattern(self, tmp_path: Path) -> None:
        """Whoever writes one learns in which file, and what is wrong."""
        (tmp_path / "en.yaml").write_text("kinds: {self_harm: {kill: ['(kill']}}", "utf-8")

        with pytest.raises(FlowError, match="cannot be read"):
            checked(read_nets(tmp_path))

    def test_ours_can_be_read(self) -> None:
        assert checked(NETS) == NETS

    def test_unknown_kind(self, tmp_path: Path) -> None:
        (tmp_path / "en.yaml").write_text("kinds: {sadness: {sad: ['sad']}}", "utf-8")

        with pytest.raises(FlowError, match="unknown kind 'sadness'"):
            read_nets(tmp_path)


def test_long_text_is_quick() -> None:
    """A giant text is looked at in its first part, and ends."""
    assert NETS["en"].find("I want to die. " + "aaa " * 100_000) == {"self_harm"}
