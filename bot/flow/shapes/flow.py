"""Say what stands at the top of a flow file."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from bot.flow.shapes.values import (
    Bodies,
    Body,
    Bound,
    Clock,
    Days,
    Different,
    Duration,
    Expr,
    Given,
    Ident,
    Shape,
    VarName,
    Words,
    name_only,
)


class EveryShape(Shape):
    """
    A civil time in the couple's zone: once a week, or without a day every day.

        every: {day: sunday, at: "18:30"}
    """

    day: Days | None = None
    """The day of the week, in English: `sunday`. Left out, it is every day."""
    at: Clock
    """The time of day, in quotes: `"18:30"`."""


class AfterShape(Shape):
    """
    The end of another flow.

    The other flow's name alone is enough: `after: weekly_checkin`.

        after: {flow: weekly_checkin, outcome: shared, wait: 1d}
    """

    flow: Ident
    """The other flow's name."""
    outcome: Ident | None = None
    """Only when it ended like this. Left out, any end will do."""
    wait: Duration = timedelta(0)
    """How much later: `1d`."""


class StartShape(Shape):
    """
    What begins a flow.

    Each entry of `start` is one way; any of them will do.

        - {every: {day: sunday, at: "18:30"}}
        - {command: checkin}
    """

    every: EveryShape | None = None
    """Begins by itself at this time, every week or every day."""
    command: Ident | None = None
    """
    Begins when one of the two writes this command: `checkin` is begun by `/checkin`. A command
    begins one flow only.
    """
    keyword: Annotated[str, Field(min_length=1, max_length=40)] | None = None
    """Begins when one of the two writes exactly these words."""
    after: (
        Annotated[AfterShape, BeforeValidator(name_only, json_schema_input_type=AfterShape | Ident)]
        | None
    ) = None
    """
    Begins when another flow has ended: its name, or more closely how it ended and how much later.
    """
    event: Ident | None = None
    """Begins when the couple reaches this milestone, the name of a `mark` in another flow."""

    @model_validator(mode="after")
    def _one_way(self) -> "StartShape":
        if len(self.model_fields_set) != 1:
            raise ValueError(
                "each entry of 'start' is one way to begin: every, command, keyword, after or event"
            )
        return self


class VariableShape(Shape):
    """
    A variable: what kind of value it holds, and who may read it.

    Names begin with `my.` (each partner has their own) or `run.` (one for both).

        my.trust: {type: int, min: 0, max: 10, sensitive: true, called: trust this week}
    """

    type: Literal[
        "int", "float", "text", "bool", "choice", "choices", "date", "time", "duration", "photo"
    ]
    """
    What it holds: a whole number (`int`), any number (`float`), words (`text`), yes or no (`bool`),
    one of a few (`choice`), several of a few (`choices`), a day (`date`), a time of day (`time`), a
    length of time (`duration`), or a picture (`photo`).
    """
    default: str | int | float | bool | None = None
    """What it holds until somebody answers."""
    min: Bound | None = None
    """The least number it may hold."""
    max: Bound | None = None
    """The greatest number it may hold."""
    of: Annotated[Different[str], Field(min_length=1)] | None = None
    """The values of a choice, as in the question: `[again, keep]`."""
    private: bool | None = None
    """
    Whether only its owner may read it. Left out, `my.` is private and `run.` is not. With `private:
    false` both may read it from the moment it is answered, so say so in the question.
    """
    sensitive: bool = False
    """
    Set it for anything somebody would not want found. It is then kept out of the journal and of
    every count.
    """
    keep: bool = False
    """Whether the last answer is still there when the flow is played again."""
    from_: Annotated[Ident | None, Field(alias="from")] = None
    """
    Another flow in which it was answered, under the same name: it begins as what was last said
    there. What it is and who may read it is declared as there.
    """
    called: Annotated[str, Field(min_length=1, max_length=60)] | None = None
    """What a consent calls it when it shows what would be shown: `trust this week`."""


class ReminderShape(Shape):
    """
    A kind word while somebody has not answered.

    It goes only to who is still open, and says nothing about the other.

        {after: 22h, say: "No rush, {me.name}. This is open whenever you have two minutes."}
    """

    after: Duration
    """How long after the wait began: `22h`. It comes before the deadline."""
    say: Words
    """The words. They may stand on a lock screen, so keep them bland."""


class PolicyShape(Shape):
    """
    How a wait passes.

    Give it a name under `policies` and use it at as many waits as you like.

        gentle: {until: 48h, remind: [{after: 22h, say: "No rush, {me.name}."}]}
    """

    until: Duration | None = None
    """The deadline: how long the wait is open."""
    remind: list[ReminderShape] = []
    """Reminders, each with `after` and `say`."""
    quiet: Literal["hold", "off"] = "hold"
    """
    Whether messages that nobody just caused wait until the reader's quiet hours are over (`hold`),
    or not (`off`, for sittings, where both are present).
    """


class FlowShape(Shape):
    """One conversation for two, in one file."""

    format: Literal[1]
    """The version of this language: `1`."""
    flow: Ident
    """The flow's name, the same for good. Couples in the middle of it are found by it."""
    title: Words
    """What people may read as its name."""
    about: str = ""
    """A word to other authors: what it is for."""
    start: list[StartShape] = []
    """What begins it. Without `start` it begins only when another flow calls it."""
    for_: Annotated[Literal["both", "one", "hurt", "repairing"], Field(alias="for")] = "both"
    """
    Who has it: the couple (`both`), or one of the two alone with the bot. Whoever begins it
    (`one`), or only who was hurt (`hurt`) or who hurt (`repairing`). What one has alone is one
    private lane from top to bottom, runs beside everything else, and never shows to the other.
    """
    policy: Ident | None = None
    """For a flow that one has alone: how long it stays open, a name from `policies`."""
    guard: Expr | None = None
    """
    A condition on what both may know, and in a flow that one has alone also on what they reached
    (`mine.`). Unless it is true, the flow does not begin.
    """
    once: (
        Literal["couple.day", "couple.week", "couple.ever", "me.day", "me.week", "me.ever"] | None
    ) = None
    """
    How often a couple may have it, whatever begins it: once a day (`couple.day`), once a week
    (`couple.week`), or only once (`couple.ever`). For a flow that one has alone: `me.day`,
    `me.week`, `me.ever`.
    """
    weight: Literal["light", "heavy"] = "light"
    """
    How much a sitting asks of the two. Where somebody is not safe, nothing is opened between them
    that is `heavy`: what was broken, apology, forgiveness, needs.
    """
    traceless: bool = False
    """
    For a flow that one has alone: what is answered in it is in no copy that they fetch, and is
    deleted when it ends. Only what its deeds lay on the shelf stays.
    """
    busy: Literal["queue", "skip", "replace"] = "queue"
    """
    What happens when another conversation is open: this one waits for its turn (`queue`), is left
    out this time (`skip`), or takes its place (`replace`).
    """
    takes: dict[Given, Literal["int", "float", "text", "bool", "date", "time", "duration"]] = {}
    """What whoever calls this flow gives it, and of which type: `{in.topic: text}`."""
    vars: dict[VarName, VariableShape] = {}
    """The variables, by name. What people answer is kept in them."""
    policies: dict[Ident, PolicyShape] = {}
    """Ways to wait, by name, so that several nodes can share one."""
    outcomes: Different[Ident] = []
    """The ways it can end. Each is the name of an `end`."""
    moved: dict[str, str] = {}
    """
    Old ids of nodes and what they are called now, so that couples who wait at one find their place:
    `{old_id: new_id}`.
    """
    nodes: Body
    """The conversation, from top to bottom."""
    blocks: Bodies = None
    """
    Named lists of nodes that `call` plays, to write something once or to keep long lanes readable.
    """

    @model_validator(mode="after")
    def _whose(self) -> "FlowShape":
        alone = self.for_ != "both"
        if alone is not (self.policy is not None):
            raise ValueError(
                "a flow that one has alone needs 'policy': how long it stays open"
                if alone
                else "'policy' is for a flow that one has alone; elsewhere each wait has its own"
            )
        if self.traceless and not alone:
            raise ValueError("'traceless' is for a flow that one has alone")
        if self.traceless and any(one.keep for one in self.vars.values()):
            raise ValueError("a 'traceless' flow keeps nothing: leave out 'keep: true'")
        if self.once is not None and alone is not self.once.startswith("me."):
            raise ValueError(
                "a flow that one has alone is limited for them: me.day, me.week or me.ever"
                if alone
                else "a flow for both is limited for both: couple.day, couple.week or couple.ever"
            )
        return self
