"""
Prove that no moment gives a private answer away.

F055 the way of the whole run depends on it · F056 when something comes depends on it. What is
behind private lanes waits for their deadline, but for a reveal or a ready, which may open before:
there a pause, or a lane that is stuck, would show.
"""

from bot.flow.facts import PUBLIC, Facts
from bot.flow.failing import Failing
from bot.flow.readers import Readers, Report
from bot.flow.script import Each, Node, Place, Ready, Reveal, Script, Wait, WaitFor, WaitUntil
from bot.flow.view import View


class Moments(Readers):
    """Pauses, lanes that are stuck, and what both will notice."""

    def __init__(self, script: Script, report: Report, facts: Facts) -> None:
        super().__init__(script, report, facts)
        self.failing = Failing(script, facts)

    def wait(self, node: Wait | WaitUntil | WaitFor, view: View) -> None:
        """Check that nobody can read an answer off a pause."""
        if not view.private_lane:
            self.public_way(node, view, "F056")
            return
        if view.because == PUBLIC:
            return
        # A long pause outlasts the lanes, and what comes after it is never asked.
        self.facts.strand(self.script, node.id, view.calls, view.because)
        if self.hasty(view):
            self.report(
                "F056", node.at,
                f"this pause comes only because of {self.said(view.because)}, and what is behind "
                f"the lanes would open that much later; {self.way_out(view)}",
            )  # fmt: skip

    def hasty(self, view: View) -> bool:
        """Say whether what is behind these lanes can open before their deadline."""
        behind = self.behind(self.script.nodes.get(view.fork))
        return isinstance(behind, Ready) or (isinstance(behind, Reveal) and not behind.at_deadline)

    def way_out(self, view: View) -> str:
        """Say how a moment can be made the same for all answers."""
        if isinstance(self.behind(self.script.nodes.get(view.fork)), Reveal):
            return "pause in any case, or open the reveal 'at_deadline'"
        return "pause in any case, or not at all"

    def stuck(self, node: Node, view: View) -> None:
        """Follow what happens where a private answer lets a condition or a text fail."""
        if not view.private_lane:
            return
        for expression in self.failing.of(node):
            label = self.of(expression.names, view)
            if label == PUBLIC:
                continue
            self.facts.strand(self.script, node.id, view.calls, label)
            if self.hasty(view):
                self.report(
                    "F056", node.at,
                    f"'{expression.source}' cannot be reckoned for every answer, and where it "
                    "cannot, what is behind the lanes would open later; divide by a number, and "
                    "keep numbers small",
                )  # fmt: skip

    def public_way(self, node: Node, view: View, code: str) -> None:
        """Refuse that a private answer decides what both will notice."""
        if view.because != PUBLIC and not view.private_lane:
            self.report(
                code, node.at,
                f"whether this happens depends on {self.said(view.because)}, and both would notice",
            )  # fmt: skip

    def behind(self, node: Node | None) -> Node | None:
        """Give what comes right behind a private fork, perhaps before its deadline."""
        if not isinstance(node, Each) or node.place is not Place.PRIVATE:
            return None
        return self.script.nodes.get(self.script.after[node.id] or "")
