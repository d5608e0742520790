"""
Say whether the bot kept its promises, from what the platform saw and what the database holds.

Written beside the bot and not with it: what an update should have led to is read from the
platform's ledger, what a run should have become is played anew from its journal.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.flow import events
from bot.flow.advance import advance
from bot.flow.cast import Value
from bot.flow.compact import write
from bot.flow.place import decode, encode
from bot.flow.run import Run, begin
from bot.model.couple import Seat
from bot.ports.messages import Acted, Commanded, Inbound, Pressed, Wrote
from bot.things.asking import Asking
from bot.things.shelf import Memory
from bot.things.table import doings
from tests.e2e.people import AGAIN, bare
from tests.emulators.telegram_log import Call
from tests.emulators.telegram_queue import Update
from tests.reliability.evidence import Came, Evidence, Kept, Noted, Played, Went, hasty, read

TOKEN = 16
"""Characters of a button's data that name its letter; what follows is the option."""
UNANSWERED = frozenset({"error_after", "cut_after", "html_after", "half_json_after", "hang_after"})
"""Outcomes after which nobody but the platform knows that a letter arrived."""
A_MOMENT = timedelta(milliseconds=1)
IN_DOUBT = UNANSWERED | {"error_before", "cut_before", "html_before", "hang_before", "cancelled"}


@dataclass(frozen=True, slots=True)
class Report:
    """What was found: sentences about what is wrong, and figures."""

    wrong: tuple[str, ...]
    figures: Mapping[str, int]


def check(evidence: Evidence) -> Report:
    """Look at everything."""
    kept = read(evidence)
    sent = [call for call in evidence.calls if call.method == "sendMessage"]
    copies = Counter[int]()
    wrong = [
        *_taken_in(evidence.updates, kept),
        *_in_order(evidence.updates, kept),
        *_played(kept),
        *_presses(kept),
        *_traces(kept),
        *_delivered(sent, kept.outbox, copies),
        *_patient(evidence),
    ]
    allowed = evidence.unnoted + sum(call.outcome in UNANSWERED and call.effect for call in sent)
    if copies.total() > allowed:
        wrong.append(f"doubled letters: {copies.total()} copies, {allowed} can be explained")
    doubts = evidence.taken + sum(call.outcome in IN_DOUBT for call in sent)
    notes = sum(call.effect and _text(call).startswith(AGAIN) for call in sent)
    if notes > doubts:
        wrong.append(f"doubled letters: {notes} say they are sent again, {doubts} were in doubt")
    return Report(tuple(wrong), _figures(evidence, kept, copies.total(), notes))


# What came in


def _taken_in(updates: Sequence[Update], kept: Kept) -> Iterator[str]:
    """Every update that was confirmed is one row of the inbox, as it was, and done."""
    rows: defaultdict[int, list[Came]] = defaultdict(list)
    for came in kept.inbox:
        if came.update is not None:
            rows[came.update].append(came)
        if came.state != "done":
            yield f"lost: inbox row {came.id} is {came.state}"
    known = {update.update_id for update in updates}
    for number in rows.keys() - known:
        yield f"invented: update {number} was never sent"
    for update in updates:
        its = rows[update.update_id]
        if update.confirmed is None:
            yield f"lost: update {update.update_id} was never confirmed"
        elif not its:
            yield f"lost: update {update.update_id} was confirmed and not kept"
        elif len(its) > 1:
            yield f"doubled: update {update.update_id} is {len(its)} rows of the inbox"
        elif not _same(update, its[0].inbound):
            yield f"changed: update {update.update_id} was kept as something else"


def _same(update: Update, inbound: Inbound) -> bool:
    match inbound.body:
        case Wrote(text=text, message=message):
            sent = _part(update, "message")
            return sent.get("text") == text and str(sent.get("message_id")) == message
        case Commanded(name=name, message=message):
            sent = _part(update, "message")
            said = str(sent.get("text")).startswith(f"/{name}")
            return said and str(sent.get("message_id")) == message
        case Pressed(token=token, press=press):
            sent = _part(update, "callback_query")
            return sent.get("data") == token and sent.get("id") == press
        case _:
            return True


def _part(update: Update, name: str) -> dict[str, object]:
    part = update.body.get(name)
    return part if isinstance(part, dict) else {}


def _in_order(updates: Sequence[Update], kept: Kept) -> Iterator[str]:
    """A couple's updates are taken up as they arrived, whichever of its chats they came from."""
    couples = {
        update.update_id: kept.owners.get(update.chat_id or 0, update.chat_id) for update in updates
    }
    lines: defaultdict[int | None, list[int]] = defaultdict(list)
    for came in kept.inbox:
        if came.update is not None:
            lines[couples.get(came.update)].append(came.update)
    for couple, line in lines.items():
        for earlier, later in pairwise(line):
            if earlier > later:
                yield f"reordered: update {later} of couple {couple} came after {earlier}"


# What became of it


def _played(kept: Kept) -> Iterator[str]:
    """A run's journal, played anew, leads to the same places, hash by hash."""
    inbox = {came.id: came.inbound for came in kept.inbox}
    lines: defaultdict[int, list[Noted]] = defaultdict(list)
    for noted in kept.journal:
        lines[noted.run].append(noted)
    for number, played in kept.runs.items():
        if not lines[number] and played.state != "queued":
            yield f"lost: run {number} has no journal"
        yield from _replayed(number, played, lines[number], inbox)
    for (run, row), times in Counter((one.run, one.inbox) for one in kept.journal).items():
        if times > 1:
            yield f"doubled: inbox row {row} moved run {run} {times} times"


def _replayed(
    number: int, played: Played, line: Sequence[Noted], inbox: Mapping[int, Inbound]
) -> Iterator[str]:
    # What one has alone is theirs who began it: the first line says who that was.
    began = [str(one.event[2]) for one in line if one.event[0] == "Started" and one.event[2]]
    seat = Seat(began[0]) if began else None
    cast = replace(played.cast, own=seat) if played.script.alone else played.cast
    run = begin(cast, played.script.first or "")
    for noted in line:
        cause = inbox.get(noted.inbox)
        event = _event(noted, cause) if cause is not None else None
        if event is None:
            yield f"invented: run {number} was moved by inbox row {noted.inbox}, which is not there"
            return
        turn = advance(played.script, decode(encode(run), run.cast, run.values), event)
        if not turn.taken or _digest(run, turn.run) != noted.digest:
            yield f"lost or doubled: run {number} is elsewhere than inbox row {noted.inbox} led it"
            return
        run = turn.run
    if (run.ended is not None) is not (played.state == "ended"):
        yield f"lost: run {number} is {played.state}, and its journal says otherwise"


def _event(noted: Noted, cause: Inbound) -> events.Event | None:
    """Give the event of a journal's line; the words come from what the person sent."""
    kind, stamp, *rest = noted.event
    at = datetime.fromtimestamp(stamp, UTC)
    if abs(at - cause.at) > A_MOMENT:
        return None
    match kind, rest:
        case "Started", [seat]:
            return events.Started(at, Seat(seat) if seat else None)
        case "Pressed", [seat, prompt, node, option]:
            return events.Pressed(at, Seat(seat), prompt, node, option)
        case "Said", [seat, _, room] if isinstance(cause.body, Wrote):
            return events.Said(at, Seat(seat), cause.body.text, room)
        case "Skipped", [seat]:
            return events.Skipped(at, Seat(seat))
        case "Resumed", [seat]:
            return events.Resumed(at, Seat(seat))
        case "Rang", [wait, tag]:
            return events.Rang(at, wait, tag)
        case "Done", [wait] if isinstance(cause.body, Acted):
            return events.Done(at, wait, _found(at, cause.body))
        case _:
            return None


def _found(at: datetime, acted: Acted) -> Mapping[str, Value]:
    """Do a deed again. These couples have built nothing, so it looks upon an empty shelf."""
    asking = Asking(Memory(), at, UTC, Seat.A, acted.seat, acted.language)
    return doings({})[acted.deed](asking, dict(acted.given))


def _digest(before: Run, after: Run) -> str:
    changed = []
    for owner in sorted({*before.values, *after.values}):
        old, new = before.values.get(owner, {}), after.values.get(owner, {})
        names = [
            name for name in sorted({*old, *new}) if repr(old.get(name)) != repr(new.get(name))
        ]
        if old is not new:
            changed.append([owner, [[name, new.get(name)] for name in names]])
    whole = f"{encode(after)}{write(changed)}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(whole, digest_size=16).hexdigest()


def _presses(kept: Kept) -> Iterator[str]:
    """A press under a run's question moved that run, as long as the run was open."""
    questions = {
        token[:TOKEN]: letter.run for letter in kept.outbox if letter.run for token in letter.tokens
    }
    noted = {(one.run, one.inbox) for one in kept.journal}
    last = {one.run: one.inbox for one in kept.journal}
    for came in kept.inbox:
        body = came.inbound.body
        run = questions.get(body.token[:TOKEN]) if isinstance(body, Pressed) else None
        if run is None or (run, came.id) in noted:
            continue
        over = kept.runs[run].state == "ended" and came.id > last.get(run, 0)
        if not over:
            yield f"lost: the press in inbox row {came.id} did not reach run {run}"


def _traces(kept: Kept) -> Iterator[str]:
    """Words that somebody sent moved a run, or were answered."""
    traces = {one.inbox for one in kept.journal} | {letter.inbox for letter in kept.outbox}
    for came in kept.inbox:
        if isinstance(came.inbound.body, Wrote | Commanded) and came.id not in traces:
            yield f"lost: inbox row {came.id} has no effect"


# What went out


def _delivered(sent: Sequence[Call], outbox: Sequence[Went], copies: Counter[int]) -> Iterator[str]:
    """Every letter arrived, in the outbox's order; how often too often is counted."""
    by_chat: defaultdict[int, list[Went]] = defaultdict(list)
    for letter in outbox:
        by_chat[letter.chat].append(letter)
    arrived: defaultdict[int, list[Call]] = defaultdict(list)
    for call in sent:
        if call.effect and call.chat_id is not None:
            arrived[call.chat_id].append(call)
    for chat in by_chat.keys() | arrived.keys():
        yield from _delivered_to(chat, arrived[chat], by_chat[chat], copies)


def _delivered_to(
    chat: int, arrived: Sequence[Call], letters: Sequence[Went], copies: Counter[int]
) -> Iterator[str]:
    """Walk the messages of a chat; each letter ends with the copy whose number was noted."""
    at = 0
    for letter in letters:
        if letter.state == "dead":
            if not letter.reason:
                yield f"lost: letter {letter.id} was given up without a reason"
            continue
        if letter.state != "sent" or letter.message is None:
            yield f"lost: letter {letter.id} to {chat} is {letter.state}"
            continue
        numbers = [call.message_id for call in arrived]
        if letter.message not in numbers:
            yield f"lost: letter {letter.id} never arrived in {chat}"
            continue
        end = numbers.index(letter.message)
        if end < at:
            yield f"reordered: letter {letter.id} arrived in {chat} before an earlier one"
            continue
        for call in arrived[at : end + 1]:
            if not _is(call, letter):
                yield f"reordered: message {call.message_id} in {chat} is not letter {letter.id}"
        copies[letter.id] += end - at
        at = end + 1
    for call in arrived[at:]:
        yield f"invented: message {call.message_id} in {chat} belongs to no letter"


def _is(call: Call, letter: Went) -> bool:
    rows = json.loads(call.parameters.get("reply_markup", "{}")).get("inline_keyboard", ())
    tokens = tuple(button.get("callback_data", "") for row in rows for button in row)
    return _text(call).removeprefix(AGAIN) == letter.text and tokens == letter.tokens


def _text(call: Call) -> str:
    return bare(call.parameters.get("text", ""))


def _patient(evidence: Evidence) -> Iterator[str]:
    """Nothing goes before the platform said it may."""
    for call in hasty(evidence):
        yield f"early: call {call.seq} to {call.chat_id} came before the wait was over"


def _figures(evidence: Evidence, kept: Kept, copies: int, notes: int) -> dict[str, int]:
    outcomes = Counter(call.outcome for call in evidence.calls)
    faults = {name: count for name, count in sorted(outcomes.items()) if name != "ok"}
    return {
        "kills": len(evidence.kills),
        "updates": len(evidence.updates),
        "served again": sum(len(update.delivered) > 1 for update in evidence.updates),
        "turns of runs": len(kept.journal),
        "runs": len(kept.runs),
        "letters": len(kept.outbox),
        "calls": len(evidence.calls),
        **{f"calls: {name}": count for name, count in faults.items()},
        "letters out of the outbox at a kill": evidence.taken,
        "of them arrived": evidence.unnoted,
        "letters sent again": notes,
        "copies that arrived twice": copies,
        "early calls": sum(call.early for call in evidence.calls),
    }
