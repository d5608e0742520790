"""
Keep what the proof of secrets learns about a whole flow before it judges any part of it.

A jump reaches beyond its own branch, a consent is asked elsewhere than it is used: both are
learnt on walks that report nothing, until nothing new is found.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.flow.kinds import Consent
from bot.flow.script import Ask, Each, Goto, Repeat, Script
from bot.model.couple import Role

PUBLIC, NOBODY, SELF, OTHER = "", "?", "self", "other"
BOTH = frozenset(Role)


def join(one: str, two: str) -> str:
    """Give the label of something that depends on both."""
    if PUBLIC in (one, two) or one == two:
        return one or two
    return NOBODY


@dataclass(slots=True)
class Facts:
    """
    What is known of one flow.

    ``bent`` is, by node, whose private answers decided jumps over or back to it. ``sources``
    are, by variable, who gets it from which node. ``early`` are, by private fork, the variables
    of both that its lanes write. ``fresh`` are, by reveal, what is written anew below it.
    ``said`` is, by message that is said once, whose private answers decided whether it was.
    """

    bent: dict[str, str] = field(default_factory=dict)
    sources: dict[str, dict[str, frozenset[Role]]] = field(default_factory=dict)
    early: dict[str, frozenset[str]] = field(default_factory=dict)
    fresh: dict[str, frozenset[str]] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)

    def bend(self, script: Script, node: Goto, label: str) -> None:
        """Note that a jump passes over nodes, or comes back to them, for somebody's reason."""
        for name in bent_by(script, node):
            self.bent[name] = join(self.bent.get(name, PUBLIC), label)

    def strand(self, script: Script, node: str, calls: Sequence[str], label: str) -> None:
        """Note that a lane can be stuck at a node, so that what follows in it never comes."""
        for one in (node, *reversed(calls)):
            for name in (node, *rest_of_lane(script, one)):
                self.bent[name] = join(self.bent.get(name, PUBLIC), label)
            if script.fork_of(one) is not None:
                break

    def once(self, node: str, label: str) -> str:
        """Note what decided that a message was said, and give all that can have decided it."""
        self.said[node] = join(self.said.get(node, PUBLIC), label)
        return self.said[node]

    def written(
        self, name: str, node: str, roles: frozenset[Role], fork: str, reveals: tuple[str, ...]
    ) -> None:
        """Note where a variable gets its value: by whom, in which private fork, below what."""
        sources = self.sources.setdefault(name, {})
        sources[node] = sources.get(node, frozenset()) | roles
        what = name.split(".", 1)[1]
        if fork:
            self.early[fork] = self.early.get(fork, frozenset()) | {what}
        for reveal in reveals:
            self.fresh[reveal] = self.fresh.get(reveal, frozenset()) | {what}

    def consents(self, script: Script, need: str, role: Role) -> tuple[Consent, ...]:
        """
        Give the consents of one partner that a variable can hold.

        None when anything else can be in it as well.
        """
        found = []
        for node_id, roles in self.sources.get(f"my.{need}", {}).items():
            node = script.nodes[node_id]
            if isinstance(node, Ask) and role not in roles:
                continue
            if not isinstance(node, Ask) or not isinstance(node.kind, Consent):
                return ()
            found.append(node.kind)
        return tuple(found)

    def size(self) -> int:
        """Measure what is known; it only grows."""
        return (
            sum(_rank(label) for label in (*self.bent.values(), *self.said.values()))
            + sum(len(roles) for by in self.sources.values() for roles in by.values())
            + sum(map(len, self.early.values()))
            + sum(map(len, self.fresh.values()))
        )


def _rank(label: str) -> int:
    return 0 if label == PUBLIC else 2 if label == NOBODY else 1


def rest_of_lane(script: Script, node: str) -> Iterator[str]:
    """List what follows a node in its lane, or in its block."""
    for name in (node, *reversed(script.around[node])):
        if isinstance(script.nodes.get(name), Each):
            return
        if isinstance(script.nodes.get(name), Repeat):
            yield from script.lists.get(f"{name}.do", ())
        ids = next(ids for ids in script.lists.values() if name in ids)
        yield from ids[ids.index(name) + 1 :]


def bent_by(script: Script, node: Goto) -> Iterator[str]:
    """List the nodes that a jump leaves out, or plays again."""
    mine = (*script.around[node.id], node.id)
    home = next(ids for ids in script.lists.values() if node.target in ids)
    stands = next(name for name in mine if name in home)
    here, there = home.index(stands), home.index(node.target)
    yield from home[here + 1 : there] if here < there else home[there : here + 1]
    for name in mine[mine.index(stands) + 1 :]:
        ids = next(ids for ids in script.lists.values() if name in ids)
        yield from ids[ids.index(name) + 1 :]
    for name in mine[mine.index(stands) :]:
        if isinstance(script.nodes.get(name), Repeat) and name != node.id:
            yield from script.lists.get(f"{name}.do", ())
