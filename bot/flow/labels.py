"""
Prove that a flow keeps its secrets.

Every value has readers: one partner, or both. This walks the flow as both partners would and
carries along whose private answers decided that a node is reached. A text, an assignment, a jump
or a moment that would carry a private value to somebody who may not read it is a mistake:

F050 a text shows it · F051 a text appears because of it · F052 a shared variable takes it on ·
F055 the way of the whole run depends on it · F056 a moment depends on it. On the way it finds what
has no owner where it stands: F041. Who may read what is `readers`', what is kept `keeping`'s,
consents are `opening`'s, and moments `moments`'.
"""

from dataclasses import replace

from bot.flow.deeds import DEEDS, Whose
from bot.flow.expr import Name
from bot.flow.facts import PUBLIC, SELF, Facts, join
from bot.flow.keeping import Keeping
from bot.flow.moments import Moments
from bot.flow.opening import Opening
from bot.flow.readers import Report
from bot.flow.script import (
    Act,
    Ask,
    At,
    Call,
    Each,
    End,
    Goto,
    If,
    Mark,
    Match,
    Node,
    Place,
    Policy,
    Ready,
    Repeat,
    Reveal,
    Say,
    Script,
    Set,
    To,
    Wait,
    WaitFor,
    WaitUntil,
)
from bot.flow.view import View
from bot.model.couple import Role

__all__ = ["Proof", "View", "prove"]


def prove(script: Script, report: Report) -> None:
    """Report every way in which a private value could reach the other."""
    facts = Facts()
    while True:
        known, found = facts.size(), list[tuple[str, At, str]]()
        Proof(script, lambda *one, found=found: found.append(one), facts).list("", View())
        if facts.size() == known:
            # It learnt nothing on its way, so it saw the whole flow by what is true of it.
            break
    for code, at, message in found:
        report(code, at, message)


class Proof(Opening, Keeping, Moments):
    """One walk over one flow."""

    def list(self, name: str, view: View) -> None:
        """Walk a list of nodes."""
        for node_id in self.script.lists.get(name, ()):
            if node_id in self.script.nodes:
                self.node(self.script.nodes[node_id], view)

    def node(self, node: Node, view: View) -> None:  # noqa: C901 - one branch a verb
        """Walk one node, and what hangs below it."""
        if node.id in self.facts.bent:
            view = view.since(join(view.because, self.facts.bent[node.id]), heard=view.heard)
        self.stuck(node, view)
        if node.when is not None:
            view = self.under(node.when, node.at, view)
        match node:
            case Say():
                self.say(node, view)
            case Ask():
                self.ask(node, view)
            case Set():
                for target, expression in node.values:
                    self.owned(expression.names, node.at, view)
                    self.assign(target, expression.names, node, view)
            case If():
                inner = self.under(node.test, node.at, view)
                self.list(f"{node.id}.do", inner)
                self.list(f"{node.id}.else", inner)
            case Match():
                inner = self.under(node.subject, node.at, view)
                for case in node.cases:
                    self.list(f"{node.id}.cases.{case}", inner)
                self.list(f"{node.id}.else", inner)
            case Each():
                self.each(node, view)
            case Ready():
                self.ready(node, view)
            case Reveal():
                self.public_way(node, view, "F055")
                self.list(f"{node.id}.shown", self.opened(node, view))
                self.list(f"{node.id}.withheld", view)
            case Wait() | WaitUntil():
                self.wait(node, view)
            case Act():
                self.act(node, view)
            case WaitFor():
                self.wait(node, view)
                self.reminders(node.policy, node, view)
                self.list(f"{node.id}.missed", self.alone(view))
            case Repeat():
                inner = self.under(node.until, node.at, view) if node.until else view
                self.public_way(node, inner, "F055")
                self.list(f"{node.id}.do", inner)
            case Call():
                self.call(node, view)
            case Goto():
                self.facts.bend(self.script, node, view.because)
                self.public_way(node, view, "F055")
            case Mark():
                self.public_way(node, view, "F055")
            case End():
                if view.private_lane and not self.script.alone:
                    self.report(
                        "F055", node.at,
                        "'end' inside a private lane would tell the other how far this one came; "
                        "let the lane come to its end",
                    )  # fmt: skip
                self.public_way(node, view, "F055")

    # What each kind may do

    def say(self, node: Say, view: View) -> None:
        """Check a message against its readers."""
        to = node.to
        if to is None:
            to = To.BOTH if view.lane is None else To.ME if view.private_lane else To.GROUP
        reader = self.reader(to, view)
        picture = [Name(*node.media.split(".", 1))] if node.media is not None else []
        if view.lane is None and to in (To.ME, To.PARTNER):
            self.report("F041", node.at, "outside a lane there is no 'me'; name the reader")
        if view.lane is None and to is To.GROUP:
            self.owned(node.text.names, node.at, view)
        self.owned(picture, node.at, view)
        if view.private_lane and reader != SELF:
            self.report(
                "F056", node.at,
                f"a message to {to.value} from a private lane tells when this partner came here; "
                "say it after the lanes have joined",
            )  # fmt: skip
        if node.once and view.lane is not None:
            # Whether it was said in private decides whether it is said in the room.
            label = self.facts.once(node.id, self.alone(view).because)
            view = view.since(join(view.because, label), heard=view.heard)
            if view.because != PUBLIC and not view.private_lane:
                self.report(
                    "F051", node.at,
                    f"'once' in the room is once for both, and here it depends on "
                    f"{self.said(view.because)}; say it without 'once'",
                )  # fmt: skip
        self.text(node.text, reader, node.at, view)
        self.shown(picture, reader, node.at, view)

    def ask(self, node: Ask, view: View) -> None:
        """Check a question, and where its answer goes."""
        if view.lane is None:
            self.report("F041", node.at, "a question stands inside 'each', so that it has somebody")
        reader = PUBLIC if view.place is Place.GROUP else SELF
        self.text(node.text, reader, node.at, view)
        if node.retry is not None:
            self.text(node.retry, reader, node.at, view)
        self.agreed(node, view)
        self.reminders(node.policy, node, view)
        inner, test = view, tuple[Name, ...]()
        if node.check is not None:
            # Which answers are refused is told by how the question goes on.
            inner = self.under(node.check, node.at, view)
            if not view.private_lane:
                self.public_way(node, inner, "F055")
            elif not self.mine(node.save):
                test = tuple(name for name in node.check.names if f"my.{name.field}" != node.save)
        if node.save is not None:
            self.assign(node.save, test, node, view)
        self.list(f"{node.id}.gave_up", self.alone(inner))
        self.list(f"{node.id}.missed", self.alone(view))

    def alone(self, view: View) -> View:
        """Go where somebody in a private lane comes for a reason that is theirs alone."""
        return view.since(join(view.because, SELF), heard=view.heard) if view.private_lane else view

    def each(self, node: Each, view: View) -> None:
        """Check the lanes of a fork, and its reminders."""
        self.public_way(node, view, "F055")
        if node.turns and node.place is Place.PRIVATE:
            self.report(
                "F056", node.at,
                "in private, 'order: turns' would tell the second when the first was through; let "
                "both answer at once, or take turns in the room",
            )  # fmt: skip
        for role in node.bodies:
            key = "do" if f"{node.id}.do" in self.script.lists else (role or Role.HURT).value
            lane = SELF if role is None else role.value
            inner = replace(view, lane=lane, place=node.place, fork=node.id)
            self.list(f"{node.id}.{key}", inner)
            reader = PUBLIC if node.place is Place.GROUP else SELF
            for reminder in node.policy.remind:
                self.text(reminder.say, reader, node.at, inner)
        self.list(f"{node.id}.missed", view)

    def ready(self, node: Ready, view: View) -> None:
        """Check the double-blind press; behind lanes each is asked as soon as they are through."""
        self.public_way(node, view, "F055")
        forks = [one.id for one in self.script.nodes.values() if self.behind(one) is node]
        for fork in forks or [""]:
            mine = replace(view, lane=SELF, fork=fork)
            tests = node.when.names if node.when is not None else ()
            for name in tests:
                if self.aloud(name) and self.label(name, mine) != PUBLIC:
                    self.report(
                        "F051", node.at,
                        f"'{name}' is answered in the lanes before this, and whether one is asked "
                        "here would tell how far the other has come; leave the condition out",
                    )  # fmt: skip
            for text in (node.text, *(one.say for one in node.policy.remind)):
                self.text(text, SELF, node.at, mine)
        self.list(f"{node.id}.missed", view)

    def reminders(self, policy: Policy, node: Node, view: View) -> None:
        """Check what is said while somebody is waited for."""
        reader = SELF if view.private_lane else PUBLIC
        for reminder in policy.remind:
            self.text(reminder.say, reader, node.at, view)

    def call(self, node: Call, view: View) -> None:
        """Walk a block or another flow where it is called, and check what goes in and out."""
        for target, expression in node.given:
            self.owned(expression.names, node.at, view)
            self.assign(target, expression.names, node, view)
        if node.flow and view.lane is not None and not self.script.alone:
            said = "another flow is called outside lanes; in a lane, call a block"
            self.report("F041", node.at, said)
        if node.save is not None:
            self.assign(node.save, (), node, view)
        if node.id not in view.calls:
            self.list(node.block, replace(view, calls=(*view.calls, node.id)))

    def act(self, node: Act, view: View) -> None:
        """Check what an action is given, and what it gives back."""
        if not view.private_lane:
            self.public_way(node, view, "F056")
        names = tuple(name for _, expression in node.given for name in expression.names)
        self.owned(names, node.at, view)
        label = self.of(names, view)
        deed = DEEDS[node.deed]
        if deed.whose is Whose.MINE and not view.private_lane:
            self.report(
                "F052", node.at,
                f"'{node.deed}' is about what one partner alone may read; it belongs in a private "
                "lane",
            )  # fmt: skip
        if deed.whose is Whose.JOINT and label != PUBLIC:
            self.report(
                "F052", node.at,
                f"'{node.deed}' is about what both may read, and takes on {self.said(label)}; "
                "a reveal comes first",
            )  # fmt: skip
        if deed.whose is Whose.JOINT and deed.writes and view.private_lane:
            self.laid(node, names, view)
        if view.private_lane and label not in (PUBLIC, SELF):
            self.report("F052", node.at, f"the deed here takes on {self.said(label)}")
        for target, _ in node.saves:
            self.found(target, names, node, view)
