"""A flow that has everything a run can rest in, ways to bring a couple there, and edits of it."""
# ruff: noqa: E501 - nodes stand as they are

from collections.abc import Callable, Mapping

from bot.flow.parse import parse
from bot.flow.script import Script
from tests.pair import A, B, Pair

TALK = """\
format: 1
flow: talk
title: A talk
outcomes: [shared, kept]
vars:
  my.fear: {type: int}
  my.mood: {type: choice}
  my.words: {type: text, sensitive: true}
  my.share: {type: bool}
  my.loud: {type: text, private: false}
  run.found: {type: text}
nodes:
  - {say: Hello., to: both}
  - {id: pause, wait: 1h}
  - id: alone
    each: partner
    until: 2d
    remind: [{after: 5h, say: Still there?}]
    do:
      - {id: fear, ask: How afraid were you?, scale: {min: 0, max: 9}, skippable: false, save: my.fear}
      - if: my.fear > 5
        do: [{id: mood, ask: And now?, choice: {calm: Calm, afraid: Afraid}, skippable: false, save: my.mood}]
      - id: again
        repeat: 2
        until: answered(my.words)
        do: [{id: words, ask: What do you feel?, text: {min: 2, max: 500, settle: 3s}, save: my.words}]
      - {id: share, ask: May I show the number?, consent: {shows: [fear]}, save: my.share}
  - id: open
    reveal: [fear]
    needs: share
    to: both
    say: "{a.fear} and {b.fear}"
    shown:
      - {id: rest, wait: 2h}
      - {say: "You both know: {a.fear}.", to: both}
    withheld:
      - {say: This stays private., to: both}
      - {id: breathe, wait: 2h}
  - id: near
    call: closing
  - {end: shared}
blocks:
  closing:
    - id: sitting
      each: partner
      place: group
      order: turns
      until: 1h
      do:
        - {id: speak, ask: Say one thing., text: {min: 2, max: 500}, save: my.loud}
      missed: [{end: kept}]
    - {id: night, wait: 8h}
"""


def talk(*edits: tuple[str, str], source: str = TALK) -> Script:
    """Build the flow with some of its text replaced; whether it makes sense is not asked."""
    for old, new in edits:
        assert source.count(old) == 1, f"{old!r} stands {source.count(old)} times"
        source = source.replace(old, new)
    return parse(source.encode(), "talk.yaml")


def begun(pair: Pair) -> None:
    """Stand at the first pause."""


def alone(pair: Pair) -> None:
    """Be asked the first question, both."""
    pair.wait("1h")


def afraid(pair: Pair) -> None:
    """Be asked what only somebody who is afraid is asked: Ana."""
    alone(pair)
    pair.press(A, "8")


def writing(pair: Pair) -> None:
    """Have written a part of a text: Ana."""
    alone(pair)
    pair.press(A, "2")
    pair.say(A, "zqa1 I feel")


def through(pair: Pair) -> None:
    """Have come through, both, and wait behind the veil: Ben said no."""
    alone(pair)
    for seat, label in ((A, "<consent-yes>"), (B, "<consent-no>")):
        pair.press(seat, "2")
        pair.say(seat, f"zq{seat}1 and this")
        pair.wait("5s")
        pair.press(seat, label)


def shown(pair: Pair) -> None:
    """Have seen each other's number, and rest."""
    alone(pair)
    for seat in (A, B):
        pair.press(seat, "2")
        pair.say(seat, f"zq{seat}1 and this")
        pair.wait("5s")
        pair.press(seat, "<consent-yes>")


def withheld(pair: Pair) -> None:
    """Have read that it stays private."""
    through(pair)
    pair.wait("2d")


def sitting(pair: Pair) -> None:
    """Sit together; Ana's turn, Ben's has not come."""
    shown(pair)
    pair.wait("2h")


PLACES: Mapping[str, Callable[[Pair], None]] = {
    one.__name__: one
    for one in (begun, alone, afraid, writing, through, shown, withheld, sitting)
}  # fmt: skip


def at(place: str, script: Script | None = None) -> Pair:
    """Play a couple up to a place."""
    pair = Pair(script or talk())
    PLACES[place](pair)
    return pair
