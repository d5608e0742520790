"""
Collect a flow's nodes, and its mistakes with their places.

How each kind of node is built is `nodes`' to say; it is handed in. What is built and what is wrong
are found in the same walk, so they stay in the same module.
"""

import difflib
import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from types import NoneType
from typing import NamedTuple, TypeVar

from pydantic import ValidationError

from bot.errors import FlowError
from bot.flow import shapes
from bot.flow.declarations import clock_of, map_of
from bot.flow.joining import Joining
from bot.flow.misfit import misfit
from bot.flow.read import Tree, place, plain
from bot.flow.script import (
    After,
    At,
    Busy,
    Node,
    Once,
    Policy,
    Ready,
    Reveal,
    Script,
    WaitFor,
)
from bot.flow.text import Manner
from bot.flow.translate import Translation, key_of
from bot.flow.wording import Skip
from bot.model.words import Label

S = TypeVar("S", bound=shapes.Shape)
T = TypeVar("T")
_BODIES = ("do", "else", "hurt", "repairing", "missed", "gave_up", "shown", "withheld")
_SHOWN_OTHERWISE = ("date", "time", "duration", "photo")
ALONE = "alone"
"""The id of the lane in which all nodes of a flow stand that one has alone."""
_SHARED = (
    "nodes", "after", "around", "lists", "blocks", "called", "choices", "facts", "own_facts",
)  # fmt: skip
"""What a flow and those it calls collect together."""
_SLUG = re.compile(r"[A-Za-z0-9_-]+")


MakeNode = Callable[["Builder", shapes.NodeShape, Mapping[str, Tree], str, bool, At], Node]
"""Builds one node: from its shape, its trees, its id, whether that was given, and its place."""


class Other(NamedTuple):
    """Another flow that may be called: its file as a tree, and its translations."""

    tree: Tree
    file: str
    translations: Sequence[Translation]


class Builder(Joining):
    """
    Collects nodes, and mistakes with their places.

    ``translations`` are of this flow. ``others`` are the flows it may call; those are put among
    its blocks, with their name before every id (``before``).
    """

    def __init__(
        self, top: Tree, file: str, node_of: "MakeNode",
        translations: Sequence[Translation] = (), others: Mapping[str, "Other"] | None = None,
        before: str = "",
    ) -> None:  # fmt: skip
        self.node_of = node_of
        super().__init__(top, file, translations, before)
        self.others = others or {}
        self.called: dict[str, tuple[str, ...]] = {}
        self.choices: dict[str, dict[str, Label]] = {}
        self.nodes = {}
        self.after: dict[str, str | None] = {}
        self.around = {}
        self.blocks = {}
        self.lists = {}

    def script(self, source: bytes) -> Script:
        """Build all, or raise what is wrong."""
        shape, first = self.lists_of("")
        trees = map_of(self.top)
        variables = self.variables(shape, trees.get("vars")) if shape else {}
        titles = self.label(shape.title, trees["title"], "flow-title") if shape else Label("")
        guard = None
        if shape is not None and shape.guard is not None:
            with suppress(Skip):
                guard = self.expression(shape.guard, trees["guard"])
        self.join_up()
        self.strays()
        if shape is not None and not self.lists.get("") and not self.problems:
            self.wrong("F008", trees.get("nodes", self.top), "a flow has at least one node")
        if shape is None or self.problems:
            raise self.failed()
        waited = {one.event for one in self.nodes.values() if isinstance(one, WaitFor)}
        return Script(
            id=shape.flow,
            title=shape.title,
            titles=titles,
            about=shape.about,
            file=self.file,
            version=hashlib.sha256(source).hexdigest()[:16],
            source=source.decode("utf-8-sig"),
            facts=frozenset(self.facts - {"room"} | waited),
            own_facts=frozenset(self.own_facts),
            alone="" if shape.for_ == "both" else shape.for_,
            heavy=shape.weight == "heavy",
            traceless=shape.traceless,
            opens=any(isinstance(one, Ready | Reveal) for one in self.nodes.values()),
            texts=self.texts,
            first=first,
            nodes=self.nodes,
            after=self.after,
            around=self.around,
            variables=variables,
            outcomes=tuple(shape.outcomes),
            clocks=tuple(clock_of(s.every) for s in shape.start if s.every),
            commands=tuple(s.command for s in shape.start if s.command),
            keywords=tuple(s.keyword for s in shape.start if s.keyword),
            after_flows=tuple(
                After(s.after.flow, s.after.outcome, s.after.wait) for s in shape.start if s.after
            ),
            events=tuple(s.event for s in shape.start if s.event),
            guard=guard,
            once=Once(shape.once.partition(".")[2]) if shape.once else None,
            busy=Busy(shape.busy),
            moved=shape.moved,
            blocks=self.blocks,
            called=self.called,
            manner=Manner(
                self.choices,
                {one.name: one.type for one in variables.values() if one.type in _SHOWN_OTHERWISE},
            ),
            voids=self.voids(),
            lists=self.lists,
        )

    def lists_of(self, home: str) -> tuple[shapes.FlowShape | None, str | None]:
        """Build this flow's lists of nodes, the main one under ``home``; give shape and first."""
        shape = self.shaped(shapes.FlowShape, self.top, ("nodes",), ("blocks",))
        trees = map_of(self.top)
        for name, tree in map_of(trees.get("policies")).items():
            self.policies[name] = self.policy(shape.policies[name], tree) if shape else Policy()
        blocks = {
            f"{self.before}{name}": tree
            for name, tree in self.lists_by_name(trees.get("blocks")).items()
        }
        self.blocks.update(dict.fromkeys(blocks))
        first = self.body(self.lane_of(shape, trees, home), home, (), None)
        for name, tree in blocks.items():
            self.blocks[name] = self.body(tree, name, (), None)
        return shape, first

    def lane_of(
        self, shape: shapes.FlowShape | None, trees: Mapping[str, Tree], home: str
    ) -> Tree | None:
        """
        Give the main list of nodes; what one has alone stands in one lane of its own.

        A flow that such a flow calls is in that lane already.
        """
        nodes, whose = trees.get("nodes"), trees.get("for")
        if shape is None or nodes is None or whose is None or shape.for_ == "both" or home:
            return nodes
        given: dict[str, Tree | str | None] = {
            "id": ALONE, "each": "partner" if shape.for_ == "one" else shape.for_,
            "policy": shape.policy, "do": nodes,
        }  # fmt: skip
        lane: dict[str, Tree] = {
            key: value if isinstance(value, Tree) else Tree(value, whose.line, whose.column, {})
            for key, value in given.items()
        }
        each = Tree(lane, whose.line, whose.column, {})
        return Tree([each], nodes.line, nodes.column, {})

    def flow(self, name: str, tree: Tree) -> str:
        """Put another flow among the blocks, once; give the block's name."""
        block = f"@{name}"
        if block in self.blocks:
            return block
        other = self.others.get(name)
        if other is None:
            self.missing("F038", At(tree.line, tree.column), "flow", name, self.others)
            raise Skip
        self.blocks[block] = None
        inner = Builder(
            other.tree, other.file, self.node_of, other.translations, self.others, f"{name}."
        )
        for mine in _SHARED:
            setattr(inner, mine, getattr(self, mine))
        shape, self.blocks[block] = inner.lists_of(block)
        if shape is None or inner.problems:
            said = f"the flow '{name}' has mistakes of its own; mend those first"
            self.note("F038", tree.line, tree.column, said)
            raise Skip
        ours, theirs_alone = (self.shape_for(one) for one in (self.top, other.tree))
        if theirs_alone not in ("one", ours) or (ours == "both") is not (theirs_alone == "both"):
            said = f"'{name}' is for: {theirs_alone}, and this flow is for: {ours}"
            self.note("F038", tree.line, tree.column, f"{said}; those cannot call each other")
            raise Skip
        self.called[block] = tuple(shape.outcomes)
        theirs = {**inner.borrowed, **inner.variables(shape, map_of(other.tree).get("vars"))}
        for known, one in theirs.items():
            before = self.borrowed.setdefault(known, one)
            if replace(before, at=one.at) != one:
                said = (
                    f"'{known}' is declared otherwise in {one.at.file} than in "
                    f"{before.at.file}, and this flow calls both; give one of them another name"
                )
                self.note("F023", tree.line, tree.column, said)
        return block

    def shape_for(self, top: Tree) -> object:
        """Say whose a flow is, as it is written."""
        whose = map_of(top).get("for")
        return whose.value if whose is not None else "both"

    def failed(self) -> FlowError:
        """Give what was found, in file order."""
        return FlowError(*sorted(self.problems, key=lambda p: (p.line, p.column, p.code)))

    # Lists of nodes

    def lists_by_name(self, tree: Tree | None) -> dict[str, Tree]:
        """Give blocks or cases: a map of lists."""
        if tree is not None and not isinstance(tree.value, dict | NoneType):
            self.wrong("F008", tree, "here stands a map: a name, and a list of nodes under it")
        return map_of(tree)

    def body(
        self, tree: Tree | None, parent: str, around: tuple[str, ...], following: str | None
    ) -> str | None:
        """Build a list of nodes; return the first one's id, or what follows an empty list."""
        if tree is None or tree.value is None:
            return following
        if not isinstance(tree.value, list):
            self.wrong("F008", tree, "here stands a list of nodes, each beginning with '- '")
            return following
        ids = [self.id_of(child, parent, place) for place, child in enumerate(tree.value)]
        self.lists[parent] = tuple(ids)
        for at, (name, child) in enumerate(zip(ids, tree.value, strict=True)):
            next_one = ids[at + 1] if at + 1 < len(ids) else following
            self.node(child, name, around, next_one)
        return ids[0] if ids else following

    def id_of(self, tree: Tree, parent: str, index: int) -> str:
        """Give a node's own id, or one made from its place."""
        given = map_of(tree).get("id")
        named = given is not None and isinstance(given.value, str)
        name = f"{self.before}{given.value}" if given and named else f"{parent}.{index}"
        if name in self.around:
            self.wrong("F010", given or tree, f"the id '{name}' stands twice; ids are unique")
        self.around[name] = ()
        return name

    def node(self, tree: Tree, name: str, around: tuple[str, ...], following: str | None) -> None:
        """Build one node, and what is nested in it."""
        self.around[name] = around
        self.after[name] = following
        verb = self.verb(tree)
        trees = map_of(tree)
        named = "id" in trees
        if verb in shapes.RESTS and not named:
            self.wrong("F011", tree, f"'{verb}' needs an id, because the couple may rest there")
        bodies = ((key,) for key in (*_BODIES, "cases"))
        shape = self.shaped(shapes.VERBS[verb], tree, *bodies) if verb else None
        try:
            if shape is not None:
                self.nodes[name] = self.node_of(self, shape, trees, name, named, self.at(tree))
                return
        except Skip:
            pass
        self.beneath(trees, name)

    def beneath(self, trees: Mapping[str, Tree], name: str) -> None:
        """Look for mistakes in what hangs under a node that could not be built."""
        bodies = {f"{name}.{key}": trees[key] for key in _BODIES if key in trees}
        for key, tree in map_of(trees.get("cases")).items():
            bodies[f"{name}.cases.{key}"] = tree
        for key, tree in bodies.items():
            if key not in self.lists and isinstance(tree.value, list):
                self.body(tree, key, (*self.around[name], name), None)

    def verb(self, tree: Tree) -> str | None:
        """Find the one verb of a node."""
        if not isinstance(tree.value, dict):
            self.wrong("F008", tree, "a node is a map with one verb, for example {say: Hello.}")
            return None
        found = [key for key in shapes.VERBS if key in tree.value]
        if "reveal" in found:
            found = ["reveal"]
        if len(found) == 1:
            return found[0]
        if found:
            self.wrong("F005", tree, f"one verb a node, not {' and '.join(found)}; make two nodes")
            return None
        guess = next(
            (hit[0] for key in tree.value if (hit := difflib.get_close_matches(key, shapes.VERBS))),
            None,
        )
        known = ", ".join(shapes.VERBS)
        hint = f"; did you mean '{guess}'?" if guess else ""
        wrong = ", ".join(key for key in tree.value if key not in ("id", "when", "note"))
        said = f"'{wrong}' is not one of {known}{hint}" if wrong else f"a verb is missing: {known}"
        self.wrong("F005", tree, said)
        return None

    # Parts of nodes

    def shaped(self, model: type[S], tree: Tree, *bodies: tuple[str, ...]) -> S | None:
        """Hold a map against its model; note every mistake at its place."""
        raw = _without(tree, {name for body in bodies for name in body})
        try:
            return model.model_validate(raw)
        except ValidationError as exc:
            for error in exc.errors(include_url=False, include_input=False):
                line, column = place(tree, error["loc"])
                found = misfit(
                    model, error["type"], error["loc"], error["msg"], error.get("ctx", {})
                )
                self.note(found[0], line, column, found[1])
            return None


def slug(value: str) -> str:
    """Give a choice's value as translators name it."""
    return value if _SLUG.fullmatch(value) else key_of(value)[2:]


def _without(tree: Tree, bodies: set[str]) -> dict[str, object]:
    """Give the plain map, with bodies left as they are."""
    return {key: (child if key in bodies else plain(child)) for key, child in map_of(tree).items()}
