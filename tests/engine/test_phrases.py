"""Finding the phrases that turn an apology into an excuse."""

import pytest

from bot.things.phrases import Phrases
from tests.engine.stage import CONTENT

PHRASES = Phrases(CONTENT.phrases)


def finds(texts: list[str]) -> str:
    return PHRASES(texts, "en")


class TestPhrases:
    @pytest.mark.parametrize(
        ("said", "found"),
        [
            ("I am sorry that I lied.", ""),
            ("I lied, but I was tired.", "“but”"),
            ("The butter was gone, and the tribute too.", ""),
            ("BUT I was tired", "“but”"),
            ("I didn't mean to", "“didn't mean to”"),
            ("I didn\u2019t mean to", "“didn't mean to”"),
            ("i didnt mean to", "“didnt mean to”"),
            ("You  made\nme do it", "“you made me”"),
            ("\uff39ou made me", "“you made me”"),
            ("Everyone does it, but you did too", "“everyone does”, “but”, “you did too”"),
            ("but, but, but", "“but”"),
            ("", ""),
        ],
    )
    def test_finds_whole_words(self, said: str, found: str) -> None:
        """Words match whole, in order, each once, whatever their case or apostrophe."""
        assert finds([said]) == found

    @pytest.mark.parametrize(
        ("said", "found"),
        [
            ("I'm sorry if you felt hurt", "“sorry if you felt”"),
            ("im sorry if i hurt you", "“sorry if i hurt you”"),
            ("sorry if it hurt", "“sorry if it hurt”"),
        ],
    )
    def test_gives_overlapping_ones_as_one(self, said: str, found: str) -> None:
        """Where phrases overlap, all that they cover is given once."""
        assert finds([said]) == found

    def test_looks_through_every_text(self) -> None:
        """Several texts are looked through as they come."""
        assert finds(["But why", "I was only tired"]) == "“but”, “i was only”"

    def test_knows_none(self) -> None:
        """Without a list nothing is an excuse."""
        assert Phrases({})(["but"], "en") == ""

    def test_takes_its_time_linearly(self) -> None:
        """A hundred thousand signs are looked through in no time worth noticing."""
        assert finds(["sorry  " * 15_000]) == ""

    @pytest.mark.parametrize("phrase", CONTENT.phrases["en"])
    def test_finds_each_on_the_list(self, phrase: str) -> None:
        """No phrase on the list is written so that it can never match."""
        assert phrase.casefold() in finds([f"Well, {phrase}, you know."])
