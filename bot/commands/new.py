"""`mortar new flow`: begin a flow."""

from pathlib import Path

import click

from bot.authoring.beginnings import KINDS


@click.group()
def new() -> None:
    """Begin something of your own: for now, a flow."""


@new.command()
@click.argument("name")
@click.option(
    "--in", "folder", type=click.Path(path_type=Path), help="A folder for it, in dialogs."
)
@click.option(
    "--like", type=click.Choice(KINDS), default=KINDS[0], show_default=True,
    help="What it begins as.",
)  # fmt: skip
def flow(name: str, folder: Path | None, like: str) -> None:
    """
    Begin a flow called NAME, with played conversations that pass.

    questions: two questions for each, shown if both agree. checkin: the same every week, with a
    number. sitting: each prepares alone, then both speak in the room.
    """
    from bot.authoring.template import Unfit, begin
    from bot.commands.named import near
    from bot.config import read_settings

    dialogs = read_settings()[0].dialogs_dir
    transcripts = dialogs.parent / "tests" / "transcripts"
    try:
        made = begin(name, like, folder or dialogs, dialogs, transcripts)
    except Unfit as exc:
        raise click.UsageError(str(exc)) from exc
    good = near(made.transcripts[0])
    click.echo(f"Here is your flow: {near(made.flow)}")
    click.echo(f"And how it goes, well and not so well: {', '.join(map(near, made.transcripts))}")
    click.echo("\nOpen the first, change its questions, and then:\n")
    click.echo(f"  mortar check {near(made.flow)}")
    click.echo(f"  mortar play --script {good}")
    click.echo(f"  mortar test {good}")
