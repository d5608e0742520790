"""Say what a question may have, and which kinds of answers there are."""

from datetime import time, timedelta
from typing import Annotated, Literal

from pydantic import Field

from bot.flow.shapes.flow import ReminderShape
from bot.flow.shapes.values import (
    Body,
    Bound,
    Clock,
    Different,
    Duration,
    Expr,
    Ident,
    Options,
    Shape,
    VarName,
    Words,
)


class NodeShape(Shape):
    """
    One line of the conversation.

    It has exactly one verb.
    """

    id: Ident | None = None
    """
    A name for good, needed wherever somebody may rest. Short, lower case, what happens there:
    `both_answered`.
    """
    when: str | None = None
    """Plays the node only if this condition is true: `my.trust <= 2`."""
    note: str | None = None
    """A word to other authors. Nobody else sees it."""


class WaitingShape(NodeShape):
    """A node at which somebody is waited for."""

    policy: Ident | None = None
    """A way to wait from `policies`. What stands beside it here goes before it."""
    until: Duration | None = None
    """The deadline: how long the wait is open."""
    remind: list[ReminderShape] = []
    """Reminders while somebody has not answered."""
    quiet: Literal["hold", "off"] | None = None
    """
    Whether messages that nobody just caused wait until the reader's quiet hours are over (`hold`),
    or not (`off`, for sittings, where both are present).
    """


class ScaleShape(Shape):
    """A whole number on buttons, at most 25 of them."""

    min: Annotated[int, Field(ge=-10, le=100)] = 0
    """The least number."""
    max: Annotated[int, Field(ge=-10, le=100)] = 10
    """The greatest number."""
    low: str = ""
    """What the least one means: `not at all`."""
    high: str = ""
    """What the greatest one means: `completely`."""


class NumberShape(Shape):
    """A number, typed."""

    min: Bound = 0
    """The least number that fits."""
    max: Bound = 1_000_000
    """The greatest number that fits."""
    whole: bool = True
    """Whether only whole numbers fit."""


class ChoicesShape(Shape):
    """Several of a few."""

    of: Options
    """
    What is kept, and the label on the button, at most 40 characters. A plain list keeps the labels
    themselves.
    """
    min: Annotated[int, Field(ge=0)] = 0
    """How many at least."""
    max: Annotated[int, Field(ge=1)] = 25
    """How many at most."""


class DateShape(Shape):
    """A day."""

    ahead: Duration = timedelta(days=730)
    """How far ahead of today it may lie."""
    back: Duration = timedelta(0)
    """How far back it may lie: `52w`. Left out, not before today."""


class TimeShape(Shape):
    """A time of day."""

    min: Clock = time(0, 0)
    """The earliest that fits, in quotes."""
    max: Clock = time(23, 59)
    """The latest that fits, in quotes."""


class LengthShape(Shape):
    """A length of time."""

    min: Duration = timedelta(minutes=1)
    """The shortest that fits."""
    max: Duration = timedelta(days=365)
    """The longest that fits."""


class PhotoShape(Shape):
    """
    A picture.

    The bot does not look at it.
    """


class TextShape(Shape):
    """Free words."""

    min: Annotated[int, Field(ge=1)] = 1
    """The least length that fits, in characters."""
    max: Annotated[int, Field(ge=1, le=4096)] = 2000
    """The greatest length that fits, in characters."""
    settle: Duration = timedelta(0)
    """How long to wait for the rest, when somebody writes in several messages: `3s`."""


class ConsentShape(Shape):
    """Consent to show exactly these variables."""

    shows: Different[Ident]
    """
    The variables that would be shown, without `my.`: `[trust, thanks]`. An empty list is consent to
    read or to hear something.
    """


class AskShape(WaitingShape):
    """
    Asks one question and keeps the answer.

    It has exactly one kind of answer.

        - {id: glad, ask: "What were you glad of?", text: {min: 2, max: 600}, save: my.glad}
    """

    ask: Words
    """The question, in one thought."""
    choice: Options | None = None
    """
    One of a few buttons: what is kept, and the label on the button, at most 40 characters. A plain
    list keeps the labels themselves.

        choice: {again: Write it again, keep: Keep it}
    """
    choices: ChoicesShape | None = None
    """
    Several of a few buttons, ended with a button of its own.

        choices: {of: {sad: Sad, angry: Angry, afraid: Afraid}, max: 2}
    """
    scale: ScaleShape | None = None
    """
    A whole number on buttons.

        scale: {min: 0, max: 10, low: not at all, high: completely}
    """
    number: NumberShape | None = None
    """
    A number, typed: in digits or words.

        number: {min: 0, max: 20}
    """
    text: TextShape | None = None
    """
    Free words.

        text: {min: 2, max: 600, settle: 3s}
    """
    yesno: Literal[True] | None = None
    """
    Yes or no.

        yesno: true
    """
    date: DateShape | None = None
    """
    A day, as people say it: “next Sunday”.

        date: {ahead: 26w}
    """
    time: TimeShape | None = None
    """
    A time of day: “half past eight”.

        time: {min: "06:00", max: "23:00"}
    """
    duration: LengthShape | None = None
    """
    A length of time: “an hour and a half”.

        duration: {min: 10m, max: 1d}
    """
    photo: PhotoShape | None = None
    """
    A picture.

        photo: {}
    """
    consent: ConsentShape | None = None
    """
    Consent to show. It lists what would be shown, and only a yes to this very question counts; a
    changed answer makes it void. When there is nothing to show, the question is left out.

        consent: {shows: [trust, thanks]}
    """
    save: VarName | None = None
    """The variable that keeps the answer. Without it, the answer is heard and not kept."""
    check: Expr | None = None
    """
    A condition that has to hold once the answer stands in its variable; otherwise it is asked
    again.
    """
    retry: Words | None = None
    """What is said when the answer does not fit. Left out, a fitting sentence is chosen."""
    tries: Annotated[int, Field(ge=1, le=10)] | None = None
    """After how many answers that did not fit `gave_up` follows."""
    gave_up: Body = None
    """What is played then. Be kind: nobody failed here."""
    missed: Body = None
    """What is played when the time for this question is up."""
    skippable: bool = True
    """Whether the question may be skipped. It nearly always should be."""
    edit: bool = True
    """Whether somebody may come back to it and answer anew."""


KINDS = (
    "choice", "choices", "scale", "number", "text", "yesno", "date", "time", "duration", "photo",
    "consent",
)  # fmt: skip
