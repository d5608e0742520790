"""
Find words of risk in a text: ``self_harm``, ``partner_violence``, ``violence_by_self``.

It works in three steps. Ways of speaking that only sound like risk are taken out. A pattern is
tried where its stem occurs, which keeps it fast. A hit counts unless somebody says no to it just
before, in the same clause, or it is about somebody else.
"""

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.risk.normal import normal

SELF_HARM = "self_harm"
KINDS = ("self_harm", "partner_violence", "violence_by_self")
BEFORE = 5
"""So many words before a hit are looked at for a no."""
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
    of when it is not about them. ``commas`` divide clauses, or do not.
    """

    kinds: Mapping[str, Stems]
    figures: str
    negation: re.Pattern[str]
    within: re.Pattern[str]
    others: re.Pattern[str]
    commas: bool = True

    def find(self, text: str) -> frozenset[str]:
        """Give the kinds found."""
        said = normal(text[:LONGEST], commas=self.commas)
        stems = {kind: [stem for stem in its if stem in said] for kind, its in self.kinds.items()}
        if not any(stems.values()):
            return frozenset()
        if self.figures:
            said = compiled(self.figures).sub(" _ ", said)
        return frozenset(
            kind
            for kind, its in stems.items()
            if any(self.hits(kind, way, said) for stem in its for way in self.kinds[kind][stem])
        )

    def hits(self, kind: str, way: Way, said: str) -> bool:
        """Say whether one pattern hits and nobody says no to it."""
        return any(
            way.firm or not self.denied(kind, said, found) for found in way.pattern.finditer(said)
        )

    def denied(self, kind: str, said: str, found: re.Match[str]) -> bool:
        """Say whether a hit is negated, or is about somebody else."""
        clause = said[: found.start()].rpartition(" . ")[2]
        near = " ".join(clause.split()[-BEFORE:])
        if (near and self.negation.search(near)) or self.within.search(found[0]):
            return True
        return kind == SELF_HARM and bool(near and self.others.search(near))
