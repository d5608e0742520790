"""
Draw a flow as a Mermaid flowchart.

Lanes and blocks are boxes, what is said in private has a lock, and a dotted arrow is time that is
up.
"""

from collections.abc import Iterator
from typing import get_args

from bot.authoring.faces import face, length
from bot.authoring.mermaid import Arrow, Form, cut, edge, group, node
from bot.flow import shapes
from bot.flow.script import (
    Call,
    Each,
    End,
    Goto,
    If,
    Match,
    Node,
    Place,
    Ready,
    Repeat,
    Reveal,
    Say,
    Script,
    To,
    Wait,
)

LOCK = "🔒 "
_DAYS = get_args(shapes.Days)
_LANES = {"do": "both, the same", "hurt": "hurt", "repairing": "repairing"}
_STYLES = (
    "classDef private fill:#fdf3d8,stroke:#b98900,color:#222222",
    "classDef reveal fill:#d9f0e1,stroke:#1f7a4d,color:#222222",
    "classDef ready fill:#dcebfb,stroke:#2a6fb0,color:#222222",
    "classDef ended fill:#eeeeee,stroke:#666666,color:#222222",
)


def graph(script: Script) -> str:
    """Give the whole flow as Mermaid text."""
    lines = ["flowchart TD", *(f"  {one}" for one in _Drawing(script).lines())]
    return "\n".join([*lines, *(f"  {one}" for one in _STYLES)]) + "\n"


class _Drawing:
    """Collects nodes where they stand, and arrows, which Mermaid wants behind them."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.arrows: list[str] = []
        self.private = {name: self.is_private(name) for name in script.nodes}

    def lines(self) -> Iterator[str]:
        yield node(":start", Form.BEGUN, f"{cut(self.script.title)}{self.begun()}")
        self.arrow(":start", self.script.first)
        yield from self.list_("")
        for name, first in self.script.blocks.items():
            inside = [node(f":block {name}", Form.BEGUN, name), *self.list_(name)]
            self.arrow(f":block {name}", first)
            yield from group(f":box {name}", f"block {name}", inside)
        yield from self.arrows

    def begun(self) -> str:
        """Say what begins the flow."""
        script = self.script
        ways = [
            *(f"{_DAYS[one.day] if one.day is not None else 'daily'} {one.at:%H:%M}"
              for one in script.clocks),
            *(f"/{command}" for command in script.commands),
            *(f"“{words}”" for words in script.keywords),
            *(f"after {one.flow}" for one in script.after_flows),
            *(f"at {event}" for event in script.events),
        ]  # fmt: skip
        return "".join(f" · {way}" for way in ways)

    # What stands where

    def list_(self, name: str) -> Iterator[str]:
        """Draw the nodes of one list, with all that hangs under them."""
        for one in self.script.lists.get(name, ()):
            yield from self.node(self.script.nodes[one])

    def node(self, one: Node) -> Iterator[str]:
        """Draw one node, and what hangs under it."""
        if one.when is not None:
            yield node(f":when {one.id}", Form.DECIDED, cut(one.when.source), *self.marks(one))
            self.arrow(f":when {one.id}", one.id, "yes", entering=False)
            self.leave(one, "no", start=f":when {one.id}")
        form, text = face(one)
        yield node(one.id, form, f"{self.lock(one)}{text}", *self.marks(one))
        if isinstance(one, Each):
            yield from self.fork(one)
        else:
            for key in self.keys(one.id):
                yield from self.list_(f"{one.id}.{key}")
        self.ways(one)

    def fork(self, one: Each) -> Iterator[str]:
        """Draw a fork: a box for each lane, and the place where they join."""
        where = f"{LOCK}in private" if one.place is Place.PRIVATE else "in the room"
        order = ", one after the other" if one.turns else ""
        for role, first in one.bodies.items():
            key = role.value if role else "do"
            who = role.value if role else _LANES["do"]
            inside = [*self.list_(f"{one.id}.{self.body(one, key)}")]
            yield from group(f":lane {one.id}.{key}", f"{who}, {where}{order}", inside)
            self.arrow(one.id, first or f":join {one.id}", who)
        yield node(f":join {one.id}", Form.JOINED, "one is through" if one.any else "joined")
        yield from self.list_(f"{one.id}.missed")

    def body(self, one: Each, key: str) -> str:
        """Give the key under which a lane's nodes are listed: a single lane has ``do``."""
        return key if f"{one.id}.{key}" in self.script.lists else "do"

    def keys(self, name: str) -> Iterator[str]:
        """List the keys under which lists hang at a node."""
        for other in self.script.lists:
            if other.startswith(f"{name}.") and self.hangs(other, name):
                yield other.removeprefix(f"{name}.")

    def hangs(self, listed: str, name: str) -> bool:
        """Say whether a list hangs right under a node, and not under one with a longer name."""
        ids = self.script.lists[listed]
        return bool(ids) and self.script.around[ids[0]][-1:] == (name,)

    # How it is marked

    def marks(self, one: Node) -> tuple[str, ...]:
        match one:
            case Reveal():
                return ("reveal",)
            case Ready():
                return ("ready",)
            case End():
                return ("ended",)
            case _:
                return ("private",) if self.private[one.id] else ()

    def lock(self, one: Node) -> str:
        """Give the sign of what only one of the two reads."""
        return LOCK if self.private[one.id] or isinstance(one, Ready) else ""

    def is_private(self, name: str, seen: tuple[str, ...] = ()) -> bool:
        """Say whether a node is met by one person alone; a block is what its callers are."""
        one = self.script.nodes[name]
        if isinstance(one, Say) and one.to not in (None, To.BOTH, To.GROUP, To.ME):
            return True
        fork = self.script.fork_of(name)
        if fork is not None:
            return fork.place is Place.PRIVATE
        top = (*self.script.around[name], name)[0]
        block = next((b for b in self.script.blocks if top in self.script.lists.get(b, ())), None)
        callers = [
            other.id
            for other in self.script.nodes.values()
            if isinstance(other, Call) and other.block == block and block not in seen
        ]
        return bool(callers) and all(self.is_private(c, (*seen, str(block))) for c in callers)

    # Where it goes on

    def ways(self, one: Node) -> None:
        """Draw the arrows that leave a node."""
        match one:
            case If():
                self.branch(one, "do", one.do, "yes")
                self.branch(one, "else", one.other, "no")
            case Match():
                for value, first in one.cases.items():
                    self.branch(one, f"cases.{value}", first, value)
                self.branch(one, "else", one.other, "else")
            case Each():
                self.join(one)
            case Ready():
                self.leave(one, "both pressed")
                due = length(one.policy.until) if one.policy.until else "at the deadline"
                self.branch(one, "missed", one.missed, f"missed, {due}", Arrow.DOTTED)
            case Reveal():
                self.branch(one, "shown", one.shown, "shown")
                self.branch(
                    one, "withheld", one.withheld, "withheld, at the deadline", Arrow.DOTTED
                )
            case Wait():
                self.leave(one, length(one.length), arrow=Arrow.DOTTED)
            case Repeat():
                self.arrow(one.id, one.do or one.id, "again")
                self.leave(one, cut(f"until {one.until.source}") if one.until else "done")
            case Call():
                self.arrow(one.id, f":block {one.block}", arrow=Arrow.THICK)
                self.leave(one)
            case Goto():
                self.arrow(one.id, one.target)
            case End():
                pass
            case _:
                self.leave(one)
                self.otherwise(one)

    def otherwise(self, one: Node) -> None:
        """Draw what hangs at a node that usually just goes on: given up, or missed."""
        policy = getattr(one, "policy", None)
        for key in self.keys(one.id):
            first = self.script.lists[f"{one.id}.{key}"][0]
            due = f", {length(policy.until)}" if policy and policy.until and key == "missed" else ""
            dotted = Arrow.DOTTED if key == "missed" else Arrow.PLAIN
            self.arrow(one.id, first, f"{key.replace('_', ' ')}{due}", dotted)

    def join(self, one: Each) -> None:
        """Draw how the lanes come together, and what happens when time is up."""
        join = f":join {one.id}"
        due = length(one.policy.until) if one.policy.until else "at the deadline"
        if f"{one.id}.missed" in self.script.lists:
            self.branch(one, "missed", one.missed, f"missed, {due}", Arrow.DOTTED)
        else:
            self.arrow(one.id, join, due, Arrow.DOTTED)
        self.leave(one, start=join)

    def branch(
        self, one: Node, key: str, first: str | None, text: str, arrow: Arrow = Arrow.PLAIN
    ) -> None:
        """Draw the arrow into a list; an empty one leads to what follows the node."""
        if self.script.lists.get(f"{one.id}.{key}"):
            self.arrow(one.id, first, text, arrow)
        else:
            self.leave(one, text, arrow=arrow)

    def leave(
        self, one: Node, text: str = "", *, start: str | None = None, arrow: Arrow = Arrow.PLAIN
    ) -> None:
        """Draw the arrow to what comes after a node: the next one, or what its list returns to."""
        after = self.script.after[one.id]
        self.arrow(start or one.id, after or self.returns(one.id), text, arrow)

    def returns(self, name: str) -> str | None:
        """Give where the end of a list leads: a join, the next round, or back to a caller."""
        for outer in reversed(self.script.around[name]):
            match self.script.nodes[outer]:
                case Each():
                    return f":join {outer}"
                case Repeat():
                    return outer
                case _:
                    pass
        return None

    def arrow(
        self,
        one: str,
        two: str | None,
        text: str = "",
        arrow: Arrow = Arrow.PLAIN,
        *,
        entering: bool = True,
    ) -> None:
        """Draw an arrow; whoever comes to a node with a condition meets the condition first."""
        if two is None:
            return
        target = self.script.nodes.get(two)
        if entering and target is not None and target.when is not None:
            two = f":when {two}"
        self.arrows.append(edge(one, two, text, arrow))
