"""
Say, ask and reveal.

`Talking.reveal` is the only way from private to shared: both have consented to exactly what is
shown, or everybody reads the same words at the same moment.
"""

from collections.abc import Iterator

from bot.flow import reply
from bot.flow.bench import DRAFT, Bench, seat_of
from bot.flow.cast import Plain
from bot.flow.expr import Failed
from bot.flow.kinds import Consent, Number, Scale, Text
from bot.flow.outcomes import ROOM, Audience, Prompted, Revealed
from bot.flow.run import MAIN, SHARED, Lane
from bot.flow.script import Ask, Reveal, Say, To
from bot.flow.text import show
from bot.model.couple import Role, Seat
from bot.model.words import Span, Style, Words


class Talking(Bench):
    """What passes between the bot and people."""

    def say(self, key: str, node: Say) -> None:
        """Say it to whom it is for, each in their own view."""
        spoken = seat_of(key) if node.to in (None, To.GROUP) and self.in_room() else None
        for to in self.audiences(key, node.to):
            self.tell(to, self.words(node.text, spoken or to))

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
        self.lanes[key] = Lane(lane.at, lane.stack, self.number())
        self.prompt(seat, node, preview)
        if not self.cast.room and self.in_room():
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
                (*self.words(node.text, seat), *ends(node)),
                reply.options(node),
                preview,
                isinstance(node.kind, Text | Number),
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
                called = f"{variable.called}: " if variable and variable.called else ""
                shown = show(mine[name], name, self.script.labels)
                yield (Span(f"{called}“"), shown, Span("”"))

    def answer(self, key: str, node: Ask, value: Plain) -> None:
        """Keep an answer (None: left out) and go on."""
        seat = Seat(key)
        if f"{DRAFT}{node.id}" in self.values.get(key, {}):
            self.assign(key, f"my.{DRAFT}{node.id}", None)
        if node.save is not None:
            self.assign(key, node.save, value)
        if not self.cast.room and value is not None and self.in_room():
            name = node.save.split(".", 1)[1] if node.save else ""
            spoken = show(value, name, self.script.labels)
            words = (Span(f"{self.cast.person(seat).name}: "), spoken)
            self.emit(Revealed(seat.other, words, (name,), self.held(seat.other)))
        self.go(key, self.script.after[node.id])
        self.walk(key)

    def reveal(self, node: Reveal) -> bool:
        """Show it if both said yes; else, once the deadline is there, the one same sentence."""
        due = self.veil is None or self.at >= self.veil
        if (due or not node.at_deadline) and self.mutual(node):
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
        if len(consents) < 2 or not all(consents) or not all(there):
            return False
        return all(self.phrased(node.text, to) is not None for to in self.audiences(MAIN, node.to))

    def owner(self, scope: str) -> str:
        """Give whose values a seat's or role's name means, outside lanes."""
        return scope if scope in ("a", "b", SHARED) else self.seat(Role(scope))


def ends(node: Ask) -> Words:
    """Name the ends of a scale."""
    kind = node.kind
    if not isinstance(kind, Scale) or not (kind.low or kind.high):
        return ()
    return (Span(f"\n{kind.min} = {kind.low} · {kind.max} = {kind.high}", Style.ITALIC),)
