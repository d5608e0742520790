"""
Draw a flow as SVG, from the same chart that `mortar graph` writes.

Nodes stand below each other in the order of the file, lanes side by side. Every node carries its
id, so that the page can light it; colours are the page's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape

from bot.authoring.graph import graph
from bot.authoring.mermaid import ident
from bot.flow.script import Script

WIDTH, HEIGHT, GAP, PAD, TITLE = 216, 40, 18, 12, 20
LETTERS = 32
LANES = ("both, the same", "hurt", "repairing")

_NODE = re.compile(r'^(\w+)(\W*?)"(.*)"(\W*?)((?::::\w+)*)$')
_EDGE = re.compile(r'^(\w+) (-->|-\.->|==>)(?:\|"(.*)"\|)? (\w+)$')
_GROUP = re.compile(r'^subgraph (\w+)\["(.*)"\]$')
_SIGN = re.compile(r"#(\d+|quot|amp|lt|gt);")
_NAMED = {"quot": '"', "amp": "&", "lt": "<", "gt": ">"}


@dataclass(slots=True)
class Box:
    """A node of the chart, or a group with boxes in it."""

    name: str
    label: str
    marks: str = ""
    inside: "list[Box] | None" = None
    x: float = 0
    y: float = 0
    width: float = WIDTH
    height: float = HEIGHT


@dataclass(slots=True)
class Chart:
    """Boxes as they are nested, and arrows between them: from, to, words, look."""

    boxes: list[Box] = field(default_factory=list)
    arrows: list[tuple[str, str, str, str]] = field(default_factory=list)


def draw(script: Script) -> str:
    """Give the picture of a flow."""
    chart = read(graph(script))
    width, height = lay(chart.boxes, PAD, PAD)
    names = {ident(name): name for name in script.nodes}
    found = {one.name: one for one in _all(chart.boxes)}
    groups = [_group(one) for one in found.values() if one.inside is not None]
    # A lane's box has its title already.
    ways = [
        _arrow(found[a], found[b], "" if text in LANES else text, look)
        for a, b, text, look in chart.arrows
        if a in found and b in found
    ]
    nodes = [_node(one, names.get(one.name, "")) for one in found.values() if one.inside is None]
    wide, high = width + 2 * PAD + 40, height + 2 * PAD
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:.0f} {high:.0f}" '
        f'width="{wide:.0f}" height="{high:.0f}" role="img" '
        f'aria-label="{escape(script.title)}">{"".join([*groups, *ways, *nodes])}</svg>'
    )


def read(text: str) -> Chart:
    """Read the chart that was written for Mermaid."""
    chart, open_ = Chart(), list[list[Box]]()
    here = chart.boxes
    for line in map(str.strip, text.splitlines()[1:]):
        if line == "end":
            here = open_.pop()
        elif found := _GROUP.match(line):
            inner: list[Box] = []
            here.append(Box(found[1], plain(found[2]), inside=inner))
            open_.append(here)
            here = inner
        elif found := _EDGE.match(line):
            look = {"-->": "", "-.->": "late", "==>": "into"}[found[2]]
            chart.arrows.append((found[1], found[4], plain(found[3] or ""), look))
        elif not line.startswith("classDef") and (found := _NODE.match(line)):
            here.append(Box(found[1], plain(found[3]), found[5].replace(":::", " ").strip()))
    return chart


def plain(text: str) -> str:
    """Give the words that a label was made of."""
    return _SIGN.sub(lambda one: _NAMED.get(one[1]) or chr(int(one[1])), text)


def lay(boxes: list[Box], x: float, y: float) -> tuple[float, float]:
    """Give every box its place; neighbours that are lanes stand side by side."""
    top, widest = y, 0.0
    rows: list[tuple[list[Box], float]] = []
    at = 0
    while at < len(boxes):
        row = [boxes[at]]
        while at + 1 < len(boxes) and _lane(boxes[at]) and _lane(boxes[at + 1]):
            at += 1
            row.append(boxes[at])
        at += 1
        left, tallest = x, 0.0
        for box in row:
            box.x, box.y = left, y
            if box.inside is not None:
                inner = lay(box.inside, left + PAD, y + TITLE + PAD)
                box.width = max(WIDTH + 2 * PAD, inner[0] + 2 * PAD)
                box.height = inner[1] + TITLE + 2 * PAD
            left += box.width + GAP
            tallest = max(tallest, box.height)
        rows.append((row, left - GAP - x))
        widest = max(widest, left - GAP - x)
        y += tallest + GAP
    for row, wide in rows:
        _shift(row, (widest - wide) / 2)
    return widest, y - GAP - top


def _shift(boxes: list[Box], by: float) -> None:
    """Move boxes to the right, so that they stand in the middle."""
    for one in _all(boxes):
        one.x += by


def _lane(box: Box) -> bool:
    return box.inside is not None and box.name.startswith("lane_")


def _all(boxes: list[Box]) -> Iterator[Box]:
    for one in boxes:
        yield one
        if one.inside is not None:
            yield from _all(one.inside)


def _group(box: Box) -> str:
    return (
        f'<g class="lane"><rect x="{box.x:.0f}" y="{box.y:.0f}" width="{box.width:.0f}" '
        f'height="{box.height:.0f}" rx="10"/><text x="{box.x + PAD:.0f}" y="{box.y + 18:.0f}">'
        f"{escape(box.label)}</text></g>"
    )


def _node(box: Box, name: str) -> str:
    lines = _lines(box.label)
    first = box.y + HEIGHT / 2 + 4 - 7 * (len(lines) - 1)
    words = "".join(
        f'<tspan x="{box.x + WIDTH / 2:.0f}" y="{first + 14 * at:.0f}">{escape(line)}</tspan>'
        for at, line in enumerate(lines)
    )
    named = f' data-node="{escape(name)}"' if name else ""
    return (
        f'<g class="node {box.marks}"{named}><title>{escape(name)}</title>'
        f'<rect x="{box.x:.0f}" y="{box.y:.0f}" width="{WIDTH}" height="{HEIGHT}" rx="8"/>'
        f"<text>{words}</text></g>"
    )


def _lines(label: str) -> list[str]:
    """Break a label into two lines at most."""
    if len(label) <= LETTERS:
        return [label]
    cut = label.rfind(" ", 0, LETTERS)
    cut = cut if cut > 0 else LETTERS
    rest = label[cut:].strip()
    return [label[:cut], rest if len(rest) <= LETTERS else rest[: LETTERS - 1] + "…"]


def _arrow(one: Box, two: Box, text: str, look: str) -> str:
    """Draw an arrow: straight to what stands right below, else in a curve beside the boxes."""
    x1, y1 = one.x + one.width / 2, one.y + one.height
    x2, y2 = two.x + two.width / 2, two.y
    if abs(x1 - x2) < 1 and 0 <= y2 - y1 <= GAP + TITLE + PAD:
        path = f"M{x1:.0f} {y1:.0f}V{y2:.0f}"
        middle = (x1 + 6, (y1 + y2) / 2 + 3)
    elif y2 >= y1 and abs(x1 - x2) >= 1:
        half = (y1 + y2) / 2
        path = f"M{x1:.0f} {y1:.0f}C{x1:.0f} {half:.0f} {x2:.0f} {half:.0f} {x2:.0f} {y2:.0f}"
        middle = ((x1 + x2) / 2, half)
    else:
        right1, right2 = one.x + one.width, two.x + two.width
        m1, m2 = one.y + one.height / 2, two.y + two.height / 2
        out = max(right1, right2) + min(40.0, 12 + abs(m2 - m1) / 30)
        path = f"M{right1:.0f} {m1:.0f}C{out:.0f} {m1:.0f} {out:.0f} {m2:.0f} {right2:.0f} {m2:.0f}"
        middle = (out - 4, (m1 + m2) / 2)
    words = f'<text x="{middle[0]:.0f}" y="{middle[1]:.0f}">{escape(text)}</text>' if text else ""
    return f'<g class="way {look}"><path d="{path}"/>{words}</g>'
