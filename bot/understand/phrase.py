"""
Compare what was said with phrases that have slots.

A slot takes one word or several, whatever its reader understands. Everything else has to be
there word by word, accents aside.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TypeAlias

from bot.understand.plain import bare

Reader: TypeAlias = Callable[[str], float | None]
Slots: TypeAlias = dict[str, float]

# "Neunzehnhundert" is one word, "one hundred and twenty five" is five.
_WIDEST = 5
# More words than any phrase can take; what is longer need not be tried.
_LONGEST = 14


def fill(
    phrases: Iterable[str], said: str, readers: Mapping[str, Reader]
) -> Iterator[tuple[str, Slots]]:
    """Give each phrase that says the same, with what stands in its slots."""
    words = tuple(said.split())
    if len(words) > _LONGEST:
        return
    for phrase in phrases:
        for slots in _filled(split(phrase), words, readers):
            yield phrase, slots


def _filled(
    phrase: tuple[str, ...], words: tuple[str, ...], readers: Mapping[str, Reader]
) -> Iterator[Slots]:
    if not phrase or not words:
        if not phrase and not words:
            yield {}
        return
    first, rest = phrase[0], phrase[1:]
    if first not in readers:
        if bare(words[0]) == first:
            yield from _filled(rest, words[1:], readers)
        return
    for width in range(1, min(_WIDEST, len(words)) + 1):
        value = readers[first](" ".join(words[:width]))
        if value is not None:
            for slots in _filled(rest, words[width:], readers):
                yield {first: value, **slots}


@lru_cache(maxsize=1024)
def split(phrase: str) -> tuple[str, ...]:
    """Give the words of a phrase of ours without accents. It is kept: never for people's words."""
    return spoken(phrase)


def spoken(said: str) -> tuple[str, ...]:
    """Give the words that somebody said without accents."""
    return tuple(bare(said).split())


def without(said: str, before: Collection[str], after: Collection[str] = ()) -> str:
    """Take off phrases in front and behind, as long as something is left."""
    words = said.split()
    while cut := _fits(words, before, split):
        words = words[cut:]
    while cut := _fits(words[::-1], after, _backwards):
        words = words[:-cut]
    return " ".join(words).rstrip(" ,.").lstrip(" ,")


def _fits(
    words: list[str], phrases: Collection[str], order: Callable[[str], tuple[str, ...]]
) -> int:
    first = tuple(bare(word).strip(",") for word in words[:_WIDEST])
    fitting = (
        len(order(phrase)) for phrase in phrases if first[: len(order(phrase))] == order(phrase)
    )
    return max((length for length in fitting if length < len(words)), default=0)


def _backwards(phrase: str) -> tuple[str, ...]:
    return split(phrase)[::-1]
