"""What makes no sense is refused before anybody meets it."""
# ruff: noqa: E501 - a flow is read as one line

import pytest

from bot.errors import FlowError
from bot.flow.check import check, checked
from bot.flow.parse import parse
from tests.flow.leaks import FEAR, READ, SHARE, WORDS, flow, lane, reveal, sides


def found(source: str) -> list[tuple[str, str]]:
    """Give the numbers and sentences."""
    return [(one.code, one.message) for one in check(parse(source.encode(), "flow.yaml"))]


def codes(source: str) -> set[str]:
    """Give the numbers."""
    return {code for code, _ in found(source)}


ROUND = "- {goto: top}"
ASK = "- {id: q, ask: Well?, yesno: true}"


class TestCircles:
    """F033: nobody goes round for ever."""

    @pytest.mark.parametrize(
        "source",
        [
            flow("- {id: top, say: Hi., to: both}", ROUND),
            flow("- {id: top, if: couple.room, do: [{id: w, wait: 1d}]}", ROUND),
            flow("- {id: top, repeat: 2, do: [{say: Hi., to: both}]}", ROUND),
            flow("- {id: top, wait_for: calm, until: 1d}", ROUND),
            flow("- {id: top, call: b}", ROUND, blocks="b: [{say: Hi., to: both}]"),
            flow("- {id: w, when: couple.room, wait: 1d}", "- {id: top, mark: x}", ROUND),
            flow(lane("- {id: top, run: phrases, with: [my.words], save: my.words}", ROUND)),
            flow(lane("- {id: top, ask: May I?, consent: {shows: [words]}, save: my.share}", ROUND)),
            flow("- id: top\n  each: partner\n  place: group\n  until: 1h\n  do: [{say: Hi.}]\n"
                 "  missed: [{end: done}]", ROUND),
            flow("- {id: c, call: b}", blocks="b: [{say: Hi., to: both}, {id: d, call: b}]"),
            flow("- {id: x, call: b}", blocks="b: [{id: y, call: c}]\nc: [{id: z, call: b}]"),
            flow("- {id: x, call: b}", blocks="b: [{id: w, wait: 1d}, {id: z, call: b}]"),
        ],
    )  # fmt: skip
    def test_without_a_wait(self, source: str) -> None:
        """
        A circle in which nobody is waited for is refused, also through a block.
        """
        assert "F033" in codes(source)

    @pytest.mark.parametrize(
        "source",
        [
            flow("- {id: top, wait: 1d}", "- {when: couple.room, goto: top}"),
            flow(lane(FEAR, "- {when: my.fear > 5, goto: fear}")),
            flow(lane("- {id: c, call: b}", "- {when: my.fear > 5, goto: c}"), blocks=f"b:\n  {FEAR}"),
            flow(lane("- {id: r, repeat: 2, do: [{id: fear, ask: How?, scale: {}, save: my.fear}]}",
                      "- {when: my.fear > 5, goto: r}")),
            flow("- {id: top, each: partner, until: 1d, do: [{say: Hi.}]}",
                 "- {when: couple.room, goto: top}"),
        ],
    )  # fmt: skip
    def test_with_a_wait(self, source: str) -> None:
        """
        A circle that waits each time round is welcome.
        """
        assert not found(source)


class TestWay:
    """F031, F032, F034, F042: ends and what is reached."""

    def test_after_an_end(self) -> None:
        """
        What comes after an end, or after two branches that end, is never reached.
        """
        both = "- {if: couple.room, do: [{end: done}], else: [{end: other_way}]}"

        assert codes(flow("- {end: other_way}", "- {say: Hi., to: both}")) == {"F031"}
        assert codes(flow(both)) == {"F031"}

    def test_target_of_a_jump_is_reached(self) -> None:
        """
        What somebody jumps to is reached.
        """
        source = flow(
            "- {when: couple.room, goto: late}",
            "- {end: other_way}",
            "- {id: late, say: Hi., to: both}",
        )

        assert not found(source)

    def test_block_never_called(self) -> None:
        """
        A block that nobody calls is a mistake of somebody's.
        """
        assert codes(flow("- {say: Hi., to: both}", blocks="b: [{say: Hi., to: both}]")) == {"F031"}

    def test_no_end(self) -> None:
        """
        A flow says how it ends.
        """
        assert codes(flow("- {say: Hi., to: both}").replace("  - {end: done}", "")) == {"F032"}

    def test_missed_that_goes_on(self) -> None:
        """
        A sitting that did not come about must not go on as if it had.
        """
        ready = '- {id: s, ready: Sit?, slots: ["12:00"], until: 1d%s}'

        assert codes(flow(ready % "")) == {"F042"}
        assert codes(flow(ready % ", missed: [{say: No., to: both}]")) == {"F042"}
        assert not found(flow(ready % ", missed: [{end: other_way}]"))


class TestPlaces:
    """F041: questions have somebody, reveals nobody in particular."""

    @pytest.mark.parametrize(
        "source",
        [
            flow(ASK), flow("- {id: c, call: b}", blocks=f"b:\n  {ASK}"),
            flow(lane("- {id: c, call: b}"), "- {id: d, call: b}", blocks=f"b:\n  {ASK}"),
            flow(lane(lane(ASK, name="inner"))),
            flow(lane(WORDS, SHARE, reveal("{a.words} {b.words}", withheld="[]"))),
            flow(lane('- {id: s, ready: Sit?, slots: ["12:00"], until: 1h, missed: []}')),
            flow("- {say: Hi., to: me}"), flow("- {say: Hi., to: partner}"),
            flow('- {say: "{me.name}", to: group}'), flow('- {say: "{partner.name}", to: group}'),
            flow(lane("- {id: n, ask: N?, number: {}, save: my.open}"), "- {when: my.open > 1, say: Hi., to: both}"),
            flow(lane("- {id: n, ask: N?, number: {}, save: my.open}"), "- {if: my.open > 1, do: []}"),
            flow("- {set: {my.open: 1}}", '- {say: "{a.open}", to: both}'),
            flow("- {id: x, run: phrases, with: [run.topic], save: my.words}"),
            flow(lane("- {id: n, ask: N?, number: {}, save: my.open}"), "- {set: {run.count: my.open}}"),
            flow(lane(WORDS, SHARE), reveal("{my.words}")),
            flow(lane("- {id: n, ask: N?, number: {}, save: my.open}", WORDS, SHARE),
                 reveal("{my.open}: {a.words} {b.words}").replace("  needs", "  to: both\n  needs")),
            flow(lane(WORDS, kind="hurt"), '- {id: s, ready: Sit?, slots: ["12:00"], missed: [{end: other_way}]}'),
        ],
    )  # fmt: skip
    def test_out_of_place(self, source: str) -> None:
        """
        What would leave somebody without an answer to "who" is refused.
        """
        assert "F041" in codes(source)

    def test_in_place(self) -> None:
        """
        Names are fine where each reads their own.
        """
        assert not found(flow('- {say: "{me.name} and {partner.name}", to: both}'))
        assert not found(flow(lane("- {id: c, call: b}"), blocks=f"b:\n  {ASK}"))
        assert not found(
            flow(
                '- {id: s, ready: "With {partner.name}?", slots: ["12:00"], until: 1d, missed: [{end: other_way}]}'
            )
        )


class TestDeadlines:
    """F036: nobody waits for ever."""

    @pytest.mark.parametrize(
        "source",
        [
            flow(lane(ASK).replace("  until: 2d\n", "")),
            flow(lane(ASK).replace("2d", "0s")),
            flow(lane(ASK).replace("  do:", "  remind: [{after: 2d, say: Hi.}]\n  do:")),
            flow('- {id: s, ready: Sit?, slots: ["12:00"], missed: [{end: other_way}]}'),
            flow(lane(ASK), "- {say: Hi., to: both}",
                 '- {id: s, ready: Sit?, slots: ["12:00"], missed: [{end: other_way}]}'),
        ],
    )  # fmt: skip
    def test_is_needed(self, source: str) -> None:
        """
        A wait for people has an end, and no reminder after it.
        """
        assert codes(source) == {"F036"}

    def test_ready_has_that_of_the_fork_before_it(self) -> None:
        """
        Right behind a private fork, a sitting has its deadline.
        """
        ready = '- {id: s, ready: Sit?, slots: ["12:00"], missed: [{end: other_way}]}'

        assert not found(flow(lane(ASK), ready))


class TestButtons:
    """F040: buttons fit."""

    @pytest.mark.parametrize(
        ("kind", "fits"),
        [
            ("choice: {}", False), ("choice: {a: A}", True), (f"choice: {{a: {'x' * 40}}}", True),
            (f"choice: {{a: {'x' * 41}}}", False), ("choice: {a: Same, b: Same}", False),
            (f"choice: {{{', '.join(f'v{n}: L{n}' for n in range(25))}}}", True),
            (f"choice: {{{', '.join(f'v{n}: L{n}' for n in range(26))}}}", False),
            ("choice: [red, green]", True), ("scale: {min: 0, max: 24}", True),
            ("scale: {min: 0, max: 25}", False), ("scale: {min: 3, max: 3}", False),
            ("scale: {min: 3, max: 1}", False),
        ],
    )  # fmt: skip
    def test_fit(self, kind: str, fits: bool) -> None:
        """
        One to 25 different labels of 40 characters.
        """
        assert codes(flow(lane(f"- {{id: q, ask: Well?, {kind}}}"))) == (
            set() if fits else {"F040"}
        )


class TestTypes:
    """F022, F023, F035: names and kinds of values."""

    @pytest.mark.parametrize(
        ("source", "code", "says"),
        [
            (flow(lane(FEAR, "- {when: my.feer > 3, say: Hi.}")), "F022", "did you mean 'my.fear'?"),
            (flow(lane("- {say: '{my.nothing}'}")), "F022", "not declared"),
            (flow("- {say: 'Hi {a.nmae}', to: both}"), "F022", "did you mean 'a.name'?"),
            (flow(lane(FEAR, "- {say: '{me.fear}'}")), "F022", "my.fear"),
            (flow(lane("- {id: q, ask: Hi?, yesno: true, save: my.zzz}")), "F022", "not declared"),
            (flow(lane("- {id: q, ask: Hi?, consent: {shows: [zzz]}}")), "F022", "not declared"),
            (flow(lane(WORDS, SHARE), reveal("{a.words}", names="[words, zzz]")), "F022", "not declared"),
            (flow(lane(FEAR, "- {when: my.fear > 'x', say: Hi.}")), "F023", "ordered"),
            (flow(lane(FEAR, "- {when: my.fear == 'x', say: Hi.}")), "F023", "never the same"),
            (flow(lane(FEAR, "- {when: \"my.fear in [1, 'x']\", say: Hi.}")), "F023", "never the same"),
            (flow(lane(WORDS, "- {when: my.words + 1 > 2, say: Hi.}")), "F023", "a number is needed"),
            (flow(lane("- {id: m, ask: Hi?, choice: {calm: Calm}, save: my.mood}",
                       "- {when: my.mood == 'clam', say: Hi.}")), "F023", "did you mean 'calm'?"),
            (flow(lane("- {id: q, ask: Hi?, yesno: true, save: my.fear}")), "F023", "is a whole number"),
            (flow(lane("- {id: q, ask: Hi?, text: {}, save: my.hurts}")), "F023", "is a yes or no"),
            (flow(lane("- {set: {my.fear: \"'x'\"}}")), "F023", "is a whole number"),
            (flow(lane(WORDS, "- {id: x, run: phrases, with: [my.words], save: my.fear}")), "F023", "text"),
        ],
    )  # fmt: skip
    def test_says_what_does_not_go_together(self, source: str, code: str, says: str) -> None:
        """
        Wrong names come with the right one, wrong kinds with what they are.
        """
        assert any(number == code and says in message for number, message in found(source))

    def test_unused(self) -> None:
        """
        What is declared is used; being saved, shown or named by a consent is use.
        """
        extra = flow(lane(FEAR)).replace("vars:", "vars:\n  my.idle: {type: int}")

        assert codes(extra) == {"F035"}
        assert not found(flow(lane(FEAR)))

    def test_wrong_at_once(self) -> None:
        """
        `checked` raises all of it, in file order.
        """
        source = flow(lane(FEAR, "- {say: '{my.x} {my.y}'}"), "- {say: Hi., to: me}")

        with pytest.raises(FlowError) as refused:
            checked(parse(source.encode(), "flow.yaml"))

        lines = [one.line for one in refused.value.problems]
        assert lines == sorted(lines)
        assert len(lines) == 3


def test_consents_of_each_side() -> None:
    """
    One shows, the other agrees to read: that is sound.
    """
    source = flow(
        sides([WORDS, SHARE], [READ]),
        reveal("{hurt.words}", needs="{hurt: share, repairing: read}"),
    )

    assert not found(source)


class TestWritten:
    """F023: a day or an hour that can never be."""

    @pytest.mark.parametrize(
        ("kind", "text", "wrong"),
        [
            ("date", "2026-11-29", False),
            ("date", "2026-02-30", True),
            ("date", "29.11.2026", True),
            ("date", "20261129", True),
            ("date", "2026-W48-7", True),
            ("time", "18:30", False),
            ("time", "06:05", False),
            ("time", "6:05", True),
            ("time", "24:30", True),
            ("time", "18:30:00", True),
        ],
    )
    def test_compared(self, kind: str, text: str, wrong: bool) -> None:
        """What an answer is held against is written as answers are kept."""
        ask = f"- {{id: x, ask: When?, {kind}: {{}}, save: my.x}}"
        source = flow(
            lane(ask, f"- {{if: \"my.x == '{text}'\", do: [{{say: Hi.}}]}}"),
            given=[f"  my.x: {{type: {kind}}}"],
        )

        assert ("F023" in codes(source)) is wrong
