"""
A whole bot in one process, with two people, their room, and a clock that can be moved.

Everything is real (engine, outbox, database) except that the platform is the terminal's and that
time passes only when told to. `mortar play`, transcripts and many tests are played here; the
playground builds on the same machine.
"""

from adapters.terminal.gateway import PEOPLE, ROOM, Shown
from bot.theatre.arriving import Arriving, Guest
from bot.theatre.machine import Machine, MovableClock, Question
from bot.theatre.stage import Theatre, raise_curtain

__all__ = [
    "PEOPLE", "ROOM", "Arriving", "Guest", "Machine", "MovableClock", "Question", "Shown",
    "Theatre", "raise_curtain",
]  # fmt: skip
