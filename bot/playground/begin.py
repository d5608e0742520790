"""Begin a flow at any of its nodes, with what an author wants to have been answered before."""

from collections.abc import Mapping
from dataclasses import replace

from adapters.playground.outbound import PLATFORM
from bot.engine.casting import cast_of
from bot.engine.engine import whole
from bot.engine.play import Players
from bot.engine.scene import Scene
from bot.flow.cast import Value
from bot.flow.events import Started
from bot.flow.place import encode
from bot.flow.run import MAIN, SHARED, Lane, Run
from bot.flow.run import begin as first_run
from bot.flow.script import Call, Each, Repeat, Script, Variable
from bot.model.couple import Couple
from bot.model.ids import InboxId
from bot.playground.peer import Refusal
from bot.ports.messages import Inbound
from bot.ports.rows import KeptRun, RunState
from bot.ports.store import Held
from bot.theatre import Machine

Given = Mapping[str, Mapping[str, str]]
"""What is given as it was typed: by owner (``a``, ``b``, ``run``), then by name."""


async def begin(machine: Machine, flow: str, node: str | None, given: Given) -> None:
    """Begin it in the place of all runs under way. Raises `Refusal` where that cannot be."""
    players = machine.parts.engine.players
    script = players.library.current.get(flow)
    if script is None:
        raise Refusal(f"There is no flow '{flow}' any more.")
    values = read(script, given)
    if node is not None and node not in script.nodes:
        raise Refusal(f"There is no node '{node}' in '{flow}' any more.")
    refused: list[str] = []

    def turn(held: Held, inbox: InboxId, inbound: Inbound) -> None:
        partner = held.partner(PLATFORM, "a")
        couple = held.couple(partner.couple) if partner else None
        if couple is None or not couple.whole:
            refused.append("There is no couple yet. Let the two arrive first.")
            return
        scene = Scene(machine.parts.engine.house, held, inbox, whole(inbound.at))
        _play(players, scene, couple, script, node, values)

    await machine.within(turn)
    if refused:
        raise Refusal(refused[0])


def _play(
    players: Players, scene: Scene, couple: Couple, script: Script, node: str | None,
    values: dict[str, dict[str, Value]],
) -> None:  # fmt: skip
    for one in scene.held.runs(couple.id):
        players.close(scene, one)
    made = scene.held.add_run(couple.id, script.id, script.version, RunState.ACTIVE, None)
    if made is None:
        return
    run, aimed = place(script, node, first_run(cast_of(couple, None), script.first or "", values))
    kept = KeptRun(
        made, couple.id, script.id, script.version, RunState.ACTIVE, encode(run), run.values
    )
    if values:
        scene.held.save_run(kept, {})
    # For this one event the fork's lanes begin elsewhere; what comes of it is an ordinary place.
    players.library.versions[script.version] = aimed
    try:
        players.advance(scene, couple, kept, Started(scene.now, None))
    finally:
        players.library.versions[script.version] = script


def place(script: Script, node: str | None, run: Run) -> tuple[Run, Script]:
    """Put a run before a node, with a script whose fork leads there if it stands in a lane."""
    if node is None:
        return run, script
    fork = script.fork_of(node)
    target = fork.id if fork is not None else node
    lane = Lane(target, _frames(script, target))
    aimed = script if fork is None else _aim(script, fork, node)
    return replace(run, lanes={**run.lanes, MAIN: lane}), aimed


def _frames(script: Script, node: str) -> tuple[tuple[str, int], ...]:
    """Give the loops and calls that a node stands in, outermost first."""
    around = script.around[node]
    top = (*around, node)[0]
    block = next((b for b in script.blocks if top in script.lists.get(b, ())), None)
    outer: tuple[tuple[str, int], ...] = ()
    if block is not None:
        caller = next(
            (n for n in script.nodes.values() if isinstance(n, Call) and n.block == block), None
        )
        if caller is not None and script.fork_of(caller.id) is None:
            outer = (*_frames(script, caller.id), (caller.id, 0))
    return (*outer, *((one, 0) for one in around if isinstance(script.nodes[one], Repeat)))


def _aim(script: Script, fork: Each, node: str) -> Script:
    key = next(
        name.removeprefix(f"{fork.id}.")
        for name in script.lists
        if name.startswith(f"{fork.id}.") and _below(script, name, node)
    )
    bodies = {
        role: node if role is None or key in ("do", role.value) else first
        for role, first in fork.bodies.items()
    }
    return replace(script, nodes={**script.nodes, fork.id: replace(fork, bodies=bodies)})


def _below(script: Script, listed: str, node: str) -> bool:
    ids = script.lists[listed]
    return any(one in ids for one in (*script.around[node], node))


def read(script: Script, given: Given) -> dict[str, dict[str, Value]]:
    """Read what was typed, each as its variable wants it. Raises `Refusal` with a sentence."""
    values: dict[str, dict[str, Value]] = {}
    for owner, its in given.items():
        for name, typed in its.items():
            scope = "run" if owner == SHARED else "my"
            variable = script.variables.get(f"{scope}.{name}")
            if variable is not None and typed.strip():
                values.setdefault(owner, {})[name] = _read(variable, typed.strip())
    return values


def _read(variable: Variable, typed: str) -> Value:
    try:
        match variable.type:
            case "int" | "duration":
                return int(typed)
            case "number":
                return float(typed)
            case "bool" | "consent":
                return typed.casefold() in ("yes", "true", "1", "y")
            case "choices" | "list":
                return tuple(one.strip() for one in typed.split(","))
            case _:
                return typed
    except ValueError:
        raise Refusal(f"'{typed}' does not fit '{variable.name}' ({variable.type}).") from None
