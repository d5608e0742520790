"""What one has alone, what stands on a shelf and what both chose alike keep everybody's secrets."""
# ruff: noqa: E501

import pytest

from bot.errors import FlowError
from bot.flow.check import check
from bot.flow.outcomes import ROOM
from bot.flow.parse import parse
from bot.model.couple import Seat
from tests.flow.leaks import FEAR, WORDS, flow, lane
from tests.pair import Pair

ALONE = "for: one\npolicy: open\npolicies: {open: {until: 1d}}"
PICKS = "- {id: picks, ask: Which?, choices: {of: [walk, cinema, soup]}, save: my.picks}"
MAY = "- {id: may, ask: May I?, consent: {shows: [picks]}, save: my.may}"
CHOSEN = ["my.picks: {type: choices}", "my.may: {type: bool}"]
OVERLAP = "- {id: open, reveal: [picks], needs: may, say: 'Both: {both.picks}', shown: [%s], withheld: [{say: Another time., to: both}]}"


def alone(*nodes: str) -> str:
    """Write a flow that one has alone."""
    return flow(*nodes, head=ALONE)


def both(after: str = "{say: 'Both {both.picks}.', to: both}") -> str:
    """Write a flow that shows what both chose."""
    return flow(lane(PICKS, MAY), OVERLAP % after, given=CHOSEN)


def codes(source: str) -> set[str]:
    """Give the numbers of all that is wrong."""
    try:
        return {one.code for one in check(parse(source.encode(), "secret.yaml"))}
    except FlowError as exc:
        return {one.code for one in exc.problems}


@pytest.mark.parametrize(
    ("number", "source"),
    [
        # One alone
        ("F056", alone(FEAR, "- {when: my.fear > 5, say: It is hard., to: partner}")),
        ("F056", alone(FEAR, "- {say: They were here., to: group}")),
        ("F056", alone(FEAR, "- {say: We were here., to: both}")),
        ("F052", alone(WORDS, "- {set: {run.topic: my.words}}")),
        ("F041", alone(FEAR, "- {id: inner, each: partner, until: 1d, do: [{id: q, ask: Hm?, yesno: true}]}")),
        ("F041", alone(FEAR, "- {id: r, ready: Press., slots: ['18:00'], until: 1d, missed: [{end: done}]}")),
        ("F008", flow(FEAR, head="for: one")),
        ("F008", flow(FEAR, head=ALONE + "\nonce: couple.week")),
        ("F008", flow(lane(FEAR), head="policy: open\npolicies: {open: {until: 1d}}")),
        ("F022", flow(lane(FEAR), head="guard: mine.wrote")),
        ("F041", flow(lane(FEAR), "- {when: mine.wrote, say: Again., to: both}")),
        # On a shelf
        ("F052", flow(lane(WORDS), "- {id: x, run: agreement.close, with: {id: len(a.words)}}")),
        ("F052", flow(lane(FEAR, "- {id: x, run: agreement.close, with: {id: my.fear}}"))),
        ("F052", flow(lane(FEAR, "- {id: x, run: agreement.close, with: {id: 1}}"))),
        ("F056", flow(lane(FEAR), "- {id: x, when: a.fear > 5, run: agreement.close, with: {id: 1}}")),
        ("F052", alone(FEAR, "- {id: x, run: agreement.close, with: {id: 1}}")),
        ("F052", alone("- {id: o, ask: Which?, number: {}, save: my.open}", FEAR, "- {id: x, when: my.fear > 5, run: agreement.close, with: {id: my.open}}")),
        ("F052", flow("- {id: x, run: safety.tier, save: run.result}")),
        ("F052", flow(lane("- {id: x, run: safety.tier, save: my.aloud}"))),
        ("F052", flow(lane("- {id: x, run: safety.tier, save: run.result}"))),
        ("F050", flow(lane("- {id: x, run: safety.tier, save: my.other}"), "- {say: '{a.other}', to: both}")),
        ("F007", flow("- {id: x, run: agreement.tell, with: {id: 1}}")),
        ("F006", flow("- {id: x, run: agreement.tell, with: {id: 1, how: \"'kept'\", why: 1}}")),
        ("F006", flow("- {id: x, run: agreement.load, save: {run.count: many}}")),
        ("F008", flow("- {id: x, run: agreement.load, save: run.count}")),
        ("F023", flow("- {id: x, run: agreement.close, with: {id: \"'one'\"}}")),
        ("F023", flow("- {id: x, run: agreement.load, save: {run.topic: all}}")),
        # Alike
        ("F050", flow(lane(PICKS), "- {say: 'Both {both.picks}.', to: both}", given=CHOSEN)),
        ("F051", flow(lane(PICKS), "- {when: len(both.picks) > 0, say: 'Something., ', to: both}", given=CHOSEN)),
        ("F050", both("{say: 'Ana {a.picks}.', to: both}")),
        ("F050", both("{say: 'Ana {hurt.picks}.', to: repairing}")),
        ("F054", flow(lane(PICKS), OVERLAP % "", given=CHOSEN)),
    ],
)  # fmt: skip
def test_refused(number: str, source: str) -> None:
    assert number in codes(source)


@pytest.mark.parametrize(
    "source",
    [
        alone(FEAR, "- {when: my.fear > 5, say: That is much.}", "- {end: done}"),
        alone("- {when: mine.wrote, say: Again.}", "- {mark: wrote}", "- {end: other_way}"),
        alone("- {when: me.role == 'hurt', say: You were hurt.}"),
        alone("- {id: o, ask: Which? They see it., number: {}, save: my.open}", "- {id: x, run: agreement.close, with: {id: my.open}}"),
        alone("- {id: x, run: safety.tier, save: my.other}", "- {when: my.other == 'red', say: You decide.}"),
        alone("- {id: x, run: agreement.load, save: {my.fear: all}}", "- {when: my.fear > 3, say: There are many.}"),
        flow("- {id: x, run: agreement.load, save: {run.count: all}}", "- {say: 'There are {run.count}.', to: both}"),
        both(),
        both("{when: len(both.picks) > 1, say: There are several., to: both}"),
    ],
)  # fmt: skip
def test_let_through(source: str) -> None:
    assert codes(source) - {"F031", "F035"} == set()


@pytest.mark.parametrize(
    ("mine", "theirs", "shown"),
    [
        (("walk", "soup"), ("soup", "cinema"), "Both: soup"),
        (("soup", "walk"), ("walk", "soup"), "Both: soup and walk"),
        (("walk",), ("soup",), "Another time."),
    ],
)
def test_only_what_both_chose(mine: tuple[str, ...], theirs: tuple[str, ...], shown: str) -> None:
    """Where nothing meets it looks like a no; in which order somebody chose is not told."""
    pair = Pair(both("{say: Nice., to: both}"))
    for seat, choices in ((Seat.A, mine), (Seat.B, theirs)):
        for one in choices:
            pair.press(seat, one)
        pair.press(seat, "<picks-done>")
        pair.press(seat, "<consent-yes>")
    pair.wait("2d")

    assert any(shown in words for words in (*pair.read(ROOM), *pair.read(Seat.A)))
