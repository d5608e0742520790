"""Change the master key, or everybody's data keys."""

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import click

from bot.config import read_settings
from bot.store.sql.rotation import Show, rotate_data_keys, rotate_master_key
from bot.store.vault import read_master_key

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

PATIENCE = 1.0
"""Seconds after which one sees how far it is."""


def rotate(*, data_keys: bool) -> Iterator[str]:
    """Change keys with the bot stopped; give what is to be said about it."""
    settings, _ = read_settings()
    if data_keys:
        key = read_master_key(settings.key_file)
        with _bar("Sealing anew") as show:
            values, unopened = rotate_data_keys(
                settings.database_url, key, settings.key_store, show
            )
        yield f"Everybody has new keys, and all {values:,} values lie under them."
        if unopened:
            yield (
                f"{unopened} of them did not open and were left as they are: they were changed, or "
                "come from another database."
            )
        yield (
            "Earlier copies of the database need earlier copies of the key store; make new copies "
            "of both."
        )
        return
    with _bar("Wrapping anew") as show:
        former = rotate_master_key(
            settings.database_url, settings.key_file, settings.key_store, show
        )
    if former is None:
        yield "The change of master key that was begun earlier is finished."
        yield "For yet another one, run this again."
        return
    yield f"There is a new master key at {settings.key_file}. Put a copy of it in a safe place."
    yield (
        f"The old one is kept in {former}. It opens only earlier copies of the key store; once you "
        "have a new copy of that, delete it."
    )


@contextmanager
def _bar(label: str) -> Iterator[Show]:
    """Show a progress bar on standard error, once it takes longer than a moment."""
    begun = time.monotonic()
    with ExitStack() as stack:
        bars: list[ProgressBar[int]] = []

        def show(done: int, total: int) -> None:
            if not bars and time.monotonic() - begun > PATIENCE and done < total:
                new: ProgressBar[int] = click.progressbar(
                    length=total, label=label, file=sys.stderr
                )
                bars.append(stack.enter_context(new))
            for bar in bars:
                bar.update(done - bar.pos)

        yield show
