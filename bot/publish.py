"""Say what new content would mean for those who are in the middle of a conversation."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

from bot.errors import Problem
from bot.flow.cast import Cast, Person
from bot.flow.place import decode
from bot.flow.promises import Reason
from bot.flow.run import Run
from bot.flow.script import Script
from bot.flow.upgrade import Upgrade
from bot.model.couple import Seat
from bot.ports.rows import OpenRun, Survey
from bot.versions import versions

_SOMEBODY = Person("", "en", UTC)
# Where somebody stands says which side they are on; who they are makes no difference.
_ANYBODY = Cast(_SOMEBODY, _SOMEBODY, Seat.A, room=False)


@dataclass(frozen=True, slots=True)
class Outlook:
    """
    What becomes of one flow's runs.

    ``same`` of them have this version already. ``why`` counts, by place and sentence, those that
    stay pinned. ``gone`` says that the flow is not in the content any more.
    """

    flow: str
    upgrade: int
    pinned: int
    same: int
    why: Mapping[tuple[str, str], int]
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """What publishing would do; it is not done while anything is ``refused``."""

    flows: Sequence[Outlook]
    refused: Sequence[Problem]


def foresee(flows: Mapping[str, Script], found: Survey | None) -> Report:
    """Try every run that has not ended against the new flows. Nobody's answers are looked at."""
    if found is None:
        return Report([Outlook(name, 0, 0, 0, {}) for name in flows], ())
    known = versions(flows, found.scripts)
    ways = {
        version: Upgrade(old, flows[old.id])
        for version, old in known.older.items()
        if old.id in flows
    }
    names = sorted({*flows, *(run.flow for run in found.runs)})
    of = {name: [run for run in found.runs if run.flow == name] for name in names}
    return Report(
        [_outlook(name, flows.get(name), of[name], ways) for name in names], known.refused
    )


def _outlook(
    name: str, script: Script | None, runs: Sequence[OpenRun], ways: Mapping[str, Upgrade]
) -> Outlook:
    if script is None:
        return Outlook(name, 0, len(runs), 0, {}, gone=True)
    same = sum(run.version == script.version for run in runs)
    why: Counter[tuple[str, str]] = Counter()
    pinned = 0
    for run in (one for one in runs if one.version != script.version):
        stays = _stays(run, ways.get(run.version))
        pinned += bool(stays)
        why.update({(f"{script.file}:{one.line}", one.said) for one in stays})
    return Outlook(name, len(runs) - same - pinned, pinned, same, dict(why.most_common()))


def _stays(run: OpenRun, way: Upgrade | None) -> Iterable[Reason]:
    if way is None:
        return (Reason("", 1, f"version {run.version} cannot be read"),)
    if not run.document:
        return ()
    moved = way.moves(decode(run.document, _ANYBODY, {}))
    return () if isinstance(moved, Run) else moved


def lines(report: Report) -> Iterable[str]:
    """Put a report into lines for people."""
    for one in report.flows:
        if one.gone:
            yield f"{one.flow}: not in the content folder any more"
            yield f"  {_runs(one.pinned)} to the end as it was"
            continue
        upgrade = f"{one.upgrade} {'run upgrades' if one.upgrade == 1 else 'runs upgrade'}"
        pinned = f"{one.pinned} {'stays' if one.pinned == 1 else 'stay'} pinned"
        same = f", {one.same} {'has' if one.same == 1 else 'have'} this version" * bool(one.same)
        yield f"{one.flow}: {upgrade}, {pinned}{same}"
        for (where, said), count in one.why.items():
            yield f"  {count} x {where}: {said}"


def _runs(count: int) -> str:
    return "1 run goes on" if count == 1 else f"{count} runs go on"


def plain(report: Report) -> dict[str, object]:
    """Put a report into plain lists and maps, for JSON."""
    return {
        "refused": [
            {"code": one.code, "file": one.file, "line": one.line, "message": one.message}
            for one in report.refused
        ],
        "flows": [
            {
                "flow": one.flow, "upgrade": one.upgrade, "pinned": one.pinned, "same": one.same,
                "gone": one.gone,
                "why": [
                    {"where": where, "message": said, "runs": count}
                    for (where, said), count in one.why.items()
                ],
            }
            for one in report.flows
        ],
    }  # fmt: skip
