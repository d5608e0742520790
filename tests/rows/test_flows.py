"""Flows that were written wrongly: rows 72 to 90. Each is refused at its line, with a way out."""
# ruff: noqa: E501 - a flow is read as one line

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import serve
from bot.errors import FlowError, Problem
from bot.load import load
from bot.settings import Settings
from tests.engine.stage import DIALOGS, Stage
from tests.rows.test_words import TRUST

TOP = """\
format: 1
flow: small
title: Small
outcomes: [done]
vars:
  my.sure: {type: bool}
  my.mood: {type: choice, of: [calm, sad]}
nodes:
  - id: talk
    each: partner
    until: 1d
    do:
      - {id: sure, ask: Sure?, yesno: true, save: my.sure}
      - {id: mood, ask: How?, choice: {calm: Calm, sad: Sad}, save: my.mood}
"""
END = "  - {end: done}\n"
SOUND = TOP + END


@dataclass(frozen=True, slots=True)
class Case:
    """A flow with one mistake: its number, its line, and words of the sentence."""

    source: str | bytes
    code: str
    line: int
    says: str = ""


def swapped(old: str, new: str) -> str:
    """Give the sound flow with one thing changed."""
    assert SOUND.count(old) == 1
    return SOUND.replace(old, new)


def after(nodes: str) -> str:
    """Give the sound flow with more nodes before its end."""
    return TOP + nodes + END


BUTTONS = "{" + ", ".join(f"o{at}: Option {at}" for at in range(101)) + "}"
STEPS = "".join(f"  - {{say: '{at}', to: both}}\n" for at in range(10_001))
SPANISH = """\
# Small
flow-title = Pequeño
# Sure?
sure = ¿Seguro?
# How?
# .option-calm: Calm
# .option-sad: Sad
mood = ¿Cómo?
    .option-calm = {calm}
    .option-sad = Si
"""
CASES = {
    "row-72-tab": Case(SOUND.replace("  - {end", "\t- {end"), "F001", 15, "tabs"),
    "row-72-quote": Case(swapped("title: Small", 'title: "Small'), "F001", 3),
    "row-72-nul": Case(swapped("Sure?", "Su\0re?"), "F001", 1, "character"),
    "row-72-latin-1": Case(swapped("Sure?", "Sé?").encode("latin-1"), "F002", 13, "UTF-8"),
    "row-73-utf-16": Case(SOUND.encode("utf-16"), "F002", 1, "UTF-8"),
    "row-74-key-twice": Case(swapped("title: Small", "title: Small\ntitle: Again"), "F003", 4, "second time"),
    "row-75-octal": Case(swapped("title: Small", "title: 010"), "F009", 3, "digits"),
    "row-77-deep": Case(swapped("title: Small", "title: " + "[" * 900 + "]" * 900), "F009", 3, "deep"),
    "row-78-laughs": Case(swapped("title: Small", "title: &a [x, x]"), "F004", 3, "anchor"),
    "row-78-circle": Case(swapped("title: Small", "title: &a [*a]"), "F004", 3, "anchor"),
    "row-79-code": Case(swapped("title: Small", "title: !!python/object/apply:os.system [id]"), "F004", 3, "tag"),
    "row-80-long": Case(swapped("until: 1d", "until: " + "9" * 5000), "F009", 11, "15 digits"),
    "row-80-hex": Case(swapped("until: 1d", "until: 0x" + "f" * 40), "F009", 11, "digits"),
    "row-80-inf": Case(swapped("until: 1d", "until: .inf"), "F009", 11, "digits"),
    "row-80-nan": Case(swapped("until: 1d", "until: .nan"), "F009", 11, "digits"),
    "row-81-two": Case(SOUND + "---\n" + SOUND, "F001", 16, "second document"),
    "row-81-empty": Case("", "F001", 1, "map"),
    "row-81-list": Case("- a\n- b\n", "F001", 1, "map"),
    "row-82-large": Case(SOUND + "#" * (1 << 20), "F009", 1, "1 MiB"),
    "row-82-steps": Case(TOP + STEPS + END, "F009", 2003, "10000"),
    "row-83-titel": Case(swapped("title:", "titel:"), "F006", 3, "did you mean 'title'"),
    "row-84-nowhere": Case(after("  - {goto: tlak}\n"), "F030", 15, "did you mean 'talk'"),
    "row-84-unreached": Case(SOUND + "  - {say: Hi., to: both}\n", "F031", 16, "never reached"),
    "row-84-circle": Case(TOP + "  - {id: hi, say: Hi., to: both}\n  - {goto: hi}\n", "F033", 15),
    "row-84-twice": Case(swapped("id: mood", "id: sure"), "F010", 14, "twice"),
    "row-84-endless": Case(TOP, "F032", 9, "end"),
    "row-85-placeholder": Case(after("  - {say: 'Hello {a.nmae}.', to: both}\n"), "F022", 15, "did you mean"),
    "row-86-shown": Case(after("  - {say: 'Ana was {a.mood}.', to: both}\n"), "F050", 15, "mood"),
    "row-87-label": Case(swapped("calm: Calm", f"calm: {'C' * 65}"), "F040", 14, "40 characters"),
    "row-87-many": Case(swapped("choice: {calm: Calm, sad: Sad}", f"choice: {BUTTONS}"), "F040", 14, "25 options"),
    "row-87-none": Case(swapped("choice: {calm: Calm, sad: Sad}", "choice: {}"), "F040", 14, "25 options"),
    "row-87-text": Case(after(f"  - {{say: '{'x' * 4001}', to: both}}\n"), "F008", 15, "3500 letters"),
    "row-89-include": Case(swapped("title: Small", "title: !include ../secret.yml"), "F004", 3, "tag"),
    "row-89-url": Case(swapped("title: Small", "title: Small\ninclude: https://e.example/x.yml"), "F006", 4, "include"),
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a content folder with one sound flow in it."""
    home = tmp_path / "content"
    (home / "texts" / "en").mkdir(parents=True)
    shutil.copy(DIALOGS / "texts" / "en" / "system.ftl", home / "texts" / "en")
    (home / "sound.yaml").write_text(SOUND.replace("flow: small", "flow: sound"), "utf-8")
    return home


def refused(folder: Path) -> tuple[Problem, ...]:
    """Give why a folder is not loaded."""
    with pytest.raises(FlowError) as found:
        load(folder)
    return tuple(found.value.problems)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_is_refused(folder: Path, case: Case) -> None:
    """
    File, line and number are right, the sentence says what to do, and the sound flow stays out too.
    """
    source = case.source.encode() if isinstance(case.source, str) else case.source
    (folder / "small.yaml").write_bytes(source)

    problems = refused(folder)

    assert {one.file for one in problems} == {"content/small.yaml"}
    meant = [one for one in problems if (one.code, one.line) == (case.code, case.line)]
    assert any(case.says in one.message for one in meant), problems
    assert all(len(one.message.split()) > 3 for one in problems)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        pytest.param("no", "no", id="row-75-no"),
        pytest.param("yes", "yes", id="row-75-yes"),
        pytest.param("on", "on", id="row-75-on"),
        pytest.param("12:30", "12:30", id="row-75-time"),
        pytest.param("2026-02-30", "2026-02-30", id="row-76-date"),
        pytest.param("2026-02-28", "2026-02-28", id="row-76-real-date"),
    ],
)
def test_words_that_stay_words(folder: Path, said: str, meant: str) -> None:
    """
    What other readers of YAML turn into something else is shown as it was written.
    """
    (folder / "small.yaml").write_text(swapped("title: Small", f"title: {said}"), "utf-8")

    assert load(folder).flows["small"].titles.within("en") == meant


@pytest.mark.parametrize("row", ["row-73-utf-8-mark"])
def test_mark_of_an_editor(folder: Path, row: str) -> None:
    """
    What some editors put before UTF-8 is passed over.
    """
    (folder / "small.yaml").write_bytes(b"\xef\xbb\xbf" + SOUND.encode())

    assert "small" in load(folder).flows


class TestLanguages:
    def texts(self, folder: Path, language: str, **files: str) -> None:
        """Write a language's files."""
        there = folder / "texts" / language
        there.mkdir(exist_ok=True)
        for name, text in files.items():
            (there / f"{name}.ftl").write_text(text, "utf-8")

    @pytest.mark.parametrize("row", ["row-88-missing"])
    def test_with_a_text_missing(self, folder: Path, row: str) -> None:
        """
        A flow that is translated at all is translated whole.
        """
        self.texts(folder, "es", sound="")

        problems = refused(folder)

        assert {one.code for one in problems} == {"F061"}
        assert all("no translation in es" in one.message for one in problems)

    @pytest.mark.parametrize(
        ("translated", "says"),
        [
            pytest.param(
                "x" * 41, "longer than the 40 characters of a button", id="row-87-label-es"
            ),
            pytest.param("Si", "two options say the same", id="row-87-alike-es"),
        ],
    )
    def test_with_a_button_that_does_not_fit(
        self, folder: Path, translated: str, says: str
    ) -> None:
        """
        What fits in one language need not fit in another; each is looked at.
        """
        self.texts(folder, "es", sound=SPANISH.format(calm=translated))

        problems = refused(folder)

        assert any(says in one.message for one in problems), problems

    @pytest.mark.parametrize("row", ["row-88-extra"])
    def test_without_our_own_sentences(self, folder: Path, row: str) -> None:
        """
        A language in which the bot itself cannot speak is not offered.
        """
        self.texts(folder, "fr", system="back = Retour\n")

        assert list(load(folder).languages) == ["en"]

    @pytest.mark.parametrize("row", ["row-88-right-to-left"])
    def test_from_right_to_left(self, folder: Path, row: str) -> None:
        """
        One that is written from right to left is a language like any.
        """
        english = (folder / "texts" / "en" / "system.ftl").read_text("utf-8")
        self.texts(folder, "he", system=english)

        assert list(load(folder).languages) == ["en", "he"]


def symlink(folder: Path, secret: Path) -> None:
    (folder / "small.yaml").symlink_to(secret)


def linked_folder(folder: Path, secret: Path) -> None:
    (folder / "more").symlink_to(secret.parent, target_is_directory=True)


def device(folder: Path, secret: Path) -> None:
    os.mkfifo(folder / "small.yaml")


@pytest.mark.parametrize(
    "lays",
    [
        pytest.param(symlink, id="row-89-link"),
        pytest.param(linked_folder, id="row-89-folder"),
        pytest.param(device, id="row-89-pipe"),
    ],
)
def test_what_leads_out_of_the_folder(
    folder: Path, tmp_path: Path, lays: Callable[[Path, Path], None]
) -> None:
    """
    Nothing but files of the folder is read, and nothing of what lies elsewhere is repeated.
    """
    secret = tmp_path / "elsewhere" / "secret.yaml"
    secret.parent.mkdir()
    secret.write_text("password: hunter2\n")
    lays(folder, secret)

    problems = refused(folder)

    assert [one.code for one in problems] == ["F002"]
    assert "hunter2" not in str(problems)


@pytest.mark.parametrize("row", ["row-90"])
async def test_half_saved_while_the_bot_runs(
    home: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, row: str
) -> None:
    """
    The operator is told what is wrong; the flow as it was stays in force, also for new starts.
    """
    dialogs = tmp_path / "dialogs"
    shutil.copytree(DIALOGS, dialogs)
    flow = dialogs / "weekly_checkin.yaml"
    flow.write_bytes(flow.read_bytes()[:900])
    told = list[str]()
    monkeypatch.setattr(serve, "alert", told.append)
    settings = Settings.model_validate({"dialogs": {"dir": dialogs}})

    await serve.renew(home.theatre.parts, settings)

    assert len(told) == 1
    assert "weekly_checkin.yaml" in told[0]
    assert TRUST in await home.says("a", "/checkin")
