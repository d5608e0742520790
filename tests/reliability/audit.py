"""
Count what went wrong, letter by letter: a second pair of eyes beside `checker`.

The checker plays every run anew and weighs all copies together. The auditor follows each update
into the inbox and each letter into its chat, and allows a letter no copy that its own bad luck
does not explain.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from bot.ports.messages import Pressed
from tests.e2e.people import AGAIN, bare
from tests.emulators.telegram_log import Call
from tests.emulators.telegram_queue import Update
from tests.reliability.evidence import Evidence, Kept, Noted, Went, hasty, read

LOST, STUCK, DOUBLED = "LOST", "STUCK", "DOUBLED"
REORDERED, UNSENT, EARLY = "REORDERED", "UNSENT", "EARLY"
KINDS = (LOST, STUCK, DOUBLED, REORDERED, UNSENT, EARLY)

Found = tuple[str, str]
"""One of `KINDS`, and a sentence."""
_Look = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Audit:
    """
    What the auditor found.

    ``copies`` is how many deliveries there were beyond one a letter, ``excused`` how many there
    might have been; ``unknowing`` counts calls that came early because the bot could not know
    that it was to wait.
    """

    found: tuple[Found, ...]
    copies: int
    excused: int
    unknowing: int

    @property
    def counts(self) -> Mapping[str, int]:
        """Give the count of each kind."""
        counted = Counter(kind for kind, _ in self.found)
        return {kind: counted[kind] for kind in KINDS}


def audit(evidence: Evidence, fallen: Mapping[int, int]) -> Audit:
    """Look at everything; ``fallen`` is how often the bot died with a letter under way, by id."""
    kept = read(evidence)
    post = _Post(kept, fallen)
    lines: defaultdict[int, list[Call]] = defaultdict(list)
    for call in evidence.calls:
        if call.method == "sendMessage" and call.effect and call.chat_id is not None:
            lines[call.chat_id].append(call)
    found = [*_heard(evidence.updates, kept), *_moved(kept), *_in_order(evidence.updates, kept)]
    for chat in lines.keys() | post.letters.keys():
        found += post.walked(chat, lines[chat])
    knowing = hasty(evidence)
    found += [(EARLY, f"call {one.seq} ({one.method}) to {one.chat_id}") for one in knowing]
    unknowing = sum(call.early for call in evidence.calls) - len(knowing)
    return Audit(tuple(found), post.copies, post.excused, unknowing)


# From the platform to the journal


def _heard(updates: Sequence[Update], kept: Kept) -> Iterator[Found]:
    rows = Counter(came.update for came in kept.inbox if came.update is not None)
    for update in updates:
        if _is_for_us(update) and not rows[update.update_id]:
            yield LOST, f"update {update.update_id} has no inbox row"
    for number, times in rows.items():
        if times > 1:
            yield DOUBLED, f"update {number} has {times} inbox rows"
    for came in kept.inbox:
        if came.state == "dead":
            yield LOST, f"the turn of inbox row {came.id} failed"
        elif came.state != "done":
            yield STUCK, f"inbox row {came.id} is {came.state}"


def _is_for_us(update: Update) -> bool:
    """Say whether the bot has to hear an update: a press, a private message, a command."""
    if update.kind != "message":
        return update.kind == "callback_query"
    message = update.body["message"]
    assert isinstance(message, dict)
    return message["chat"]["type"] == "private" or str(message.get("text", "")).startswith("/")


def _moved(kept: Kept) -> Iterator[Found]:
    """An inbox row moves a run once, and so does a press, however often it is made."""
    for (run, row), times in Counter((one.run, one.inbox) for one in kept.journal).items():
        if times > 1:
            yield DOUBLED, f"inbox row {row} moved run {run} {times} times"
    presses = {
        c.id: c.inbound.body.press for c in kept.inbox if isinstance(c.inbound.body, Pressed)
    }
    moves = Counter((one.run, presses[one.inbox]) for one in kept.journal if one.inbox in presses)
    for (run, press), times in moves.items():
        if times > 1:
            yield DOUBLED, f"press {press} moved run {run} {times} times"
    answers = Counter((one.run, *one.event[2:4]) for one in _moves(kept))
    for answer, times in answers.items():
        if times > 1:
            yield DOUBLED, f"question {answer} was answered {times} times"


def _moves(kept: Kept) -> Iterator[Noted]:
    """
    Give the presses that moved a run; others only stand in its journal.

    A press on a question that is over changes nothing and writes no letter; the digest alone does
    not tell, as it covers what the press before it changed.
    """
    wrote = {letter.inbox for letter in kept.outbox}
    before: dict[int, str] = {}
    asked: set[tuple[object, ...]] = set()
    for one in kept.journal:
        question = (one.run, *one.event[2:4])
        again = question in asked and one.inbox not in wrote
        if one.event[0] == "Pressed" and before.get(one.run) != one.digest and not again:
            asked.add(question)
            yield one
        before[one.run] = one.digest


def _in_order(updates: Sequence[Update], kept: Kept) -> Iterator[Found]:
    """What two people did is taken up in the order in which they did it."""
    place = {update.update_id: index for index, update in enumerate(updates)}
    chat = {update.update_id: update.chat_id or 0 for update in updates}
    lines: defaultdict[int, list[int]] = defaultdict(list)
    for came in kept.inbox:
        if came.update in place and came.update is not None:
            where = chat[came.update]
            lines[kept.owners.get(where, where)].append(came.update)
    for couple, line in lines.items():
        for earlier, later in pairwise(line):
            if place[earlier] > place[later]:
                yield REORDERED, f"update {later} of couple {couple} was taken after {earlier}"


# From the outbox to the chats


@dataclass(slots=True)
class _Post:
    """Follow letters into their chats."""

    kept: Kept
    fallen: Mapping[int, int]
    copies: int = 0
    excused: int = 0
    letters: dict[int, list[Went]] = field(init=False)

    def __post_init__(self) -> None:
        self.letters = {}
        for letter in self.kept.outbox:
            self.letters.setdefault(letter.chat, []).append(letter)

    def walked(self, chat: int, calls: Sequence[Call]) -> Iterator[Found]:
        """Walk along a chat: each message is the next letter, or a copy of it."""
        line = [one for one in self.letters.get(chat, ()) if one.state == "sent"]
        arrived: defaultdict[int, list[Call]] = defaultdict(list)
        at = 0
        for call in calls:
            due = line[at] if at < len(line) else None
            letter = self._meant(call, due, self.letters.get(chat, ()))
            if letter is None:
                yield LOST, f"message {call.message_id} in {chat} is no letter of the outbox"
                continue
            if letter is not due and letter.state == "sent":
                yield REORDERED, f"letter {letter.id} in {chat} did not come in its turn"
            arrived[letter.id].append(call)
            if due is not None and call.message_id == due.message:
                at += 1
        yield from self._counted(chat, arrived)

    def _meant(self, call: Call, due: Went | None, letters: Sequence[Went]) -> Went | None:
        """Find the letter that a message is; the one whose turn it is, if it may be that."""
        look = _look(call)
        if due is not None and (due.text, due.tokens) == look:
            return due
        same = [one for one in letters if (one.text, one.tokens) == look]
        noted = [one for one in same if one.message == call.message_id]
        return next(iter([*noted, *same]), None)

    def _counted(self, chat: int, arrived: Mapping[int, Sequence[Call]]) -> Iterator[Found]:
        for letter in self.letters.get(chat, ()):
            calls = arrived.get(letter.id, ())
            if letter.state == "dead":
                if not letter.reason:
                    yield UNSENT, f"letter {letter.id} was given up without a reason"
            elif letter.state != "sent":
                yield UNSENT, f"letter {letter.id} to {chat} is {letter.state}"
            elif letter.message not in [call.message_id for call in calls]:
                yield UNSENT, f"letter {letter.id} did not arrive in {chat}"
            unanswered = sum(call.outcome.endswith("_after") for call in calls)
            excused = unanswered + self.fallen.get(letter.id, 0)
            self.excused += excused
            self.copies += max(0, len(calls) - 1)
            if len(calls) > 1 + excused:
                yield DOUBLED, f"letter {letter.id} came {len(calls)} times, {excused} explained"


def _look(call: Call) -> _Look:
    """Give what tells a message from others: its words and its buttons' tokens."""
    rows = json.loads(call.parameters.get("reply_markup", "{}")).get("inline_keyboard", ())
    tokens = tuple(button.get("callback_data", "") for row in rows for button in row)
    return bare(call.parameters.get("text", "")).removeprefix(AGAIN), tokens
