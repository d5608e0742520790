"""The picture of the two lines: on a phone, in every language, whatever was told."""

from datetime import date
from functools import cache
from io import BytesIO

import numpy as np
import pytest
from PIL import Image

from bot.model.sketches import Progress, read, write
from bot.press.lines import FELT, GROUND, KEPT, picture
from tests.press.shipped import LANGUAGES, words

FIRST = date(2026, 8, 31)
GAP = None


@cache
def drawn(sketch: Progress, language: str = "en") -> Image.Image:
    """Draw a picture, and look at it."""
    made = picture(sketch, words(language, sketch.words), language)
    return Image.open(BytesIO(made)).convert("RGB")


def near(image: Image.Image, colour: str) -> list[tuple[int, int]]:
    """Find where a colour is, in the part in which the lines are."""
    wanted = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    left, top = 170, 330
    pixels = np.asarray(image.crop((left, top, 830, 870))).astype(int)
    ys, xs = np.nonzero(np.abs(pixels - wanted).max(axis=2) < 12)
    return [(int(x) + left, int(y) + top) for x, y in zip(xs, ys, strict=True)]


STORIES = {
    "one week": Progress(FIRST, (80,), (4.0,)),
    "twelve": Progress(FIRST, (40, 50, 67, 60, 75, 80, 75, 83, 86, 80, 90, 92), (2.0,) * 12),
    "gaps": Progress(FIRST, (40, GAP, 67, GAP, 80), (GAP, 2.0, 3.5, GAP, 8.0)),
    "a year": Progress(FIRST, tuple(range(40, 92)), tuple(one / 10 for one in range(20, 72))),
    "only promises": Progress(FIRST, (50, 60), (GAP, GAP)),
    "only trust": Progress(FIRST, (GAP, GAP), (5.0, 6.0)),
    "all the best": Progress(FIRST, (100, 100), (10.0, 10.0)),
    "all the worst": Progress(FIRST, (0, 0), (0.0, 0.0)),
    "the other side": Progress(FIRST, (50, 60), (5.0, 6.0), mirrored=True),
    "nothing": Progress(FIRST, (GAP,), (GAP,)),
}


class TestPicture:
    @pytest.mark.parametrize("story", STORIES)
    def test_fits_a_phone_and_has_a_ground_of_its_own(self, story: str) -> None:
        """In a dark chat it would otherwise be dark on dark."""
        image = drawn(STORIES[story])

        assert image.size == (1080, 1080)
        corners = tuple(image.crop((x, 0, x + 1, 1080)).getcolors() for x in (0, 1079))
        ground = tuple(int(GROUND[at : at + 2], 16) for at in (1, 3, 5))
        assert corners == ([(1080, ground)],) * 2

    @pytest.mark.parametrize("story", STORIES)
    def test_a_line_is_there_when_it_was_told(self, story: str) -> None:
        sketch = STORIES[story]

        image = drawn(sketch)

        assert bool(near(image, KEPT.colour)) == any(one is not None for one in sketch.kept)
        assert bool(near(image, FELT.colour)) == any(one is not None for one in sketch.felt)

    def test_what_is_more_stands_higher(self) -> None:
        image = drawn(Progress(FIRST, (90, 90, 90), (2.0, 2.0, 2.0)))

        lowest_kept = max(y for _, y in near(image, KEPT.colour))
        highest_felt = min(y for _, y in near(image, FELT.colour))
        assert lowest_kept < highest_felt

    def test_a_week_without_a_word_is_a_gap(self) -> None:
        """Nothing is drawn through it, as if we knew."""
        told = near(drawn(Progress(FIRST, (50,) * 5, (GAP,) * 5)), KEPT.colour)
        gap = near(drawn(Progress(FIRST, (50, 50, GAP, 50, 50), (GAP,) * 5)), KEPT.colour)

        middle = (min(told)[0] + max(told)[0]) // 2
        assert any(abs(x - middle) < 20 for x, _ in told)
        assert not any(abs(x - middle) < 20 for x, _ in gap)

    @pytest.mark.parametrize("language", [*LANGUAGES, "ar", "pt-BR"])
    def test_every_language(self, language: str) -> None:
        """A picture can be drawn for every locale, and the words stay on it."""
        shipped = language if language in LANGUAGES else "en"
        sketch = STORIES["twelve"]

        made = picture(sketch, words(shipped, sketch.words), language)

        image = Image.open(BytesIO(made)).convert("L")
        for edge in ((1060, 0, 1080, 1080), (0, 1060, 1080, 1080), (0, 0, 20, 1080)):
            low, high = image.crop(edge).getextrema()
            assert low == high

    def test_the_same_each_time(self) -> None:
        """After a kill the same picture goes again."""
        sketch = STORIES["gaps"]
        there = words("en", sketch.words)

        assert picture(sketch, there, "en") == picture(sketch, there, "en")

    def test_through_a_letter(self) -> None:
        assert all(read(write(one)) == one for one in STORIES.values())
