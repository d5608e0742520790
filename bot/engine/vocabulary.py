"""
The words that always work, and what people write for each.

They stand in the system texts (``word-back = back, go back``) and count in every language at
once: whoever is upset writes in the language that comes first.
"""

from enum import StrEnum

from bot.engine.speech import Speech
from bot.flow import reply
from bot.flow.outcomes import Phrase

_QUOTES = frozenset(
    "\"'\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u300c\u300d\uff02\uff07"
)


class Word(StrEnum):
    """What somebody may want at any time. ``LEAVE_SURE`` is the yes to the question of `LEAVE`."""

    BACK = "back"
    UNDO = "undo"
    SKIP = "skip"
    PAUSE = "pause"
    RESUME = "resume"
    REPEAT = "repeat"
    HIDE = "hide"
    HELP = "help"
    STOP = "stop"
    LEAVE = "leave"
    LEAVE_SURE = "leave-sure"


class Vocabulary:
    """What people write for each word, in all languages that are there."""

    def __init__(self, speech: Speech) -> None:
        self.words = {
            written: word
            for language in reversed(list(speech.languages))
            for word in Word
            for written in forms(speech, word, language)
        }
        self.longest = 2 * max(map(len, self.words))

    def word(self, text: str) -> Word | None:
        """Give the word that a message is; None when it is anything more than that."""
        # Folding a whole letter only to see that it is no word would be a waste.
        return self.words.get(reply.fold(text)) if len(text) <= self.longest else None

    def command(self, name: str) -> Word | None:
        """Give the word that is meant by a command; each may be written with a stroke before it."""
        return self.word(name.replace("_", " "))

    def unquoted(self, text: str) -> str:
        """
        Take the quotation marks off a word, which is an answer then; leave all else as it is.

        Without this a question whose answer is "stop" could not be answered.
        """
        bare = text.strip()
        quoted = len(bare) > 2 and bare[0] in _QUOTES and bare[-1] in _QUOTES
        return bare[1:-1].strip() if quoted and self.word(bare[1:-1]) else text


def forms(speech: Speech, word: Word, language: str) -> list[str]:
    """Give all that one language writes for a word, folded as answers are."""
    listed = speech.label(Phrase(f"word-{word}"), language)
    return [reply.fold(one) for one in listed.split(",") if reply.fold(one)]
