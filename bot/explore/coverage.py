"""
Which nodes of a flow were played, and which of its branches were taken.

Nothing in the core counts. While somebody `watching` looks on, the few functions of a passage
that decide are called by way of their namesakes here; at all other times they are untouched.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from bot.flow.expr import Failed
from bot.flow.outcomes import Revealed
from bot.flow.passage import Passage, text_of
from bot.flow.run import Lane
from bot.flow.script import Ask, Each, If, Match, Node, Ready, Repeat, Reveal, Script

Branch = tuple[str, str]
"""A node's id, and what one may call the branch."""

T = TypeVar("T")


@dataclass(slots=True)
class Watch:
    """What was seen of each flow, by its id. ``steps`` counts the nodes of the turn under way."""

    played: dict[str, set[str]] = field(default_factory=dict)
    taken: dict[str, set[Branch]] = field(default_factory=dict)
    steps: int = 0
    most: int | None = None

    def node(self, script: Script, name: str) -> None:
        """Note a node."""
        self.steps += 1
        self.played.setdefault(script.id, set()).add(name)

    def branch(self, script: Script, name: str, branch: str) -> None:
        """Note a branch."""
        self.taken.setdefault(script.id, set()).add((name, branch))


class TooLong(Exception):
    """A turn plays on and on."""


def branches(script: Script) -> Mapping[str, tuple[str, ...]]:
    """Give the ways there are at each node of a flow."""
    found = {node.id: tuple(dict.fromkeys(_ways(script, node))) for node in script.nodes.values()}
    return {name: ways for name, ways in found.items() if ways}


def _ways(script: Script, node: Node) -> Iterator[str]:
    if node.when is not None:
        yield from ("when: true", "when: false")
    match node:
        case If():
            yield from ("do", "else")
        case Match(cases=cases):
            yield from (*cases, "else")
        case Each():
            # What one has alone ends in its one lane, and nobody is waited for.
            yield from () if script.alone else ("all through",)
            # Where nobody is asked anything, nobody's time can be up.
            yield from ("time is up",) if any(map(_asks, script.nodes.values())) else ()
        case Ready():
            yield from ("opened", "missed")
        case Reveal():
            yield from ("shown", "withheld")
        case Repeat(until=until):
            yield from ("until", "to the last round") if until is not None else ()
        case Ask(skippable=skippable):
            yield from ("answered", "skipped") if skippable else ("answered",)
        case _:
            # Verbs that are not known here by name: their lists are their ways.
            yield from (body for body, _ in _bodies(script, node))


def _asks(node: Node) -> bool:
    return isinstance(node, Ask | Ready)


def _bodies(script: Script, node: Node) -> Iterator[Branch]:
    for name, nodes in script.lists.items():
        if name.startswith(f"{node.id}.") and nodes and "." not in name[len(node.id) + 1 :]:
            yield name[len(node.id) + 1 :], nodes[0]


@contextmanager
def watching(watch: Watch) -> Iterator[Watch]:
    """Look on at everything that is played inside the block."""
    before = {name: Passage.__dict__.get(name) for name in _SEEN}
    for name, seen in _SEEN.items():
        setattr(Passage, name, seen(watch, getattr(Passage, name)))
    try:
        yield watch
    finally:
        for name, was in before.items():
            if was is None:
                delattr(Passage, name)
            else:
                setattr(Passage, name, was)


def _play(watch: Watch, play: Callable[..., bool]) -> Callable[..., bool]:
    def seen(self: Passage, key: str, lane: Lane, node: Node) -> bool:
        if watch.most is not None and watch.steps > watch.most:
            raise TooLong
        if node.when is not None:
            true = bool(_tried(lambda: node.when and node.when.run(self.scope(key))))
            watch.branch(self.script, node.id, f"when: {'true' if true else 'false'}")
            if not true:
                return play(self, key, lane, node)
        watch.node(self.script, node.id)
        for outer in self.script.around[node.id][-1:]:
            _entered(watch, self.script, outer, node.id)
        _chosen(watch, self, key, node)
        known = len(self.outcomes)
        rests = play(self, key, lane, node)
        if isinstance(node, Reveal) and not rests:
            shown = any(isinstance(one, Revealed) for one in self.outcomes[known:])
            watch.branch(self.script, node.id, "shown" if shown else "withheld")
        return rests

    return seen


def _entered(watch: Watch, script: Script, outer: str, inner: str) -> None:
    """Note the list that a node begins, if its verb is not known here by name."""
    node = script.nodes.get(outer)
    if node is None or isinstance(node, If | Match | Each | Ready | Reveal | Repeat):
        return
    for body, first in _bodies(script, node):
        if first == inner:
            watch.branch(script, outer, body)


def _chosen(watch: Watch, passage: Passage, key: str, node: Node) -> None:
    match node:
        case If(test=test):
            found = _tried(lambda: bool(test.run(passage.scope(key))))
            if found is not None:
                watch.branch(passage.script, node.id, "do" if found else "else")
        case Match(subject=subject, cases=cases):
            text = _tried(lambda: text_of(subject.run(passage.scope(key))))
            if text is not None:
                watch.branch(passage.script, node.id, text if text in cases else "else")
        case _:
            pass


def _unwind(watch: Watch, unwind: Callable[..., None]) -> Callable[..., None]:
    def seen(self: Passage, key: str, lane: Lane) -> None:
        name, _ = lane.stack[-1]
        node = self.script.nodes[name]
        unwind(self, key, lane)
        after = self.lanes.get(key)
        if isinstance(node, Repeat) and (after is None or len(after.stack) < len(lane.stack)):
            until = node.until
            enough = until is not None and _tried(lambda: bool(until.run(self.scope(key))))
            watch.branch(self.script, name, "until" if enough else "to the last round")

    return seen


def _deadline(watch: Watch, deadline: Callable[..., None]) -> Callable[..., None]:
    def seen(self: Passage) -> None:
        node = self.fork_node()
        follower = self.follower(node) if isinstance(node, Each) else node
        if isinstance(node, Each) and len(self.lanes) > 1:
            watch.branch(self.script, node.id, "time is up")
        if isinstance(follower, Ready):
            watch.branch(self.script, follower.id, "missed")
        deadline(self)

    return seen


def _slot(watch: Watch, slot: Callable[..., None]) -> Callable[..., None]:
    def seen(self: Passage, moment: float) -> None:
        fork, at = self.fork_node(), {one.at for one in self.lanes.values()}
        slot(self, moment)
        if self.fork_node() is not fork or self.ended is not None:
            for name in at:
                node = self.script.nodes.get(name or "")
                if isinstance(node, Ready):
                    watch.branch(self.script, node.id, "opened")
            if isinstance(fork, Each):
                watch.branch(self.script, fork.id, "all through")

    return seen


def _join(watch: Watch, join: Callable[..., None]) -> Callable[..., None]:
    def seen(self: Passage) -> None:
        node = self.fork_node()
        if isinstance(node, Each):
            watch.branch(self.script, node.id, "all through")
        join(self)

    return seen


def _answer(watch: Watch, answer: Callable[..., None]) -> Callable[..., None]:
    def seen(self: Passage, key: str, node: Ask, value: Any) -> None:
        watch.branch(self.script, node.id, "skipped" if value is None else "answered")
        answer(self, key, node, value)

    return seen


def _tried(find: Callable[[], T]) -> T | None:
    try:
        return find()
    except Failed:
        return None


_SEEN: Mapping[str, Callable[[Watch, Callable[..., Any]], Callable[..., Any]]] = {
    "play": _play,
    "unwind": _unwind,
    "deadline": _deadline,
    "slot": _slot,
    "join": _join,
    "answer": _answer,
}


@dataclass(frozen=True, slots=True)
class Coverage:
    """
    How much of one flow was reached.

    ``nodes`` and ``branches`` are how many there are. What was not reached has its line in the
    flow's file.
    """

    flow: str
    file: str
    nodes: int
    branches: int
    unplayed: tuple[tuple[int, str], ...]
    untaken: tuple[tuple[int, str, str], ...]

    @property
    def of_nodes(self) -> float:
        """Give how many of a hundred nodes were played."""
        return _share(self.nodes, len(self.unplayed))

    @property
    def of_branches(self) -> float:
        """Give how many of a hundred branches were taken."""
        return _share(self.branches, len(self.untaken))


def coverage(script: Script, watch: Watch) -> Coverage:
    """Hold what was seen against what there is."""
    played, taken = watch.played.get(script.id, set()), watch.taken.get(script.id, set())
    ways = branches(script)
    lines = {node.id: node.at.line for node in script.nodes.values()}
    missing = [
        (lines[name], name, way)
        for name, several in ways.items()
        for way in several
        if (name, way) not in taken
    ]
    return Coverage(
        script.id,
        script.file,
        len(script.nodes),
        sum(map(len, ways.values())),
        tuple(sorted((lines[name], name) for name in script.nodes if name not in played)),
        tuple(sorted(missing)),
    )


def _share(whole: int, missing: int) -> float:
    return 100.0 * (whole - missing) / whole if whole else 100.0


__all__ = ["Coverage", "TooLong", "Watch", "branches", "coverage", "watching"]
