"""Come back to a question, leave the rest out, or see once more what is open."""

from dataclasses import replace

from bot.flow.forks import Forks
from bot.flow.kinds import Consent
from bot.flow.outcomes import AlarmsDropped, Phrase, Told
from bot.flow.run import MAIN, STOPPED, Lane, steps
from bot.flow.script import Ask, Each, Place, Ready, Reveal
from bot.model.couple import Seat


class Returns(Forks):
    """Ways that go against the flow: one partner's own, and never to be seen by the other."""

    def back(self, seat: Seat, *, undo: bool) -> bool:
        """
        Ask the question before once more; False when there is none.

        As long as nothing of a private fork has been shown, somebody who is through, or has
        stopped, can come back into it.
        """
        trail = steps(self.trails.get(seat, ""))
        fork, lane = self.open_each(), self.lanes.get(seat)
        if lane is not None and lane.wait == STOPPED:
            return self.come_back(seat, lane)
        if fork is None or not trail or (lane is None and fork.place is not Place.PRIVATE):
            return False
        node_id, stack = trail[-1]
        node = self.script.nodes.get(node_id)
        if not isinstance(node, Ask):
            return False
        if lane is not None and lane.wait > 0:
            here = self.script.nodes.get(lane.at or "")
            if isinstance(here, Ask):
                self.drop_draft(seat, here)
                if isinstance(here.kind, Consent) and here.save is not None:
                    # Who goes back behind a consent has not given it, whatever they do then.
                    self.assign(seat, here.save, None)
            self.emit(AlarmsDropped(lane.wait))
        if undo and node.save is not None:
            self.assign(seat, node.save, None)
        left = self.trails[seat].rpartition(" ")[0]
        self.trails = {**self.trails, seat: left}
        self.lanes[MAIN] = replace(self.lanes[MAIN], at=fork.id, wait=self.fork)
        self.lanes[seat] = Lane(node_id, stack)
        self.walk(seat)
        return True

    def come_back(self, seat: Seat, lane: Lane) -> bool:
        """Ask somebody who has stopped what they were asked then."""
        self.lanes[seat] = Lane(lane.at, lane.stack)
        self.walk(seat)
        return True

    def open_each(self) -> Each | None:
        """Give the fork that is open, also while a reveal waits behind its veil."""
        node = self.fork_node()
        if isinstance(node, Reveal) and self.veil is not None:
            after = self.script.after
            before = [one for one in self.script.nodes.values() if after[one.id] == node.id]
            forks = [one for one in before if isinstance(one, Each)]
            # Two branches may lead to one reveal.
            node = next(filter(self.came_through, forks), forks[0] if forks else None)
        return node if isinstance(node, Each) else None

    def came_through(self, fork: Each) -> bool:
        """Say whether it was this fork in which somebody answered last."""
        answered = [one for trail in self.trails.values() for one in steps(trail)]
        tops = [stack[0][0] if stack else node for node, stack in answered]
        return any(fork.id in self.script.around.get(top, ()) for top in tops)

    def stop(self, seat: Seat) -> bool:
        """
        Leave out what is left for one partner; False when nothing is open for them.

        In private nobody can tell it from silence. A sitting ends for both.
        """
        lane, fork = self.lanes.get(seat), self.open_each()
        if isinstance(fork, Each) and fork.place is Place.GROUP:
            self.deadline()
            return True
        if lane is None or lane.wait == STOPPED:
            return False
        node = self.script.nodes.get(lane.at or "")
        if isinstance(node, Ask):
            self.drop_draft(seat, node)
        if lane.wait > 0:
            self.emit(AlarmsDropped(lane.wait))
        self.lanes[seat] = Lane(lane.at, lane.stack, STOPPED)
        self.emit(Told(seat, Phrase("stopped-here")))
        return True

    def again(self, seat: Seat) -> bool:
        """Show the open question once more, same number, same buttons; False if none is open."""
        lane = self.lanes.get(seat)
        if lane is not None and lane.wait == STOPPED:
            return self.come_back(seat, lane)
        node = self.script.nodes.get(lane.at) if lane and lane.at and lane.wait > 0 else None
        if isinstance(node, Ask):
            shows = node.kind.shows if isinstance(node.kind, Consent) else ()
            self.prompt(seat, node, tuple(self.preview(seat, shows)))
        elif isinstance(node, Ready):
            self.invite(seat, node)
        else:
            return False
        return True
