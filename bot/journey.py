"""
Read the journey: which conversations belong to which step, and which are there at any time.

It names flows and steps, and nothing else: what opens a flow is said by its own guard, what a step
is called by the sentences of each language (`step-<name>`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path

from bot.errors import FlowError, Problem
from bot.flow.read import Tree, read
from bot.risk import KINDS

FILE = "journey.yaml"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way: its name, and its flows in the order in which they are offered."""

    name: str
    flows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Journey:
    """
    The steps in their order. ``always`` are flows for any time.

    ``risk`` says which flow comes when somebody writes words of a kind (`bot.risk`), ``arriving``
    which one somebody has alone when they have just come in; "" is none.
    """

    steps: tuple[Step, ...] = ()
    always: tuple[str, ...] = ()
    risk: Mapping[str, str] = field(default_factory=dict)
    arriving: str = ""

    def step(self, name: str) -> Step | None:
        """Find a step by its name."""
        return next((one for one in self.steps if one.name == name), None)

    @property
    def flows(self) -> frozenset[str]:
        """Give every flow that is named."""
        return frozenset(self.always).union(*(one.flows for one in self.steps))


def journey(folder: Path, flows: Collection[str]) -> Journey:
    """
    Read a content folder's journey; without the file there are no steps.

    Raises `FlowError` with every mistake: a key that is none (F006), a value that does not fit
    (F008), a name that stands twice (F010), a flow that is not there (F038).
    """
    path = folder / FILE
    if not path.is_file():
        return Journey()
    name = path.relative_to(folder.parent).as_posix()
    reader = _Reader(name, flows)
    found = reader.whole(read(path.read_bytes(), name))
    if reader.problems:
        raise FlowError(*reader.problems)
    return found


class _Reader:
    def __init__(self, file: str, flows: Collection[str]) -> None:
        self.file = file
        self.flows = flows
        self.problems: list[Problem] = []
        self.seen: set[str] = set()

    def whole(self, top: Tree) -> Journey:
        trees = self.keys(top, ("format", "steps", "always", "risk", "arriving"))
        steps = [self.step(one) for one in self.items(trees.get("steps"))]
        always, risk = self.named(trees.get("always")), trees.get("risk")
        arriving = trees.get("arriving")
        return Journey(
            tuple(steps), always, self.lane(risk) if risk is not None else {},
            self.flow(arriving) if arriving is not None else "",
        )  # fmt: skip

    def lane(self, tree: Tree) -> Mapping[str, str]:
        """Read which flow comes for which kind of words."""
        return {
            kind: flow
            for kind, one in self.keys(tree, KINDS).items()
            for flow in self.named(replace(one, value=[one]))
        }

    def step(self, tree: Tree) -> Step:
        trees = self.keys(tree, ("step", "flows"))
        name = trees.get("step")
        said = name.value if name is not None else None
        if name is None or not isinstance(said, str):
            self.wrong("F008", name or tree, "a step has a name: {step: decide, flows: [...]}")
            said = ""
        elif f"step {said}" in self.seen:
            self.wrong("F010", name, f"the step '{said}' stands twice")
        self.seen.add(f"step {said}")
        return Step(said, self.named(trees.get("flows")))

    def named(self, tree: Tree | None) -> tuple[str, ...]:
        """Read the names of flows."""
        found = []
        for one in self.items(tree):
            if one.value in self.seen:
                self.wrong("F010", one, f"the flow '{one.value}' stands twice")
            elif name := self.flow(one):
                self.seen.add(name)
                found.append(name)
        return tuple(found)

    def flow(self, tree: Tree) -> str:
        """Read the name of a flow; "" when there is none such."""
        if not isinstance(tree.value, str):
            self.wrong("F008", tree, "here stands the name of a flow")
            return ""
        if tree.value not in self.flows:
            near = get_close_matches(tree.value, self.flows, 1)
            hint = f"; did you mean '{near[0]}'?" if near else ""
            self.wrong("F038", tree, f"there is no flow '{tree.value}'{hint}")
            return ""
        return tree.value

    def items(self, tree: Tree | None) -> Sequence[Tree]:
        if tree is None or tree.value is None:
            return ()
        if not isinstance(tree.value, list):
            self.wrong("F008", tree, "here stands a list")
            return ()
        return tree.value

    def keys(self, tree: Tree, known: Iterable[str]) -> dict[str, Tree]:
        if not isinstance(tree.value, dict):
            self.wrong("F008", tree, "here stands a map")
            return {}
        for key in [key for key in tree.value if key not in known]:
            line, column = tree.keys[key]
            said = f"unknown key '{key}'; known here: {', '.join(known)}"
            self.problems.append(Problem("F006", self.file, line, column, said))
        return tree.value

    def wrong(self, code: str, tree: Tree, said: str) -> None:
        self.problems.append(Problem(code, self.file, tree.line, tree.column, said))
