"""
Walk a run from node to node until everything waits again.

A `Passage` starts from a run at rest, collects what is decided, and gives a new run at rest.
"""

from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from bot.flow import times
from bot.flow.bench import seat_of
from bot.flow.cast import Plain
from bot.flow.expr import Failed
from bot.flow.outcomes import ROOM, AlarmSet, DeedAsked, Marked, Phrase, Stuck, Told
from bot.flow.rests import Rests
from bot.flow.run import MAIN, Lane
from bot.flow.script import (
    Act,
    Ask,
    Call,
    Each,
    End,
    Goto,
    If,
    Mark,
    Match,
    Node,
    Ready,
    Repeat,
    Reveal,
    Say,
    Set,
    Wait,
    WaitFor,
    WaitUntil,
)  # fmt: skip
from bot.model.couple import Seat

MAX_NODES = 200


class Passage(Rests):
    """The walk itself: one branch a verb."""

    def walk(self, key: str) -> None:
        """Play a lane until it waits, is through, or the run has ended."""
        while self.ended is None and (lane := self.lanes.get(key)) is not None:
            if lane.at is None and not lane.stack:
                return self.through(key)
            self.steps += 1
            try:
                if self.steps > MAX_NODES:
                    raise Failed(f"more than {MAX_NODES} nodes in one turn")
                if lane.at is None:
                    self.unwind(key, lane)
                elif self.play(key, lane, self.script.nodes[lane.at]):
                    return None
            except Failed as exc:
                return self.stick(key, lane, str(exc))
        return None

    def play(self, key: str, lane: Lane, node: Node) -> bool:  # noqa: C901 - one branch a verb
        """Play one node; True when the lane waits there."""
        if node.when is not None and not node.when.run(self.scope(key)):
            self.go(key, self.script.after[node.id])
            return False
        match node:
            case Say():
                self.say(key, node)
            case Ask():
                return self.ask(key, lane, node)
            case Set():
                for name, expression in node.values:
                    self.assign(key, name, expression.run(self.scope(key)))
            case If():
                self.go(key, node.do if node.test.run(self.scope(key)) else node.other)
                return False
            case Match():
                found = text_of(node.subject.run(self.scope(key)))
                self.go(key, node.cases.get(found, node.other))
                return False
            case Each():
                self.begin_fork(node)
                return self.ended is not None or self.lanes[MAIN].at == node.id
            case Ready():
                self.offer(key, node)
                return True
            case Reveal():
                return self.reveal(node)
            case Wait():
                self.pause(key, "wake", self.at + node.length)
                return True
            case WaitUntil():
                self.pause(key, "wake", times.next_clock(node.clock, self.at, self.zone(key)))
                return True
            case WaitFor() if node.event in self.cast.marks:
                pass
            case WaitFor():
                self.pause(key, "until", self.at + (node.policy.until or timedelta(0)))
                return True
            case Repeat():
                self.lanes[key] = replace(lane, at=node.do, stack=(*lane.stack, (node.id, 0)))
                return False
            case Call():
                for name, expression in node.given:
                    self.assign(key, name, expression.run(self.scope(key)))
                self.lanes[key] = replace(lane, at=node.first, stack=(*lane.stack, (node.id, 0)))
                return False
            case Goto():
                kept = self.without_repeats(lane.stack, node.leaves)
                self.lanes[key] = replace(lane, at=node.target, stack=kept)
                return False
            case Act():
                given = tuple((name, one.run(self.scope(key))) for name, one in node.given)
                self.lanes[key] = replace(lane, wait=self.number())
                seat = seat_of(key)
                language = self.language(seat or ROOM)
                self.emit(DeedAsked(self.waits, node.deed, given, language, seat))
                return True
            case Mark():
                self.emit(Marked(node.name, seat_of(key)))
                if node.lock:
                    # Whether somebody can go back must not tell how far the other has come.
                    mine = Seat if seat_of(key) is None or self.in_room() else (key,)
                    self.trails = {**self.trails, **dict.fromkeys(mine, "")}
            case End():
                return self.finish(key, lane, node.outcome)
            case _:
                assert_never(node)
        self.go(key, self.script.after[node.id])
        return False

    def finish(self, key: str, lane: Lane, outcome: str) -> bool:
        """End the run, or go back to the flow that called this one; True when the lane is over."""
        main = self.lanes[MAIN]
        for owner, stack in ((key, lane.stack), (MAIN, main.stack)):
            for depth in range(len(stack) - 1, -1, -1):
                node = self.script.nodes[stack[depth][0]]
                if isinstance(node, Call) and node.flow:
                    if owner != key:
                        self.close_lanes()
                        self.fork, self.trails = 0, {}
                    if node.save is not None:
                        self.assign(owner, node.save, outcome)
                    self.lanes[owner] = Lane(self.script.after[node.id], stack[:depth])
                    if owner != key:
                        self.onward()
                    return owner != key
        self.end(outcome)
        return True

    def unwind(self, key: str, lane: Lane) -> None:
        """Come back from the end of a list to the repeat or call around it."""
        (name, rounds), rest = lane.stack[-1], lane.stack[:-1]
        node = self.script.nodes[name]
        if isinstance(node, Repeat) and rounds + 1 < node.times and not self.enough(key, node):
            self.lanes[key] = Lane(node.do, (*rest, (name, rounds + 1)))
            return
        self.lanes[key] = Lane(self.script.after[name], rest)

    def enough(self, key: str, node: Repeat) -> bool:
        """Say whether a loop has reached what it was repeated for, or nobody can tell."""
        try:
            return node.until is not None and bool(node.until.run(self.scope(key)))
        except Failed as exc:
            self.emit(Stuck(node.id, seat_of(key), str(exc)))
            return True

    def without_repeats(
        self, stack: tuple[tuple[str, int], ...], leaves: int
    ) -> tuple[tuple[str, int], ...]:
        """Drop the innermost frames that a jump leaves behind."""
        return stack[: len(stack) - leaves] if leaves else stack

    def stick(self, key: str, lane: Lane, reason: str) -> None:
        """
        Leave the lane where it is; whoever is in it hears a calm sentence.

        What both see goes on without the node that failed: nobody could resume it, and whether
        it failed may be somebody's secret. What is too long for one turn goes on in the next.
        """
        seat = seat_of(key)
        self.emit(Stuck(lane.at or "", seat, reason))
        if lane.at is not None and self.steps <= MAX_NODES and (seat is None or self.in_room()):
            self.go(key, self.script.after[lane.at])
            return self.walk(key)
        self.lanes[key] = replace(lane, stuck=True, wait=self.number())
        if self.steps > MAX_NODES:
            self.emit(AlarmSet(self.waits, "on", self.at))
        elif seat is not None:
            self.emit(Told(seat, Phrase("stuck")))
        return None


def text_of(value: Plain) -> str:
    """Give a value as a branch takes it; nothing is the empty text."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)
