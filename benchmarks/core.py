"""P1, P11 and P12: the core alone, in memory, by the CPU time of its thread."""

import statistics
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from benchmarks import long, workload
from benchmarks.figures import Figure, less
from benchmarks.stage import DIALOGS
from benchmarks.workload import LETTERS, SCRIPT, START, Begin, Press, Step, Write
from bot.flow.advance import advance
from bot.flow.cast import Cast, Person, Scope
from bot.flow.check import check
from bot.flow.events import Event, Pressed, Rang, Said, Started
from bot.flow.expr import compile_expression
from bot.flow.outcomes import Prompted, Told
from bot.flow.parse import parse
from bot.flow.place import decode, encode
from bot.flow.run import Run, begin
from bot.flow.script import If, Say, Script
from bot.flow.text import render
from bot.load import flows_in
from bot.model.couple import Seat

ANSWERS = (Press(7), Write("You called when you were late."), None, Press(0))
"""What each says in the weekly check-in; None is the moment in which a text is complete."""

CHECK_IN: tuple[tuple[Seat, Step | None], ...] = (
    (Seat.A, Begin()),
    *((seat, step) for seat in Seat for step in ANSWERS),
)

_ZONE = ZoneInfo("Europe/Madrid")
CAST = Cast(Person("Robin", "en", _ZONE), Person("Kim", "en", _ZONE), Seat.A, room=True)


def measure(rounds: int) -> Sequence[Figure]:
    """Measure what needs no database."""
    script = workload.script()
    source = (DIALOGS / "weekly_checkin.yaml").read_bytes()
    check_in = parse(source, "weekly_checkin.yaml")
    scope = Scope(play(script)[1].values, CAST, Seat.A)
    test = next(node.test for node in script.nodes.values() if isinstance(node, If))
    text = next(
        node.text
        for node in script.nodes.values()
        if isinstance(node, Say) and node.text.constant is None
    )
    turns = len(SCRIPT)
    return (
        Figure("", "a fixed loop: how fast the machine is now", "ms",
               [_cpu(_loop, 3) / 1000 for _ in range(rounds)]),
        Figure("P1", "advance on W1, with decode and encode", "us",
               [_cpu(lambda: play(script), 60) / turns for _ in range(rounds)], less(50, 10)),
        Figure("", "advance on the weekly check-in, the same", "us",
               [_cpu(lambda: check_ins(check_in), 60) / len(CHECK_IN) for _ in range(rounds)],
               less(200, 50)),
        Figure("", "check all of dialogs/, translations included", "ms",
               [_cpu(_check_all, 2) / 1000 for _ in range(rounds)], less(2000, 500)),
        Figure("P11", "load, check and compile 500 lines", "ms",
               [_cpu(_compile, 5) / 1000 for _ in range(rounds)], less(20, 8)),
        Figure("P12", "a condition of W1", "us",
               [_cpu(_often(lambda: test.run(scope)), 20) / 100 for _ in range(rounds)],
               less(10, 1)),
        Figure("P12", "a text of W1", "us",
               [_cpu(_often(lambda: render(text, scope, script.manner, "en")), 20) / 100
                for _ in range(rounds)], less(15, 3)),
    )  # fmt: skip


def play(script: Script) -> tuple[int, Run]:
    """Play W1 in memory; give how many messages went out, and the run as it is then."""
    run = begin(CAST, script.first or "")
    document, values, messages = encode(run), run.values, 0
    for number, step in enumerate(SCRIPT):
        run = decode(document, CAST, values)
        turn = advance(script, run, _event(run, step))
        document, values = encode(turn.run), turn.run.values
        found = sum(isinstance(one, Told | Prompted) for one in turn.outcomes)
        if found != LETTERS[number]:
            raise RuntimeError(f"step {number}: {found} messages instead of {LETTERS[number]}")
        messages += found
        run = turn.run
    return messages, run


def check_ins(script: Script) -> Run:
    """Play the weekly check-in of both, from its start to the reveal."""
    run = begin(CAST, script.first or "")
    document, values = encode(run), run.values
    for seat, step in CHECK_IN:
        run = decode(document, CAST, values)
        turn = advance(script, run, _event(run, step, seat))
        document, values = encode(turn.run), turn.run.values
        run = turn.run
    return run


def _event(run: Run, step: Step | None, seat: Seat = Seat.A) -> Event:
    match step:
        case Begin():
            return Started(START, seat)
        case Press(option=option):
            lane = run.lanes[seat]
            return Pressed(START, seat, lane.wait, lane.at or "", option)
        case Write(text=text):
            return Said(START, seat, text)
        case None:
            return Rang(START + timedelta(seconds=3), run.lanes[seat].wait, "settle")


def _loop() -> None:
    total = 0
    for number in range(100_000):
        total += number * number


def _compile() -> None:
    # Expressions are remembered from one text to the next; a flow that is new finds none.
    compile_expression.cache_clear()
    if check(parse(long.source(), "long.yaml")):
        raise RuntimeError("the long flow has mistakes")


def _check_all() -> None:
    compile_expression.cache_clear()
    _, problems = flows_in(DIALOGS)
    if problems:
        raise RuntimeError("dialogs/ has mistakes")


def _often(do: Callable[[], object]) -> Callable[[], object]:
    def run() -> None:
        for _ in range(100):
            do()

    return run


def _cpu(do: Callable[[], object], times: int) -> float:
    """Give the median CPU time of a call, in microseconds."""
    found = []
    for _ in range(times):
        begin = time.thread_time_ns()
        do()
        found.append((time.thread_time_ns() - begin) / 1000)
    return statistics.median(found)
