"""
Say, ask and reveal.

`Talking.reveal` is the only way from private to shared: both have consented to exactly what is
shown, or everybody reads the same words at the same moment.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.flow import reply
from bot.flow.bench import DRAFT, Bench, seat_of
from bot.flow.cast import Plain, alike
from bot.flow.expr import Failed
from bot.flow.kinds import Consent, Day, Length, Number, Photo, Scale, Text, TimeOfDay
from bot.flow.outcomes import (
    ROOM,
    AlarmsDropped,
    AlarmSet,
    Audience,
    Prompted,
    Revealed,
    Told,
)
from bot.flow.run import MAIN, SHARED, Lane, further
from bot.flow.script import Ask, Policy, Reveal, Say, To
from bot.flow.text import show
from bot.model.couple import Role, Seat
from bot.model.words import Span, Style, Words

SAID = "!"
"""Begins the name under which it is noted that something was said."""
_WRITTEN = (Text, Number, Day, TimeOfDay, Length, Photo)


class Talking(Bench):
    """What passes between the bot and people."""

    def settle_in(self) -> None:
        """Give variables the values they begin with, where nothing stands yet."""
        for name, variable in self.script.variables.items():
            if variable.default is not None:
                for key in Seat if variable.scope == "my" else (SHARED,):
                    if variable.name not in self.values.get(key, {}):
                        self.assign(key, name, variable.default)

    def say(self, key: str, node: Say) -> None:
        """Say it to whom it is for, each in their own view."""
        if node.once and not self.first_time(key, node.id):
            return
        spoken = seat_of(key) if node.to in (None, To.GROUP) and self.in_room() else None
        for to in self.audiences(key, node.to):
            line = self.words(node.text, to, spoken)
            self.emit(Told(to, line, self.held(to), self.picture(key, node.media)))

    def first_time(self, key: str, node: str) -> bool:
        """Say whether this is not said yet in this run, and note that it is."""
        name = f"{SAID}{node}"
        owner = key if seat_of(key) and not self.in_room() else SHARED
        if name in self.values.get(owner, {}):
            return False
        self.values = {**self.values, owner: {**self.values.get(owner, {}), name: True}}
        return True

    def picture(self, key: str, name: str | None) -> str | None:
        """Give the platform's reference to the picture that a variable holds."""
        if name is None:
            return None
        scope, field = name.split(".", 1)
        found = self.values.get(key if scope == "my" else SHARED, {}).get(field)
        return found if isinstance(found, str) else None

    def ask(self, key: str, lane: Lane, node: Ask) -> bool:
        """Put a question; False when there is nothing that a consent could show."""
        seat = seat_of(key)
        if seat is None:
            raise Failed("a question outside a lane")
        preview: tuple[Words, ...] = ()
        if isinstance(node.kind, Consent) and node.kind.shows:
            preview = tuple(self.preview(seat, node.kind.shows))
            if not preview:
                self.go(key, self.script.after[node.id])
                return False
        self.drop_draft(key, node)
        self.lanes[key] = Lane(lane.at, lane.stack, self.number())
        self.prompt(seat, node, preview)
        if node.policy.until is not None:
            self.patience(seat, node.policy)
        if not self.cast.room and self.in_room():
            self.tell(seat.other, self.words(node.text, seat.other, seat))
        return True

    def patience(self, seat: Seat, policy: Policy) -> None:
        """Set a question's own deadline and reminders, counted from when it is seen."""
        to: Audience = ROOM if self.in_room() and self.cast.room else seat
        begin = self.held(to, policy) or self.at
        deadline = begin + (policy.until or timedelta(0))
        self.emit(AlarmSet(self.waits, "until", deadline))
        self.reminders(self.waits, to, policy, begin, deadline)

    def reminders(
        self, wait: int, to: Audience, policy: Policy, begin: datetime, deadline: datetime | None
    ) -> None:
        """Set those that come before a deadline, out of quiet hours."""
        for index, reminder in enumerate(policy.remind):
            due = begin + reminder.after
            due = self.quiet_end(to, due, policy) or due
            if deadline is None or due < deadline:
                self.emit(AlarmSet(wait, f"remind:{index}:{to.value}", due))

    def prompt(self, seat: Seat, node: Ask, preview: tuple[Words, ...]) -> None:
        """Show a question under the number its lane waits with."""
        together = self.in_room()
        language = self.language(ROOM if together and self.cast.room else seat)
        to: Audience = ROOM if together and self.cast.room else seat
        self.emit(
            Prompted(
                to,
                seat,
                self.lanes[seat].wait,
                node.id,
                (*self.words(node.text, to, seat), *ends(node, language)),
                reply.options(node, language),
                preview,
                isinstance(node.kind, _WRITTEN),
                together and not self.cast.room,
                self.held(to),
            )
        )

    def preview(self, seat: Seat, names: tuple[str, ...]) -> Iterator[Words]:
        """Give exactly what would be shown, answer by answer."""
        mine = self.values.get(seat, {})
        for name in names:
            if name in mine:
                variable = self.script.variables.get(f"my.{name}")
                language = self.language(seat)
                label = variable.called if variable else None
                called = f"{label.within(language)}: " if label else ""
                shown = show(mine[name], name, self.script.manner, language)
                yield (Span(f"{called}“"), shown, Span("”"))

    def answer(self, key: str, node: Ask, value: Plain) -> None:
        """Keep an answer (None: left out) and go on."""
        seat = Seat(key)
        lane = self.lanes[key]
        self.drop_draft(key, node)
        if node.save is not None:
            self.assign(key, node.save, value)
        if node.policy.until is not None:
            self.emit(AlarmsDropped(lane.wait))
        mine = further(self.trails.get(key, ""), node.id, lane.stack) if node.edit else ""
        self.trails = {**self.trails, key: mine}
        if not self.cast.room and value is not None and self.in_room():
            name = node.save.split(".", 1)[1] if node.save else ""
            spoken = show(value, name, self.script.manner, self.language(seat.other))
            words = (Span(f"{self.cast.person(seat).name}: "), spoken)
            self.emit(Revealed(seat.other, words, (name,), self.held(seat.other)))
        self.go(key, self.script.after[node.id])
        self.walk(key)

    def leave(self, key: str, node: Ask, to: str | None) -> None:
        """Go on without an answer: too many tries, or time is up."""
        self.drop_draft(key, node)
        if node.policy.until is not None:
            self.emit(AlarmsDropped(self.lanes[key].wait))
        self.go(key, to)
        self.walk(key)

    def drop_draft(self, key: str, node: Ask) -> None:
        """Forget the parts of an answer that was not finished."""
        if f"{DRAFT}{node.id}" in self.values.get(key, {}):
            self.assign(key, f"my.{DRAFT}{node.id}", None)

    def reveal(self, node: Reveal) -> bool:
        """Show it if both said yes; else, once the deadline is there, the one same sentence."""
        due = self.veil is None or self.at >= self.veil
        if (due or not node.at_deadline) and self.mutual(node):
            for to in self.audiences(MAIN, node.to):
                words = self.words(node.text, to)
                self.emit(Revealed(to, words, node.names, self.held(to)))
            self.go(MAIN, node.shown)
            return False
        # What rings at the deadline is the fork's, also where another reveal came before.
        self.lanes[MAIN] = replace(self.lanes[MAIN], wait=self.fork)
        if not due:
            return True
        self.veil = None
        self.go(MAIN, node.withheld)
        return False

    def mutual(self, node: Reveal) -> bool:
        """Say whether both consented, everything named is there, and nothing holds it."""
        if self.cast.held:
            return False
        consents = [
            self.values.get(seat, {}).get(need) is True
            for role, need in node.needs.items()
            for seat in (Seat if role is None else (self.seat(role),))
        ]
        named = {(name.scope, name.field) for name in node.text.names if name.field in node.names}
        there = [self.shown(scope, field) is not None for scope, field in named]
        if len(consents) < 2 or not all(consents) or not all(there):
            return False
        return all(self.phrased(node.text, to) is not None for to in self.audiences(MAIN, node.to))

    def shown(self, scope: str, field: str) -> Plain:
        """Give an answer that a reveal would show; None when it is not there."""
        if scope == "both":
            return alike(self.values, field)
        return self.values.get(self.owner(scope), {}).get(field)

    def owner(self, scope: str) -> str:
        """Give whose values a seat's or role's name means, outside lanes."""
        return scope if scope in ("a", "b", SHARED) else self.seat(Role(scope))


def ends(node: Ask, language: str) -> Words:
    """Name the ends of a scale."""
    kind = node.kind
    if not isinstance(kind, Scale):
        return ()
    named = [
        f"{number} = {label.within(language)}"
        for number, label in ((kind.min, kind.low), (kind.max, kind.high))
        if label is not None
    ]
    return (Span("\n" + " · ".join(named), Style.ITALIC),) if named else ()
