"""
Say who may read what, at one place of a flow.

The lattice is small: PUBLIC below every owner, NOBODY above two different ones.
"""

from collections.abc import Callable, Iterable

from bot.flow.expr import PROFILE, Expression, Name
from bot.flow.facts import NOBODY, OTHER, PUBLIC, SELF, Facts, join
from bot.flow.script import At, Script, To, Variable
from bot.flow.text import Template
from bot.flow.view import View
from bot.model.couple import Role

Report = Callable[[str, At, str], None]


class Readers:
    """Gives labels, and holds texts and conditions against them."""

    def __init__(self, script: Script, report: Report, facts: Facts) -> None:
        self.script = script
        self.report = report
        self.facts = facts

    def owned(self, names: Iterable[Name], at: At, view: View) -> None:
        """Demand that names have somebody they belong to, outside lanes."""
        for name in names:
            if view.lane is None and name.scope in ("my", "me", "mine", "partner"):
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
        heard = view.heard or self.own_aloud(test.names, view)
        return view.since(join(view.because, label), heard=heard)

    def aloud(self, name: Name) -> bool:
        """Say whether a name is an answer that both may read."""
        variable = self.script.variables.get(f"my.{name.field}")
        return name.scope not in ("run", "in") and variable is not None and not private(variable)

    def own_aloud(self, names: Iterable[Name], view: View) -> bool:
        """Say whether an answer of this lane's person, which both may read, is among them."""
        return any(self.aloud(one) and self.same(one.scope, view) == SELF for one in names)

    def text(self, text: Template, reader: str, at: At, view: View) -> None:
        """Check a text against who reads it, and why it appears."""
        self.shown(text.names, reader, at, view)
        self.appears(reader, at, view)

    def shown(self, names: Iterable[Name], reader: str, at: At, view: View) -> None:
        """Check what is shown against who reads it."""
        for name in names:
            label = self.label(name, view)
            if label not in (PUBLIC, reader):
                self.report(
                    "F050", at,
                    f"'{{{name}}}' is private and would be read by {self.reads(reader)}; only a "
                    "reveal may show it",
                )  # fmt: skip

    def appears(self, reader: str, at: At, view: View) -> None:
        """Check that who reads something may know why it comes."""
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
        if name.scope == "mine":
            return SELF
        variable = self.script.variables.get(f"my.{name.field}")
        if name.scope == "both":
            opened = all((role, alike_name(name.field)) in view.open for role in Role)
            open_anyhow = variable is None or not (variable.private or self.too_early(name, view))
            return PUBLIC if opened or open_anyhow else NOBODY
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


def alike_name(field: str) -> str:
    """Name what both answered alike, apart from what each answered."""
    return f"&{field}"


def private(variable: Variable) -> bool:
    """Say whether only its owner may read a variable."""
    return variable.private and variable.scope == "my"
