"""
People's own words, made literal: no link, mention, command or hashtag comes of them.

Telegram looks for these in every text, whatever entities the bot sends with it, and takes no
notice of a wish not to. Its rules are public (`find_entities` in tdlib's MessageEntity.cpp), and
each of them needs two signs side by side: a word joiner between them is seen by nobody and ends
the match. Telephone and card numbers need a sign that their matchers do not skip, which the
non-joiner is.
"""

import re
from collections.abc import Iterator

from bot.model.words import Span, Style, Words, plain, units

JOINER = "\u2060"
NON_JOINER = "\u200c"
MOST_UNITS = 4096

# Telegram drops some signs (a carriage return, U+2028) before it looks, so only what it keeps as
# a blank may end a match here. A keycap emoji begins with "#" and must stay whole.
_SIGN = re.compile(r"[@$/](?=[^ \n\t])|\.(?=[^ \n\t.])|#(?=[^ \n\t\ufe0f\u20e3])")
_NUMBER = re.compile(r"\d(?:[^\w\n]{0,4}\d){3}(?=[^\w\n]{0,4}\d)")
_LOOKALIKES = str.maketrans("@#$/.", "\uff20\uff03\uff04\u2215\u2024")


def literal(text: Words) -> Words:
    """
    Give the words with everything quoted in them made literal.

    Where so many joiners would no longer fit into one message, look-alike signs stand in for
    the signs themselves.
    """
    if all(span.style is not Style.QUOTED for span in text):
        return text
    joined = _joined(text)
    if units(plain(joined)) <= MOST_UNITS:
        return joined
    return tuple(_alike(span) if span.style is Style.QUOTED else span for span in text)


def _joined(text: Words) -> Words:
    whole = plain(text)
    quoted = [span.style is Style.QUOTED for span in text for _ in span.text]
    breaks = dict(_breaks(whole, quoted))
    spans = []
    start = 0
    for span in text:
        letters = (breaks.get(start + at, "") + letter for at, letter in enumerate(span.text))
        spans.append(Span("".join(letters), span.style))
        start += len(span.text)
    return tuple(spans)


def _breaks(whole: str, quoted: list[bool]) -> Iterator[tuple[int, str]]:
    """Give the places where something quoted takes part in a match, and what ends it there."""
    for pattern, sign in ((_SIGN, JOINER), (_NUMBER, NON_JOINER)):
        for match in pattern.finditer(whole):
            if any(quoted[max(match.start() - 1, 0) : match.end() + 1]):
                yield match.end(), sign


def _alike(span: Span) -> Span:
    return Span(span.text.translate(_LOOKALIKES), span.style)
