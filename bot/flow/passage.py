"""
Walk a run from node to node until everything waits again.

A `Passage` is the workbench of one turn: it starts from a run at rest, collects what is decided,
and gives a new run at rest. Two rules are kept here and nowhere else: who may read what is said
(`tell` and `reveal`), and the veil: a private fork goes on early only into a reveal or a ready,
so that nothing shows when the other has finished.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import assert_never

from bot.flow import reply, times
from bot.flow.events import (
    ROOM,
    ActionAsked,
    AlarmsDropped,
    AlarmSet,
    Audience,
    Ended,
    Line,
    Marked,
    Outcome,
    Phrase,
    Prompted,
    Revealed,
    Stuck,
    Told,
    Turn,
)  # fmt: skip
from bot.flow.expr import Failed
from bot.flow.run import MAIN, SHARED, Lane, Plain, Run, Scope, Value
from bot.flow.script import (
    Act,
    Ask,
    Call,
    Consent,
    Each,
    End,
    Goto,
    If,
    Mark,
    Match,
    Node,
    Number,
    Place,
    Policy,
    Ready,
    Repeat,
    Reveal,
    Say,
    Scale,
    Script,
    Set,
    Text,
    To,
    Wait,
)  # fmt: skip
from bot.flow.text import Template, render, show
from bot.model.couple import Role, Seat
from bot.model.words import Span, Style, Words

MAX_NODES = 200
DRAFT = "~"
"""Begins the name under which parts of a text wait for further parts."""


class Passage:
    """
    One turn under way.

    ``cause`` is the seat whose doing this turn is; quiet hours hold nothing back from them.
    """

    def __init__(self, script: Script, run: Run, at: datetime, cause: Seat | None) -> None:
        self.script = script
        self.cast = run.cast
        self.before = run
        self.at = at
        self.lanes = dict(run.lanes)
        self.values = run.values
        self.waits = run.waits
        self.fork = run.fork
        self.veil = run.veil
        self.hushed = run.hushed
        self.ended = run.ended
        self.outcomes: list[Outcome] = []
        self.steps = 0
        # In a live sitting both are there: nothing in it is held back, whoever spoke last.
        self.awake = {*Seat} if self.live() else {cause}

    def live(self) -> bool:
        """Say whether a sitting is going on that quiet hours do not touch."""
        fork = self.fork_node()
        return isinstance(fork, Each) and fork.place is Place.GROUP and not fork.policy.quiet

    def turn(self) -> Turn:
        """Give what was decided, and the run as it rests now."""
        run = Run(
            self.cast, self.values, self.lanes, self.waits, self.fork, self.veil, self.hushed,
            self.ended,
        )  # fmt: skip
        return Turn(run, tuple(self.outcomes))

    # Walking

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
        scope = self.scope(key)
        if node.when is not None and not node.when.run(scope):
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
                self.go(key, node.do if node.test.run(scope) else node.other)
                return False
            case Match():
                self.go(key, node.cases.get(_text(node.subject.run(scope)), node.other))
                return False
            case Each():
                self.begin_fork(node)
                return True
            case Ready():
                self.offer(key, node)
                return True
            case Reveal():
                return self.reveal(node)
            case Wait():
                self.pause(key, "wake", self.at + node.length)
                return True
            case Repeat():
                self.lanes[key] = replace(lane, at=node.do, stack=(*lane.stack, (node.id, 0)))
                return False
            case Call():
                self.lanes[key] = replace(lane, at=node.first, stack=(*lane.stack, (node.id, 0)))
                return False
            case Goto():
                kept = self.without_repeats(lane.stack, node.leaves)
                self.lanes[key] = replace(lane, at=node.target, stack=kept)
                return False
            case Act():
                given = tuple(_text(one.run(scope)) for one in node.given)
                self.lanes[key] = replace(lane, wait=self.number())
                self.emit(ActionAsked(self.waits, node.action, given))
                return True
            case Mark():
                self.emit(Marked(node.name, _seat(key)))
            case End():
                self.end(node.outcome)
                return True
            case _:
                assert_never(node)
        self.go(key, self.script.after[node.id])
        return False

    def go(self, key: str, to: str | None) -> None:
        """Put a lane on another node, waiting for nothing."""
        self.lanes[key] = Lane(to, self.lanes[key].stack)

    def unwind(self, key: str, lane: Lane) -> None:
        """Come back from the end of a list to the repeat or call around it."""
        (name, rounds), rest = lane.stack[-1], lane.stack[:-1]
        node = self.script.nodes[name]
        if isinstance(node, Repeat) and rounds + 1 < node.times:
            if node.until is None or not node.until.run(self.scope(key)):
                self.lanes[key] = Lane(node.do, (*rest, (name, rounds + 1)))
                return
        self.lanes[key] = Lane(self.script.after[name], rest)

    def without_repeats(
        self, stack: tuple[tuple[str, int], ...], leaves: int
    ) -> tuple[tuple[str, int], ...]:
        """Drop the innermost frames that a jump leaves behind."""
        return stack[: len(stack) - leaves] if leaves else stack

    def stick(self, key: str, lane: Lane, reason: str) -> None:
        """Leave the lane where it is; whoever is in it hears a calm sentence."""
        self.lanes[key] = replace(lane, stuck=True, wait=self.number())
        seat = _seat(key)
        self.emit(Stuck(lane.at or "", seat, reason))
        if seat is not None:
            self.emit(Told(seat, Phrase("stuck")))

    def end(self, outcome: str) -> None:
        """Be done; nothing of this run may ring any more."""
        self.ended = outcome
        self.lanes = {}
        self.fork = 0
        self.emit(AlarmsDropped(None))
        self.emit(Ended(outcome))

    # Saying and asking

    def say(self, key: str, node: Say) -> None:
        """Say it to whom it is for, each in their own view."""
        for to in self.audiences(key, node.to):
            self.tell(to, self.words(node.text, to))

    def tell(self, to: Audience, line: Line) -> None:
        """Write to a person or the room, after their quiet hours if they did not cause it."""
        self.emit(Told(to, line, self.held(to)))

    def audiences(self, key: str, to: To | None) -> tuple[Audience, ...]:
        """Find who a text is for. Without a group, the room is both private chats."""
        seat = _seat(key)
        if to is None:
            to = To.BOTH if seat is None else To.GROUP if self.in_room() else To.ME
        match to:
            case To.GROUP:
                return (ROOM,) if self.cast.room else (Seat.A, Seat.B)
            case To.BOTH:
                return (Seat.A, Seat.B)
            case To.ME | To.PARTNER:
                if seat is None:
                    raise Failed("'me' and 'partner' are for lanes")
                return (seat if to is To.ME else seat.other,)
            case To.A | To.B:
                return (Seat(to.value),)
            case To.HURT | To.REPAIRING:
                return (self.seat(Role(to.value)),)

    def ask(self, key: str, lane: Lane, node: Ask) -> bool:
        """Put a question; False when there is nothing that a consent could show."""
        seat = _seat(key)
        if seat is None:
            raise Failed("a question outside a lane")
        preview: tuple[Words, ...] = ()
        if isinstance(node.kind, Consent) and node.kind.shows:
            preview = tuple(self.preview(seat, node.kind.shows))
            if not preview:
                self.go(key, self.script.after[node.id])
                return False
        self.lanes[key] = replace(lane, wait=self.number(), tries=0, stuck=False)
        self.prompt(seat, node, preview)
        if self.in_room() and not self.cast.room:
            self.tell(seat.other, self.words(node.text, seat))
        return True

    def prompt(self, seat: Seat, node: Ask, preview: tuple[Words, ...]) -> None:
        """Show a question under the number its lane waits with."""
        together = self.in_room()
        to: Audience = ROOM if together and self.cast.room else seat
        self.emit(
            Prompted(
                to,
                seat,
                self.lanes[seat].wait,
                node.id,
                (*self.words(node.text, seat), *_ends(node)),
                reply.options(node),
                preview,
                isinstance(node.kind, Text | Number),
                together and not self.cast.room,
                self.held(to),
            )  # fmt: skip
        )

    def again(self, seat: Seat) -> bool:
        """Show the open question once more, same number, same buttons; False if none is open."""
        lane = self.lanes.get(seat)
        node = self.script.nodes.get(lane.at) if lane and lane.at and lane.wait > 0 else None
        if isinstance(node, Ask):
            shows = node.kind.shows if isinstance(node.kind, Consent) else ()
            self.prompt(seat, node, tuple(self.preview(seat, shows)))
        elif isinstance(node, Ready):
            self.invite(seat, node)
        else:
            return False
        return True

    def preview(self, seat: Seat, names: tuple[str, ...]) -> Iterator[Words]:
        """Give exactly what would be shown, answer by answer."""
        mine = self.values.get(seat, {})
        for name in names:
            if name in mine:
                yield (show(mine[name], name, self.script.labels),)

    def answer(self, key: str, node: Ask, value: Plain) -> None:
        """Keep an answer (None: left out) and go on."""
        seat = Seat(key)
        if f"{DRAFT}{node.id}" in self.values.get(key, {}):
            self.assign(key, f"my.{DRAFT}{node.id}", None)
        if node.save is not None:
            self.assign(key, node.save, value)
        if self.in_room() and not self.cast.room and value is not None:
            name = node.save.split(".", 1)[1] if node.save else ""
            spoken = show(value, name, self.script.labels)
            words = (Span(f"{self.cast.person(seat).name}: "), spoken)
            self.emit(Revealed(seat.other, words, (name,), self.held(seat.other)))
        self.go(key, self.script.after[node.id])
        self.walk(key)

    def assign(self, key: str, name: str, value: Plain) -> None:
        """Write a value under its owner; consents that would have shown the old one are void."""
        scope, field = name.split(".", 1)
        owner = SHARED if scope == SHARED else key
        mine: dict[str, Value] = dict(self.values.get(owner, {}))
        if value is None:
            mine.pop(field, None)
        else:
            mine[field] = value
        for consent in self.script.voids.get(field, ()):
            mine.pop(consent, None)
        self.values = {**self.values, owner: mine}

    # Forks: begin, through, join, deadline

    def begin_fork(self, node: Each) -> None:
        """Open the lanes of a fork; with turns, the first one only."""
        main = self.lanes[MAIN]
        bodies = {
            seat: first
            for role, first in node.bodies.items()
            for seat in (Seat if role is None else (self.seat(role),))
        }
        seats = tuple(bodies)
        self.open_fork(main, node.policy, seats, ROOM if node.place is Place.GROUP else None)
        begun = seats[:1] if node.turns else seats
        for seat, first in bodies.items():
            self.lanes[seat] = Lane(first, wait=0 if seat in begun else -1)
        for seat in begun:
            self.walk(seat)

    def open_fork(
        self, main: Lane, policy: Policy, seats: tuple[Seat, ...], room: Audience | None
    ) -> None:
        """Number a fork and set its deadline and reminders, from when its prompts are seen."""
        self.fork = self.number()
        self.lanes[MAIN] = replace(main, wait=self.fork)
        readers = (room,) if room is not None else seats
        begin = max(self.held(to, policy) or self.at for to in readers)
        self.veil = None
        if policy.until is not None:
            deadline = begin + policy.until
            self.veil = deadline if room is None else None
            self.emit(AlarmSet(self.fork, "until", deadline))
            for index, reminder in enumerate(policy.remind):
                for to in readers:
                    due = begin + reminder.after
                    due = self.quiet_end(to, due, policy) or due
                    if due < deadline:
                        self.emit(AlarmSet(self.fork, f"remind:{index}:{to.value}", due))

    def through(self, key: str) -> None:
        """Take a lane that has come to its end; main's end is the run's."""
        if key == MAIN:
            return self.end("done")
        fork = self.fork_node()
        follower = self.follower(fork) if isinstance(fork, Each) else None
        if isinstance(follower, Ready):
            self.lanes[key] = Lane(follower.id)
            return self.walk(key)
        del self.lanes[key]
        waiting = next((seat for seat in Seat if seat in self.lanes), None)
        if waiting is None:
            return self.join()
        if self.lanes[waiting].wait == -1:
            self.lanes[waiting] = replace(self.lanes[waiting], wait=0)
            self.walk(waiting)
        return None

    def join(self) -> None:
        """Go on when all lanes are through: at once in the room, else behind the veil."""
        fork = self.fork_node()
        if not isinstance(fork, Each):
            return
        self.emit(AlarmsDropped(self.fork))
        if fork.place is Place.PRIVATE:
            if self.veil is not None:
                self.emit(AlarmSet(self.fork, "until", self.veil))
            if not isinstance(self.follower(fork), Reveal) and self.veil is not None:
                return
        lane = self.lanes[MAIN]
        self.lanes[MAIN] = Lane(self.script.after[fork.id], lane.stack, self.fork)
        self.walk(MAIN)

    def deadline(self) -> None:
        """Close what is open, for everybody alike, and go on."""
        main = self.lanes[MAIN]
        node = self.fork_node()
        self.emit(AlarmsDropped(self.fork))
        if isinstance(node, Each | Ready):
            self.lanes = {MAIN: main}
            follower = self.follower(node) if isinstance(node, Each) else node
            if isinstance(follower, Ready):
                self.go(MAIN, follower.missed)
            elif isinstance(node, Each) and node.place is Place.GROUP:
                self.go(MAIN, node.missed)
            else:
                self.go(MAIN, self.script.after[node.id])
        self.fork = 0
        self.walk(MAIN)

    # Ready

    def offer(self, key: str, node: Ready) -> None:
        """Ask one partner, or outside lanes both, to press when they are ready."""
        if key == MAIN:
            self.open_fork(self.lanes[MAIN], node.policy, tuple(Seat), None)
            for seat in Seat:
                self.lanes[seat] = Lane(node.id)
                self.offer(seat, node)
            return
        seat = Seat(key)
        self.lanes[key] = replace(self.lanes[key], wait=self.number(), slot=None)
        self.invite(seat, node)

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
            )  # fmt: skip
        )

    def ready(self, seat: Seat, node: Ready) -> None:
        """Take a press; it counts for the next slot and no other."""
        slot = times.next_slot(node.slots, self.at, self.cast.a.zone)
        self.lanes[seat] = replace(self.lanes[seat], slot=slot)
        self.emit(AlarmSet(self.fork, f"slot:{slot.timestamp():.0f}", slot))
        clock = slot.astimezone(self.cast.person(seat).zone)
        self.tell(seat, Phrase("ready-kept", (("time", f"{clock:%H:%M}"),)))

    def slot(self, moment: float) -> None:
        """Open the sitting if both pressed for this slot; else say that none is open."""
        pressed = [
            seat
            for seat in Seat
            if (lane := self.lanes.get(seat)) and lane.slot and lane.slot.timestamp() == moment
        ]
        if len(pressed) < 2:
            for seat in pressed:
                self.lanes[seat] = replace(self.lanes[seat], slot=None)
                self.tell(seat, Phrase("no-sitting"))
            return
        node_id = self.lanes[Seat.A].at or ""
        self.awake = {*Seat}
        self.emit(AlarmsDropped(self.fork))
        self.lanes = {MAIN: self.lanes[MAIN]}
        self.fork, self.veil = 0, None
        self.go(MAIN, self.script.after[node_id])
        self.walk(MAIN)

    # Reveal

    def reveal(self, node: Reveal) -> bool:
        """Show it if both said yes; else, once the deadline is there, the one same sentence."""
        due = self.veil is None or self.at >= self.veil
        if self.mutual(node) and (due or not node.at_deadline):
            for to in self.audiences(MAIN, node.to):
                words = self.words(node.text, to)
                self.emit(Revealed(to, words, node.names, self.held(to)))
            self.go(MAIN, node.shown)
            return False
        if not due:
            return True
        self.veil = None
        self.go(MAIN, node.withheld)
        return False

    def mutual(self, node: Reveal) -> bool:
        """Say whether both consented and everything named is there."""
        consents = [
            self.values.get(seat, {}).get(need) is True
            for role, need in node.needs.items()
            for seat in (Seat if role is None else (self.seat(role),))
        ]
        named = {(name.scope, name.field) for name in node.text.names if name.field in node.names}
        there = [
            self.values.get(self.owner(scope), {}).get(field) is not None for scope, field in named
        ]
        return len(consents) == 2 and all(consents) and all(there)

    def owner(self, scope: str) -> str:
        """Give whose values a seat's or role's name means, outside lanes."""
        return scope if scope in ("a", "b", SHARED) else self.seat(Role(scope))

    # Small things

    def in_room(self) -> bool:
        """Say whether the open fork talks in the room."""
        fork = self.fork_node()
        return isinstance(fork, Each) and fork.place is Place.GROUP

    def fork_node(self) -> Node | None:
        """Give the node main stands on."""
        main = self.lanes.get(MAIN)
        return self.script.nodes.get(main.at) if main and main.at else None

    def follower(self, node: Each) -> Node | None:
        """Give what directly follows a private fork."""
        after = self.script.after[node.id]
        return self.script.nodes.get(after) if after and node.place is Place.PRIVATE else None

    def seat(self, role: Role) -> Seat:
        """Give the seat on that side of the breach."""
        return self.cast.hurt if role is Role.HURT else self.cast.hurt.other

    def scope(self, key: str) -> Scope:
        """Give what expressions in a lane may look at."""
        return Scope(self.values, self.cast, _seat(key))

    def words(self, text: Template, to: Audience) -> Words:
        """Fill in a text as that reader sees it."""
        seat = to if isinstance(to, Seat) else None
        return render(text, Scope(self.values, self.cast, seat), self.script.labels)

    def held(self, to: Audience, policy: Policy | None = None) -> datetime | None:
        """Say until when quiet hours hold a letter back; None when it may go now."""
        return self.quiet_end(to, self.at, policy)

    def quiet_end(
        self, to: Audience, moment: datetime, policy: Policy | None = None
    ) -> datetime | None:
        """Say when quiet hours around a moment end, for a person or for all in the room."""
        if policy is None:
            node = self.fork_node()
            policy = node.policy if isinstance(node, Each | Ready) else None
        if policy is not None and not policy.quiet:
            return None
        seats = (to,) if isinstance(to, Seat) else tuple(Seat)
        ends = [
            end
            for seat in seats
            if (seat not in self.awake or moment > self.at)
            and (end := times.quiet_until(self.cast.person(seat), moment))
        ]
        return max(ends, default=None)

    def pause(self, key: str, tag: str, due: datetime) -> None:
        """Let a lane wait for an alarm."""
        self.lanes[key] = replace(self.lanes[key], wait=self.number())
        self.emit(AlarmSet(self.waits, tag, due))

    def number(self) -> int:
        """Give the next wait its number."""
        self.waits += 1
        return self.waits

    def emit(self, outcome: Outcome) -> None:
        """Note something decided."""
        self.outcomes.append(outcome)


def _seat(key: str) -> Seat | None:
    return None if key == MAIN else Seat(key)


def _ends(node: Ask) -> Words:
    """Name the ends of a scale."""
    kind = node.kind
    if not isinstance(kind, Scale) or not (kind.low or kind.high):
        return ()
    return (Span(f"\n{kind.min} = {kind.low} · {kind.max} = {kind.high}", Style.ITALIC),)


def _text(value: Plain) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)
