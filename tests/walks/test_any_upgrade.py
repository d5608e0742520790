"""
A run that moves to any newer version keeps its secrets there, and never trips.

A flow is edited at random, by sensible and by foolish edits. A couple plays one version for some
hours, and goes on in the other as soon as that is said to be safe. It is played twice, with other
private answers of one partner: the other must not be able to tell, not even by whether the run
has moved.
"""
# ruff: noqa: E501 - edits stand as they are

from dataclasses import replace
from datetime import datetime
from random import Random

import pytest

from bot.flow.kinds import Consent, Text
from bot.flow.outcomes import ROOM
from bot.flow.run import Run
from bot.flow.script import Ask, Script
from bot.flow.upgrade import Upgrade
from bot.model.couple import Seat
from tests.flow.versions import TALK
from tests.pair import Pair, couple
from tests.walks.test_any_flow import let_through, private

CHUNKS, COUPLES = 2, 250
LEAST = 100
LEAST_WAITED = 100
"""How many of a chunk's couples move, and not at once; fewer would prove nothing."""

EDITS = [
    ("How afraid were you?", "How much fear was there?"),
    ("What do you feel?", "What is it like?"),
    ("May I show the number?", "May I show this number?"),
    ("say: Hello.", "say: Good evening."),
    ("say: This stays private.", "say: This stays with each of you."),
    ("    - {id: night,", "    - {say: Good night., to: both}\n    - {id: night,"),
    ("      - {id: fear,", "      - {say: Take your time.}\n      - {id: fear,"),
    ("      - {id: share,", "      - {say: Nearly there.}\n      - {id: share,"),
    ("      - {id: share,", "      - {id: hope, ask: And hope?, text: {}}\n      - {id: share,"),
    ("      - {id: share,", "      - {set: {my.loud: \"'new'\"}}\n      - {id: share,"),
    ("      - id: again\n", "      - {set: {my.loud: \"'newer'\"}}\n      - id: again\n"),
    ("      - if: my.fear > 5\n        do: [{id: mood,", "      - if: true\n        do: [{id: mood,"),
    ("id: mood,", "id: feeling,"),
    ("id: mood,", "id: feeling, note: moved,"),
    ("id: fear,", "id: fright,"),
    ("id: fear,", "id: fright, note: moved,"),
    ("max: 9", "max: 10"),
    ("max: 9", "max: 8"),
    ("  - id: open\n", "  - {id: first, wait: 1h}\n  - id: open\n"),
    ("  - id: open\n", "  - {say: And now., to: both}\n  - id: open\n"),
    ("  - id: near\n", "  - {when: a.loud == 'new', say: One wrote., to: both}\n  - id: near\n"),
    ("  - id: near\n", "  - {when: answered(a.loud) or answered(b.loud), say: One wrote., to: both}\n  - id: near\n"),
    ("    to: both\n    say: \"{a.fear}", "    to: both\n    open: at_deadline\n    say: \"{a.fear}"),
    ("until: 2d", "until: 1d"),
    ("        repeat: 2\n", "        repeat: 3\n"),
    ("{id: rest, wait: 2h}", "{id: rest, wait: 9h}"),
    ("    withheld:\n", "    withheld:\n      - {id: breath, wait: 1h}\n"),
    ("my.loud: {type: text, private: false}", "my.loud: {type: text}"),
    ("my.fear: {type: int}", "my.fear: {type: int, private: false}"),
    ("id: speak,", "id: tell,"),
    ("      - {id: speak,", "      - {say: One after the other.}\n      - {id: speak,"),
    ("    remind: [{after: 5h, say: Still there?}]\n", ""),
]  # fmt: skip


def edited(rng: Random) -> str:
    """Change the flow, as authors would, or by mistake."""
    source = TALK
    for old, new in rng.sample(EDITS, rng.randrange(1, 5)):
        if source.count(old) == 1:
            source = source.replace(old, new)
    names = {"mood": "feeling", "fear": "fright"}
    moved = [f"{old}: {new}" for old, new in names.items() if f"id: {new}, note: moved" in source]
    return source.replace("nodes:\n", f"moved: {{{', '.join(moved)}}}\nnodes:\n", 1)


def seen(
    old: Script, new: Script, seed: str, secret: Seat, variant: str
) -> tuple[list[tuple[datetime, str]], int]:
    """Play, move, go on; give what the other one is shown, and for how long the run stayed."""
    pair = Pair(old, couple(room="room" in seed))
    way = Upgrade(old, new)
    begin = Random(seed).randrange(1, 14)
    counts: dict[tuple[str, str], int] = {}
    stayed = 0
    for hour in range(24 * 4):
        if hour >= begin and pair.script is old and pair.ended is None:
            run = way.moves(pair.run)
            if isinstance(run, Run):
                pair.script, pair.run = new, run
            else:
                stayed += 1
        for seat in Seat:
            if Random(f"{seed}:{seat}:{hour}").random() < 0.5:
                mine = seed + variant * (seat is secret)
                answer(pair, seat, secret, mine, seed, counts)
        if pair.ended:
            break
        pair.wait("1h")
    assert pair.stuck == []
    chats = [*pair.seen(secret.other), *pair.seen(ROOM)]
    return sorted((one.at, one.text) for one in chats), stayed if pair.script is new else -1


def answer(
    pair: Pair, seat: Seat, secret: Seat, mine: str, seed: str, counts: dict[tuple[str, str], int]
) -> None:
    """Answer what is open: in private as each twin likes, in the room as both would."""
    lane = pair.run.lanes.get(seat)
    node = pair.script.nodes.get(lane.at) if lane and lane.at and lane.wait > 0 else None
    if lane is None or not isinstance(node, Ask):
        return
    alone = private(pair, node)
    name = node.id
    counts[seat, name] = counts.get((seat, name), 0) + 1
    rng = Random(f"{mine if alone else seed}:{seat}:{name}:{counts[seat, name]}")
    if isinstance(node.kind, Text):
        if rng.random() < 0.2 and alone:
            pair.skip(seat)
        else:
            pair.say(seat, f"{'zq' if alone else 'pq'}{seat}{rng.randrange(99)}z")
        return
    asked = next(one for one in reversed(pair.prompts[seat]) if one.prompt == lane.wait)
    no = isinstance(node.kind, Consent) and seat is not secret and "agreed" not in seed
    option = 1 if no else 0 if isinstance(node.kind, Consent) else rng.randrange(len(asked.options))
    pair.tap(replace(asked, node=node.id), option)


@pytest.mark.slow
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_what_moves_keeps_secrets(chunk: int) -> None:
    """
    Words, order and times are the same for the other, through any upgrade that is said to be safe.
    """
    old = let_through(TALK)
    assert old is not None
    moved, waited = 0, 0
    for at in range(chunk * COUPLES, (chunk + 1) * COUPLES):
        rng = Random(str(at))
        new = let_through(text := edited(rng))
        if new is None:
            continue
        for secret in Seat:
            seed = f"{at} {secret} {rng.choice(('room', 'none'))}"
            first, did = seen(old, new, seed, secret, "x")
            second, does = seen(old, new, seed, secret, "y")
            moved += did >= 0
            waited += did != 0
            assert (first, did) == (second, does), f"{secret} in {seed}:\n{text}"
            assert not any("zq" in words and f"zq{secret.other}" not in words for _, words in first)

    assert moved >= LEAST
    assert waited >= LEAST_WAITED
