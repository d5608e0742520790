"""
Understand what somebody answered.

Typed answers are compared after Unicode compatibility folding, so full-width and other digits,
composed and decomposed letters, case and stray spaces make no difference. Letters that only look
alike do. Days, times and numbers in words are `bot.understand`'s to read.

Buttons, what may be typed in their place and what is said back stay side by side, because each
kind of answer has to be the same in all three.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot import understand
from bot.flow.cast import Value
from bot.flow.kinds import (
    Choice,
    Choices,
    Consent,
    Day,
    Length,
    Number,
    Option,
    Photo,
    Scale,
    Text,
    TimeOfDay,
    YesNo,
)
from bot.flow.outcomes import Phrase
from bot.flow.script import Ask
from bot.model.words import Label

_SAME = {
    **dict.fromkeys([0x200B, 0x200C, 0x2060, 0xFEFF, 0x00AD], ""),
    **dict.fromkeys([0x2018, 0x2019, 0x02BC, 0x00B4], "'"),
}
_UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_NUMBER = re.compile(r"([-+]?\d{1,9})\s*[.)]?")
_COMMAS = re.compile(r"[,;/\n]+")
_ANDS = re.compile(r"\s(?:and|y|e|und|&|\+)\s|(?<=\d)\s+(?=\d)")
_YES = {
    "en": ("yes", "y", "yeah", "yep", "ok", "okay", "sure"),
    "es": ("sí", "si", "claro", "vale", "ok"),
    "de": ("ja", "j", "gern", "gerne", "klar", "ok", "okay"),
}
_NO = {"en": ("no", "n", "nope"), "es": ("no",), "de": ("nein", "n", "nee", "nö")}
_READY = {
    "en": ("ready", "i am ready", "i'm ready", "im ready", "let us begin"),
    "es": ("listo", "lista", "estoy listo", "estoy lista", "puedo empezar"),
    "de": ("bereit", "ich bin bereit", "bin bereit", "fertig"),
}
SKIP = "skip"
DONE = "picks-done"


@dataclass(frozen=True, slots=True)
class Ear:
    """Whose words they are: their language, and what day it is where they are."""

    language: str = "en"
    today: date = date(1970, 1, 1)


def options(ask: Ask, language: str) -> tuple[str | Phrase, ...]:
    """Give a question's buttons, in order; the last may be the one that skips."""
    shown: tuple[str | Phrase, ...]
    match ask.kind:
        case Choice(options=several):
            shown = tuple(option.label.within(language) for option in several)
        case Choices(options=several):
            shown = (*(option.label.within(language) for option in several), Phrase(DONE))
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
    """
    Give the value behind a button; None for the one that skips, or for none at all.

    Of several to choose, it is the value of that one; the button that says it is all gives True.
    """
    match ask.kind:
        case Choice(options=several) | Choices(options=several) if 0 <= option < len(several):
            return several[option].value
        case Choices(options=several) if option == len(several):
            return True
        case Scale(min=least, max=most) if 0 <= option <= most - least:
            return least + option
        case YesNo() | Consent() if option in (0, 1):
            return option == 0
        case _:
            return None


NOBODY = Ear()


def understood(ask: Ask, text: str, ear: Ear = NOBODY) -> Value | Phrase:
    """Give the value that a typed answer means, or the sentence that asks for a better one."""
    if isinstance(ask.kind, Text):
        return _long_enough(ask.kind, clean(text))
    said = fold(text)
    match ask.kind:
        case Choice(options=several):
            found = _picked(several, said, ear)
            return several[found].value if found is not None else Phrase("pick-one")
        case Choices():
            return _several(ask.kind, said, ear)
        case Scale(min=least, max=most):
            number = _number(said, ear)
            if number is not None and number in range(least, most + 1):
                return int(number)
            return Phrase("whole-number", (("least", least), ("most", most)))
        case Number():
            return _bounded(ask.kind, _number(said, ear), ear)
        case YesNo() | Consent():
            agreed = yes_or_no(said, ear)
            return Phrase("yes-or-no") if agreed is None else agreed
        case Day():
            return _day(ask.kind, text, ear)
        case TimeOfDay():
            return _time(ask.kind, text, ear)
        case Length():
            return _length(ask.kind, text, ear)
        case Photo():
            return Phrase("photo-please")


def yes_or_no(said: str, ear: Ear = NOBODY) -> bool | None:
    """Read a plain yes or no, in the person's language or in English; anything else is neither."""
    for language in (ear.language.split("-")[0], "en"):
        if said in _YES.get(language, ()):
            return True
        if said in _NO.get(language, ()):
            return False
    number = _number(said, ear)
    return None if number is None else {1.0: True, 2.0: False}.get(number)


def ready(text: str, language: str) -> bool:
    """Say whether somebody is ready, in their language or in English."""
    said = fold(text)
    return any(said in _READY.get(one, ()) for one in (language.partition("-")[0], "en"))


def echo(ask: Ask, text: str, value: Value, ear: Ear) -> Phrase | None:
    """Say back what was understood, where it could have been something else."""
    meant: date | time | timedelta | float
    match ask.kind, value:
        case Day(), str():
            meant = date.fromisoformat(value)
        case TimeOfDay(), str():
            meant = time.fromisoformat(value)
        case Length(), int():
            meant = timedelta(seconds=value)
        case Number() | Scale(), int() | float() if whole_number(fold(text)) is None:
            meant = value
        case _:
            return None
    return Phrase("understood", (("value", understand.say_back(meant, ear.language)),))


def _long_enough(kind: Text, words: str) -> str | Phrase:
    if len(words) > kind.max:
        return Phrase("too-long", (("most", kind.max), ("got", len(words))))
    return words if len(words) >= kind.min else Phrase("too-short", (("least", kind.min),))


def _bounded(kind: Number, number: float | None, ear: Ear) -> Value | Phrase:
    fits = number is not None and kind.min <= number <= kind.max
    if number is not None and fits and (not kind.whole or float(number).is_integer()):
        return int(number) if kind.whole else number
    least, most = (_shown(one, ear) for one in (kind.min, kind.max))
    name = "whole-number" if kind.whole else "number-please"
    return Phrase(name, (("least", least), ("most", most)))


def _shown(number: float, ear: Ear) -> str:
    # Small ones are written the same way everywhere.
    small = isinstance(number, int) and abs(number) < 1000
    return str(number) if small else understand.say_back(number, ear.language)


def _several(kind: Choices, said: str, ear: Ear) -> Value | Phrase:
    parts = _parted(kind.options, said, (_COMMAS, _ANDS))
    found = {_picked(kind.options, part, ear) for part in parts if part}
    values = tuple(one.value for at, one in enumerate(kind.options) if at in found)
    if None in found or not kind.min <= len(values) <= kind.max:
        return Phrase("pick-some", (("least", kind.min), ("most", kind.max)))
    return values


def _parted(
    several: Sequence[Option], said: str, signs: Sequence[re.Pattern[str]]
) -> Iterator[str]:
    """Give the parts of a list, the coarser ones first; a label with an "and" stays whole."""
    whole = said.strip()
    if not signs or any(whole in map(fold, one.label.every()) for one in several):
        yield whole
        return
    for part in signs[0].split(said):
        yield from _parted(several, part, signs[1:])


def _day(kind: Day, text: str, ear: Ear) -> Value | Phrase:
    past = kind.back > kind.ahead
    day = understand.date(text, ear.language, ear.today, past=past)
    if day is None:
        return Phrase("date-please")
    first, last = ear.today - kind.back, ear.today + kind.ahead
    return day.isoformat() if first <= day <= last else _between("date-range", first, last, ear)


def _time(kind: TimeOfDay, text: str, ear: Ear) -> Value | Phrase:
    clock = understand.clock(text, ear.language)
    if clock is None:
        return Phrase("time-please")
    fits = kind.min <= clock <= kind.max
    return f"{clock:%H:%M}" if fits else _between("time-range", kind.min, kind.max, ear)


def _length(kind: Length, text: str, ear: Ear) -> Value | Phrase:
    length = understand.length(text, ear.language)
    if length is None:
        return Phrase("length-please")
    fits = kind.min <= length <= kind.max
    seconds = round(length.total_seconds())
    return seconds if fits else _between("length-range", kind.min, kind.max, ear)


def _between(
    name: str, first: date | time | timedelta, last: date | time | timedelta, ear: Ear
) -> Phrase:
    one, two = (understand.say_back(end, ear.language) for end in (first, last))
    return Phrase(name, (("first", one), ("last", two)))


def fold(text: str) -> str:
    """Make texts that mean the same compare the same."""
    calm = text
    if not text.isascii():
        calm = unicodedata.normalize("NFKC", text.translate(_SAME))
    return " ".join(calm.casefold().split()).strip(" .!¡")


def _bare(text: str) -> str:
    """Take the accents off, as people in a hurry do."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in parts if unicodedata.category(letter) != "Mn")


def clean(text: str) -> str:
    """Take invisible padding off somebody's words; the words themselves stay as they are."""
    if text.isascii():
        return text.strip()
    bare = text.strip().strip("\u200b\u200c\u200d\u2060\ufeff\u00ad").strip()
    seen = any(unicodedata.category(letter) not in _UNSEEN for letter in bare)
    return bare if seen else ""


def whole_number(said: str) -> int | None:
    """Read a whole number in digits of any script."""
    found = _NUMBER.fullmatch(said)
    return int(found[1]) if found else None


def _number(said: str, ear: Ear) -> float | None:
    # Nearly everybody writes digits, and reading words takes a library.
    plain = whole_number(said)
    return plain if plain is not None else understand.number(said, ear.language)


def _picked(several: Sequence[Option], said: str, ear: Ear) -> int | None:
    found = pick([option.label for option in several], said, ear)
    return found if found is not None else pick([Label(one.value) for one in several], said, ear)


def pick(labels: Sequence[str | Label], said: str, ear: Ear = NOBODY) -> int | None:
    """
    Find a label by its words, its beginning (when only one begins so) or its number.

    A label counts in every language it has.
    """
    every = [
        [fold(words) for words in (label.every() if isinstance(label, Label) else (label,))]
        for label in labels
    ]
    same = [at for at, words in enumerate(every) if said in words]
    if same:
        return same[0]
    number: float | None = whole_number(said)
    if number is None:
        starts = [
            at
            for at, words in enumerate(every)
            if said and any(one.startswith(said) for one in words)
        ]
        if len(starts) == 1:
            return starts[0]
        hasty = [at for at, words in enumerate(every) if _bare(said) in map(_bare, words)]
        if len(hasty) == 1:
            return hasty[0]
        number = understand.number(said, ear.language)
    known = number is not None and number in range(1, len(labels) + 1)
    return int(number) - 1 if known and number is not None else None
