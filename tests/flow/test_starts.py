"""What begins a flow, how often, and what it does when another one is open, as it is written."""

from datetime import time, timedelta

import pytest

from bot.errors import FlowError
from bot.flow.check import checked
from bot.flow.parse import parse
from bot.flow.script import After, Busy, Clock, Once, Script


def starting(*lines: str) -> Script:
    """Build a flow with these lines at its top."""
    head = "\n".join(lines)
    source = f"""format: 1
flow: begun
title: Begun
outcomes: [done]
{head}
nodes:
  - {{say: Hello., to: both}}
  - {{end: done}}
"""
    return checked(parse(source.encode(), "begun.yaml"))


class TestStart:
    """Each entry is one way."""

    def test_all_of_them(self) -> None:
        """
        As many as one likes, of any kind.
        """
        script = starting(
            'start: [{every: {at: "2:30"}}, {every: {day: monday, at: "18:30"}}, {command: go},',
            "        {keyword: Let us talk}, {after: other}, {event: heard},",
            "        {after: {flow: third, outcome: shared, wait: 1d}}]",
        )

        assert script.clocks == (Clock(None, time(2, 30)), Clock(0, time(18, 30)))
        assert script.commands == ("go",)
        assert script.keywords == ("Let us talk",)
        assert script.after_flows == (
            After("other", None, timedelta(0)),
            After("third", "shared", timedelta(days=1)),
        )
        assert script.events == ("heard",)

    def test_none(self) -> None:
        """
        Then only another flow begins it.
        """
        script = starting()

        ways = (script.clocks, script.commands, script.keywords, script.after_flows, script.events)
        assert ways == ((),) * 5
        assert (script.guard, script.once, script.busy) == (None, None, Busy.QUEUE)

    @pytest.mark.parametrize(
        ("line", "code"),
        [
            ("start: [{every: {day: Sonntag, at: '18:30'}}]", "F008"),
            ("start: [{every: {day: sunday}}]", "F007"),
            ("start: [{every: {at: '24:00'}}]", "F008"),
            ("start: [{keyword: ''}]", "F008"),
            ("start: [{command: Go}]", "F008"),
            ("start: [{after: {outcome: shared}}]", "F007"),
            ("start: [{after: {flow: other, wait: a day}}]", "F008"),
            ("start: [{event: heard it}]", "F008"),
            ("start: [{weekly: sunday}]", "F006"),
            ("start: {command: go}", "F008"),
            ("once: couple.year", "F008"),
            ("busy: wait", "F008"),
            ("guard: couple heard", "F020"),
        ],
    )
    def test_refused(self, line: str, code: str) -> None:
        """
        With the number of the mistake, at its line.
        """
        with pytest.raises(FlowError) as refused:
            starting(line)

        assert (code, 5) in [(one.code, one.line) for one in refused.value.problems]

    def test_words_of_the_bots_own_begin_no_flow(self) -> None:
        """
        They always work.
        """
        with pytest.raises(FlowError) as refused:
            starting("start: [{command: stop}]")

        assert [one.code for one in refused.value.problems] == ["F010"]


class TestHowOften:
    """`once`, `busy` and `guard`."""

    @pytest.mark.parametrize("once", list(Once))
    def test_once(self, once: Once) -> None:
        """
        A day, a week, or only once.
        """
        assert starting(f"once: couple.{once}").once is once

    @pytest.mark.parametrize("busy", list(Busy))
    def test_busy(self, busy: Busy) -> None:
        """
        It waits, is let be, or takes the other's place.
        """
        assert starting(f"busy: {busy}").busy is busy

    def test_guard_asks_after_milestones(self) -> None:
        """
        The room is no milestone.
        """
        script = starting("guard: couple.heard and couple.room")

        assert script.guard is not None
        assert script.facts == {"heard"}
