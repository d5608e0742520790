"""Three chats in one terminal."""

import pytest

from adapters.terminal.gateway import ROOM, Shown
from adapters.terminal.screen import Screen
from bot.model.words import Span
from bot.ports.letters import Button

MESSAGE = Shown(
    "a", "1", (Span("Hello Ana.\n\nHow is it?"),), ((Button("Yes", "t0"), Button("No", "t1")),)
)


class TestScreen:
    def test_names_the_chat_on_each_line(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Without colours every line says where it stands."""
        Screen(("Ana", "Ben")).shown(MESSAGE)

        assert capsys.readouterr().out.splitlines() == [
            "",
            " Ana │ Hello Ana.",
            " Ana │",
            " Ana │ How is it?",
            " Ana │ [Yes]  [No]",
        ]

    def test_tells_chats_apart(self, capsys: pytest.CaptureFixture[str]) -> None:
        """Each chat has its name, and names of any length stand in line."""
        screen = Screen(("Maximiliane", "Bo"))

        for chat in ("a", "b", ROOM):
            screen.shown(Shown(chat, "1", (Span("x"),), ()))

        lines = [line for line in capsys.readouterr().out.splitlines() if line]
        assert lines == ["Maximiliane │ x", "         Bo │ x", "       room │ x"]

    def test_is_still_while_muted(self, capsys: pytest.CaptureFixture[str]) -> None:
        """What happens before it is worth seeing is not shown."""
        screen = Screen(("Ana", "Ben"), muted=True)

        screen.shown(MESSAGE)
        screen.noticed("This question is closed.")

        assert capsys.readouterr().out == ""

    def test_colours_and_wraps_for_a_person(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """On a terminal lines end where it ends, and each chat has a colour."""
        monkeypatch.setenv("COLUMNS", "40")
        monkeypatch.delenv("NO_COLOR", raising=False)
        screen = Screen(("Ana", "Ben"))
        screen.person = screen.coloured = True

        screen.shown(Shown("a", "1", (Span("word " * 20),), ()))
        screen.does("b in group", "Hello.")

        written = capsys.readouterr().out
        assert "\x1b[36m" in written
        assert "\x1b[35mBen in the room ▸ Hello." in written
        assert max(written.count("word", 0, at) for at in (len(written),)) == 20
        assert all(line.count("word") <= 8 for line in written.splitlines())

    def test_has_no_colours_where_none_are_wanted(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """NO_COLOR is obeyed."""
        monkeypatch.setenv("NO_COLOR", "1")
        monkeypatch.setattr("sys.stdout.isatty", lambda: True)

        Screen(("Ana", "Ben")).does("a", "7")

        assert "\x1b" not in capsys.readouterr().out
