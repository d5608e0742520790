"""What two people mean to do, and when: the one loop in which a conversation passes."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.explore.session import Session


@dataclass(slots=True)
class Agenda:
    """Plans of both people for one session. Alarms due at the same moment come first."""

    session: Session
    plans: list[tuple[datetime, int, Callable[[], None]]] = field(default_factory=list)
    planned: int = 0

    def plan(self, at: datetime, do: Callable[[], None]) -> None:
        """Put something on the agenda."""
        self.planned += 1
        heapq.heappush(self.plans, (at, self.planned, do))

    def play(self) -> Session:
        """Begin, and let time pass until the flow has ended. Raises `Broken`."""
        session = self.session.start()
        while session.run.ended is None:
            alarm = session.next_alarm()
            if self.plans and (alarm is None or self.plans[0][0] < alarm[0]):
                moment, _, do = heapq.heappop(self.plans)
                session.now = max(session.now, moment)
                do()
            elif not session.ring():
                break
        return session.finish()
