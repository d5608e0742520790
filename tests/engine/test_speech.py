"""The bot's own sentences: all there, all used, and nobody's words can change them."""

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from fluent.runtime import FluentBundle, FluentResource

from adapters.discord.wording import Wording
from bot.engine import arrival
from bot.engine.purposes import PURPOSES
from bot.engine.rights.asked import COMMANDS as RIGHTS
from bot.engine.speech import Speech
from bot.engine.vocabulary import Word
from bot.flow.outcomes import Phrase
from bot.model.sketches import Brief, Progress
from bot.model.words import Span, Style, plain
from bot.platforms import COMMANDS
from tests.engine.stage import CONTENT

PARTS = ("profile", "consents", "own", "joint", "milestones", "messages", "shown", "things")
KEPT, PAPER = Progress(date(2026, 11, 23), (), ()), Brief(date(2026, 11, 23), ())
ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "dialogs" / "texts"
MADE_UP = {
    *(f"step-{step.name}" for step in CONTENT.journey.steps),
    *(f"side-{side}" for side in arrival.SIDES),
    *(f"{why}-closed" for why in ("age", "consent")),
    *(
        f"command-{name}"
        for name in (
            "start",
            "menu",
            "pair",
            "invite",
            "join",
            "group",
            "move",
            "pronouns",
        )
    ),
    *(f"command-{name}" for name in RIGHTS),
    *(f"consent-{one}{end}" for one in PURPOSES for end in ("", "-on", "-off", "-done")),
    *(f"forget-{what}-done" for what in ("last", "today")),
    *(f"export-heading-{part}" for part in PARTS),
    *(f"command-{word}" for word in Word if word is not Word.LEAVE_SURE),
    *(f"word-{word}" for word in Word),
    *(f"slash-{name}" for name in (*COMMANDS, "room")),
    *(name for sketch in (KEPT, replace(KEPT, mirrored=True), PAPER) for name in sketch.words),
    *(
        f"discord-{field.name.replace('_', '-')}"
        for field in fields(Wording)
        if field.name != "slash_room"
    ),
}
"""Names that the code puts together, so that they stand nowhere in it."""
OF_FLOWS = {f"slash-{name}" for flow in CONTENT.flows.values() for name in flow.commands}
"""Names of flows' commands in people's languages; a flow may have none."""

_MESSAGE = re.compile(r"^([a-z][a-z-]*) =((?:.*\n)(?: .*\n|\n)*)", re.MULTILINE)
_ARGUMENT = re.compile(r"\$([a-z]+)")


def speech() -> Speech:
    return Speech(CONTENT.bundles, CONTENT.languages)


def sentences(language: str) -> dict[str, set[str]]:
    """Give each sentence's arguments."""
    files = sorted((TEXTS / language).glob("system*.ftl"))
    texts = "".join(path.read_text("utf-8") for path in files)
    texts = re.sub(r"^#.*\n", "", texts, flags=re.MULTILINE)
    return {name: set(_ARGUMENT.findall(body)) for name, body in _MESSAGE.findall(texts)}


def said() -> Iterator[tuple[str, set[str] | None, str]]:
    """Find every sentence in the code, with what it is given (None: not to be seen there)."""
    for path in [*(ROOT / "bot").rglob("*.py"), *(ROOT / "adapters").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Phrase":
                place = f"{path.name}:{node.lineno}"
                given = _given(node.args[1]) if len(node.args) > 1 else set()
                for name in _names(node.args[0]):
                    yield name, given, place


def _names(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_names(node.body), *_names(node.orelse))
    elif isinstance(node, ast.BoolOp):
        yield from (name for value in node.values for name in _names(value))


def _given(node: ast.expr) -> set[str] | None:
    if not isinstance(node, ast.Tuple):
        return None
    names = [pair.elts[0] for pair in node.elts if isinstance(pair, ast.Tuple)]
    return {str(name.value) for name in names if isinstance(name, ast.Constant)}


def mentioned() -> set[str]:
    """Give every text constant of the code."""
    return {
        node.value
        for path in (ROOT / "bot").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


class TestSentences:
    @pytest.mark.parametrize("language", CONTENT.languages)
    def test_are_all_there(self, language: str) -> None:
        """Whatever the code says, every language can say."""
        wanted = {name for name, _, _ in said()} | MADE_UP

        assert wanted - sentences(language).keys() == set()

    @pytest.mark.parametrize("language", CONTENT.languages)
    def test_are_all_used(self, language: str) -> None:
        """No sentence is kept that nobody ever hears."""
        used = {name for name, _, _ in said()} | MADE_UP | OF_FLOWS
        unused = sentences(language).keys() - used

        assert unused - mentioned() == set()

    @pytest.mark.parametrize("language", CONTENT.languages)
    def test_get_what_they_ask_for(self, language: str) -> None:
        """A sentence is given all that it names."""
        wanted = sentences(language)
        odd = [
            (place, name)
            for name, given, place in said()
            if given is not None and not wanted[name] <= given
        ]

        assert odd == []

    @pytest.mark.parametrize("name", sentences("en"))
    def test_come_out_whole(self, name: str) -> None:
        """Each can be said, and no bracket or name of an argument is left over."""
        arguments = tuple((one, "seven") for one in sorted(sentences("en")[name]))

        text = plain(speech().say(Phrase(name, arguments), "en"))

        assert text
        assert not re.search(r"[{}$]|\?\?\?|  ", text)

    @pytest.mark.parametrize("name", sentences("en"))
    def test_blame_nobody(self, name: str) -> None:
        """None says what the partner did, or what somebody is."""
        text = plain(speech().say(Phrase(name), "en")).lower()

        assert not re.search(
            r"victim|cheat|blocked|refused|declined|did not answer|has not answered|failed|"
            r"your partner (said|left|finished|skipped)",
            text,
        )


class TestSpeech:
    def test_quotes_names(self) -> None:
        """What a person wrote is a span of its own."""
        words = speech().say(Phrase("invite-asks", (("name", "Ana"),)), "en")

        assert words[0] == Span("Ana", Style.QUOTED)
        assert words[1].style is Style.PLAIN

    @pytest.mark.parametrize("name", ["\ue000Ana", "A\ue001na", "{ $name }", "\ue000\ue001Ana"])
    def test_name_stays_a_name(self, name: str) -> None:
        """No name can end its own quotation, or be filled in a second time."""
        words = speech().say(Phrase("invite-asks", (("name", name),)), "en")

        assert plain(words[1:]) == " invited you. Is this your partner?"
        assert words[0].style is Style.QUOTED

    def test_unknown_language(self) -> None:
        """A language that is not offered is answered in the first one."""
        assert speech().known("xx-YY") == "en"
        assert speech().known(None) == "en"
        assert speech().known("EN-gb") == "en"
        assert plain(speech().say(Phrase("yes"), "xx")) == "Yes"

    def test_sentence_that_a_language_lacks(self) -> None:
        """It is said in the first language rather than not at all."""
        bundle = FluentBundle(["es"], use_isolating=False)
        bundle.add_resource(FluentResource("yes = Sí\n"))
        both = Speech({**CONTENT.bundles, "es": bundle}, {"en": "English", "es": "Español"})

        assert plain(both.say(Phrase("yes"), "es")) == "Sí"
        assert plain(both.say(Phrase("no"), "es")) == "No"
        assert both.label(Phrase("skip"), "es") == "Skip"
