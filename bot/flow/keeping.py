"""
Prove that what is kept lands where its readers may read it.

F052 a variable that both may read takes on a private answer, or tells how far somebody came.
"""

from collections.abc import Iterable

from bot.flow.deeds import DEEDS, Whose
from bot.flow.expr import Name
from bot.flow.facts import PUBLIC, SELF, join
from bot.flow.kinds import Consent
from bot.flow.readers import Readers, private
from bot.flow.script import Act, Ask, Node, Place, Set
from bot.flow.view import View


class Keeping(Readers):
    """Assignments, whoever makes them."""

    def assign(self, target: str, names: Iterable[Name], node: Node, view: View) -> None:
        """Check that a value made from these names lands where its readers may read it."""
        variable = self.script.variables.get(target)
        if variable is None:
            return
        own, names = private(variable), tuple(names)
        label = join(self.of(names, view), view.because)
        self.learn(target, node, view)
        if view.lane is None and variable.scope == "my":
            self.report(
                "F041", node.at,
                f"outside a lane there is no 'my'; '{target}' has no owner here",
            )  # fmt: skip
        if isinstance(node, Ask) and isinstance(node.kind, Consent) and not own:
            self.report(
                "F052", node.at,
                f"'{target}' holds a consent, and both may read it: a 'no' could be told from "
                "silence; let it be private",
            )  # fmt: skip
        if variable.scope != "my" and view.private_lane:
            self.report(
                "F052", node.at,
                f"'{target}' is shared, and this is a private lane: the other could tell what was "
                f"answered or that it was; use my.{variable.name}",
            )  # fmt: skip
        elif label not in (PUBLIC, SELF if own else PUBLIC):
            self.report(
                "F052", node.at,
                f"'{target}' may be read by {'its owner' if own else 'both'}, but takes on "
                f"{self.said(label)}",
            )  # fmt: skip
        elif not own and view.private_lane and isinstance(node, Set | Act):
            self.heard(target, names, node, view)

    def found(self, target: str, names: Iterable[Name], node: Act, view: View) -> None:
        """Check where what a deed found is kept; what lies on one partner's shelf stays theirs."""
        variable = self.script.variables.get(target)
        if DEEDS[node.deed].whose is Whose.MINE and variable is not None and not private(variable):
            self.report(
                "F052", node.at,
                f"'{target}' may be read by both, and '{node.deed}' gives what one alone may read",
            )  # fmt: skip
        self.assign(target, names, node, view)

    def laid(self, node: Act, names: Iterable[Name], view: View) -> None:
        """Check that what is laid on the couple's shelf in private was asked as such."""
        if not self.script.alone:
            self.report(
                "F052", node.at,
                f"'{node.deed}' is seen by both, and would tell that this partner came this far; "
                "do it after the lanes have joined",
            )  # fmt: skip
        elif view.because != PUBLIC or not (view.heard or self.own_aloud(names, view)):
            self.report(
                "F052", node.at,
                f"'{node.deed}' is seen by both; give it an answer that both may read ('private: "
                "false'), so that the question says so",
            )  # fmt: skip

    def heard(self, target: str, names: Iterable[Name], node: Node, view: View) -> None:
        """Check that what is noted in private for both comes from an answer for both."""
        if not view.heard and not self.own_aloud(names, view):
            self.report(
                "F052", node.at,
                f"'{target}' may be read by both, and would tell that this partner came this far; "
                "ask for it, or set a shared variable after the lanes have joined",
            )  # fmt: skip

    def learn(self, target: str, node: Node, view: View) -> None:
        """Note where a variable gets its value."""
        fork = view.fork if view.private_lane else ""
        spoken = isinstance(node, Ask) and view.place is Place.GROUP
        self.facts.written(
            target, node.id, view.roles("my"), fork, () if spoken else view.reveals
        )  # fmt: skip

    def mine(self, name: str | None) -> bool:
        """Say whether a variable is one that only its owner may read."""
        variable = self.script.variables.get(name or "")
        return variable is not None and private(variable)
