"""Show how far something is that takes more than a moment."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

PATIENCE = 1.0
"""Seconds after which one sees how far it is."""


@contextmanager
def bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """Show a progress bar on standard error; what it gives is told how much of how much is done."""
    begun = time.monotonic()
    with ExitStack() as stack:
        bars: list[ProgressBar[int]] = []

        def show(done: int, total: int) -> None:
            if not bars and time.monotonic() - begun > PATIENCE and done < total:
                new: ProgressBar[int] = click.progressbar(
                    length=total, label=label, file=sys.stderr
                )
                bars.append(stack.enter_context(new))
            for one in bars:
                one.update(done - one.pos)

        yield show
