"""Play both partners on `advance` alone: no database, no platform, the clock in hand."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import assert_never
from zoneinfo import ZoneInfo

from bot.flow import advance as engine
from bot.flow.cast import Cast, Person, Value
from bot.flow.check import checked
from bot.flow.deeds import DEEDS
from bot.flow.events import Done, Event, Pressed, Rang, Resumed, Said, Skipped, Started
from bot.flow.outcomes import (
    ROOM,
    AlarmsDropped,
    AlarmSet,
    Audience,
    DeedAsked,
    Ended,
    Marked,
    Noticed,
    Outcome,
    Phrase,
    Prompted,
    Revealed,
    Stuck,
    Told,
    Turn,
)
from bot.flow.parse import parse
from bot.flow.place import decode, encode
from bot.flow.run import MAIN, Run, begin
from bot.flow.script import Each, Place, Script
from bot.model.couple import Seat
from bot.model.profile import Quiet
from bot.model.words import Words, plain

A, B = Seat.A, Seat.B
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
NIGHT = Quiet(time(22), time(7))
_WAIT = re.compile(r"(\d+)(s|m|h|d|w)")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


@dataclass(frozen=True, slots=True)
class Shown:
    """Something a chat was shown: when it became visible, the words, and the buttons under it."""

    at: datetime
    text: str
    buttons: tuple[str, ...] = ()


def script_of(source: str) -> Script:
    """Build a flow that has to be sound."""
    return checked(parse(source.encode(), "flow.yaml"))


def person(name: str, zone: str = "UTC", quiet: Quiet | None = None) -> Person:
    """Make a partner."""
    return Person(name, "en", ZoneInfo(zone), quiet)


def couple(
    *,
    hurt: Seat = A,
    room: bool = True,
    zones: tuple[str, str] = ("UTC", "UTC"),
    quiet: tuple[Quiet | None, Quiet | None] = (None, None),
) -> Cast:
    """Make Ana and Ben."""
    return Cast(person("Ana", zones[0], quiet[0]), person("Ben", zones[1], quiet[1]), hurt, room)


def length(text: str) -> timedelta:
    """Read ``2d`` or ``90s``."""
    found = _WAIT.fullmatch(text)
    assert found, text
    return timedelta(seconds=int(found[1]) * _UNITS[found[2]])


class Pair:
    """
    Ana and Ben, playing one flow.

    The run is written and read back between all turns. ``outcomes`` are all that was decided,
    ``watch`` is told of every turn.
    """

    def __init__(
        self,
        flow: str | Script,
        cast: Cast | None = None,
        *,
        at: datetime = NOON,
        starter: Seat | None = None,
        action: Callable[[Sequence[str]], Value | None] = lambda _: "",
        watch: Callable[[Event, Turn], None] | None = None,
    ) -> None:
        self.script = script_of(flow) if isinstance(flow, str) else flow
        self.now = at
        self.action = action
        self.watch = watch
        self.chats: dict[Audience, list[Shown]] = {A: [], B: [], ROOM: []}
        self.prompts: dict[Seat, list[Prompted]] = {A: [], B: []}
        self.alarms: dict[tuple[int, str], datetime] = {}
        self.outcomes: list[Outcome] = []
        self.marks: list[Marked] = []
        self.stuck: list[Stuck] = []
        self.run: Run = begin(cast or couple(), self.script.first or "")
        self.do(Started(at, starter))

    # What they do

    def say(self, seat: Seat, text: str, *, room: bool | None = None) -> Turn:
        """Write something, where the open question stands unless told otherwise."""
        where = self.in_room() if room is None else room
        return self.do(Said(self.now, seat, text, where))

    def press(self, seat: Seat, label: str) -> Turn:
        """Press a button of the question that is open."""
        asked = self.open(seat)
        assert asked is not None, f"nothing is asked of {seat}"
        labels = [_label(one) for one in asked.options]
        assert label in labels, labels
        return self.tap(asked, labels.index(label))

    def tap(self, asked: Prompted, option: int, seat: Seat | None = None) -> Turn:
        """Press a button of any question ever shown."""
        return self.do(Pressed(self.now, seat or asked.seat, asked.prompt, asked.node, option))

    def skip(self, seat: Seat) -> Turn:
        """Leave the open question out."""
        return self.do(Skipped(self.now, seat))

    def resume(self, seat: Seat) -> Turn:
        """Come back and look at the open question again."""
        return self.do(Resumed(self.now, seat))

    def wait(self, text: str) -> None:
        """Let time pass; what falls due happens in its order."""
        until = self.now + length(text)
        while (due := self.next_alarm()) is not None and due[0] <= until:
            self.ring()
        self.now = until

    def ring(self) -> None:
        """Go to the next alarm and let it ring."""
        found = self.next_alarm()
        assert found is not None, "no alarm is set"
        due, key = found
        del self.alarms[key]
        self.now = max(self.now, due)
        self.do(Rang(self.now, *key))

    # What is seen

    def read(self, to: Audience) -> list[str]:
        """Give the words a chat has been shown by now, in order."""
        return [shown.text for shown in self.seen(to) if shown.at <= self.now]

    def seen(self, to: Audience) -> list[Shown]:
        """Give what a chat is shown, also later, in order."""
        return sorted(self.chats[to], key=lambda shown: shown.at)

    def last(self, to: Audience) -> str:
        """Give the last words a chat was shown."""
        return self.read(to)[-1]

    def open(self, seat: Seat) -> Prompted | None:
        """Give the question that somebody could answer now."""
        listening = self.run.listening(seat)
        return next((one for one in self.prompts[seat] if one.prompt == listening), None)

    def next_alarm(self) -> tuple[datetime, tuple[int, str]] | None:
        """Give the alarm that falls due first, and when."""
        found = min(self.alarms.items(), key=lambda one: (one[1], one[0]), default=None)
        return (found[1], found[0]) if found else None

    def in_room(self) -> bool:
        """Say whether the open question stands in the room."""
        main = self.run.lanes.get(MAIN)
        fork = self.script.nodes.get(main.at or "") if main else None
        return isinstance(fork, Each) and fork.place is Place.GROUP and self.run.cast.room

    def outline(self, kind: type[Outcome]) -> list[Outcome]:
        """Give the outcomes of one kind."""
        return [one for one in self.outcomes if isinstance(one, kind)]

    @property
    def ended(self) -> str | None:
        """Give the outcome of the run."""
        return self.run.ended

    @property
    def revealed(self) -> list[Revealed]:
        """Give what one partner's words reached the other with."""
        return [one for one in self.outcomes if isinstance(one, Revealed)]

    # The turn

    def do(self, event: Event) -> Turn:
        """Hand one event in, note what comes of it, write the run and read it back."""
        turn = engine.advance(self.script, self.run, event)
        if not turn.taken:
            assert turn.run == self.run
        for outcome in turn.outcomes:
            self.note(outcome)
        again = decode(encode(turn.run), turn.run.cast, turn.run.values)
        assert again == turn.run, "what was written is not what is read"
        self.run = again
        if self.watch:
            self.watch(event, turn)
        for outcome in turn.outcomes:
            if isinstance(outcome, DeedAsked):
                found = self.action(["" if one is None else str(one) for _, one in outcome.given])
                named = {} if found is None else {next(iter(DEEDS[outcome.deed].gives)): found}
                self.do(Done(self.now, outcome.wait, named))
        return turn

    def note(self, outcome: Outcome) -> None:
        """Note one outcome."""
        self.outcomes.append(outcome)
        match outcome:
            case Told(to=to, line=line, not_before=later):
                self.show(to, later, line)
            case Revealed(to=to, words=words, not_before=later):
                self.show(to, later, words)
            case Prompted(to=to, seat=seat, not_before=later):
                self.prompts[seat].append(outcome)
                extra = [plain(words) for words in outcome.preview]
                whole = "\n".join([plain(outcome.words), *extra, *["(heard)"] * outcome.heard])
                buttons = tuple(_label(one) for one in outcome.options)
                self.chats[to].append(Shown(self.moment(later), whole, buttons))
            case Noticed(seat=seat, phrase=phrase, room=room):
                self.show(ROOM if room else seat, None, phrase)
            case AlarmSet(wait=wait, tag=tag, due=due):
                self.alarms[wait, tag] = due
            case AlarmsDropped(wait=wait):
                gone = [key for key in self.alarms if wait in (None, key[0])]
                for key in gone:
                    del self.alarms[key]
            case Marked():
                self.marks.append(outcome)
            case Stuck():
                self.stuck.append(outcome)
            case Ended() | DeedAsked():
                pass
            case _:
                assert_never(outcome)

    def show(self, to: Audience, later: datetime | None, line: Words | Phrase) -> None:
        """Note what a chat is shown, and when it becomes visible."""
        text = _label(line) if isinstance(line, Phrase) else plain(line)
        self.chats[to].append(Shown(self.moment(later), text))

    def moment(self, later: datetime | None) -> datetime:
        """Give when something becomes visible."""
        return self.now if later is None else max(self.now, later)


def _label(one: str | Phrase) -> str:
    if isinstance(one, str):
        return one
    extra = "".join(f" {name}={value}" for name, value in one.arguments)
    return f"<{one.id}{extra}>"
