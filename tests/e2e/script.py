"""
A couple's first week as a list of events: what somebody sees, and what they do about it.

The odd word at the end of each private answer is a canary: it stands nowhere else, so it shows
where that answer went.
"""

from dataclasses import dataclass
from datetime import timedelta

HURT, REPAIRING = "Amparo", "Bertil"


@dataclass(frozen=True, slots=True)
class Writes:
    """Somebody writes to the bot without being asked."""

    who: str
    words: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Somebody sees a question and presses a button of it, or writes."""

    who: str
    sees: str
    does: str
    in_room: bool = False


@dataclass(frozen=True, slots=True)
class Follows:
    """Somebody opens the link that the other was given to invite them."""

    who: str


@dataclass(frozen=True, slots=True)
class Adds:
    """Somebody follows the link that adds the bot to their group."""

    who: str


@dataclass(frozen=True, slots=True)
class Sees:
    """Somebody sees something, and only that."""

    who: str
    words: str
    in_room: bool = False


@dataclass(frozen=True, slots=True)
class Passes:
    """Time passes."""

    length: timedelta


Event = Writes | Answers | Follows | Adds | Sees | Passes

SETTLED = Passes(timedelta(seconds=4))
"""So long the bot waits for a second part of a text."""
YES, NO, SHOW, KEEP = "Yes", "No", "Yes, show them", "No, keep them private"


def arrives(who: str, side: str) -> tuple[Event, ...]:
    """Answer the questions at the door."""
    return (
        Answers(who, "Which language", "English"),
        Answers(who, "I am Mortar", "Go on"),
        Answers(who, "18 or older", YES),
        Answers(who, "May I keep", YES),
        Answers(who, "What shall I call you?", who),
        Answers(who, "Which large city", "Madrid"),
        Answers(who, "leave you in peace", "No quiet hours"),
        Answers(who, "Where do you stand?", side),
    )


def wrote(who: str, sees: str, words: str, *, in_room: bool = False) -> tuple[Event, ...]:
    """Answer in words, and let the moment pass in which a second part might come."""
    return Answers(who, sees, words, in_room), SETTLED


PAIRING: tuple[Event, ...] = (
    Writes(HURT, "/start"),
    *arrives(HURT, "My trust was broken"),
    Answers(HURT, "You have arrived", "Invite my partner"),
    Follows(REPAIRING),
    *arrives(REPAIRING, "I broke trust"),
    Answers(REPAIRING, f"{HURT} invited you", YES),
    Answers(HURT, f"{REPAIRING} would like to join you", YES),
)

LINKING: tuple[Event, ...] = (
    Answers(HURT, "Do you have a group chat", "Link a group"),
    Adds(HURT),
    Sees(REPAIRING, "I am here now", in_room=True),
)

TALKS: tuple[Event, ...] = (
    Writes(HURT, "/communicate"),
    Answers(HURT, "shall we begin?", "Let us begin"),
    *wrote(HURT, "What exactly do you feel", "I am angry, and under it afraid, quince."),
    Answers(HURT, "May I show this one answer", SHOW),
    *wrote(HURT, "Why do you choose to rebuild", "The good years may come back, heron."),
    Answers(HURT, "May I show this one answer", KEEP),
    *wrote(HURT, "to help you?", "Tell me where you are before I ask, walnut."),
    Answers(HURT, "May I show this one answer", SHOW),
    Answers(HURT, "chooses to share?", YES),
    Answers(HURT, "If there is an apology for you", YES),
    Answers(HURT, "When you would like to sit together", "I am ready"),
    Answers(REPAIRING, "shall we begin?", "Let us begin"),
    *wrote(REPAIRING, "What are you sorry for?", "I am sorry that I lied to you, otter."),
    *wrote(REPAIRING, "What did you do?", "I met somebody in secret, bramble."),
    *wrote(REPAIRING, "Which choices in this were yours?", "I chose to go, plover."),
    *wrote(REPAIRING, "What has it done to", "You do not sleep at night, cobalt."),
    *wrote(REPAIRING, "What will you do from now on", "I tell you my plans, saffron."),
    *wrote(REPAIRING, "What can you offer", "I answer what you ask, juniper."),
    Answers(REPAIRING, "May I offer this to", SHOW),
    *wrote(REPAIRING, "What led you to do it?", "I felt small at work, lantern."),
    Answers(REPAIRING, "May I show this one answer", SHOW),
    *wrote(REPAIRING, "What exactly do you feel now?", "Shame, most of the day, thimble."),
    Answers(REPAIRING, "May I show this one answer", KEEP),
    *wrote(REPAIRING, "How do you need to change", "I need to speak early, pewter."),
    Answers(REPAIRING, "May I show this one answer", SHOW),
    Answers(REPAIRING, "chooses to share?", YES),
    Answers(REPAIRING, "When you would like to sit together", "I am ready"),
)

SITTING: tuple[Event, ...] = (
    Passes(timedelta(hours=2, minutes=30)),
    Answers(HURT, f"{HURT}, are you here?", "I am here", in_room=True),
    Answers(REPAIRING, f"{REPAIRING}, are you here?", "I am here", in_room=True),
    *wrote(HURT, f"{HURT}, you speak first", "The phone lit up and I lay awake.", in_room=True),
    *wrote(REPAIRING, "give back only what you heard", "That the nights were bad.", in_room=True),
    Answers(HURT, f"did {REPAIRING} get it?", "Partly", in_room=True),
    *wrote(HURT, "what is still missing?", "I was alone, beside you.", in_room=True),
    *wrote(REPAIRING, "give back only what you heard", "That you were alone.", in_room=True),
    Answers(HURT, f"did {REPAIRING} get it?", YES, in_room=True),
    Answers(HURT, "where are you with this?", "I heard it", in_room=True),
    Sees(REPAIRING, "Do something gentle now", in_room=True),
)

CHECK_IN: tuple[Event, ...] = (
    Writes(HURT, "/checkin"),
    Answers(HURT, "How much did you trust", "7"),
    Answers(REPAIRING, "How much did you trust", "9"),
    *wrote(HURT, "you were glad of?", "He sat with me, magpie."),
    *wrote(REPAIRING, "you were glad of?", "She laughed at supper, tulip."),
    Answers(HURT, "May I show both answers", SHOW),
    Answers(REPAIRING, "May I show both answers", SHOW),
    Sees(HURT, "That is all for this week"),
    Sees(REPAIRING, "That is all for this week"),
    Sees(HURT, "Numbers go up and down", in_room=True),
)

WEEK = (*PAIRING, *LINKING, *TALKS, *SITTING, *CHECK_IN)

SHARED = {
    HURT: ("quince", "walnut", "magpie"),
    REPAIRING: (
        "otter", "bramble", "plover", "cobalt", "saffron", "juniper", "lantern", "pewter", "tulip",
    ),
}  # fmt: skip
"""What each of them agreed to show: it is for the room, and never for the other's chat."""
KEPT = {HURT: ("heron",), REPAIRING: ("thimble",)}
"""What each of them kept: it is for nobody else."""
