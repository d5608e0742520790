"""
Say of everything that is kept what it is, whose it is, and how long it stays.

One line a table, and one for each column in which something of people's lies; what is listed
nowhere is an id, a state, a count or a time. A test holds this against the tables as they are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import LargeBinary

from bot.ports.rows import Rules
from bot.store.tables import metadata

PLAIN = frozenset(
    {
        "alarms": ("id", "couple", "run", "wait", "tag", "due"),
        "answers": ("run", "owner", "at", "by"),
        "breaches": ("id", "couple", "hurt"),
        "consents": (
            "id", "partner", "purpose", "version", "at", "digest", "channel", "given",
        ),
        "couples": ("id", "active", "notices", "noticed"),
        "erasures": ("kind", "owner", "at"),
        "house": ("name",),
        "inbox": ("id", "at", "state", "attempts"),
        "invites": ("id", "kind", "inviter", "couple", "expires", "state", "claimant"),
        "journal": ("run", "id", "seat", "at", "digest"),
        "letters": (
            "id", "route", "couple", "reader", "joint", "must", "state", "ready", "retry",
            "attempt", "unsure", "asked", "since", "over", "message", "reason", "token", "run",
            "prompt", "seat",
        ),
        "marks": ("run", "seat", "at"),
        "partners": ("id", "couple", "seat", "stage", "platform"),
        "quarantine": ("id", "place"),
        "routes": ("id", "platform", "reach", "couple", "partner"),
        "runs": ("id", "couple", "flow", "version", "state"),
        "scripts": ("flow", "version", "source"),
        "things": ("id", "couple", "owner", "at"),
        "tries": ("id", "at"),
    }.items()
)  # fmt: skip
"""Columns that stand in the clear: ids, states, times, counts, names of flows and platforms."""

MARKS = frozenset(
    {
        "answers.name", "inbox.key", "invites.code", "invites.token", "marks.name",
        "partners.identity", "routes.chat", "runs.once", "things.kind", "tries.identity",
    }
)  # fmt: skip
"""Columns that are found without being readable: an HMAC under a key that is kept apart."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What lies in a sealed column: in words, who may read it, and until when."""

    what: str
    whose: str
    until: str


def sealed(rules: Rules) -> Mapping[str, Kept]:
    """Say what lies in each sealed column; who is erased is erased at once all the same."""
    private, joint = rules.private.days, rules.joint.days
    stay = "as long as somebody stays"
    end = f"{private} days after its conversation has ended; what both may read {joint} days"
    return {
        "answers.value": Kept("answers", "who gave it, or both", end),
        "house.value": Kept("the ids of the bots that this database belongs to", "the house", stay),
        "inbox.body": Kept("messages as they came in", "their sender", _hours(rules.inbox)),
        "journal.event": Kept("what happened in a conversation, without what is sensitive",
                              "who did it, or both", end),
        "letters.content": Kept("messages as they went out", "their readers", _hours(rules.outbox)),
        "letters.node": Kept("what a question was about", "their readers", _hours(rules.outbox)),
        "marks.word": Kept("milestones", "who reached it, or both", stay),
        "partners.person": Kept("the platform's id of a person", "that person", stay),
        "partners.profile": Kept("name, language, zone, quiet hours, side", "that person", stay),
        "quarantine.value": Kept("what did not open any more", "nobody", "until it is taken out"),
        "routes.address": Kept("where a chat is", "who is in it", stay),
        "runs.document": Kept("where a conversation stands", "both", end),
        "things.value": Kept("what they built: agreements, questions, memories, how safe they are",
                             "who built it alone, or both", stay),
    }  # fmt: skip


def undescribed() -> Iterator[str]:
    """Name the columns that nothing is said about here, and those said of that are not there."""
    known = {f"{table}.{column}" for table, columns in PLAIN for column in columns}
    known |= MARKS | sealed(Rules()).keys()
    real = {f"{table.name}.{one.name}" for table in metadata.sorted_tables for one in table.columns}
    yield from sorted(known ^ real)


def in_the_clear() -> Iterator[str]:
    """Name columns of bytes that stand among those in the clear: none should."""
    plain = {f"{table}.{column}" for table, columns in PLAIN for column in columns}
    for table in metadata.sorted_tables:
        for one in table.columns:
            if isinstance(one.type, LargeBinary) and f"{table.name}.{one.name}" in plain:
                yield f"{table.name}.{one.name}"


def _hours(span: object) -> str:
    hours = round(getattr(span, "total_seconds", lambda: 0.0)() / 3600)
    return f"{hours} hours after it was read or sent"
