"""Look at how a flow is built: what hangs where, and what a part of it comes down to."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from bot.flow.expr import Expression
from bot.flow.script import (
    Call,
    Each,
    End,
    Goto,
    If,
    Mark,
    Match,
    Node,
    Repeat,
    Reveal,
    Say,
    Script,
    Set,
)
from bot.flow.text import Template

_PASSING = (Say, Set, If, Match, Goto, Mark, End)
_SIGN = re.compile(r"\{[^{}]*[-+*/%(][^{}]*\}")


@dataclass(frozen=True, slots=True)
class Home:
    """
    Where a node is at home.

    ``root`` is what its lane's stack begins in: a fork and the name of its lane, a block, or the
    flow. ``loops`` are the repeats around it since then, ``shown`` the reveals it stands below,
    where both said yes.
    """

    root: tuple[str, str]
    loops: tuple[str, ...]
    shown: tuple[str, ...]


class Outline:
    """The lists of one flow, by what they hang on."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.lists: dict[str, list[str]] = {}
        self.place: dict[str, str] = {}
        for name, ids in script.lists.items():
            self.place |= dict.fromkeys(ids, name)
            self.lists.setdefault(self._owner(name), []).append(name)

    def _owner(self, name: str) -> str:
        """Give the node that a list hangs on; a block and the flow itself hang on none."""
        head = "" if name in self.script.blocks else name
        while "." in head:
            head = head.rpartition(".")[0]
            if head in self.script.nodes:
                return head
        return ""

    def home(self, node: str) -> Home:
        """Say where a node is at home."""
        around = self.script.around[node]
        chain = list(zip(around, (*around, node)[1:], strict=True))
        root = ("", self._top(around[0] if around else node))
        loops: list[str] = []
        shown: list[str] = []
        for outer, inner in chain:
            branch = self.place[inner].removeprefix(f"{outer}.")
            match self.script.nodes[outer]:
                case Each():
                    root, loops = (outer, branch), []
                case Repeat():
                    loops.append(outer)
                case Reveal() if branch == "shown":
                    shown.append(outer)
        return Home(root, tuple(loops), tuple(shown))

    def _top(self, node: str) -> str:
        """Name the block a node stands in, or the flow itself."""
        name = self.place[node]
        while (owner := self._owner(name)) != "":
            name = self.place[owner]
        return name

    def beneath(self, names: Iterable[str]) -> Iterator[Node]:
        """Give every node of some lists, and all that hangs below it or is called from it."""
        todo, done = [*names], set[str]()
        while todo:
            name = todo.pop()
            if name in done:
                continue
            done.add(name)
            for one in self.script.lists.get(name, ()):
                node = self.script.nodes[one]
                yield node
                todo += self.lists.get(one, ())
                if isinstance(node, Call):
                    todo.append(node.block)

    def lanes(self, fork: Each) -> list[str]:
        """Give the lists of a fork's lanes."""
        return [name for name in self.lists.get(fork.id, ()) if not name.endswith(".missed")]

    def skeleton(
        self, names: Iterable[str], now: Callable[[str], str], seen: tuple[str, ...] = ()
    ) -> tuple[object, ...]:
        """
        Give what some lists do and in which order, without their words.

        Two that have the same skeleton write the same values on the same ways.
        """
        return tuple(
            self._bone(self.script.nodes[one], now, seen)
            for name in names
            for one in self.script.lists.get(name, ())
            if not isinstance(self.script.nodes[one], Say | Mark)
        )

    def _bone(
        self, node: Node, now: Callable[[str], str], seen: tuple[str, ...]
    ) -> tuple[object, ...]:
        below = [
            (name.removeprefix(f"{node.id}."), self.skeleton([name], now, seen))
            for name in sorted(self.lists.get(node.id, ()))
        ]
        if isinstance(node, Call) and node.block not in seen:
            below.append((node.block, self.skeleton([node.block], now, (*seen, node.block))))
        sources = tuple(one.source for one in expressions(node))
        name = now(node.id) if node.named else ""
        target = now(node.target) if isinstance(node, Goto) else ""
        return type(node).__name__, name, sources, targets(node), target, tuple(below)


def rests(node: Node) -> bool:
    """Say whether a lane can come to rest at a node, or inside of it."""
    return node.named and not isinstance(node, _PASSING)


def may_fail(node: Node) -> bool:
    """Say whether playing a node can fail, so that a lane is stuck there."""
    return any(
        isinstance(part, ast.BinOp | ast.UnaryOp | ast.Call)
        and not (isinstance(part, ast.Call) and ast.unparse(part.func) == "answered")
        and not (isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not))
        for one in expressions(node)
        for part in ast.walk(one.tree)
    ) or any(_SIGN.search(text.source) for text in texts(node))


def expressions(node: Node) -> Iterator[Expression]:
    """Give every condition and value of a node, in the order in which it has them."""
    for name in _fields(node):
        value = getattr(node, name)
        if isinstance(value, Expression):
            yield value
        elif isinstance(value, tuple):
            for one in value:
                last = one[-1] if isinstance(one, tuple) and one else one
                if isinstance(last, Expression):
                    yield last


def texts(node: Node) -> Iterator[Template]:
    """Give the texts of a node itself."""
    for name in _fields(node):
        value = getattr(node, name)
        if isinstance(value, Template):
            yield value


def targets(node: Node) -> tuple[str, ...]:
    """Give the variables that a node writes."""
    if isinstance(node, Set):
        return tuple(name for name, _ in node.values)
    save = getattr(node, "save", None)
    return (save,) if save is not None else ()


def _fields(node: Node) -> Mapping[str, object]:
    return type(node).__dataclass_fields__
