"""
Any flow that the checker lets through keeps its secrets, not only those that we wrote.

Flows are made at random, most of them leaky. Those that are let through are played twice, with
other private answers of one partner; the other must not be able to tell.
"""
# ruff: noqa: E501 - nodes stand as they are

from datetime import datetime
from random import Random

import pytest

from bot.errors import FlowError
from bot.flow.check import check
from bot.flow.kinds import Consent
from bot.flow.outcomes import ROOM
from bot.flow.parse import parse
from bot.flow.run import MAIN
from bot.flow.script import Ask, Each, Place, Script
from bot.model.couple import Seat
from tests.flow.leaks import flow
from tests.pair import Pair, couple

CHUNKS, FLOWS = 2, 500
LEAST = 40
"""How many of a chunk's flows are let through, at least; fewer would prove nothing."""

Nodes = list[str]


class Author:
    """Somebody who writes flows without thinking."""

    def __init__(self, seed: str) -> None:
        self.rng = Random(seed)
        self.ids = 0

    def flow(self) -> str:
        """Write one."""
        rng = self.rng
        nodes = self.fork("partner" if rng.random() < 0.7 else self.side(), "private", agree=True)
        for _ in range(rng.randrange(1, 4)):
            roll = rng.random()
            if roll < 0.2:
                nodes += self.reveal()
            elif roll < 0.4:
                nodes += self.fork(rng.choice(("partner", self.side())), "group")
            elif roll < 0.5:
                nodes += self.fork(rng.choice(("partner", self.side())), "private")
            else:
                nodes += self.outside(2)
        blocks = "\n".join(["kind:", *_deep(self.inside("private", 2) or self.say("me"))])
        return flow("\n".join(nodes), blocks=blocks if "call: kind" in "\n".join(nodes) else "")

    def name(self) -> str:
        """Give a new id."""
        self.ids += 1
        return f"n{self.ids}"

    def side(self) -> str:
        """Give a side of the breach."""
        return self.rng.choice(("hurt", "repairing"))

    def condition(self, *owners: str) -> str:
        """Give a condition about somebody's answers."""
        own = self.rng.choice(owners)
        return self.rng.choice((
            f"{own}.fear > 5", f"answered({own}.fear)", f"{own}.open > 5", "run.count == 1",
            f"not answered({own}.open)", f"{own}.open == 3", "couple.room", f"10 / {own}.fear > 2",
            f"{own}.share", "not couple.room", f"10 / {own}.open > 2", f"{own}.fear > 3 and {self.rng.choice(owners)}.fear > 3",
        ))  # fmt: skip

    def fork(self, kind: str, place: str, *, agree: bool = False) -> Nodes:
        """Open a lane for one or for both."""
        head = [f"- id: {self.name()}", f"  each: {kind}", f"  place: {place}", "  until: 2d"]
        missed = ["  missed: [{end: other_way}]"] * (place == "group")
        if self.rng.random() < 0.3:
            missed.append(f'  remind: [{{after: 5h, say: "{{{self.value("my", "hurt")}}}"}}]')
        body = ["- {id: fear, ask: How?, scale: {}, save: my.fear}"] * agree
        body += self.inside(place, 3)
        if agree:
            body.append("- {id: share, ask: May I?, consent: {shows: [fear]}, save: my.share}")
        if kind == "partner" and not agree and self.rng.random() < 0.3:
            two = _deep(self.inside(place, 2) or self.say("me"))
            return [*head, *missed, "  hurt:", *_deep(body), "  repairing:", *two]
        return [*head, *missed, "  do:", *_deep(body)]

    def inside(self, place: str, depth: int) -> Nodes:
        """Write some nodes of a lane."""
        rng, nodes = self.rng, []
        for _ in range(rng.randrange(1, 4)):
            when = self.when("my", "my", "my", "hurt", "a")
            roll, name = rng.random(), self.name()
            if roll < 0.2:
                to = rng.choice(("me", "me", "me", "partner", "group", "hurt"))
                nodes += self.say(to, "my", "my", "hurt")
            elif roll < 0.4:
                kind = rng.choice(("scale: {}, save: my.fear", "scale: {}, save: my.open"))
                nodes.append(f"- {{{when}id: {name}, ask: Well?, {kind}}}")
            elif roll < 0.55:
                target = rng.choice(("my.open", "my.fear", "run.count"))
                nodes.append(
                    f"- {{{when}set: {{{target}: {rng.choice(('1', 'my.fear', 'my.open'))}}}}}"
                )
            elif roll < 0.65 and depth:
                nodes.append(f"- if: {self.condition('my', 'my', 'hurt')}")
                nodes += ["  do:", *_deep(self.inside(place, depth - 1))]
            elif roll < 0.75 and depth:
                until = f", until: {self.condition('my', 'my')}"
                nodes += [f"- {{id: {name}, repeat: 3{until}, do: [", *self.flat(place), "]}"]
            elif roll < 0.85:
                jump = f"- {{when: {self.condition('my', 'my', 'hurt')}, goto: {name}}}"
                over = rng.choice(
                    ("set: {my.open: 1}", f"id: {self.name()}, wait: 1h", "say: Words.")
                )
                nodes += [jump, f"- {{{over}}}", f"- {{id: {name}, mark: x}}"]
            elif roll < 0.9:
                nodes.append(f"- {{{when}id: {name}, call: kind}}")
            elif roll < 0.95:
                nodes.append(f"- {{{when}id: {name}, wait: 3h}}")
            else:
                nodes.append(f"- {{{when}mark: x}}")
        return nodes

    def flat(self, place: str) -> Nodes:
        """Write one node, to stand in a line."""
        return [
            f"  {self.say('me', 'my')[0][2:]}, {{id: {self.name()}, ask: And?, scale: {{}}, save: my.open}}"
        ]

    def outside(self, depth: int) -> Nodes:
        """Write a node outside lanes."""
        rng, name = self.rng, self.name()
        when = self.when("a", "b", "hurt", "repairing")
        to = rng.choice(("both", "group", "a", "b", "hurt", "repairing"))
        roll = rng.random()
        if roll < 0.5:
            return self.say(to, "a", "b", "hurt")
        if roll < 0.65:
            value = rng.choice(("1", "a.open", "a.fear", "b.open"))
            return [f"- {{{when}set: {{run.count: {value}}}}}"]
        if roll < 0.8 and depth:
            test = self.condition("a", "b", "hurt")
            return [f"- if: {test}", "  do:", *_deep(self.outside(depth - 1))]
        if roll < 0.9:
            return [f"- {{{when}id: {name}, wait: 5h}}"]
        test = self.condition("a", "b", "hurt")
        return [f"- {{when: {test}, goto: {name}}}", *self.outside(0), f"- {{id: {name}, mark: x}}"]

    def reveal(self) -> Nodes:
        """Reveal something."""
        text = self.rng.choice(
            ("{a.fear} {b.fear}", "{a.fear}", "{a.open} {a.fear}", "{hurt.fear}")
        )
        shown, withheld = self.outside(1), self.outside(1)
        opens = self.rng.choice(("when_both", "at_deadline"))
        head = [f"- id: {self.name()}", "  reveal: [fear]", "  needs: share", f"  open: {opens}"]
        return [
            *head,
            f'  say: "{text}"',
            "  shown:",
            *_deep(shown),
            "  withheld:",
            *_deep(withheld),
        ]

    def say(self, to: str, *owners: str) -> Nodes:
        """Say something to somebody."""
        text = f"{{{self.value(*owners)}}}" if owners and self.rng.random() < 0.5 else "Words."
        when = self.when(*owners) if owners else ""
        return [f'- {{{when}say: "{text}", to: {to}}}']

    def value(self, *owners: str) -> str:
        """Name an answer."""
        return f"{self.rng.choice(owners)}.{self.rng.choice(('fear', 'open', 'name', 'open'))}"

    def when(self, *owners: str) -> str:
        """Make it depend on something, or not."""
        return f"when: {self.condition(*owners)}, " if self.rng.random() < 0.3 else ""


def _deep(nodes: Nodes) -> Nodes:
    return [f"    {line}" for line in nodes]


def let_through(source: str) -> Script | None:
    """Give the flow, or None when it is refused, as most are."""
    try:
        script = parse(source.encode(), "any.yaml")
    except FlowError:
        return None
    return None if [one for one in check(script) if one.code != "F035"] else script


def seen(script: Script, seed: str, secret: Seat, variant: str) -> list[tuple[datetime, str]]:
    """Play a flow, everybody answering on the hour; give what the other one is shown."""
    pair = Pair(script, couple(room="room" in seed))
    counts: dict[tuple[str, str], int] = {}
    for _ in range(24 * 14):
        for seat in Seat:
            for _ in range(12):
                asked = pair.open(seat)
                if asked is None:
                    break
                node = script.nodes[asked.node]
                assert isinstance(node, Ask)
                counts[seat, node.id] = counts.get((seat, node.id), 0) + 1
                key = f"{seed}:{seat}:{node.id}:{counts[seat, node.id]}"
                if seat is secret and private(pair, node):
                    key += variant
                rng = Random(key)
                if isinstance(node.kind, Consent) and seat is not secret:
                    pair.tap(asked, 1)
                elif rng.random() < 0.9:
                    pair.tap(asked, rng.randrange(len(asked.options)))
                else:
                    break
        if pair.ended:
            break
        pair.wait("1h")
    chats = [*pair.seen(secret.other), *pair.seen(ROOM)]
    return sorted((one.at, one.text) for one in chats)


def private(pair: Pair, node: Ask) -> bool:
    """Say whether an answer is nobody else's business."""
    main = pair.run.lanes[MAIN]
    fork = pair.script.nodes[main.at or ""]
    aloud = isinstance(fork, Each) and fork.place is Place.GROUP
    variable = pair.script.variables.get(node.save or "")
    return not aloud and (variable is None or variable.private)


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_what_is_let_through_keeps_secrets(chunk: int) -> None:
    """
    Words, order and times are the same for the other, whatever one answers in private.
    """
    played = 0
    for at in range(chunk * FLOWS, (chunk + 1) * FLOWS):
        source = Author(str(at)).flow()
        script = let_through(source)
        if script is None:
            continue
        played += 1
        for secret in Seat:
            for room in ("room", "none"):
                first, second = (seen(script, f"{at} {room}", secret, which) for which in "xy")
                assert first == second, f"{secret} in flow {at}:\n{source}"

    assert played >= LEAST
