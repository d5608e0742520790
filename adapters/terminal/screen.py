"""Show three chats in one terminal, so that one can tell them apart."""

import os
import shutil
import sys
import textwrap
from collections.abc import Iterator

import click

from adapters.terminal.gateway import ROOM, Shown, labels

COLOURS = {"a": "cyan", "b": "magenta", ROOM: "yellow"}
WIDEST = 100


class Screen:
    """
    Prints what happens, each line under the name of its chat.

    ``names`` are those of the two. While ``muted`` it prints nothing that comes from the chats.
    On a terminal there are colours and lines are wrapped; elsewhere they are left whole.
    """

    def __init__(self, names: tuple[str, str], *, muted: bool = False) -> None:
        self.titles = {"a": names[0], "b": names[1], ROOM: "room"}
        self.margin = max(map(len, self.titles.values()))
        self.muted = muted
        self.person = sys.stdout.isatty()
        self.coloured = self.person and "NO_COLOR" not in os.environ

    def shown(self, message: Shown) -> None:
        """Print a message with its buttons."""
        if self.muted:
            return
        self.say()
        file = [f"[{message.file.name}]", *_lines(message.file.body)] if message.file else []
        for line in (*message.text.splitlines(), *file, *labels(message)):
            for piece in self.wrapped(line):
                self.say(f"{self.margined(message.chat)} {piece}".rstrip())

    def noticed(self, text: str) -> None:
        """Print a short notice, as a platform shows it at a button."""
        if not self.muted:
            self.aside(f"({text})")

    def does(self, who: str, text: str) -> None:
        """
        Print what somebody did (``a``, ``b in group``).

        Also how long was waited (``wait``), and that the bot was killed (``restart``).
        """
        if who == "wait":
            self.aside(f"… {text} later …")
            return
        if who == "restart":
            self.aside("… the bot was killed, and is there again …")
            return
        place = " in the room" if "group" in who else ""
        self.say()
        self.say(self.styled(f"{self.titles[who[0]]}{place} ▸ {text}", fg=COLOURS[who[0]]))

    def aside(self, text: str) -> None:
        """Print something that belongs to no chat."""
        self.say()
        for line in text.splitlines():
            self.say(self.styled(line, dim=True))

    def margined(self, chat: str) -> str:
        """Give what stands before a line of a chat."""
        title = f"{self.titles[chat]:>{self.margin}} │"
        return self.styled(title, fg=COLOURS[chat], bold=True)

    def wrapped(self, line: str) -> Iterator[str]:
        """Break a line where the terminal ends."""
        width = min(WIDEST, shutil.get_terminal_size().columns) - self.margin - 3
        if self.person and len(line) > width > 0:
            yield from textwrap.wrap(line, width)
        else:
            yield line

    def styled(self, text: str, *, fg: str | None = None, **style: bool) -> str:
        """Colour a text, if there are colours here."""
        return click.style(text, fg=fg, **style) if self.coloured else text

    def say(self, line: str = "") -> None:
        """Print one line."""
        click.echo(line, color=self.coloured)


def _lines(body: bytes) -> list[str]:
    return body.decode(errors="replace").splitlines()
