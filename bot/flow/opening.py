"""
Prove that a reveal shows only what both agreed to.

F053 a consent names less than is shown · F054 shown without the consent of both · F057 consent
asked in the room.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.flow.facts import PUBLIC
from bot.flow.kinds import Consent
from bot.flow.readers import Readers, alike_name
from bot.flow.script import Ask, Place, Ready, Reveal, Say, To
from bot.flow.view import View
from bot.model.couple import Role


class Opening(Readers):
    """Consents, and what they open."""

    def agreed(self, node: Ask, view: View) -> None:
        """Check that a question for consent leaves people free, and is asked each time anew."""
        if not isinstance(node.kind, Consent):
            return
        if view.place is Place.GROUP:
            self.report("F057", node.at, "consent is asked in private, never in front of the other")
        if node.check is not None:
            self.report(
                "F054", node.at,
                "this would ask again until the answer is the right one, and that is no consent; "
                "leave out 'check'",
            )  # fmt: skip
        variable = self.script.variables.get(node.save or "")
        if variable is not None and variable.default is True:
            self.report(
                "F054", variable.at,
                f"'{node.save}' holds a consent and would begin as a yes, before anybody was "
                "asked; leave out 'default'",
            )  # fmt: skip
        if variable is not None and variable.keep:
            self.report(
                "F054", variable.at,
                f"'{node.save}' holds a consent, and a consent is for one time; leave out 'keep'",
            )  # fmt: skip

    def opened(self, node: Reveal, view: View) -> View:
        """Check that both consented to at least what is shown; give the view below it."""
        read = [name for name in node.text.names if node.to is To.GROUP or name.scope == "my"]
        self.owned(read, node.at, view)
        named = frozenset(
            (role, one) for role in Role for name in node.names for one in (name, alike_name(name))
        )
        self.text(node.text, PUBLIC, node.at, replace(view, open=view.open | named))
        # What is shown only as far as both said the same opens nothing that one of them said.
        whole = {name.field for name in node.text.names if name.scope != "both"}
        overlaps = {name.field for name in node.text.names if name.scope == "both"} - whole
        opened: set[tuple[Role, str]] = set()
        for role in Role:
            need = node.needs.get(role, node.needs.get(None))
            if need is None:
                self.report("F054", node.at, f"'needs' has no consent of the {role.value} partner")
                continue
            opened |= {
                (role, alike_name(name) if name in overlaps else name)
                for name in self.consent(node, role, need)
            }
        fresh = self.facts.fresh.get(node.id, frozenset())
        kept = frozenset(one for one in view.open | opened if one[1].lstrip("&") not in fresh)
        return replace(view, open=kept, reveals=(*view.reveals, node.id))

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
