"""
Understand what somebody answered.

Typed answers are compared after Unicode compatibility folding, so full-width and other digits,
composed and decomposed letters, case and stray spaces make no difference. Letters that only look
alike do.
"""

import re
import unicodedata
from collections.abc import Sequence

from bot.flow.cast import Value
from bot.flow.kinds import Choice, Consent, Number, Scale, Text, YesNo
from bot.flow.outcomes import Phrase
from bot.flow.script import Ask

_INVISIBLE = dict.fromkeys([0x200B, 0x200C, 0x2060, 0xFEFF, 0x00AD])
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_NUMBER = re.compile(r"([-+]?\d{1,9})\s*[.)]?")
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
_NUMBER_WORDS = {word: number for number, word in enumerate(_WORDS)}
YES = frozenset({"yes", "y", "yeah", "yep", "ok", "okay", "sure"})
NO = frozenset({"no", "n", "nope"})
SKIP = "skip"


def options(ask: Ask) -> tuple[str | Phrase, ...]:
    """Give a question's buttons, in order; the last may be the one that skips."""
    match ask.kind:
        case Choice(options=several):
            shown: tuple[str | Phrase, ...] = tuple(option.label for option in several)
        case Scale(min=least, max=most):
            shown = tuple(str(number) for number in range(least, most + 1))
        case YesNo():
            shown = (Phrase("yes"), Phrase("no"))
        case Consent(shows=()):
            return (Phrase("yes"), Phrase("no"))
        case Consent():
            return (Phrase("consent-yes"), Phrase("consent-no"))
        case _:
            shown = ()
    return (*shown, Phrase(SKIP)) if ask.skippable else shown


def chosen(ask: Ask, option: int) -> Value | None:
    """Give the value behind a button; None for the one that skips, or for none at all."""
    match ask.kind:
        case Choice(options=several) if option < len(several):
            return several[option].value
        case Scale(min=least, max=most) if option <= most - least:
            return least + option
        case YesNo() | Consent() if option < 2:
            return option == 0
        case _:
            return None


def understood(ask: Ask, text: str) -> Value | Phrase:
    """Give the value that a typed answer means, or the sentence that asks for a better one."""
    if isinstance(ask.kind, Text):
        return _long_enough(ask.kind, clean(text))
    said = fold(text)
    match ask.kind:
        case Choice(options=several):
            found = pick([option.label for option in several], said)
            if found is None:
                found = pick([option.value for option in several], said)
            return several[found].value if found is not None else Phrase("pick-one")
        case Scale(min=least, max=most) | Number(min=least, max=most):
            number = whole_number(said)
            fits = number is not None and least <= number <= most
            problem = Phrase("whole-number", (("least", least), ("most", most)))
            return number if fits and number is not None else problem
        case YesNo() | Consent():
            if said in YES or said in NO:
                return said in YES
            return {1: True, 2: False}.get(whole_number(said) or 0, Phrase("yes-or-no"))


def _long_enough(kind: Text, words: str) -> str | Phrase:
    if len(words) > kind.max:
        return Phrase("too-long", (("most", kind.max), ("got", len(words))))
    return words if len(words) >= kind.min else Phrase("too-short", (("least", kind.min),))


def fold(text: str) -> str:
    """Make texts that mean the same compare the same."""
    calm = text
    if not text.isascii():
        calm = unicodedata.normalize("NFKC", text.translate(_INVISIBLE))
    return " ".join(calm.casefold().split()).strip(" .!")


def clean(text: str) -> str:
    """Take invisible padding off somebody's words; the words themselves stay as they are."""
    if text.isascii():
        return text.strip()
    bare = text.strip().strip("\u200b\u200c\u200d\u2060\ufeff\u00ad").strip()
    seen = any(unicodedata.category(letter) not in _UNSEEN for letter in bare)
    return bare if seen else ""


def whole_number(said: str) -> int | None:
    """Read a whole number in digits of any script, or an English word up to ten."""
    if said in _NUMBER_WORDS:
        return _NUMBER_WORDS[said]
    found = _NUMBER.fullmatch(said)
    return int(found[1]) if found else None


def pick(labels: Sequence[str], said: str) -> int | None:
    """Find a label by its words, its beginning (when only one begins so) or its number."""
    folded = [fold(label) for label in labels]
    if said in folded:
        return folded.index(said)
    number = whole_number(said)
    if number is not None:
        return number - 1 if 1 <= number <= len(labels) else None
    starts = [at for at, label in enumerate(folded) if said and label.startswith(said)]
    return starts[0] if len(starts) == 1 else None
