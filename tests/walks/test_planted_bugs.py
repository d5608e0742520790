"""
Bugs planted in engine and checker, each of which must be seen.

A test that cannot fail proves nothing. So each bug here is put into a copy of a module, in the
place of one exact fragment, and the test that ought to see it has to go red.
"""
# ruff: noqa: E501 - fragments of code and flows stand as they are

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import pytest

from bot.explore.case import Broken
from bot.flow import (
    advance,
    bench,
    facts,
    forks,
    keeping,
    labels,
    moments,
    opening,
    readers,
    reply,
    rings,
    talking,
    text,
)  # fmt: skip
from bot.flow.check import check
from bot.flow.events import Said
from bot.flow.outcomes import ROOM
from bot.flow.parse import parse
from tests.flow.leaks import LEAKY
from tests.flow.leaks_more import MORE_LEAKY
from tests.pair import A, B, Pair
from tests.walks.test_walks import every, fits, look_alike
from tests.walks.walk import CHECK_IN, COMMUNICATE

Test = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Bug:
    """
    One bug: in which module, what stands there, what is put there instead.

    ``into`` names what is taken from the changed copy: a function, or a class's method.
    """

    name: str
    module: ModuleType
    into: str
    right: str
    wrong: str
    test: Test

    def plant(self, patch: pytest.MonkeyPatch) -> None:
        """Put the changed function in the place of the right one."""
        source = Path(str(self.module.__file__)).read_text("utf-8")
        assert source.count(self.right) == 1, f"{self.name}: the fragment is not there, or twice"
        copy = ModuleType(self.module.__name__)
        copy.__file__ = self.module.__file__
        patch.setitem(__import__("sys").modules, f"planted.{self.name}", copy)
        copy.__dict__["__name__"] = f"planted.{self.name}"
        exec(compile(source.replace(self.right, self.wrong), self.name, "exec"), copy.__dict__)
        holder, _, attribute = self.into.rpartition(".")
        here = getattr(self.module, holder) if holder else self.module
        there = getattr(copy, holder) if holder else copy
        patch.setattr(here, attribute, getattr(there, attribute))
        for user in (labels, readers, keeping, moments, opening, talking):
            if not holder and user is not self.module and hasattr(user, attribute):
                patch.setattr(user, attribute, getattr(there, attribute))


# What sees them


def walks(flow: str, count: int = 60) -> Test:
    """Walk couples."""
    return lambda: every(fits, flow, range(count))


def compare(flow: str, count: int = 60) -> Test:
    """Walk twins."""
    return lambda: every(look_alike, flow, range(count))


def leaks_are_refused() -> None:
    """Every flow that leaks is refused, with its number."""
    for name, (number, source) in {**LEAKY, **MORE_LEAKY}.items():
        if number in ("F037", "F039", "F058"):
            continue
        found = {one.code for one in check(parse(source.encode(), name))}
        assert number in found, name


WISH = """
format: 1
flow: wish
title: A wish
vars:
  my.wish: {type: text}
  my.share: {type: bool}
  my.stays: {type: bool}
outcomes: [shared, kept_private]
nodes:
  - id: answers
    each: partner
    until: 24h
    remind: [{after: 20h, say: Still open.}]
    do:
      - {id: wish, ask: What?, text: {}, save: my.wish}
      - {id: consent, ask: May I?, consent: {shows: [wish]}, save: my.share}
      - {id: stays, ask: Does it stay like this?, yesno: true, save: my.stays}
      - {id: anew, when: answered(my.stays) and not my.stays, ask: What then?, text: {}, save: my.wish}
  - {id: open, reveal: [wish], needs: share, OPEN say: "{a.wish} {b.wish}", withheld: [{say: Private., to: both}, {end: kept_private}]}
  - {end: shared}
"""
PLAIN = WISH.replace("OPEN", "")
SLOW = WISH.replace("OPEN", "open: at_deadline,")
AFTER = PLAIN.replace("  - {id: open", "  - {say: You are both through., to: both}\n  - {id: open")


def answer(pair: Pair, *seats: str) -> None:
    """Let both wish, agree and keep it."""
    for seat in (A, B):
        if seat.value in seats or not seats:
            pair.say(seat, f"wish {seat}")
            pair.press(seat, "<consent-yes>")
            pair.press(seat, "<yes>")


def changed_answer_voids_consent() -> None:
    """What was agreed to was something else."""
    pair = Pair(PLAIN)
    answer(pair, "b")
    pair.say(A, "first wish")
    pair.press(A, "<consent-yes>")
    pair.press(A, "<no>")

    pair.say(A, "second wish")
    pair.wait("2d")

    assert not pair.revealed
    assert pair.ended == "kept_private"


def nothing_before_the_deadline() -> None:
    """What follows a private fork comes at its deadline."""
    pair = Pair(AFTER)

    answer(pair)

    assert "You are both through." not in pair.read(A)


def at_deadline_means_it() -> None:
    """Not even a mutual yes shows when it was given."""
    pair = Pair(SLOW)

    answer(pair)

    assert not pair.revealed


def done_is_left_in_peace() -> None:
    """Who is through gets no reminder."""
    pair = Pair(PLAIN)
    answer(pair, "a")

    pair.wait("21h")

    assert "Still open." not in pair.read(A)
    assert "Still open." in pair.read(B)


def old_button_changes_nothing() -> None:
    """A button belongs to the question it came with."""
    pair = Pair(PLAIN)
    pair.say(A, "wish")
    pair.press(A, "<consent-no>")
    before = pair.run

    turn = pair.tap(pair.prompts[A][1], 0)

    assert turn.run == before


def quiet_is_kept() -> None:
    """Words are inert: braces in an answer stay braces."""
    pair = Pair(PLAIN)
    for seat in (A, B):
        pair.do(Said(pair.now, seat, "{a.share} **loud**"))
        pair.press(seat, "<consent-yes>")
        pair.press(seat, "<yes>")

    assert pair.last(ROOM) == "{a.share} **loud** {a.share} **loud**"


BUGS = (
    Bug(
        "one consent is enough", talking, "Talking.mutual",
        "if len(consents) < 2 or not all(consents) or not all(there):",
        "if not any(consents) or not all(there):", walks(CHECK_IN),
    ),
    Bug(
        "one consent is enough, step 1", talking, "Talking.mutual",
        "if len(consents) < 2 or not all(consents) or not all(there):",
        "if not any(consents) or not all(there):", walks(COMMUNICATE),
    ),
    Bug(
        "a no ends it at once", talking, "Talking.reveal",
        "        if not due:\n            return True\n", "", compare(CHECK_IN, 200),
    ),
    Bug(
        "a changed answer stays agreed to", bench, "Bench.assign",
        "for consent in self.script.voids.get(field, ()):", "for consent in ():",
        changed_answer_voids_consent,
    ),
    Bug(
        "the veil is ignored", forks, "Forks.join",
        "if not isinstance(self.follower(fork), Reveal) and self.veil is not None:",
        "if self.veil is None:", nothing_before_the_deadline,
    ),
    Bug(
        "at_deadline is ignored", talking, "Talking.reveal",
        "if (due or not node.at_deadline) and self.mutual(node):", "if self.mutual(node):",
        at_deadline_means_it,
    ),
    Bug(
        "me is the other", bench, "Bench.audiences",
        "return (seat if to is To.ME else seat.other,)",
        "return (seat.other if to is To.ME else seat,)", compare(CHECK_IN),
    ),
    Bug(
        "everything is for both", bench, "Bench.audiences",
        "            case To.ME | To.PARTNER:\n",
        "            case To.ME | To.PARTNER if seat is not None:\n                return (Seat.A, Seat.B)\n"
        "            case To.ME | To.PARTNER:\n", compare(COMMUNICATE),
    ),
    Bug(
        "private questions are asked in the room", talking, "Talking.prompt",
        "together = self.in_room()", "together = True", walks(CHECK_IN),
    ),
    Bug(
        "an old button counts", advance, "_pressed",
        "if lane is None or lane.wait != event.prompt or lane.at != name:",
        "if lane is None:", old_button_changes_nothing,
    ),
    Bug(
        "who is done is reminded", rings, "_remind",
        "    if to in open_seats and (", "    if reader and (", done_is_left_in_peace,
    ),
    Bug(
        "no means yes", reply, "chosen", "return option == 0", "return True", walks(CHECK_IN),
    ),
    Bug(
        "skipping means yes", talking, "Talking.answer",
        "            self.assign(key, node.save, value)\n",
        "            self.assign(key, node.save, True if value is None else value)\n",
        walks(COMMUNICATE),
    ),
    Bug(
        "the deadline is lost", forks, "Forks.join",
        '                self.emit(AlarmSet(self.fork, "until", self.veil))\n',
        "                pass\n", walks(CHECK_IN),
    ),
    Bug(
        "words are read as a template", text, "show",
        "        case str():\n            return quote(value)",
        "        case str():\n            return Span(value.replace('{a.share}', 'yes'), style)", quiet_is_kept,
    ),
    Bug(
        "a label forgets one side", facts, "join", "    return NOBODY", "    return one",
        leaks_are_refused,
    ),
    Bug(
        "'when' is forgotten", labels, "Proof.node",
        "        if node.when is not None:\n            view = self.under",
        "        if node.when is None:\n            pass\n        elif False:\n            view = self.under",
        leaks_are_refused,
    ),
    Bug(
        "the width of a consent is not compared", opening, "Opening.consent",
        "if name not in named:", "if False:", leaks_are_refused,
    ),
    Bug(
        "a forged consent is accepted", facts, "Facts.consents",
        "                return ()", "                continue", leaks_are_refused,
    ),
    Bug(
        "laundering by set is accepted", keeping, "Keeping.assign",
        "elif label not in (PUBLIC, SELF if own else PUBLIC):", "elif False:",
        leaks_are_refused,
    ),
    Bug(
        "jumps are forgotten", labels, "Proof.node",
        "                self.facts.bend(self.script, node, view.because)\n", "",
        leaks_are_refused,
    ),
    Bug(
        "a moment is forgotten", labels, "Proof.say",
        "if view.private_lane and reader != SELF:", "if False:", leaks_are_refused,
    ),
    Bug(
        "the other's answer may steer one's lane", readers, "Readers.under",
        "if view.private_lane and label not in (PUBLIC, SELF):", "if False:", leaks_are_refused,
    ),
    Bug(
        "a reveal opens both sides", opening, "Opening.opened",
        'kept = frozenset(one for one in view.open | opened if one[1].lstrip("&") not in fresh)',
        "kept = view.open | named", leaks_are_refused,
    ),
    Bug(
        "a new answer counts as revealed", opening, "Opening.opened",
        'if one[1].lstrip("&") not in fresh)', ")", leaks_are_refused,
    ),
    Bug(
        "blocks are not looked into", labels, "Proof.call",
        "if node.id not in view.calls:", "if False:", leaks_are_refused,
    ),
    Bug(
        "reminders are not looked at", labels, "Proof.each",
        "self.text(reminder.say, reader, node.at, inner)", "pass", leaks_are_refused,
    ),
)  # fmt: skip


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_sees_the_bug(bug: Bug, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    With the bug in it the test goes red.
    """
    bug.plant(monkeypatch)

    with pytest.raises((AssertionError, Broken)):
        bug.test()


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_is_green_without_it(bug: Bug) -> None:
    """
    Without the bug the same test is green.
    """
    bug.test()
