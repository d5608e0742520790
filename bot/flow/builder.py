"""
Collect a flow's nodes, and its mistakes with their places.

How each kind of node is built is `nodes`' to say; it is handed in. What is built and what is wrong
are found in the same walk, so they stay in the same module.
"""

import difflib
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from types import NoneType
from typing import TypeVar

from pydantic import ValidationError

from bot.errors import FlowError, Problem
from bot.flow import shapes
from bot.flow.expr import Expression, ExpressionError, compile_expression
from bot.flow.kinds import Choice, Consent
from bot.flow.read import Tree, place, plain
from bot.flow.script import (
    Ask,
    At,
    Call,
    Each,
    Goto,
    Node,
    Policy,
    Reminder,
    Repeat,
    Script,
    Variable,
    Weekly,
)
from bot.flow.text import Template, compile_text

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_RESTS = {"ask", "each", "ready", "reveal", "wait", "repeat", "call", "run"}
S = TypeVar("S", bound=shapes.Shape)
T = TypeVar("T")
_BODIES = ("do", "else", "hurt", "repairing", "missed", "shown", "withheld")


MakeNode = Callable[["Builder", shapes.NodeShape, Mapping[str, Tree], str, bool, At], Node]
"""Builds one node: from its shape, its trees, its id, whether that was given, and its place."""


class Skip(Exception):
    """Give up one node."""


class Builder:
    """Collects nodes, and mistakes with their places."""

    def __init__(self, top: Tree, file: str, node_of: "MakeNode") -> None:
        self.node_of = node_of
        self.top = top
        self.file = file
        self.problems: list[Problem] = []
        self.nodes: dict[str, Node] = {}
        self.after: dict[str, str | None] = {}
        self.around: dict[str, tuple[str, ...]] = {}
        self.policies: dict[str, Policy] = {}
        self.blocks: dict[str, str | None] = {}
        self.lists: dict[str, tuple[str, ...]] = {}

    def script(self, source: bytes) -> Script:
        """Build all, or raise what is wrong."""
        shape = self.shaped(shapes.FlowShape, self.top, ("nodes",), ("blocks",))
        trees = _map(self.top)
        for name, tree in _map(trees.get("policies")).items():
            self.policies[name] = self.policy(shape.policies[name], tree) if shape else Policy()
        blocks = self.lists_by_name(trees.get("blocks"))
        self.blocks = dict.fromkeys(blocks)
        first = self.body(trees.get("nodes"), "", (), None)
        for name, tree in blocks.items():
            self.blocks[name] = self.body(tree, name, (), None)
        self.join_up()
        if shape is None or self.problems:
            raise self.failed()
        return Script(
            id=shape.flow,
            title=shape.title,
            about=shape.about,
            file=self.file,
            version=hashlib.sha256(source).hexdigest()[:16],
            source=source.decode("utf-8-sig"),
            first=first,
            nodes=self.nodes,
            after=self.after,
            around=self.around,
            variables=self.variables(shape, trees.get("vars")),
            outcomes=tuple(shape.outcomes),
            weekly=tuple(
                Weekly(DAYS.index(s.every.day), s.every.at) for s in shape.start if s.every
            ),
            commands=tuple(s.command for s in shape.start if s.command),
            once_a_week=shape.once is not None,
            queues=shape.busy == "queue",
            blocks=self.blocks,
            labels=self.labels(),
            voids=self.voids(),
            lists=self.lists,
        )

    def failed(self) -> FlowError:
        """Give what was found, in file order."""
        return FlowError(*sorted(self.problems, key=lambda p: (p.line, p.column, p.code)))

    # Lists of nodes

    def lists_by_name(self, tree: Tree | None) -> dict[str, Tree]:
        """Give blocks or cases: a map of lists."""
        if tree is not None and not isinstance(tree.value, dict | NoneType):
            self.wrong("F008", tree, "here stands a map: a name, and a list of nodes under it")
        return _map(tree)

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
        given = _map(tree).get("id")
        name = given.value if given and isinstance(given.value, str) else f"{parent}.{index}"
        if name in self.around:
            self.wrong("F010", given or tree, f"the id '{name}' stands twice; ids are unique")
        self.around[name] = ()
        return name

    def node(self, tree: Tree, name: str, around: tuple[str, ...], following: str | None) -> None:
        """Build one node, and what is nested in it."""
        self.around[name] = around
        self.after[name] = following
        verb = self.verb(tree)
        trees = _map(tree)
        named = "id" in trees
        if verb in _RESTS and not named:
            self.wrong("F011", tree, f"'{verb}' needs an id, because the couple may rest there")
        bodies = ((key,) for key in (*_BODIES, "cases"))
        shape = self.shaped(shapes.VERBS[verb], tree, *bodies) if verb else None
        try:
            if shape is not None:
                self.nodes[name] = self.node_of(
                    self, shape, trees, name, named, At(tree.line, tree.column)
                )
                return
        except Skip:
            pass
        self.beneath(trees, name)

    def beneath(self, trees: Mapping[str, Tree], name: str) -> None:
        """Look for mistakes in what hangs under a node that could not be built."""
        bodies = {f"{name}.{key}": trees[key] for key in _BODIES if key in trees}
        for key, tree in _map(trees.get("cases")).items():
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
        if "run" in found or "repeat" in found or "each" in found:
            found = found[:1]
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
        self.wrong("F005", tree, f"'{wrong}' is not one of {known}{hint}")
        return None

    # Parts of nodes

    def shaped(self, model: type[S], tree: Tree, *bodies: tuple[str, ...]) -> S | None:
        """Hold a map against its model; note every mistake at its place."""
        raw = _without(tree, {name for body in bodies for name in body})
        try:
            return model.model_validate(raw)
        except ValidationError as exc:
            for error in exc.errors(include_url=False):
                self.misfit(model, tree, error["type"], error["loc"], error["msg"])
            return None

    def misfit(
        self, model: type[shapes.Shape], tree: Tree, kind: str, path: tuple[object, ...], said: str
    ) -> None:
        """Put one of pydantic's complaints into a sentence."""
        line, column = place(tree, path)
        words = [str(part) for part in path if isinstance(part, str) and part != "[key]"]
        key = words[-1] if words else ""
        if kind == "extra_forbidden":
            inner = shapes.shape_at(model, path[:-1])
            known = [field.alias or name for name, field in inner.model_fields.items()]
            guess = difflib.get_close_matches(key, known, 1)
            hint = f"did you mean '{guess[0]}'?" if guess else f"known here: {', '.join(known)}"
            self.note("F006", line, column, f"unknown key '{key}'; {hint}")
        elif kind == "missing":
            self.note("F007", line, column, f"'{key}' is missing; it has to stand here")
        elif kind == "string_pattern_mismatch":
            owner = ", after 'my.' or 'run.'" if "(my|run)" in said else ""
            text = f"'{key}': a name is small letters, digits and _, a letter first{owner}"
            self.note("F008", line, column, text)
        else:
            self.note("F008", line, column, f"'{key}': {said.removeprefix('Value error, ')}")

    def expression(self, source: str, tree: Tree) -> Expression:
        """Compile an expression, or note why it is none."""
        return self.compiled(compile_expression, source, tree, "F020")

    def text(self, source: str, tree: Tree) -> Template:
        """Compile a text, or note why it is none."""
        return self.compiled(compile_text, source, tree, "F025")

    def compiled(self, make: Callable[[str], T], source: str, tree: Tree, code: str) -> T:
        """Compile with ``make``."""
        try:
            return make(source)
        except ExpressionError as exc:
            self.wrong(code, tree, str(exc))
            raise Skip from exc

    def policy(self, shape: shapes.PolicyShape, tree: Tree) -> Policy:
        """Build a policy."""
        try:
            remind = tuple(Reminder(r.after, self.text(r.say, tree)) for r in shape.remind)
        except Skip:
            return Policy()
        return Policy(shape.until, remind, shape.quiet == "hold")

    def policy_of(self, shape: shapes.EachShape | shapes.ReadyShape, tree: Tree) -> Policy:
        """Build a wait's own policy on top of the named one."""
        policy = Policy()
        if shape.policy is not None:
            if shape.policy not in self.policies:
                self.wrong("F008", tree, f"there is no policy '{shape.policy}' under 'policies'")
            policy = self.policies.get(shape.policy, policy)
        if shape.until is not None:
            policy = replace(policy, until=shape.until)
        if shape.remind:
            remind = tuple(Reminder(r.after, self.text(r.say, tree)) for r in shape.remind)
            policy = replace(policy, remind=remind)
        return policy if shape.quiet is None else replace(policy, quiet=shape.quiet == "hold")

    def variables(self, shape: shapes.FlowShape, tree: Tree | None) -> Mapping[str, Variable]:
        """Build the declarations, by their whole name."""
        found = {}
        for name, one in shape.vars.items():
            scope, field = name.split(".", 1)
            at = At(*tree.keys[name]) if tree else At(1, 1)
            private = one.private if one.private is not None else scope == "my"
            of = tuple(one.of or ())
            called = one.called or ""
            found[name] = Variable(scope, field, one.type, private, one.sensitive, at, of, called)
        return found

    # What needs all nodes

    def join_up(self) -> None:
        """Point calls at their blocks and jumps at their targets."""
        for name, node in list(self.nodes.items()):
            if isinstance(node, Call):
                if node.block not in self.blocks:
                    self.missing("F038", node.at, "block", node.block, self.blocks)
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

    def missing(self, code: str, at: At, what: str, name: str, known: Mapping[str, object]) -> None:
        """Note that something is not there, with the nearest that is."""
        guess = difflib.get_close_matches(name, [k for k in known if "." not in k], 1)
        hint = f"; did you mean '{guess[0]}'?" if guess else ""
        self.note(code, at.line, at.column, f"there is no {what} '{name}'{hint}")

    def labels(self) -> Mapping[str, Mapping[str, str]]:
        """Collect what choices' values are called."""
        found: dict[str, dict[str, str]] = {}
        for node in self.nodes.values():
            if isinstance(node, Ask) and isinstance(node.kind, Choice) and node.save:
                names = found.setdefault(node.save.split(".", 1)[1], {})
                names.update({option.value: option.label for option in node.kind.options})
        return found

    def voids(self) -> Mapping[str, tuple[str, ...]]:
        """List, for each variable, the consents that a new value makes void."""
        found: dict[str, tuple[str, ...]] = {}
        for node in self.nodes.values():
            if isinstance(node, Ask) and isinstance(node.kind, Consent) and node.save:
                for name in node.kind.shows:
                    mine = node.save.split(".", 1)[1]
                    found[name] = (*found.get(name, ()), mine)
        return found

    def wrong(self, code: str, tree: Tree, message: str) -> None:
        """Note a mistake at a value's place."""
        self.note(code, tree.line, tree.column, message)

    def note(self, code: str, line: int, column: int, message: str) -> None:
        """Note a mistake."""
        self.problems.append(Problem(code, self.file, line, column, message))


def _map(tree: Tree | None) -> dict[str, Tree]:
    return tree.value if tree and isinstance(tree.value, dict) else {}


def _without(tree: Tree, bodies: set[str]) -> dict[str, object]:
    """Give the plain map, with bodies left as they are."""
    return {key: (child if key in bodies else plain(child)) for key, child in _map(tree).items()}
