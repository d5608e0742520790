"""Play a case, and say which promise it breaks."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.explore.case import Broken, Case, Move, Oracle
from bot.explore.coverage import Watch
from bot.explore.promises import Promises
from bot.explore.session import Actions, Session
from bot.flow.script import Script
from bot.model.couple import Seat


@dataclass(frozen=True, slots=True)
class Judge:
    """Tries cases of one flow. What is played is noted in ``watch``."""

    script: Script
    actions: Actions
    watch: Watch

    def session(self, case: Case, *, restarts: bool = False) -> Session:
        """Lay a conversation out, with its promises."""
        promises = Promises(self.script, case.setting.hurt)
        return Session(
            self.script, case.setting, self.watch, self.actions, promises, restarts=restarts
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


def look_alike(first: Session, second: Session, secret: Seat) -> None:
    """
    Hold what the other was shown in two conversations side by side.

    Where the two came to share something else, or one acted in public as the other did not,
    there is nothing to compare.
    """
    if not comparable(first, second, secret):
        return
    one, two = first.seen_by(secret.other), second.seen_by(secret.other)
    if one == two:
        return
    at = next(
        (n for n, (mine, theirs) in enumerate(zip(one, two, strict=False)) if mine != theirs),
        min(len(one), len(two)),
    )
    mine, theirs = one[at] if at < len(one) else None, two[at] if at < len(two) else None
    telling = [shown for shown in (mine, theirs) if shown]
    shown = min(telling, key=lambda each: each[0])
    rest = " and ".join(
        f"“{each[2]}” at {each[0]:%d %b %H:%M:%S}" if each else "nothing" for each in (mine, theirs)
    )
    said = f"'{secret.other}' is shown {rest}"
    chat = "group" if shown[1] == "room" else secret.other.value
    known = [each[2] for each in (two if shown is mine else one) if each[0] <= shown[0]]
    words = shown[2] if shown[2] not in known else ""
    raise Broken(Oracle.TWINS, said, shown[0], chat, words)


def comparable(first: Session, second: Session, secret: Seat) -> bool:
    """Say whether all that differs is what one partner said in private and shared with nobody."""
    one, two = first.looker, second.looker
    if not isinstance(one, Promises) or not isinstance(two, Promises):
        return False
    mine, theirs = ([each for each in p.public if each[0] is secret] for p in (one, two))
    if mine != theirs or one.mutual != two.mutual:
        return False
    return not one.mutual or _left(one, secret) == _left(two, secret)


def _left(promises: Promises, seat: Seat) -> list[object]:
    return [(at, fork) for who, at, fork in promises.through if who is seat]
