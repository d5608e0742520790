"""
The workbench of one turn: a run taken apart, what is decided so far, and who hears what.

Who may read a message is decided here and nowhere else (`audiences`), and so is when (`held`).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from bot.flow import times
from bot.flow.cast import Plain, Scope, Value
from bot.flow.expr import Failed
from bot.flow.kinds import Day, Kind
from bot.flow.outcomes import (
    ROOM,
    AlarmsDropped,
    AlarmSet,
    Audience,
    Ended,
    Line,
    Outcome,
    Told,
    Turn,
)
from bot.flow.reply import Ear
from bot.flow.run import MAIN, SHARED, Lane, Run
from bot.flow.script import (
    Each,
    Node,
    Place,
    Policy,
    Ready,
    Script,
    To,
    Variable,
)  # fmt: skip
from bot.flow.text import Template, render
from bot.model.couple import Role, Seat
from bot.model.words import Words

LONGEST_NIGHT = timedelta(days=2)
DRAFT = "~"
"""Begins the name under which parts of a text wait for further parts."""

_SEATS: Mapping[str, Seat | None] = {MAIN: None} | {seat.value: seat for seat in Seat}


class Bench:
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
        self.trails = run.trails
        self.rest = run.rest
        self.outcomes: list[Outcome] = []
        self.steps = 0
        self.opening = False
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
            self.ended, self.trails, self.rest,
        )  # fmt: skip
        return Turn(run, tuple(self.outcomes))

    def walk(self, key: str) -> None:
        """Play a lane until it waits, is through, or the run has ended."""
        raise NotImplementedError

    def onward(self) -> None:
        """Go on with the main way; while it opens a fork, it goes on by itself after that."""
        if not self.opening:
            self.walk(MAIN)

    def go(self, key: str, to: str | None) -> None:
        """Put a lane on another node, waiting for nothing."""
        self.lanes[key] = Lane(to, self.lanes[key].stack)

    def end(self, outcome: str) -> None:
        """Be done; nothing of this run may ring any more."""
        self.ended = outcome
        self.lanes, self.trails, self.rest = {}, {}, None
        self.fork = 0
        self.emit(AlarmsDropped(None))
        self.emit(Ended(outcome))

    def assign(self, key: str, name: str, value: Plain) -> None:
        """
        Write a value under its owner; consents that would have shown the old one are void.

        A number beyond its variable's bounds becomes the nearest bound.
        """
        scope, field = name.split(".", 1)
        owner = key if scope == "my" else SHARED
        if scope == "in":
            field = name
        variable = self.script.variables.get(name)
        if variable is not None and isinstance(value, int | float):
            value = _within(value, variable)
        mine: dict[str, Value] = dict(self.values.get(owner, {}))
        if value is None:
            mine.pop(field, None)
        else:
            mine[field] = value
        for consent in self.script.voids.get(field, ()):
            mine.pop(consent, None)
        self.values = {**self.values, owner: mine}

    def tell(self, to: Audience, line: Line) -> None:
        """Write to a person or the room, after their quiet hours if they did not cause it."""
        self.emit(Told(to, line, self.held(to)))

    def audiences(self, key: str, to: To | None) -> tuple[Audience, ...]:
        """Find who a text is for. Without a group, the room is both private chats."""
        seat = seat_of(key)
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

    def words(self, text: Template, to: Audience, about: Seat | None = None) -> Words:
        """Fill in a text in its reader's language, about them unless it is about somebody else."""
        if text.constant is not None and not text.others:
            return text.constant
        seat = about or (to if isinstance(to, Seat) else None)
        scope = Scope(self.values, self.cast, seat)
        return render(text, scope, self.script.manner, self.language(to))

    def language(self, to: Audience) -> str:
        """Give the language of a partner, or of the room."""
        return self.cast.person(to).language if isinstance(to, Seat) else self.cast.language

    def phrased(self, text: Template, to: Audience, about: Seat | None = None) -> Words | None:
        """Fill in a text that is not worth being stuck for; None when it fails."""
        try:
            return self.words(text, to, about)
        except Failed:
            return None

    def held(self, to: Audience, policy: Policy | None = None) -> datetime | None:
        """Say until when quiet hours hold a letter back; None when it may go now."""
        return self.quiet_end(to, self.at, policy)

    def quiet_end(
        self, to: Audience, moment: datetime, policy: Policy | None = None
    ) -> datetime | None:
        """Say when quiet hours around a moment end, for a person or for all in the room."""
        if isinstance(to, Seat) and self.cast.person(to).quiet is None:
            return None
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
        end = max(ends, default=None)
        if end is None or len(seats) == 1 or end - self.at > LONGEST_NIGHT:
            return end
        # In another zone the other may have fallen asleep by then.
        return self.quiet_end(to, end, policy) or end

    def in_room(self) -> bool:
        """Say whether the open fork talks in the room."""
        fork = self.fork_node()
        return isinstance(fork, Each) and fork.place is Place.GROUP

    def ear(self, seat: Seat, kind: Kind) -> Ear:
        """Say in which language and, for a day, on which day somebody's words are to be read."""
        person = self.cast.person(seat)
        if not isinstance(kind, Day):
            return Ear(person.language)
        return Ear(person.language, self.at.astimezone(person.zone).date())

    def zone(self, key: str) -> tzinfo:
        """Give the time zone of a lane's person; outside lanes, the couple's."""
        return self.cast.person(seat_of(key) or Seat.A).zone

    def fork_node(self) -> Node | None:
        """Give the node main stands on."""
        main = self.lanes.get(MAIN)
        return self.script.nodes.get(main.at) if main and main.at else None

    def follower(self, node: Each) -> Node | None:
        """Give what directly follows a private fork and is going to be played."""
        after = self.script.after[node.id]
        found = self.script.nodes.get(after) if after and node.place is Place.PRIVATE else None
        return found if found and self.played(MAIN, found) else None

    def played(self, key: str, node: Node) -> bool:
        """Say whether a node's own condition lets it be played; one that fails does not."""
        try:
            return node.when is None or bool(node.when.run(self.scope(key)))
        except Failed:
            return False

    def seat(self, role: Role) -> Seat:
        """Give the seat on that side of the breach."""
        return self.cast.hurt if role is Role.HURT else self.cast.hurt.other

    def scope(self, key: str) -> Scope:
        """Give what expressions in a lane may look at."""
        return Scope(self.values, self.cast, seat_of(key))

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


def _within(value: float, variable: Variable) -> float:
    if variable.least is not None and value < variable.least:
        return variable.least
    if variable.most is not None and value > variable.most:
        return variable.most
    return value


def seat_of(key: str) -> Seat | None:
    """Give whose lane this is; None for the main way."""
    return _SEATS[key]
