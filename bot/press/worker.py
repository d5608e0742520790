"""
What is done in the press's own process: a line of JSON in, a line of JSON out, until no more come.

The libraries are loaded here, by the first piece of work that needs them, and nowhere else.
"""

import base64
import json
import os
import signal
import sys
from collections.abc import Mapping
from typing import BinaryIO

from bot.model import sketches
from bot.model.sketches import Brief, Progress

LONGEST = 30.0
"""Seconds after which a piece of work is given up, and the process with it."""

NICE = 10
"""Answering people comes first."""


def main() -> None:
    """Work until whoever started us closes the line, or is there no more."""
    os.nice(NICE)
    out = os.fdopen(os.dup(1), "wb")
    # What a library prints must not stand among our answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    serve(sys.stdin.buffer, out)


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Do one order after the other; one that fails is answered with the kind of failure."""
    for line in orders:
        # The signal ends the process, wherever in a library it is.
        signal.setitimer(signal.ITIMER_REAL, LONGEST)
        try:
            name, body = do(json.loads(line))
            answer = {"name": name, "body": base64.b64encode(body).decode("ascii")}
        except Exception as exc:  # noqa: BLE001 - its words may be somebody's: only its kind is told
            answer = {"error": type(exc).__name__}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()
        signal.setitimer(signal.ITIMER_REAL, 0)


def do(order: Mapping[str, str | Mapping[str, str]]) -> tuple[str, bytes]:
    """Do one order; give a file's name, in which nobody's words are, and the file."""
    match order:
        case {"draw": str(reference), "words": dict(words), "language": str(language)}:
            return draw(reference, words, language)
        case {"clean": str(photo)}:
            from bot.press.photo import clean

            return "photo.jpg", clean(base64.b64decode(photo))
        case _:
            raise LookupError


def draw(reference: str, words: Mapping[str, str], language: str) -> tuple[str, bytes]:
    """Draw a sketch."""
    sketch = sketches.read(reference)
    match sketch:
        case Progress():
            from bot.press.lines import picture

            return "weeks.png", picture(sketch, words, language)
        case Brief():
            from bot.press.paper import paper, plain

            made = paper(sketch, words, language)
            return ("notes.txt", plain(sketch, words)) if made is None else ("notes.pdf", made)
