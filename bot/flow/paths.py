"""
Follow the ways through a flow: what is reached, where it ends, whether anybody is waited for.

F031 unreachable · F032 no end · F033 circle without a wait.
"""

import graphlib

from bot.flow.kinds import Consent
from bot.flow.script import (
    Ask,
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
    Script,
    Wait,
    WaitUntil,
)
from bot.flow.types import Report


class Paths:
    """The ways through one flow."""

    def __init__(self, script: Script, report: Report) -> None:
        self.script = script
        self.report = report

    def block_of(self, node: str) -> str | None:
        """Give the block a node stands in."""
        top = self.script.around[node][0] if self.script.around[node] else node
        home = next(name for name, ids in self.script.lists.items() if top in ids)
        if home.endswith(".missed"):
            # What comes when a sitting was missed is not in its lanes, but hangs under it.
            return self.block_of(home.removesuffix(".missed"))
        return home if home in self.script.blocks else None

    def falls(self, name: str) -> bool:
        """Say whether the end of a list can be reached."""
        return all(
            self.passes(self.script.nodes[node])
            for node in self.script.lists.get(name, ())
            if node in self.script.nodes
        )

    def passes(self, node: Node) -> bool:
        """Say whether what follows a node can be reached."""
        if node.when is not None:
            return True
        match node:
            case End() | Goto():
                return False
            case If():
                return self.falls(f"{node.id}.do") or self.falls(f"{node.id}.else")
            case Match():
                below = [f"{node.id}.cases.{case}" for case in node.cases]
                return any(self.falls(name) for name in [*below, f"{node.id}.else"])
            case Reveal():
                return self.falls(f"{node.id}.shown") or self.falls(f"{node.id}.withheld")
            case Repeat():
                return self.falls(f"{node.id}.do")
            case Call():
                return node.flow or self.falls(node.block)
            case _:
                return True

    def reach(self) -> None:
        """Find what is never reached, and ends that are missing."""
        targets = {n.target for n in self.script.nodes.values() if isinstance(n, Goto)}
        for name, nodes in self.script.lists.items():
            open_way = True
            for node_id in nodes:
                node = self.script.nodes.get(node_id)
                if node is None:
                    continue
                if not open_way and node_id not in targets:
                    self.report(
                        "F031", node.at, "this is never reached; what comes before it ends or jumps"
                    )
                    break
                open_way = self.passes(node)
            ends = name[:1] == "@" or (name == "" and not self.script.alone)
            if ends and open_way and nodes and "." not in name:
                last = self.script.nodes[nodes[-1]]
                self.report("F032", last.at, "after this the flow has no 'end'; add '- end: ...'")
        called = {getattr(node, "block", None) for node in self.script.nodes.values()}
        for block in self.script.blocks:
            first = self.script.blocks[block]
            if block not in called and first is not None and not self.borrowed(block):
                self.report(
                    "F031", self.script.nodes[first].at, f"the block '{block}' is never called"
                )

    def borrowed(self, block: str) -> bool:
        """Say whether a block belongs to a flow that this one calls; it is checked there."""
        return any(block.startswith(f"{name[1:]}.") for name in self.script.called)

    def calls(self) -> None:
        """Find blocks that call themselves, also by way of others."""
        called: dict[str, set[str]] = {name: set() for name in self.script.blocks}
        first: dict[str, Call] = {}
        for node in self.script.nodes.values():
            block = self.block_of(node.id) if isinstance(node, Call) else None
            if isinstance(node, Call) and block is not None:
                called[block].add(node.block)
                first.setdefault(block, node)
        try:
            graphlib.TopologicalSorter(called).prepare()
        except graphlib.CycleError as exc:
            node = min((first[block] for block in exc.args[1]), key=lambda one: one.at.line)
            self.report("F033", node.at, f"the block '{node.block}' comes back to itself")

    def circles(self) -> None:
        """Find circles in which nobody is ever waited for."""
        try:
            graphlib.TopologicalSorter({one: self.ways(one) for one in self.script.nodes}).prepare()
        except graphlib.CycleError as exc:
            node = self.script.nodes[min(exc.args[1], key=self.line)]
            self.report("F033", node.at, "this goes round for ever without waiting for anybody")

    def line(self, node: str) -> int:
        """Give a node's line."""
        return self.script.nodes[node].at.line

    def ways(self, node_id: str) -> list[str]:
        """Give the nodes that may follow at once, without anybody being waited for."""
        node = self.script.nodes.get(node_id)
        after = self.script.after.get(node_id)
        ways: list[str | None] = []
        match node:
            case None | End():
                return []
            case _ if node.when is None and not self.idle(node):
                ways = [node.do] if isinstance(node, Repeat) else []
            case Goto():
                ways = [node.target]
            case If():
                ways = [node.do, node.other]
            case Match():
                ways = [*node.cases.values(), node.other]
            case Reveal():
                ways = [node.shown, node.withheld]
            case Repeat():
                ways = [node.do, after]
            case _:
                ways = [after]
        if node.when is not None:
            ways.append(after)
        return [way for way in ways if way is not None]

    def idle(self, node: Node) -> bool:
        """Say whether a node may let the next one follow without waiting for anybody."""
        if node.when is not None:
            return True
        match node:
            case Ask():
                return isinstance(node.kind, Consent) and bool(node.kind.shows)
            case Ready() | Wait() | WaitUntil():
                return False
            case Repeat():
                return self.idly(f"{node.id}.do")
            case Call():
                return self.idly(node.block)
            case Each():
                bodies = [name for name in self.script.lists if name in _bodies(node)]
                after = self.script.nodes.get(self.script.after[node.id] or "")
                held = node.place is Place.PRIVATE and not isinstance(after, Reveal)
                return not held and all(self.idly(name) for name in bodies)
            case _:
                return True

    def idly(self, name: str) -> bool:
        """Say whether a list may be passed without waiting for anybody."""
        nodes = [self.script.nodes[one] for one in self.script.lists.get(name, ())]
        return all(
            self.idle(node) and (self.passes(node) or (isinstance(node, End) and name[:1] == "@"))
            for node in nodes
        )


def _bodies(node: Each) -> tuple[str, ...]:
    return tuple(f"{node.id}.{key}" for key in ("do", "hurt", "repairing"))
