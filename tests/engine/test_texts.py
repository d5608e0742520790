"""The bot's own sentences in every language: all of them, sound, and fit for who hurts more."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
from babel import Locale
from fluent.syntax import FluentParser, ast
from fluent.syntax.visitor import Visitor

from bot.engine.speech import Speech
from bot.flow import reply
from bot.flow.outcomes import Phrase
from bot.model.words import plain
from tests.engine.stage import CONTENT

TEXTS = Path(__file__).parents[2] / "dialogs" / "texts"
BASE = "en"
LANGUAGES = sorted(path.parent.name for path in TEXTS.glob("*/system.ftl"))
OTHERS = [language for language in LANGUAGES if language != BASE]
WIDEST = 40
ALIKE = {
    ("es", "no"): "The Spanish word is the same.",
}
"""What may read as in English, and why."""
BUTTONS = (
    "skip", "yes", "no", "ready", "go-on", "consent-yes", "consent-no", "invite-button",
    "group-button", "no-group-button", "alone-again", "quiet-none", "side-hurt", "side-repairing",
    "side-both", "leave-sure", "leave-stay", "picks-done",
)  # fmt: skip
UNKIND = {
    "en": r"victim|cheat|\byou failed|your fault",
    "es": r"víctima|infiel|engañ|tu culpa|fallaste|rechaz|no respondió|no ha respondido",
    "de": r"\bopfer|\btäter|betrüg|betrog|deine schuld|abgelehnt|nicht geantwortet|versagt",
}
GENDERED = {
    "es": r"bienvenid[oa]|\blist[oa]s?\b|nosotr[oa]s|vosotr[oa]s|\blos dos\b|junt[oa]s|\bambos\b"
    r"|\bsegur[oa]s?\b|[oa]/[oa]\b|@s?\b|\binvitad[oa]\b|\bsol[oa]s\b",
    "de": r"\bpartner|\bbetreiber|\bnutzer|[:*_/]in(nen)?\b|willkommen(e|er)\b|\bder andere\b",
}
"""Words that say whether a woman or a man is spoken to, or of."""

_COMMAND = re.compile(r"(?<![\w/:.])/[a-z]+")


@cache
def messages(language: str) -> Mapping[str, ast.Message]:
    """Read a language's sentences; each stands there once, and all of it can be read."""
    read: dict[str, ast.Message] = {}
    files = sorted((TEXTS / language).glob("system*.ftl"))
    source = "\n".join(path.read_text("utf-8") for path in files)
    for entry in FluentParser().parse(source).body:
        assert not isinstance(entry, ast.Junk), f"{language}: cannot read {entry.content!r}"
        if isinstance(entry, ast.Message):
            assert entry.id.name not in read, f"{language}: {entry.id.name} stands there twice"
            read[entry.id.name] = entry
    return read


class _Found(Visitor):
    """Collects what a sentence is made of."""

    def __init__(self) -> None:
        self.arguments: set[str] = set()
        self.plurals: dict[str, set[str]] = {}
        self.words: list[str] = []

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802
        self.arguments.add(node.id.name)

    def visit_TextElement(self, node: ast.TextElement) -> None:  # noqa: N802
        self.words.append(node.value)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802
        keys = {
            one.key.name if isinstance(one.key, ast.Identifier) else "=" for one in node.variants
        }
        plural = keys & {"zero", "one", "two", "few", "many"}
        if plural and isinstance(node.selector, ast.VariableReference):
            self.plurals.setdefault(node.selector.id.name, set()).update(keys - {"="})
        self.generic_visit(node)


def found(message: ast.Message) -> _Found:
    seen = _Found()
    seen.visit(message)
    return seen


@cache
def needed(language: str) -> set[str]:
    """Give the plural categories of whole numbers as large as people here will see."""
    form = Locale.parse(language, sep="-").plural_form
    return {form(number) for number in range(1000)}


def odd(
    language: str, there: Mapping[str, ast.Message], base: Mapping[str, ast.Message]
) -> list[str]:
    """Say everything that is wrong with a language's sentences."""
    return [*_stray(there, base), *_wrong(language, there, base)]


def _stray(there: Mapping[str, ast.Message], base: Mapping[str, ast.Message]) -> Iterator[str]:
    yield from (f"{name}: missing" for name in base if name not in there)
    yield from (f"{name}: nobody says this" for name in there if name not in base)


def _wrong(
    language: str, there: Mapping[str, ast.Message], base: Mapping[str, ast.Message]
) -> Iterator[str]:
    for name in base.keys() & there.keys():
        ours, theirs = found(there[name]), found(base[name])
        if ours.arguments != theirs.arguments:
            yield f"{name}: has {sorted(ours.arguments)}, not {sorted(theirs.arguments)}"
        if ours.words == theirs.words and (language, name) not in ALIKE:
            yield f"{name}: reads as in English"
        if _commands(ours.words) != _commands(theirs.words):
            yield f"{name}: names other commands"
        yield from _plurals(name, language, ours.plurals, theirs.plurals)


def _plurals(
    name: str, language: str, ours: Mapping[str, set[str]], theirs: Mapping[str, set[str]]
) -> Iterator[str]:
    wanted = needed(language)
    for number in ours.keys() | theirs.keys():
        lacking = wanted - ours.get(number, {"other"})
        if lacking:
            yield f"{name}: ${number} lacks {', '.join(sorted(lacking))}"


def _commands(words: Sequence[str]) -> set[str]:
    return set(_COMMAND.findall(" ".join(words)))


def parsed(source: str) -> Mapping[str, ast.Message]:
    entries = FluentParser().parse(source).body
    return {one.id.name: one for one in entries if isinstance(one, ast.Message)}


def said(name: str, language: str, /, **given: str | int) -> str:
    speech = Speech(CONTENT.bundles, CONTENT.languages)
    return plain(speech.say(Phrase(name, tuple(given.items())), language))


class TestLanguages:
    @pytest.mark.parametrize("language", OTHERS)
    def test_say_what_english_says(self, language: str) -> None:
        """Each says every sentence and no other, with the same arguments, commands and numbers."""
        assert odd(language, messages(language), messages(BASE)) == []

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_fit_on_buttons(self, language: str) -> None:
        """What stands on a button can be read on a small phone."""
        there = messages(language)
        labels = {name: "".join(found(there[name]).words) for name in BUTTONS if name in there}

        assert {name: one for name, one in labels.items() if len(one) > WIDEST} == {}

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_tell_buttons_apart(self, language: str) -> None:
        """No two buttons read alike: typed words mean one of them."""
        there = messages(language)
        labels = [reply.fold("".join(found(there[one]).words)) for one in BUTTONS if one in there]

        assert len(set(labels)) == len(labels)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_blame_nobody(self, language: str) -> None:
        """None says what somebody is, or what the partner did not do."""
        pattern = re.compile(UNKIND[language], re.IGNORECASE)

        assert _matching(language, pattern) == []

    @pytest.mark.parametrize("language", sorted(GENDERED))
    def test_speak_to_anybody(self, language: str) -> None:
        """None says whether a woman or a man reads it."""
        pattern = re.compile(GENDERED[language], re.IGNORECASE)

        assert _matching(language, pattern) == []

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_come_out_whole(self, language: str) -> None:
        """Each can be said with one, with many and with words, and nothing is left over."""
        left = [
            f"{name}: {text}"
            for name, message in messages(language).items()
            for value in (1, 4000, "none", "seven")
            if (text := said(name, language, **dict.fromkeys(found(message).arguments, value)))
            and re.search(r"[{}$\ue000\ue001]|\?\?\?|  |\n\n\n", text)
        ]

        assert left == []


def _matching(language: str, pattern: re.Pattern[str]) -> list[str]:
    """Give the sentences that say such words; what people may write is theirs."""
    return [
        f"{name}: {match[0]}"
        for name, message in messages(language).items()
        if not name.startswith("word-")
        for match in pattern.finditer(" ".join(found(message).words))
    ]


class TestRules:
    """The rules see what they are there for."""

    base = parsed(
        "a = { $name } has come, write /menu\n"
        "b = { $got ->\n    [one] { $got } letter\n   *[other] { $got } letters\n }\n"
    )
    right = (
        "a = { $name } ist da, schreib /menu\n"
        "b = { $got ->\n    [one] { $got } Buchstabe\n   *[other] { $got } Buchstaben\n }\n"
    )

    def test_take_what_is_right(self) -> None:
        """A faithful translation passes."""
        assert odd("de", parsed(self.right), self.base) == []

    @pytest.mark.parametrize(
        ("before", "after", "sentence"),
        [
            ("a = { $name } ist da, schreib /menu\n", "", "a: missing"),
            ("a = ", "c = Neu\na = ", "c: nobody says this"),
            ("$name", "$nane", "a: has ['nane'], not ['name']"),
            ("{ $name } ist", "Jemand ist", "a: has [], not ['name']"),
            ("ist da, schreib", "has come, write", "a: reads as in English"),
            ("/menu", "/menü", "a: names other commands"),
            ("    [one] { $got } Buchstabe\n", "    [few] x\n", "b: $got lacks one"),
            ("    [one] { $got } Buchstabe\n", "", "b: $got lacks one"),
        ],
    )
    def test_find_what_is_wrong(self, before: str, after: str, sentence: str) -> None:
        """Each mistake is named, and only it."""
        assert before in self.right
        wrong = parsed(self.right.replace(before, after))

        assert odd("de", wrong, self.base) == [sentence]

    def test_know_the_numbers_of_each_language(self) -> None:
        """A language has to have the forms that its own numbers take."""
        english = "b = { $got ->\n    [one] x\n   *[other] y\n }\n"

        assert odd("ja", parsed("b = { $got } z\n"), parsed("b = { $got ->\n *[other] y\n }")) == []
        assert odd("pl", parsed(english.replace("x", "z")), parsed(english)) == [
            "b: $got lacks few, many"
        ]
        assert needed("es") == {"one", "other"}
        assert needed("ar") == {"zero", "one", "two", "few", "many", "other"}
