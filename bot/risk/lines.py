"""Patterns and the stems at which they are tried: most texts have few of these in them."""

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

REACH = 120
"""A pattern reaches so many characters to either side of its stems."""
PREFIX = 3
"""By so many letters stems are looked up; a shorter one is a whole word."""


@functools.cache
def compiled(source: str) -> re.Pattern[str]:
    """Compile a pattern once."""
    return re.compile(source)


@dataclass(frozen=True, slots=True)
class Way:
    """
    One pattern, compiled when one of its stems first occurs: there are many hundreds.

    ``firm`` counts also where it is negated: the no is a part of it.
    """

    source: str
    firm: bool

    def around(self, said: str, first: int, last: int) -> Iterator[re.Match[str]]:
        """Find it around where its stems first and last occur."""
        end = last + REACH
        if end >= len(said) or self.source.endswith("$"):
            end = len(said)
        return compiled(self.source).finditer(said, max(0, first - REACH), end)


@dataclass(frozen=True, slots=True)
class Line:
    """Patterns that are tried where one of some stems occurs."""

    stems: tuple[str, ...]
    ways: Sequence[Way]


@dataclass(frozen=True, slots=True)
class Lines:
    """A kind's lines; ``starts`` finds stems that begin words by their first letters."""

    lines: Sequence[Line] = ()
    starts: Mapping[str, Sequence[tuple[str, int]]] | None = None

    def occurring(self, said: str) -> Iterator[tuple[Line, int, int]]:
        """Give each line of which a stem is in a text, with its first place and its last."""
        for at, stems in self.stems_in(said):
            first = min(said.find(stem) for stem in stems)
            last = max(said.rfind(stem) for stem in stems)
            yield self.lines[at], first, last

    def stems_in(self, said: str) -> Iterator[tuple[int, Sequence[str]]]:
        """Give each line's number with its stems in a text."""
        if self.starts is None:
            for at, line in enumerate(self.lines):
                if stems := [stem for stem in line.stems if stem in said]:
                    yield at, stems
            return
        padded, found = f" {said}", dict[int, list[str]]()
        for prefix in {word[:PREFIX] for word in said.split()}:
            for stem, at in self.starts.get(prefix, ()):
                if f" {stem}" in padded:
                    found.setdefault(at, []).append(stem)
        yield from found.items()


def lined(stems: Mapping[tuple[str, ...], Sequence[Way]], *, begin: bool) -> Lines:
    """Put lines in order; their stems ``begin`` words, or stand anywhere."""
    lines = [Line(stems_, ways) for stems_, ways in stems.items()]
    if not begin:
        return Lines(lines)
    starts: dict[str, list[tuple[str, int]]] = {}
    for at, line in enumerate(lines):
        for stem in line.stems:
            starts.setdefault(stem.split(" ", 1)[0][:PREFIX], []).append((stem, at))
    return Lines(lines, starts)
