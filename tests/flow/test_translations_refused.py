"""A translation that is missing, stale, or says something else is refused where it is."""

import pytest

from bot.flow.translate import key_of
from tests.flow.translated import built, refused

PLAIN = """\
format: 1
flow: small
title: Small
outcomes: [done]
nodes:
  - {id: hello, say: "Good evening, {a.name}.", to: both}
  - {id: stay, each: partner, until: 1d, do: [{id: ok, ask: Well?, choice: {good: Good}}]}
  - {end: done}
"""
GOOD = """\
# Small
flow-title = Breve
# Good evening, {a.name}.
hello = Buenas noches, { $a-name }.
# Well?
# .option-good: Good
ok = ¿Y bien?
    .option-good = Bien
"""
HOLA = "hello = Buenas noches, { $a-name }."
FILE = "texts/es/small.ftl"


class TestRefused:
    def test_the_good_one_is_not(self) -> None:
        """
        The rows below differ from this in one line each.
        """
        assert built(PLAIN, es=GOOD).title == "Small"

    @pytest.mark.parametrize(
        ("line", "instead", "code", "place", "says"),
        [
            (HOLA, "hello: Buenas noches.", "F060", (FILE, 4), "Fluent syntax"),
            (HOLA, f"{HOLA}\n{HOLA}", "F060", (FILE, 5), "stands twice"),
            (f"# Good evening, {{a.name}}.\n{HOLA}\n", "", "F061", ("small.yaml", 6), "'hello'"),
            ("    .option-good = Bien\n", "", "F061", ("small.yaml", 7), "'ok.option-good'"),
            ("# Good evening", "# Good morning", "F062", (FILE, 4), "changed"),
            ("# .option-good: Good", "# .option-good: Fine", "F062", (FILE, 8), "changed"),
            (HOLA, "hello = Buenas noches.", "F063", (FILE, 4), "leaves out { $a-name }"),
            (HOLA, f"{HOLA} {{ $b-name }}", "F063", (FILE, 4), "has no { $b-name }"),
            (HOLA, 'hello = { $a-name }{ NUMBER(1) }', "F063", (FILE, 4), "only { $names }"),
            (HOLA, "hello = { $a-name }{ hola }", "F063", (FILE, 4), "only { $names }"),
            ("# Well?", "# Bye\nbye = Adiós\n\n# Well?", "F064", (FILE, 6), "'bye'"),
            (".option-good = ", ".option-god = ", "F064", (FILE, 8), "mean 'ok.option-good'"),
        ],
        ids=["no syntax", "twice", "missing", "label missing", "stale", "label stale",
             "shows less", "shows more", "function", "reference", "stray", "slip"],
    )  # fmt: skip
    def test_with_number_file_and_line(
        self, line: str, instead: str, code: str, place: tuple[str, int], says: str
    ) -> None:
        """
        A translator is sent to the line that is wrong, in a sentence.
        """
        assert GOOD.count(line) == 1, line

        found = refused(PLAIN, es=GOOD.replace(line, instead))

        wrong = [one for one in found if one.code == code]
        assert [(one.file, one.line) for one in wrong] == [place], found
        assert says in wrong[0].message

    def test_what_stands_in_a_variant_is_shown(self) -> None:
        """
        A name may stand inside of each variant, and nowhere else.
        """
        forms = "[feminine] Bienvenida, { $a-name }.\n   *[other] Hola, { $a-name }."
        either = f"hello = {{ $a-gender ->\n    {forms}\n }}"

        assert built(PLAIN, es=GOOD.replace(HOLA, either)).title == "Small"

    def test_a_selector_cannot_look_at_more_than_the_text_shows(self) -> None:
        """
        What differs with a secret would tell it.
        """
        spying = "hello = { $b-trust ->\n    [1] Ay.\n   *[other] Hola.\n } { $a-name }"

        found = refused(PLAIN, es=GOOD.replace(HOLA, spying))

        assert [(one.code, one.line) for one in found] == [("F063", 4)]
        assert "it shows { $a-name }" in found[0].message

    def test_a_button_must_fit_in_every_language(self) -> None:
        """
        What fits in English may be too long in another language.
        """
        found = refused(PLAIN, es=GOOD.replace("= Bien", f"= {'Bien ' * 9}"))

        assert [(one.code, one.line) for one in found] == [("F040", 7)]

    def test_all_languages_are_looked_at(self) -> None:
        """
        One that is whole does not hide what another one lacks.
        """
        found = refused(PLAIN, es=GOOD, de=GOOD.replace("# Well?", "# How?"))

        assert [(one.code, one.file) for one in found] == [("F062", "texts/de/small.ftl")]

    def test_a_key_moves_with_its_words(self) -> None:
        """
        A text without an id is named by its words, whatever space stands around them.
        """
        bare = PLAIN.replace("id: hello, ", "")
        key = key_of(" Good evening, {a.name}. ")

        assert {one.code for one in refused(bare, es=GOOD)} == {"F061", "F064"}
        assert built(bare, es=GOOD.replace("hello =", f"{key} =")).texts[key]
