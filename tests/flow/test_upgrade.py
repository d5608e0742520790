"""Runs in flight survive new content: what moves, what stays, and what is refused."""
# ruff: noqa: E501 - edits stand as they are

from dataclasses import replace

import pytest

from bot.flow.run import MAIN, Run
from bot.flow.upgrade import Upgrade, awaited, compare, moves, renamed
from bot.model.couple import Seat
from tests.flow.versions import PLACES, at, talk
from tests.pair import A, B, Pair

Edit = tuple[str, str]

IN_THE_FORK = ("alone", "afraid", "writing", "through")
HELLO = ("  - {say: Hello., to: both}\n", "")
MOOD = "  do: [{id: mood, ask: And now?, choice: {calm: Calm, afraid: Afraid}, skippable: false, save: my.mood}]"
SPEAK = "{id: speak, ask: Say one thing., text: {min: 2, max: 500}, save: my.loud}"

ALLOWED: list[tuple[str, tuple[str, ...], tuple[Edit, ...]]] = [
    ("other words", tuple(PLACES), (("How afraid were you?", "How much fear was there?"), ("Say one thing.", "Say one more thing."))),
    ("a message more", tuple(PLACES), (("      - {id: fear,", "      - {say: Take your time.}\n      - {id: fear,"),)),
    ("a message less, before the place", tuple(PLACES), (HELLO,)),
    ("a question more", tuple(PLACES), (("      - {id: share,", "      - {id: hope, ask: What do you hope for?, text: {}}\n      - {id: share,"),)),
    ("a higher end of a scale", tuple(PLACES), (("max: 9", "max: 10"),)),
    ("another option, behind the others", tuple(PLACES), (("afraid: Afraid}", "afraid: Afraid, sad: Sad}"),)),
    ("an option called otherwise, that nobody agreed to show", tuple(PLACES), (("calm: Calm,", "calm: Quite calm,"),)),
    ("longer texts", tuple(PLACES), (("max: 500, settle: 3s", "max: 900, settle: 9s"),)),
    ("a question that can be left out now", tuple(PLACES), (("skippable: false, save: my.fear", "save: my.fear"),)),
    ("a new name", tuple(PLACES), (("{id: fear,", "{id: how_afraid,"), ("nodes:\n", "moved: {fear: how_afraid}\nnodes:\n"))),
    ("a new name for a fork, a loop, a call, a reveal", tuple(PLACES), (("- id: alone", "- id: apart"), ("- id: again", "- id: anew"), ("- id: near", "- id: close"), ("- id: open", "- id: both"), ("nodes:\n", "moved: {alone: apart, again: anew, near: close, open: both}\nnodes:\n"))),
    ("names that change places", tuple(PLACES), (("shown:\n      - {id: rest,", "shown:\n      - {id: breathe,"), ("{id: breathe, wait: 2h}\n  - id: near", "{id: rest, wait: 2h}\n  - id: near"), ("nodes:\n", "moved: {rest: breathe, breathe: rest}\nnodes:\n"))),
    ("a variable that is private now", tuple(PLACES), (("my.loud: {type: text, private: false}", "my.loud: {type: text}"),)),
    ("a variable that is sensitive now", tuple(PLACES), (("my.fear: {type: int}", "my.fear: {type: int, sensitive: true}"),)),
    ("a variable more", tuple(PLACES), (("  my.share:", "  my.more: {type: int}\n  my.share:"),)),
    ("a longer deadline", tuple(PLACES), (("until: 2d", "until: 3d"),)),
    ("one more reminder", tuple(PLACES), (("[{after: 5h, say: Still there?}]", "[{after: 5h, say: Still there?}, {after: 9h, say: No rush.}]"),)),
    ("an outcome that nobody waits for", tuple(PLACES), (("outcomes: [shared, kept]", "outcomes: [shared, kept, late]"),)),
    ("another pause", tuple(PLACES), (("{id: pause, wait: 1h}", "{id: pause, wait: 5h}"),)),
    ("a question gone, long after it", ("shown", "withheld", "sitting"), (("      - {id: share, ask: May I show the number?, consent: {shows: [fear]}, save: my.share}\n", "      - {id: share_it, ask: May I show the number?, consent: {shows: [fear]}, save: my.share}\n"),)),
]  # fmt: skip

PINNED: list[tuple[str, tuple[str, ...], tuple[Edit, ...], str]] = [
    ("gone", ("begun",), (("  - {id: pause, wait: 1h}\n", ""),), "'pause' is gone"),
    ("moved to nowhere", ("begun",), (("  - {id: pause, wait: 1h}\n", ""), ("nodes:\n", "moved: {pause: nowhere}\nnodes:\n")), "'pause' is gone"),
    ("another verb", ("begun",), (("{id: pause, wait: 1h}", "{id: pause, mark: paused}"),), "was 'wait' and is 'mark'"),
    ("one of the fork's questions gone", IN_THE_FORK, (("      - {id: fear,", "      - {id: fright,"),), "'fear' is gone"),
    ("another kind of answer", IN_THE_FORK, (("scale: {min: 0, max: 9}", "number: {min: 0, max: 9}"),), "another kind of answer"),
    ("a lower end", IN_THE_FORK, (("max: 9", "max: 8"),), "takes less"),
    ("a scale that begins lower, so that its buttons shift", IN_THE_FORK, (("min: 0, max: 9", "min: -1, max: 9"),), "stand for something else"),
    ("an option before the others", IN_THE_FORK, (("{calm: Calm,", "{sad: Sad, calm: Calm,"),), "stand for something else"),
    ("an option gone", tuple(PLACES), (("calm: Calm, ", ""),), "'my.mood' could be calm"),
    ("shorter texts", IN_THE_FORK, (("max: 500, settle: 3s", "max: 400, settle: 3s"),), "takes less"),
    ("texts that are not collected any more", IN_THE_FORK, (("max: 500, settle: 3s", "max: 500"),), "'settle'"),
    ("saved elsewhere", IN_THE_FORK, (("settle: 3s}, save: my.words", "settle: 3s}, save: my.more"), ("  my.share:", "  my.more: {type: text}\n  my.share:")), "another 'save'"),
    ("a variable gone", tuple(PLACES), (("  my.mood: {type: choice}\n", ""), ("save: my.mood", "save: my.other"), ("  my.share:", "  my.other: {type: choice}\n  my.share:")), "'my.mood' is gone"),
    ("another type", tuple(PLACES), (("my.fear: {type: int}", "my.fear: {type: float}"),), "was a whole number and is a number"),
    ("out of its loop", IN_THE_FORK, (("      - id: again\n        repeat: 2\n        until: answered(my.words)\n        do: [{id: words, ask: What do you feel?, text: {min: 2, max: 500, settle: 3s}, save: my.words}]\n", "      - {id: words, ask: What do you feel?, text: {min: 2, max: 500, settle: 3s}, save: my.words}\n      - {id: again, repeat: 2, do: [{say: x}]}\n"),), "another lane, loop or block"),
    ("into a block", ("begun",), (("  - {id: pause, wait: 1h}\n", "  - {id: first, call: before}\n"), ("blocks:\n", "blocks:\n  before:\n    - {id: pause, wait: 1h}\n")), "another lane, loop or block"),
    ("another block", ("sitting",), (("    call: closing", "    call: parting"), ("  closing:", "  parting:")), "'near' has another 'block'"),
    ("lanes of their own", IN_THE_FORK, (("    do:\n      - {id: fear,", "    hurt: [{id: mine, ask: Well?, text: {}}]\n    repairing:\n      - {id: fear,"),), "lanes for somebody else"),
    ("in the room", IN_THE_FORK, (("- id: alone\n    each: partner\n", "- id: alone\n    each: partner\n    place: group\n    missed: [{end: kept}]\n"),), "another 'place'"),
    ("both at once", ("sitting",), (("      order: turns\n", ""),), "another 'order'"),
    ("no reminder", IN_THE_FORK, (("    remind: [{after: 5h, say: Still there?}]\n", ""),), "fewer reminders"),
    ("something before the reveal", IN_THE_FORK, (("  - id: open\n", "  - {id: first, wait: 1h}\n  - id: open\n"),), "what follows 'alone'"),
    ("a reveal under a condition", IN_THE_FORK, (("  - id: open\n", "  - id: open\n    when: couple.room\n"),), "another condition"),
    ("a reveal that needs another consent", IN_THE_FORK, (("needs: share", "needs: {hurt: share, repairing: share}"),), "another 'needs'"),
    ("from where both know to where nobody does", ("shown",), (("      - {id: rest, wait: 2h}\n      - {say: \"You both know", "      - {say: \"You both know"), ("      - {id: breathe, wait: 2h}", "      - {id: breathe, wait: 2h}\n      - {id: rest, wait: 2h}")), ""),
    ("from where nobody knows to where both do", ("withheld",), (("      - {id: breathe, wait: 2h}\n", ""), ("      - {id: rest, wait: 2h}", "      - {id: rest, wait: 2h}\n      - {id: breathe, wait: 2h}")), "another lane, loop or block"),
    ("something both may read, written in private", IN_THE_FORK, (("      - {id: share,", "      - {when: my.fear > 5, set: {my.loud: \"'x'\"}}\n      - {id: share,"),), "may be read by both"),
]  # fmt: skip

REFUSED: list[tuple[str, tuple[Edit, ...], str]] = [
    ("a private answer that both may read", (("my.fear: {type: int}", "my.fear: {type: int, private: false}"),), "U001"),
    ("a sensitive answer that is none", (("text, sensitive: true", "text"),), "U002"),
    ("a consent that shows more", (("shows: [fear]", "shows: [fear, mood]"),), "U003"),
    ("a consent that shows more, under a new name", (("{id: share, ask: May I show the number?, consent: {shows: [fear]}", "{id: share_more, ask: May I show it?, consent: {shows: [fear, mood]}"), ("nodes:\n", "moved: {share: share_more}\nnodes:\n")), "U003"),
    ("a consent that shows more, saved elsewhere", (("shows: [fear]}, save: my.share", "shows: [fear, mood]}, save: my.more"), ("  my.share:", "  my.more: {type: bool}\n  my.share:")), "U003"),
    ("a consent that shows more, under the same variable", (("{id: share, ask: May I show the number?, consent: {shows: [fear]}", "{id: other, ask: May I show it?, consent: {shows: [mood]}"),), "U003"),
    ("a reveal that shows the other's answer too", (("\"{a.fear} and {b.fear}\"", "\"{a.fear}, {b.fear} and {a.mood}\""), ("reveal: [fear]", "reveal: [fear, mood]")), "U004"),
]  # fmt: skip


def reasons(place: str, *edits: Edit) -> list[str]:
    """Give why a couple at that place stays."""
    found = moves(talk(), talk(*edits), at(place).run)
    return [] if isinstance(found, Run) else [one.said for one in found]


class TestMoves:
    @pytest.mark.parametrize(("places", "edits"), [row[1:] for row in ALLOWED], ids=[row[0] for row in ALLOWED])  # fmt: skip
    def test_moves(self, places: tuple[str, ...], edits: tuple[Edit, ...]) -> None:
        """
        A run goes on in the new version where that is proved safe.
        """
        found = {place: reasons(place, *edits) for place in places}

        assert found == {place: [] for place in places}

    @pytest.mark.parametrize(("places", "edits", "said"), [row[1:] for row in PINNED], ids=[row[0] for row in PINNED])  # fmt: skip
    def test_stays(self, places: tuple[str, ...], edits: tuple[Edit, ...], said: str) -> None:
        """
        Else it stays with the version it began with, and somebody can read why.
        """
        for place in places:
            found = reasons(place, *edits)

            assert found, place
            assert any(said in one for one in found), found

    def test_agreed_to_the_words_they_saw(self) -> None:
        """
        Where people agreed to show a choice, what it is called is part of what they agreed to.
        """
        both = ("consent: {shows: [fear]}", "consent: {shows: [fear, mood]}")
        renamed_one = ("calm: Calm,", "calm: Very calm,")

        found = moves(talk(both), talk(both, renamed_one), at("alone", talk(both)).run)

        assert not isinstance(found, Run)
        assert "called something else" in found[0].said

    def test_the_button_that_skips(self) -> None:
        """
        One more option moves the button that skips: pressed on an old message, it would choose.
        """
        can_skip = ("skippable: false, save: my.mood", "save: my.mood")
        more = ("afraid: Afraid}", "afraid: Afraid, sad: Sad}")

        found = moves(talk(can_skip), talk(can_skip, more), at("afraid", talk(can_skip)).run)

        assert not isinstance(found, Run)
        assert "stand for something else" in found[0].said

    def test_what_was_no_consent(self) -> None:
        """
        A yes to another question is no consent, though it has the same name now.
        """
        asked = "ask: May I show the number?, consent: {shows: [fear]}"
        plain = (asked, "ask: Are you well?, yesno: true")
        late = (
            "  - {id: pause, wait: 1h}\n",
            "  - {id: pause, wait: 1h}\n  - {id: idle, wait: 1h}\n",
        )

        found = moves(talk(plain, late), talk(late), at("begun", talk(plain, late)).run)

        assert not isinstance(found, Run)
        assert "is a consent now" in found[0].said

    def test_nobody_can_tell_who_stands_where(self) -> None:
        """
        Whether a run moves is the same wherever somebody stands in a private fork.

        New words would tell the other that Ana is asked what only the afraid are asked.
        """
        edits = (("id: mood", "id: feeling"),)

        assert reasons("alone", *edits) == reasons("afraid", *edits) == reasons("through", *edits)
        assert reasons("alone", *edits) == [
            "'mood' is gone; if it has a new name, write it under 'moved'"
        ]

    def test_nobody_can_tell_who_is_stuck(self) -> None:
        """
        What can fail is a place to rest as well: Ana may be stuck there, because of her answer.
        """
        fails = (
            "      - {id: share,",
            "      - {id: half, when: 10 / my.fear > 2, say: Yes.}\n      - {id: share,",
        )
        safe = (
            "      - {id: share,",
            "      - {id: half, when: my.fear > 2, say: Yes.}\n      - {id: share,",
        )

        assert not isinstance(moves(talk(fails), talk(), at("alone", talk(fails)).run), Run)
        assert isinstance(moves(talk(safe), talk(), at("alone", talk(safe)).run), Run)

    def test_says_where(self) -> None:
        """
        A reason names the node and the line of the new file.
        """
        found = moves(talk(), talk(("max: 9", "max: 8")), at("alone").run)

        assert not isinstance(found, Run)
        assert [(one.node, one.line) for one in found] == [("fear", 20)]

    def test_an_ended_run_stays(self) -> None:
        """
        What is over is over.
        """
        over = replace(at("begun").run, ended="shared")

        assert not isinstance(moves(talk(), talk(), over), Run)


class TestMoved:
    def test_places(self) -> None:
        """
        Lanes, loops, calls, drafts and what somebody can go back to have their new names.
        """
        edits = (
            ("{id: fear,", "{id: dread,"), ("- id: alone", "- id: apart"), ("- id: again", "- id: anew"),
            ("{id: words,", "{id: said,"),
            ("nodes:\n", "moved: {fear: dread, alone: apart, again: anew, words: said}\nnodes:\n"),
        )  # fmt: skip
        pair = at("writing")

        run = moves(talk(), talk(*edits), pair.run)

        assert isinstance(run, Run)
        assert run.lanes[MAIN].at == "apart"
        assert (run.lanes["a"].at, run.lanes["a"].stack) == ("said", (("anew", 0),))
        assert run.lanes["b"].at == "dread"
        assert run.values["a"]["~said"] == "zqa1 I feel"
        assert run.trails == {} or run.trails["a"] == "dread"
        assert (run.waits, run.fork, run.veil) == (pair.run.waits, pair.run.fork, pair.run.veil)

    def test_whose_turn_has_not_come(self) -> None:
        """
        Somebody who has not begun begins where the lane begins now.
        """
        first = f"{{id: breath, ask: Breathe., text: {{}}}}\n        - {SPEAK}"
        new = talk((SPEAK, first))

        run = moves(talk(), new, at("sitting").run)

        assert isinstance(run, Run)
        assert (run.lanes["a"].at, run.lanes["b"].at) == ("speak", "breath")

    @pytest.mark.parametrize("place", PLACES)
    def test_goes_on(self, place: str) -> None:
        """
        A run that moved comes to its end in the new version, and nothing is stuck.
        """
        new = talk(
            *(edit for _, places, edits in ALLOWED[:8] if places == tuple(PLACES) for edit in edits)
        )
        pair = at(place)

        go_on(pair, new)

        assert pair.ended in ("shared", "kept")
        assert pair.stuck == []

    def test_remembers_nothing_wrong(self) -> None:
        """
        What is found about one place is not said about another.
        """
        way = Upgrade(talk(), talk(("max: 9", "max: 8")))

        assert isinstance(way.moves(at("begun").run), Run)
        assert not isinstance(way.moves(at("alone").run), Run)
        assert isinstance(way.moves(at("begun").run), Run)
        assert isinstance(way.moves(at("shown").run), Run)


def go_on(pair: Pair, new: object) -> None:
    """Move, and let time pass until the run has ended."""
    run = moves(pair.script, new, pair.run)  # type: ignore[arg-type]
    assert isinstance(run, Run)
    pair.script, pair.run = new, run  # type: ignore[assignment]
    for _ in range(50):
        if pair.ended is None:
            pair.ring()


class TestRefused:
    @pytest.mark.parametrize(("edits", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])  # fmt: skip
    def test_is_refused(self, edits: tuple[Edit, ...], code: str) -> None:
        """
        What people were promised is kept, or the version is not published.
        """
        found = compare(talk(), talk(*edits))

        assert code in {one.code for one in found}

    @pytest.mark.parametrize(("edits", "code"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])  # fmt: skip
    def test_moves_nobody(self, edits: tuple[Edit, ...], code: str) -> None:
        """
        No run moves to a version that breaks a promise, wherever it stands.
        """
        for place in PLACES:
            assert reasons(place, *edits), place

    @pytest.mark.parametrize("edits", [row[2] for row in ALLOWED], ids=[row[0] for row in ALLOWED])
    def test_the_rest_is_not(self, edits: tuple[Edit, ...]) -> None:
        """
        Ordinary edits are published.
        """
        assert compare(talk(), talk(*edits)) == ()

    def test_an_outcome_somebody_waits_for(self) -> None:
        """
        An outcome stays as long as another flow begins after it.
        """
        edits = (("outcomes: [shared, kept]", "outcomes: [shared]"),)

        assert compare(talk(), talk(*edits)) == ()
        assert [one.code for one in compare(talk(), talk(*edits), ["kept"])] == ["U005"]

    def test_a_consent_that_shows_less(self) -> None:
        """
        Showing less than was agreed to is no breach of it.
        """
        wide = talk(("shows: [fear]", "shows: [fear, mood]"))

        assert compare(wide, talk()) == ()

    def test_a_new_consent(self) -> None:
        """
        The way out is always a new name.
        """
        edits = (
            ("{id: share, ask: May I show the number?, consent: {shows: [fear]}, save: my.share}",
             "{id: both, ask: May I show both?, consent: {shows: [fear, mood]}, save: my.both}"),
            ("  my.share: {type: bool}", "  my.share: {type: bool}\n  my.both: {type: bool}"),
            ("needs: share", "needs: both"), ("reveal: [fear]", "reveal: [fear, mood]"),
        )  # fmt: skip

        assert compare(talk(), talk(*edits)) == ()


class TestNames:
    @pytest.mark.parametrize(
        ("moved", "name", "now"),
        [
            ("{a: pause}", "a", "pause"),
            ("{a: b, b: pause}", "a", "pause"),
            ("{pause: near, near: pause}", "pause", "near"),
            ("{a: b, b: a}", "a", "a"),
            ("{a: b}", "c", "c"),
        ],
    )
    def test_renamed(self, moved: str, name: str, now: str) -> None:
        """
        A name is followed to a node that there is; two that changed places have changed places.
        """
        new = talk(("nodes:\n", f"moved: {moved}\nnodes:\n"))

        assert renamed(new, name) == now

    def test_awaited(self) -> None:
        """
        Flows that begin after another wait for its outcome.
        """
        waiting = talk(("outcomes:", "start: [{after: {flow: first, outcome: kept}}]\noutcomes:"))

        assert awaited([talk(), waiting]) == {"first": frozenset({"kept"})}


assert Seat.A is A
assert Seat.B is B
