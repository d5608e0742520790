"""
Write a case as a transcript.

`mortar test` plays it and fails there too, wherever what is wrong can be seen in a chat or in the
outcome; what cannot be written as a step stands in a comment.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from bot.explore.case import NAMES, Act, Broken, Case, Move, Oracle, Show, Tap, Word, Write
from bot.explore.judge import Judge
from bot.explore.session import Session
from bot.flow.outcomes import Phrase, Prompted
from bot.model.couple import Seat
from bot.model.profile import Quiet
from bot.model.words import plain

_UNITS = (("w", 604800), ("d", 86400), ("h", 3600), ("m", 60), ("s", 1))
LEAST = timedelta(seconds=30)
"""A shorter wait is not worth a line: answers take their moment anyway."""
LONG = 120

Label = Callable[[Phrase], str]
"""Gives the words of one of the bot's own sentences."""


@dataclass(slots=True)
class Writer:
    """Plays a case once more and writes down what happens."""

    judge: Judge
    label: Label

    def write(self, case: Case, broken: Broken, title: str) -> str:
        """Give the transcript, a whole file."""
        moves = self.moves(case, broken)
        session = self.judge.session(Case(case.setting, ()))
        session.looker = None
        lines = [f"# {one}" for one in self.why(case, broken)]
        lines += [f"transcript: {quoted(title)}", f"flow: {self.judge.script.id}"]
        lines += [f"couple: {couple(case)}", f"at: {quoted(at(case))}"]
        if case.setting.starter is not Seat.A and self.judge.script.commands:
            lines.append(f"starts: {case.setting.starter or 'a'}")
        elif case.setting.starter is None:
            lines.append("# It begins by the clock.")
        lines += ["steps:", *self.steps(session, moves, broken)]
        return "\n".join([*lines, *self.ends(broken)]) + "\n"

    def moves(self, case: Case, broken: Broken) -> Sequence[Move]:
        """Give the moves to write down; of twins, those of the one in whom it shows."""
        if case.secret is None:
            return case.moves
        for moves in case.told_apart():
            session = self.judge.session(Case(case.setting, ()))
            session.looker = None
            self.play(session, moves)
            shown = [one for chat in session.chats.values() for one in chat]
            if any(one.text == broken.words and one.at <= broken.at for one in shown):
                return moves
        return case.told_apart()[1]

    def play(self, session: Session, moves: Sequence[Move]) -> None:
        """Play moves as far as they go."""
        try:
            session.start()
            for move in moves:
                session.until(session.setting.at + move.after)
                session.act(move.seat, move.act)
            session.finish()
        except Broken:
            return

    def why(self, case: Case, broken: Broken) -> Iterator[str]:
        """Say what is broken."""
        yield f"Found by mortar explore: {' '.join(str(broken).split())}"
        if case.secret is not None:
            name = NAMES[case.secret is Seat.B]
            yield f"The other way, all is the same but what {name} does in private:"
            first, second = case.told_apart()
            chosen = self.moves(case, broken)
            for move in second if list(chosen) == list(first) else first:
                if move.only:
                    yield f"  {move.seat} after {duration(move.after)}: {_said(move.act)}"

    def steps(self, session: Session, moves: Sequence[Move], broken: Broken) -> Iterator[str]:
        """Give a line for each wait and each act."""
        begin = now = session.setting.at
        try:
            session.start()
            for move in moves:
                moment = begin + move.after
                if moment > broken.at:
                    break
                session.until(moment)
                if moment - now >= LEAST:
                    yield f"  - wait: {duration(moment - now)}"
                    now = moment
                yield from self.step(session, move)
                session.act(move.seat, move.act)
        except Broken:
            pass
        if broken.at - now >= LEAST:
            yield f"  - wait: {duration(broken.at - now + timedelta(seconds=1))}"
        elif not moves:
            yield "  - wait: 1s"

    def step(self, session: Session, move: Move) -> Iterator[str]:
        """Give the line of one act; an act that does nothing has none."""
        seat, act = move.seat, move.act
        if session.event(seat, act) is None:
            return
        where = " in group" if session.in_room() else ""
        match act:
            case Tap(node=node, option=option, back=back, of=of):
                asked = session.asked(of or seat, node)[-1 - back]
                chat = " in group" if asked.to not in tuple(Seat) else ""
                yield self.press(session, f"{seat} presses{chat}", asked, option)
            case Write(text=text, aside=aside):
                yield f"  - {seat}{' in group' if aside else where}: {quoted(text)}"
            case Show():
                yield f"  - {seat} sends{where}: photo"
            case Word(event="Skipped"):
                yield f"  - {seat}{where}: {self.label(Phrase('skip')).casefold()}"
            case Word(event=event):
                yield f"  # {seat}: the word for {event}"

    def press(self, session: Session, verb: str, asked: Prompted, option: int) -> str:
        """Give the line of a press; one at an older question names that question."""
        if option >= len(asked.options):
            return f"  # {verb} a button that is not there (number {option + 1})"
        one = asked.options[option]
        label = quoted(self.label(one) if isinstance(one, Phrase) else one)
        open_now = session.open(asked.seat)
        if open_now is not None and open_now.prompt == asked.prompt:
            return f"  - {verb}: {label}"
        words = " ".join(plain(asked.words).split())
        return f"  - {verb}: {{button: {label}, of: {quoted(words[:LONG])}}}"

    def ends(self, broken: Broken) -> Iterator[str]:
        """Give what must hold and does not, as far as a transcript can say it."""
        if broken.oracle is Oracle.DEAD:
            yield f"expect: {{outcome: {self.judge.script.outcomes[0]}}}"
        elif broken.chat and broken.words and not broken.words.startswith("<"):
            words = " ".join(broken.words.split())
            yield f"never: [{{to: {broken.chat}, words: {quoted(words)}}}]"


def couple(case: Case) -> str:
    """Give the line that says who the couple is."""
    setting = case.setting
    same = setting.zones[0] == setting.zones[1] and setting.quiet == (None, None)
    people = []
    for name, zone, quiet in zip(NAMES, setting.zones, setting.quiet, strict=True):
        more = f", quiet: {quoted(hours(quiet))}" if quiet else ""
        people.append(name if same else f"{{name: {name}, zone: {zone}{more}}}")
    group = "true" if setting.room else "false"
    zone = f", zone: {setting.zones[0]}"
    return f"{{a: {people[0]}, b: {people[1]}, hurt: {setting.hurt}{zone}, group: {group}}}"


def at(case: Case) -> str:
    """Give when it begins, on the clock of the first of the two."""
    local = case.setting.at.astimezone(ZoneInfo(case.setting.zones[0]))
    return f"{local:%Y-%m-%d %H:%M:%S}".removesuffix(":00")


def hours(quiet: Quiet) -> str:
    """Give quiet hours as people write them."""
    return f"{quiet.start:%H:%M}-{quiet.end:%H:%M}"


def duration(length: timedelta) -> str:
    """Give a length of time in the largest unit that fits it whole."""
    seconds = max(1, round(length.total_seconds()))
    unit, size = next((unit, size) for unit, size in _UNITS if seconds % size == 0)
    return f"{seconds // size}{unit}"


def quoted(text: str) -> str:
    """Give words as YAML reads them back to the letter."""
    return json.dumps(text, ensure_ascii=False)


def _said(act: Act) -> str:
    match act:
        case Tap(node=node, option=option):
            return f"presses button {option + 1} of '{node}'"
        case Write(text=text):
            return f"writes “{text[:40]}”"
        case Show():
            return "sends a picture"
        case Word(event=event):
            return f"says the word for {event}"


def length_of(case: Case, broken: Broken) -> int:
    """Count what happens in a case: what people do, and one wait at its end."""
    return len(case.moves) + (broken.at > case.setting.at)
