"""
Prove that a flow keeps its secrets.

Every value has readers: one partner, or both. This walks the flow as both partners would and
carries along whose private answers decided that a node is reached. A text, an assignment, a jump
or a moment that would carry a private value to somebody who may not read it is a mistake:

F050 a text shows it · F051 a text appears because of it · F052 a shared variable takes it on ·
F053 a consent names less than is shown · F054 shown without consent of both · F055 the way of
the whole run depends on it · F056 a moment depends on it · F057 consent asked in the room. On the
way it finds what has no owner where it stands: F041. It is one module because it is one proof: a
rule left out of sight is a leak.

The lattice is small: PUBLIC below every owner, NOBODY above two different ones.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from bot.flow.expr import PROFILE, Expression, Name
from bot.flow.facts import BOTH, NOBODY, OTHER, PUBLIC, SELF, Facts, join
from bot.flow.kinds import Consent
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
from bot.flow.text import Template
from bot.model.couple import Role

Report = Callable[[str, At, str], None]


_ALONE = {role.value: frozenset({role}) for role in Role}


@dataclass(frozen=True, slots=True)
class View:
    """
    Where the walk stands.

    ``lane``: outside lanes None; inside, whose it is (a role, or ``self`` when both go the same
    way). ``fork`` is what opened the lane. ``because`` is the label of what decided that we are
    here. ``open`` are the answers that a reveal has just opened, and whose; ``reveals`` are the
    reveals we are below.
    """

    lane: str | None = None
    place: Place = Place.PRIVATE
    fork: str = ""
    because: str = PUBLIC
    open: frozenset[tuple[Role, str]] = frozenset()
    reveals: tuple[str, ...] = ()
    calls: tuple[str, ...] = ()

    @property
    def private_lane(self) -> bool:
        """Say whether this is one partner alone with the bot."""
        return self.lane is not None and self.place is Place.PRIVATE

    def roles(self, scope: str) -> frozenset[Role]:
        """Say whose answers a scope can mean here."""
        if scope in _ALONE:
            return _ALONE[scope]
        mine = _ALONE.get(self.lane or "")
        if scope in ("a", "b") or mine is None:
            return BOTH
        return BOTH - mine if scope == "partner" else mine


def prove(script: Script, report: Report) -> None:
    """Report every way in which a private value could reach the other."""
    facts, known = Facts(), -1
    while known < facts.size():
        known = facts.size()
        Proof(script, _unheard, facts).list("", View())
    Proof(script, report, facts).list("", View())


def _unheard(code: str, at: At, message: str) -> None:
    """Report nothing."""


class Proof:
    """One walk over one flow."""

    def __init__(self, script: Script, report: Report, facts: Facts) -> None:
        self.script = script
        self.report = report
        self.facts = facts

    def list(self, name: str, view: View) -> None:
        """Walk a list of nodes."""
        for node_id in self.script.lists.get(name, ()):
            if node_id in self.script.nodes:
                self.node(self.script.nodes[node_id], view)

    def node(self, node: Node, view: View) -> None:  # noqa: C901 - one branch a verb
        """Walk one node, and what hangs below it."""
        if node.id in self.facts.bent:
            view = replace(view, because=join(view.because, self.facts.bent[node.id]))
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
                    self.assign(target, self.of(expression.names, view), node, view)
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
                self.public_way(node, view, "F055")
                for text in (node.text, *(one.say for one in node.policy.remind)):
                    self.text(text, SELF, node.at, replace(view, lane=SELF))
                self.list(f"{node.id}.missed", view)
            case Reveal():
                self.reveal(node, view)
            case Wait() | WaitUntil() | Act():
                self.wait(node, view)
            case WaitFor():
                self.wait(node, view)
                self.reminders(node.policy, node, view)
                self.list(f"{node.id}.missed", view)
            case Repeat():
                inner = self.under(node.until, node.at, view) if node.until else view
                self.public_way(node, inner, "F055")
                self.list(f"{node.id}.do", inner)
            case Call():
                for target, expression in node.given:
                    self.owned(expression.names, node.at, view)
                    self.assign(target, self.of(expression.names, view), node, view)
                if node.flow and view.lane is not None:
                    said = "another flow is called outside lanes; in a lane, call a block"
                    self.report("F041", node.at, said)
                if node.save is not None:
                    self.assign(node.save, PUBLIC, node, view)
                if node.block not in view.calls:
                    self.list(node.block, replace(view, calls=(*view.calls, node.block)))
            case Goto():
                self.facts.bend(self.script, node, view.because)
                self.public_way(node, view, "F055")
            case Mark():
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
        if view.lane is None and to in (To.ME, To.PARTNER):
            self.report("F041", node.at, "outside a lane there is no 'me'; name the reader")
        if view.lane is None and to is To.GROUP:
            self.owned(node.text.names, node.at, view)
        if view.private_lane and reader != SELF:
            self.report(
                "F056", node.at,
                f"a message to {to.value} from a private lane tells when this partner came here; "
                "say it after the lanes have joined",
            )  # fmt: skip
        self.text(node.text, reader, node.at, view)

    def ask(self, node: Ask, view: View) -> None:
        """Check a question, and where its answer goes."""
        if view.lane is None:
            self.report("F041", node.at, "a question stands inside 'each', so that it has somebody")
        reader = PUBLIC if view.place is Place.GROUP else SELF
        self.text(node.text, reader, node.at, view)
        if node.retry is not None:
            self.text(node.retry, reader, node.at, view)
        if isinstance(node.kind, Consent) and view.place is Place.GROUP:
            self.report("F057", node.at, "consent is asked in private, never in front of the other")
        self.reminders(node.policy, node, view)
        if node.save is not None:
            self.assign(node.save, PUBLIC, node, view)
        inner = view
        if node.check is not None:
            # Which answers are refused is told by how the question goes on.
            inner = self.under(node.check, node.at, view)
            if not view.private_lane:
                self.public_way(node, inner, "F055")
        self.list(f"{node.id}.gave_up", inner)
        self.list(f"{node.id}.missed", view)

    def assign(self, target: str, label: str, node: Node, view: View) -> None:
        """Check that a value lands where its readers may read it."""
        variable = self.script.variables.get(target)
        if variable is None:
            return
        private = variable.private and variable.scope == "my"
        self.learn(target, node, view)
        if view.lane is None and variable.scope == "my":
            self.report(
                "F041", node.at,
                f"outside a lane there is no 'my'; '{target}' has no owner here",
            )  # fmt: skip
        if isinstance(node, Ask) and isinstance(node.kind, Consent) and not private:
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
        elif join(label, view.because) not in (PUBLIC, SELF if private else PUBLIC):
            self.report(
                "F052", node.at,
                f"'{target}' may be read by {'its owner' if private else 'both'}, but "
                f"takes on {self.said(join(label, view.because))}",
            )  # fmt: skip

    def learn(self, target: str, node: Node, view: View) -> None:
        """Note where a variable gets its value."""
        fork = view.fork if view.private_lane else ""
        spoken = isinstance(node, Ask) and view.place is Place.GROUP
        self.facts.written(
            target, node.id, view.roles("my"), fork, () if spoken else view.reveals
        )  # fmt: skip

    def each(self, node: Each, view: View) -> None:
        """Check the lanes of a fork, and its reminders."""
        self.public_way(node, view, "F055")
        for role in node.bodies:
            key = "do" if f"{node.id}.do" in self.script.lists else (role or Role.HURT).value
            lane = SELF if role is None else role.value
            inner = replace(view, lane=lane, place=node.place, fork=node.id)
            self.list(f"{node.id}.{key}", inner)
            reader = PUBLIC if node.place is Place.GROUP else SELF
            for reminder in node.policy.remind:
                self.text(reminder.say, reader, node.at, inner)
        self.list(f"{node.id}.missed", view)

    def reminders(self, policy: Policy, node: Node, view: View) -> None:
        """Check what is said while somebody is waited for."""
        reader = SELF if view.private_lane else PUBLIC
        for reminder in policy.remind:
            self.text(reminder.say, reader, node.at, view)

    def wait(self, node: Wait | WaitUntil | WaitFor | Act, view: View) -> None:
        """Check that nobody can read an answer off a pause, and what an action gives back."""
        if not view.private_lane:
            self.public_way(node, view, "F056")
        if isinstance(node, Act):
            given: str = PUBLIC
            for expression in node.given:
                self.owned(expression.names, node.at, view)
                given = join(given, self.of(expression.names, view))
            if node.save is not None:
                self.assign(node.save, given, node, view)
            elif view.private_lane and given not in (PUBLIC, SELF):
                self.report("F052", node.at, f"the action here takes on {self.said(given)}")

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
        read = [name for name in node.text.names if node.to is To.GROUP or name.scope == "my"]
        self.owned(read, node.at, view)
        named = frozenset((role, name) for role in Role for name in node.names)
        self.text(node.text, PUBLIC, node.at, replace(view, open=view.open | named))
        opened: set[tuple[Role, str]] = set()
        for role in Role:
            need = node.needs.get(role, node.needs.get(None))
            if need is None:
                self.report("F054", node.at, f"'needs' has no consent of the {role.value} partner")
                continue
            opened |= {(role, name) for name in self.consent(node, role, need)}
        fresh = self.facts.fresh.get(node.id, frozenset())
        kept = frozenset(one for one in view.open | opened if one[1] not in fresh)
        below = replace(view, open=kept, reveals=(*view.reveals, node.id))
        self.list(f"{node.id}.shown", below)
        self.list(f"{node.id}.withheld", view)

    def consent(self, node: Reveal, role: Role, need: str) -> Iterable[str]:
        """
        Check one partner's consent: asked as such, by nothing else set, and wide enough.

        Gives what it opens.
        """
        real = self.facts.consents(self.script, need, role)
        if not real:
            self.report(
                "F054", node.at,
                f"'{need}' has to come from a 'consent' question to the {role.value} partner, and "
                "from nowhere else",
            )  # fmt: skip
            return ()
        named = [name for name in node.names if all(name in kind.shows for kind in real)]
        for name in self.shown_of(node, role):
            if name not in named:
                self.report(
                    "F053", node.at,
                    f"'{name}' of the {role.value} partner is shown, but the consent '{need}' does "
                    f"not name it; add it to its 'shows'",
                )  # fmt: skip
        return named

    def shown_of(self, node: Reveal, role: Role) -> Iterable[str]:
        """List the revealed variables of one partner that somebody will read."""
        below = [
            other for other in self.script.nodes.values() if node.id in self.script.around[other.id]
        ]
        texts = [node.text, *(one.text for one in below if isinstance(one, Say | Ask | Ready))]
        anywhere = {name.field for text in texts for name in text.names}
        read = {name.field for name in node.text.names if role in View().roles(name.scope)}
        return [name for name in node.names if name in read or name not in anywhere]

    # Labels

    def owned(self, names: Iterable[Name], at: At, view: View) -> None:
        """Demand that names have somebody they belong to, outside lanes."""
        for name in names:
            if view.lane is None and name.scope in ("my", "me", "partner"):
                self.report(
                    "F041", at,
                    f"outside a lane there is no '{name}'; write whose: hurt.{name.field}, "
                    f"repairing.{name.field}, a.{name.field} or b.{name.field}",
                )  # fmt: skip

    def under(self, test: Expression, at: At, view: View) -> View:
        """Go below a condition."""
        self.owned(test.names, at, view)
        label = self.of(test.names, view)
        if view.private_lane and label not in (PUBLIC, SELF):
            self.report(
                "F051", at,
                f"what happens in this lane depends on {self.said(label)}, and this partner would "
                "notice: a pause, or that nothing comes",
            )  # fmt: skip
        return replace(view, because=join(view.because, label))

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
        if name.scope in ("run", "couple", "in"):
            return PUBLIC
        variable = self.script.variables.get(f"my.{name.field}")
        owner = self.same(name.scope, view)
        if variable is None or all(
            (role, name.field) in view.open for role in view.roles(name.scope)
        ):
            return PUBLIC
        if variable.private or (owner != SELF and self.too_early(name, view)):
            return owner
        return PUBLIC

    def too_early(self, name: Name, view: View) -> bool:
        """Say whether a lane behind the veil could see by this how far the other has come."""
        return view.private_lane and name.field in self.facts.early.get(view.fork, ())

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
