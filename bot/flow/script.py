"""
A flow as it runs: its nodes by id, and for each what comes after it.

Everything is resolved when the flow is loaded; playing it looks nothing up by position. It is one
list of values without behaviour, from which the type `Node` is closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import StrEnum

from bot.flow.cast import Value
from bot.flow.deeds import DeedName
from bot.flow.expr import Expression
from bot.flow.kinds import Kind
from bot.flow.text import Manner, Template
from bot.model.couple import Role
from bot.model.words import Label


class To(StrEnum):
    """Who a text is for, as authors write it. ``GROUP`` is the room."""

    ME = "me"
    PARTNER = "partner"
    BOTH = "both"
    GROUP = "group"
    HURT = "hurt"
    REPAIRING = "repairing"
    A = "a"
    B = "b"


class Place(StrEnum):
    """Where a fork of partners talks."""

    PRIVATE = "private"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class At:
    """Where something stands. Counts from 1; ``file`` is empty in the flow's own file."""

    line: int
    column: int
    file: str = ""


@dataclass(frozen=True, slots=True)
class Variable:
    """
    A declared variable.

    ``scope`` is ``my`` or ``run``. A private one may be read by its owner only; ``run``
    variables and those declared ``private: false`` by both; ``in`` are what a flow is given by
    whoever calls it. ``called`` is what a consent calls it when it shows exactly what would be
    shown. ``least`` and ``most`` bound numbers. ``keep`` carries the last answer into the next run,
    ``source`` names another flow whose last answer it begins as.
    """

    scope: str
    name: str
    type: str
    private: bool
    sensitive: bool
    at: At
    of: tuple[str, ...] = ()
    called: Label | None = None
    default: Value | None = None
    least: float | None = None
    most: float | None = None
    keep: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True)
class Reminder:
    """A kind word, that long after the wait began."""

    after: timedelta
    say: Template


@dataclass(frozen=True, slots=True)
class Policy:
    """How long a wait lasts, what is said meanwhile, whether quiet hours hold letters back."""

    until: timedelta | None = None
    remind: tuple[Reminder, ...] = ()
    quiet: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """
    What every node has.

    ``named`` says that the author gave the id; others are made from the place and never rest.
    """

    id: str
    named: bool
    at: At
    when: Expression | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Say(Base):
    """A message."""

    text: Template
    to: To | None
    media: str | None = None
    once: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Base):
    """
    One question. ``save`` names a variable as it is written (``my.trust``).

    ``check`` must hold once the answer stands there. After ``tries`` answers that did not fit,
    ``gave_up`` follows; when the policy's time is up, ``missed``. ``edit`` says whether somebody
    may come back to it.
    """

    text: Template
    kind: Kind
    save: str | None
    retry: Template | None
    skippable: bool
    check: Expression | None = None
    tries: int | None = None
    gave_up: str | None = None
    missed: str | None = None
    policy: Policy = field(default_factory=Policy)
    edit: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Set(Base):
    """Assignments, in order."""

    values: tuple[tuple[str, Expression], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class If(Base):
    """A branch. Bodies are the ids of their first nodes; None is an empty one."""

    test: Expression
    do: str | None
    other: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(Base):
    """A branch on a value's text."""

    subject: Expression
    cases: Mapping[str, str | None]
    other: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Each(Base):
    """
    A fork of partners.

    ``bodies`` has one entry a lane: a role, or None for "both, the same". ``any`` joins as soon as
    one lane is through.
    """

    bodies: Mapping[Role | None, str | None]
    place: Place
    turns: bool
    any: bool
    policy: Policy
    late: bool
    missed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready(Base):
    """The double-blind press. ``slots`` are local times of the couple, in order."""

    text: Template
    slots: tuple[time, ...]
    policy: Policy
    missed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reveal(Base):
    """
    The only way from private to shared.

    ``needs`` names the consent variable of each role, or of both under None.
    """

    names: tuple[str, ...]
    needs: Mapping[Role | None, str]
    to: To
    at_deadline: bool
    text: Template
    shown: str | None
    withheld: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait(Base):
    """A durable pause."""

    length: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitUntil(Base):
    """A pause until the next such civil time of whoever waits."""

    clock: "Clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitFor(Base):
    """A pause until another flow of this couple reaches a milestone, or time is up."""

    event: str
    policy: Policy
    missed: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat(Base):
    """A bounded loop; ``until`` is looked at after each round."""

    times: int
    until: Expression | None
    do: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Call(Base):
    """
    A block, played here; or another flow, which was put among the blocks when this one was built.

    Of another flow, ``save`` takes the outcome, and ``given`` are the values of its ``in.``.
    """

    block: str
    first: str | None
    flow: bool = False
    save: str | None = None
    given: tuple[tuple[str, Expression], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Goto(Base):
    """A jump. ``leaves`` is how many repeats it jumps out of."""

    target: str
    leaves: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(Base):
    """
    A deed, performed between turns.

    ``given`` are its arguments by name, ``saves`` each variable with the name of what it keeps.
    """

    deed: DeedName
    given: tuple[tuple[str, Expression], ...]
    saves: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Base):
    """A milestone; ``lock`` means that nobody goes back behind it."""

    name: str
    lock: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class End(Base):
    """An outcome."""

    outcome: str


Node = (
    Say | Ask | Set | If | Match | Each | Ready | Reveal
    | Wait | WaitUntil | WaitFor | Repeat | Call | Goto | Act | Mark | End
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Clock:
    """A civil time: once a week (Monday is 0), or every day when ``day`` is None."""

    day: int | None
    at: time


@dataclass(frozen=True, slots=True)
class After:
    """The end of another flow; ``outcome`` None is any."""

    flow: str
    outcome: str | None
    wait: timedelta


class Once(StrEnum):
    """How often somebody may have a flow: a couple, or one partner what they have alone."""

    DAY = "day"
    WEEK = "week"
    EVER = "ever"


class Busy(StrEnum):
    """What happens when another flow is open: this one waits, is let be, or takes its place."""

    QUEUE = "queue"
    SKIP = "skip"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class Script:
    """
    A whole flow, compiled.

    ``after`` gives the id that follows each node, None at the end of its list where a frame
    (lane, repeat, block) takes over. ``around`` gives the enclosing nodes, outermost first.
    ``manner`` says how values are shown. ``lists`` gives the ids of each list of nodes, by where it
    hangs (``""`` for the flow's own, ``answers.do`` for a lane's). ``called`` gives the outcomes of
    the flows among the ``blocks``. ``facts`` are the milestones that it asks after, ``own_facts``
    those that one partner reached alone. ``texts`` are
    all words in it, by their key for translators. ``alone`` is who has it alone (``one``: whoever
    begins it; ``hurt``, ``repairing``), empty for a flow of both; all its nodes stand in one lane.
    ``opens`` says that it opens something between the two, ``heavy`` that it does not where
    somebody is not safe. ``traceless`` flows leave none of their answers behind.
    ``version`` is the hash of ``source``: the flow's text, with its translations and the flows it
    calls. ``moved`` gives the new id of a node that had another.
    """

    id: str
    title: str
    about: str
    file: str
    version: str
    source: str
    first: str | None
    nodes: Mapping[str, Node]
    after: Mapping[str, str | None]
    around: Mapping[str, tuple[str, ...]]
    variables: Mapping[str, Variable]
    outcomes: tuple[str, ...]
    clocks: tuple[Clock, ...] = ()
    commands: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    after_flows: tuple[After, ...] = ()
    events: tuple[str, ...] = ()
    guard: Expression | None = None
    once: Once | None = None
    busy: Busy = Busy.QUEUE
    alone: str = ""
    heavy: bool = False
    opens: bool = False
    traceless: bool = False
    moved: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, str | None] = field(default_factory=dict)
    called: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    manner: Manner = field(default_factory=Manner)
    facts: frozenset[str] = frozenset()
    own_facts: frozenset[str] = frozenset()
    texts: Mapping[str, str] = field(default_factory=dict)
    titles: Label = field(default_factory=lambda: Label(""))
    voids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def fork_of(self, node: str) -> Each | None:
        """Give the fork whose lane a node stands in, None outside lanes."""
        for outer in reversed(self.around[node]):
            found = self.nodes.get(outer)
            if isinstance(found, Each):
                return found
        return None
