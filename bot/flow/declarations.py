"""Build what a flow declares before its nodes: variables, and how waits pass."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.flow import shapes
from bot.flow.read import Tree
from bot.flow.script import At, Clock, Policy, Reminder, Variable
from bot.flow.translate import Translation
from bot.flow.wording import Skip, Wording

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Declarations(Wording):
    """
    The declarations of one file.

    ``borrowed`` are the variables of flows that this one calls.
    """

    def __init__(
        self, top: Tree, file: str, translations: Sequence[Translation], before: str
    ) -> None:
        super().__init__(file, translations, before)
        self.top = top
        self.policies: dict[str, Policy] = {}
        self.borrowed: dict[str, Variable] = {}

    def policy(self, shape: shapes.PolicyShape, tree: Tree) -> Policy:
        """Build a policy."""
        try:
            remind = self.reminders(shape.remind, map_of(tree))
        except Skip:
            return Policy()
        return Policy(shape.until, remind, shape.quiet == "hold")

    def reminders(
        self, given: Sequence[shapes.ReminderShape], trees: Mapping[str, Tree]
    ) -> tuple[Reminder, ...]:
        """Build reminders; each one's place is its own."""
        tree = trees.get("remind")
        its = tree.value if tree is not None and isinstance(tree.value, list) else []
        return tuple(
            Reminder(one.after, self.text(one.say, at)) for one, at in zip(given, its, strict=True)
        )

    def policy_of(self, shape: shapes.WaitingShape, trees: Mapping[str, Tree]) -> Policy:
        """Build a wait's own policy on top of the named one."""
        policy = Policy()
        if shape.policy is not None:
            if shape.policy not in self.policies:
                at = self.at(trees["policy"])
                self.missing("F008", at, "policy", shape.policy, self.policies)
            policy = self.policies.get(shape.policy, policy)
        if shape.until is not None:
            policy = replace(policy, until=shape.until)
        if shape.remind:
            policy = replace(policy, remind=self.reminders(shape.remind, trees))
        return policy if shape.quiet is None else replace(policy, quiet=shape.quiet == "hold")

    def variables(self, shape: shapes.FlowShape, tree: Tree | None) -> Mapping[str, Variable]:
        """Build the declarations, by their whole name."""
        found = {}
        file = self.file if self.before else ""
        for name, one in shape.vars.items():
            scope, field = name.split(".", 1)
            at = At(*tree.keys[name], file) if tree else At(1, 1, file)
            its = map_of(tree)[name]
            called = self.label(one.called, its, f"called-{field}") if one.called else None
            found[name] = Variable(
                scope, field, one.type,
                one.private if one.private is not None else scope == "my",
                one.sensitive, at, tuple(one.of or ()), called,
                one.default, one.min, one.max, one.keep, one.from_ or "",
            )  # fmt: skip
        for name, kind in shape.takes.items():
            at = At(*map_of(self.top)["takes"].keys[name], file)
            found[name] = Variable("in", name[3:], kind, False, False, at)
        for name, theirs in self.borrowed.items():
            mine = found.setdefault(name, theirs)
            if replace(mine, at=theirs.at) != theirs:
                self.note(
                    "F023", mine.at.line, mine.at.column,
                    f"'{name}' is declared otherwise in {theirs.at.file}, which this flow calls; "
                    "give one of them another name",
                )  # fmt: skip
        return found


def map_of(tree: Tree | None) -> dict[str, Tree]:
    """Give a map's trees; none of what is no map."""
    return tree.value if tree and isinstance(tree.value, dict) else {}


def clock_of(shape: shapes.EveryShape) -> Clock:
    """Build a civil time."""
    return Clock(None if shape.day is None else DAYS.index(shape.day), shape.at)
