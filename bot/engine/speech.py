"""Say the bot's own sentences in the reader's language."""

from collections.abc import Iterator, Mapping
from itertools import chain

from fluent.runtime import FluentBundle

from bot.flow.direction import leftward, ordered
from bot.flow.outcomes import Phrase
from bot.model.words import Span, Words, quote

THEIRS = frozenset({"name", "partner"})
"""The arguments that hold what a person wrote; the others are our own."""

_OPEN, _SHUT = "\ue000", "\ue001"


class Speech:
    """
    The system texts, one bundle a language.

    ``languages`` maps codes to what the language calls itself, the default first. A sentence
    that a language lacks is said in the next wider one that has it (``es-MX``, then ``es``),
    at last in the default one.
    """

    def __init__(self, bundles: Mapping[str, FluentBundle], names: Mapping[str, str]) -> None:
        self.bundles = bundles
        self.languages = names
        self.default = next(iter(bundles))
        self._codes = {code.lower(): code for code in bundles}
        self._leftward = frozenset(code for code in bundles if leftward(code))
        # Filled as they are said: most turns say some, and forming one takes twenty times as long.
        self._constant: dict[str, dict[str, Words]] = {code: {} for code in bundles}

    def say(self, phrase: Phrase, language: str) -> Words:
        """
        Give a sentence.

        Arguments that are somebody's words (`THEIRS`) come out as quoted spans.
        Raises KeyError for a sentence that no language has.
        """
        if not phrase.arguments:
            return self._without_arguments(phrase.id, language)
        given = {
            name: _fenced(str(value)) if name in THEIRS else value
            for name, value in phrase.arguments
        }
        return self._said(phrase.id, language, given)

    def label(self, phrase: Phrase, language: str) -> str:
        """Give a button's words."""
        return self._without_arguments(phrase.id, language)[0].text

    def known(self, language: str | None) -> str:
        """Give the offered language nearest to a wish, else the default."""
        return next(self._nearest(language or ""))

    def _without_arguments(self, name: str, language: str) -> Words:
        # Only offered languages have a shelf, so that nobody's wishes can fill the memory.
        shelf = self._constant.get(language)
        if shelf is None:
            shelf = self._constant[self.known(language)]
        words = shelf.get(name)
        if words is None:
            words = shelf[name] = self._said(name, language, {})
        return words

    def _said(self, name: str, language: str, given: Mapping[str, str | int]) -> Words:
        code = self._code(name, language)
        bundle = self.bundles[code]
        value = bundle.get_message(name).value
        if value is None:
            raise KeyError(name)
        text, _ = bundle.format_pattern(value, dict(given))
        words = tuple(_spans(str(text)))
        return ordered(words) if code in self._leftward else words

    def _code(self, name: str, language: str) -> str:
        """Find the language that a sentence is said in."""
        for code in chain((language,), self._nearest(language)):
            if code in self.bundles and self.bundles[code].has_message(name):
                return code
        raise KeyError(name)

    def _nearest(self, language: str) -> Iterator[str]:
        """Give the offered languages that a reader of this one may be given, the best first."""
        wish = language.replace("_", "-").lower()
        while wish:
            if wish in self._codes:
                yield self._codes[wish]
            wish = wish.rpartition("-")[0]
        yield self.default


def _spans(text: str) -> Iterator[Span]:
    for index, part in enumerate(text.split(_OPEN)):
        ours = part
        if index:
            theirs, _, ours = part.partition(_SHUT)
            yield quote(theirs)
        if ours:
            yield Span(ours)


def _fenced(theirs: str) -> str:
    """Put somebody's words between marks that they cannot hold themselves."""
    return f"{_OPEN}{theirs.replace(_OPEN, '').replace(_SHUT, '')}{_SHUT}"
