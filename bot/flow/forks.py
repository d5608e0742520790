"""
Fork into lanes and join again, behind the veil.

A private fork goes on early only into a reveal or a ready, so that nothing shows when the other
has finished; everything else waits for the deadline, which is the same for both.
"""

from collections.abc import Iterator
from dataclasses import replace

from bot.flow import times
from bot.flow.expr import Failed
from bot.flow.kinds import Consent
from bot.flow.outcomes import ROOM, AlarmsDropped, AlarmSet, Audience, Phrase, Prompted
from bot.flow.run import LATER, MAIN, Lane
from bot.flow.script import (
    Ask,
    Call,
    Each,
    Place,
    Policy,
    Ready,
    Reveal,
    Wait,
    WaitFor,
    WaitUntil,
)
from bot.flow.talking import Talking
from bot.model.couple import Role, Seat

_RING = (Ask, Ready, Wait, WaitUntil, WaitFor)


class Forks(Talking):
    """Lanes of partners, and the double-blind press."""

    def begin_fork(self, node: Each) -> None:
        """Open the lanes of a fork; with turns, the first one only."""
        self.trails = {}
        main = self.lanes[MAIN]
        bodies = {seat: first for role, first in node.bodies.items() for seat in self.seats(role)}
        seats = tuple(bodies)
        self.open_fork(main, node.policy, seats, ROOM if node.place is Place.GROUP else None)
        # In private, the moment at which one's turn came would tell when the other was through.
        begun = seats[:1] if node.turns and node.place is Place.GROUP else seats
        for seat, first in bodies.items():
            self.lanes[seat] = Lane(first, wait=0 if seat in begun else LATER)
            self.forget_consents(seat, node)
        self.opening = True
        for seat in begun:
            self.walk(seat)
        self.opening = False

    def seats(self, role: Role | None) -> tuple[Seat, ...]:
        """Give whose lanes a body of a fork is: both have it, one of them, or one alone."""
        if self.script.alone:
            return (self.own(),)
        return tuple(Seat) if role is None else (self.seat(role),)

    def own(self) -> Seat:
        """Give whose run this is, when one has it alone."""
        if self.cast.own is None:
            raise Failed("a flow that one has alone, and nobody it belongs to")
        return self.cast.own

    def forget_consents(self, seat: Seat, node: Each) -> None:
        """
        Let nobody have said yes yet to what the lanes are going to ask.

        In a second round, who is silent would otherwise show what they agreed to in the first.
        """
        if True not in self.values.get(seat, {}).values():
            return
        role = Role.HURT if seat is self.cast.hurt else Role.REPAIRING
        body = f"{node.id}.do"
        found = self.consents_in(body if body in self.script.lists else f"{node.id}.{role.value}")
        for name in {*found}:
            self.assign(seat, name, None)

    def consents_in(self, name: str) -> Iterator[str]:
        """Give the variables of the consents asked in a list of nodes, or in blocks it calls."""
        for one in self.script.lists.get(name, ()):
            node = self.script.nodes[one]
            if isinstance(node, Ask) and isinstance(node.kind, Consent) and node.save is not None:
                yield node.save
            if isinstance(node, Call):
                yield from self.consents_in(node.block)
            for inner in self.script.lists:
                if inner.startswith(f"{one}."):
                    yield from self.consents_in(inner)

    def open_fork(
        self, main: Lane, policy: Policy, seats: tuple[Seat, ...], room: Audience | None
    ) -> None:
        """Set a fork's deadline and reminders, counted from when its prompts are seen."""
        if self.fork and self.veil is not None:
            # It opened before its deadline, and that is not going to be needed.
            self.emit(AlarmsDropped(self.fork))
        self.fork = self.number()
        self.lanes[MAIN] = replace(main, wait=self.fork)
        readers = (room,) if room is not None else seats
        begin = max(self.held(to, policy) or self.at for to in readers)
        self.veil = None
        if policy.until is not None:
            deadline = begin + policy.until
            self.veil = deadline if room is None else None
            self.emit(AlarmSet(self.fork, "until", deadline))
            for to in readers:
                self.reminders(self.fork, to, policy, begin, deadline)

    def through(self, key: str) -> None:
        """Take a lane that has come to its end; main's end is the run's, and that of one alone."""
        if key == MAIN or self.script.alone:
            return self.end("done")
        fork = self.fork_node()
        follower = self.follower(fork) if isinstance(fork, Each) else None
        if isinstance(follower, Ready):
            self.lanes[key] = Lane(follower.id)
            return self.walk(key)
        del self.lanes[key]
        waiting = next((seat for seat in Seat if seat in self.lanes), None)
        if waiting is None or (isinstance(fork, Each) and fork.any):
            return self.join()
        if self.lanes[waiting].wait == LATER:
            self.lanes[waiting] = replace(self.lanes[waiting], wait=0)
            self.walk(waiting)
        return None

    def join(self) -> None:
        """Go on when all lanes are through: at once in the room, else behind the veil."""
        fork = self.fork_node()
        if not isinstance(fork, Each):
            return
        self.close_lanes()
        if fork.place is Place.PRIVATE:
            if self.veil is not None:
                self.emit(AlarmSet(self.fork, "until", self.veil))
            if not isinstance(self.follower(fork), Reveal) and self.veil is not None:
                return
        lane = self.lanes[MAIN]
        self.lanes[MAIN] = Lane(self.script.after[fork.id], lane.stack, self.fork)
        self.onward()

    def deadline(self) -> None:
        """Close what is open, for everybody alike, and go on."""
        node = self.fork_node()
        self.close_lanes()
        if isinstance(node, Each | Ready):
            follower = self.follower(node) if isinstance(node, Each) else node
            if isinstance(follower, Ready):
                self.go(MAIN, follower.missed)
            elif isinstance(node, Each) and node.place is Place.GROUP:
                self.go(MAIN, node.missed)
            else:
                self.go(MAIN, self.script.after[node.id])
        self.fork, self.trails = 0, {}
        self.walk(MAIN)

    def close_lanes(self) -> None:
        """Close the lanes that are open, with everything that was to ring for them."""
        self.rest = None
        self.emit(AlarmsDropped(self.fork))
        for key, lane in self.lanes.items():
            node = self.script.nodes.get(lane.at or "")
            rings = lane.stuck or isinstance(node, _RING)
            if key != MAIN and lane.wait > 0 and rings:
                self.emit(AlarmsDropped(lane.wait))
        self.lanes = {MAIN: self.lanes[MAIN]}

    def offer(self, key: str, node: Ready) -> None:
        """Ask one partner, or outside lanes both, to press when they are ready."""
        if key == MAIN:
            for seat in Seat:
                self.words(node.text, seat)
            self.open_fork(self.lanes[MAIN], node.policy, tuple(Seat), None)
            for seat in Seat:
                self.lanes[seat] = Lane(node.id)
                self.offer(seat, node)
            return
        seat = Seat(key)
        self.lanes[key] = replace(self.lanes[key], wait=self.number(), slot=None)
        self.invite(seat, node)
        if isinstance(self.fork_node(), Each):
            # Outside lanes its reminders are the fork's own.
            begin = self.held(seat, node.policy) or self.at
            self.reminders(self.waits, seat, node.policy, begin, self.veil)

    def invite(self, seat: Seat, node: Ready) -> None:
        """Show the ready question under the number its lane waits with."""
        self.emit(
            Prompted(
                seat,
                seat,
                self.lanes[seat].wait,
                node.id,
                self.words(node.text, seat),
                (Phrase("ready"),),
                not_before=self.held(seat),
            )
        )

    def ready(self, seat: Seat, node: Ready) -> None:
        """Take a press; it counts for the next slot and no other."""
        slot = times.next_slot(node.slots, self.at, self.cast.a.zone)
        if self.veil is not None and slot >= self.veil:
            # Everything closes before that slot comes.
            return self.tell(seat, Phrase("no-sitting"))
        self.lanes[seat] = replace(self.lanes[seat], slot=slot)
        self.emit(AlarmSet(self.fork, f"slot:{slot.timestamp():.0f}", slot))
        clock = slot.astimezone(self.cast.person(seat).zone)
        self.tell(seat, Phrase("ready-kept", (("time", f"{clock:%H:%M}"),)))
        return None

    def slot(self, moment: float) -> None:
        """Open the sitting if both pressed for this slot and may; else say that none is open."""
        pressed = [
            seat
            for seat in Seat
            if (lane := self.lanes.get(seat)) and lane.slot and lane.slot.timestamp() == moment
        ]
        if len(pressed) < 2 or self.cast.held:
            for seat in pressed:
                self.lanes[seat] = replace(self.lanes[seat], slot=None)
                self.tell(seat, Phrase("no-sitting"))
            return
        node_id = self.lanes[Seat.A].at or ""
        self.awake = {*Seat}
        self.close_lanes()
        self.fork, self.veil, self.trails = 0, None, {}
        self.go(MAIN, self.script.after[node_id])
        self.walk(MAIN)
