"""
Words that sting, and words that take somebody for somebody else.

They stand nowhere in what people read in English: not in messages, on buttons or in titles.
"""

import re
import unicodedata
from collections.abc import Iterator

import pytest

from bot.flow.script import Ask, Place
from tests.content.wording import CONTENT, house

GENDERED = (
    "he she him her his hers himself herself husband wife boyfriend girlfriend hubby fiancé "
    "fiancée man woman men women male female guy lady gentleman bride groom mistress boy girl"
)
"""Nothing is known of who the two are."""
FORM = "marriage marriages married spouse spouses wedding divorce divorced engaged fiancés"
"""Nor of what they are to each other."""
BLAMING = (
    "victim victims cheat cheats cheater cheaters cheated cheating affair affairs infidelity "
    "infidelities unfaithful adultery adulterer betray betrays betrayed betrayer betraying "
    "betrayal perpetrator perpetrators offender offenders abuser abusers culprit liar liars sin "
    "sins sinner innocent guilty traitor scumbag homewrecker"
)
"""People are not what they did, and not what was done to them."""
PRESSING = (
    "you must",
    "you should",
    "you ought",
    "get over it",
    "move on",
    "let it go",
    "at least you",
)
"""Nobody is told what to feel, or when."""
PROMISING = (
    "will be fine",
    "will be okay",
    "will heal",
    "guarantee",
    "we promise",
    "i promise",
    "cure",
)
"""Nobody knows how it ends."""
DIAGNOSING = (
    "ptsd trauma traumatised traumatized narcissist narcissistic toxic codependent addict disorder"
)
"""We are no doctor."""

UNSKIPPABLE: frozenset[str] = frozenset()
"""Questions that have to be answered, each for a reason that is said here; there is none."""


def read() -> Iterator[tuple[str, str]]:
    """Give all that people read, each with where it stands."""
    for flow in CONTENT.flows.values():
        for key, text in flow.texts.items():
            yield f"{flow.id}.{key}", text
    for one in house():
        yield one.place, one.text


PRONOUNS = {f"system.pronouns{which}" for which in ("", "-feminine", "-masculine")}
"""Whoever reads a language that cannot do without is asked how to be spoken of."""

READ = dict(read())


def found(words: str | tuple[str, ...], texts: dict[str, str]) -> list[str]:
    """Give where any of these words stands, as words of their own."""
    several = words.split() if isinstance(words, str) else words
    pattern = re.compile(rf"\b({'|'.join(map(re.escape, several))})\b", re.IGNORECASE)
    return [place for place, text in texts.items() if pattern.search(text)]


@pytest.mark.parametrize(
    "words",
    [GENDERED, FORM, BLAMING, PRESSING, PROMISING, DIAGNOSING],
    ids=["gendered", "form", "blaming", "pressing", "promising", "diagnosing"],
)
def test_stand_nowhere(words: str | tuple[str, ...]) -> None:
    """And one that is planted is found."""
    several = words.split() if isinstance(words, str) else words

    assert set(found(words, READ)) <= PRONOUNS
    assert found(words, {"talk.line": f"Is it {several[-1].upper()}?"}) == ["talk.line"]


def test_no_loud_signs() -> None:
    """No exclamation, and no little pictures: what is written here is serious to who reads it."""
    loud = [place for place, text in READ.items() if "!" in text]
    pictures = [
        place
        for place, text in READ.items()
        if any(unicodedata.category(sign) in ("So", "Sk", "Cs") for sign in text)
    ]

    assert loud == []
    assert pictures == []


def test_everything_may_be_skipped() -> None:
    """Each question has a way past it."""
    asked = [
        f"{flow.id}.{node.id}"
        for flow in CONTENT.flows.values()
        for node in flow.nodes.values()
        if isinstance(node, Ask) and not node.skippable
    ]

    assert set(asked) == UNSKIPPABLE


def test_the_room_says_who_is_asked() -> None:
    """Where both read it, a question begins with the name of whoever it is for."""
    asked = [
        (f"{flow.file}:{node.at.line}", node.text.source)
        for flow in CONTENT.flows.values()
        for node in flow.nodes.values()
        if isinstance(node, Ask) and (fork := flow.fork_of(node.id)) and fork.place is Place.GROUP
    ]

    assert len(asked) > 20
    assert [one for one in asked if not one[1].startswith("{me.name}, ")] == []
