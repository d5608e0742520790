"""
Say everything that is wrong with a flow before anybody meets it.

F034 outcome not declared · F035 declared and never used · F036 no deadline · F040 buttons that
will not fit · F041 in the wrong place · F042 a missed sitting that would go on. Ways through the
flow are `paths`', types are `types`', secrets are `labels`'.
"""

import difflib
from datetime import timedelta

from bot.errors import FlowError, Problem
from bot.flow import labels
from bot.flow.kinds import in_words
from bot.flow.paths import Paths
from bot.flow.questions import ALSO, Questions
from bot.flow.script import (
    Act,
    Ask,
    At,
    Call,
    Each,
    End,
    If,
    Match,
    Node,
    Place,
    Ready,
    Repeat,
    Reveal,
    Say,
    Script,
    Set,
    Wait,
    WaitFor,
)

OURS = (
    "start", "menu", "help", "invite", "join", "group", "pronouns", "back", "skip", "undo",
    "pause", "resume", "repeat", "hide", "stop", "leave", "privacy", "export", "forget",
    "erase", "consent", "safeword", "pin", "tidy",
)  # fmt: skip
"""Commands that no flow can have."""


def check(script: Script) -> tuple[Problem, ...]:
    """Give every mistake, in file order; an empty tuple means that the flow may run."""
    return Check(script).all()


def checked(script: Script) -> Script:
    """Give the flow back, or raise `FlowError` with every mistake."""
    problems = check(script)
    if problems:
        raise FlowError(*problems)
    return script


class Check(Questions):
    """The checks of one flow that are not about types or secrets."""

    def __init__(self, script: Script) -> None:
        super().__init__(script)
        self.paths = Paths(script, self.report)

    def all(self) -> tuple[Problem, ...]:
        """Run every check."""
        self.paths.calls()
        if not self.problems:
            for node in self.script.nodes.values():
                self.node(node)
            self.paths.reach()
            self.paths.circles()
            self.used()
            self.starts()
            labels.prove(self.script, self.report)
        return tuple(sorted(self.problems, key=lambda p: (p.line, p.column, p.code, p.message)))

    # One node

    def node(self, node: Node) -> None:  # noqa: C901 - one branch a verb
        """Check what can be seen from a node alone."""
        if node.when is not None:
            self.types.expression(node.when, node.at)
        match node:
            case Say():
                self.text(node.text, node.at)
                if node.media is not None:
                    self.target(node.media, ("photo",), node)
            case Ask():
                self.ask(node)
            case Set():
                for target, expression in node.values:
                    kind = self.types.expression(expression, node.at)
                    self.target(target, (kind,) if kind != "any" else (), node)
                    self.types.value_for(target, expression, node.at)
            case If():
                self.types.expression(node.test, node.at)
            case Match():
                self.types.expression(node.subject, node.at)
                self.types.cases(node)
            case Each() | Ready():
                self.fork(node)
            case Reveal():
                self.reveal(node)
            case Repeat() if node.until is not None:
                self.types.expression(node.until, node.at)
            case Wait() if node.length == timedelta(0):
                self.report("F036", node.at, "a pause of no time at all; give it a length")
            case WaitFor():
                self.own_wait(node)
                if node.policy.until is None:
                    self.report("F036", node.at, "this waits without a deadline; give it 'until'")
            case Call():
                self.call(node)
            case Act():
                self.act(node)
            case End():
                # A node of a called flow has that flow's name before its id, however deep it is.
                flow = f"@{node.id.lstrip('@').partition('.')[0]}" if node.at.file else ""
                known = self.script.called.get(flow, self.script.outcomes)
                if node.outcome not in known:
                    near = difflib.get_close_matches(node.outcome, known, 1)
                    hint = f"; did you mean '{near[0]}'?" if near else ""
                    self.report(
                        "F034", node.at,
                        f"'{node.outcome}' is not one of the flow's outcomes: "
                        f"{', '.join(known) or 'none are declared'}{hint}",
                    )  # fmt: skip
            case _:
                pass

    def fork(self, node: Each | Ready) -> None:
        """Check a wait for people: its deadline, reminders and place."""
        if self.in_lane(node.id):
            self.report("F041", node.at, "this stands outside lanes; lanes cannot fork again")
        if isinstance(node, Each) and node.any and node.place is Place.PRIVATE:
            self.report(
                "F041", node.at,
                "'join: any' is for the room; in private it would tell when the other was through",
            )  # fmt: skip
        before = self.before(node)
        behind = isinstance(before, Each) and before.place is Place.PRIVATE
        # Right behind private lanes a 'ready' closes when they do.
        closed = isinstance(node, Ready) and behind
        self.reminders(node.policy, node.at, closed=closed)
        if node.policy.until in (None, timedelta(0)) and not closed:
            self.report(
                "F036", node.at,
                "this waits without a deadline; give it 'until' (for example 48h) or a policy",
            )  # fmt: skip
        if isinstance(node, Ready):
            self.text(node.text, node.at)
            self.ready(node, before)

    def ready(self, node: Ready, before: Node | None) -> None:
        """Check that a missed sitting does not go on as if it had opened."""
        missed = self.script.lists.get(f"{node.id}.missed")
        if missed is None or self.paths.falls(f"{node.id}.missed"):
            self.report(
                "F042", node.at,
                "'ready' needs 'missed', ending in 'end' or 'goto': what happens for both when no "
                "sitting came about",
            )  # fmt: skip
        if isinstance(before, Each) and len(before.bodies) == 1 and None not in before.bodies:
            self.report("F041", node.at, "before 'ready', both partners have a lane")

    def before(self, node: Node) -> Node | None:
        """Give the node whose direct follower this is."""
        return next(
            (
                other
                for other in self.script.nodes.values()
                if isinstance(other, Each) and self.script.after[other.id] == node.id
            ),
            None,
        )

    def reveal(self, node: Reveal) -> None:
        """Check a reveal's names and place."""
        self.text(node.text, node.at)
        if self.in_lane(node.id):
            self.report("F041", node.at, "a reveal stands outside lanes, after they have joined")
        for name in (*node.names, *node.needs.values()):
            if f"my.{name}" not in self.script.variables:
                said = f"'my.{name}' is not declared under 'vars'{self.near(f'my.{name}')}"
                self.report("F022", node.at, said)
            self.types.used.add(f"my.{name}")

    # The whole

    def in_lane(self, node: str) -> bool:
        """Say whether a node is played in a lane; a block is what its callers are."""
        if self.script.fork_of(node) is not None:
            return True
        block = self.paths.block_of(node)
        callers = [
            name
            for name, other in self.script.nodes.items()
            if block is not None and getattr(other, "block", None) == block and name != node
        ]
        return any(self.in_lane(caller) for caller in callers)

    def starts(self) -> None:
        """Check what begins this flow: no command of the bot's own, and nobody's answers."""
        guard = self.script.guard
        scopes = ("couple", "mine") if self.script.alone else ("couple",)
        for one in guard.names if guard is not None else ():
            if one.scope not in scopes and not (self.script.alone and str(one) == "me.role"):
                said = f"'{one}': a guard looks at milestones only, such as couple.impact_heard"
                self.report("F022", At(1, 1), said)
        for name in self.script.commands:
            if name in OURS:
                said = f"/{name} is a command of the bot itself; give this flow another"
                self.report("F010", At(1, 1), said)

    def used(self) -> None:
        """Find variables that nothing mentions, and values that they cannot begin with."""
        for name, variable in self.script.variables.items():
            kind = type(variable.default).__name__.replace("str", "text")
            if variable.default is not None and kind not in (
                variable.type,
                *ALSO.get(variable.type, ()),
            ):
                said = f"'{name}' is {in_words(variable.type)} and cannot begin as {in_words(kind)}"
                self.report("F023", variable.at, said)
            bounds = [one for one in (variable.least, variable.most) if one is not None]
            if bounds != sorted(bounds):
                self.report("F008", variable.at, f"'{name}': 'min' is above 'max'")
        for name, variable in self.script.variables.items():
            if name not in self.types.used:
                self.report("F035", variable.at, f"'{name}' is declared, and nothing uses it")
