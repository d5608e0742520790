"""What lies on a locked phone: the first words of whatever comes unasked say nothing (T4)."""

import re
from collections.abc import Iterator

import pytest

from bot.engine.speech import Speech
from bot.flow.outcomes import Phrase
from bot.flow.script import Policy, Say, Script
from bot.flow.text import Template
from bot.model.words import plain
from tests.engine.stage import CONTENT

SEEN = 60
"""Characters of a message that a notification shows."""
UNASKED = (
    "lasting-notice", "parted", "export-notice", "pause-over", "away", "room-lost", "room-public",
    "room-crowded", "room-changed", "hide-done", "sorry", "stuck", "rest-over", "move-closed",
    "pin-knock", "pin-please", "pin-wrong", "pin-wait", "pin-right", "pin-over",
)  # fmt: skip
TELLING = {
    "en": r"abus|affair|betray|cheat|divorc|violen|threat|\bafraid|safety|\bsex|therap|lied\b|"
    r"\blies?\b|hurt|trauma|suicid|\btrust",
    "de": r"missbrauch|affäre|betrug|betrog|scheidung|gewalt|drohung|\bangst|sicherheit|\bsex|"
    r"therap|gelogen|lüge|verletz|trauma|suizid|vertrauen",
    "es": r"abus|aventura|traici|engañ|divorci|violen|amenaz|\bmiedo|segurid|\bsexo|terap|minti|"
    r"mentir|herid|trauma|suicid|confianza",
}


def unasked(flow: Script) -> Iterator[Template]:
    """Give every reminder of a flow, and how it begins where nobody asks for it to begin."""
    for node in flow.nodes.values():
        policy = getattr(node, "policy", None)
        if isinstance(policy, Policy):
            yield from (one.say for one in policy.remind)
    first = flow.nodes.get(flow.first or "")
    if isinstance(first, Say) and (flow.clocks or flow.after_flows or flow.events):
        yield first.text


def telling(words: str, language: str) -> str | None:
    found = re.search(TELLING[language], words[:SEEN], re.IGNORECASE)
    return found[0] if found else None


class TestFirstLines:
    @pytest.mark.parametrize("row", ["T4"])
    @pytest.mark.parametrize("language", CONTENT.languages)
    @pytest.mark.parametrize("name", UNASKED)
    def test_of_notices(self, row: str, language: str, name: str) -> None:
        """
        A notice that nobody asked for begins with words that anybody may read.
        """
        speech = Speech(CONTENT.bundles, CONTENT.languages)
        given = (("name", "Ana"), ("partner", "Ben"), ("time", "20:00"))

        assert telling(plain(speech.say(Phrase(name, given), language)), language) is None

    @pytest.mark.parametrize("row", ["T4"])
    @pytest.mark.parametrize("flow", CONTENT.flows)
    def test_of_flows(self, row: str, flow: str) -> None:
        """
        So does what a flow says while somebody is silent, and what a clock begins.
        """
        found = [
            (language, words)
            for one in unasked(CONTENT.flows[flow])
            for language, words in (
                ("en", one.source),
                *((code, other.source) for code, other in one.others.items()),
            )
            if telling(words, language)
        ]

        assert found == []

    @pytest.mark.parametrize(
        ("language", "said"),
        [("en", "Ana, is he violent?"), ("de", "Hast du Angst?"), ("es", "¿Tienes miedo?")],
    )
    def test_are_looked_at(self, language: str, said: str) -> None:
        """
        The list finds what would tell.
        """
        assert telling(said, language)
