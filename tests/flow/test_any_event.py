"""Anything may happen at any time: nothing raises, and silence always leads to the end."""

from datetime import datetime, timedelta
from random import Random
from typing import get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.engine.journal import digest
from bot.flow.advance import advance
from bot.flow.cast import Cast
from bot.flow.events import (
    Back,
    Done,
    Event,
    Happened,
    Paused,
    Pressed,
    Rang,
    Said,
    Showed,
    Started,
    Stopped,
    Undo,
)
from bot.flow.kinds import (
    Choices,
    Day,
    Kind,
    Length,
    Number,
    Photo,
    Scale,
    Text,
    TimeOfDay,
    YesNo,
)
from bot.flow.outcomes import AlarmSet, Prompted, Turn
from bot.flow.place import encode
from bot.flow.run import begin
from bot.flow.script import Ask, Node
from bot.model.couple import Seat
from tests.flow.every_verb import SCRIPT
from tests.pair import NIGHT, Pair, couple

TEXTS = (
    "yes", "no", "ready", "1", "2, 3", "1 and 2", "sad, mad and loud", "7", "7.5", "0", "-1",
    "next sunday", "yesterday", "half past eight", "18:30", "an hour", "words enough", "x", "",
    "9" * 400, "\u202e\u200b", "{a.words}", "١٢", "1" * 5000, "infinity", "nan", "1e999",
)  # fmt: skip
FITTING: dict[type[Kind] | None, str] = {
    Text: "some words", Number: "7.5", Day: "yesterday", TimeOfDay: "18:30", Length: "an hour",
    Scale: "7", Choices: "1 and 2",
}  # fmt: skip
NAMES = ("heard", "through", "else")
ACTS = (
    *["fit"] * 16, *["press"] * 4, *["say"] * 3, *["ring"] * 3, "old press", "show",
    "skip", "skip", "back", "undo", "stop", "rest", "resume", "happened",
    "late ring", "done", "start", "twice", "wait",
)  # fmt: skip


CASTS = (
    couple(),
    couple(hurt=Seat.B, room=False),
    couple(zones=("Europe/Berlin", "Asia/Kathmandu"), quiet=(NIGHT, None)),
)


class Storm:
    """A couple to whom anything happens."""

    def __init__(self, seed: int, cast: Cast) -> None:
        self.draw = Random(seed).randrange
        self.past: list[tuple[Event, str]] = []
        self.set: dict[tuple[int, str], datetime] = {}
        self.values = begin(cast, "").values
        self.pair = Pair(SCRIPT, cast, watch=self.note)

    def note(self, event: Event, turn: Turn) -> None:
        """Keep what happened and what became of it; count the alarms there ever were."""
        self.past.append((event, digest(encode(turn.run), self.values, turn.run.values)))
        self.values = turn.run.values
        self.set |= {
            (one.wait, one.tag): one.due for one in turn.outcomes if isinstance(one, AlarmSet)
        }

    def happens(self) -> None:  # noqa: C901 - one branch an act
        """Let one thing happen."""
        pair = self.pair
        now, seat = pair.now, (Seat.A, Seat.B)[self.draw(2)]
        asked = pair.open(seat)
        match ACTS[self.draw(len(ACTS))]:
            case "fit" if asked is not None:
                self.fitting(asked)
            case "press" if asked is not None and asked.options:
                pair.tap(asked, self.draw(len(asked.options)))
            case "old press" if pair.prompts[seat]:
                old = pair.prompts[seat][self.draw(len(pair.prompts[seat]))]
                whose = (seat, seat.other)[self.draw(2)]
                pair.do(Pressed(now, whose, old.prompt, old.node, self.draw(30) - 2))
            case "say":
                pair.do(Said(now, seat, TEXTS[self.draw(len(TEXTS))], pair.in_room()))
            case "ring" if pair.alarms:
                pair.ring()
            case "late ring":
                late = [key for key, due in self.set.items() if due <= now]
                for key in late[-1 - self.draw(5) :][:1]:
                    pair.alarms.pop(key, None)
                    pair.do(Rang(now, *key))
            case "show":
                pair.do(Showed(now, seat, "file", pair.in_room()))
            case "skip":
                pair.skip(seat)
            case "back":
                pair.do(Back(now, seat))
            case "undo":
                pair.do(Undo(now, seat))
            case "stop":
                pair.do(Stopped(now, seat))
            case "rest":
                pair.do(Paused(now, seat, now + timedelta(minutes=self.draw(90))))
            case "resume":
                pair.resume(seat)
            case "happened":
                pair.do(Happened(now, NAMES[self.draw(3)]))
            case "done":
                pair.do(
                    Done(
                        now,
                        self.draw(pair.run.waits + 2),
                        ({"found": "found"}, {"found": ""}, {})[self.draw(3)],
                    )
                )
            case "start":
                pair.do(Started(now, seat))
            case "twice":
                pair.do(self.past[-1][0])
            case _:
                pair.wait(("1s", "5m", "3h", "1d")[self.draw(4)])

    def fitting(self, asked: Prompted) -> None:
        """Answer as the question would have it."""
        node = SCRIPT.nodes[asked.node]
        kind = type(node.kind) if isinstance(node, Ask) else None
        if kind is Photo:
            self.pair.do(Showed(self.pair.now, asked.seat, "file", self.pair.in_room()))
        elif kind in FITTING:
            self.pair.say(asked.seat, FITTING[kind])
        else:
            self.pair.tap(asked, self.draw(2) if kind is YesNo else 0)

    def fits(self) -> None:
        """Say that nothing rings for what is over, and that main is where something can come."""
        run = self.pair.run
        known = {run.fork, *(lane.wait for lane in run.lanes.values())}
        # Parts of a text may have been skipped meanwhile; that alarm finds nothing.
        left = [one for one in self.pair.alarms if one[0] not in known and one[1] != "settle"]
        assert not left
        assert run.ended is None or not run.lanes


@settings(max_examples=400)
@given(st.integers(0, 2**32), st.sampled_from(CASTS), st.integers(0, 160))
def test_anything_at_any_time(seed: int, cast: Cast, count: int) -> None:
    """
    Nothing raises, nothing rings for what is over, and silence always leads to the end. Played
    again without writing the run between the events, it comes to the same at every turn.
    """
    storm = Storm(seed, cast)

    for _ in range(count):
        storm.happens()
        storm.fits()
    for _ in range(200):
        if not storm.pair.alarms:
            break
        storm.pair.ring()
        storm.fits()

    assert storm.pair.ended in ("done", "other_way")
    run = begin(cast, SCRIPT.first or "")
    for event, became in storm.past:
        before, run = run.values, advance(SCRIPT, run, event).run
        assert digest(encode(run), before, run.values) == became


def test_the_flow_has_every_verb() -> None:
    """
    Each kind of node and each kind of answer stands in it, or this proves less than it says.
    """
    verbs = {type(node) for node in SCRIPT.nodes.values()}
    kinds = {type(node.kind) for node in SCRIPT.nodes.values() if isinstance(node, Ask)}

    assert verbs == {*get_args(Node)}
    assert kinds == {*get_args(Kind)}
