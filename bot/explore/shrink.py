"""Make a failing case short: leave out what is not needed for it to fail in the same way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from bot.explore.case import Broken, Case, Move, Setting, Tap, Write
from bot.explore.judge import Judge

GAP = timedelta(seconds=5)
MOST_TRIES = 4000


@dataclass(slots=True)
class Shrinker:
    """Tries shorter and plainer cases; whatever breaks the same promise is taken."""

    judge: Judge
    case: Case
    broken: Broken
    tries: int = 0

    def shrink(self) -> tuple[Case, Broken]:
        """Give the shortest case that was found, and what it breaks."""
        size = None
        while size != (size := self.size()) and self.tries < MOST_TRIES:
            self.drop()
            for plainer in self.settings():
                self.better(replace(self.case, setting=plainer))
            self.hurry()
            self.simplify()
        return self.case, self.broken

    def size(self) -> tuple[Setting, tuple[Move, ...]]:
        """Give what must change for another round to be worth it."""
        return self.case.setting, self.case.moves

    def better(self, case: Case) -> bool:
        """Take a case if it breaks the same promise."""
        if case == self.case or self.tries >= MOST_TRIES:
            return False
        self.tries += 1
        broken = self.judge.verdict(case)
        if broken is None or broken.oracle is not self.broken.oracle:
            return False
        self.case, self.broken = case, broken
        return True

    def drop(self) -> None:
        """Leave moves out: first halves, then ever smaller parts, at last one by one."""
        size = max(1, len(self.case.moves) // 2)
        while True:
            at, dropped = 0, False
            while at < len(self.case.moves):
                moves = self.case.moves
                if self.better(replace(self.case, moves=moves[:at] + moves[at + size :])):
                    dropped = True
                else:
                    at += size
            if size == 1 and not dropped:
                return
            size = max(1, size // 2)

    def settings(self) -> Iterator[Setting]:
        """Give plainer couples."""
        plain = Setting()
        for name in ("quiet", "zones", "hurt", "starter", "room", "at"):
            now = self.case.setting
            yield replace(now, **{name: getattr(plain, name)})
        for at in range(2):
            quiet = [*self.case.setting.quiet]
            quiet[at] = None
            yield replace(self.case.setting, quiet=(quiet[0], quiet[1]))

    def hurry(self) -> None:
        """Let nobody wait for longer than is needed."""
        for at in range(len(self.case.moves)):
            moves = self.case.moves
            before = moves[at - 1].after if at else timedelta(0)
            early = moves[at].after - before - GAP
            if early > timedelta(0):
                sooner = tuple(replace(one, after=one.after - early) for one in moves[at:])
                self.better(replace(self.case, moves=moves[:at] + sooner))

    def simplify(self) -> None:
        """Try plainer acts in the place of long words and late buttons."""
        for at in range(len(self.case.moves)):
            for act in _plainer(self.case.moves[at]):
                moves = list(self.case.moves)
                moves[at] = replace(moves[at], act=act)
                if self.better(replace(self.case, moves=tuple(moves))):
                    break


def _plainer(move: Move) -> Sequence[Tap | Write]:
    act = move.act
    if isinstance(act, Write) and len(act.text) > 40 and "zq" not in act.text:
        return [Write("These are words.", act.aside)]
    if isinstance(act, Write) and " " in act.text and "zq" in act.text:
        return [Write(act.text.split()[0], act.aside)]
    if isinstance(act, Tap) and act.option > 0:
        return [replace(act, option=0)]
    return []
