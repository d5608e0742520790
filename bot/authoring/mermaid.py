"""
Write Mermaid flowcharts: shapes, arrows and labels that its parser takes whatever an author wrote.
"""

import re
from collections.abc import Iterable
from enum import Enum

MAX_LABEL = 40

_SIGNS = str.maketrans({
    "#": "#35;", '"': "#quot;", "&": "#amp;", "<": "#lt;", ">": "#gt;", "`": "#96;",
    "\\": "#92;", ";": "#59;", "%": "#37;", ":": "#58;",
})  # fmt: skip
_NOTHING = "#160;"
_NOT_IN_IDS = re.compile(r"[^a-z0-9_]")
_LIST = re.compile(r"^(\d+)([.)])|^([-*+])(?= )")


class Form(Enum):
    """The outline of a node: what stands before and behind its label."""

    BOX = ('["', '"]')
    ASKED = ('[/"', '"/]')
    DECIDED = ('{"', '"}')
    PRESSED = ('{{"', '"}}')
    SHOWN = ('[/"', '"\\]')
    LOOPED = ('[\\"', '"/]')
    LOOKED_UP = ('[\\"', '"\\]')
    CALLED = ('[["', '"]]')
    KEPT = ('[("', '")]')
    BEGUN = ('(["', '"])')
    PAUSED = ('("', '")')
    JOINED = ('(("', '"))')
    JUMPED = ('>"', '"]')
    ENDED = ('((("', '")))')


class Arrow(Enum):
    """Plain: goes on. Dotted: time is up. Thick: goes into a block."""

    PLAIN = "-->"
    DOTTED = "-.->"
    THICK = "==>"


def ident(name: str) -> str:
    """
    Give a name that Mermaid takes as one: two different ones stay different.

    ``:join answers`` is something that belongs to ``answers``; without the colon it is a node.
    """
    kind, _, rest = name[1:].partition(" ") if name.startswith(":") else ("n", "", name)
    return f"{kind}_{_NOT_IN_IDS.sub(_escaped, rest)}"


def cut(text: str, length: int = MAX_LABEL) -> str:
    """Put a text into one line, without marks, and cut it to so many characters."""
    line = " ".join(text.replace("**", "").split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def label(text: str) -> str:
    """
    Make a text inert: nothing in it is a sign of Mermaid's, HTML's or Markdown's.

    ``%%{`` would begin a directive, also inside quotes; ``style``, a colon and an entity in one
    line would lose its last sign; and a label has at least a space.
    """
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    begun = _LIST.match(shown)
    inert = shown.translate(_SIGNS) if shown.strip() else _NOTHING
    if begun is None:
        return inert
    sign = begun[2] or begun[3]
    return inert.replace(sign, f"#{ord(sign)};", 1)


def node(name: str, form: Form, text: str, *marks: str) -> str:
    """Write one node."""
    before, behind = form.value
    return f"{ident(name)}{before}{label(text)}{behind}{''.join(f':::{mark}' for mark in marks)}"


def edge(one: str, two: str, text: str = "", arrow: Arrow = Arrow.PLAIN) -> str:
    """Write one arrow."""
    words = f'|"{label(text)}"|' if text else ""
    return f"{ident(one)} {arrow.value}{words} {ident(two)}"


def group(name: str, title: str, lines: Iterable[str]) -> list[str]:
    """Put lines into a box with a title."""
    return [f'subgraph {ident(name)}["{label(title)}"]', *(f"  {one}" for one in lines), "end"]


def _escaped(found: re.Match[str]) -> str:
    return "X" if found[0] == "." else f"Y{ord(found[0]):X}Y"
