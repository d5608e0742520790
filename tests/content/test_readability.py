"""
Every English text reads like somebody speaking: short, plain, one thought at a time.

Reading age is measured with Flesch and Kincaid's grade, which counts words and syllables.
"""

import re
from collections.abc import Iterable

import pytest
import readability  # type: ignore[import-untyped]

from tests.content.wording import CONTENT, Message, house, messages

GRADE, HARDEST = 7.0, 8.0
"""A flow as a whole is for somebody of twelve years; one message may be a little harder."""
ENOUGH = 10
"""So many words a message has, at least, for a measure of it to say something."""
LONGEST, LONGEST_OF_THE_HOUSE = 25, 32
"""So many words a sentence has, at most."""
SENTENCES, WORDS = 3, 45
"""More is more than one thought."""
BEFORE = 2
"""So many sentences may stand beside a question."""

AS_VALIDATED = {"screen.h", "screen.r", "screen.k"}
"""Items of a measure: in other words they would measure something else."""
HELD = {"safe_now", "safe_with"}
"""Whoever writes of dying or of violence is heard and given lines in one and the same message."""

_WORD = re.compile(r"[\w’'-]+|[.,:;?!]")

FLOWS = sorted(CONTENT.flows)
HOUSE = list(house())


def said(flow: str) -> list[Message]:
    """Give all that a flow says."""
    return list(messages(CONTENT.flows[flow]))


def grade(messages: Iterable[Message]) -> float:
    """Give the years of school that messages ask for; what others wrote in them is left out."""
    spoken = "\n".join(" ".join(_WORD.findall(one)) for m in messages for one in m.sentences)
    if not spoken:
        return 0.0
    return float(readability.getmeasures(spoken, lang="en")["readability grades"]["Kincaid"])


def too_hard(message: Message) -> bool:
    """Say whether one message asks for more than its flow may."""
    enough = len(message.ours.split()) >= ENOUGH and message.place not in AS_VALIDATED
    return enough and grade([message]) > HARDEST


def crowded(message: Message) -> bool:
    """Say whether a message holds more than one thought, or a question too much around it."""
    if message.opens or message.place.partition(".")[0] in HELD:
        return False
    if not message.asks:
        return len(message.sentences) > SENTENCES or len(message.ours.split()) > WORDS
    return sum("?" not in one for one in message.sentences) > BEFORE


def too_long(message: Message, most: int) -> bool:
    """Say whether a sentence of it takes too long a breath."""
    return any(len(one.split()) > most for one in message.sentences)


@pytest.mark.parametrize("flow", FLOWS)
def test_flow_is_for_twelve_years(flow: str) -> None:
    """All of a flow together, and each message of it."""
    told = said(flow)

    assert grade(told) <= GRADE
    assert [(one.at, one.plain) for one in told if too_hard(one)] == []


@pytest.mark.parametrize("flow", FLOWS)
def test_one_thought_a_message(flow: str) -> None:
    """Few sentences, none of them long, and at most two beside a question."""
    told = said(flow)

    assert [(one.at, one.plain) for one in told if crowded(one) or too_long(one, LONGEST)] == []


def test_texts_of_the_house() -> None:
    """What belongs to no flow is as plain; some of it explains, and takes longer for it."""
    assert grade(HOUSE) <= GRADE
    assert [one.place for one in HOUSE if too_hard(one)] == []
    assert [one.place for one in HOUSE if too_long(one, LONGEST_OF_THE_HOUSE)] == []


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("It is good. It is fine. It is well. What is it?", True),
        ("It is good. It is fine. It is well. It is there.", False),
        ("One may go on and on, " + "and on, " * 12 + "until it ends.", False),
    ],
    ids=["question", "thoughts", "breath"],
)
def test_too_much_is_noticed(text: str, asks: bool) -> None:
    """The rules find what they are there for."""
    message = Message("talk.line", "talk.yaml:1", text, asks=asks)

    assert crowded(message) or too_long(message, LONGEST)


def test_hard_words_are_noticed() -> None:
    """So does the measure."""
    text = "Ann, consider the considerable responsibility you will necessarily anticipate in it."

    assert too_hard(Message("talk.line", "talk.yaml:1", text))
