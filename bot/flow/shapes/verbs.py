"""
Say which keys each verb has, but for questions.

A table in the form of classes, most of it the reference's words; `VERBS` closes it.
"""

from typing import Annotated, Literal

from pydantic import Field

from bot.flow.deeds import DeedName
from bot.flow.script import Place, To
from bot.flow.shapes.asking import AskShape, NodeShape, WaitingShape
from bot.flow.shapes.flow import EveryShape
from bot.flow.shapes.values import (
    Bodies,
    Body,
    Clock,
    Different,
    Duration,
    Ident,
    Shape,
    VarName,
    Words,
)


class SayShape(NodeShape):
    """
    Says something.

        - {say: "Thank you, {me.name}."}
        - {say: It is time for your check-in., to: group}
    """

    say: Words
    """The words. They know `**bold**`, `_italic_` and names in braces: `{me.name}`."""
    to: Annotated[To, Field(strict=False)] | None = None
    """
    Who reads it. Left out, it is said where the talk is: to the lane's own person, or in the room.
    """
    media: VarName | None = None
    """A variable with a picture that comes with the words."""
    once: bool = False
    """Says it only the first time that somebody comes by."""


class SetShape(NodeShape):
    """
    Gives variables a value, in order.

    What takes on a private answer has to be private itself.

        - {set: {my.own: my.draft}}
    """

    set: Annotated[dict[VarName, str | int | float | bool], Field(min_length=1)]
    """
    Each variable and its new value. A value is an expression; a plain text stands in quotes inside
    quotes: `"'again'"`.
    """


class IfShape(NodeShape):
    """
    Goes one way or the other, and goes on below.

        - if: my.trust <= 2
          do: [{say: That sounds like a heavy week.}]
          else: [{say: Thank you.}]
    """

    if_: Annotated[str, Field(alias="if")]
    """The condition."""
    do: Body
    """What is played when it is true."""
    else_: Annotated[Body, Field(alias="else")] = None
    """What is played when it is not."""


class MatchShape(NodeShape):
    """
    Goes the way that a value names.

        - match: my.mood
          cases:
            light: [{say: I am glad.}]
            heavy: [{say: Thank you for telling me.}]
          else: [{say: Thank you.}]
    """

    match: str
    """The variable or expression to look at."""
    cases: Bodies
    """Each value, and what is played for it."""
    else_: Annotated[Body, Field(alias="else")] = None
    """What is played for any other value, and when there is none."""


class EachShape(WaitingShape):
    """
    Opens a lane for each partner.

    The lanes join when both are through, or when time is up; a private one shows nothing of it
    before its deadline.

        - id: answers
          each: partner
          until: 48h
          do: [{id: well, ask: "How are you, {me.name}?", text: {}}]
    """

    each: Literal["partner", "hurt", "repairing"]
    """Whose lanes: both (`partner`), or one alone (`hurt`, `repairing`)."""
    do: Body = None
    """What is played in the lane, the same for both."""
    hurt: Body = None
    """The lane of the one who was hurt."""
    repairing: Body = None
    """The lane of the one who hurt."""
    place: Annotated[Place, Field(strict=False)] = Place.PRIVATE
    """Where they talk: each alone (`private`), or in the room (`group`)."""
    order: Literal["together", "turns"] = "together"
    """Both at once (`together`), or one after the other (`turns`, in the room)."""
    join: Literal["all", "any"] = "all"
    """Whether it goes on when both are through (`all`), or as soon as one is (`any`)."""
    late: Literal["thank", "ignore"] = "ignore"
    """
    What somebody hears who writes after the deadline: thanks (`thank`), or nothing (`ignore`).
    """
    missed: Body = None
    """
    What is played when somebody did not come. Only in the room: in private, silence and "no" look
    alike.
    """


class ReadyShape(WaitingShape):
    """
    Asks both in private for a press, and goes on only if both pressed for the same hour.

    Nobody sees whether the other did.

        - id: sit
          ready: "When you would like to sit together with {partner.name}, press here."
          slots: ["12:30", "20:30"]
          until: 7d
          missed: [{end: not_now}]
    """

    ready: Words
    """The words above the button."""
    slots: Annotated[Different[Clock], Field(min_length=1)]
    """
    The hours at which it can open, in the couple's zone. A press counts for the next one. Right
    behind a private `each`, `until` may be left out; that one's deadline counts then.
    """
    missed: Body = None
    """What is played for both when the deadline came first. It finishes with `end` or `goto`."""


class RevealShape(NodeShape):
    r"""
    Shows private answers, if both agreed.

    It is the only way for one partner's words to reach the other.

        - id: open
          reveal: [thanks]
          needs: share
          say: "**{a.name}**: {a.thanks}\n**{b.name}**: {b.thanks}"
          withheld: [{say: This stays private., to: both}]
    """

    reveal: Annotated[Different[Ident], Field(min_length=1)]
    """The variables that are shown, without `my.`."""
    needs: Ident | dict[Literal["hurt", "repairing"], Ident]
    """
    The variable that holds the consent, when both answered the same one; or one for each, when one
    shows and one reads: `{hurt: show_why, repairing: read}`.
    """
    to: Literal["group", "both"] = "group"
    """Where it is shown: in the room (`group`), or to each in private (`both`)."""
    open: Literal["when_both", "at_deadline"] = "when_both"
    """
    When a yes of both opens it: at once (`when_both`), or only at the deadline (`at_deadline`), so
    that not even the moment tells anything.
    """
    say: Words
    """
    The words, with the answers in braces: `{a.thanks}`. If one of them is missing, nothing is
    shown.
    """
    shown: Body = None
    """What is played after it was shown."""
    withheld: Body = None
    """
    What both read when it is not shown. It is the same for no, silence, skipped and held, at the
    same moment, so write nothing that would be true of only one.
    """


class WaitShape(NodeShape):
    """
    Pauses, also over restarts.

        - {id: two_days, wait: 2d}
    """

    wait: Duration
    """How long: `20m`, `22h`, `2d`, `1w`."""


class WaitUntilShape(NodeShape):
    """
    Pauses until the next such time of the couple.

        - {id: sunday, wait_until: {day: sunday, at: "18:30"}}
    """

    wait_until: EveryShape
    """When it goes on: `at` a time of day, with or without a `day`."""


class WaitForShape(WaitingShape):
    """
    Pauses until the couple reaches a milestone in another flow, or time is up.

    When they reached it before, it goes on at once. Outside lanes, other flows can begin while
    this one waits; it goes on when the one that is open then is over.

        - id: heard_first
          wait_for: impact_heard
          until: 2w
          missed: [{end: not_now}]
    """

    wait_for: Ident
    """The name of that milestone, a `mark` in another flow."""
    missed: Body = None
    """What is played when time was up first."""


class RepeatShape(NodeShape):
    """
    Plays something several times.

        - id: rounds
          repeat: 3
          until: my.more != 'more'
          do:
            - {id: more, ask: Once more?, choice: {more: Once more, enough: Enough}, save: my.more}
    """

    repeat: Annotated[int, Field(ge=1, le=20)]
    """How often at most, up to 20."""
    until: str | None = None
    """Looked at after each round; when it is true, it goes on below."""
    do: Body
    """What is repeated."""


class CallFlowShape(Shape):
    """Another flow, and what it is given."""

    flow: Ident
    """The other flow's name."""
    give: dict[Ident, str | int | float | bool] = {}
    """
    A value for each of its `takes`, without `in.`: `{topic: run.topic}`. A value is an expression.
    """


class CallShape(NodeShape):
    """
    Plays a block, or another flow, and comes back.

        - {id: opening, call: welcome}
        - {id: pause, call: {flow: cool_down}, save: run.cooled}
    """

    call: Ident | CallFlowShape
    """The name of a block under `blocks`; or another flow, with what it is given."""
    save: VarName | None = None
    """The variable that keeps the outcome of the other flow."""


class GotoShape(NodeShape):
    """
    Goes on at another node of the same or an outer list.

    A circle has to wait for somebody on its way round.

        - {when: my.again == 'again', goto: draft}
    """

    goto: Ident
    """The id of that node."""


class RunShape(NodeShape):
    """
    Has something looked up, and goes on with what was found.

        - {id: excuses, run: phrases, with: [my.draft], save: my.found}
        - {id: due, run: agreement.next, save: {run.pact: id, run.what: what}}
    """

    run: DeedName
    """What, by its name; see [what can be run](#what-can-be-run)."""
    with_: Annotated[dict[str, str | int | float | bool] | list[str], Field(alias="with")] = []
    """What it takes: expressions, in order or by name: `{weeks: 4}`."""
    save: VarName | dict[VarName, Ident] | None = None
    """
    The variable that keeps what came of it; where several things did, each variable with what it
    keeps: `{run.what: what}`.
    """


class MarkShape(NodeShape):
    """
    Notes a milestone on the couple's way.

        - {mark: impact_heard}
    """

    mark: Ident
    """Its name. Other flows can wait for it, or begin with it."""
    lock: bool = False
    """Whether nobody can go back behind it."""


class EndShape(NodeShape):
    """
    Ends the whole flow.

    A lane comes to its own end without it.

        - {end: shared}
    """

    end: Ident
    """One of the `outcomes`."""


VERBS: dict[str, type[NodeShape]] = {
    "say": SayShape, "ask": AskShape, "set": SetShape, "if": IfShape, "match": MatchShape,
    "each": EachShape, "ready": ReadyShape, "reveal": RevealShape, "wait": WaitShape,
    "wait_until": WaitUntilShape, "wait_for": WaitForShape, "repeat": RepeatShape,
    "call": CallShape, "goto": GotoShape, "run": RunShape, "mark": MarkShape, "end": EndShape,
}  # fmt: skip
"""Each verb and its shape. ``reveal`` comes before ``say``, which it also has as a key."""

RESTS = (
    "ask", "each", "ready", "reveal", "wait", "wait_until", "wait_for", "repeat", "call", "run",
)  # fmt: skip
"""The verbs at which a couple may rest, so that they need an id."""
