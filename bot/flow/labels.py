"""
Prove that a flow keeps its secrets.

Every value has readers: one partner, or both. This walks the flow as both partners would and
carries along whose private answers decided that a node is reached. A text, an assignment, a jump
or a moment that would carry a private value to somebody who may not read it is a mistake:

F050 a text shows it · F051 a text appears because of it · F052 a shared variable takes it on ·
F053 a consent names less than is shown · F054 shown without consent of both · F055 the way of
the whole run depends on it · F056 a moment depends on it · F057 consent asked in the room.

The lattice is small: PUBLIC below every owner, NOBODY above two different ones.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bot.flow.expr import PROFILE, Expression, Name
from bot.flow.script import (
    Act,
    Ask,
    At,
    Call,
    Consent,
    Each,
    End,
    Goto,
    If,
    Mark,
    Match,
    Node,
    Place,
    Ready,
    Repeat,
    Reveal,
    Say,
    Script,
    Set,
    To,
    Wait,
)  # fmt: skip
from bot.flow.text import Template
from bot.model.couple import Role

PUBLIC, NOBODY, SELF, OTHER = "", "?", "self", "other"

Report = Callable[[str, At, str], None]


@dataclass(frozen=True, slots=True)
class View:
    """
    Where the walk stands.

    ``lane``: outside lanes None; inside, whose it is (a role, or ``self`` when both go the same
    way). ``because`` is the label of what decided that we are here. ``open`` are the variables
    that a reveal has just opened.
    """

    lane: str | None = None
    place: Place = Place.PRIVATE
    because: str = PUBLIC
    open: frozenset[str] = frozenset()
    calls: tuple[str, ...] = ()

    @property
    def private_lane(self) -> bool:
        """Say whether this is one partner alone with the bot."""
        return self.lane is not None and self.place is Place.PRIVATE


def prove(script: Script, report: Report) -> None:
    """Report every way in which a private value could reach the other."""
    Proof(script, report).list("", View())


def join(one: str, two: str) -> str:
    """Give the label of something that depends on both."""
    if PUBLIC in (one, two) or one == two:
        return one or two
    return NOBODY


class Proof:
    """One walk over one flow."""

    def __init__(self, script: Script, report: Report) -> None:
        self.script = script
        self.report = report

    def list(self, name: str, view: View) -> None:
        """Walk a list of nodes."""
        for node_id in self.script.lists.get(name, ()):
            if node_id in self.script.nodes:
                self.node(self.script.nodes[node_id], view)

    def node(self, node: Node, view: View) -> None:  # noqa: C901 - one branch a verb
        """Walk one node, and what hangs below it."""
        if node.when is not None:
            view = self.under(node.when, view)
        match node:
            case Say():
                self.say(node, view)
            case Ask():
                self.ask(node, view)
            case Set():
                for target, expression in node.values:
                    self.assign(target, self.of(expression.names, view), node, view)
            case If():
                inner = self.under(node.test, view)
                self.list(f"{node.id}.do", inner)
                self.list(f"{node.id}.else", inner)
            case Match():
                inner = self.under(node.subject, view)
                for case in node.cases:
                    self.list(f"{node.id}.cases.{case}", inner)
                self.list(f"{node.id}.else", inner)
            case Each():
                self.each(node, view)
            case Ready():
                self.public_way(node, view, "F055")
                self.text(node.text, SELF, node.at, replace(view, lane=SELF))
                self.list(f"{node.id}.missed", view)
            case Reveal():
                self.reveal(node, view)
            case Wait() | Act():
                self.wait(node, view)
            case Repeat():
                inner = self.under(node.until, view) if node.until else view
                self.public_way(node, inner, "F055")
                self.list(f"{node.id}.do", inner)
            case Call():
                if node.block not in view.calls:
                    self.list(node.block, replace(view, calls=(*view.calls, node.block)))
            case Goto() | Mark():
                self.public_way(node, view, "F055")
            case End():
                if view.private_lane:
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
        if view.private_lane and reader != SELF:
            self.report(
                "F056", node.at,
                f"a message to {to.value} from a private lane tells when this partner came here; "
                "say it after the lanes have joined",
            )  # fmt: skip
        self.text(node.text, reader, node.at, view)

    def ask(self, node: Ask, view: View) -> None:
        """Check a question, and where its answer goes."""
        reader = PUBLIC if view.place is Place.GROUP else SELF
        self.text(node.text, reader, node.at, view)
        if node.retry is not None:
            self.text(node.retry, reader, node.at, view)
        if isinstance(node.kind, Consent) and view.place is Place.GROUP:
            self.report("F057", node.at, "consent is asked in private, never in front of the other")
        if node.save is not None:
            told = PUBLIC if view.place is Place.GROUP else view.because
            self.assign(node.save, told, node, view)

    def assign(self, target: str, label: str, node: Node, view: View) -> None:
        """Check that a value lands where its readers may read it."""
        variable = self.script.variables.get(target)
        if variable is None:
            return
        if target.startswith("run.") and view.private_lane:
            self.report(
                "F052", node.at,
                f"'{target}' is shared, and this is a private lane: the other could tell what was "
                f"answered or that it was; use my.{variable.name}",
            )  # fmt: skip
        elif join(label, view.because) not in (PUBLIC, SELF if variable.private else PUBLIC):
            self.report(
                "F052", node.at,
                f"'{target}' may be read by {'its owner' if variable.private else 'both'}, but "
                f"takes on {self.said(join(label, view.because))}",
            )  # fmt: skip

    def each(self, node: Each, view: View) -> None:
        """Check the lanes of a fork, and its reminders."""
        self.public_way(node, view, "F055")
        for role in node.bodies:
            key = "do" if f"{node.id}.do" in self.script.lists else (role or Role.HURT).value
            lane = SELF if role is None else role.value
            self.list(f"{node.id}.{key}", replace(view, lane=lane, place=node.place))
        reader = PUBLIC if node.place is Place.GROUP else SELF
        for reminder in node.policy.remind:
            self.text(reminder.say, reader, node.at, replace(view, lane=SELF, place=node.place))
        self.list(f"{node.id}.missed", view)

    def wait(self, node: Wait | Act, view: View) -> None:
        """Check that nobody can read an answer off a pause, and what an action gives back."""
        if not view.private_lane:
            self.public_way(node, view, "F056")
        if isinstance(node, Act):
            given: str = PUBLIC
            for expression in node.given:
                given = join(given, self.of(expression.names, view))
            if node.save is not None:
                self.assign(node.save, given, node, view)

    def public_way(self, node: Node, view: View, code: str) -> None:
        """Refuse that a private answer decides what both will notice."""
        if view.because != PUBLIC and not view.private_lane:
            self.report(
                code, node.at,
                f"whether this happens depends on {self.said(view.because)}, and both would notice",
            )  # fmt: skip

    # Reveals

    def reveal(self, node: Reveal, view: View) -> None:
        """Check that both consented to at least what is shown."""
        self.public_way(node, view, "F055")
        opened = replace(view, open=view.open | frozenset(node.names))
        self.text(node.text, PUBLIC, node.at, opened)
        for role in Role:
            need = node.needs.get(role, node.needs.get(None))
            if need is None:
                self.report("F054", node.at, f"'needs' has no consent of the {role.value} partner")
                continue
            self.consent(node, role, need)
        self.list(f"{node.id}.shown", opened)
        self.list(f"{node.id}.withheld", view)

    def consent(self, node: Reveal, role: Role, need: str) -> None:
        """Check one partner's consent: asked as such, by nothing else set, and wide enough."""
        asked = [
            ask
            for ask in self.script.nodes.values()
            if isinstance(ask, Ask) and ask.save == f"my.{need}" and role in self.roles(ask)
        ]
        real = [ask.kind for ask in asked if isinstance(ask.kind, Consent)]
        forged = len(real) < len(asked) or any(
            target == f"my.{need}"
            for other in self.script.nodes.values()
            if isinstance(other, Set)
            for target, _ in other.values
        ) or any(
            isinstance(other, Act) and other.save == f"my.{need}"
            for other in self.script.nodes.values()
        )  # fmt: skip
        if not real or forged:
            self.report(
                "F054", node.at,
                f"'{need}' has to come from a 'consent' question to the {role.value} partner, and "
                "from nowhere else",
            )  # fmt: skip
            return
        for name in self.shown_of(node, role):
            if any(name not in kind.shows for kind in real):
                self.report(
                    "F053", node.at,
                    f"'{name}' of the {role.value} partner is shown, but the consent '{need}' does "
                    f"not name it; add it to its 'shows'",
                )  # fmt: skip

    def shown_of(self, node: Reveal, role: Role) -> Iterable[str]:
        """List the revealed variables of one partner that somebody will read."""
        below = [
            other for other in self.script.nodes.values() if node.id in self.script.around[other.id]
        ]
        texts = [node.text, *(one.text for one in below if isinstance(one, Say | Ask | Ready))]
        names = {name for text in texts for name in text.names}
        owners = {role.value, "a", "b", "my", "partner"}
        read = {name.field for name in names if name.scope in owners}
        anywhere = {name.field for name in names}
        return [name for name in node.names if name in read or name not in anywhere]

    def roles(self, ask: Ask) -> tuple[Role, ...]:
        """Say who is asked this."""
        fork = self.script.fork_of(ask.id)
        if fork is None:
            return tuple(Role)
        for role in fork.bodies:
            if role is not None and self.inside(ask.id, f"{fork.id}.{role.value}"):
                return (role,)
        only = [role for role in fork.bodies if role is not None]
        return tuple(only) if len(fork.bodies) == 1 and only else tuple(Role)

    def inside(self, node: str, name: str) -> bool:
        """Say whether a node hangs somewhere below a list."""
        top = self.script.lists.get(name, ())
        return node in top or any(outer in top for outer in self.script.around[node])

    # Labels

    def under(self, test: Expression, view: View) -> View:
        """Go below a condition."""
        return replace(view, because=join(view.because, self.of(test.names, view)))

    def text(self, text: Template, reader: str, at: At, view: View) -> None:
        """Check a text against who reads it, and why it appears."""
        for name in text.names:
            label = self.label(name, view)
            if label not in (PUBLIC, reader):
                self.report(
                    "F050", at,
                    f"'{{{name}}}' is private and would be read by {self.reads(reader)}; only a "
                    "reveal may show it",
                )  # fmt: skip
        if view.because not in (PUBLIC, reader):
            self.report(
                "F051", at,
                f"this appears only because of {self.said(view.because)}, so "
                f"{self.reads(reader)} could tell what was answered",
            )  # fmt: skip

    def of(self, names: Iterable[Name], view: View) -> str:
        """Give the label of what is made from these names."""
        label: str = PUBLIC
        for name in names:
            label = join(label, self.label(name, view))
        return label

    def label(self, name: Name, view: View) -> str:
        """Say who may read a name here."""
        if name.field in PROFILE and name.scope not in ("my", "run"):
            return PUBLIC
        if name.scope in ("run", "couple"):
            return PUBLIC
        variable = self.script.variables.get(f"my.{name.field}")
        if variable is None or not variable.private or name.field in view.open:
            return PUBLIC
        return self.same(name.scope, view)

    def same(self, owner: str, view: View) -> str:
        """Give an owner's label as this lane sees it."""
        if owner in ("my", "me"):
            return SELF
        if owner == "partner":
            return OTHER
        if view.lane in (Role.HURT.value, Role.REPAIRING.value) and owner in ("hurt", "repairing"):
            return SELF if owner == view.lane else OTHER
        return owner

    def reader(self, to: To, view: View) -> str:
        """Give the label that a message's readers may read."""
        if to in (To.BOTH, To.GROUP):
            return PUBLIC
        if to is To.ME:
            return SELF
        return self.same(to.value, view)

    def reads(self, reader: str) -> str:
        """Name readers in a sentence."""
        return {PUBLIC: "both", SELF: "this partner", OTHER: "the other partner"}.get(
            reader, f"the {reader} partner"
        )

    def said(self, label: str) -> str:
        """Name the owner of an answer in a sentence."""
        return {
            SELF: "what this partner answered in private",
            OTHER: "what the other partner answered in private",
            NOBODY: "what both answered in private",
        }.get(label, f"what '{label}' answered in private")
