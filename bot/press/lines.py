"""Draw the two lines of progress: promises kept, and trust as it was felt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from textwrap import fill
from typing import Literal

import matplotlib as mpl
from babel.dates import format_skeleton
from babel.numbers import format_decimal, format_percent
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from bot.model.sketches import Progress

SIZE, SHARPNESS = 5.4, 200
"""Inches and dots an inch: 1080 pixels, the width of a phone."""

GROUND, INK, FAINT, GRID = "#faf6ef", "#2b3338", "#69737a", "#e4dccf"
MOST_DAYS = 5
"""So many days are named below, however many weeks there are."""

WIDE = 46
"""Letters of a line beside a sample."""

FREE = 0.2
"""So much of the width is left free on the right, for the newest numbers."""

APART = 9.0
"""Two numbers at the end of the lines stand at least so far apart, in parts of a hundred."""

CROWDED = 20
"""From so many weeks on the points are left out, but for those that stand alone."""

Heights = Sequence[float | None]
"""What a line shows week by week, of a hundred."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is told from the other, also by who sees no colours."""

    colour: str
    point: str
    dashes: Literal["-"] | tuple[float, Sequence[float]] = "-"


KEPT = Stroke("#14757a", "o")
FELT = Stroke("#b9532b", "s", (0, (3.2, 1.4)))


def picture(sketch: Progress, words: Mapping[str, str], language: str) -> bytes:
    """Give it as PNG, on a ground of its own so that it reads alike in light and dark."""
    with mpl.rc_context():
        mpl.rcParams["font.family"] = ["DejaVu Sans"]
        mpl.rcParams["text.color"] = INK
        mpl.rcParams["text.parse_math"] = False
        figure = Figure((SIZE, SIZE), dpi=SHARPNESS, facecolor=GROUND)
        _texts(figure, [words[name] for name in sketch.words])
        axes = figure.add_axes((0.145, 0.185, 0.755, 0.525), facecolor=GROUND)
        _frame(axes, sketch, language)
        kept = [None if one is None else float(one) for one in sketch.kept]
        felt = [None if one is None else one * 10 for one in sketch.felt]
        _line(axes, kept, KEPT)
        _line(axes, felt, FELT)
        _ends(axes, kept, felt, language)
        written = BytesIO()
        figure.savefig(written, format="png", metadata={"Software": None})
    return written.getvalue()


def _texts(figure: Figure, words: Sequence[str]) -> None:
    """Write what it shows, which line is which, and how to read them."""
    title, note, *lines = words
    figure.text(0.06, 0.94, title, size=17, weight="bold", va="center")
    for place, said, stroke in zip((0.865, 0.79), lines, (KEPT, FELT), strict=True):
        sample = Line2D(
            (0.06, 0.10, 0.14), (place,) * 3, color=stroke.colour, linewidth=2.6,
            linestyle=stroke.dashes, marker=stroke.point, markersize=6, markevery=[1],
            transform=figure.transFigure,
        )  # fmt: skip
        figure.add_artist(sample)
        figure.text(
            0.165, place, fill(said, WIDE), size=11.5, color=stroke.colour, va="center",
            linespacing=1.15,
        )  # fmt: skip
    note = fill(note, WIDE + 16)
    figure.text(0.06, 0.065, note, size=10.5, color=FAINT, va="center", linespacing=1.3)


def _frame(axes: Axes, sketch: Progress, language: str) -> None:
    """Rule the paper: of a hundred on the left, of ten on the right, weeks below."""
    axes.set_ylim(-4, 106)
    axes.set_yticks(range(0, 101, 20), [_percent(one, language) for one in range(0, 101, 20)])
    axes.grid(axis="y", color=GRID, linewidth=1.2)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=10.5, pad=6)
    axes.tick_params(axis="y", labelcolor=KEPT.colour)
    right = axes.secondary_yaxis("right")
    right.set_yticks(range(0, 101, 20), [str(one) for one in range(0, 11, 2)])
    right.tick_params(length=0, labelsize=10.5, labelcolor=FELT.colour, pad=6)
    for one in (*axes.spines.values(), *right.spines.values()):
        one.set_visible(False)
    last = len(sketch.kept) - 1
    # A first week stands in the middle.
    left, free = (0.05 * last, FREE * last) if last else (0.7, 0.7)
    axes.set_xlim(-left, last + free)
    named = _named(len(sketch.kept))
    axes.set_xticks(named, [_day(sketch.first, one, language) for one in named], color=FAINT)


def _named(weeks: int) -> Sequence[int]:
    """Choose the weeks whose days are named: the newest, and others evenly before it."""
    step = max(1, -(-weeks // MOST_DAYS))
    return range(weeks - 1, -1, -step)


def _line(axes: Axes, heights: Heights, stroke: Stroke) -> None:
    """Draw a line that breaks where nobody told; a week that stands alone is a point."""
    crowded = len(heights) >= CROWDED
    axes.plot(
        range(len(heights)), [float("nan") if one is None else one for one in heights],
        color=stroke.colour, linewidth=1.9 if crowded else 2.6, linestyle=stroke.dashes,
        clip_on=False,
    )  # fmt: skip
    points = [(at, one) for at, one in enumerate(heights) if one is not None]
    if crowded:
        points = [(at, one) for at, one in points if _alone(heights, at) or at == points[-1][0]]
    axes.plot(
        [at for at, _ in points], [one for _, one in points], color=stroke.colour, linestyle="",
        marker=stroke.point, markersize=6.5, markeredgecolor=GROUND, markeredgewidth=1.2,
        clip_on=False,
    )  # fmt: skip


def _alone(heights: Heights, at: int) -> bool:
    return all(one is None for one in (*heights[max(0, at - 1) : at], *heights[at + 1 : at + 2]))


def _ends(axes: Axes, kept: Heights, felt: Heights, language: str) -> None:
    """Write the newest number beside each line, one above the other where they are close."""
    found = [(*_newest(heights), stroke) for heights, stroke in ((kept, KEPT), (felt, FELT))]
    ends = [(height, at, stroke) for at, height, stroke in found if height is not None]
    ends.sort(key=lambda end: end[0])
    places = [height for height, _, _ in ends]
    if len(ends) == 2 and ends[0][1] == ends[1][1] and places[1] - places[0] < APART:
        middle = min(max(sum(places) / 2, APART / 2), 100 - APART / 2)
        places = [middle - APART / 2, middle + APART / 2]
    for place, (height, at, stroke) in zip(places, ends, strict=True):
        said = _percent(height, language) if stroke is KEPT else _number(height / 10, language)
        axes.annotate(
            said, (at, place), (9, 0), textcoords="offset points", va="center", ha="left",
            size=11, weight="bold", color=stroke.colour, annotation_clip=False,
            bbox={"boxstyle": "round,pad=0.15", "facecolor": GROUND, "edgecolor": "none"},
        )  # fmt: skip


def _newest(heights: Heights) -> tuple[int, float | None]:
    told = [(at, one) for at, one in enumerate(heights) if one is not None]
    return told[-1] if told else (0, None)


def _percent(value: float, language: str) -> str:
    return str(format_percent(value / 100, locale=_locale(language)))


def _number(value: float, language: str) -> str:
    return str(format_decimal(round(value, 1), locale=_locale(language)))


def _day(first: date, weeks: int, language: str) -> str:
    return str(format_skeleton("MMMd", first + timedelta(weeks=weeks), locale=_locale(language)))


def _locale(language: str) -> str:
    return language.replace("-", "_")
