"""`mortar playground`: both phones, the room and a clock in a browser."""

import asyncio
import sys
from pathlib import Path

import click

STARTS = ("checkin", "arrived", "strangers", "week3", "parted")


@click.command()
@click.option("--port", default=8310, show_default=True, help="Where to listen, or behind it.")
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="Another address than loopback lets other machines in.",
)
@click.option("--dialogs", type=click.Path(path_type=Path), help="Another content folder.")
@click.option(
    "--transcripts", type=click.Path(path_type=Path), help="A folder of transcripts to play."
)
@click.option(
    "--couple",
    type=click.Choice(STARTS),
    default="checkin",
    show_default=True,
    help="Who is there at first.",
)
@click.option("--demo", is_flag=True, help="Watch sixteen weeks in about a minute.")
@click.option("--browser/--no-browser", default=True, help="Open a browser, where there is one.")
def playground(
    *, port: int, host: str, dialogs: Path | None, transcripts: Path | None, couple: str,
    demo: bool, browser: bool,
) -> None:  # fmt: skip
    """
    Play both partners and their group in a browser.

    No token is needed and nothing is kept. Time stands still until you move it. A flow that you
    save is in force at once.
    """
    from bot.playground.open import Wishes, serve

    near = Path("tests/transcripts")
    played = transcripts or (near if near.is_dir() else None)
    wishes = Wishes(port, host, dialogs, played, None if demo else couple, browser)
    sys.exit(asyncio.run(serve(wishes)))
