"""Look into a couple's runs: where they are, what is kept, and who may read it."""

from collections.abc import Iterator
from pathlib import Path

from adapters.playground.line import Json
from adapters.playground.outbound import PLATFORM
from bot.engine.casting import cast_of
from bot.flow.cast import Plain
from bot.flow.place import decode
from bot.flow.run import SHARED
from bot.flow.script import Ask, Ready, Script
from bot.model.couple import Couple
from bot.model.ids import InboxId
from bot.model.profile import Stage
from bot.playground import ledger
from bot.ports.messages import Inbound
from bot.ports.rows import KeptRun
from bot.ports.store import Held
from bot.theatre import PEOPLE, Machine


async def questions(machine: Machine) -> list[Json]:
    """Say who is asked what, and whether in the room."""
    return [
        {"who": one.who, "about": about(one.about), "kind": kind(one.about), "room": one.room}
        for one in await machine.questions()
    ]


def about(asked: Stage | Ask | Ready) -> str:
    """Name a question: the node, or the step at the door."""
    return asked.value if isinstance(asked, Stage) else asked.id


def kind(asked: Stage | Ask | Ready) -> str:
    """Name the kind of answer that fits."""
    return type(asked.kind).__name__.lower() if isinstance(asked, Ask) else ""


async def look(machine: Machine, path: Path) -> Json:
    """Give everything that the drawer shows."""
    found: Json = {"couple": None, "runs": [], "chats": {}}

    def turn(held: Held, _: InboxId, __: Inbound) -> None:
        partners = [(who, held.partner(PLATFORM, who)) for who in PEOPLE]
        found["people"] = {
            who: {
                "name": one.profile.name, "language": one.profile.language,
                "zone": one.profile.zone, "stage": one.stage.value, "reach": one.route.reach.value,
                "quiet": quiet(one.profile.quiet), "seat": one.seat.value,
            }
            for who, one in partners if one is not None
        }  # fmt: skip
        found["chats"] = {one.route.id: who for who, one in partners if one is not None}
        couple = next((held.couple(one.couple) for _, one in partners if one is not None), None)
        if couple is None:
            return
        if couple.room is not None:
            found["chats"][couple.room.id] = "room"
        found["couple"] = {
            "whole": couple.whole,
            "room": couple.room.reach.value if couple.room else None,
            "hurt": couple.breaches[0].hurt.value if couple.breaches else None,
            "marks": list(held.marks(couple.id)),
        }
        library = machine.parts.engine.players.library
        found["runs"] = [run(one, library.of(one), couple) for one in held.runs(couple.id)]

    await machine.within(turn)
    flows = {one["id"]: one["title"] for one in found["runs"]}
    titles = {name: one.title for name, one in machine.parts.engine.players.library.current.items()}
    names = {who: one["name"] for who, one in found.get("people", {}).items()}
    chats = found.pop("chats")
    return {**found, **ledger.read(path, chats, ledger.Names(names, flows, titles))}


def quiet(hours: object) -> str | None:
    """Write quiet hours."""
    start, end = getattr(hours, "start", None), getattr(hours, "end", None)
    return f"{start:%H:%M} to {end:%H:%M}" if start and end else None


def run(kept: KeptRun, script: Script, couple: Couple) -> Json:
    """Give one run: its lanes, and its variables with their readers."""
    lanes = {}
    if kept.document:
        rested = decode(kept.document, cast_of(couple, None), kept.values)
        lanes = {
            key: {"at": lane.at, "wait": lane.wait, "stuck": lane.stuck}
            for key, lane in rested.lanes.items()
        }
    return {
        "id": kept.id, "flow": kept.flow, "title": script.title, "version": script.version[:10],
        "state": kept.state.value, "lanes": lanes, "values": list(values(kept, script)),
    }  # fmt: skip


def values(kept: KeptRun, script: Script) -> Iterator[Json]:
    """Give every variable of a flow, for each of its owners, with what is kept there."""
    for one in script.variables.values():
        for owner in PEOPLE if one.scope == "my" else (SHARED,):
            private = one.private and one.scope == "my"
            yield {
                "owner": owner, "name": one.name, "type": one.type,
                "value": written(kept.values.get(owner, {}).get(one.name)),
                "readers": [owner] if private else list(PEOPLE),
                "sensitive": one.sensitive,
            }  # fmt: skip


def written(value: Plain) -> str | None:
    """Write a value in one line; None where there is none."""
    match value:
        case None:
            return None
        case bool():
            return "yes" if value else "no"
        case tuple():
            return ", ".join(value)
        case _:
            return str(value)
