"""
Find words of risk in a text: ``self_harm``, ``partner_violence``, ``violence_by_self``.

It works in three steps. A pattern is tried around its stem, where that occurs, which keeps it fast.
A hit counts unless somebody says no to it just before, in the same clause, or it is about somebody
else; and if it is still there when ways of speaking that only sound like risk are taken out.
"""

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.risk.normal import normal

SELF_HARM = "self_harm"
KINDS = ("self_harm", "partner_violence", "violence_by_self")
BEFORE = 5
"""So many words before a hit are looked at for a no."""
REACH = 160
"""A pattern reaches so many characters to either side of its stem."""
LONGEST = 20_000
"""Characters of a text that are looked at; nobody's message is longer."""


@functools.cache
def compiled(source: str) -> re.Pattern[str]:
    """Compile a pattern once."""
    return re.compile(source)


@dataclass(frozen=True, slots=True)
class Way:
    """
    One pattern, compiled when its stem first occurs: there are more than a thousand.

    ``firm`` counts also where it is negated: the no is a part of it.
    """

    source: str
    firm: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """Give it compiled."""
        return compiled(self.source)


Stems = Mapping[str, Sequence[Way]]


@dataclass(frozen=True, slots=True)
class Net:
    """
    One language's net.

    ``negation`` is looked for before a hit, ``within`` in it; ``others`` says who somebody speaks
    of when it is not about them. ``joins`` is where another clause begins within one, ``commas``
    divide clauses, or do not.
    """

    kinds: Mapping[str, Stems]
    figures: str
    negation: re.Pattern[str]
    within: re.Pattern[str]
    others: re.Pattern[str]
    joins: re.Pattern[str]
    commas: bool = True

    def find(self, text: str) -> frozenset[str]:
        """Give the kinds found."""
        said = normal(text[:LONGEST], commas=self.commas)
        found = self.among(KINDS, said)
        if found and self.figures:
            # Looked for last, as it takes longest and most texts have nothing in them.
            found = self.among(found, compiled(self.figures).sub("~", said))
        return found

    def among(self, kinds: Iterable[str], said: str) -> frozenset[str]:
        """Give those of some kinds that are in a text."""
        return frozenset(
            kind
            for kind in kinds
            if any(
                stem in said and any(self.hits(kind, stem, way, said) for way in ways)
                for stem, ways in self.kinds.get(kind, {}).items()
            )
        )

    def hits(self, kind: str, stem: str, way: Way, said: str) -> bool:
        """Say whether one pattern hits, around its stem, and nobody says no to it."""
        start, end = max(0, said.find(stem) - REACH), said.rfind(stem) + REACH
        if end >= len(said) or way.source.endswith("$"):
            end = len(said)
        return any(
            way.firm or not self.denied(kind, said, found)
            for found in way.pattern.finditer(said, start, end)
        )

    def denied(self, kind: str, said: str, found: re.Match[str]) -> bool:
        """Say whether a hit is negated, or is about somebody else."""
        clause = said[: found.start()].rpartition(" . ")[2]
        near = " ".join(self.joins.split(clause)[-1].split()[-BEFORE:])
        if (near and self.negation.search(near)) or self.within.search(found[0]):
            return True
        return kind == SELF_HARM and bool(near and self.others.search(near))
