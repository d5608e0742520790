"""Say the bot's own sentences in the reader's language."""

from collections.abc import Mapping, Sequence

from fluent.runtime import FluentBundle

from bot.flow.outcomes import Phrase
from bot.model.words import Span, Words, quote

THEIRS = frozenset({"name", "partner"})
"""The arguments that hold what a person wrote; the others are our own."""

_OPEN, _SHUT = "\ue000", "\ue001"


class Speech:
    """
    The system texts, one bundle a language.

    ``languages`` maps codes to what the language calls itself, the default first. A sentence
    that a language lacks is said in the default one.
    """

    def __init__(self, bundles: Mapping[str, FluentBundle], names: Mapping[str, str]) -> None:
        self.bundles = bundles
        self.languages = names
        self.default = next(iter(bundles))

    def say(self, phrase: Phrase, language: str) -> Words:
        """
        Give a sentence.

        Arguments that are somebody's words (`THEIRS`) come out as quoted spans.
        Raises KeyError for a sentence that no language has.
        """
        given = {
            name: _fenced(str(value)) if name in THEIRS else value
            for name, value in phrase.arguments
        }
        text = self._format(phrase.id, language, given)
        return tuple(self._spans(text))

    def label(self, phrase: Phrase, language: str) -> str:
        """Give a button's words."""
        return self._format(phrase.id, language, {})

    def known(self, language: str | None) -> str:
        """Give the offered language nearest to a wish, else the default."""
        wish = (language or "").split("-")[0].lower()
        return wish if wish in self.bundles else self.default

    def _format(self, name: str, language: str, given: Mapping[str, str | int]) -> str:
        bundle = self.bundles.get(language, self.bundles[self.default])
        if not bundle.has_message(name):
            bundle = self.bundles[self.default]
        value = bundle.get_message(name).value
        if value is None:
            raise KeyError(name)
        text, _ = bundle.format_pattern(value, dict(given))
        return str(text)

    def _spans(self, text: str) -> Sequence[Span]:
        spans: list[Span] = []
        for index, part in enumerate(text.split(_OPEN)):
            if index:
                theirs, _, ours = part.partition(_SHUT)
                spans.append(quote(theirs))
            else:
                ours = part
            if ours:
                spans.append(Span(ours))
        return spans


def _fenced(theirs: str) -> str:
    """Put somebody's words between marks that they cannot hold themselves."""
    return f"{_OPEN}{theirs.replace(_OPEN, '').replace(_SHUT, '')}{_SHUT}"
