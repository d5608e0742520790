"""
Find where a newer flow would keep less than the older one promised.

People answered under the older one: what was private stays private, and what they agreed to show
is all that is shown. A promise belongs to a name, so the way out is always a new name.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from bot.flow.facts import Facts
from bot.flow.kinds import Consent
from bot.flow.labels import Proof, View
from bot.flow.script import Ask, At, Node, Reveal, Script, Variable
from bot.flow.text import Template
from bot.model.couple import Role
from bot.model.words import Label


@dataclass(frozen=True, slots=True)
class Reason:
    """
    Why a flow is refused, or a run stays with the version it began with.

    ``node`` is its id (or a variable's name) as the older flow has it, "" for the whole. ``line``
    is where the newer file speaks of it, 1 where it does not. ``code`` is set where it is refused.
    """

    node: str
    line: int
    said: str
    code: str = ""


Now = Callable[[str], str]
"""Gives the name that a node of the older flow has in the newer one."""


def broken(old: Script, new: Script, now: Now, awaited: Collection[str]) -> Iterator[Reason]:
    """Give every promise of the older flow that the newer one breaks."""
    for name, variable in old.variables.items():
        if name in new.variables:
            yield from _labels(name, variable, new.variables[name])
    before, after = Sources(old), Sources(new)
    yield from _consents(before, after, now)
    yield from _reveals(before, after)
    for outcome in old.outcomes:
        if outcome in awaited and outcome not in new.outcomes:
            said = f"the outcome '{outcome}' is gone, and another flow waits for it; keep it"
            yield Reason("", 1, said, "U005")


def mistaken(old: Script, new: Script) -> Iterator[Reason]:
    """
    Give what an older run could hold that the newer flow would take for something else.

    Nobody is harmed as long as such a run ends with the version it began with.
    """
    sources = Sources(old)
    for reveal, role, need in _needs(new):
        for node in sources.of(need, role):
            if not isinstance(node, Ask) or not isinstance(node.kind, Consent):
                said = f"'my.{need}' is a consent now, and before it was none"
                yield Reason(f"my.{need}", reveal.at.line, said)
    shown = {name for _, kind in _asked(old) for name in kind.shows}
    for name in sorted(shown):
        was, becomes = (one.manner.labels.get(name, {}) for one in (old, new))
        for value, label in was.items():
            if value in becomes and not _says(becomes[value], label):
                said = (
                    f"'{value}' of 'my.{name}' is called something else now, and people agreed to "
                    "show the words they saw"
                )
                yield Reason(f"my.{name}", _line(new, f"my.{name}"), said)


def _says(new: Label, old: Label) -> bool:
    """Say whether somebody who saw the old words would see the same, in each language."""
    return all(new.within(one) == words for one, words in (("", old.base), *old.others.items()))


# Labels


def private(variable: Variable) -> bool:
    """Say whether only its owner may read a variable."""
    return variable.private and variable.scope == "my"


def _labels(name: str, old: Variable, new: Variable) -> Iterator[Reason]:
    if private(old) and not private(new):
        said = (
            f"'{name}' was private, and both could read it now; give what both may read a name of "
            "its own"
        )
        yield Reason(name, new.at.line, said, "U001")
    if old.sensitive and not new.sensitive:
        said = f"'{name}' was sensitive; let it stay so, or give what is not a name of its own"
        yield Reason(name, new.at.line, said, "U002")


# Consents


class Sources:
    """Where the variables of one flow get their values, and by whom."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.facts, known = Facts(), -1
        while known < self.facts.size():
            known = self.facts.size()
            Proof(script, _unheard, self.facts).list("", View())

    def of(self, name: str, role: Role) -> list[Node]:
        """Give the nodes that write a variable of the partner on one side."""
        found = self.facts.sources.get(f"my.{name}", {})
        return [self.script.nodes[node] for node, roles in found.items() if role in roles]

    def roles(self, node: Ask) -> frozenset[Role]:
        """Say who is asked a question."""
        return self.facts.sources.get(node.save or "", {}).get(node.id, frozenset())


def _unheard(code: str, at: At, message: str) -> None:
    """Report nothing: both flows were checked when they were new."""


def _consents(before: Sources, after: Sources, now: Now) -> Iterator[Reason]:
    old = list(_asked(before.script))
    for node, kind in _asked(after.script):
        same = [one for one in old if now(one[0].id) == node.id]
        roles = after.roles(node)
        also = [one for one in old if one[0].save == node.save and before.roles(one[0]) & roles]
        for one, was in same or also:
            more = [name for name in kind.shows if name not in was.shows]
            if more:
                said = (
                    f"'{node.id}' asks to show {_listed(more)} too, under the name of a consent "
                    f"that does not cover it; save it to a new variable, under a new id"
                )
                yield Reason(one.id, node.at.line, said, "U003")
                break


def _reveals(before: Sources, after: Sources) -> Iterator[Reason]:
    shown: dict[tuple[str, Role], set[str]] = {}
    for reveal, role, need in _needs(before.script):
        shown.setdefault((need, role), set()).update(_shown(before.script, reveal, role))
    for reveal, role, need in _needs(after.script):
        if not before.of(need, role):
            continue
        more = _shown(after.script, reveal, role) - shown.get((need, role), set())
        if more:
            said = (
                f"'{reveal.id}' shows {_listed(sorted(more))} of the {role.value} partner too, "
                f"under the consent '{need}', which showed less before; ask for another consent"
            )
            yield Reason(reveal.id, reveal.at.line, said, "U004")


def _asked(script: Script) -> Iterator[tuple[Ask, Consent]]:
    for node in script.nodes.values():
        if isinstance(node, Ask) and isinstance(node.kind, Consent):
            yield node, node.kind


def _needs(script: Script) -> Iterator[tuple[Reveal, Role, str]]:
    for node in script.nodes.values():
        if isinstance(node, Reveal):
            for role in Role:
                need = node.needs.get(role, node.needs.get(None))
                if need is not None:
                    yield node, role, need


def _shown(script: Script, reveal: Reveal, role: Role) -> set[str]:
    """Give the answers of one partner that are read once a reveal has opened them."""
    below = [one for one in script.nodes.values() if reveal.id in script.around[one.id]]
    texts = [
        text for one in (reveal, *below) if isinstance(text := getattr(one, "text", None), Template)
    ]
    read: dict[str, set[Role]] = {}
    for name in (name for text in texts for name in text.names):
        read.setdefault(name.field, set()).update(View().roles(name.scope))
    return {name for name in reveal.names if role in read.get(name, {role})}


def _listed(names: list[str]) -> str:
    return " and ".join(f"'{name}'" for name in names)


def _line(script: Script, name: str) -> int:
    variable = script.variables.get(name)
    return variable.at.line if variable else 1
