"""Join up what a flow's nodes say of each other, once all of them are built."""

from collections.abc import Mapping
from dataclasses import replace

from bot.flow.declarations import Declarations
from bot.flow.kinds import Consent
from bot.flow.script import Ask, Call, Each, Goto, Node, Repeat


class Joining(Declarations):
    """
    The nodes of one file, by id.

    ``around`` are what a node hangs under, from outside in; ``lists`` the ids of each list of
    nodes; ``blocks`` the first node of each block.
    """

    nodes: dict[str, Node]
    around: dict[str, tuple[str, ...]]
    lists: dict[str, tuple[str, ...]]
    blocks: dict[str, str | None]

    def join_up(self) -> None:
        """Point calls at their blocks and jumps at their targets."""
        for name, node in list(self.nodes.items()):
            if isinstance(node, Call):
                if node.block not in self.blocks:
                    written = node.block.rpartition(".")[2]
                    self.missing("F038", node.at, "block", written, self.blocks)
                    continue
                self.nodes[name] = replace(node, first=self.blocks[node.block])
            if isinstance(node, Goto):
                self.jump(name, node)

    def jump(self, name: str, node: Goto) -> None:
        """Count the repeats a jump leaves; it may only go to its own or an outer list."""
        if node.target not in self.around:
            return self.missing("F030", node.at, "node", node.target, self.around)
        mine, theirs = self.around[name], self.around[node.target]
        home = next(ids for ids in self.lists.values() if node.target in ids)
        if not any(one in home for one in (*mine, name)):
            text = f"'{node.target}' lies inside another list; jump to the same or an outer one"
            return self.note("F039", node.at.line, node.at.column, text)
        left = [self.nodes.get(outer) for outer in mine[len(theirs) :]]
        if any(isinstance(outer, Each) for outer in left):
            text = "a jump cannot leave the lanes of 'each'; let both come to their end"
            return self.note("F039", node.at.line, node.at.column, text)
        leaves = sum(isinstance(outer, Repeat) for outer in left)
        self.nodes[name] = replace(node, leaves=leaves)
        return None

    def voids(self) -> Mapping[str, tuple[str, ...]]:
        """List, for each variable, the consents that a new value makes void."""
        found: dict[str, tuple[str, ...]] = {}
        for node in self.nodes.values():
            if isinstance(node, Ask) and isinstance(node.kind, Consent) and node.save:
                for name in node.kind.shows:
                    mine = node.save.split(".", 1)[1]
                    found[name] = (*found.get(name, ()), mine)
        return found
