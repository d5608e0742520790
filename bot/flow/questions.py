"""
Check questions: what they ask for, whether it fits on buttons, where the answer goes.

Also the other nodes that give a variable its value, since the rule is the same.
"""

import difflib
from collections.abc import Sequence
from datetime import timedelta

from bot.errors import Problem
from bot.flow import reply
from bot.flow.deeds import DEEDS
from bot.flow.kinds import (
    Choice,
    Choices,
    Consent,
    Day,
    Length,
    Number,
    Photo,
    Scale,
    Text,
    TimeOfDay,
    YesNo,
    in_words,
)
from bot.flow.script import Act, Ask, At, Call, Node, Policy, Script, WaitFor
from bot.flow.text import Template
from bot.flow.types import Types
from bot.model.words import Label

MAX_OPTIONS = 25
MAX_LABEL = 40
_TYPES = {
    Choice: ("choice", "text"), Choices: ("choices",), Scale: ("int", "float"),
    Number: ("int", "float"), Text: ("text",), YesNo: ("bool",), Day: ("date",),
    TimeOfDay: ("time",), Length: ("duration",), Photo: ("photo",), Consent: ("bool",),
}  # fmt: skip
ALSO = {
    "float": ("int",), "choice": ("text",), "text": ("choice",), "duration": ("int",),
    "date": ("text",), "time": ("text",),
}  # fmt: skip
"""What else may stand in a variable of a type."""


class Questions:
    """Notes what is wrong, and checks what gives variables their values."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.problems: set[Problem] = set()
        self.types = Types(script, self.report)

    def report(self, code: str, at: At, message: str) -> None:
        """Note a mistake; the same one is noted once."""
        file = at.file or self.script.file
        self.problems.add(Problem(code, file, at.line, at.column, message))

    def text(self, text: Template, at: At) -> None:
        """Check a text's names and types."""
        self.types.names(text.names, at)

    def ask(self, node: Ask) -> None:
        """Check a question."""
        self.text(node.text, node.at)
        if node.retry is not None:
            self.text(node.retry, node.at)
        if node.save is not None:
            self.target(node.save, _TYPES[type(node.kind)], node)
        if node.check is not None:
            self.types.expression(node.check, node.at)
            if node.save is None:
                self.report("F022", node.at, "'check' looks at the answer, so it needs 'save'")
        if node.tries is None and self.script.lists.get(f"{node.id}.gave_up"):
            self.report("F007", node.at, "'gave_up' needs 'tries': after how many answers")
        self.own_wait(node)
        if isinstance(node.kind, Choice | Choices):
            self.options([option.label for option in node.kind.options], node.at)
            self.values(node, node.kind)
        if isinstance(node.kind, Choices) and node.kind.min > node.kind.max:
            self.report("F040", node.at, f"{node.kind.min} cannot be chosen of {node.kind.max}")
        if isinstance(node.kind, Number | Text | TimeOfDay | Length) and (
            node.kind.min > node.kind.max  # type: ignore[operator] # both are of one type
        ):
            self.report("F040", node.at, "'min' is above 'max', so no answer would fit")
        if isinstance(node.kind, Scale):
            count = node.kind.max - node.kind.min + 1
            if not 2 <= count <= MAX_OPTIONS:
                self.report("F040", node.at, f"a scale has 2 to {MAX_OPTIONS} steps; use 'number'")
        if isinstance(node.kind, Consent):
            for name in node.kind.shows:
                if f"my.{name}" not in self.script.variables:
                    self.report(
                        "F022", node.at, f"'shows' names 'my.{name}', which is not declared"
                    )
                self.types.used.add(f"my.{name}")

    def options(self, labels: Sequence[Label], at: At) -> None:
        """Check that buttons fit the smallest platform, and can be told apart when written."""
        if not 1 <= len(labels) <= MAX_OPTIONS:
            self.report("F040", at, f"a choice has 1 to {MAX_OPTIONS} options")
        for language in {"", *(one for label in labels for one in label.others)}:
            said = [reply.fold(label.within(language)) for label in labels]
            if len(set(said)) < len(said):
                self.report("F040", at, f"two options say the same{_in(language)}")
        for label in (words for one in labels for words in one.every()):
            if len(label) > MAX_LABEL:
                self.report(
                    "F040",
                    at,
                    f"'{label[:20]}...' is longer than the {MAX_LABEL} characters of a button",
                )

    def values(self, node: Ask, kind: Choice | Choices) -> None:
        """Check that a choice's values are those its variable was declared with."""
        variable = self.script.variables.get(node.save or "")
        if variable is None or not variable.of:
            return
        for option in kind.options:
            if option.value not in variable.of:
                self.report(
                    "F023", node.at,
                    f"'{option.value}' is not one of {', '.join(variable.of)}, which 'of' of "
                    f"'{node.save}' lists",
                )  # fmt: skip

    def own_wait(self, node: Ask | WaitFor) -> None:
        """Check a wait of one lane: its reminders, and what follows when time is up."""
        self.reminders(node.policy, node.at)
        if self.script.lists.get(f"{node.id}.missed") and node.policy.until is None:
            self.report("F036", node.at, "'missed' needs 'until': without it nothing is missed")
        if node.policy.until == timedelta(0):
            self.report("F036", node.at, "a deadline of no time at all; give it a length")

    def reminders(self, policy: Policy, at: At, *, closed: bool = False) -> None:
        """Check when reminders come, and what they say; ``closed`` when something else ends it."""
        moments = [one.after for one in policy.remind]
        for one in policy.remind:
            self.text(one.say, at)
            if policy.until is not None and one.after >= policy.until:
                said = "a reminder comes after the deadline; it would never be sent"
                self.report("F036", at, said)
            if one.after == timedelta(0) or moments.count(one.after) > 1:
                said = "a reminder comes some time after the question, and each at its own moment"
                self.report("F036", at, said)
        if policy.until is None and policy.remind and not closed:
            self.report("F036", at, "reminders belong to a wait; give it 'until'")

    def call(self, node: Call) -> None:
        """Check what another flow is given, and where its outcome goes."""
        if node.save is not None:
            if not node.save.startswith("run."):
                self.report(
                    "F023", node.at, "an outcome is known to both: save it in a 'run.' variable"
                )
            self.target(node.save, ("text",), node)
        if not node.flow:
            return
        for name, expression in node.given:
            kind = self.types.expression(expression, node.at)
            self.target(name, (kind,) if kind != "any" else (), node)

    def act(self, node: Act) -> None:
        """Check what a deed is given, and where what it gives is kept."""
        deed = DEEDS[node.deed]
        for name, expression in node.given:
            kind = self.types.expression(expression, node.at)
            wanted = deed.takes[name]
            if kind != "any" and not {kind, *ALSO.get(kind, ())} & {wanted, *ALSO.get(wanted, ())}:
                said = f"'{name}' of '{node.deed}' is {in_words(wanted)}, not {in_words(kind)}"
                self.report("F023", node.at, said)
        for name, what in node.saves:
            self.target(name, (deed.gives[what],), node)

    def near(self, name: str) -> str:
        """Give the nearest declared name."""
        found = difflib.get_close_matches(name, self.script.variables, 1)
        return f"; did you mean '{found[0]}'?" if found else ""

    def target(self, name: str, kinds: tuple[str, ...], node: Node) -> None:
        """Check that a variable exists and takes this type."""
        variable = self.script.variables.get(name)
        if variable is None:
            self.report("F022", node.at, f"'{name}' is not declared under 'vars'{self.near(name)}")
            return
        self.types.used.add(name)
        fits = {variable.type, *ALSO.get(variable.type, ())}
        if kinds and not fits & set(kinds):
            self.report(
                "F023",
                node.at,
                f"'{name}' is {in_words(variable.type)}, and this gives {in_words(kinds[0])}",
            )  # fmt: skip


def _in(language: str) -> str:
    return f" in {language}" if language else ""
