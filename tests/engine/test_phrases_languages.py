"""Finding excuses in every language that the bot speaks."""

from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from bot.flow.read import plain, read
from bot.things.phrases import Phrases

FOLDER = Path(__file__).parents[2] / "dialogs" / "phrases"
LANGUAGES = sorted(path.stem for path in FOLDER.glob("*.yaml"))


def entries(language: str) -> list[dict[str, str]]:
    path = FOLDER / f"{language}.yaml"
    listed = plain(read(path.read_bytes(), path.name))
    assert isinstance(listed, dict)
    found = listed["phrases"]
    assert isinstance(found, list)
    return [{str(key): str(value) for key, value in entry.items()} for entry in found]


@cache
def finds(language: str) -> Callable[[Sequence[str]], str]:
    look = Phrases({language: [entry["words"] for entry in entries(language)]})
    return lambda texts: look(texts, language)


class TestLists:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_say_why(self, language: str) -> None:
        """Each phrase says why it stands there, and stands there once."""
        listed = entries(language)

        assert all(entry.keys() == {"words", "note"} and entry["note"] for entry in listed)
        assert len({entry["words"].casefold() for entry in listed}) == len(listed)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_are_found(self, language: str) -> None:
        """No phrase is written so that it can never match."""
        missed = [
            entry["words"]
            for entry in entries(language)
            if entry["words"].casefold() not in finds(language)([f"Hm: {entry['words'].upper()}!"])
        ]

        assert missed == []


class TestExcuses:
    @pytest.mark.parametrize(
        ("said", "found"),
        [
            ("Te mentí, pero estaba mal.", "“pero”"),
            ("Perdón si te dolió", "“perdón si te dolió”"),
            ("perdon si te dolio", "“perdon si te dolio”"),
            ("Solo estaba hablando", "“solo estaba”"),
            ("Sólo estaba hablando", "“sólo estaba”"),
            ("Todo el mundo lo hace, y tu también", "“todo el mundo lo hace”, “tu también”"),
            ("No era mi intencion", "“no era mi intencion”"),
            ("No fue para\ntanto", "“no fue para tanto”"),
        ],
    )
    def test_in_spanish(self, said: str, found: str) -> None:
        """They are found with the accents that people write, and without."""
        assert finds("es")([said]) == found

    @pytest.mark.parametrize(
        ("said", "found"),
        [
            ("Ich habe gelogen, aber nur einmal.", "“aber”"),
            ("Es tut mir leid, wenn ich dich verletzt habe", "“leid, wenn ich dich verletzt”"),
            ("Das macht doch jeder", "“macht doch jeder”"),
            ("Du bist ueberempfindlich", "“ueberempfindlich”"),
            ("Du bist überempfindlich", "“überempfindlich”"),
            ("ES WAR DOCH NUR EINMAL", "“es war doch nur”"),
            ("Das war nicht so gemeint", "“nicht so gemeint”"),
        ],
    )
    def test_in_german(self, said: str, found: str) -> None:
        """They are found with umlauts and without, with a comma and without."""
        assert finds("de")([said]) == found

    @pytest.mark.parametrize(
        ("language", "said"),
        [
            ("en", "I am sorry that I lied to you. It was my choice, and it hurt you."),
            ("en", "I will tell you where I am, every evening, for as long as you want to know."),
            ("es", "Siento haberte mentido. Fue mi decisión, y te hizo daño."),
            ("es", "Sí te hice daño, y sé que las noches han sido largas."),
            ("es", "Desde hoy te digo dónde estoy. Si tú quieres, cada tarde."),
            ("es", "Perdí tu confianza. Un perrito no la trae de vuelta."),
            ("de", "Es tut mir leid, dass ich dich belogen habe. Es war meine Entscheidung."),
            ("de", "Du hast viele Nächte nicht geschlafen. Ich habe dich verletzt."),
            ("de", "Ab heute sage ich dir jeden Abend, wo ich bin, wenn du es wissen willst."),
            ("de", "Mein Aberglaube hat damit nichts zu tun."),
        ],
    )
    def test_are_not_seen_in_plain_words(self, language: str, said: str) -> None:
        """Who owns up is not told that it sounds like an excuse."""
        assert finds(language)([said]) == ""

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_are_looked_for_in_no_time(self, language: str) -> None:
        """A text as long as a book does not hold up a turn: it takes about a line's time a line."""
        assert "“" not in finds(language)(["sorry  leid  siento  " * 5_000])

    def test_leave_other_scripts_alone(self) -> None:
        """An accent may be left out; a mark that makes another letter may not."""
        assert Phrases({"ja": ["か゛", "가", "й"]})(["か, ᄀ, и"], "ja") == ""
        assert Phrases({"ru": ["й"]})(["Й"], "ru") == "“й”"


def test_each_is_read_in_their_own_language() -> None:
    """What is an excuse in one language may be a word like any other in the next."""
    look = Phrases({"en": ["but"], "es": ["pero"]})

    assert look(["I was tired, but pero"], "en") == "“but”"
    assert look(["pero but"], "es-MX") == "“pero”"
    assert look(["but pero"], "fr") == ""
