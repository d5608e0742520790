"""`mortar graph`: draw a flow."""

from pathlib import Path

import click

from bot.errors import ConfigError, FlowError


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
    from bot.commands.put import put
    from bot.load import flow as read

    path = _file(flow)
    script, problems = read(path, str(path))
    if script is None:
        raise FlowError(*problems)
    put(draw(script), output)
    if problems:
        click.echo(f"{len(problems)} to mend in it; `mortar check` says what.", err=True)


def _file(flow: str) -> Path:
    """Find a flow by the name in it, by its file's name, or as a path."""
    from bot.config import read_settings
    from bot.load import flow as read
    from bot.shelf import flow_files

    if flow.endswith((".yaml", ".yml")):
        return Path(flow)
    folder = read_settings()[0].dialogs_dir
    files = list(flow_files(folder))
    for path in files:
        script, _ = read(path, path.name)
        if flow == (script.id if script else path.stem):
            return path
    known = ", ".join(sorted(path.stem for path in files))
    raise ConfigError(
        f"There is no flow '{flow}' under {folder}. There are: {known}. A file ends in .yaml."
    )
