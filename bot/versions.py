"""Hold new flows against the versions that runs in flight still need."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import FlowError, Problem
from bot.flow.script import Script
from bot.flow.upgrade import awaited, compare
from bot.load import rebuild

Kept = Iterable[tuple[str, str, str]]
"""(version, flow, source) of flows as they were."""


@dataclass(frozen=True, slots=True)
class Versions:
    """
    The earlier versions of flows, by content hash.

    ``refused`` is what must not be published over them: nothing of it may come into force.
    """

    older: Mapping[str, Script]
    refused: Sequence[Problem]

    def checked(self) -> Mapping[str, Script]:
        """Give the earlier versions, or raise `FlowError` with what is refused."""
        if self.refused:
            raise FlowError(*self.refused)
        return self.older


def versions(flows: Mapping[str, Script], kept: Kept) -> Versions:
    """Read the earlier versions again, and compare each with what is to come after it."""
    older: dict[str, Script] = {}
    refused: list[Problem] = []
    known = {one.version for one in flows.values()}
    waited = awaited(flows.values())
    for version, flow, source in kept:
        if version in known:
            continue
        script = flows.get(flow)
        file = script.file if script else flow
        try:
            old = older[version] = rebuild(source, f"{flow} ({version})")
        except FlowError as exc:
            refused.append(_unreadable(file, version, exc.problems[0]))
            continue
        if script is not None:
            refused += [
                Problem(one.code, file, one.line, 1, one.said)
                for one in compare(old, script, waited.get(flow, ()))
            ]
    return Versions(older, sorted(set(refused), key=lambda one: (one.file, one.line, one.code)))


def _unreadable(file: str, version: str, first: Problem) -> Problem:
    said = (
        f"couples may be in version {version} of this flow, and this Mortar cannot read it any "
        f"more ({first.message}); let them finish under the Mortar before"
    )
    return Problem("U006", file, 1, 1, said)
