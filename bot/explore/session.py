"""
One couple playing one flow on `advance` alone: no database, no platform, the clock in hand.

Whatever is decided is handed to the `Promises`, who find what must not be.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime, timedelta
from typing import Protocol, get_args

from bot.errors import failure
from bot.explore.case import Act, Broken, Move, Oracle, Setting, Show, Tap, Word, Write
from bot.explore.coverage import TooLong, Watch
from bot.flow import advance as engine
from bot.flow import events, place
from bot.flow.events import Done, Event, Pressed, Rang, Said, Showed, Started
from bot.flow.outcomes import (
    ROOM,
    AlarmsDropped,
    AlarmSet,
    Audience,
    DeedAsked,
    Noticed,
    Outcome,
    Phrase,
    Prompted,
    Turn,
)
from bot.flow.passage import MAX_NODES
from bot.flow.run import MAIN, Run, begin
from bot.flow.script import Each, Node, Place, Script
from bot.model.couple import Seat
from bot.model.words import plain
from bot.things.asking import Asking, Found
from bot.things.shelf import Memory
from bot.things.table import Doings

LONGEST = timedelta(days=400)
MOST_TURNS = 3000

"""Performs an action by its name, with what it is given, and in which language."""

WORDS: Mapping[str, type] = {
    one.__name__: one
    for one in get_args(events.Event)
    if {each.name for each in fields(one)} == {"at", "seat"} and one is not Started
}
"""The events that are nothing but a word of somebody: skip, resume..."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Something a chat is shown: when it becomes visible, the words, and the buttons under it."""

    at: datetime
    text: str
    buttons: tuple[str, ...] = ()


class Looker(Protocol):
    """Somebody who looks at every turn, and raises `Broken` when a promise is."""

    def before(self, session: "Session", event: Event) -> None:
        """Look at what is about to happen."""

    def after(self, session: "Session", event: Event, turn: Turn) -> None:
        """Look at what came of it."""


@dataclass(slots=True)
class Session:
    """
    A conversation under way.

    ``journal`` are the events so far and ``decided`` what came of each; ``moves`` are the acts
    among them, to be played again. With ``restarts`` the run is written and read back between
    any two events. ``reacts`` is told of every question.
    """

    script: Script
    setting: Setting
    watch: Watch
    doings: Doings
    looker: Looker | None = None
    restarts: bool = False
    reacts: Callable[[Prompted], None] | None = None
    now: datetime = field(init=False)
    run: Run = field(init=False)
    chats: dict[Audience, list[Shown]] = field(init=False)
    prompts: dict[Seat, list[Prompted]] = field(init=False)
    alarms: dict[tuple[int, str], datetime] = field(init=False, default_factory=dict)
    moves: list[Move] = field(init=False, default_factory=list)
    journal: list[Event] = field(init=False, default_factory=list)
    shelf: Memory = field(init=False, default_factory=Memory)
    decided: list[Turn] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        """Lay everything out; `start` begins."""
        self.now = self.setting.at
        self.chats = {Seat.A: [], Seat.B: [], ROOM: []}
        self.prompts = {Seat.A: [], Seat.B: []}
        self.run = begin(self.setting.cast(self.script.alone), self.script.first or "")

    def start(self) -> "Session":
        """Begin the flow."""
        self.do(Started(self.now, self.setting.starter))
        return self

    # What happens

    def act(self, seat: Seat, act: Act) -> bool:
        """Do something now; False when there is nothing to do it to."""
        event = self.event(seat, act)
        if event is None or self.run.ended is not None:
            return False
        self.moves.append(Move(self.now - self.setting.at, seat, act))
        self.do(event)
        return True

    def event(self, seat: Seat, act: Act) -> Event | None:
        """Make an act into what the flow is told."""
        match act:
            case Tap(node=node, option=option, back=back, of=of):
                asked = self.asked(of or seat, node)
                if back >= len(asked):
                    return None
                return Pressed(self.now, seat, asked[-1 - back].prompt, node, option)
            case Write(text=text, aside=aside):
                if not aside and self.open(seat) is None:
                    return None
                return Said(self.now, seat, text, aside or self.in_room())
            case Show():
                return Showed(self.now, seat, "a picture", self.in_room())
            case Word(event=name):
                found: Event = WORDS[name](self.now, seat)
                return found

    def ring(self) -> bool:
        """Go to the next alarm and let it ring; False when none is set."""
        found = self.next_alarm()
        if found is None:
            return False
        due, key = found
        del self.alarms[key]
        self.now = max(self.now, due)
        self.do(Rang(self.now, *key))
        return True

    def until(self, moment: datetime) -> None:
        """Let time pass; what falls due happens in its order."""
        while (
            self.run.ended is None
            and (found := self.next_alarm()) is not None
            and found[0] <= moment
        ):
            self.ring()
        self.now = max(self.now, moment)

    def finish(self) -> "Session":
        """Let time pass until the flow has ended. It always does."""
        while self.run.ended is None:
            if not self.ring():
                asked = [seat for seat in Seat if self.open(seat)]
                if not asked:
                    raise self.broken(Oracle.DEAD, "nothing is asked, and no alarm is set")
                return self
        return self

    # What is asked

    def asked(self, seat: Seat, node: str) -> Sequence[Prompted]:
        """Give the questions of a node that somebody was asked, each once, the newest last."""
        found = {one.prompt: one for one in self.prompts[seat] if one.node == node}
        return list(found.values())

    def open(self, seat: Seat) -> Prompted | None:
        """Give the question that somebody could answer now."""
        listening = self.run.listening(seat)
        if not listening:
            return None
        return next((one for one in self.prompts[seat] if one.prompt == listening), None)

    def next_alarm(self) -> tuple[datetime, tuple[int, str]] | None:
        """Give the alarm that falls due first, and when."""
        found = min(self.alarms.items(), key=lambda one: (one[1], one[0]), default=None)
        return (found[1], found[0]) if found else None

    def fork(self, run: Run | None = None) -> Node | None:
        """Give the node that the run's main way rests on."""
        main = (run or self.run).lanes.get(MAIN)
        return self.script.nodes.get(main.at or "") if main else None

    def aloud(self) -> bool:
        """Say whether what is answered now is heard by both."""
        fork = self.fork()
        return isinstance(fork, Each) and fork.place is Place.GROUP

    def in_room(self) -> bool:
        """Say whether the open question stands in the room."""
        return self.setting.room and self.aloud()

    def seen_by(self, seat: Seat) -> Sequence[tuple[datetime, str, str, tuple[str, ...]]]:
        """Give all that somebody is shown, in their own chat and the room: when, where, what."""
        chats: tuple[tuple[str, Audience], ...] = (("own", seat), ("room", ROOM))
        whole = [
            (one.at, chat, one.text, one.buttons) for chat, to in chats for one in self.chats[to]
        ]
        return sorted(whole, key=lambda one: one[0])

    # The turn

    def do(self, event: Event) -> None:
        """Hand one event in, and do the deeds that are asked for."""
        for outcome in self.turn(event).outcomes:
            if isinstance(outcome, Prompted) and self.reacts is not None:
                self.reacts(outcome)
            elif isinstance(outcome, DeedAsked):
                self.do(Done(self.now, outcome.wait, self.done(outcome)))

    def done(self, asked: DeedAsked) -> Found:
        """Do a deed on a shelf of this conversation's own."""
        doing = self.doings.get(asked.deed)
        zone = self.run.cast.person(asked.seat or Seat.A).zone
        asking = Asking(self.shelf, self.now, zone, self.run.cast.hurt, asked.seat, asked.language)
        return doing(asking, dict(asked.given)) if doing is not None else {}

    def turn(self, event: Event) -> Turn:
        """Take one event, note what comes of it, and let the promises be looked at."""
        if len(self.journal) > MOST_TURNS or self.now - self.setting.at > LONGEST:
            raise self.broken(Oracle.DEAD, f"no end after {len(self.journal)} turns")
        if self.looker is not None:
            self.looker.before(self, event)
        turn = self.advance(event)
        self.journal.append(event)
        self.decided.append(turn)
        for outcome in turn.outcomes:
            self.note(outcome)
        # The looker sees both runs: the session's own is still the one before.
        if self.looker is not None:
            self.looker.after(self, event, turn)
        self.run = turn.run
        if self.restarts:
            self.run = self.read_back(turn.run)
        return turn

    def advance(self, event: Event) -> Turn:
        """Let the core decide; a failure of its own is a broken promise."""
        self.watch.steps, self.watch.most = 0, MAX_NODES
        try:
            return engine.advance(self.script, self.run, event)
        except TooLong:
            raise self.broken(Oracle.LONG, f"more than {MAX_NODES} after {event}") from None
        except Exception as exc:
            raise self.broken(Oracle.CRASH, f"{failure(exc)}: {exc}") from exc

    def read_back(self, run: Run) -> Run:
        """Write a run and read it back, as a restart would."""
        again = place.decode(place.encode(run), run.cast, run.values)
        if again != run:
            raise self.broken(Oracle.REPLAY, "what was written of the run is not what is read")
        return again

    def note(self, outcome: Outcome) -> None:
        """Note what somebody is shown, and which alarms are set."""
        match outcome:
            case Prompted(to=to, seat=seat):
                self.prompts[seat].append(outcome)
                extra = [plain(words) for words in outcome.preview]
                whole = "\n".join([plain(outcome.words), *extra, *["(heard)"] * outcome.heard])
                self.show(to, outcome.not_before, whole, tuple(map(label, outcome.options)))
            case Noticed(seat=seat, phrase=phrase, room=room):
                self.show(ROOM if room else seat, None, label(phrase))
            case AlarmSet(wait=wait, tag=tag, due=due):
                self.alarms[wait, tag] = due
            case AlarmsDropped(wait=wait):
                for key in [key for key in self.alarms if wait in (None, key[0])]:
                    del self.alarms[key]
            case _:
                line = getattr(outcome, "line", None) or getattr(outcome, "words", None)
                if line is not None and hasattr(outcome, "to"):
                    later = getattr(outcome, "not_before", None)
                    text = label(line) if isinstance(line, Phrase) else plain(line)
                    self.show(outcome.to, later, text)

    def show(
        self, to: Audience, later: datetime | None, text: str, buttons: tuple[str, ...] = ()
    ) -> None:
        """Note what a chat is shown, and when it becomes visible."""
        at = self.now if later is None else max(self.now, later)
        self.chats[to].append(Shown(at, text, buttons))

    def broken(
        self, oracle: Oracle, said: str, to: Audience | None = None, words: str = ""
    ) -> Broken:
        """Say that a promise is broken, here and now."""
        return Broken(oracle, said, self.now, to and ("group" if to == ROOM else to.value), words)


def label(one: str | Phrase) -> str:
    """Give a label or a sentence of the bot's own as something to compare."""
    if isinstance(one, str):
        return one
    extra = "".join(f" {name}={value}" for name, value in one.arguments)
    return f"<{one.id}{extra}>"
