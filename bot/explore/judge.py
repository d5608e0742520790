"""Play a case, and say which promise it breaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.explore.alike import look_alike
from bot.explore.case import Broken, Case, Move, Oracle
from bot.explore.coverage import Watch
from bot.explore.promises import Promises
from bot.explore.session import Session
from bot.flow.script import Script
from bot.things.table import Doings


@dataclass(frozen=True, slots=True)
class Judge:
    """Tries cases of one flow. What is played is noted in ``watch``."""

    script: Script
    doings: Doings
    watch: Watch

    def session(self, case: Case, *, restarts: bool = False) -> Session:
        """Lay a conversation out, with its promises."""
        promises = Promises(self.script, case.setting.hurt)
        return Session(
            self.script, case.setting, self.watch, self.doings, promises, restarts=restarts
        )

    def play(self, case: Case, moves: Sequence[Move]) -> Session:
        """Play the moves and let the conversation end. Raises `Broken`."""
        session = self.session(case).start()
        for move in moves:
            session.until(case.setting.at + move.after)
            session.act(move.seat, move.act)
        return session.finish()

    def verdict(self, case: Case) -> Broken | None:
        """Say which promise a case breaks; None when it keeps them all."""
        try:
            if case.secret is None:
                self.again(self.play(case, case.moves))
            else:
                first, second = (self.play(case, moves) for moves in case.told_apart())
                look_alike(first, second, case.secret)
        except Broken as broken:
            return broken
        return None

    def again(self, session: Session) -> None:
        """
        Play a conversation's journal once more, writing and reading the run between all events.

        It must come to the same at every turn: nothing may hang on what is only in memory.
        """
        again = self.session(Case(session.setting, ()), restarts=True)
        again.looker = None
        for event, before in zip(session.journal, session.decided, strict=True):
            again.now = event.at
            if again.turn(event) != before:
                raise again.broken(Oracle.REPLAY, f"after a restart, {type(event).__name__}")
