"""At most one message a day that nobody asked for."""

from datetime import timedelta

from bot.engine.perform import rows
from tests.engine.test_starting import Homes, homes

__all__ = ["homes"]

REMIND = '[{after: 4h, say: "Soon, {me.name}."}, {after: 26h, say: "Open, {me.name}."}]'
WEEKLY = f"""format: 1
flow: weekly
title: Together
start: [{{every: {{day: monday, at: "10:00"}}}}]
outcomes: [done]
vars: {{my.glad: {{type: text}}}}
policies: {{slow: {{until: 2d, remind: {REMIND}}}}}
nodes:
  - id: both
    each: partner
    policy: slow
    do: [{{id: glad, ask: "Glad of?", text: {{}}, save: my.glad}}]
  - {{end: done}}
"""


def alone(name: str, when: str) -> str:
    """Write a flow that says one thing to each, at an hour of their own."""
    top = ("format: 1", f"flow: {name}", f"title: {name}", "for: one", "policy: open")
    clock = f"start: [{{every: {{{when}}}}}]"
    rest = ("policies: {open: {until: 1d}}", f"nodes: [{{say: This is {name}.}}]", "")
    return "\n".join([*top, clock, *rest])


async def week(homes: Homes, *flows: str) -> dict[str, list[str]]:
    """Live from Tuesday noon for eight days; give the hours at which Ana hears what."""
    home = await homes(*flows)
    await home.scheduled()
    heard: dict[str, list[str]] = {}
    for _ in range(8 * 24):
        await home.stage.wait(hours=1)
        for text in home.stage.new("a"):
            now = home.stage.theatre.clock.now() + timedelta(hours=1)
            heard.setdefault(text, []).append(f"{now:%a %H:%M}")
        home.stage.look_away()
    return heard


async def test_reminder_waits_for_another_day(homes: Homes) -> None:
    """On the day of the question there is none, however late; on the next one there is."""
    heard = await week(homes, WEEKLY)

    assert heard == {"Glad of?": ["Mon 10:00"], "Open, Ana.": ["Tue 12:00"]}


async def test_what_one_has_alone_makes_room(homes: Homes) -> None:
    """It comes on the first day on which nothing else does."""
    heard = await week(homes, WEEKLY, alone("one", 'day: monday, at: "12:00"'))

    assert heard == {
        "Glad of?": ["Mon 10:00"], "Open, Ana.": ["Tue 12:00"], "This is one.": ["Wed 12:00"],
    }  # fmt: skip


async def test_two_clocks_of_one_day(homes: Homes) -> None:
    """The second comes on the next day, at its hour."""
    one = alone("one", 'day: monday, at: "12:00"')

    heard = await week(homes, one, alone("two", 'day: monday, at: "15:00"'))

    assert heard == {"This is one.": ["Mon 12:00"], "This is two.": ["Tue 15:00"]}


async def test_what_comes_after_a_deed_counts(homes: Homes) -> None:
    """Looking something up first makes it no less unasked."""
    looks = "nodes: [{id: look, run: question.count, save: {my.n: open}}, {say: This is one.}]"
    one = alone("one", 'day: monday, at: "12:00"').replace(
        "nodes: [{say: This is one.}]", f"vars: {{my.n: {{type: int}}}}\n{looks}"
    )

    heard = await week(homes, one, alone("two", 'day: monday, at: "15:00"'))

    assert heard == {"This is one.": ["Mon 12:00"], "This is two.": ["Tue 15:00"]}


async def test_daily_is_left_out(homes: Homes) -> None:
    """What comes every day does not come on a day on which something else did."""
    heard = await week(homes, alone("one", 'day: monday, at: "12:00"'), alone("two", 'at: "15:00"'))

    assert heard["This is one."] == ["Mon 12:00"]
    assert [when[:3] for when in heard["This is two."]] == [
        "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Tue",
    ]  # fmt: skip


async def test_what_asks_nothing_waits_for_nobody(homes: Homes) -> None:
    """A line for a day comes on that day, also to somebody who has left a question open."""
    asks = "nodes: [{id: how, ask: How is it?, yesno: true}]"
    asking = alone("one", 'day: monday, at: "12:00"').replace("until: 1d", "until: 3d")
    asking = asking.replace("nodes: [{say: This is one.}]", asks)

    heard = await week(homes, asking, alone("two", 'day: wednesday, at: "10:00"'))

    assert heard["This is two."] == ["Wed 10:00", "Wed 10:00"]


def test_buttons_keep_their_order() -> None:
    """A press says how far down its button stands."""
    labels = ["Yes, I did", "No", "Let me see", "1", "2", "3", "4", "5", "6", "7", "Skip"]

    found = rows(labels)

    assert [one for row in found for one in row] == labels
    assert found[1] == ["No"]
    assert found[3:] == [["1", "2", "3", "4"], ["5", "6", "7"], ["Skip"]]
