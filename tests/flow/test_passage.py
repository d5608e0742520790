"""Each verb does what the reference says."""
# ruff: noqa: E501 - a flow is read as one line

from datetime import timedelta

import pytest

from bot.flow.check import check
from bot.flow.outcomes import ROOM, Marked, Prompted
from bot.flow.parse import parse
from bot.flow.passage import MAX_NODES
from bot.flow.script import Script
from bot.model.couple import Seat
from tests.flow.leaks import FEAR, WORDS, flow, group, lane
from tests.pair import NIGHT, A, B, Pair, couple

YES = "- {id: q, ask: Well?, yesno: true}"


def unchecked(source: str) -> Script:
    """Build a flow whether it makes sense or not."""
    return parse(source.encode(), "flow.yaml")


class TestSay:
    """Who hears what."""

    @pytest.mark.parametrize(
        ("to", "hears"),
        [
            ("both", {A, B}),
            ("group", {ROOM}),
            ("hurt", {B}),
            ("repairing", {A}),
            ("a", {A}),
            ("b", {B}),
        ],
    )
    def test_outside_lanes(self, to: str, hears: set[object]) -> None:
        """
        Each audience is exactly who it says.
        """
        pair = Pair(flow(f"- {{say: Hello., to: {to}}}"), couple(hurt=B))

        assert {chat for chat in pair.chats if pair.read(chat)} == hears

    def test_both_is_the_default_outside(self) -> None:
        """
        Outside lanes a message is for both, in private.
        """
        pair = Pair(flow("- {say: Hello.}"))

        assert (pair.read(A), pair.read(B), pair.read(ROOM)) == (["Hello."], ["Hello."], [])

    def test_without_a_room(self) -> None:
        """
        What is for the room goes to both private chats.
        """
        pair = Pair(flow("- {say: Hello., to: group}"), couple(room=False))

        assert (pair.read(A), pair.read(B), pair.read(ROOM)) == (["Hello."], ["Hello."], [])

    def test_in_a_lane_it_is_ones_own(self) -> None:
        """
        In a private lane a message is for that person.
        """
        pair = Pair(flow(lane('- {say: "Hi {me.name}, of {partner.name}."}')))

        assert (pair.read(A), pair.read(B)) == (["Hi Ana, of Ben."], ["Hi Ben, of Ana."])

    def test_each_reads_their_own_name(self) -> None:
        """
        To both, "me" is whoever reads.
        """
        pair = Pair(flow('- {say: "Hi {me.name}.", to: both}'))

        assert (pair.read(A), pair.read(B)) == (["Hi Ana."], ["Hi Ben."])

    @pytest.mark.parametrize("room", [True, False])
    def test_in_the_rooms_lane_me_is_whose_turn_it_is(self, room: bool) -> None:
        """
        In the room "me" is the one whose lane it is, with a group and without.
        """
        pair = Pair(
            flow(group(YES, '- {say: "Thank you, {me.name}."}', kind="hurt")), couple(room=room)
        )

        pair.press(A, "<yes>")

        assert pair.last(ROOM if room else B) == "Thank you, Ana."


class TestAsk:
    """Questions."""

    def test_saves_and_goes_on(self) -> None:
        """
        An answer is kept under its owner, and the next node follows.
        """
        pair = Pair(flow(lane(FEAR, '- {say: "{my.fear} it is."}')))

        pair.press(A, "3")

        assert pair.run.values == {"a": {"fear": 3}}
        assert pair.last(A) == "3 it is."
        assert pair.open(B)

    def test_asks_again_with_its_own_words(self) -> None:
        """
        A reply that does not fit is told the question's own retry.
        """
        pair = Pair(
            flow(lane("- {id: q, ask: Well?, retry: 'Yes or no, {me.name}?', yesno: true}"))
        )

        pair.say(A, "perhaps")

        assert pair.last(A) == "Yes or no, Ana?"
        assert pair.open(A)
        assert pair.run.lanes[A].tries == 1

    def test_asks_again_with_the_kinds_words(self) -> None:
        """
        Without a retry the kind's own sentence is said.
        """
        pair = Pair(flow(lane(FEAR)))

        pair.say(A, "11")

        assert pair.last(A) == "<whole-number least=0 most=10>"

    def test_failing_retry_says_the_kinds_words(self) -> None:
        """
        A retry that cannot be filled in is no reason to be stuck.
        """
        source = flow(
            lane(
                "- {id: n, ask: N?, number: {}, save: my.open}",
                "- {id: q, ask: Well?, retry: '{1 / my.open}', yesno: true}",
            )
        )
        pair = Pair(source)
        pair.say(A, "0")

        pair.say(A, "perhaps")

        assert pair.last(A) == "<yes-or-no>"

    def test_skip_leaves_it_empty(self) -> None:
        """
        By button or by word, a skipped question has no answer.
        """
        pair = Pair(
            flow(
                lane(
                    FEAR,
                    WORDS,
                    "- {when: not answered(my.fear) and not answered(my.words), say: All open.}",
                )
            )
        )

        pair.press(A, "<skip>")
        pair.skip(A)

        assert pair.read(A)[-1] == "All open."

    def test_not_skippable(self) -> None:
        """
        What cannot be skipped says so and stays open.
        """
        pair = Pair(flow(lane("- {id: q, ask: Well?, yesno: true, skippable: false}")))

        pair.skip(A)

        assert pair.last(A) == "<cannot-skip>"
        assert pair.open(A)

    def test_settles(self) -> None:
        """
        Words in several messages become one answer, some seconds after the last.
        """
        pair = Pair(
            flow(
                lane(
                    "- {id: w, ask: What?, text: {settle: 3s}, save: my.words}",
                    '- {say: "“{my.words}”"}',
                )
            )
        )

        pair.say(A, "one")
        pair.wait("2s")
        pair.say(A, "two")
        pair.wait("2s")
        before = pair.last(A)
        pair.wait("1s")

        assert before == "What?"
        assert pair.last(A) == "“one\ntwo”"
        assert pair.run.values["a"] == {"words": "one\ntwo"}

    def test_settles_only_what_fits(self) -> None:
        """
        Too long together is asked again, and nothing of it is kept.
        """
        pair = Pair(flow(lane("- {id: w, ask: What?, text: {max: 5, settle: 3s}, save: my.words}")))

        pair.say(A, "abc")
        pair.say(A, "def")
        pair.wait("5s")

        assert pair.last(A) == "<too-long most=5 got=7>"
        assert not pair.run.values["a"]
        assert pair.open(A)

    def test_skip_forgets_the_parts(self) -> None:
        """
        Parts that waited for more are gone with a skip.
        """
        pair = Pair(flow(lane("- {id: w, ask: What?, text: {settle: 3s}, save: my.words}")))

        pair.say(A, "abc")
        pair.skip(A)
        pair.wait("5s")

        assert not pair.run.values["a"]

    def test_names_the_ends_of_a_scale(self) -> None:
        """
        A scale says what its ends mean.
        """
        pair = Pair(
            flow(lane("- {id: q, ask: How?, scale: {min: 0, max: 2, low: calm, high: afraid}}"))
        )

        assert pair.last(A) == "How?\n0 = calm · 2 = afraid"


class TestSet:
    """Assignments."""

    def test_in_order(self) -> None:
        """
        A later one sees what an earlier one gave.
        """
        pair = Pair(
            flow(
                "- {set: {run.count: 2}}",
                "- {set: {run.count: run.count * 3}}",
                '- {say: "{run.count}"}',
            )
        )

        assert pair.read(A) == ["6"]

    def test_missing_empties(self) -> None:
        """
        A sum with a missing value is missing.
        """
        pair = Pair(
            flow(
                "- {set: {run.count: 2}}",
                "- {set: {run.count: run.topic}}",
                '- {say: "{run.count}"}',
            ).replace("topic: {type: text}", "topic: {type: int}")
        )

        assert pair.read(A) == ["…"]


class TestBranches:
    """If and match."""

    @pytest.mark.parametrize(
        ("answer", "said"), [("<yes>", "Good."), ("<no>", "Oh."), ("<skip>", "Oh.")]
    )
    def test_if(self, answer: str, said: str) -> None:
        """
        One branch, and then what follows.
        """
        pair = Pair(
            flow(
                lane(
                    "- {id: q, ask: Well?, yesno: true, save: my.hurts}",
                    "- {if: my.hurts, do: [{say: Good.}], else: [{say: Oh.}]}",
                    "- {say: After.}",
                )
            )
        )

        pair.press(A, answer)

        assert pair.read(A)[1:] == [said, "After."]

    @pytest.mark.parametrize(
        ("answer", "said"),
        [
            ("Calm", ["Good.", "After."]),
            ("Afraid", ["Else.", "After."]),
            ("<skip>", ["Else.", "After."]),
        ],
    )
    def test_match(self, answer: str, said: list[str]) -> None:
        """
        The case it names, else the else.
        """
        pair = Pair(
            flow(
                lane(
                    "- {id: m, ask: How?, choice: {calm: Calm, afraid: Afraid}, save: my.mood}",
                    "- {match: my.mood, cases: {calm: [{say: Good.}]}, else: [{say: Else.}]}",
                    "- {say: After.}",
                )
            )
        )

        pair.press(A, answer)

        assert pair.read(A)[1:] == said

    def test_match_on_truth_and_number(self) -> None:
        """
        Cases are written as the values read.
        """
        source = flow(
            "- {match: couple.room, cases: {'true': [{say: Room.}]}}",
            "- {match: 1 + 1, cases: {2: [{say: Two.}]}}",
        )

        assert Pair(source).read(A) == ["Room.", "Two."]


class TestRepeat:
    """Bounded loops."""

    def test_so_many_times(self) -> None:
        """
        At most so many rounds.
        """
        pair = Pair(
            flow(
                "- {id: r, repeat: 3, do: [{set: {run.count: run.count + 1}}]}",
                '- {say: "{run.count}"}',
            ).replace("nodes:\n", "nodes:\n  - {set: {run.count: 0}}\n")
        )

        assert pair.read(A) == ["3"]

    def test_until(self) -> None:
        """
        Looked at after each round.
        """
        pair = Pair(
            flow(
                lane(
                    "- {id: r, repeat: 3, until: my.fear < 3, do: [{id: fear, ask: How?, scale: {}, save: my.fear}]}",
                    "- {say: Done.}",
                )
            )
        )

        pair.press(A, "9")
        pair.press(A, "2")

        assert pair.last(A) == "Done."

    def test_until_that_fails_is_enough(self) -> None:
        """
        Nobody goes round because nobody can tell.
        """
        pair = Pair(
            flow(
                lane(
                    "- {id: r, repeat: 3, until: 1 / my.fear > 3, do: [{id: fear, ask: How?, scale: {}, save: my.fear}]}",
                    "- {say: Done.}",
                )
            )
        )

        pair.press(A, "0")

        assert pair.last(A) == "Done."
        assert pair.stuck

    def test_jump_out(self) -> None:
        """
        A jump leaves all loops it jumps out of.
        """
        pair = Pair(
            flow(
                "- {id: r, repeat: 3, do: [{id: s, repeat: 3, do: [{say: Once.}, {goto: out}]}]}",
                "- {id: out, say: Out.}",
            )
        )

        assert pair.read(A) == ["Once.", "Out."]
        assert pair.ended == "done"


class TestCall:
    """Blocks."""

    def test_comes_back(self) -> None:
        """
        A block is played, also within a block, and then what follows.
        """
        pair = Pair(
            flow(
                "- {id: c, call: one}",
                "- {say: After.}",
                blocks="one: [{say: One.}, {id: d, call: two}, {say: Three.}]\ntwo: [{say: Two.}]",
            )
        )

        assert pair.read(A) == ["One.", "Two.", "Three.", "After."]

    def test_in_two_lanes_at_once(self) -> None:
        """
        Two people can be in one block.
        """
        pair = Pair(
            flow(lane("- {id: c, call: asking}", "- {say: After.}"), blocks=f"asking:\n  {FEAR}")
        )

        pair.press(B, "1")

        assert pair.last(B) == "After."
        assert pair.open(A)

    def test_end_within(self) -> None:
        """
        An end is the end, however deep.
        """
        pair = Pair(
            flow(
                "- {id: c, call: one}",
                "- {say: After.}",
                blocks="one: [{if: couple.room, do: [{end: other_way}]}]",
            )
        )

        assert pair.ended == "other_way"
        assert not pair.read(A)


class TestWait:
    """Pauses."""

    def test_main(self) -> None:
        """
        The couple waits, and then it goes on by itself.
        """
        pair = Pair(flow("- {id: w, wait: 2d}", "- {say: Hello again.}"))

        pair.wait("1d")
        before = pair.read(A)
        pair.wait("1d")

        assert before == []
        assert pair.read(A) == ["Hello again."]

    def test_lane(self) -> None:
        """
        One waits, the other does not.
        """
        pair = Pair(flow(lane(FEAR, "- {id: w, when: my.fear > 5, wait: 1h}", "- {say: And now?}")))

        pair.press(A, "9")
        pair.press(B, "1")
        before = pair.last(A), pair.last(B)
        pair.wait("1h")

        assert before == ("How afraid were you?", "And now?")
        assert pair.last(A) == "And now?"


class TestRun:
    """Actions."""

    def test_result_comes_back(self) -> None:
        """
        What an action gives is saved, and the lane goes on.
        """
        pair = Pair(
            flow(
                lane(
                    WORDS,
                    "- {id: x, run: phrases, with: [my.words], save: my.other}",
                    '- {say: "{my.other}"}',
                )
            ),
            action=lambda given: f"found in {given[0]}",
        )

        pair.say(A, "but you")

        assert pair.last(A) == "found in but you"

    def test_nothing_comes_back(self) -> None:
        """
        An action with nothing to give empties what it saves.
        """
        pair = Pair(
            flow(
                lane(
                    WORDS,
                    "- {id: x, run: phrases, with: [my.words], save: my.other}",
                    '- {say: "{my.other}"}',
                )
            ),
            action=lambda _: None,
        )

        pair.say(A, "but you")

        assert pair.last(A) == "…"


class TestMark:
    """Milestones."""

    def test_whose(self) -> None:
        """
        In a lane it is one's own, outside the couple's.
        """
        pair = Pair(flow(group(YES, "- {mark: spoke}"), "- {mark: sat}"))

        pair.press(A, "<yes>")
        pair.press(B, "<yes>")

        assert pair.marks == [Marked("spoke", A), Marked("spoke", B), Marked("sat", None)]


class TestGroup:
    """In the room."""

    @pytest.mark.parametrize("room", [True, False])
    def test_joins_at_once(self, room: bool) -> None:
        """
        There is no veil where everybody sees who speaks.
        """
        pair = Pair(flow(group(YES), "- {say: Both., to: both}"), couple(room=room))

        pair.press(A, "<yes>")
        pair.press(B, "<yes>")

        assert pair.read(A)[-1] == "Both."

    def test_turns(self) -> None:
        """
        One after the other.
        """
        pair = Pair(flow(group(YES).replace("  until", "  order: turns\n  until")))

        first = pair.open(A), pair.open(B)
        pair.press(A, "<yes>")

        assert first[0] is not None
        assert first[1] is None
        assert pair.open(B)

    def test_missed(self) -> None:
        """
        At the deadline what was missed is said.
        """
        pair = Pair(flow(group(YES)))

        pair.press(A, "<yes>")
        pair.wait("2d")

        assert pair.ended == "other_way"

    def test_without_a_room_the_other_reads_along(self) -> None:
        """
        Question and answer reach the other's private chat, and the prompt says so.
        """
        pair = Pair(
            flow(
                group("- {id: t, ask: 'What, {me.name}?', text: {}, save: my.aloud}", kind="hurt")
            ),
            couple(room=False),
        )

        pair.say(A, "This.")

        assert pair.read(B) == ["What, Ana?", "Ana: This."]
        asked = pair.outline(Prompted)[0]
        assert isinstance(asked, Prompted)
        assert asked.heard

    def test_a_choice_is_heard_by_its_label(self) -> None:
        """
        The other reads what stood on the button.
        """
        pair = Pair(
            flow(group("- {id: m, ask: How?, choice: {calm: Quite calm}}", kind="hurt"))
            .replace("choice: {calm: Quite calm}}", "choice: {calm: Quite calm}, save: my.mood}")
            .replace("vars:\n  {}", "vars:\n  my.mood: {type: choice, of: [calm], private: false}"),
            couple(room=False),
        )

        pair.press(A, "Quite calm")

        assert pair.last(B) == "Ana: Quite calm"

    def test_a_skip_is_not_heard(self) -> None:
        """
        Nothing said is nothing to hear.
        """
        pair = Pair(
            flow(group("- {id: t, ask: What?, text: {}, save: my.aloud}", kind="hurt")),
            couple(room=False),
        )

        pair.skip(A)

        assert pair.read(B) == ["What?"]


class TestStuck:
    """What cannot be played."""

    def test_a_lane_waits_and_tries_again(self) -> None:
        """
        The person hears a calm sentence; speaking or coming back tries again from there.
        """
        pair = Pair(
            flow(
                lane(
                    "- {id: n, ask: N?, number: {}, save: my.open}",
                    '- {say: "{10 / my.open}"}',
                    YES,
                )
            )
        )

        pair.say(A, "0")
        first = pair.last(A)
        pair.say(A, "hello?")
        pair.resume(A)

        assert first == "<stuck>"
        assert [one.seat for one in pair.stuck] == [A, A, A]
        assert pair.open(B)

    def test_it_is_no_ones_business(self) -> None:
        """
        The other sees of it what they would see of silence.
        """
        pair = Pair(flow(lane(FEAR, '- {say: "{10 / my.fear}"}'), "- {say: Both., to: both}"))

        pair.press(A, "0")
        pair.press(B, "1")
        pair.wait("2d")

        assert pair.last(B) == "Both."
        assert pair.ended == "done"

    @pytest.mark.parametrize("answer", ["0", "1"])
    def test_what_both_see_goes_on_without_it(self, answer: str) -> None:
        """
        A private answer cannot stop the couple's way by making a condition fail.
        """
        pair = Pair(
            flow(
                lane(FEAR),
                "- {when: 10 / a.fear > 2, say: Take care., to: a}",
                "- {say: Both., to: both}",
            )
        )

        pair.press(A, answer)
        pair.press(B, "1")
        pair.wait("2d")

        assert pair.read(B)[-1] == "Both."
        assert pair.ended == "done"

    @pytest.mark.parametrize("answer", ["0", "1"])
    def test_nor_the_sitting(self, answer: str) -> None:
        """
        In the room as well.
        """
        pair = Pair(
            flow(
                lane(FEAR),
                group("- {when: 10 / my.fear > 2, say: Breathe., to: me}", YES, kind="hurt"),
            )
        )

        pair.press(A, answer)
        pair.press(B, "1")
        pair.wait("2d")
        pair.press(A, "<yes>")

        assert pair.ended == "done"

    @pytest.mark.parametrize("inside", [False, True])
    def test_many_nodes_are_several_turns(self, inside: bool) -> None:
        """
        A turn plays two hundred nodes and stops; it goes on by itself, and is no dead run.
        """
        long = "- {id: r, repeat: 20, do: [{id: s, repeat: 20, do: [{mark: x}]}]}"
        pair = Pair(
            flow(lane(long, "- {say: Over.}") if inside else long, "- {say: Both., to: both}")
        )

        pair.wait("2d")

        assert all(str(MAX_NODES) in one.reason for one in pair.stuck)
        assert len(pair.marks) == (800 if inside else 400)
        assert pair.read(A) == (["Over."] if inside else []) + ["Both."]
        assert pair.ended == "done"

    def test_missing_is_not_stuck(self) -> None:
        """
        A sum with a skipped answer is missing too.
        """
        pair = Pair(flow(lane(FEAR, '- {say: "{my.fear + 1}"}')))

        pair.skip(A)

        assert pair.last(A) == "…"


def test_a_deadline_counts_from_when_the_question_is_seen() -> None:
    """
    Begun at night, a wait of two days ends two days after the morning.
    """
    night = couple(quiet=(NIGHT, None))
    pair = Pair(
        flow(lane(FEAR), "- {say: Over., to: both}"),
        night,
        at=Pair(flow("- {say: x}")).now + timedelta(hours=11),
    )

    pair.wait("55h")
    before = pair.read(B)[-1]
    pair.wait("1h")

    assert before == "How afraid were you?"
    assert pair.read(B)[-1] == "Over."


def test_empty_lane_is_through() -> None:
    """
    A lane in which nothing applies has come to its end.
    """
    pair = Pair(
        flow(group("- {when: my.open > 3, say: Many.}", kind="hurt"), "- {say: On., to: both}")
    )

    assert pair.read(A) == ["On."]


def test_all_flows_here_are_sound() -> None:
    """
    The helper makes flows that the checker lets through.
    """
    assert check(unchecked(flow(lane(FEAR)))) == ()
    assert list(Seat) == [A, B]
