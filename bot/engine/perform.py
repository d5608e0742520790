"""Turn what a flow decided into rows: letters, alarms, answers, the journal."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from bot.engine import rhythm
from bot.engine.courtesies import Alert, AnswerPress, Finished
from bot.engine.journal import digest, write_event
from bot.engine.purposes import REMINDERS, agrees, takes_part
from bot.engine.scene import Scene
from bot.flow.events import Done, Event, Said
from bot.flow.outcomes import (
    AlarmsDropped,
    AlarmSet,
    Audience,
    DeedAsked,
    Ended,
    Line,
    Marked,
    Noticed,
    Outcome,
    Phrase,
    Prompted,
    Revealed,
    Room,
    Stuck,
    Told,
)
from bot.flow.run import Run
from bot.flow.script import Script
from bot.model.address import Reach, Route
from bot.model.couple import Couple, Partner, Seat
from bot.model.words import Span, Style, Words, plain
from bot.ports.messages import Acted, Inbound
from bot.ports.rows import KeptRun, RunState

NARROW = 3
ABREAST = 6
"""Labels up to this many characters stand six in a row; the others below each other."""


@dataclass(frozen=True, slots=True)
class Performance:
    """One run's turn being written down."""

    scene: Scene
    couple: Couple
    kept: KeptRun
    script: Script
    press: tuple[str, str] | None = None

    def perform(self, run: Run, document: str, event: Event, outcomes: Sequence[Outcome]) -> bool:
        """Write everything; True when the run has ended."""
        for outcome in outcomes:
            self.one(outcome)
        state = RunState.ENDED if run.ended is not None else RunState.ACTIVE
        after = KeptRun(
            self.kept.id, self.couple.id, self.kept.flow, self.kept.version, state, document,
            run.values,
        )  # fmt: skip
        if self.script.traceless:
            # A press only says which button of a letter it was; words, and deeds, say it all.
            if isinstance(event, Said | Done):
                self.scene.held.blank()
            after = after.without_trace()
        else:
            self.journal(run, event, document)
        self.scene.held.save_run(after, self.kept.values)
        return run.ended is not None

    def one(self, outcome: Outcome) -> None:
        """Write one outcome."""
        held, couple, run = self.scene.held, self.couple.id, self.kept.id
        match outcome:
            case Told(to=Seat() as seat, nudge=True) if self.unreminded(seat):
                pass
            case Told(to=to, line=line, not_before=later, picture=picture, nudge=nudge):
                self.unasked(to, nudge=nudge)
                self.tell(to, line, later, picture)
            case Revealed(to=to, words=words, not_before=later):
                self.tell(to, words, later)
            case Prompted(to=to):
                self.unasked(to)
                self.prompt(outcome)
            case Noticed():
                self.notice(outcome)
            case AlarmSet(wait=wait, tag=tag, due=due):
                held.set_alarm(couple, run, wait, tag, due)
            case AlarmsDropped(wait=wait):
                held.drop_alarms(run, wait)
            case DeedAsked(wait=wait, deed=deed, given=given, language=language, seat=seat):
                brought = self.scene.unasked
                body = Acted(couple, run, wait, deed, given, language, seat, brought)
                held.keep(Inbound(f"act:{run}:{wait}", self.scene.now, body))
            case Marked(name=name, seat=seat):
                held.mark(run, name, seat, self.scene.now)
            case Stuck(node=node, reason=reason):
                self.scene.courtesy(Alert(f"{self.script.file}: stuck at '{node}': {reason}"))
            case Ended(outcome=name):
                self.scene.courtesy(Finished(self.script.id, name))
            case _:
                assert_never(outcome)

    def unreminded(self, seat: Seat) -> bool:
        """Say whether somebody wants no reminders, or none today."""
        who = self.partner(seat)
        asleep = who.route.reach in (Reach.RESTING, Reach.HIDDEN, Reach.GONE)
        return asleep or not agrees(who, REMINDERS) or rhythm.written(self.scene, who)

    def unasked(self, to: Audience, *, nudge: bool = False) -> None:
        """Note what comes to somebody by itself."""
        if (nudge or self.scene.unasked) and not isinstance(to, Room):
            rhythm.note(self.scene, self.partner(to))

    def apart(self, to: Audience) -> bool:
        """Say whether somebody took back their consent to what this is."""
        if isinstance(to, Room):
            return False
        return not takes_part(self.partner(to), alone=bool(self.script.alone))

    def tell(
        self, to: Audience, line: Line, later: datetime | None, picture: str | None = None
    ) -> None:
        """Write a message to a partner or to the room."""
        if self.apart(to):
            return
        route, reader, language = self.where(to)
        words = self.scene.house.speech.say(line, language) if isinstance(line, Phrase) else line
        self.scene.post(
            route, words, (), language, couple=self.couple.id, reader=reader,
            joint=reader is None, not_before=later, protect=reader is not None, picture=picture,
        )  # fmt: skip

    def prompt(self, asked: Prompted) -> None:
        """Write a question with its buttons."""
        if self.apart(asked.to):
            return
        route, reader, language = self.where(asked.to)
        speech = self.scene.house.speech
        labels = [
            one if isinstance(one, str) else speech.label(one, language) for one in asked.options
        ]
        by_reply = reader is None and asked.typed
        self.scene.post(
            route, (*asked.words, *self.extras(asked, language)),
            () if by_reply else rows(labels), language,
            couple=self.couple.id, reader=reader, joint=reader is None,
            not_before=asked.not_before, run=self.kept.id, prompt=asked.prompt, node=asked.node,
            reply=by_reply, protect=reader is not None, asked=self.partner(asked.seat),
        )  # fmt: skip

    def extras(self, asked: Prompted, language: str) -> Words:
        """Add what a consent would show, and that the other reads along."""
        speech = self.scene.house.speech
        spans: list[Span] = []
        if asked.preview:
            spans += (Span("\n\n"), *speech.say(Phrase("consent-preview"), language))
            for words in asked.preview:
                spans += (Span("\n"), *words)
        if asked.heard:
            name = self.partner(asked.seat.other).profile.name
            heard = speech.say(Phrase("heard-by-other", (("name", name),)), language)
            # Somebody's name stays to the letter, whatever stands around it.
            spans += (
                Span("\n"),
                *(
                    one if one.style is Style.QUOTED else Span(one.text, Style.ITALIC)
                    for one in heard
                ),
            )
        return tuple(spans)

    def notice(self, outcome: Noticed) -> None:
        """Answer whoever just did something: at the button, or in the chat."""
        partner = self.partner(outcome.seat)
        if outcome.room and self.couple.room is not None:
            self.scene.tell_room(self.couple, self.couple.room, outcome.phrase)
        elif self.press is not None:
            words = self.scene.house.speech.say(outcome.phrase, partner.profile.language)
            self.scene.courtesy(AnswerPress(*self.press, plain(words)))
        else:
            self.scene.tell(partner, outcome.phrase)

    def where(self, to: Audience) -> tuple[Route, Partner | None, str]:
        """Give the chat, whose key seals it (None: the couple's), and the language."""
        if isinstance(to, Room):
            room = self.couple.room
            if room is None:
                raise LookupError("this couple has no room")
            return room, None, self.couple.partners[0].profile.language
        partner = self.partner(to)
        return partner.route, partner, partner.profile.language

    def partner(self, seat: Seat) -> Partner:
        """Give who sits there."""
        for one in self.couple.partners:
            if one.seat is seat:
                return one
        raise LookupError(f"nobody sits at {seat}")

    def journal(self, run: Run, event: Event, document: str) -> None:
        """Keep what happened, and the hash of what became of it."""
        became = digest(document, self.kept.values, run.values)
        seat = getattr(event, "seat", None)
        written = write_event(event, sensitive=self.sensitive(event))
        self.scene.held.journal(self.kept.id, seat, event.at, written, became)

    def sensitive(self, event: Event) -> bool:
        """Say whether the words of an event answer a question about something sensitive."""
        # A list: this is asked in every turn, and a generator takes twice as long.
        variables = self.script.variables.values()
        return isinstance(event, Said) and True in [one.sensitive for one in variables]


def rows(labels: Sequence[str]) -> list[list[str]]:
    """
    Lay buttons out: short ones side by side, in even rows; words below each other.

    Their order stays: a press says how far down its button stands.
    """
    found: list[list[str]] = []
    for narrow, group in itertools.groupby(labels, lambda label: len(label) <= NARROW):
        some = list(group)
        size = -(-len(some) // -(-len(some) // ABREAST)) if narrow else 1
        found += (some[at : at + size] for at in range(0, len(some), size))
    return found
