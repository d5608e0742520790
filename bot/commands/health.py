"""`mortar health`: how the running bot is, in one line."""

import sys
from datetime import UTC, datetime

import click


@click.command()
def health() -> None:
    """
    Say how the running bot is. The exit code is 0 when all is well, and 1 otherwise.

    It reads a small file that the bot writes (data/health.json), and opens nothing else.
    """
    from bot import health as state
    from bot.config import read_settings

    settings, _ = read_settings()
    found, wrong = state.read(state.place(settings.data.dir), datetime.now(UTC))
    if wrong:
        click.echo("; ".join(wrong))
        sys.exit(1)
    heard = found["heard"] if found else {}
    lines = [f"{name} was heard {seconds:.0f} s ago" for name, seconds in heard.items()]
    click.echo("; ".join(["all is well", *lines]))
