"""What a couple meets: the veil, consent, sittings, reminders, old buttons, the night."""
# ruff: noqa: E501 - a flow is read as one line

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.flow.cast import Cast
from bot.flow.events import Done, Rang
from bot.flow.outcomes import ROOM, AlarmSet
from bot.model.couple import Seat
from tests.flow.leaks import (
    AGREE,
    FEAR,
    ONE_WAY,
    READ,
    SHARE,
    WORDS,
    flow,
    group,
    lane,
    reveal,
    sides,
)
from tests.pair import NIGHT, NOON, A, B, Pair, couple

BOTH = reveal("{a.words} / {b.words}")
KEPT = "This stays private."
REVEAL = flow(AGREE, BOTH)
SAFE = flow(AGREE, BOTH.replace("  needs", "  open: at_deadline\n  needs"))
REMIND = "  remind: [{after: 22h, say: 'No rush, {me.name}.'}]\n"
READY = '- {id: sit, ready: "Sit with {partner.name}?", slots: ["12:30", "18:00"], missed: [{say: Not now., to: both}, {end: other_way}]}'
SIT = flow(lane(FEAR), READY, group("- {id: here, ask: Here?, yesno: true}"))
TALK = group(
    "- {id: t, ask: 'What, {me.name}?', text: {}, save: my.aloud}",
    "- {say: '{me.name}: {my.aloud}'}",
).replace("  until", "  order: turns\n  quiet: off\n  until")


def through(pair: Pair, seat: Seat, answer: str = "<consent-yes>") -> None:
    """Answer all of `AGREE`, and the consent so."""
    pair.press(seat, "5")
    pair.say(seat, f"words of {seat}")
    pair.press(seat, answer)


def told(pair: Pair, to: Seat) -> list[tuple[datetime, str]]:
    """Give all that one is shown, when, in their own chat and the room."""
    return sorted((one.at, one.text) for chat in (to, ROOM) for one in pair.seen(chat))


class TestReveal:
    """From private to shared."""

    def test_opens_when_both_agreed(self) -> None:
        """
        At one moment, as soon as both are through.
        """
        pair = Pair(REVEAL)

        through(pair, A)
        before = pair.read(ROOM)
        through(pair, B)

        assert before == []
        assert pair.read(ROOM) == ["words of a / words of b"]
        assert pair.ended == "done"

    def test_at_deadline_waits(self) -> None:
        """
        Even a mutual yes, so that not even the moment tells.
        """
        pair = Pair(SAFE)
        through(pair, A)
        through(pair, B)

        pair.wait("47h")
        before = pair.read(ROOM)
        pair.wait("1h")

        assert before == []
        assert pair.read(ROOM) == ["words of a / words of b"]

    @pytest.mark.parametrize("source", [REVEAL, SAFE])
    @pytest.mark.parametrize(
        "way", ["no", "typed no", "skips consent", "skips words", "half", "silent"]
    )
    def test_every_no_looks_the_same(self, source: str, way: str) -> None:
        """
        Declined, left out, half done and silent: the same words at the same moment.
        """
        pair, other = Pair(source), Pair(source)
        through(pair, B)
        through(other, B)
        if way in ("no", "typed no"):
            pair.press(A, "5")
            pair.say(A, "words")
            _ = pair.press(A, "<consent-no>") if way == "no" else pair.say(A, "no")
        elif way == "skips consent":
            pair.press(A, "5")
            pair.say(A, "words")
            pair.skip(A)
        elif way == "skips words":
            pair.skip(A)
            pair.skip(A)
        elif way == "half":
            pair.press(A, "5")

        pair.wait("3d")
        other.wait("3d")

        assert told(pair, B) == told(other, B)
        assert pair.read(B)[-1] == KEPT
        assert pair.seen(B)[-1].at == NOON + timedelta(days=2)
        assert not pair.revealed

    def test_one_way(self) -> None:
        """
        One shows, the other has agreed to read; only that is shown.
        """
        pair = Pair(
            flow(ONE_WAY, reveal("{hurt.words}", needs="{hurt: share, repairing: read}")),
            couple(hurt=B),
        )
        pair.say(B, "mine")
        pair.press(B, "<consent-yes>")
        pair.say(A, "not this")

        pair.press(A, "<yes>")

        assert pair.read(ROOM) == ["mine"]

    def test_who_does_not_want_to_read(self) -> None:
        """
        Without the reader's yes nothing is shown.
        """
        pair = Pair(flow(ONE_WAY, reveal("{hurt.words}", needs="{hurt: share, repairing: read}")))
        pair.say(A, "mine")
        pair.press(A, "<consent-yes>")
        pair.say(B, "hm")

        pair.press(B, "<no>")
        pair.wait("2d")

        assert pair.read(B)[-1] == KEPT

    def test_consent_shows_what_would_be_shown(self) -> None:
        """
        To the letter, and it is not asked when there is nothing.
        """
        pair = Pair(REVEAL)
        pair.press(A, "5")
        pair.say(A, "**mine** {b.words}")
        pair.skip(B)

        pair.skip(B)

        assert pair.last(A) == "May I show it?\n“**mine** {b.words}”"
        assert pair.open(B) is None

    def test_changed_answer_voids_consent(self) -> None:
        """
        What was agreed to was something else.
        """
        again = "- {id: anew, ask: Anything else?, text: {}, save: my.words}"
        pair = Pair(flow(lane(WORDS, SHARE, again), BOTH))
        for seat in Seat:
            pair.say(seat, "first")
            pair.press(seat, "<consent-yes>")

        pair.say(A, "second")
        pair.say(B, "second")
        pair.wait("2d")

        assert not pair.revealed
        assert pair.run.values["a"] == {"words": "second"}

    def test_set_voids_consent(self) -> None:
        """
        Also when the flow changes it.
        """
        pair = Pair(
            flow(
                lane(
                    WORDS,
                    "- {id: o, ask: Other?, text: {}, save: my.other}",
                    SHARE,
                    "- {set: {my.words: my.other}}",
                ),
                BOTH,
            )
        )
        for seat in Seat:
            pair.say(seat, "first")
            pair.say(seat, "other")
            pair.press(seat, "<consent-yes>")

        pair.wait("2d")

        assert not pair.revealed

    def test_a_reveal_that_does_not_apply_is_no_way_round_the_veil(self) -> None:
        """
        What follows a reveal that is left out comes at the deadline.
        """
        source = flow(
            AGREE,
            BOTH.replace("  needs", "  when: couple.room\n  needs"),
            "- {say: Over., to: both}",
        )
        pair = Pair(source, couple(room=False))

        through(pair, A)
        through(pair, B)
        before = "Over." in pair.read(A)
        pair.wait("2d")

        assert not before
        assert pair.last(A) == "Over."

    def test_text_that_fails_is_withheld(self) -> None:
        """
        What cannot be filled in is not shown half.
        """
        source = flow(
            lane(FEAR, "- {id: c, ask: May I?, consent: {shows: [fear]}, save: my.share}"),
            reveal("{10 / a.fear} {10 / b.fear}", names="[fear]"),
        )
        pair = Pair(source)
        for seat in Seat:
            pair.press(seat, "0")
            pair.press(seat, "<consent-yes>")

        before = pair.read(A)[-1]
        pair.wait("2d")

        assert before != KEPT
        assert pair.last(A) == KEPT

    def test_shown_goes_on_at_once(self) -> None:
        """
        What both have agreed to may be spoken of.
        """
        pair = Pair(
            flow(AGREE, reveal("{a.words} / {b.words}", shown='[{say: "{a.words}!", to: group}]'))
        )
        through(pair, A)

        through(pair, B)

        assert pair.read(ROOM) == ["words of a / words of b", "words of a!"]


class TestVeil:
    """Nobody sees when the other was through."""

    def test_say_waits_for_the_deadline(self) -> None:
        """
        Both are long through; it comes when it would have come anyway.
        """
        pair, silent = (
            Pair(flow(lane(FEAR), "- {say: Over., to: both}")),
            Pair(flow(lane(FEAR), "- {say: Over., to: both}")),
        )

        pair.press(A, "1")
        pair.press(B, "1")
        silent.press(B, "1")
        pair.wait("3d")
        silent.wait("3d")

        assert told(pair, B) == told(silent, B)
        assert pair.seen(B)[-1].at == NOON + timedelta(days=2)

    def test_one_lane_alone(self) -> None:
        """
        A lane for one has a veil as well.
        """
        pair = Pair(flow(lane(FEAR, kind="hurt"), "- {say: Over., to: both}"))

        pair.press(A, "1")

        assert pair.read(B) == []

    def test_second_private_fork_waits(self) -> None:
        """
        What opens a new fork is seen, so it waits.
        """
        pair = Pair(flow(lane(FEAR), lane(WORDS, name="again")))

        pair.press(A, "1")
        pair.press(B, "1")
        before = pair.open(A)
        pair.wait("2d")

        assert before is None
        assert pair.open(A)

    def test_late_words_are_thanked(self) -> None:
        """
        An old button after the deadline is answered kindly.
        """
        pair = Pair(
            flow(lane(FEAR).replace("  until", "  late: thank\n  until"), "- {id: w, wait: 1d}")
        )
        pair.wait("2d")

        pair.tap(pair.prompts[A][0], 3)

        assert pair.last(A) == "<closed-thanks>"
        assert not pair.run.values


class TestReady:
    """The double-blind press."""

    def ready(self, cast: Cast | None = None) -> Pair:
        """Bring both to the sitting."""
        pair = Pair(SIT, cast)
        pair.press(A, "5")
        pair.press(B, "5")
        return pair

    def test_each_is_asked_when_they_are_through(self) -> None:
        """
        That tells nobody anything about the other.
        """
        pair = Pair(SIT)

        pair.press(A, "5")

        assert pair.last(A) == "Sit with Ben?"
        assert pair.last(B) == "How afraid were you?"

    def test_opens_at_the_hour(self) -> None:
        """
        Both pressed; it opens at the slot and not before.
        """
        pair = self.ready()

        pair.press(A, "<ready>")
        pair.press(B, "<ready>")
        before = pair.read(ROOM)
        pair.wait("30m")

        assert before == []
        assert pair.last(A) == "<ready-kept time=12:30>"
        assert pair.read(ROOM) == ["Here?", "Here?"]

    @pytest.mark.parametrize(
        ("language", "said", "heard"),
        [
            ("en", "Ready!", True), ("en", "I\u2019m ready.", True), ("en", "ready or not", False),
            ("es", "¡Estoy lista!", True), ("es", "ready", True), ("es", "bereit", False),
            ("de-AT", "Bereit", True),
        ],
    )  # fmt: skip
    def test_in_words(self, language: str, said: str, heard: bool) -> None:
        """
        Who writes it in their language, or in English, has pressed.
        """
        cast = couple()
        pair = self.ready(replace(cast, a=replace(cast.a, language=language)))

        pair.say(A, said)

        assert (pair.last(A) == "<ready-kept time=12:30>") is heard

    def test_one_press_is_not_shown(self) -> None:
        """
        Who pressed alone hears that none is open; the other hears nothing.
        """
        pair = self.ready()

        pair.press(A, "<ready>")
        pair.wait("30m")

        assert pair.last(A) == "<no-sitting>"
        assert pair.last(B) == "Sit with Ana?"
        assert pair.open(A)

    def test_not_through_looks_like_not_pressed(self) -> None:
        """
        Whether the other is not ready or not even through is not to be told.
        """
        pair, other = Pair(SIT), self.ready()
        pair.press(A, "5")

        for one in (pair, other):
            one.press(A, "<ready>")
            one.wait("3d")

        assert told(pair, A) == told(other, A)

    def test_counts_for_one_slot(self) -> None:
        """
        A press for noon is none for the evening.
        """
        pair = self.ready()
        pair.press(A, "<ready>")
        pair.wait("1h")

        pair.press(B, "<ready>")
        pair.wait("6h")

        assert pair.read(ROOM) == []
        assert pair.last(B) == "<no-sitting>"

    def test_twice_is_once(self) -> None:
        """
        A second press of the same is no second person.
        """
        pair = self.ready()

        pair.press(A, "<ready>")
        pair.press(A, "<ready>")
        pair.wait("30m")

        assert pair.read(ROOM) == []

    def test_missed(self) -> None:
        """
        At the deadline both read the same.
        """
        pair = self.ready()

        pair.wait("2d")

        assert pair.last(A) == pair.last(B) == "Not now."
        assert pair.ended == "other_way"

    def test_said_is_pressed(self) -> None:
        """
        The words count like the button.
        """
        pair = self.ready()

        pair.say(A, "Ready!")

        assert pair.last(A).startswith("<ready-kept")

    def test_time_is_told_in_ones_own_zone(self) -> None:
        """
        The slot is the couple's; each reads their clock.
        """
        pair = self.ready(couple(zones=("UTC", "Asia/Kathmandu")))

        pair.press(B, "<ready>")

        assert pair.last(B) == "<ready-kept time=18:15>"

    def test_that_does_not_apply(self) -> None:
        """
        A sitting that is left out lets nobody wander off in their lane.
        """
        source = flow(
            lane(FEAR),
            READY.replace("ready:", "when: couple.room, ready:"),
            "- {say: Over., to: both}",
        )
        pair = Pair(source, couple(room=False))

        pair.press(A, "5")
        pair.press(B, "5")
        before = pair.read(A)[-1]
        pair.wait("2d")

        assert before == "How afraid were you?"
        assert pair.read(A)[-1] == pair.read(B)[-1] == "Over."
        assert pair.read(A).count("Over.") == 1

    def test_behind_lanes_it_reminds_who_has_not_pressed(self) -> None:
        """
        Each at their own time, and nobody who pressed.
        """
        told = READY.replace("slots", "remind: [{after: 1h, say: Still time.}], slots")
        pair = Pair(flow(lane(FEAR), told.replace('"12:30"', '"17:00"')))
        pair.press(A, "5")
        pair.wait("30m")
        pair.press(B, "5")
        pair.press(B, "<ready>")

        pair.wait("40m")
        first = pair.read(A).count("Still time."), pair.read(B).count("Still time.")
        pair.wait("2d")

        assert first == (1, 0)
        assert pair.read(B).count("Still time.") == 0

    def test_on_its_own_it_reminds_who_has_not_pressed(self) -> None:
        """
        A sitting outside lanes has its own deadline and reminders.
        """
        alone = READY.replace(
            "slots", "until: 23h, remind: [{after: 1h, say: Still time.}], slots"
        ).replace("12:30", "11:30")
        pair = Pair(flow("- {say: Soon., to: both}", alone))
        pair.press(A, "<ready>")

        pair.wait("2h")

        assert "Still time." not in pair.read(A)
        assert pair.last(B) == "Still time."


class TestReminders:
    """Kind words, to whom they concern."""

    SOURCE = flow(lane(FEAR).replace("  do:", REMIND + "  do:"), "- {say: Over., to: both}")

    def test_only_who_is_open(self) -> None:
        """
        Who is through is left in peace.
        """
        pair = Pair(self.SOURCE)
        pair.press(A, "1")

        pair.wait("23h")

        assert "No rush, Ana." not in pair.read(A)
        assert pair.last(B) == "No rush, Ben."

    def test_dropped_when_closed(self) -> None:
        """
        When both are through nothing rings but the deadline.
        """
        pair = Pair(self.SOURCE)

        pair.press(A, "1")
        pair.press(B, "1")

        assert [tag for _, tag in pair.alarms] == ["until"]

    def test_after_quiet_hours(self) -> None:
        """
        A reminder that falls into the night comes in the morning, if it is still true.
        """
        cast = couple(quiet=(NIGHT, NIGHT))
        pair = Pair(self.SOURCE, cast, at=NOON + timedelta(hours=4))

        pair.wait("15h")
        pair.press(B, "1")
        pair.wait("8h")
        pair.wait("1d")

        assert [one.at.hour for one in pair.seen(A) if "No rush" in one.text] == [14]
        assert not any("No rush" in one.text for one in pair.seen(B))

    def test_held_reminder_is_dropped(self) -> None:
        """
        Due at night and answered before the morning: nothing comes.
        """
        cast = couple(quiet=(NIGHT, NIGHT))
        pair = Pair(self.SOURCE, cast, at=NOON + timedelta(hours=9))
        pair.wait("20h")

        pair.wait("1h")
        pair.press(A, "1")
        pair.wait("1d")

        assert not any("No rush" in one.text for one in pair.seen(A))

    def test_in_the_room(self) -> None:
        """
        In the room one reminder for all, while somebody is awaited.
        """
        source = flow(
            group("- {id: here, ask: Here?, yesno: true}").replace(
                "  place", "  remind: [{after: 5m, say: No rush.}]\n  place"
            )
        )
        pair = Pair(source)

        pair.press(A, "<yes>")
        pair.wait("10m")

        assert pair.read(ROOM)[-1] == "No rush."

    def test_that_fails_is_not_said(self) -> None:
        """
        A reminder that cannot be filled in hurts nobody.
        """
        pair = Pair(
            flow(
                lane(FEAR, WORDS).replace(
                    "  do:", "  remind: [{after: 1h, say: '{1 / my.fear}'}]\n  do:"
                )
            )
        )
        pair.press(A, "0")

        pair.wait("2h")

        assert pair.read(A) == ["How afraid were you?", "What do you feel?"]


class TestQuiet:
    """The night."""

    def test_holds_what_others_cause(self) -> None:
        """
        A reveal at night reaches in the morning who sleeps.
        """
        pair = Pair(
            flow(AGREE, BOTH), couple(room=False, quiet=(None, NIGHT)), at=NOON + timedelta(hours=9)
        )
        through(pair, B)
        pair.wait("3h")

        through(pair, A)

        assert pair.read(A)[-1] == "words of a / words of b"
        assert pair.read(B)[-1] != "words of a / words of b"
        assert pair.seen(B)[-1].at == (NOON + timedelta(days=1)).replace(hour=7)

    def test_not_what_one_causes(self) -> None:
        """
        Who answers at night is answered at night.
        """
        pair = Pair(
            flow(lane(FEAR, "- {say: Thank you.}")),
            couple(quiet=(NIGHT, NIGHT)),
            at=NOON + timedelta(hours=11),
        )

        pair.press(A, "1")

        assert pair.read(A)[-1] == "Thank you."

    def test_the_room_sleeps_when_one_does(self) -> None:
        """
        What is for both waits for both.
        """
        pair = Pair(
            flow("- {say: Hello., to: group}"),
            couple(quiet=(None, NIGHT)),
            at=NOON + timedelta(hours=11),
        )

        assert pair.read(ROOM) == []
        assert pair.seen(ROOM)[0].at.hour == 7

    def test_off_in_a_sitting(self) -> None:
        """
        Where both are present nothing is held back.
        """
        source = flow(TALK)
        pair = Pair(source, couple(quiet=(NIGHT, NIGHT)), at=NOON + timedelta(hours=11))

        pair.say(A, "this")

        assert pair.read(ROOM) == ["What, Ana?", "Ana: this", "What, Ben?"]


class TestButtons:
    """Old, doubled and strange."""

    def test_old_one_changes_nothing(self) -> None:
        """
        It belongs to an earlier question.
        """
        pair = Pair(REVEAL)
        pair.press(A, "5")
        before = pair.run

        turn = pair.tap(pair.prompts[A][0], 9)

        assert pair.last(A) == "<closed-question>"
        assert turn.run == before

    def test_twice_is_once(self) -> None:
        """
        Two taps, one answer.
        """
        pair = Pair(REVEAL)

        pair.press(A, "5")
        pair.tap(pair.prompts[A][0], 5)
        pair.tap(pair.prompts[A][0], 5)

        assert pair.run.values["a"] == {"fear": 5}
        assert len(pair.prompts[A]) == 2

    def test_the_others(self) -> None:
        """
        In the room everybody sees the buttons of one.
        """
        pair = Pair(flow(group("- {id: here, ask: Here?, yesno: true}", kind="hurt")))

        pair.tap(pair.prompts[A][0], 0, B)

        assert pair.last(B) == "<not-yours>"
        assert pair.open(A)

    @pytest.mark.parametrize("option", [12, 99, 10_000])
    def test_no_such_option(self, option: int) -> None:
        """
        An option that is not there is a closed question.
        """
        pair = Pair(REVEAL)

        pair.tap(pair.prompts[A][0], option)

        assert pair.last(A) == "<closed-question>"
        assert pair.open(A)

    def test_after_the_end(self) -> None:
        """
        A button of a conversation that is over.
        """
        pair = Pair(REVEAL)
        pair.wait("2d")

        turn = pair.tap(pair.prompts[A][0], 1)

        assert pair.last(A) == "<closed-question>"
        assert turn.run.ended == "done"


class TestNotOurs:
    """Events nobody waits for."""

    @pytest.mark.parametrize("room", [True, False])
    def test_words_when_nothing_is_asked(self, room: bool) -> None:
        """
        Talk is not taken, and changes nothing.
        """
        pair = Pair(flow(lane(WORDS, kind="hurt")))

        assert not pair.say(B, "hello", room=room).taken

    def test_private_question_answered_in_the_room(self) -> None:
        """
        What is asked in private is not answered by what is said aloud.
        """
        pair = Pair(flow(lane(WORDS)))

        turn = pair.say(A, "aloud", room=True)

        assert not turn.taken
        assert pair.open(A)

    def test_rooms_question_answered_in_private(self) -> None:
        """
        Nor the other way round.
        """
        pair = Pair(flow(TALK))

        assert not pair.say(A, "this", room=False).taken

    @pytest.mark.parametrize("tag", ["until", "settle", "wake", "slot:0", "remind:0:a", "nonsense"])
    @pytest.mark.parametrize("wait", [0, 77])
    def test_stale_alarms(self, wait: int, tag: str) -> None:
        """
        An alarm of a wait that is over does nothing.
        """
        pair = Pair(REVEAL)
        before = pair.run

        turn = pair.do(Rang(pair.now, wait, tag))

        assert turn.run == before
        assert not turn.outcomes

    def test_stale_action(self) -> None:
        """
        A result that nobody waits for is let go.
        """
        pair = Pair(REVEAL)

        assert not pair.do(Done(pair.now, 77, {"found": "x"})).taken

    def test_skip_and_resume_with_nothing_open(self) -> None:
        """
        There is nothing to leave out, and nothing to show again.
        """
        pair = Pair(flow(lane(WORDS, kind="hurt")))

        assert not pair.skip(B).taken
        assert not pair.resume(B).taken

    def test_nothing_after_the_end(self) -> None:
        """
        A run that has ended takes nothing.
        """
        pair = Pair(REVEAL)
        pair.wait("2d")

        assert not pair.say(A, "hello").taken
        assert not pair.skip(A).taken
        assert not pair.alarms


class TestResume:
    """Coming back."""

    def test_same_question_same_buttons(self) -> None:
        """
        Shown once more under the same number; either copy answers it.
        """
        pair = Pair(REVEAL)
        pair.press(A, "5")
        pair.say(A, "words")

        pair.resume(A)

        first, again = pair.prompts[A][-2:]
        assert first == again
        pair.tap(first, 0)
        assert pair.run.values["a"]["share"] is True

    def test_ready_again(self) -> None:
        """
        A sitting is offered again.
        """
        pair = Pair(SIT)
        pair.press(A, "5")

        pair.resume(A)

        assert pair.read(A)[-2:] == ["Sit with Ben?"] * 2


class TestTurns:
    """One speaks, the other listens."""

    def test_interruption_is_hushed_once(self) -> None:
        """
        Kindly, and once a turn.
        """
        pair = Pair(flow(TALK))

        pair.say(B, "but that", room=True)
        pair.say(B, "is not", room=True)
        pair.say(A, "this")
        pair.say(A, "and", room=True)

        assert pair.read(ROOM).count("<their-turn name=Ana>") == 1
        assert pair.read(ROOM)[-1] == "<their-turn name=Ben>"

    def test_interruption_is_no_answer(self) -> None:
        """
        What is called in is kept nowhere.
        """
        pair = Pair(flow(TALK))

        pair.say(B, "but that", room=True)

        assert not pair.run.values

    def test_without_a_room_nobody_interrupts(self) -> None:
        """
        In one's own chat nobody is hushed.
        """
        pair = Pair(flow(TALK), couple(room=False))

        assert not pair.say(B, "but that").taken


def test_two_deadlines_are_one() -> None:
    """
    Setting the same alarm again moves it.
    """
    pair = Pair(REVEAL)
    through(pair, A)
    through(pair, B, "<consent-no>")

    untils = [one for one in pair.outcomes if isinstance(one, AlarmSet) and one.tag == "until"]

    assert len(untils) == 2
    assert untils[0] == untils[1]


def test_private_question_stays_private_without_a_room() -> None:
    """
    Only what is for the room is read along.
    """
    pair = Pair(flow(sides([WORDS, SHARE], [WORDS, READ])), couple(room=False))

    pair.say(A, "secret")

    assert pair.read(B) == ["What do you feel?"]
