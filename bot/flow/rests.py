"""Let a sitting rest: nobody can refuse it, and nothing is lost by it."""

from datetime import datetime

from bot.flow.outcomes import AlarmsDropped, AlarmSet, Audience, Phrase
from bot.flow.returns import Returns
from bot.flow.run import MAIN, Lane
from bot.flow.script import Ask, Place, To, Wait, WaitFor, WaitUntil
from bot.model.couple import Seat

REST = "rested"
_PAUSES = (Wait, WaitUntil, WaitFor)


class Rests(Returns):
    """A break in the room, and going on after it."""

    def take_rest(self, until: datetime) -> bool:
        """
        Let the sitting rest; False when there is none. A second wish can only make it longer.

        Nothing rings meanwhile, and nothing that is said counts. Afterwards it has its whole time
        anew.
        """
        fork = self.open_each()
        if fork is None or fork.place is not Place.GROUP:
            return False
        self.rest = max(until, self.rest or until)
        self.emit(AlarmsDropped(self.fork))
        for key, lane in self.lanes.items():
            if key != MAIN and lane.wait > 0:
                self.emit(AlarmsDropped(lane.wait))
        self.emit(AlarmSet(self.fork, REST, self.rest))
        for to in self.audiences(MAIN, To.GROUP):
            self.tell(to, Phrase("rest-begins", (("time", self.clock(to, self.rest)),)))
        return True

    def rested(self) -> None:
        """Go on after a break: the same questions, and time enough for them."""
        fork = self.open_each()
        self.rest = None
        if fork is None:
            return
        self.awake = {*Seat}
        for to in self.audiences(MAIN, To.GROUP):
            self.tell(to, Phrase("rest-over"))
        if fork.policy.until is not None:
            self.emit(AlarmSet(self.fork, "until", self.at + fork.policy.until))
        for seat in Seat:
            lane = self.lanes.get(seat)
            node = self.script.nodes.get(lane.at or "") if lane else None
            if lane and lane.wait > 0 and (lane.stuck or isinstance(node, _PAUSES)):
                # What would have woken it was dropped: it pauses anew.
                self.lanes[seat] = Lane(lane.at, lane.stack)
                self.walk(seat)
            elif self.again(seat) and isinstance(node, Ask) and node.policy.until is not None:
                self.emit(AlarmSet(self.lanes[seat].wait, "until", self.at + node.policy.until))

    def clock(self, to: Audience, moment: datetime) -> str:
        """Give a time of day as its readers have it on their clocks."""
        zone = self.zone(to if isinstance(to, Seat) else MAIN)
        return f"{moment.astimezone(zone):%H:%M}"
