"""
Say whether a run may go on in a newer version of its flow.

It stays pinned to the version it began with until this is proved. What is asked is the flow and
where both partners stand together, never one partner's own place or answers: otherwise new words
would tell the other how far somebody came, or what they said. So a private fork is taken over as
a whole, whoever stands where in it, or not at all.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from bot.flow.bench import DRAFT
from bot.flow.cast import Values
from bot.flow.fits import fits
from bot.flow.kinds import in_words
from bot.flow.outline import Home, Outline, may_fail, rests, targets
from bot.flow.promises import Reason, broken, mistaken, private
from bot.flow.run import MAIN, Lane, Run, Trail, further, steps
from bot.flow.script import Each, Node, Place, Ready, Reveal, Script, Variable
from bot.model.couple import Role, Seat

Frames = tuple[tuple[str, int], ...]


class Upgrade:
    """
    The way from one version of a flow to another.

    ``refused`` says why the newer one must not be published at all; ``kept`` why every run of the
    older one ends with it. What is found once about a place is remembered. ``awaited`` are the
    outcomes that other flows wait for.
    """

    def __init__(self, old: Script, new: Script, awaited: Collection[str] = ()) -> None:
        self.old, self.new = old, new
        self.refused = tuple(dict.fromkeys(broken(old, new, self.now, awaited)))
        self._were, self._are = Outline(old), Outline(new)
        found = (*self.refused, *self._unreadable(), *mistaken(old, new))
        self.kept = tuple(dict.fromkeys(found))
        self._found: dict[str, tuple[Reason, ...]] = {}

    def now(self, node: str) -> str:
        """Give the name that a node has in the newer version."""
        return renamed(self.new, node)

    def moves(self, run: Run) -> Run | tuple[Reason, ...]:
        """Give the run as it stands in the newer version, or why it stays with the older one."""
        if run.ended is not None:
            return (Reason("", 1, "it has ended"),)
        reasons = self.kept or tuple(dict.fromkeys(self._stays(run)))
        return reasons or self._moved(run)

    # What a run holds

    def _unreadable(self) -> Iterator[Reason]:
        if self.old.alone != self.new.alone:
            yield Reason("", 1, "it is for somebody else than it was")
        written = {name for node in self.old.nodes.values() for name in targets(node)}
        for name, was in self.old.variables.items():
            if name not in written:
                continue
            found = self.new.variables.get(name)
            if found is None:
                yield Reason(name, 1, f"'{name}' is gone, and a run may hold it")
            elif found.type != was.type:
                said = f"'{name}' was {in_words(was.type)} and is {in_words(found.type)}"
                yield Reason(name, found.at.line, said)
            elif missing := _values(self.old, was) - _values(self.new, found):
                gone = ", ".join(sorted(missing))
                said = f"'{name}' could be {gone}, which is none of its values now"
                yield Reason(name, found.at.line, said)

    # Where a run stands

    def _stays(self, run: Run) -> Iterator[Reason]:
        main = run.lanes[MAIN]
        for frame, _ in main.stack:
            yield from self._place(frame)
        if main.at is None:
            return
        yield from self._place(main.at)
        node = self.old.nodes[main.at]
        if isinstance(node, Each) and node.place is Place.PRIVATE:
            yield from self._fork(node)
        elif isinstance(node, Reveal):
            # Behind the veil: whether it is here already or still in the fork is nobody's to know.
            for fork in self._leading_to(node):
                yield from self._fork(fork)
        elif isinstance(node, Each):
            for lane in run.lanes.values():
                for one in (*(frame for frame, _ in lane.stack), *_standing(lane)):
                    yield from self._place(one)

    def _fork(self, fork: Each) -> tuple[Reason, ...]:
        """Say why nobody in a private fork moves, wherever they stand in it."""
        key = f"{fork.id} as a whole"
        if key not in self._found:
            follower = _follower(self.old, fork)
            alike = self._leading_to(follower) if isinstance(follower, Reveal) else (fork,)
            self._found[key] = tuple(one for each in alike for one in self._whole(each))
        return self._found[key]

    def _whole(self, fork: Each) -> Iterator[Reason]:
        yield from self._place(fork.id)
        lanes = self._were.lanes(fork)
        for node in self._were.beneath(lanes):
            if rests(node) or may_fail(node):
                yield from self._place(node.id)
        found = self.new.nodes.get(self.now(fork.id))
        if not isinstance(found, Each):
            return
        yield from self._order(fork, found)
        before, after = _follower(self.old, fork), _follower(self.new, found)
        if before is None and after is None:
            return
        if before is None or after is None or self.now(before.id) != after.id:
            said = f"what follows '{fork.id}' is another, and it may have begun"
            yield Reason(fork.id, found.at.line, said)
            return
        yield from self._place(before.id)
        if _source(before) != _source(after):
            said = f"'{before.id}' comes under another condition"
            yield Reason(before.id, after.at.line, said)

    def _order(self, fork: Each, found: Each) -> Iterator[Reason]:
        """
        Say whether what both may read is written in a private lane, and anything moved in there.

        Where somebody stands may be because of what they answered. If more were written before or
        behind that place, the other could read it off.
        """
        lanes, theirs = self._were.lanes(fork), self._are.lanes(found)
        open_ones = [
            name
            for outline, names in ((self._were, lanes), (self._are, theirs))
            for node in outline.beneath(names)
            for name in targets(node)
            if (one := outline.script.variables.get(name)) and not private(one)
        ]
        was = self._were.skeleton(lanes, self.now)
        if open_ones and was != self._are.skeleton(theirs, str):
            said = (
                f"'{open_ones[0]}' may be read by both and is written inside '{fork.id}', and the "
                "order in there is another"
            )
            yield Reason(fork.id, found.at.line, said)

    def _leading_to(self, node: Node) -> tuple[Each, ...]:
        return tuple(
            one
            for one in self.old.nodes.values()
            if isinstance(one, Each)
            and one.place is Place.PRIVATE
            and self.old.after[one.id] == node.id
        )

    # One place

    def _place(self, node: str) -> tuple[Reason, ...]:
        """Say why a lane cannot go on from a node."""
        if node not in self._found:
            self._found[node] = tuple(self._here(self.old.nodes[node]))
        return self._found[node]

    def _here(self, was: Node) -> Iterator[Reason]:
        found = self.new.nodes.get(self.now(was.id))
        if not was.named and not self._same_list(was):
            yield Reason(was.id, was.at.line, f"'{was.id}' has no id of its own to be found by")
            return
        if found is None:
            said = f"'{was.id}' is gone; if it has a new name, write it under 'moved'"
            yield Reason(was.id, 1, said)
            return
        if self._home(was.id) != self._are.home(found.id):
            said = f"'{was.id}' stands in another lane, loop or block"
            yield Reason(was.id, found.at.line, said)
        for said in fits(was, found):
            yield Reason(was.id, found.at.line, f"'{was.id}' {said}")

    def _home(self, node: str) -> Home:
        home = self._were.home(node)
        return Home(
            (self.now(home.root[0]), home.root[1]),
            tuple(self.now(one) for one in home.loops),
            tuple(self.now(one) for one in home.shown),
        )

    def _same_list(self, node: Node) -> bool:
        """Say whether a node without an id stands where it stood."""
        name = self._were.place[node.id]
        return self.old.lists[name] == self.new.lists.get(name)

    # The move

    def _moved(self, run: Run) -> Run:
        lanes = {key: self._lane(run, key, lane) for key, lane in run.lanes.items()}
        trails = {key: self._steps(trail) for key, trail in run.trails.items()}
        return replace(run, lanes=lanes, values=self._values_of(run.values), trails=trails)

    def _steps(self, trail: Trail) -> Trail:
        """Give the questions that somebody can still come back to."""
        found = ""
        for node, stack in steps(trail):
            if not any(self._place(name) for name in (node, *(name for name, _ in stack))):
                found = further(found, self.now(node), self._frames(stack))
        return found

    def _frames(self, stack: Frames) -> Frames:
        return tuple((self.now(name), rounds) for name, rounds in stack)

    def _lane(self, run: Run, key: str, lane: Lane) -> Lane:
        at = self.now(lane.at) if lane.at is not None else None
        if lane.wait == -1:
            # Its turn has not come: it begins where the lane begins now.
            fork = self.new.nodes[self.now(run.lanes[MAIN].at or "")]
            hurt = run.cast.hurt is Seat(key)
            role = Role.HURT if hurt else Role.REPAIRING
            bodies = fork.bodies if isinstance(fork, Each) else {}
            at = bodies.get(role, bodies.get(None))
        return replace(lane, at=at, stack=self._frames(lane.stack))

    def _values_of(self, values: Values) -> Values:
        """Give the answers, and parts of a text that wait for more under the new name."""
        return {
            owner: {
                f"{DRAFT}{self.now(name[len(DRAFT) :])}" if name.startswith(DRAFT) else name: value
                for name, value in mine.items()
            }
            for owner, mine in values.items()
        }


def compare(old: Script, new: Script, awaited: Collection[str] = ()) -> tuple[Reason, ...]:
    """Say why a version must not be published over an older one; empty means that it may."""
    return tuple(broken(old, new, lambda node: renamed(new, node), awaited))


def moves(old: Script, new: Script, run: Run) -> Run | tuple[Reason, ...]:
    """Give the run as it stands in the newer version, or why it stays with the older one."""
    return Upgrade(old, new).moves(run)


def renamed(script: Script, node: str) -> str:
    """Give the name that a node has in this version, whatever it was called before."""
    name, passed = script.moved.get(node, node), {node}
    while name not in script.nodes and name in script.moved and name not in passed:
        passed.add(name)
        name = script.moved[name]
    return name


def awaited(flows: Iterable[Script]) -> Mapping[str, frozenset[str]]:
    """Give, by flow, the outcomes that other flows begin after."""
    found: dict[str, frozenset[str]] = {}
    for one in flows:
        for after in one.after_flows:
            if after.outcome is not None:
                found[after.flow] = found.get(after.flow, frozenset()) | {after.outcome}
    return found


def _standing(lane: Lane) -> tuple[str, ...]:
    return (lane.at,) if lane.at is not None and lane.wait != -1 else ()


def _follower(script: Script, fork: Each) -> Ready | Reveal | None:
    """Give what a private fork leads to before its time is up."""
    found = script.nodes.get(script.after[fork.id] or "")
    return found if isinstance(found, Ready | Reveal) else None


def _source(node: Node) -> str:
    return node.when.source if node.when is not None else ""


def _values(script: Script, variable: Variable) -> frozenset[str]:
    """Give the values that a choice can have; none where it is another type."""
    if variable.type not in ("choice", "choices"):
        return frozenset()
    return frozenset(variable.of or script.manner.labels.get(variable.name, ()))
