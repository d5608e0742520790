"""`mortar graph`: draw a flow."""

from pathlib import Path

import click

from bot.errors import FlowError


@click.command()
@click.argument("flow")
@click.option("--output", type=click.Path(path_type=Path), help="Write into this file.")
def graph(flow: str, output: Path | None) -> None:
    """
    Draw a flow as a Mermaid chart.

    FLOW is the name of a flow in the content folder, or a file. Lanes and blocks are boxes, what
    is private has a lock, and a dotted arrow is time that is up.
    """
    from bot.authoring.graph import graph as draw
    from bot.commands.named import flow_file
    from bot.commands.put import put
    from bot.load import flow as read

    path = flow_file(flow)
    script, problems = read(path, str(path))
    if script is None:
        raise FlowError(*problems)
    put(draw(script), output)
    if problems:
        click.echo(f"{len(problems)} to mend in it; `mortar check` says what.", err=True)
