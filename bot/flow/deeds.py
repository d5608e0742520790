"""
Say what flows may have done between turns: what each deed takes, what it gives, and whose it is.

Only the descriptions stand here, for the checker and for editors. What a deed does is
`bot.things`'; a test holds the two against each other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from bot.model.sketches import PARTS

DeedName = Literal[
    "phrases", "progress.picture", "brief.paper", "photo.keep", "photo.forget",
    "agreement.add", "agreement.next", "agreement.tell", "agreement.extend", "agreement.close",
    "agreement.load", "agreement.rate", "agreement.due",
    "control.check", "control.long",
    "day.add", "day.next", "day.forget", "day.today", "plan.add", "plan.today",
    "helplines.lines",
    "note.add", "note.before", "note.forget",
    "pulse.add", "pulse.median",
    "card.add", "card.load", "memory.add", "memory.before", "memory.forget", "deck.next",
    "safety.screen", "safety.tier", "safety.choose",
    "question.add", "question.next", "question.count", "question.mark",
]  # fmt: skip


class Whose(StrEnum):
    """
    On whose shelf a deed looks, or lays something.

    ``NOBODY`` reckons with what it is given and nothing else. ``MINE`` is the shelf of the one
    partner whose lane it is. ``JOINT`` is the couple's, which both may read.
    """

    NOBODY = "nobody"
    MINE = "mine"
    JOINT = "joint"


@dataclass(frozen=True, slots=True)
class Deed:
    """
    One thing that can be done.

    ``takes`` and ``gives`` are types by name, in order. ``optional`` need not be given. ``writes``
    says that a shelf is another afterwards.
    """

    about: str
    takes: Mapping[str, str] = field(default_factory=dict)
    gives: Mapping[str, str] = field(default_factory=dict)
    whose: Whose = Whose.NOBODY
    writes: bool = False
    optional: frozenset[str] = frozenset()


_AGREEMENT = {
    "id": "int", "what": "text", "by": "text", "kept": "text", "until": "date", "over": "bool",
}  # fmt: skip

_MEMORY = {"by": "text", "photo": "photo"}
_CARD = {"first": "text", "second": "text", "third": "text", "fourth": "text", "on": "date"}

_BRIEF = {name + too: "text" for too in ("", "_too") for name in ("name", *PARTS)}

_SCREEN = {
    "afraid": "bool", "humiliated": "bool", "forced": "bool", "hurt": "bool",
    "threatened": "bool", "trouble": "bool", "control": "int", "long_ago": "bool",
    "low": "int", "worried": "int", "not_living": "bool",
}  # fmt: skip

DEEDS: Mapping[DeedName, Deed] = {
    "phrases": Deed(
        "Looks for words in which excuses creep in; gives them quoted, or an empty text.",
        {"text": "text"}, {"found": "text"},
    ),
    "progress.picture": Deed(
        "Gives the picture of the two lines of progress, for `media`: promises kept, and one's own "
        "pulse as a median of four weeks; over how many weeks, and the newest of both. Nothing "
        "before anything was told.",
        {}, {"picture": "photo", "weeks": "int", "kept": "int", "felt": "float"}, Whose.MINE,
    ),
    "brief.paper": Deed(
        "Gives a paper of at most two pages for a first meeting with a therapist, for `media`. "
        "Parts that are empty are left out; in one that both write, `_too` is what the second "
        "wrote, and each name stands above its words. Nothing when all are empty.",
        _BRIEF, {"paper": "photo"}, optional=frozenset(_BRIEF),
    ),
    "photo.keep": Deed(
        "Keeps a photo that somebody sent in the album of both, and gives it for `media`. All that "
        "is in it beside its picture is taken away before it is first shown.",
        {"photo": "photo"}, {"photo": "photo"}, Whose.JOINT, writes=True,
    ),
    "photo.forget": Deed(
        "Takes a photo out of the album for good.",
        {"photo": "photo"}, {}, Whose.JOINT, writes=True,
    ),
    "memory.add": Deed(
        "Puts a good day into the album of both: what it was, who tells it, a photo that was kept.",
        {"what": "text", **_MEMORY}, {"id": "int"}, Whose.JOINT, writes=True,
        optional=frozenset(_MEMORY),
    ),
    "memory.before": Deed(
        "Gives the newest day of the album, or the newest that is older than `than`; nothing when "
        "there is none.",
        {"than": "int"}, {"id": "int", "what": "text", "on": "date", **_MEMORY}, Whose.JOINT,
        optional=frozenset({"than"}),
    ),
    "memory.forget": Deed(
        "Takes a day out of the album for good, and its photo with it.",
        {"id": "int"}, {}, Whose.JOINT, writes=True,
    ),
    "deck.next": Deed(
        "Gives the number of the next hand of a deck; after the last of so many comes the first.",
        {"of": "int"}, {"number": "int"}, Whose.JOINT, writes=True,
    ),
    "agreement.add": Deed(
        "Notes an agreement: what, who it binds (hurt, repairing or both), what counts as kept, "
        "and its last day.",
        {"what": "text", "by": "text", "kept": "text", "until": "date"}, {"id": "int"},
        Whose.JOINT, writes=True,
    ),
    "agreement.next": Deed(
        "Gives the first agreement whose number is greater than `after` and that is not closed; "
        "`over` says that its last day has passed. Nothing when there is none.",
        {"after": "int"}, _AGREEMENT, Whose.JOINT, optional=frozenset({"after"}),
    ),
    "agreement.tell": Deed(
        "Notes how an agreement went this week: kept, missed or changed.",
        {"id": "int", "how": "text"}, {}, Whose.JOINT, writes=True,
    ),
    "agreement.extend": Deed(
        "Gives an agreement another last day.",
        {"id": "int", "until": "date"}, {}, Whose.JOINT, writes=True,
    ),
    "agreement.close": Deed(
        "Ends an agreement before its last day.", {"id": "int"}, {}, Whose.JOINT, writes=True,
    ),
    "agreement.load": Deed(
        "Counts the agreements in force, and how many bind each of the two.",
        {}, {"all": "int", "hurt": "int", "repairing": "int"}, Whose.JOINT,
    ),
    "agreement.rate": Deed(
        "Gives how many of a hundred promises were kept in the last weeks; nothing when none was "
        "told.",
        {"weeks": "int"}, {"percent": "int"}, Whose.JOINT,
    ),
    "agreement.due": Deed(
        "Counts the agreements whose last day is in so many days.",
        {"days": "int"}, {"count": "int"}, Whose.JOINT,
    ),
    "control.check": Deed(
        "Gives why no agreement may ask for this (passwords, cut_off, tracking, sex, money, "
        "punishment); nothing when there is no reason against it.",
        {"text": "text"}, {"reason": "text"},
    ),
    "control.long": Deed(
        "Says whether a last day is more than ninety days ahead: then both agree anew.",
        {"until": "date"}, {"long": "bool"},
    ),
    "day.add": Deed(
        "Notes a day of one's own to be told of, once or `yearly`.",
        {"what": "text", "on": "date", "yearly": "bool"}, {"id": "int"}, Whose.MINE, writes=True,
    ),
    "day.next": Deed(
        "Gives the first day of one's own whose number is greater than `after`.",
        {"after": "int"}, {"id": "int", "what": "text", "on": "date"}, Whose.MINE,
        optional=frozenset({"after"}),
    ),
    "day.forget": Deed(
        "Takes a day of one's own away.", {"id": "int"}, {}, Whose.MINE, writes=True,
    ),
    "day.today": Deed(
        "Gives a day of one's own that is today; nothing when there is none.",
        {}, {"what": "text"}, Whose.MINE,
    ),
    "helplines.lines": Deed(
        "Gives lines to call or write to in the country of who is asked, one below the other: for "
        "self_harm, partner_violence, violence_by_self or any. Where the country is not known, "
        "directories of the world and no number.",
        {"kind": "text"}, {"lines": "text"}, Whose.MINE,
    ),
    "note.add": Deed(
        "Keeps a note of one's own.", {"text": "text"}, {"id": "int"}, Whose.MINE, writes=True,
    ),
    "note.before": Deed(
        "Gives the newest of one's own notes, or the newest that is older than `than`.",
        {"than": "int"}, {"id": "int", "text": "text", "on": "date"}, Whose.MINE,
        optional=frozenset({"than"}),
    ),
    "note.forget": Deed(
        "Takes a note of one's own away.", {"id": "int"}, {}, Whose.MINE, writes=True,
    ),
    "card.add": Deed(
        "Lays a card there for both: its name, up to four lines and a day. One of the same name "
        "makes room for it.",
        {"name": "text", **_CARD}, {"id": "int"}, Whose.JOINT, writes=True,
        optional=frozenset(_CARD),
    ),
    "card.load": Deed(
        "Gives the card of this name, and the day on which it was made; nothing when there is "
        "none.",
        {"name": "text"}, {"id": "int", "made": "date", **_CARD}, Whose.JOINT,
    ),
    "plan.add": Deed(
        "Notes what both have planned for a day.",
        {"what": "text", "on": "date"}, {"id": "int"}, Whose.JOINT, writes=True,
    ),
    "plan.today": Deed(
        "Gives what both have planned for today, or else for tomorrow, and which of the two "
        "(today or tomorrow); nothing when there is nothing.",
        {}, {"what": "text", "when": "text"}, Whose.JOINT,
    ),
    "safety.screen": Deed(
        "Takes the answers of the private screen and keeps only the tier that follows from them "
        "(calm, amber or red). One calm screen never lowers it; a second one a week later does.",
        _SCREEN, {"tier": "text"}, Whose.MINE, writes=True, optional=frozenset(_SCREEN),
    ),
    "safety.tier": Deed(
        "Gives the tier of who is asked: calm, amber or red.", {}, {"tier": "text"}, Whose.MINE,
    ),
    "safety.choose": Deed(
        "Notes what somebody at red wants of sittings: light or never.",
        {"way": "text"}, {}, Whose.MINE, writes=True,
    ),
    "pulse.add": Deed(
        "Keeps a trust pulse of five lines from 0 to 10, each of which may be left out; the fifth "
        "counts the other way round. Gives its level, nothing when no line was said.",
        dict.fromkeys(("one", "two", "three", "four", "five"), "int"), {"level": "float"},
        Whose.MINE, writes=True, optional=frozenset({"one", "two", "three", "four", "five"}),
    ),
    "pulse.median": Deed(
        "Gives the median of one's own pulses of the last weeks; nothing when there is none.",
        {"weeks": "int"}, {"level": "float"}, Whose.MINE,
    ),
    "question.add": Deed(
        "Lays a question into the box: its words, and whether it asks for facts, meaning, "
        "reassurance or something graphic, which is held back.",
        {"text": "text", "sort": "text"}, {"id": "int"}, Whose.MINE, writes=True,
    ),
    "question.next": Deed(
        "Gives the first open question whose number is greater than `after`; one that is held "
        "back never comes. Nothing when there is none.",
        {"after": "int"}, {"id": "int", "text": "text", "sort": "text"}, Whose.MINE,
        optional=frozenset({"after"}),
    ),
    "question.count": Deed(
        "Counts the questions that are open, and those that are held back.",
        {}, {"open": "int", "held": "int"}, Whose.MINE,
    ),
    "question.mark": Deed(
        "Notes how a question went: answered, partly or not_yet; only one that is answered "
        "leaves the box.",
        {"id": "int", "how": "text"}, {}, Whose.MINE, writes=True,
    ),
}  # fmt: skip
