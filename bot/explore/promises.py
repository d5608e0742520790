"""
What must hold in every turn, whoever does what.

Consents are kept in a ledger of its own, from what people did and not from what the core made of
it: a core that mistakes a no for a yes would else vouch for itself.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from bot.explore.case import Broken, Oracle
from bot.explore.samples import yes
from bot.explore.session import Session
from bot.flow import times
from bot.flow.cast import Value, alike
from bot.flow.events import Event, Pressed, Rang, Said
from bot.flow.kinds import Consent
from bot.flow.outcomes import ROOM, Audience, Prompted, Revealed, Stuck, Turn
from bot.flow.run import MAIN, Run
from bot.flow.script import Ask, Each, Ready, Reveal, Script
from bot.model.couple import Role, Seat
from bot.model.words import plain

CANARY = re.compile(r"zq[ab]\w+?z")
YES, NO = frozenset({"yes", "y", "ok"}), frozenset({"no", "n"})


def canary(seat: Seat, mark: str) -> str:
    """Make words that nobody else may see."""
    return f"zq{seat.value}{mark}z"


@dataclass(slots=True)
class Promises:
    """
    The promises of one conversation.

    ``given`` are the consents as people gave them, by seat and variable, with what was shown.
    ``mutual`` is what both came to agree to show. ``public`` are the acts that the other may
    see, ``through`` when somebody came through a lane.
    """

    script: Script
    hurt: Seat
    given: dict[Seat, dict[str, Mapping[str, Value]]] = field(
        default_factory=lambda: {Seat.A: {}, Seat.B: {}}
    )
    mutual: set[tuple[str, str]] = field(default_factory=set)
    free: set[str] = field(default_factory=set)
    public: list[tuple[Seat, datetime, str, str]] = field(default_factory=list)
    through: list[tuple[Seat, datetime, int]] = field(default_factory=list)

    # Before a turn

    def before(self, session: Session, event: Event) -> None:
        """Note what somebody is about to agree to, or to say aloud."""
        if not isinstance(event, Pressed | Said) and not hasattr(event, "seat"):
            return
        seat = event.seat
        asked = session.open(seat) if seat else None
        if seat is None or asked is None:
            return
        if isinstance(event, Pressed) and event.prompt != asked.prompt:
            return
        if isinstance(event, Said) and event.room is not session.in_room():
            return
        node = self.script.nodes[asked.node]
        if isinstance(node, Ready) or not self.private(session, node):
            told = event.text if isinstance(event, Said) else getattr(event, "option", "")
            self.public.append((seat, event.at, node.id, f"{type(event).__name__} {told}"))
        if isinstance(node, Ask) and isinstance(node.kind, Consent) and node.save:
            self.consent(session.run, seat, node, agrees(asked, event))

    def private(self, session: Session, node: object) -> bool:
        """Say whether an answer is nobody else's business."""
        if session.aloud() or not isinstance(node, Ask):
            return False
        variable = self.script.variables.get(node.save or "")
        return variable is None or variable.private

    def consent(self, run: Run, seat: Seat, node: Ask, means: str) -> None:
        """Keep a consent with exactly what it is about; anything but a yes takes it back."""
        name = (node.save or "").split(".")[-1]
        if means == "no":
            self.given[seat].pop(name, None)
        if means != "yes" or not isinstance(node.kind, Consent):
            return
        mine = run.values.get(seat, {})
        self.given[seat][name] = {one: mine[one] for one in node.kind.shows if one in mine}
        for reveal in self.reveals():
            allowed = self.allowed(reveal, run)
            if allowed is not None:
                self.mutual.add((reveal.id, allowed))

    def reveals(self) -> Iterable[Reveal]:
        """Give the reveals of the flow."""
        return (one for one in self.script.nodes.values() if isinstance(one, Reveal))

    def allowed(self, node: Reveal, run: Run) -> str | None:
        """Give what both agreed to show there, None when they did not."""
        consents = {
            self.seat(role): self.given[self.seat(role)].get(
                node.needs.get(role) or node.needs.get(None, "")
            )
            for role in Role
        }
        if any(consent is None for consent in consents.values()):
            return None
        shown = ""
        for name in node.text.names:
            if name.field not in node.names:
                continue
            owners = self.owners(name.scope)
            answers = [run.values.get(one, {}).get(name.field) for one in owners]
            agreed = [(consents[one] or {}).get(name.field) for one in owners]
            told = answers[0] if len(owners) == 1 else alike(run.values, name.field)
            if told is None or agreed != answers:
                return None
            shown += f" {told}"
        return shown

    def owners(self, scope: str) -> Sequence[Seat]:
        """Give whose answers a name stands for: one's, or what both chose alike."""
        if scope in list(Role):
            return [self.seat(Role(scope))]
        return [Seat(scope)] if scope in list(Seat) else list(Seat)

    def seat(self, role: Role) -> Seat:
        """Give who stands on that side."""
        return self.hurt if role is Role.HURT else self.hurt.other

    # After a turn

    def after(self, session: Session, event: Event, turn: Turn) -> None:
        """Look at all that a turn decided."""
        cause = cause_of(session.run, event)
        open_now = quiet_off(session, session.run) or quiet_off(session, turn.run)
        calm = open_now or (isinstance(event, Rang) and event.tag.startswith("slot"))
        for outcome in turn.outcomes:
            if isinstance(outcome, Stuck):
                said = f"'{outcome.node}' cannot be played: {outcome.reason}"
                oracle = Oracle.LONG if "nodes in one turn" in outcome.reason else Oracle.CRASH
                raise session.broken(oracle, said)
            if isinstance(outcome, Revealed):
                self.revealed(session, outcome)
            to = getattr(outcome, "to", None)
            if to is None:
                continue
            self.harmless(session, to, text_of(outcome))
            if not calm and cause != to:
                later = getattr(outcome, "not_before", None)
                self.asleep(session, to, cause, max(session.now, later or session.now), outcome)
        self.lanes(session, turn.run)
        self.alive(session, turn.run)

    def revealed(self, session: Session, shown: Revealed) -> None:
        """Hold what is revealed against the consents we know of."""
        reveals = [one for one in self.reveals() if one.names == shown.names]
        marks = CANARY.findall(plain(shown.words))
        for node in reveals:
            allowed = self.allowed(node, session.run)
            if allowed is not None and set(marks) <= set(CANARY.findall(allowed)):
                self.free.update(marks)
                return
        if reveals or marks:
            said = f"{', '.join(shown.names)} was revealed without both consents"
            telling = marks[0] if marks else plain(shown.words)
            raise session.broken(Oracle.SECRET, said, shown.to, telling)

    def harmless(self, session: Session, to: Audience, text: str) -> None:
        """Find private words of one in what another reads."""
        if "zq" not in text:
            return
        for mark in CANARY.findall(text):
            if mark not in self.free and (to == ROOM or mark[2] != str(to)):
                where = "the room" if to == ROOM else f"'{to}'"
                raise session.broken(
                    Oracle.SECRET, f"what '{mark[2]}' said in private reached {where}", to, mark
                )

    def asleep(
        self, session: Session, to: Audience, cause: Seat | None, at: datetime, outcome: object
    ) -> None:
        """Find what reaches somebody in quiet hours that they did not cause."""
        readers = [seat for seat in Seat if to in (seat, ROOM) and seat is not cause]
        for seat in readers:
            person = session.run.cast.person(seat)
            if person.quiet is not None and times.quiet_until(person, at) is not None:
                text = text_of(outcome)
                said = f"'{seat}' is written to at {at:%H:%M} UTC: “{text}”"
                broken = session.broken(Oracle.QUIET, said, to, text)
                raise Broken(broken.oracle, broken.said, at, broken.chat, broken.words)

    def lanes(self, session: Session, run: Run) -> None:
        """Note who came through a lane."""
        for seat in Seat:
            was, now = session.run.lanes.get(seat), run.lanes.get(seat)
            if was and (now is None or isinstance(self.script.nodes.get(now.at or ""), Ready)):
                self.through.append((seat, session.now, session.run.fork))

    def alive(self, session: Session, run: Run) -> None:
        """Find a run that nothing and nobody could move any more."""
        if run.ended is not None or session.alarms:
            return
        waiting = {lane.wait for lane in run.lanes.values()}
        asked = {one.prompt for seat in Seat for one in session.prompts[seat]}
        acting = any(type(one).__name__ == "Act" for one in self.at(run))
        if not (waiting & asked) and not acting:
            raise session.broken(Oracle.DEAD, "nothing is asked, and no alarm is set")

    def at(self, run: Run) -> Sequence[object]:
        """Give the nodes that lanes stand on."""
        return [self.script.nodes.get(lane.at or "") for lane in run.lanes.values()]


def agrees(asked: Prompted, event: Event) -> str:
    """Say what an answer to a question for consent means: yes, no, or nothing."""
    if isinstance(event, Pressed) and event.option < len(asked.options):
        return "yes" if yes(asked.options[event.option]) else "no"
    if isinstance(event, Said):
        said = event.text.casefold().strip(" .!")
        return "yes" if said in YES else "no" if said in NO else ""
    return "no" if type(event).__name__ == "Skipped" else ""


def text_of(outcome: object) -> str:
    """Give all the words that an outcome brings."""
    if isinstance(outcome, Prompted):
        labels = [one for one in outcome.options if isinstance(one, str)]
        return " ".join([*map(plain, [outcome.words, *outcome.preview]), *labels])
    line = getattr(outcome, "line", None) or getattr(outcome, "words", None)
    return plain(line) if isinstance(line, tuple) else str(line or "")


def cause_of(run: Run, event: Event) -> Seat | None:
    """Give whose doing an event is; None when nobody's."""
    seat = getattr(event, "seat", None)
    if isinstance(seat, Seat):
        return seat
    if isinstance(event, Rang) and event.tag != "settle":
        return None
    wait = getattr(event, "wait", None)
    found = next((key for key, lane in run.lanes.items() if lane.wait == wait), MAIN)
    return Seat(found) if found != MAIN else None


def quiet_off(session: Session, run: Run) -> bool:
    """Say whether the open fork is one that quiet hours do not touch."""
    fork = session.fork(run)
    return isinstance(fork, Each | Ready) and not fork.policy.quiet
