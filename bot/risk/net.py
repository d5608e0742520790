"""
Find words of risk in a text: ``self_harm``, ``partner_violence``, ``violence_by_self``.

It works in three steps. A pattern is tried around its stem, where that occurs, which keeps it fast.
A hit counts unless somebody says no to it just before, in the same clause, or it is about somebody
else; and if it is still there when ways of speaking that only sound like risk are taken out.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.risk.lines import Lines, compiled
from bot.risk.normal import normal

SELF_HARM = "self_harm"
KINDS = ("self_harm", "partner_violence", "violence_by_self")
BEFORE = 4
"""So many words before a hit are looked at for a no."""
WHO = 3
"""So many for somebody else whom it is about."""
BEHIND = 5
"""And so many words behind it for what takes it back."""
LONGEST = 20_000
"""Characters of a text that are looked at; nobody's message is longer."""


@dataclass(frozen=True, slots=True)
class Signs:
    """Words that mean little alone: so many different ones in one text are ``enough``."""

    enough: int
    lines: Lines


@dataclass(frozen=True, slots=True)
class Net:
    """
    One language's net.

    ``negation`` is looked for before a hit, or ``unthought`` if that begins with a ``subject``;
    ``within`` in it, ``after`` behind it. ``others`` says who somebody speaks of when it is not
    about them, ``saying`` how others are quoted, ``first`` that they speak of themselves.
    ``joins`` is where another clause begins within one, ``commas`` divide clauses, or do not.
    ``signs`` are weak ones: several together make a kind. ``spelling`` gives words the form that
    patterns know.
    """

    kinds: Mapping[str, Lines]
    figures: str
    negation: re.Pattern[str]
    unthought: re.Pattern[str]
    subject: re.Pattern[str]
    within: re.Pattern[str]
    others: re.Pattern[str]
    joins: re.Pattern[str]
    after: re.Pattern[str]
    saying: re.Pattern[str]
    first: re.Pattern[str]
    commas: bool = True
    spelling: Mapping[str, str] = field(default_factory=dict)
    signs: Mapping[str, Signs] = field(default_factory=dict)

    def find(self, text: str) -> frozenset[str]:
        """Give the kinds found."""
        said = normal(text[:LONGEST], commas=self.commas)
        if self.spelling:
            said = " ".join(self.spelling.get(word, word) for word in said.split())
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
            if (kind in self.kinds and any(self.hits(kind, self.kinds[kind], said)))
            or self.signed(kind, said)
        )

    def signed(self, kind: str, said: str) -> bool:
        """Say whether a text has enough of a kind's weak signs."""
        signs = self.signs.get(kind)
        return signs is not None and sum(self.hits(kind, signs.lines, said)) >= signs.enough

    def hits(self, kind: str, lines: Lines, said: str) -> Iterator[bool]:
        """Give for each line that occurs whether a pattern hits and nobody says no to it."""
        for line, first, last in lines.occurring(said):
            yield any(
                way.firm or not self.denied(kind, said, found)
                for way in line.ways
                for found in way.around(said, first, last)
            )

    def denied(self, kind: str, said: str, found: re.Match[str]) -> bool:
        """Say whether a hit is negated, taken back or about somebody else."""
        first, clause = found[0].split(" ", 1)[0], said[: found.start()].rpartition(" . ")[2]
        # The hit's first word may be what begins another clause ("... and i pushed").
        near = self.joins.split(f"{clause}{first}")[-1].split()[:-1][-BEFORE:]
        before = " ".join(near)
        # A no before who does it is about something else: "i cant believe he hit me".
        no = self.unthought if self.subject.fullmatch(first) else self.negation
        if self.within.search(found[0]) or no.search(before):
            return True
        if kind != SELF_HARM:
            behind = said[found.end() :].partition(" . ")[0].split()[:BEHIND]
            return self.after.search(" ".join(behind)) is not None
        others = self.saying if self.first.search(found[0]) else self.others
        return others.search(" ".join(near[-WHO:])) is not None
